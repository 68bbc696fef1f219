import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/index.js'
import type { Forecast } from '../../src/demand/index.js'
import { seasonalIndices } from '../../src/demand/season/seasonalIndices.js'
import { readReference, type ReferenceForecast } from './readReference.js'

const series = readReference()
const seasonal = series.filter(({ frequency }) => frequency > 1)

/** Largest difference of point and intervals, as a share of the widest interval's upper end. */
function difference(ours: Forecast, reference: ReferenceForecast): number {
  const pairs: [readonly number[], readonly number[]][] = [
    [ours.point, reference.mean],
    [ours.intervals[0]?.lower ?? [], reference.lo80],
    [ours.intervals[0]?.upper ?? [], reference.hi80],
    [ours.intervals[1]?.lower ?? [], reference.lo95],
    [ours.intervals[1]?.upper ?? [], reference.hi95],
  ]
  const size = Math.max(...reference.hi95.map(Math.abs))
  return Math.max(
    ...pairs.map(([a, b]) =>
      Math.max(...b.map((value, h) => Math.abs((a[h] ?? Number.POSITIVE_INFINITY) - value) / size)),
    ),
  )
}

describe('simple methods against R forecast 8.20', () => {
  it.each(series)('naive: $name', ({ y, naive }) => {
    expect(difference(forecast(y, { horizon: 12, model: 'naive', nonNegative: false }), naive)).toBeLessThan(1e-8)
  })

  it.each(series)('drift: $name', ({ y, drift }) => {
    expect(difference(forecast(y, { horizon: 12, model: 'drift', nonNegative: false }), drift)).toBeLessThan(1e-8)
  })

  it.each(seasonal)('seasonal naive: $name', ({ y, snaive, frequency }) => {
    const ours = forecast(y, { horizon: 12, model: 'seasonalNaive', seasonLength: frequency, nonNegative: false })
    expect(difference(ours, snaive)).toBeLessThan(1e-8)
  })

  it.each(seasonal.filter((one) => one.decompose_mult !== undefined))(
    'multiplicative decomposition: $name',
    ({ y, frequency, decompose_mult }) => {
      const indices = new Float64Array(frequency)
      seasonalIndices(Float64Array.from(y), y.length, frequency, true, indices)
      const figure = decompose_mult?.figure ?? []
      expect(figure.length).toBe(frequency)
      // R names the indices by the calendar; the series may begin within a season
      const best = Math.min(
        ...figure.map((_, shift) =>
          Math.max(...figure.map((value, j) => Math.abs((indices[(j + shift) % frequency] as number) - value))),
        ),
      )
      expect(best).toBeLessThan(1e-8)
    },
  )

  it.each(series.filter(({ y }) => y.length >= 10))('Theta: $name', ({ y, thetaf, frequency }) => {
    const seasonLength = Math.max(1, Math.round(frequency))
    const ours = forecast(y, { horizon: 12, model: 'theta', seasonLength, nonNegative: false })
    const off = thetaf.mean.map((value, h) => Math.abs((ours.point[h] as number) / value - 1))
    // the smoothing parameter comes from a search of its own
    expect(Math.max(...off)).toBeLessThan(0.02)
    expect(ours.parameters['drift']).toBeCloseTo(thetaf.drift, 6)
  })

  it('takes the mean with the variance of its own estimate', () => {
    const { point, distribution, accuracy } = forecast([2, 4, 6], { horizon: 2, model: 'mean' })
    expect(point).toEqual([4, 4])
    expect(distribution.stdDev[0]).toBeCloseTo(Math.sqrt(4 * (1 + 1 / 3)), 12)
    // two errors of 4 and, twice, the error of the mean itself, 4 / 3
    expect(distribution.cumulativeStdDev[1]).toBeCloseTo(Math.sqrt(8 + (4 * 4) / 3), 12)
    expect(accuracy.bias).toBe(0)
  })

  it('adds a random walk up over the lead time', () => {
    const { distribution } = forecast([1, 2, 1, 2, 1], { horizon: 3, model: 'naive' })
    // errors of 1: the sum over three periods is 3 e1 + 2 e2 + e3
    expect(distribution.cumulativeStdDev[2]).toBeCloseTo(Math.sqrt(9 + 4 + 1), 12)
  })
})
