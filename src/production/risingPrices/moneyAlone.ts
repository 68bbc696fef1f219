import type { PricedPart } from '../belowCost/refusedDemand.js'
import { HARDLY } from '../customersFirst/programs.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { sellingCostAt } from '../problem/waitingDemand.js'

/** The problem for money alone: nothing is kept for safety, and lateness decides between plans that earn the same. */
export function moneyProgram(problem: PreparedProblem): PreparedProblem {
  const items = problem.items.map((item): PreparedItem => ({
    ...item,
    safetyPenalty: item.safetyPenalty.map(() => 0),
    backlogCost: item.backlogCost.map((late) => HARDLY * late),
    lostCost: item.lostAlone ?? item.lostCost,
  }))
  return { ...problem, items }
}

/** The least that a unit of some forecast brings in it: its price less what selling takes, and a loss that its sale saves; Infinity of none. */
export function leastBrought(item: PreparedItem, parts: readonly PricedPart[]): number {
  const saved = (t: number): number => (item.unmetDemand === 'lost' ? (item.lostAlone?.[t] ?? 0) : 0)
  return parts.reduce(
    (least, { price, periodIndex: t }) => Math.min(least, price - sellingCostAt(item, t, price) + saved(t)),
    Infinity,
  )
}
