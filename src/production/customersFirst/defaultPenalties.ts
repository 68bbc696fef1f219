import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { penaltyLimits } from './penaltyLimits.js'
import { hasTarget } from './stockTarget.js'
import { defaultPenalty, safetyStockFirst } from '../notices.js'
import { shippingMargin } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { weighStock } from './weighStock.js'

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
 * that is missed rather than a customer kept waiting, its own or another item's (`penaltyLimits`; `programs` where customers come
 * first). Every default that can act is a warning.
 */
export function defaultPenalties(problem: PreparedProblem, context: PenaltyContext): PreparedItem[] {
  const { customersFirst, warnings } = context
  const valued = fromValue(problem, context)
  const items = customersFirst ? valued : asIfLate({ ...problem, items: valued }, context)
  if (!items.some(hasTarget)) return items
  if (customersFirst) {
    const { penalty, weights } = weighStock({ ...problem, items })
    return items.map((item, i) => ({ ...item, safetyPenalty: penalty[i], besideStock: weights[i] }))
  }
  const penalty = penaltyLimits({ ...problem, items })
  return items.map((item, i) => {
    if (!hasTarget(item)) return item
    const { safetyPenalty } = item
    if (!item.given.safety) return { ...item, safetyPenalty: penalty[i] }
    const t = safetyPenalty.findIndex((own, at) => own > penalty[i][at] * (1 + NOISE) && item.safetyStock[at] > 0)
    if (t >= 0) {
      const path = `${item.place}.safetyStockPenaltyPerUnit`
      const periodIds = [problem.periodIds[t], problem.periodIds[t]] as const
      const told = { path, refs: [{ itemId: item.id }], periodIds, amount: safetyPenalty[t], unit: 'money' } as const
      warnings.push(createNotice(safetyStockFirst, { ...told, value: penalty[i][t] }))
    }
    return item
  })
}

/** What {@link defaultPenalties} needs to know beside the problem. */
export interface PenaltyContext {
  readonly calendar: Calendar
  /** True where penalties of missing safety stock that are given are a wish, and an order of programs says who is served. */
  readonly customersFirst: boolean
  readonly warnings: Notice[]
}

/**
 * Late and lost in one program, where losing has a default: a late unit costs a share of its price for each period, so a unit lost
 * costs the same share of what losing it costs, for each period to the end, as if it waited until then. Of what losing it costs,
 * not of its price, so that scarce hours still go to those who earn most by the hour.
 */
function asIfLate({ items, costs }: PreparedProblem, { calendar }: PenaltyContext): PreparedItem[] {
  return items.map((item, i) => {
    if (item.unmetDemand !== 'lost' || item.given.lost) return item
    const share = calendar.periods.map(({ days }) => (BACKLOG_SHARE_PER_MONTH * days) / DAYS_PER_MONTH)
    let toTheEnd = share.reduce((sum, own) => sum + own, 0)
    const lostCost = item.lostCost.map((lost, t) => {
      const losing = Math.max(0, shippingMargin(item, t) + lost - costs[t][i])
      const waited = losing * toTheEnd
      toTheEnd -= share[t]
      return lost + waited
    })
    return { ...item, lostCost }
  })
}

/** Penalties by the value of the items alone. */
function fromValue(problem: PreparedProblem, { calendar, warnings }: PenaltyContext): PreparedItem[] {
  const [cost] = problem.costs
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
