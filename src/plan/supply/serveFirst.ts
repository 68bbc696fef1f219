import { compareText } from '../../core/keys/keys.js'
import type { MoneyInput } from '../../core/money/money.js'

/** What decides when a demand is served. */
export interface AskedFor {
  /** -1 for what was late before the plan. */
  readonly periodIndex: number
  /** Day for which it is asked for, counted in days: what is only forecast for a period, the day after it. */
  readonly day: number
  /** Rank among demands of a day, 1 first; Infinity without one. */
  readonly priority: number
  readonly price: MoneyInput
  readonly marketId: string | undefined
  readonly orderId: string | undefined
  readonly orderLine: string | undefined
}

/** Ids by their code units; what has none comes first. */
const compareIds = (a: string | undefined, b: string | undefined): number =>
  Number(a !== undefined) - Number(b !== undefined) || compareText(a ?? '', b ?? '')

/**
 * Whose demand for an item is served first where there is not enough for all: what was asked for earlier, then by priority, then
 * the higher price, then the market by its id and the order by its id and line. The order of rows decides nothing.
 */
export function compareServed(a: AskedFor, b: AskedFor): number {
  return (
    a.periodIndex - b.periodIndex ||
    a.day - b.day ||
    (a.priority === b.priority ? 0 : a.priority - b.priority) ||
    Number(b.price) - Number(a.price) ||
    compareIds(a.marketId, b.marketId) ||
    compareIds(a.orderId, b.orderId) ||
    compareIds(a.orderLine, b.orderLine)
  )
}
