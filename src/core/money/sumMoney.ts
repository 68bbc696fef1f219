import { list, record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, sumMinor, toMinor } from './money.js'
import { money, MONEY_FIELDS } from './moneyChecks.js'

/**
 * Adds amounts exactly; each is rounded to the minor unit first.
 *
 * @param amounts - major units
 * @param options - currency and rounding
 * @returns the sum in major units
 * @throws SopError `UNKNOWN_ID`, `NOT_FINITE`, `MONEY_OVERFLOW`
 * @example
 * ```ts
 * import { sumMoney } from 'sop-engine'
 * sumMoney([0.1, 0.2, '0.30'], { currency: 'EUR' }) // => 0.6
 * ```
 */
export function sumMoney(amounts: readonly MoneyInput[], options: MoneyOptions): number {
  const issues = createIssueList()
  list(money({ signed: true }))(amounts, 'amounts', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  return fromMinor(sumMinor(amounts.map((amount, i) => toMinor(amount, scale, `amounts[${i}]`))), scale)
}
