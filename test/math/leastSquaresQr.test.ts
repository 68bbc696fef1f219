import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastSquaresQr } from '../../src/math/leastSquaresQr.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const number = fc.double({ min: -100, max: 100, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6)

/** NIST Statistical Reference Datasets, Wampler1: y = 1 + x + ... + x^5 for x from 0 to 20, a difficult one. */
const WAMPLER = Array.from({ length: 21 }, (_, x) => x)

describe('leastSquaresQr', () => {
  it('has the certified values of Wampler1', () => {
    const columns = [0, 1, 2, 3, 4, 5].map((power) => Float64Array.from(WAMPLER, (x) => x ** power))
    const values = Float64Array.from(WAMPLER, (x) => 1 + x + x ** 2 + x ** 3 + x ** 4 + x ** 5)
    const fit = leastSquaresQr(columns, values, 1e-12)
    expect(fit.rank).toBe(6)
    fit.coefficients.forEach((value) => expect(Math.abs(value - 1)).toBeLessThan(1e-7))
    expect(Math.sqrt(fit.squares)).toBeLessThan(1e-6)
  })

  it('leaves a column out that those before it explain', () => {
    const one = Float64Array.from([1, 1, 1, 1])
    const rising = Float64Array.from([1, 2, 3, 4])
    const both = rising.map((value) => 5 - 2 * value)
    const fit = leastSquaresQr([one, rising, both, new Float64Array(4)], Float64Array.from([2, 4, 6, 8]))
    expect(fit.dropped).toEqual([2, 3])
    expect(fit.rank).toBe(2)
    expect(fit.coefficients[1]).toBeCloseTo(2, 12)
    expect(fit.coefficients[2]).toBe(0)
    // of a line through 1 to 4: 1 / sum of squares about the mean
    expect(fit.inverse[1 * 4 + 1]).toBeCloseTo(1 / 5, 12)
  })

  it('leaves residuals that no column explains', () => {
    const shape = fc.integer({ min: 3, max: 12 }).chain((rows) =>
      fc.record({
        columns: fc.array(fc.array(number, { minLength: rows, maxLength: rows }), { minLength: 1, maxLength: 4 }),
        values: fc.array(number, { minLength: rows, maxLength: rows }),
      }),
    )
    fc.assert(
      fc.property(shape, ({ columns, values }) => {
        const given = columns.map((column) => Float64Array.from(column))
        const right = Float64Array.from(values)
        const fit = leastSquaresQr(given, right)
        const rest = right.map((value, i) =>
          given.reduce((left, column, j) => left - (fit.coefficients[j] as number) * (column[i] as number), value),
        )
        const size = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
        // rounding grows with the coefficients, which are large where columns are nearly the same
        const reach = given.reduce(
          (sum, column, j) => sum + Math.abs(fit.coefficients[j] as number) * size(column),
          size(right),
        )
        for (const column of given) {
          const product = column.reduce((sum, value, i) => sum + value * (rest[i] as number), 0)
          // a column left out may be new by as much as the tolerance
          expect(Math.abs(product)).toBeLessThanOrEqual(2e-7 * (1 + size(column)) * (1 + reach))
        }
        expect(Math.abs(Math.sqrt(fit.squares) - size(rest))).toBeLessThanOrEqual(1e-9 * (1 + reach))
        expect(fit.rank + fit.dropped.length).toBe(columns.length)
      }),
      { numRuns: RUNS },
    )
  })
})
