import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLine } from '../../src/math/leastSquares.js'
import { createSimplexWorkspace, minimizeSimplex } from '../../src/math/minimizeSimplex.js'
import { compensatedSum } from '../../src/math/sum.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const OPTIONS = {
  lower: [-5, -5],
  upper: [5, 5],
  step: [0.5, 0.5],
  tolerance: 1e-14,
  maxEvaluations: 2000,
  maxRestarts: 5,
  restartGain: 1e-12,
}

describe('compensated sum', () => {
  it('keeps the small beside the large', () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2)
    expect(compensatedSum(new Float64Array(10).fill(0.1))).toBe(1)
    expect(compensatedSum([1, 2, 3], 2)).toBe(3)
    expect(compensatedSum([])).toBe(0)
  })
})

describe('line', () => {
  it('goes through points on a line', () => {
    const coefficient = fc.integer({ min: -99, max: 99 })
    fc.assert(
      fc.property(coefficient, coefficient, fc.integer({ min: 2, max: 50 }), (a, b, n) => {
        const line = fitLine(Array.from({ length: n }, (_, t) => a + b * t))
        expect(line.intercept).toBeCloseTo(a, 9)
        expect(line.slope).toBeCloseTo(b, 9)
      }),
      { numRuns: RUNS },
    )
  })

  it('has the least-squares slope', () => {
    // worked by hand: mean 3, slope (-1 * 1 + 1 * 6) / 2 = 2.5
    expect(fitLine([1, 2, 6])).toEqual({ intercept: 0.5, slope: 2.5 })
    expect(fitLine([4])).toEqual({ intercept: 4, slope: 0 })
    expect(fitLine([])).toEqual({ intercept: 0, slope: 0 })
    expect(fitLine([1, 2, 6, 99], 3)).toEqual({ intercept: 0.5, slope: 2.5 })
  })
})

describe('simplex search', () => {
  const workspace = createSimplexWorkspace(3)

  it('finds the end of the Rosenbrock valley', () => {
    const valley = (p: Float64Array): number => {
      const [x, y] = p as unknown as [number, number]
      return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
    }
    const found = minimizeSimplex(valley, [-1.2, 1], 2, OPTIONS, workspace)
    expect(found.point[0]).toBeCloseTo(1, 5)
    expect(found.point[1]).toBeCloseTo(1, 5)
    expect(found.value).toBeLessThan(1e-10)
    expect(found.evaluations).toBeLessThan(800)
  })

  it('stays in its box, where the minimum may stand on the edge, and never worsens the start', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (a, b, from) => {
          let outside = 0
          const bowl = (p: Float64Array): number => {
            const [x, y] = p as unknown as [number, number]
            if (Math.abs(x) > 5 || Math.abs(y) > 5) outside += 1
            return (x - a) * (x - a) + 3 * (y - b) * (y - b)
          }
          const found = minimizeSimplex(bowl, [from, from], 2, OPTIONS, workspace)
          expect(outside).toBe(0)
          const clip = (x: number): number => Math.min(5, Math.max(-5, x))
          const best = (clip(a) - a) ** 2 + 3 * (clip(b) - b) ** 2
          expect(found.value).toBeLessThanOrEqual((from - a) ** 2 + 3 * (from - b) ** 2 + 1e-12)
          expect(found.value - best).toBeLessThan(1e-3 * (1 + best))
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('repeats itself exactly, takes NaN for infinite, and keeps its limit', () => {
    const odd = (p: Float64Array): number => ((p[0] as number) < 0 ? Number.NaN : Math.abs((p[0] as number) - 1))
    const one = minimizeSimplex(odd, [2], 1, { ...OPTIONS, step: [-0.5] }, workspace)
    const first = { value: one.value, at: one.point[0], evaluations: one.evaluations }
    const two = minimizeSimplex(odd, [2], 1, { ...OPTIONS, step: [-0.5] }, workspace)
    expect({ value: two.value, at: two.point[0], evaluations: two.evaluations }).toEqual(first)
    expect(one.value).toBeLessThan(1e-12)
    expect(
      minimizeSimplex(odd, [4], 1, { ...OPTIONS, maxEvaluations: 5, maxRestarts: 0 }, workspace).evaluations,
    ).toBeLessThan(9)
    expect(minimizeSimplex(() => Number.NaN, [4], 1, OPTIONS, workspace).value).toBe(Number.POSITIVE_INFINITY)
  })
})
