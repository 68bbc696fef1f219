import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaLoss, gammaLossInverse, gammaQuantile, gammaShares } from '../../src/math/gamma.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Share above a point for a whole shape: the Poisson probability of fewer events than the shape. */
function erlangAbove(shape: number, x: number): number {
  let term = Math.exp(-x)
  let sum = 0
  for (let k = 0; k < shape; k += 1) {
    sum += term
    term *= x / (k + 1)
  }
  return sum
}

describe('the gamma distribution', () => {
  it('of shape one is exponential, and of whole shapes counts Poisson events', () => {
    for (const shape of [1, 2, 3, 7, 20, 60]) {
      for (const x of [0.1, 0.7, 1, 2.5, 6, 20, 61, 90]) {
        const exact = erlangAbove(shape, x)
        const { below, above } = gammaShares(shape, x)
        expect(Math.abs(above - exact)).toBeLessThan(1e-13 + 1e-11 * exact)
        expect(below + above).toBeCloseTo(1, 14)
      }
    }
  })

  // percentage points of the chi-square distribution (NIST/SEMATECH e-Handbook, 1.3.6.7.4)
  it.each([
    { degrees: 1, probability: 0.95, chiSquare: 3.841 },
    { degrees: 2, probability: 0.95, chiSquare: 5.991 },
    { degrees: 4, probability: 0.9, chiSquare: 7.779 },
    { degrees: 5, probability: 0.99, chiSquare: 15.086 },
    { degrees: 10, probability: 0.975, chiSquare: 20.483 },
    { degrees: 30, probability: 0.05, chiSquare: 18.493 },
    { degrees: 100, probability: 0.999, chiSquare: 149.449 },
  ])('has the chi-square table: $degrees degrees at $probability', ({ degrees, probability, chiSquare }) => {
    expect(2 * gammaQuantile(degrees / 2, probability)).toBeCloseTo(chiSquare, 3)
  })

  it('has quantiles that its shares give back, and none jumps where the expansion takes over', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 90_000, noNaN: true }),
        fc.double({ min: 0.001, max: 0.9999, noNaN: true }),
        (shape, probability) => {
          const x = gammaQuantile(shape, probability)
          expect(Math.abs(gammaShares(shape, x).below - probability)).toBeLessThan(1e-10)
        },
      ),
      { numRuns: RUNS },
    )
    for (const probability of [0.01, 0.5, 0.95, 0.9999]) {
      const [before, after] = [gammaQuantile(99_999.99, probability), gammaQuantile(100_000, probability)]
      expect(Math.abs(after / before - 1.0000001)).toBeLessThan(1e-9)
    }
    // nor the shares, whose own expansion is another
    for (const shape of [1e5, 1e7, 1e10]) {
      const { below, above } = gammaShares(shape, gammaQuantile(shape, 0.95))
      expect(Math.abs(below - 0.95)).toBeLessThan(1e-6)
      expect(below + above).toBeCloseTo(1, 14)
    }
    expect([gammaQuantile(3, 0), gammaQuantile(3, 1), gammaQuantile(3, -1)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ])
  })

  it('loses over a point what its tail sums to', () => {
    // exponential: E[(X - x)+] = e^-x
    for (const x of [0, 0.5, 2, 10]) expect(gammaLoss(1, x)).toBeCloseTo(Math.exp(-x), 12)
    expect(gammaLoss(3, -2)).toBe(5)
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        fc.double({ min: 1e-5, max: 1.5, noNaN: true }),
        (shape, share) => {
          const loss = share * shape
          const x = gammaLossInverse(shape, loss)
          expect(Math.abs(gammaLoss(shape, x) / loss - 1)).toBeLessThan(1e-8)
        },
      ),
      { numRuns: RUNS },
    )
    expect([gammaLossInverse(2, 0), gammaLossInverse(2, -1)]).toEqual([Number.POSITIVE_INFINITY, Number.NaN])
  })
})
