import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choleskyFactor, choleskySolve } from '../../src/math/choleskyFactor.js'
import { conjugateGradients } from '../../src/math/conjugateGradients.js'
import { type HeldFit, pivotNonNegative } from '../../src/math/pivotNonNegative.js'
import { shrinkageIntensity } from '../../src/math/shrinkageIntensity.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Solves a small system by elimination with pivoting. */
function solveDense(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  const n = rows.length
  for (let k = 0; k < n; k += 1) {
    const best = rows.slice(k).reduce((top, row, i) => (Math.abs(row[k]!) > Math.abs(rows[top]![k]!) ? k + i : top), k)
    ;[rows[k], rows[best]] = [rows[best]!, rows[k]!]
    for (let i = k + 1; i < n; i += 1) {
      const factor = rows[i]![k]! / rows[k]![k]!
      for (let j = k; j <= n; j += 1) rows[i]![j]! -= factor * rows[k]![j]!
    }
  }
  const x = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i -= 1) {
    x[i] = rows[i]!.slice(i + 1, n).reduce((sum, value, k) => sum - value * x[i + 1 + k]!, rows[i]![n]!) / rows[i]![i]!
  }
  return x
}

/** The fit that belongs to x >= 0, M x + q >= 0, x (M x + q) = 0. */
function fitOf(matrix: readonly (readonly number[])[], q: readonly number[]): (held: Uint8Array) => HeldFit {
  return (held) => {
    const free = q.map((_, i) => i).filter((i) => held[i] === 0)
    const part = solveDense(
      free.map((i) => free.map((j) => matrix[i]![j]!)),
      free.map((i) => -q[i]!),
    )
    const values = new Float64Array(q.length)
    free.forEach((i, k) => (values[i] = part[k]!))
    const pull = Float64Array.from(
      q,
      (value, i) => -(value + matrix[i]!.reduce((sum, m, j) => sum + m * values[j]!, 0)),
    )
    return { values, pull }
  }
}

describe('pivoting to the best values at or above zero', () => {
  const size = 6
  const count = size * size + size
  const entries = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: count, maxLength: count })

  it('ends with values that meet all conditions', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const root = Array.from({ length: size }, (_, i) => given.slice(i * size, (i + 1) * size))
        const matrix = root.map((a, i) =>
          root.map((b, j) => a.reduce((sum, value, k) => sum + value * b[k]!, 0) + (i === j ? 0.01 : 0)),
        )
        const q = given.slice(size * size)
        const fit = fitOf(matrix, q)
        const { values, settled } = pivotNonNegative(size, fit, 1e-9, 500)
        expect(settled).toBe(true)
        values.forEach((value, i) => {
          const slack = matrix[i]!.reduce((sum, m, j) => sum + m * values[j]!, q[i]!)
          expect(value).toBeGreaterThanOrEqual(0)
          expect(slack).toBeGreaterThanOrEqual(-1e-6)
          expect(Math.abs(value * slack)).toBeLessThanOrEqual(1e-5 * (1 + value))
        })
      }),
      { numRuns: RUNS },
    )
  })

  it('gets out of a circle of blocks by single pivots', () => {
    // Found by search: both need single pivots. The first is symmetric; the second has all principal minors above zero,
    // which is all that the method needs.
    const cases = [
      {
        matrix: [
          [39, 11, 26, -24, 28],
          [11, 77, 9, -51, 64],
          [26, 9, 76, -42, 57],
          [-24, -51, -42, 69, -75],
          [28, 64, 57, -75, 92],
        ],
        q: [1, 2, -4, -5, 3],
      },
      {
        matrix: [
          [1, -5, 2, 5],
          [5, 1, -2, -2],
          [-2, 2, 1, -4],
          [-5, 2, 4, 1],
        ],
        q: [1, 4, 2, 5],
      },
    ]
    for (const { matrix, q } of cases) {
      const { values, settled, rounds } = pivotNonNegative(q.length, fitOf(matrix, q), 1e-12, 50)
      expect(settled).toBe(true)
      expect(rounds).toBeGreaterThan(10)
      values.forEach((value, i) => {
        const slack = matrix[i]!.reduce((sum, m, j) => sum + m * values[j]!, q[i]!)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(slack).toBeGreaterThanOrEqual(-1e-9)
        expect(Math.abs(value * slack)).toBeLessThanOrEqual(1e-9)
      })
    }
  })

  it('says so where the rounds run out, and is at or above zero all the same', () => {
    const fit = fitOf(
      [
        [1, 0.9],
        [0.9, 1],
      ],
      [1, -1],
    )
    expect(pivotNonNegative(2, fit, 1e-12, 1)).toMatchObject({ rounds: 1, settled: false })
    expect(Math.min(...pivotNonNegative(2, fit, 1e-12, 1).values)).toBe(0)
    expect(Array.from(pivotNonNegative(2, fit, 1e-12, 9).values)).toEqual([0, 1])
  })
})

describe('linear systems', () => {
  const matrix = [
    [4, 1, 0],
    [1, 3, -1],
    [0, -1, 2],
  ]
  const exact = [1, -2, 3]
  const right = matrix.map((row) => row.reduce((sum, value, j) => sum + value * exact[j]!, 0))

  it.each([1, 1e-200, 1e200])('are solved by conjugate gradients at any size: %d', (unit) => {
    const x = new Float64Array([5, 5, 5].map((value) => value * unit))
    const system = {
      size: 3,
      multiply: (given: Float64Array, result: Float64Array): void =>
        matrix.forEach((row, i) => (result[i] = row.reduce((sum, value, j) => sum + value * given[j]!, 0))),
      precondition: (given: Float64Array, result: Float64Array): void =>
        given.forEach((value, i) => (result[i] = value / matrix[i]![i]!)),
    }
    const limits = { tolerance: 1e-14, maxIterations: 9 }
    const left = conjugateGradients(
      system,
      Float64Array.from(right, (value) => value * unit),
      x,
      limits,
    )
    expect(left).toBeLessThan(1e-12)
    exact.forEach((value, i) => expect(x[i]! / unit).toBeCloseTo(value, 10))
    const zero = conjugateGradients(system, new Float64Array(3), x, limits)
    expect([zero, ...x]).toEqual([0, 0, 0, 0])
  })

  it('are solved by the Cholesky factor, where the matrix is positive definite', () => {
    const factor = Float64Array.from(matrix.flat())
    expect(choleskyFactor(factor, 3)).toBe(true)
    const x = Float64Array.from(right)
    choleskySolve(factor, 3, x)
    exact.forEach((value, i) => expect(x[i]).toBeCloseTo(value, 12))
    expect(choleskyFactor(Float64Array.from([1, 2, 2, 1]), 2)).toBe(false)
  })
})

describe('shrinkage of correlations', () => {
  it('is that of the formula, by hand', () => {
    // Two variables, four periods: products 1, 1, 1, -1 of standardized values; r = 1 / 2, sum of (w - r)^2 = 3,
    // variance 3 / (4 * 3) = 1 / 4; lambda = (1 / 4) / (1 / 4) = 1.
    expect(shrinkageIntensity(Float64Array.from([1, -1, 1, 1, 1, -1, 1, -1]), 2, 4)).toBeCloseTo(1, 12)
    // Eight periods, one product of the other sign: r = 3 / 4, sum of (w - r)^2 = 3.5, variance 1 / 16; lambda 1 / 9.
    const x = [1, -1, 1, 1, -1, -1, 1, -1]
    expect(shrinkageIntensity(Float64Array.from([...x, ...x.map((v, t) => (t === 0 ? -v : v))]), 2, 8)).toBeCloseTo(
      1 / 9,
      12,
    )
  })

  it('is none for errors that go together always, and whole where nothing is known', () => {
    const x = [1, -1, 1, -1]
    expect(shrinkageIntensity(Float64Array.from([...x, ...x.map((v) => 3 * v)]), 2, 4)).toBe(0)
    expect(shrinkageIntensity(Float64Array.from([1, -1, 1, 1]), 2, 2)).toBe(1)
    expect(shrinkageIntensity(Float64Array.from([1, 2, 0, 0]), 2, 2)).toBe(1)
    expect(shrinkageIntensity(Float64Array.from([1, 2, 3]), 1, 3)).toBe(1)
  })
})
