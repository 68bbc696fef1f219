import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  complementaryError,
  normalCdf,
  normalLoss,
  normalLossInverse,
  normalPdf,
  normalQuantile,
} from '../../src/math/normal.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

// computed with mpmath 1.x at 40 digits: z, density, distribution, loss
const VALUES: readonly (readonly [number, number, number, number])[] = [
  [-8.0, 5.052271083536892e-15, 6.220960574271784e-16, 8.0],
  [-5.0, 1.4867195147342977e-6, 2.866515718791939e-7, 5.0000000534616555],
  [-2.5, 0.017528300493568537, 0.006209665325776135, 2.5020041371791284],
  [-1.0, 0.24197072451914334, 0.15865525393145705, 1.0833154705876864],
  [-0.3, 0.3813878154605241, 0.3820885778110474, 0.5667612421172099],
  [0.0, 0.3989422804014327, 0.5, 0.3989422804014327],
  [0.1, 0.39695254747701175, 0.539827837277029, 0.35093533120471465],
  [0.45, 0.36052696246164795, 0.6736447797120799, 0.21366711333208394],
  [0.6, 0.3332246028917996, 0.7257468822499265, 0.1686727322417555],
  [1.0, 0.24197072451914334, 0.8413447460685429, 0.0833154705876863],
  [1.6448536269514722, 0.10313564037537139, 0.95, 0.02089295902779769],
  [2.0, 0.05399096651318805, 0.9772498680518208, 0.008490702616829637],
  [2.9, 0.005952532419775854, 0.998134186699616, 0.0005416738486621437],
  [3.0, 0.0044318484119380075, 0.9986501019683699, 0.0003821543170477236],
  [3.5, 0.00087268269504576, 0.9997673709209645, 5.848091842142244e-5],
  [4.5, 1.5983741106905475e-5, 0.9999966023268753, 6.942120456202026e-7],
  [6.0, 6.075882849823285e-9, 0.9999999990134123, 1.5635697959709664e-10],
  [8.0, 5.052271083536892e-15, 0.9999999999999993, 7.550262411946499e-17],
  [12.0, 2.1463837356630605e-32, 1.0, 1.4605201169845548e-34],
]

// computed with mpmath 1.x at 40 digits: probability, quantile
const QUANTILES: readonly (readonly [number, number])[] = [
  [1e-200, -30.20559417957964],
  [1e-30, -11.464024688443615],
  [1e-10, -6.361340902404057],
  [0.001, -3.0902323061678136],
  [0.02, -2.053748910631823],
  [0.074, -1.4466320671589785],
  [0.076, -1.4325027208258116],
  [0.25, -0.6744897501960817],
  [0.5, 0.0],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446006],
  [0.95, 1.6448536269514722],
  [0.975, 1.9599639845400538],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [0.9999999, 5.199337582290661],
]

/** Difference as a share of the expected value. */
function off(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1)
}

describe('normal distribution', () => {
  it.each(VALUES)('density, distribution and loss at %d', (z, density, distribution, loss) => {
    expect(off(normalPdf(z), density)).toBeLessThan(2e-14)
    expect(off(normalCdf(z), distribution)).toBeLessThan(2e-14)
    expect(off(normalLoss(z), loss)).toBeLessThan(2e-14)
  })

  it.each(QUANTILES)('quantile at %d', (probability, quantile) => {
    expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThan(2e-15 * (1 + Math.abs(quantile)))
  })

  it('has the published values of the loss table', () => {
    // Silver, Pyke and Thomas (2017), appendix II
    expect(normalLoss(0)).toBeCloseTo(0.3989, 4)
    expect(normalLoss(1)).toBeCloseTo(0.0833, 4)
    expect(normalLoss(2)).toBeCloseTo(0.00849, 5)
  })

  it('ends at the infinities', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(1.1)).toBeNaN()
    expect(normalQuantile(-0.1)).toBeNaN()
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1)
    expect(complementaryError(40)).toBe(0)
    expect(complementaryError(-40)).toBe(2)
    expect(normalLossInverse(0)).toBe(Number.POSITIVE_INFINITY)
    expect(normalLossInverse(-1)).toBeNaN()
  })

  it('undoes itself', () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (z) => {
        const p = normalCdf(z)
        // near 1 a probability cannot hold more of z than this
        expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-14 * (1 + Math.abs(z)) + 4e-16 / normalPdf(z))
        expect(Math.abs(normalLossInverse(normalLoss(z)) - z)).toBeLessThan(1e-13 * (1 + Math.abs(z)))
      }),
      { numRuns: RUNS },
    )
  })

  it('finds the z of any loss', () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: 3, noNaN: true }), (power) => {
        const loss = Math.exp(power * Math.LN10)
        expect(off(normalLoss(normalLossInverse(loss)), loss)).toBeLessThan(1e-11)
      }),
      { numRuns: RUNS },
    )
  })

  it('has a falling, convex loss with L(-z) = L(z) + z', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), (z) => {
        expect(normalLoss(z + 0.01)).toBeLessThan(normalLoss(z))
        expect(off(normalLoss(-z), normalLoss(z) + z)).toBeLessThan(1e-15)
      }),
      { numRuns: RUNS },
    )
  })
})
