import { record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from './money.js'
import { money, MONEY_FIELDS } from './moneyChecks.js'

/**
 * Rounds an amount to the minor unit of its currency.
 *
 * The decimal digits decide, not the binary double: 1.005 USD is a half. Half-even follows IEEE 754; half-up rounds
 * away from zero.
 *
 * @param amount - major units
 * @param options - currency and rounding
 * @returns major units, a whole number of minor units
 * @throws SopError `UNKNOWN_ID`, `NOT_FINITE`, `MONEY_OVERFLOW`
 * @example
 * ```ts
 * import { roundMoney } from 'sop-engine/core'
 * roundMoney('2.665', { currency: 'USD' }) // => 2.66
 * roundMoney('2.665', { currency: 'USD', rounding: 'halfUp' }) // => 2.67
 * ```
 */
export function roundMoney(amount: MoneyInput, options: MoneyOptions): number {
  const issues = createIssueList()
  money({ signed: true })(amount, 'amount', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  return fromMinor(toMinor(amount, scale), scale)
}
