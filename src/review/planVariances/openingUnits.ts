import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { OpeningUnits } from '../../costing/variances/varianceTypes.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { treeRows } from './treeRows.js'
import type { TreeStandards } from './treeStandards.js'

/** What there is to know of each period. */
export interface PeriodRows {
  readonly actuals: readonly (readonly PlanActual[])[]
  readonly planned: readonly (readonly PlanActual[])[]
  readonly standardsIn: (t: number, planned: readonly PlanActual[]) => TreeStandards
}

/**
 * Units in stock at the beginning of a period: those of the plan, moved by what has happened in the periods before it, and by the
 * plan in periods of which nothing is told; what was counted is what there is.
 */
export function openingUnits(plan: Plan, { actuals, planned, standardsIn }: PeriodRows): (t: number) => OpeningUnits[] {
  const stock = [new Map(plan.inventory.map(({ itemId, opening }) => [itemId, opening[0] ?? 0]))]
  const openingOf = (t: number): ReadonlyMap<string, number> => {
    for (let p = stock.length; p <= t; p++) {
      const own = actuals[p - 1] ?? []
      const rows = own.length > 0 ? own : (planned[p - 1] ?? [])
      const standards = standardsIn(p - 1, planned[p - 1] ?? [])
      const outside = new Set(
        standards.input.items.flatMap(({ itemId, materials = [], labor = [], standardPrice }) =>
          materials.length + labor.length > 0 && standardPrice !== undefined ? [itemId] : [],
        ),
      )
      const next = new Map(stock[p - 1])
      const counted = new Map<string, number>()
      for (const { kind, itemId = '', units = 0 } of treeRows(rows, '', standards)) {
        if (kind === 'stockCount') counted.set(itemId, units)
        const isIn = kind === 'output' || (kind === 'purchases' && !outside.has(itemId))
        const isOut = kind === 'usage' || kind === 'sales'
        if (isIn || isOut) next.set(itemId, sumDecimals([next.get(itemId) ?? 0, isIn ? units : -units]))
      }
      stock.push(new Map([...next, ...counted]))
    }
    return stock[t] as ReadonlyMap<string, number>
  }
  return (t) => [...openingOf(t)].map(([itemId, units]) => ({ itemId, units }))
}
