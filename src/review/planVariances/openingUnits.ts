import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { OpeningUnits } from '../../costing/variances/varianceTypes.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import { movedUnits } from '../asPlanned/movedUnits.js'
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
      const given = actuals[p - 1] ?? []
      const rows = given.length > 0 ? given : (planned[p - 1] ?? [])
      const standards = standardsIn(p - 1, planned[p - 1] ?? [])
      const outside = new Set(
        standards.input.items.flatMap(({ itemId, materials = [], labor = [], standardPrice }) =>
          materials.length + labor.length > 0 && standardPrice !== undefined ? [itemId] : [],
        ),
      )
      const own = treeRows(rows, '', standards)
      const next = new Map(stock[p - 1])
      for (const [itemId, units] of movedUnits(own, (id) => !outside.has(id)))
        next.set(itemId, sumDecimals([next.get(itemId) ?? 0, ...units]))
      const counted = own.flatMap(({ kind, itemId = '', units = 0 }) =>
        kind === 'stockCount' ? [[itemId, units] as const] : [],
      )
      stock.push(new Map([...next, ...counted]))
    }
    return stock[t] as ReadonlyMap<string, number>
  }
  return (t) => [...openingOf(t)].map(([itemId, units]) => ({ itemId, units }))
}
