import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minimizeSquares, type SquaresSums } from '../../src/math/minimizeSquares.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Sums over residuals given with their derivatives. */
function fill(sums: SquaresSums, residuals: readonly (readonly [number, readonly number[]])[]): void {
  const size = sums.gradient.length
  sums.gradient.fill(0)
  sums.products.fill(0)
  sums.squares = 0
  for (const [residual, slopes] of residuals) {
    sums.squares += residual * residual
    for (let i = 0; i < size; i += 1) {
      sums.gradient[i] = (sums.gradient[i] as number) + residual * (slopes[i] as number)
      for (let j = 0; j < size; j += 1) {
        const place = i * size + j
        sums.products[place] = (sums.products[place] as number) + (slopes[i] as number) * (slopes[j] as number)
      }
    }
  }
}

const wide = { lower: [-1e9, -1e9], upper: [1e9, 1e9], tolerance: 1e-14, maxEvaluations: 500 }

describe('minimizeSquares', () => {
  it('finds the minimum of the valley of Rosenbrock (1960) at (1, 1), from (-1.2, 1)', () => {
    const point = Float64Array.from([-1.2, 1])
    const squares = minimizeSquares(
      ([x, y], sums) =>
        fill(sums, [
          [10 * ((y as number) - (x as number) ** 2), [-20 * (x as number), 10]],
          [1 - (x as number), [-1, 0]],
        ]),
      point,
      { ...wide, tolerance: 1e-12 },
    )
    expect(squares).toBeLessThan(1e-12)
    expect(point[0]).toBeCloseTo(1, 5)
    expect(point[1]).toBeCloseTo(1, 5)
  })

  it('stays in the box and ends on its edge where the minimum lies beyond', () => {
    const point = Float64Array.from([0.5, 0.5])
    minimizeSquares(
      ([x, y], sums) =>
        fill(sums, [
          [(x as number) - 3, [1, 0]],
          [(y as number) - 0.25, [0, 1]],
        ]),
      point,
      { ...wide, lower: [0, 0], upper: [1, 1] },
    )
    expect(point[0]).toBe(1)
    expect(point[1]).toBeCloseTo(0.25, 6)
  })

  it('fits a line as the normal equations do, wherever it begins', () => {
    const value = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 20 }), value, value, (values, a, b) => {
        const point = Float64Array.from([a, b])
        minimizeSquares(
          ([x, y], sums) =>
            fill(
              sums,
              values.map((one, t) => [(x as number) + (y as number) * t - one, [1, t]] as const),
            ),
          point,
          wide,
        )
        const n = values.length
        const meanT = (n - 1) / 2
        const mean = values.reduce((sum, one) => sum + one, 0) / n
        const slope =
          values.reduce((sum, one, t) => sum + (t - meanT) * (one - mean), 0) /
          values.reduce((sum, _, t) => sum + (t - meanT) ** 2, 0)
        expect(Math.abs((point[1] as number) - slope)).toBeLessThan(1e-3)
        expect(Math.abs((point[0] as number) - (mean - slope * meanT))).toBeLessThan(1e-2)
      }),
      { numRuns: RUNS },
    )
  })

  it('leaves a start where nothing is allowed', () => {
    const point = Float64Array.from([0.5])
    const squares = minimizeSquares(() => {}, point, { ...wide, lower: [0], upper: [1] })
    expect(squares).toBe(Number.POSITIVE_INFINITY)
    expect(point[0]).toBe(0.5)
  })
})
