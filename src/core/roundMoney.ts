import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from './money.js'

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
 * import { roundMoney } from 'sop-engine'
 * roundMoney('2.665', { currency: 'USD' }) // => 2.66
 * roundMoney('2.665', { currency: 'USD', rounding: 'halfUp' }) // => 2.67
 * ```
 */
export function roundMoney(amount: MoneyInput, options: MoneyOptions): number {
  const scale = moneyScale(options)
  return fromMinor(toMinor(amount, scale), scale)
}
