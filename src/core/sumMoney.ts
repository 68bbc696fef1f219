import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, sumMinor, toMinor } from './money.js'

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
  const scale = moneyScale(options)
  return fromMinor(sumMinor(amounts.map((amount, i) => toMinor(amount, scale, `amounts[${i}]`))), scale)
}
