import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracy, forecastValueAdded, trackingSignal } from '../../src/demand/index.js'
import type { AccuracyInput, ForecastStep } from '../../src/demand/index.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

describe('accuracy', () => {
  it('has the values worked by hand', () => {
    const result = accuracy({
      actual: [100, 120, 80],
      forecast: [110, 110, 100],
      history: [90, 100, 95, 100],
      seasonLength: 2,
    })
    expect(result.periodCount).toBe(3)
    expect(result.wape).toBeCloseTo(40 / 300, 14)
    // seasonal differences 5 and 0
    expect(result.mase).toBeCloseTo(40 / 3 / 2.5, 14)
    expect(result.smape).toBeCloseTo((20 / 210 + 20 / 230 + 40 / 180) / 3, 14)
    // one-step differences 10, 5, 5
    expect(result.rmsse).toBeCloseTo(Math.sqrt(200 / 50), 14)
    expect(result.bias).toBeCloseTo(20 / 3, 14)
    expect(result.biasRatio).toBeCloseTo(20 / 300, 14)
    expect(result.mae).toBeCloseTo(40 / 3, 14)
    expect(result.rmse).toBeCloseTo(Math.sqrt(200), 14)
    expect(result.mape).toBeCloseTo((0.1 + 10 / 120 + 0.25) / 3, 14)
    expect(result.trackingSignal).toBeCloseTo(-20 / (40 / 3), 14)
  })

  it('is null where a measure is not defined, and leaves pairs with a null out', () => {
    expect(accuracy({ actual: [0, 0], forecast: [0, 0], history: [3, 3] })).toEqual({
      periodCount: 2,
      wape: null,
      mase: null,
      smape: 0,
      rmsse: null,
      bias: 0,
      biasRatio: null,
      mae: 0,
      rmse: 0,
      mape: null,
      trackingSignal: null,
    })
    const none = accuracy({ actual: [null, 1], forecast: [1, null] })
    expect(Object.values(none)).toEqual([0, ...Array.from({ length: 10 }, () => null)])
    expect(accuracy({ actual: [1, null, 3], forecast: [2, 9, 3] }).mae).toBe(0.5)
  })

  it('keeps its signs apart: a forecast too high has a bias above and a tracking signal below zero', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1 }), (actual) => {
        const result = accuracy({ actual, forecast: actual.map((value) => value * 1.5) })
        expect(result.bias).toBeGreaterThan(0)
        expect(result.biasRatio).toBeCloseTo(0.5, 9)
        expect(result.wape).toBeCloseTo(0.5, 9)
        expect(result.smape).toBeCloseTo(0.4, 9)
        expect(result.trackingSignal).toBeCloseTo(-actual.length, 6)
      }),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    expect(
      problemsOf(() =>
        accuracy({
          actual: [1, Number.NaN],
          forecast: [1, '2', 3] as number[],
          history: [Number.POSITIVE_INFINITY],
          seasonLength: 0,
        }),
      ),
    ).toEqual([
      'NOT_FINITE actual[1]',
      'WRONG_TYPE forecast[1]',
      'MISALIGNED forecast',
      'NOT_FINITE history[0]',
      'OUT_OF_RANGE seasonLength',
    ])
    expect(problemsOf(() => accuracy({ actual: [], forecast: [] }))).toEqual(['EMPTY actual'])
    expect(problemsOf(() => accuracy({} as AccuracyInput))).toEqual(['MISSING_VALUE actual', 'MISSING_VALUE forecast'])
  })
})

describe('tracking signal', () => {
  it('counts actual - forecast, and ends where accuracy ends', () => {
    const pairs = { actual: [90, 95, 115, null, 130], forecast: [100, 100, 110, 120, 110] }
    const result = trackingSignal(pairs)
    expect(result.cumulativeError).toEqual([-10, -15, -10, -10, 10])
    expect(result.mad).toEqual([10, 7.5, 20 / 3, 20 / 3, 10])
    expect(result.trackingSignal).toEqual([-1, -2, -1.5, -1.5, 1])
    expect(accuracy(pairs).trackingSignal).toBe(1)
  })

  it('is null while nothing is known or nothing is wrong', () => {
    expect(trackingSignal({ actual: [null, 5, 6], forecast: [1, 5, 5] })).toEqual({
      cumulativeError: [0, 0, 1],
      mad: [null, 0, 0.5],
      trackingSignal: [null, null, 2],
    })
    expect(problemsOf(() => trackingSignal({ actual: [1], forecast: [1, 2] }))).toEqual(['MISALIGNED forecast'])
  })
})

describe('forecast value added', () => {
  it('is the error taken out by each step', () => {
    expect(
      forecastValueAdded([
        { id: 'naive', error: 0.5 },
        { id: 'statistical', error: 0.25 },
        { id: 'override', error: 0.375 },
      ]),
    ).toEqual([
      { id: 'naive', error: 0.5, valueAddedVsPrevious: null, valueAddedVsFirst: 0 },
      { id: 'statistical', error: 0.25, valueAddedVsPrevious: 0.25, valueAddedVsFirst: 0.25 },
      { id: 'override', error: 0.375, valueAddedVsPrevious: -0.125, valueAddedVsFirst: 0.125 },
    ])
  })

  it('names all mistakes', () => {
    expect(problemsOf(() => forecastValueAdded([]))).toEqual(['EMPTY steps'])
    const steps = [{ id: 'a', error: -1 }, { id: 'a', error: 1 }, { error: Number.NaN }, null] as ForecastStep[]
    expect(problemsOf(() => forecastValueAdded(steps))).toEqual([
      'OUT_OF_RANGE steps[0].error',
      'DUPLICATE_ID steps[1].id',
      'MISSING_VALUE steps[2].id',
      'OUT_OF_RANGE steps[2].error',
      'WRONG_TYPE steps[3]',
    ])
  })
})
