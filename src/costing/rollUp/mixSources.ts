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

/** How much of an item that is made is bought complete instead, and what it then costs. */
export interface BoughtShare {
  /** 0 to 1. */
  readonly share: number
  /** Landed cost of one unit that is bought. */
  readonly unitCost: number
  readonly element: NonNullable<PurchaseCost['element']>
}

/**
 * Cost of an item of one or several sources: their mix by quota, else that of the first by priority, of equal ones by
 * supplier.
 */
export function mixSources(sources: readonly PlacedSource[], path: string, issues: IssueList): number {
  checkSuppliers(sources, path, issues)
  const quotas = sources.flatMap(({ row: { quotaShare } }) => quotaShare ?? [])
  if (quotas.length === 0) {
    const first = firstByPriority(sources)
    return first === undefined ? Number.NaN : landedUnitCost(first)
  }
  const sum = quotas.reduce((all, share) => all + share, 0)
  if (quotas.length < sources.length || Math.abs(sum - 1) > 1e-9) refuseQuotas(sources, sum, path, issues)
  return sources.reduce((all, { row }) => all + (row.quotaShare ?? 0) * landedUnitCost(row), 0)
}

/**
 * How much of a made item is bought complete: the sum of the quotas, and what they leave is made; without quotas all of it where
 * a source comes before making, which has priority 1, else nothing.
 */
export function mixBought(sources: readonly PlacedSource[], path: string, issues: IssueList): BoughtShare {
  checkSuppliers(sources, path, issues)
  const element = sources.find(({ row }) => row.element !== undefined)?.row.element ?? 'material'
  const quotas = sources.flatMap(({ row: { quotaShare } }) => quotaShare ?? [])
  if (quotas.length === 0) {
    const first = firstByPriority(sources)
    const share = first !== undefined && (first.priority ?? 1) < 1 ? 1 : 0
    return { share, unitCost: first === undefined ? 0 : landedUnitCost(first), element }
  }
  const share = quotas.reduce((all, quota) => all + quota, 0)
  if (quotas.length < sources.length || share > 1 + 1e-9) refuseQuotas(sources, share, path, issues)
  const amount = sources.reduce((all, { row }) => all + (row.quotaShare ?? 0) * landedUnitCost(row), 0)
  return { share: Math.min(1, share), unitCost: share > 0 ? amount / share : 0, element }
}

function firstByPriority(sources: readonly PlacedSource[]): PurchaseCost | undefined {
  const [first] = [...sources].sort(
    ({ row: a }, { row: b }) =>
      (a.priority ?? 1) - (b.priority ?? 1) || compareText(a.supplierId ?? '', b.supplierId ?? ''),
  )
  return first?.row
}

function refuseQuotas(sources: readonly PlacedSource[], sum: number, path: string, issues: IssueList): void {
  const [first] = sources
  if (first === undefined) return
  const count = sources.filter(({ row }) => row.quotaShare !== undefined).length
  const message = `The quota shares of '${first.row.itemId}' come to ${sum}, over ${count} of ${sources.length} sources.`
  const remedy =
    'Give every source of the item a quotaShare, 1 in all (at most 1 where it is made, too), or none of them.'
  issues.add('CONFLICT', `${path}[${first.place}].quotaShare`, first.row.quotaShare, message, remedy)
}

/** Each supplier has one cost at a time. */
function checkSuppliers(sources: readonly PlacedSource[], path: string, issues: IssueList): void {
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
}
