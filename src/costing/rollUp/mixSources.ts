import type { IssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'
import type { PurchaseCost } from '../types.js'

/** A source of an item, and its place among the caller's rows. */
export interface PlacedSource {
  readonly row: PurchaseCost
  readonly place: number
}

/** What one unit costs until it is here: purchase cost, duty on it, freight and the rest (IAS 2.11). */
export function landedUnitCost(row: PurchaseCost): number {
  const { purchaseCost, dutyRate = 0, freightInPerUnit = 0, otherLandedCostPerUnit = 0 } = row
  return purchaseCost * (1 + dutyRate) + freightInPerUnit + otherLandedCostPerUnit
}

/**
 * Cost of an item of one or several sources: their mix by quota, else that of the first by priority, of equal ones by
 * supplier.
 */
export function mixSources(sources: readonly PlacedSource[], path: string, issues: IssueList): number {
  const seen = new Set<string | undefined>()
  for (const { row, place } of sources) {
    if (seen.has(row.supplierId)) {
      const of = row.supplierId === undefined ? '' : ` of supplier '${row.supplierId}'`
      const message = `Item '${row.itemId}' is there twice${of}.`
      const remedy = 'Keep one cost for each item and supplier, or end one before the other begins.'
      issues.add('DUPLICATE_ID', `${path}[${place}].itemId`, row.itemId, message, remedy)
    }
    seen.add(row.supplierId)
  }
  const quotas = sources.flatMap(({ row: { quotaShare } }) => quotaShare ?? [])
  if (quotas.length === 0) {
    const [first] = [...sources].sort(
      ({ row: a }, { row: b }) =>
        (a.priority ?? 1) - (b.priority ?? 1) || compareText(a.supplierId ?? '', b.supplierId ?? ''),
    )
    return first === undefined ? Number.NaN : landedUnitCost(first.row)
  }
  const sum = quotas.reduce((all, share) => all + share, 0)
  const [first] = sources
  if (first !== undefined && (quotas.length < sources.length || Math.abs(sum - 1) > 1e-9)) {
    const message = `The quota shares of '${first.row.itemId}' come to ${sum}, over ${quotas.length} of ${sources.length} sources.`
    const remedy = 'Give every source of the item a quotaShare, 1 in all, or none of them.'
    issues.add('CONFLICT', `${path}[${first.place}].quotaShare`, first.row.quotaShare, message, remedy)
  }
  return sources.reduce((all, { row }) => all + (row.quotaShare ?? 0) * landedUnitCost(row), 0)
}
