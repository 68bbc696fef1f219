import type { Calendar } from '../core/calendar.js'
import { createNotice, type Notice } from '../core/notices.js'
import { defaultPenalty } from './notices.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedProblem } from './preparedProblem.js'

/** Share of an item's value that one unit late costs for each month. */
const BACKLOG_SHARE_PER_MONTH = 0.05
/** Share of an item's value that one lost sale costs beyond its margin. */
const LOST_SALE_SHARE = 0.1
/** Share of an item's value, above its holding cost, that one unit under the safety stock costs for each month. */
const SAFETY_SHARE_PER_MONTH = 0.02
const DAYS_PER_MONTH = 365 / 12

/**
 * Fills in the penalties that the input leaves out, from the value of an item: its price, else its variable cost by
 * bill and routing, else 1. In order of size: stock is held (0 by default) rather than the safety stock missed, and
 * that is missed rather than a customer kept waiting. Every default that can act is a warning.
 */
export function defaultPenalties(
  problem: PreparedProblem,
  context: { readonly calendar: Calendar; readonly warnings: Notice[] },
): PreparedItem[] {
  const { calendar, warnings } = context
  const cost = variableCosts(problem)
  const months = calendar.periods.map(({ days }) => days / DAYS_PER_MONTH)
  return problem.items.map((item, i) => {
    const value = months.map((_, t) => {
      const price = item.price[t]
      return price > 0 ? price : cost[i] > 0 ? cost[i] : 1
    })
    const hasDemand = item.backlog > 0 || item.demand.some((quantity) => quantity > 0)
    const warn = (field: string, of: 'late' | 'lost' | 'underSafetyStock', valueShare: number): void => {
      const path = `${item.place}.${field}`
      warnings.push(createNotice(defaultPenalty, { path, refs: [{ itemId: item.id }], value: { of, valueShare } }))
    }
    let { backlogCost, lostCost, safetyPenalty } = item
    if (!item.given.backlog && item.unmetDemand === 'backlog') {
      backlogCost = value.map((v, t) => v * BACKLOG_SHARE_PER_MONTH * months[t])
      if (hasDemand) warn('backlogCostPerUnit', 'late', BACKLOG_SHARE_PER_MONTH)
    }
    if (!item.given.lost && item.unmetDemand === 'lost') {
      lostCost = value.map((v) => v * LOST_SALE_SHARE)
      if (hasDemand) warn('lostSaleCostPerUnit', 'lost', LOST_SALE_SHARE)
    }
    if (!item.given.safety) {
      safetyPenalty = value.map((v, t) => item.holding[t] + v * SAFETY_SHARE_PER_MONTH * months[t])
      if (item.safetyStock.some((quantity) => quantity > 0)) {
        warn('safetyStockPenaltyPerUnit', 'underSafetyStock', SAFETY_SHARE_PER_MONTH)
      }
    }
    return { ...item, backlogCost, lostCost, safetyPenalty }
  })
}

/** Variable cost of one unit of each item in the first period: purchases, regular wages and variable overhead, rolled up. */
export function variableCosts(problem: PreparedProblem): Float64Array {
  const { items, resources, structure, loads, resourceOf } = problem
  const costs = new Float64Array(items.length)
  for (let k = structure.topDown.length - 1; k >= 0; k -= 1) {
    const i = structure.topDown[k]
    let cost = items[i]?.purchaseCost[0] ?? 0
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      cost += structure.componentQuantity[c] * costs[structure.component[c]]
    }
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const resource = resources[resourceOf[loads.resource[o]]]
      cost += loads.hours[o] * ((resource?.wage[0] ?? 0) + (resource?.variableOverhead[0] ?? 0))
    }
    costs[i] = cost
  }
  return costs
}
