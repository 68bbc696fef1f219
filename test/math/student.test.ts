import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/math/normal.js'
import { studentQuantile } from '../../src/math/student.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/**
 * Probability below t by Simpson's rule over the angle whose tangent is t / sqrt(n): the density becomes a power of the
 * cosine, on a finite interval, and its constant the same integral over the half circle.
 */
function probabilityBelow(t: number, degrees: number): number {
  const integral = (end: number): number => {
    const steps = 4000
    const width = end / steps
    const at = (angle: number): number => Math.cos(angle) ** (degrees - 1)
    let sum = at(0) + at(end)
    for (let k = 1; k < steps; k += 1) sum += (k % 2 === 1 ? 4 : 2) * at(k * width)
    return (sum * width) / 3
  }
  return 0.5 + (0.5 * integral(Math.atan(t / Math.sqrt(degrees)))) / integral(Math.PI / 2)
}

describe('Student’s t distribution', () => {
  // percentage points of the tables (NIST/SEMATECH e-Handbook, 1.3.6.7.2, and their digits in R's qt)
  it.each([
    { probability: 0.975, degrees: 3, quantile: 3.182446305284263 },
    { probability: 0.995, degrees: 4, quantile: 4.604094871415897 },
    { probability: 0.9, degrees: 5, quantile: 1.475884048824481 },
    { probability: 0.975, degrees: 10, quantile: 2.228138851986274 },
    { probability: 0.025, degrees: 10, quantile: -2.228138851986274 },
    { probability: 0.999, degrees: 30, quantile: 3.385184866829297 },
  ])('quantile at $probability with $degrees degrees', ({ probability, degrees, quantile }) => {
    expect(Math.abs(studentQuantile(probability, degrees) / quantile - 1)).toBeLessThan(1e-5)
  })

  it('goes over into the normal one', () => {
    expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975))
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(normalQuantile(0.975), 5)
    expect(studentQuantile(0.5, 3)).toBe(0)
    expect(studentQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY)
    expect(studentQuantile(0, 3)).toBe(Number.NEGATIVE_INFINITY)
    expect(studentQuantile(1.5, 3)).toBeNaN()
  })

  it('leaves the tail that was asked for, rises with the probability and falls with the degrees', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.55, max: 0.9999, noNaN: true }),
        fc.double({ min: 3, max: 300, noNaN: true }),
        (probability, degrees) => {
          const t = studentQuantile(probability, degrees)
          expect(Math.abs((1 - probabilityBelow(t, degrees)) / (1 - probability) - 1)).toBeLessThan(2e-4)
          expect(studentQuantile(1 - probability, degrees)).toBeCloseTo(-t, 9)
          expect(studentQuantile((1 + probability) / 2, degrees)).toBeGreaterThan(t)
          expect(studentQuantile(probability, degrees * 2)).toBeLessThan(t)
          expect(t).toBeGreaterThan(normalQuantile(probability))
        },
      ),
      { numRuns: Math.min(RUNS, 2000) },
    )
  })
})
