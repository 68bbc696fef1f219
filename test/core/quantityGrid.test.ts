import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  carryToGrid,
  ceilToGrid,
  findScale,
  floorToGrid,
  fromGrid,
  gridScale,
  isOnGrid,
  missingToTarget,
  toGrid,
} from '../../src/core/numbers/quantityGrid.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** A number of at most 15 digits, of which so many stand after the point, as text and as whole units of its grid. */
const written = fc
  .record({ decimals: fc.integer({ min: 0, max: 6 }), units: fc.integer({ min: 0, max: 1e15 }) })
  .map(({ decimals, units }) => {
    const digits = String(units).padStart(decimals + 1, '0')
    const cut = digits.length - decimals
    return { decimals, units, text: decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}` }
  })

describe('the grid of an item', () => {
  test('any quantity of 15 digits is read as its digits say, and written as the number of those digits', () => {
    fc.assert(
      fc.property(written, ({ decimals, units, text }) => {
        const scale = gridScale(decimals)
        expect(isOnGrid(Number(text), scale)).toBe(true)
        expect(toGrid(Number(text), scale)).toBe(units)
        expect(fromGrid(units, scale)).toBe(Number(text))
      }),
      { numRuns: 10 * RUNS },
    )
  })

  test('a quantity between two of its grid is not on it, however large', () => {
    // 0.5 of the smallest unit, at each size.
    for (const [quantity, decimals] of [
      [0.5, 0],
      [1e9 + 0.5, 0],
      [99_999_999.0000005, 6],
      [0.15, 1],
      [123_456.0005, 3],
    ] as const)
      expect(isOnGrid(quantity, gridScale(decimals)), String(quantity)).toBe(false)
    expect(isOnGrid(0.1 + 0.2, 10)).toBe(true)
  })

  test('limits are rounded inwards, and no further than their digits say', () => {
    expect(floorToGrid(5.999_999_9, 1)).toBe(5)
    expect(ceilToGrid(5.000_000_1, 1)).toBe(6)
    // The nearest doubles to 0.3 x 10 and 0.1 + 0.2 are beside 3.
    expect(floorToGrid(0.3, 10)).toBe(3)
    expect(ceilToGrid(0.1 + 0.2, 10)).toBe(3)
    expect(floorToGrid(1e9 - 0.005, 1)).toBe(999_999_999)
    expect(ceilToGrid(1e9 + 0.005, 1)).toBe(1_000_000_001)
  })

  test('fractions are carried, also beside totals that would swallow them; what is on the grid stays', () => {
    // Running totals 0.4, 0.8, 1.2, 1.6: rounded 0, 1, 1, 2.
    expect(carryToGrid([0.4, 0.4, 0.4, 0.4], 1)).toEqual([0, 1, 0, 1])
    // 900,000,000,000,000.5 at the end: the half goes upwards, as beside a small total.
    expect(carryToGrid([9e14, 0.25, 0.25], 1)).toEqual([9e14, 0, 1])
    // Twelve months on the grid, whose sum in floats is not.
    const months = new Array<number>(12).fill(83_333_333.333_333)
    expect(carryToGrid(months, 1e6)).toEqual(new Array<number>(12).fill(83_333_333_333_333))
  })

  test('the coarsest grid of quantities whose decimals nobody says', () => {
    expect(findScale([1, 20, 300])).toBe(1)
    expect(findScale([1, 0.25, 0.1 + 0.2])).toBe(100)
    expect(findScale([1 / 3])).toBeUndefined()
    // 15 digits are exact, 16 are not.
    expect(findScale([999_999_999, 0.000001])).toBe(1e6)
    expect(findScale([9_999_999_999, 0.000001])).toBeUndefined()
  })

  test('what is missing to a target on the grid is on it too: 0.3 less 0.1 is 0.2', () => {
    expect(missingToTarget(0.3, 1, 10)).toBe(0.2)
    expect(missingToTarget(0.3, 5, 10)).toBe(0)
    expect(missingToTarget(2.5, 1, 1)).toBe(1.5)
  })
})
