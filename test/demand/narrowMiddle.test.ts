import { describe, expect, it } from 'vitest'
import { forecastMany } from '../../src/demand/index.js'
import type { Outlook } from '../../src/demand/effects/applyEffects.js'
import { type EarlierForecast, narrowMiddle } from '../../src/demand/effects/narrowMiddle.js'
import { countQuantile } from '../../src/math/countDistribution.js'
import { normalCdf, normalQuantile } from '../../src/math/normal.js'
import { readData } from './readReference.js'

/** A forecast of 100 with these quantiles in each of n periods. */
const outlook = (periods: number, quantile: (probability: number) => number): Outlook => ({
  name: 'stated',
  point: new Float64Array(periods).fill(100),
  base: new Float64Array(periods).fill(100),
  stdDev: new Float64Array(periods).fill(10),
  cumulativeStdDev: new Float64Array(periods).fill(10),
  quantile,
  fitted: new Float64Array(0),
})
const normal = (probability: number): number => 100 + 10 * normalQuantile(probability)
/** Demand at evenly spread probabilities of a normal distribution around 100. */
const spread = (periods: number, deviation: number): number[] =>
  Array.from({ length: periods }, (_, k) => 100 + deviation * normalQuantile((k + 0.5) / periods))

describe('the middle of a distribution', () => {
  it('is narrowed to where demand stood, as far as so many errors are believed', () => {
    // half of the stated deviation, in 60 errors: 0.5^(60 / 80) = 0.5946 of it
    const earlier: EarlierForecast[] = [{ outlook: outlook(60, normal), actual: spread(60, 5) }]
    const { quantile, stdDev, point } = narrowMiddle(outlook(60, normal), earlier)
    expect((quantile(0.9, 0) - 100) / 12.816).toBeCloseTo(0.5946, 1)
    expect(quantile(0.1, 0) + quantile(0.9, 0)).toBeCloseTo(200, 6)
    // odds of 3, as ln 3 is half of ln 9: of the odds of 0.75 as much is left as of those of 0.9
    const oddsAt = (probability: number): number => {
      const share = normalCdf((quantile(probability, 0) - 100) / 10)
      return Math.log(share / (1 - share))
    }
    expect(oddsAt(0.75)).toBeCloseTo(oddsAt(0.9) / 2, 6)
    expect(quantile(0.5, 0)).toBeCloseTo(100, 6)
    // what lies at 95 % and beyond stays, and nothing else is touched
    for (const probability of [0.001, 0.025, 0.975, 0.99]) {
      expect(quantile(probability, 0)).toBeCloseTo(normal(probability), 6)
    }
    expect(quantile(0.95, 0)).toBeGreaterThan(quantile(0.9, 0))
    expect(quantile(0.95, 0)).toBeLessThan(normal(0.95))
    expect([point[0], stdDev[0]]).toEqual([100, 10])
    // and never crosses
    const line = Array.from({ length: 99 }, (_, k) => quantile((k + 1) / 100, 0))
    line.slice(1).forEach((value, k) => expect(value).toBeGreaterThan(line[k] as number))
  })

  it('stays where demand strayed as far as stated, or further, or was never seen', () => {
    for (const actual of [spread(60, 10), spread(60, 30), [null, null]]) {
      const same = narrowMiddle(outlook(60, normal), [{ outlook: outlook(60, normal), actual }])
      expect(Math.abs(same.quantile(0.9, 0) / normal(0.9) - 1)).toBeLessThan(0.005)
    }
    expect(narrowMiddle(outlook(2, normal), []).quantile(0.9, 0)).toBe(normal(0.9))
  })

  it('does not take whole numbers for errors that are small', () => {
    // seven periods in ten without demand: the interval of 80 % holds 90 of them and more, as any of counts does
    const counts = (probability: number): number => countQuantile({ rate: 0.4, dispersion: 1 }, probability)
    const actual = Array.from({ length: 200 }, (_, k) => counts((k + 0.5) / 200))
    const same = narrowMiddle(outlook(200, counts), [{ outlook: outlook(200, counts), actual }])
    for (const probability of [0.1, 0.6, 0.7, 0.8, 0.9]) expect(same.quantile(probability, 0)).toBe(counts(probability))
  })

  it('holds of sales with deals what it says', () => {
    const { series, horizon, frequency } = readData<{
      readonly frequency: number
      readonly horizon: number
      readonly series: readonly {
        readonly id: string
        readonly y: readonly (number | null)[]
        readonly test: readonly (number | null)[]
        readonly x: Readonly<Record<string, readonly number[]>>
      }[]
    }>('orange-juice')
    const results = forecastMany(
      series.map(({ id, y, x }) => ({
        id,
        values: y,
        drivers: Object.entries(x).map(([driver, values]) => ({ id: driver, values })),
      })),
      { horizon, seasonLength: frequency },
    )
    const held = [0, 1].map((place) => {
      let [inside, periods] = [0, 0]
      series.forEach(({ test }, n) =>
        test.forEach((value, h) => {
          const { lower = [], upper = [] } = results[n]?.intervals[place] ?? {}
          if (value === null) return
          periods += 1
          if (value >= (lower[h] as number) && value <= (upper[h] as number)) inside += 1
        }),
      )
      return inside / periods
    })
    // 92 of 100 in the intervals of 80 % before, on the whole file
    expect(held[0]).toBeGreaterThan(0.74)
    expect(held[0]).toBeLessThan(0.88)
    expect(held[1]).toBeGreaterThan(0.92)
  })
})
