import { list, record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, roundCumulativeMinor } from './money.js'
import { money, MONEY_FIELDS } from './moneyChecks.js'

/**
 * Rounds amounts of successive periods so that every running total is the rounded running total.
 *
 * The way that balances which build up (depreciation, accruals, interest) are posted: cents never drift.
 *
 * @param amounts - major units by period, unrounded
 * @param options - currency and rounding
 * @returns major units by period
 * @throws SopError `UNKNOWN_ID`, `NOT_FINITE`, `MONEY_OVERFLOW`
 * @example
 * ```ts
 * import { roundCumulative } from 'sop-engine/core'
 * roundCumulative([1 / 3, 1 / 3, 1 / 3], { currency: 'USD' }) // => [0.33, 0.34, 0.33]
 * ```
 */
export function roundCumulative(amounts: readonly MoneyInput[], options: MoneyOptions): number[] {
  const issues = createIssueList()
  list(money({ signed: true }))(amounts, 'amounts', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  return roundCumulativeMinor(amounts, scale).map((minor) => fromMinor(minor, scale))
}
