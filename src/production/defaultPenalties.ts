import type { Calendar } from '../core/calendar.js'
import { createNotice, type Notice } from '../core/notices.js'
import { mostSafetyPenalty } from './customersFirst.js'
import { defaultPenalty, safetyStockFirst } from './notices.js'
import { shippingMargin } from './itemForms.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedProblem } from './preparedProblem.js'
import { variableCosts } from './variableCosts.js'

/** Share of an item's value that one unit late costs for each month. */
const BACKLOG_SHARE_PER_MONTH = 0.05
/** Share of an item's value that one lost sale costs beyond its margin. */
const LOST_SALE_SHARE = 0.1
/** Share of an item's value, above its holding cost, that one unit under the safety stock costs for each month. */
const SAFETY_SHARE_PER_MONTH = 0.02
const DAYS_PER_MONTH = 365 / 12

/** Less than this share of a penalty is arithmetic. */
const NOISE = 1e-9

/**
 * Fills in the penalties that the input leaves out, from the value of an item: its price, else its variable cost by
 * bill and routing, else 1. In order of size: stock is held (0 by default) rather than the safety stock missed, and
 * that is missed rather than a customer kept waiting, its own or another item's (`mostSafetyPenalty`). A unit lost costs
 * what it would cost late to the end of the plan, and more. Every default that can act is a warning.
 */
export function defaultPenalties(problem: PreparedProblem, context: PenaltyContext): PreparedItem[] {
  const valued = fromValue(problem, context)
  const items = context.customersFirst ? asIfLate(problem, valued) : valued
  if (!items.some(hasTarget)) return items
  const most = mostSafetyPenalty({ ...problem, items })
  return items.map((item, i) => {
    const { safetyPenalty } = item
    if (!hasTarget(item)) return item
    if (!item.given.safety || context.customersFirst) {
      return { ...item, safetyPenalty: safetyPenalty.map((penalty, t) => Math.min(penalty, most[i][t])) }
    }
    const t = safetyPenalty.findIndex((penalty, at) => penalty > most[i][at] * (1 + NOISE) && item.safetyStock[at] > 0)
    if (t >= 0) {
      const path = `${item.place}.safetyStockPenaltyPerUnit`
      const periodIds = [problem.periodIds[t], problem.periodIds[t]] as const
      const told = { path, refs: [{ itemId: item.id }], periodIds, amount: safetyPenalty[t], unit: 'money' } as const
      context.warnings.push(createNotice(safetyStockFirst, { ...told, value: most[i][t] }))
    }
    return item
  })
}

const hasTarget = ({ safetyStock }: PreparedItem): boolean => safetyStock.some((quantity) => quantity > 0)

/** What {@link defaultPenalties} needs to know beside the problem. */
export interface PenaltyContext {
  readonly calendar: Calendar
  /** True where penalties of missing safety stock that are given are a wish, and late and lost are weighed on one scale. */
  readonly customersFirst: boolean
  readonly warnings: Notice[]
}

/**
 * A unit lost weighs what it costs, and what it would weigh if it waited to the end: one scale for late and lost. Where it does
 * not pay what it costs, nobody makes it so that it is not late.
 */
function asIfLate(problem: PreparedProblem, items: readonly PreparedItem[]): PreparedItem[] {
  const costs = problem.periodIds.map((_, t) => variableCosts(problem, t))
  return items.map((item, i) => {
    if (item.unmetDemand !== 'lost' || !item.given.lost) return item
    let late = item.backlogCost.reduce((sum, cost) => sum + cost, 0)
    const lostCost = item.lostCost.map((lost, t) => {
      const toTheEnd = late
      late -= item.backlogCost[t]
      return shippingMargin(item, t) + lost < costs[t][i] * (1 - NOISE) ? lost : lost + toTheEnd
    })
    return { ...item, lostCost }
  })
}

/** Penalties by the value of the items alone. */
function fromValue(problem: PreparedProblem, { calendar, warnings }: PenaltyContext): PreparedItem[] {
  const cost = variableCosts(problem, 0)
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
      let late = value.reduce((sum, v, t) => sum + v * BACKLOG_SHARE_PER_MONTH * months[t], 0)
      lostCost = value.map((v, t) => {
        const toTheEnd = late
        late -= v * BACKLOG_SHARE_PER_MONTH * months[t]
        return v * LOST_SALE_SHARE + toTheEnd
      })
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
