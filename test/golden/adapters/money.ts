import { allocate, convertMoney, roundMoney, sumMoney } from '../../../src/core/index.js'
import { currencyDecimals } from '../../../src/core/index.js'
import type { GoldenCase } from '../runner.js'

/** Cases that name no currency are in one with two decimals. */
const CURRENCY = 'USD'

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.lines !== undefined && given.lines.every((line: any) => line.rate !== undefined)) {
    return {
      amounts: given.lines.map((line: any) =>
        convertMoney(line.amount, { rate: line.rate, to: line.to }).toFixed(currencyDecimals(line.to)),
      ),
    }
  }
  if (given.weights !== undefined) {
    return { parts: allocate(given.total, { weights: given.weights, currency: given.currency ?? CURRENCY }) }
  }
  if (
    given.values !== undefined &&
    Object.keys(c.expected).every((key) => ['halfEven', 'halfUp', 'sum'].includes(key))
  ) {
    const round = (rounding: 'halfEven' | 'halfUp'): number[] =>
      given.values.map((value: string) => roundMoney(value, { currency: given.currency ?? CURRENCY, rounding }))
    return { halfEven: round('halfEven'), halfUp: round('halfUp'), sum: sumMoney(given.values, { currency: CURRENCY }) }
  }
  return undefined
}
