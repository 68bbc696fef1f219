import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundRatio, toFraction } from '../../src/finance/roundRatio.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

test('a half goes to the even neighbor, or away from zero', () => {
  const ratios = [1n, 3n, -1n, -3n, 5n]
  expect(ratios.map((numerator) => roundRatio(numerator, 2n, 'halfEven'))).toEqual([0, 2, 0, -2, 2])
  expect(ratios.map((numerator) => roundRatio(numerator, 2n, 'halfUp'))).toEqual([1, 2, -1, -2, 3])
  expect([roundRatio(4n, 3n, 'halfUp'), roundRatio(5n, 3n, 'halfEven'), roundRatio(-5n, -3n, 'halfUp')]).toEqual([1, 2, 2])
})

test('a result of zero is never negative zero', () => {
  expect(Object.is(roundRatio(-1n, 3n, 'halfEven'), 0)).toBe(true)
})

test('a number is the fraction of its decimal digits', () => {
  expect(toFraction(0.075)).toEqual({ numerator: 75n, denominator: 1000n })
  expect(toFraction(1e-7)).toEqual({ numerator: 1n, denominator: 10_000_000n })
  expect(toFraction(1.5e21)).toEqual({ numerator: 1_500_000_000_000_000_000_000n, denominator: 1n })
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
      const { numerator, denominator } = toFraction(value)
      expect(Math.abs(Number(numerator) / Number(denominator) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-15)
    }),
    { numRuns: RUNS },
  )
})
