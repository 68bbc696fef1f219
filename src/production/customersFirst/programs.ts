import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import { hasTarget } from './stockTarget.js'

/**
 * Order of service is an order of programs over the same quantities, not a price (lexicographic or preemptive goal
 * programming: Charnes & Cooper 1961; Ignizio, Goal Programming and Extensions, 1976).
 *
 * The program of the losses says who goes away, by money alone: being late within the plan weighs nothing in it. The program of the
 * customers is the model at the given rates without any wish for safety stock, in which nobody else goes away. What each
 * customer gets in it is what he gets. The program of the safety stock is the same with the wish, and with what customers got held.
 */
export function lossesProgram(problem: PreparedProblem): PreparedProblem {
  const { items } = customersProgram(problem)
  return {
    ...problem,
    items: items.map((item) =>
      item.unmetDemand === 'lost' ? item : { ...item, backlogCost: item.backlogCost.map(() => 0) },
    ),
  }
}

/** What being late weighs of an item that would be supplied at a loss for it: it decides between plans that earn the same. */
export const HARDLY = 1e-5

/** An item for which money alone decides, where lateness would have it supplied at a loss (`leaveLosses`). */
function byMoney(item: PreparedItem): PreparedItem {
  if (item.unpaid === undefined) return item
  const backlogCost = item.backlogCost.map((late) => HARDLY * late)
  return { ...item, backlogCost, atGivenRates: { backlogCost, lostCost: item.lostCost } }
}

/** The program of the customers. */
export function customersProgram(problem: PreparedProblem): PreparedProblem {
  return {
    ...problem,
    items: problem.items.map(byMoney).map((item) => {
      if (!hasTarget(item)) return item
      return { ...item, safetyPenalty: item.safetyPenalty.map(() => 0) }
    }),
  }
}

/** The program of the safety stock: its own customers weigh no less than it does (`weighStock`). */
export function stockProgram(problem: PreparedProblem): PreparedProblem {
  return {
    ...problem,
    items: problem.items.map((item) => {
      if (item.unpaid !== undefined) return byMoney(item)
      if (item.besideStock === undefined) return item
      const { backlogCost, lostCost } = item.besideStock
      return {
        ...item,
        backlogCost,
        lostCost,
        atGivenRates: { backlogCost: item.backlogCost, lostCost: item.lostCost },
      }
    }),
  }
}
