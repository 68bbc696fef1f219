import { number, optional, POSITIVE, QUANTITY, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'

/** What {@link stockTurns} measures from; stock and sales valued alike. */
export interface StockTurnsInput {
  /** Cost of sales of the time span, major units of money (or units sold). */
  readonly costOfSales: number
  /** Average stock of the time span, in the same unit. */
  readonly averageInventory: number
  /** Calendar days of the time span; default 365. */
  readonly days?: number
}

/** How fast stock moves. */
export interface StockTurns {
  /** Times that the average stock was sold in the time span; null without stock. */
  readonly turns: number | null
  /** Days of sales held in stock; null without sales. */
  readonly daysOnHand: number | null
}

/**
 * Stock turns, and days on hand.
 *
 * turns = cost of sales / average inventory; days on hand = days x average inventory / cost of sales.
 * Source: APICS (ASCM) Dictionary, "inventory turnover", "days inventory outstanding".
 *
 * @param input - cost of sales and average inventory (same unit), days
 * @returns turns in the time span, and days
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { stockTurns } from 'sop-engine/inventory'
 * stockTurns({ costOfSales: 3_650_000, averageInventory: 500_000 }) // => { turns: 7.3, daysOnHand: 50 }
 * ```
 */
export function stockTurns(input: StockTurnsInput): StockTurns {
  const issues = createIssueList()
  record<StockTurnsInput>({
    costOfSales: number(QUANTITY),
    averageInventory: number(QUANTITY),
    days: optional(number(POSITIVE)),
  })(input, '', issues)
  issues.throwIfAny()
  const { costOfSales, averageInventory, days = 365 } = input
  return {
    turns: averageInventory > 0 ? costOfSales / averageInventory : null,
    daysOnHand: costOfSales > 0 ? (days * averageInventory) / costOfSales : null,
  }
}
