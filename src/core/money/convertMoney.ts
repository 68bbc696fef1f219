import { optional, record } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { convertToMinor, fromMinor, type MoneyInput, moneyScale, type Rounding } from './money.js'
import { currency, money, rounding } from './moneyChecks.js'

/** Options of {@link convertMoney}. */
export interface ConvertMoneyOptions {
  /** Units of the target currency for one unit of the source currency. */
  readonly rate: MoneyInput
  /** ISO 4217 code of the target currency. */
  readonly to: string
  /** Default `halfEven`. */
  readonly rounding?: Rounding
}

/**
 * Converts an amount to another currency, rounded once, at the minor unit of the target.
 *
 * @param amount - major units of the source currency
 * @param options - rate, target currency and rounding
 * @returns major units of the target currency
 * @throws SopError `UNKNOWN_ID`, `NOT_FINITE`, `MONEY_OVERFLOW`
 * @example
 * ```ts
 * import { convertMoney } from 'sop-engine/core'
 * convertMoney('10.25', { rate: '149.37', to: 'JPY' }) // => 1531
 * ```
 */
export function convertMoney(amount: MoneyInput, options: ConvertMoneyOptions): number {
  const issues = createIssueList()
  money({ signed: true })(amount, 'amount', issues)
  record<ConvertMoneyOptions>({ rate: money(), to: currency, rounding: optional(rounding) })(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale({ currency: options.to, ...(options.rounding && { rounding: options.rounding }) })
  return fromMinor(convertToMinor(amount, options.rate, scale), scale)
}
