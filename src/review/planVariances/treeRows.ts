import { groupBy } from '../../core/keys/keys.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { ACTUAL_KEY } from '../../costing/variances/checkVarianceInput.js'
import type { Actual } from '../../costing/variances/varianceTypes.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { absorbedKey, overheadKey, type TreeStandards } from './treeStandards.js'

/** Rows of one key as one. */
function addUp(rows: readonly Actual[]): Actual[] {
  const total = (own: readonly Actual[], field: 'units' | 'hours' | 'amount'): object => {
    const given = own.flatMap((row) => row[field] ?? [])
    return given.length === 0 ? {} : { [field]: sumDecimals(given) }
  }
  return [...groupBy(rows, ACTUAL_KEY).values()].map((own) => ({
    ...(own[0] as Actual),
    ...total(own, 'units'),
    ...total(own, 'hours'),
    ...total(own, 'amount'),
  }))
}

/**
 * Actuals of a period of a plan as a tree of variances takes them: what is made of nothing that a bill or routing names comes into
 * stock as it is bought; a service leaves no stock, whatever was done of it and not sold; wages that are paid whether hours are worked or not are spent on fixed cost; overheads have the ids of the tree.
 */
export function treeRows(
  rows: readonly PlanActual[],
  periodId: string,
  { made, paidByCapacity, services }: Pick<TreeStandards, 'made' | 'paidByCapacity' | 'services'>,
): Actual[] {
  const madeOutside = new Set(
    rows.flatMap(({ kind, itemId = '' }) => (kind === 'output' && !made.has(itemId) ? [itemId] : [])),
  )
  const paidFor = new Set(
    rows.flatMap(({ kind, itemId = '' }) => (kind === 'purchases' && madeOutside.has(itemId) ? [itemId] : [])),
  )
  const translated = rows.flatMap((given): Actual[] => {
    const { attributes: _, ...own } = given
    const row: Actual = { ...own, periodId }
    const { kind, itemId = '', resourceId = '', overheadId } = row
    switch (kind) {
      case 'balance':
        return []
      case 'stockCount':
        return services.has(itemId) ? [] : [row]
      case 'output':
        return [made.has(itemId) ? row : { ...row, kind: 'purchases', amount: 0 }]
      case 'purchases':
        // Of work outside on nothing, what came is told by the output, and what was paid for it by the purchase.
        return [paidFor.has(itemId) ? { ...row, units: 0 } : row]
      case 'overhead':
        return [
          {
            periodId,
            kind,
            overheadId: overheadKey(overheadId === undefined ? { resourceId } : { overheadId }),
            amount: row.amount ?? 0,
          },
        ]
      case 'hours':
        if (!paidByCapacity.has(resourceId)) return [row]
        return [
          { ...row, amount: 0 },
          { periodId, kind: 'overhead', overheadId: absorbedKey(resourceId), amount: row.amount ?? 0 },
        ]
      default:
        return [row]
    }
  })
  const done = new Set(
    rows.flatMap(({ kind, itemId = '' }) =>
      services.has(itemId) && (kind === 'output' || kind === 'sales' || kind === 'purchases') ? [itemId] : [],
    ),
  )
  const nothingLeft = [...done].map((itemId): Actual => ({ periodId, kind: 'stockCount', itemId, units: 0 }))
  return addUp([...translated, ...nothingLeft])
}
