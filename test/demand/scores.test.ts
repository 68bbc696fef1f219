import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intervalScore, overallWeightedAverage, pinballLoss } from '../../src/demand/index.js'
import type { BenchmarkedSeries, IntervalScoreInput, PinballLossInput } from '../../src/demand/index.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 })

describe('interval score', () => {
  it('pays for width, and 2 / a for what lies outside', () => {
    const result = intervalScore({
      actual: [10, 25, 3, null, 8],
      lower: [8, 10, 5, 0, null],
      upper: [12, 20, 9, 9, 9],
      level: 0.95,
      history: [1, 3, 6],
    })
    // widths 4, 10, 4; 5 above and 2 below at 40 each; scaled by the mean change, 2.5
    expect(result.periodCount).toBe(3)
    expect(result.coverage).toBeCloseTo(1 / 3, 12)
    expect(result.meanWidth).toBe(6)
    expect(result.intervalScore).toBeCloseTo((18 + 7 * 40) / 3, 9)
    expect(result.msis).toBeCloseTo((18 + 7 * 40) / 3 / 2.5, 9)
  })

  it('is the sum of the pinball losses of both ends by a half of what is left out', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 0, max: 20 }),
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        (actual, width, level) => {
          const lower = actual.map((_, t) => ((t * 37) % 41) - 20)
          const upper = lower.map((value) => value + width)
          const { intervalScore: score } = intervalScore({ actual, lower, upper, level })
          const loss = (forecast: number[], probability: number): number =>
            pinballLoss({ actual, forecast, probability }).loss as number
          const halves = loss(lower, (1 - level) / 2) + loss(upper, (1 + level) / 2)
          expect((score as number) / (1 + (2 * halves) / (1 - level))).toBeCloseTo(
            (2 * halves) / (1 - level) / (1 + (2 * halves) / (1 - level)),
            9,
          )
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('is null where nothing is known, and names all mistakes', () => {
    expect(intervalScore({ actual: [null], lower: [1], upper: [2], level: 0.8, history: [4, 4] })).toEqual({
      periodCount: 0,
      coverage: null,
      meanWidth: null,
      intervalScore: null,
      msis: null,
    })
    const wrong = { actual: [1, 2], lower: [3, 1], upper: [2], level: 95, history: ['a'], seasonLength: 0 }
    expect(problemsOf(() => intervalScore(wrong as unknown as IntervalScoreInput))).toEqual([
      'MISALIGNED upper',
      'OUT_OF_RANGE level',
      'WRONG_TYPE history[0]',
      'OUT_OF_RANGE seasonLength',
    ])
    expect(problemsOf(() => intervalScore({ actual: [1], lower: [3], upper: [2], level: 0.9 }))).toEqual([
      'CONFLICT lower[0]',
    ])
    expect(problemsOf(() => intervalScore({} as IntervalScoreInput))).toEqual([
      'MISSING_VALUE actual',
      'MISSING_VALUE lower',
      'MISSING_VALUE upper',
      'OUT_OF_RANGE level',
    ])
  })
})

describe('pinball loss', () => {
  it('is half the absolute error at the median, and weighs a shortfall by the probability', () => {
    const result = pinballLoss({ actual: [10, 20, null], forecast: [14, 12, 1], probability: 0.9, history: [0, 4] })
    expect(result.loss).toBeCloseTo((0.1 * 4 + 0.9 * 8) / 2, 12)
    expect(result.scaledLoss).toBeCloseTo((0.1 * 4 + 0.9 * 8) / 8, 12)
    expect([result.periodCount, result.coverage]).toEqual([2, 0.5])
    expect(pinballLoss({ actual: [10, 20], forecast: [14, 12], probability: 0.5 }).loss).toBe(3)
  })

  it('is least at the true quantile of the values', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -60, max: 60 }), (actual, other) => {
        const sorted = [...actual].sort((a, b) => a - b)
        const quantile = sorted[Math.ceil(0.8 * sorted.length) - 1] as number
        const loss = (at: number): number =>
          pinballLoss({ actual, forecast: actual.map(() => at), probability: 0.8 }).loss as number
        expect(loss(quantile)).toBeLessThanOrEqual(loss(other) + 1e-9)
      }),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    expect(problemsOf(() => pinballLoss({ actual: [1], forecast: [1, 2], probability: 1 }))).toEqual([
      'MISALIGNED forecast',
      'OUT_OF_RANGE probability',
    ])
    expect(problemsOf(() => pinballLoss({} as PinballLossInput))).toHaveLength(3)
  })
})

describe('overall weighted average', () => {
  it('is 1 for the benchmark itself, with and without a season', () => {
    const season = [0.5, 1, 1.5, 1]
    const history = Array.from({ length: 24 }, (_, t) => 100 * (season[t % 4] as number))
    const actual = [60, 90, 140, 110]
    const naive = history.slice(-4)
    const result = overallWeightedAverage([{ actual, forecast: naive, history: [...history.slice(0, 23), 99] }], {
      seasonLength: 4,
    })
    expect(result.owa).toBeCloseTo(1, 1)
    // the last value stands 1 % under its season: the benchmark carries that on, the plain last season does not
    expect(result.owa).not.toBe(1)
    const flat = { actual: [4, 6], forecast: [5, 5], history: [1, 9, 5] }
    expect(overallWeightedAverage([flat]).owa).toBe(1)
    const signed = Array.from({ length: 16 }, (_, t) => [-4, 0, 4, 1][t % 4] as number)
    expect(
      overallWeightedAverage([{ actual: [-4, 0], forecast: [-4, 0], history: [-5, ...signed.slice(1)] }], {
        seasonLength: 4,
      }).mase,
    ).toBe(0)
  })

  it('divides the season out of a history with a zero, as the M4 competition does', () => {
    // averages 3.5 about the first six and 4 about all others: indices (12 / 7 + 4 x 1.5) / 5 = 54 / 35 and 0.5
    const history = [0, 6, 2, 6, 2, 6, 2, 6, 2, 6, 2, 6]
    const result = overallWeightedAverage([{ actual: [35 / 18, 6], forecast: [1, 1], history }], { seasonLength: 2 })
    expect(result.benchmarkMase).toBeCloseTo(0, 12)
  })

  it('takes means over the series before it takes ratios, and says what it left out', () => {
    const good = { actual: [6], forecast: [6], history: [2, 4, 5] }
    const bad = { actual: [9], forecast: [3], history: [4, 8, 6] }
    const constant = { actual: [5], forecast: [5], history: [5, 5, 5] }
    const unknown = { actual: [null], forecast: [5], history: [5, 6, 5] }
    const result = overallWeightedAverage([good, constant, bad, unknown, { ...good, history: [null] }])
    const smape = (2 * 6) / 12 / ((2 * 1) / 11 + (2 * 3) / 15)
    const mase = 6 / 3 / (1 / 1.5 + 3 / 3)
    expect(result.owa).toBeCloseTo((smape + mase) / 2, 12)
    expect([result.series, result.leftOut]).toEqual([2, [1, 3, 4]])
    expect(overallWeightedAverage([])).toEqual({
      owa: null,
      smape: null,
      mase: null,
      benchmarkSmape: null,
      benchmarkMase: null,
      series: 0,
      leftOut: [],
    })
  })

  it('names all mistakes', () => {
    const series = [{ actual: [1], forecast: [1, 2], history: [Number.NaN] }, { actual: [1], forecast: [1] }, null]
    expect(
      problemsOf(() => overallWeightedAverage(series as unknown as BenchmarkedSeries[], { seasonLength: 0.5 })),
    ).toEqual([
      'OUT_OF_RANGE seasonLength',
      'MISALIGNED series[0].forecast',
      'NOT_FINITE series[0].history[0]',
      'MISSING_VALUE series[1].history',
      'WRONG_TYPE series[2]',
    ])
    expect(problemsOf(() => overallWeightedAverage({} as BenchmarkedSeries[]))).toEqual(['WRONG_TYPE series'])
  })
})
