import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundRatio, sumTimesRate, toFraction } from '../../src/finance/roundRatio.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

test('a half goes to the even neighbor, or away from zero', () => {
  const ratios = [1n, 3n, -1n, -3n, 5n]
  expect(ratios.map((numerator) => roundRatio(numerator, 2n, 'halfEven'))).toEqual([0, 2, 0, -2, 2])
  expect(ratios.map((numerator) => roundRatio(numerator, 2n, 'halfUp'))).toEqual([1, 2, -1, -2, 3])
  expect([roundRatio(4n, 3n, 'halfUp'), roundRatio(5n, 3n, 'halfEven'), roundRatio(-5n, -3n, 'halfUp')]).toEqual([
    1, 2, 2,
  ])
})

test('a result of zero is never negative zero', () => {
  expect(Object.is(roundRatio(-1n, 3n, 'halfEven'), 0)).toBe(true)
})

test('a number is the fraction of its decimal digits', () => {
  expect(toFraction(0.075)).toEqual({ numerator: 75n, denominator: 1000n })
  expect(toFraction(1e-7)).toEqual({ numerator: 1n, denominator: 10_000_000n })
  expect(toFraction(1.5e21)).toEqual({ numerator: 1_500_000_000_000_000_000_000n, denominator: 1n })
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -20, max: 20 }), (digits, exponent) => {
      const { numerator, denominator } = toFraction(Number(`${digits}e${exponent}`))
      const power = 10n ** BigInt(Math.abs(exponent))
      const [above, below] = exponent < 0 ? [BigInt(digits), power] : [BigInt(digits) * power, 1n]
      expect(numerator * below).toBe(above * denominator)
    }),
    { numRuns: RUNS },
  )
})

test('a sum times a rate has no noise: 0.1 + 0.2 is 0.3', () => {
  const cents = (rounding: 'halfEven' | 'halfUp'): number[] =>
    [0.05, 0.15].map((rate) => sumTimesRate([0.1, 0.2], rate, { decimals: 2, rounding }))
  expect(cents('halfEven')).toEqual([2, 4]) // 1.5 and 4.5 cents
  expect(cents('halfUp')).toEqual([2, 5])
  expect(sumTimesRate([], 5, { decimals: 0, rounding: 'halfUp' })).toBe(0)
})
