import { compareText } from '../../core/keys.js'
import type { MoneyInput } from '../../core/money.js'

/** What decides when a demand is served. */
export interface AskedFor {
  /** -1 for what was late before the plan. */
  readonly periodIndex: number
  readonly price: MoneyInput
  readonly marketId: string | undefined
}

/**
 * Whose demand for an item is served first where there is not enough for all: what was asked for earlier, then the higher
 * price, then the market by its id; what has no market comes before markets. The order of rows decides nothing.
 */
export function compareServed(a: AskedFor, b: AskedFor): number {
  return (
    a.periodIndex - b.periodIndex ||
    Number(b.price) - Number(a.price) ||
    Number(a.marketId !== undefined) - Number(b.marketId !== undefined) ||
    compareText(a.marketId ?? '', b.marketId ?? '')
  )
}
