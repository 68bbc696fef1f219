import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/index.js'
import { safetyStock } from '../../src/inventory/safetyStock.js'
import { countQuantile } from '../../src/math/countDistribution.js'
import { sumQuantile } from '../../src/math/sumQuantile.js'
import { createRandom } from '../core/createRandom.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Probabilities of 0, 1, 2 ... of a Poisson count, or of a negative binomial one with variance dispersion x rate. */
function masses(rate: number, dispersion: number): number[] {
  const successes = rate / (dispersion - 1)
  const result = [dispersion === 1 ? Math.exp(-rate) : Math.exp(-successes * Math.log(dispersion))]
  for (let k = 1; k < 400; k += 1) {
    const factor = dispersion === 1 ? rate / k : ((successes + k - 1) / k) * (1 - 1 / dispersion)
    result.push((result[k - 1] as number) * factor)
  }
  return result
}

function convolve(a: readonly number[], b: readonly number[]): number[] {
  return a.map((_, n) => {
    let sum = 0
    for (let k = 0; k <= n; k += 1) sum += (a[k] as number) * (b[n - k] as number)
    return sum
  })
}

describe('quantile of demand summed over periods', () => {
  it('is that of the counts of the periods, added up one by one', () => {
    for (const [rate, dispersion] of [
      [0.3, 1],
      [1.7, 1],
      [0.4, 2.5],
      [3, 6],
    ] as const) {
      const single = masses(rate, dispersion)
      let sum = single
      for (let periods = 2; periods <= 4; periods += 1) {
        sum = convolve(sum, single)
        for (const probability of [0.5, 0.8, 0.9, 0.95, 0.98, 0.99]) {
          let below = 0
          const expected = sum.findIndex((mass) => (below += mass) >= probability)
          const variance = dispersion * rate * periods
          expect(sumQuantile(rate * periods, variance, true, probability)).toBe(expected)
        }
      }
    }
  })

  it('is near that of the gamma distribution where sizes are not whole', () => {
    // exponential: mean x ln(1 / (1 - p)); shapes 5 and 1000 by tables of the gamma and chi-square distribution
    expect(sumQuantile(1000, 1e6, false, 0.95) / (1000 * Math.log(20))).toBeCloseTo(1, 2)
    expect(sumQuantile(5, 5, false, 0.95) / 9.15352).toBeCloseTo(1, 2)
    expect(sumQuantile(1000, 1000, false, 0.99) / 1075.04).toBeCloseTo(1, 4)
    expect(sumQuantile(0, 0, false, 0.9)).toBe(0)
  })

  it('is whole for pieces, also by the thousands, and close where the way to it changes', () => {
    const [few, many] = [499.9, 500.1].map((mean) => sumQuantile(mean, 3 * mean, true, 0.98)) as [number, number]
    expect(Number.isInteger(many)).toBe(true)
    expect(Math.abs(many / few - 1)).toBeLessThan(0.01)
  })

  it('rises with the probability, and is finite, for any mean and spread', () => {
    const size = fc.double({ min: 1e-3, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(size, fc.double({ min: 1, max: 200, noNaN: true }), fc.boolean(), (mean, dispersion, counted) => {
        const unit = counted ? 1 : mean
        const ends = [0.01, 0.3, 0.5, 0.9, 0.99].map((one) => sumQuantile(mean, dispersion * mean * unit, counted, one))
        expect(ends.every((one) => Number.isFinite(one) && one >= 0)).toBe(true)
        expect(ends.every((one, k) => k === 0 || one >= (ends[k - 1] as number))).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('safety stock of intermittent demand', () => {
  const random = createRandom(21)
  const draw = (): number => countQuantile({ rate: 0.5, dispersion: 1 }, random())
  const history = Array.from({ length: 120 }, draw)
  const result = forecast(history, { horizon: 6, model: { name: 'ses', alpha: 0.02 } })
  const { distribution } = result
  const bucketDays = new Array<number>(6).fill(7)

  it('has quantiles of the sums, which begin as those of the first period', () => {
    expect(distribution.cumulativeQuantiles?.map(({ probability }) => probability)).toEqual([
      0.5, 0.8, 0.9, 0.95, 0.98, 0.99,
    ])
    distribution.cumulativeQuantiles?.forEach(({ values }, place) => {
      expect(values[0]).toBe(distribution.quantiles?.[place]?.values[0])
      expect(
        values.every((value, h) => Number.isInteger(value) && (h === 0 || value >= (values[h - 1] as number))),
      ).toBe(true)
    })
    const asked = forecast(history, { horizon: 2, model: 'sba', quantiles: [0.97] }).distribution
    expect(asked.cumulativeQuantiles?.map(({ probability, values }) => [probability, values.length])).toEqual([
      [0.97, 2],
    ])
    expect(
      forecast([5, 7, 6, 8, 7, 6, 9], { horizon: 2, quantiles: [0.9] }).distribution.cumulativeQuantiles,
    ).toBeUndefined()
  })

  it('takes whole pieces over the lead time, and serves as it was asked to', () => {
    for (const [serviceLevelShare, periods] of [
      [0.9, 1],
      [0.95, 3],
      [0.98, 6],
    ] as const) {
      const stock = safetyStock({ distribution, bucketDays, leadTimeDays: 7 * periods, serviceLevelShare })
      const listed = distribution.cumulativeQuantiles?.find(({ probability }) => probability === serviceLevelShare)
      expect(stock.reorderPoint).toBeCloseTo(listed?.values[periods - 1] as number, 9)
      expect(stock.serviceLevelShare).toBeCloseTo(serviceLevelShare, 12)
      let served = 0
      for (let n = 0; n < 20_000; n += 1) {
        let demand = 0
        for (let t = 0; t < periods; t += 1) demand += draw()
        if (demand <= stock.reorderPoint + 1e-9) served += 1
      }
      expect(served / 20_000).toBeGreaterThan(serviceLevelShare - 0.02)
    }
  })
})
