import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/math/normal.js'
import { studentQuantile, studentTail } from '../../src/math/student.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

describe('Student’s t distribution', () => {
  // one degree is the Cauchy distribution, tan(pi (p - 1/2)); two have (2 p - 1) / sqrt(2 p (1 - p)); the others are
  // the percentage points of the tables (NIST/SEMATECH e-Handbook, 1.3.6.7.2, and their digits in R's qt)
  it.each([
    { probability: 0.975, degrees: 1, quantile: 12.706204736174698 },
    { probability: 0.0000001, degrees: 1, quantile: -3183098.861837906 },
    { probability: 0.975, degrees: 2, quantile: 0.95 / Math.sqrt(2 * 0.975 * 0.025) },
    { probability: 0.75, degrees: 2, quantile: 0.5 / Math.sqrt(2 * 0.75 * 0.25) },
    { probability: 0.9, degrees: 5, quantile: 1.475884048824481 },
    { probability: 0.975, degrees: 10, quantile: 2.228138851986274 },
    { probability: 0.025, degrees: 10, quantile: -2.228138851986274 },
    { probability: 0.995, degrees: 4, quantile: 4.604094871415897 },
  ])('quantile at $probability with $degrees degrees', ({ probability, degrees, quantile }) => {
    expect(studentQuantile(probability, degrees) / quantile).toBeCloseTo(1, 9)
  })

  it('goes over into the normal one', () => {
    expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975))
    expect(studentQuantile(0.975, 1e9)).toBeCloseTo(normalQuantile(0.975), 7)
    expect(studentQuantile(0.5, 3)).toBe(0)
    expect(studentQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY)
    expect(studentQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY)
    expect(studentQuantile(1.5, 3)).toBeNaN()
  })

  it('comes back from the tail to the point, rises with the probability and falls with the degrees', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.501, max: 0.999999, noNaN: true }),
        fc.double({ min: 0.8, max: 500, noNaN: true }),
        (probability, degrees) => {
          const t = studentQuantile(probability, degrees)
          expect(studentTail(t, degrees) / (1 - probability)).toBeCloseTo(1, 8)
          expect(studentTail(-t, degrees)).toBeCloseTo(probability, 12)
          expect(studentQuantile((1 + probability) / 2, degrees)).toBeGreaterThan(t)
          expect(studentQuantile(probability, degrees * 2)).toBeLessThan(t)
          expect(t).toBeGreaterThan(normalQuantile(probability))
        },
      ),
      { numRuns: RUNS },
    )
  })
})
