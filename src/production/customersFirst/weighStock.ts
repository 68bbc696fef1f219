import { limitParts } from './limitParts.js'
import { mostSavedByUnit } from './mostSaved.js'
import { BELOW_CUSTOMERS, hasTarget, madeAgain } from './stockTarget.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { StockWeights } from '../problem/stockWeights.js'

/** The wish for safety stock, and what customers weigh beside it. */
export interface WeighedStock {
  /** Penalty of a unit under the safety stock, by item and period. */
  readonly penalty: readonly (readonly number[])[]
  readonly weights: readonly StockWeights[]
}

/**
 * Weighs the safety stock of each item at its wish, that of parts below what they go into, and the item's own customers
 * above it.
 *
 * Who asks for 95 % of an item says what being short of it costs. So in the program of the safety stock a customer of that
 * item who waits costs no less than a unit missing from its stock, and one who goes away no less than all that his unit
 * would save to the end: the cost of stock less backlog is convex, and what is made beyond what customers get without safety
 * stock goes to its own customers first. Customers of other items weigh what they weigh.
 */
export function weighStock(problem: PreparedProblem): WeighedStock {
  const { items, periodCount, costs } = problem
  const again = items.map((item, i) => madeAgain(item, (t) => costs[t][i]))
  const saved = items.map((item, i) =>
    Float64Array.from(item.safetyPenalty, (penalty, t) =>
      hasTarget(item) ? Math.max(0, penalty - item.holding[t] - again[i](t)) : Infinity,
    ),
  )
  limitParts(problem, saved)
  const penalty = items.map(({ safetyPenalty, holding }, i) =>
    safetyPenalty.map((wish, t) => Math.min(wish, holding[t] + saved[i][t] + again[i](t))),
  )
  const kept = items.map((item, i) => saved[i].map((money, t) => (item.safetyStock[t] > 0 ? money : 0)))
  const toTheEnd = items.map((item, i) => {
    const sums = new Float64Array(periodCount)
    let sum = item.safetyStock[periodCount - 1] > 0 ? again[i](periodCount - 1) : 0
    for (let t = periodCount - 1; t >= 0; t -= 1) {
      sum += kept[i][t]
      sums[t] = sum
    }
    return sums
  })
  const heldCost = mostSavedByUnit(
    problem,
    toTheEnd.map((own, i) => (hasTarget(items[i]) ? own : undefined)),
  )
  return {
    penalty,
    weights: items.map((item, i) => ({
      ...ownCustomers(item, kept[i]),
      heldCost: heldCost[i].map((money) => (item.isUnpaid ? 0 : money / BELOW_CUSTOMERS)),
    })),
  }
}

/**
 * Customers wait no cheaper than the safety stock of their own item. One who goes away loses, on top of
 * what losing him costs, all that his unit would save to the end: so who of several goes away is as without safety stock.
 */
function ownCustomers(
  { backlogCost, lostCost, unmetDemand }: PreparedItem,
  kept: Float64Array,
): Pick<StockWeights, 'backlogCost' | 'lostCost'> {
  if (unmetDemand !== 'lost')
    return { lostCost, backlogCost: backlogCost.map((late, t) => Math.max(late, kept[t] / BELOW_CUSTOMERS)) }
  let left = kept.reduce((a, b) => a + b, 0)
  return {
    backlogCost,
    lostCost: lostCost.map((lost, t) => {
      const more = Math.max(0, left) / BELOW_CUSTOMERS
      left -= kept[t]
      return lost + more
    }),
  }
}
