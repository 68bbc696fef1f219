import { describe, expect, it } from 'vitest'
import { accuracy, backtest, forecast } from '../../src/demand/index.js'
import type { BacktestModel, BacktestOptions } from '../../src/demand/index.js'
import { problemsOf } from './problemsOf.js'

const SALES = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
  140,
]

/** A model that writes down what it was shown. */
function spy(): { model: BacktestModel; seen: (number | null)[][] } {
  const seen: (number | null)[][] = []
  const model: BacktestModel = {
    id: 'spy',
    forecast: (history, { horizon }) => {
      seen.push([...history])
      const point = Array.from({ length: horizon }, () => 0)
      return { point, intervals: [{ level: 0.8, lower: point, upper: point.map((_, h) => (h === 0 ? 1000 : 1)) }] }
    },
  }
  return { model, seen }
}

describe('backtest', () => {
  it('shows each origin what was known there, expanding or sliding', () => {
    const options = { horizon: 3, origins: 3, step: 2 }
    const expanding = spy()
    expect(backtest(SALES, { ...options, models: [expanding.model] }).origins).toEqual([17, 19, 21])
    expect(expanding.seen).toEqual([17, 19, 21].map((known) => SALES.slice(0, known)))
    const sliding = spy()
    backtest(SALES, { ...options, models: [sliding.model], window: 'sliding' })
    expect(sliding.seen).toEqual([17, 19, 21].map((known) => SALES.slice(known - 17, known)))
    const short = spy()
    backtest(SALES, { ...options, models: [short.model], window: 'sliding', windowLength: 6 })
    expect(short.seen).toEqual([17, 19, 21].map((known) => SALES.slice(known - 6, known)))
  })

  it('measures each step over the origins as accuracy does', () => {
    const models = ['theta', 'naive'] as const
    const result = backtest({ id: 'lamp', values: SALES }, { horizon: 4, origins: 6, models, levels: [0.5] })
    expect(result.models.map(({ model }) => model)).toEqual(models)
    result.models.forEach(({ byHorizon, overall, forecasts }, place) => {
      const model = models[place] as 'theta' | 'naive'
      result.origins.forEach((known, k) => {
        expect(forecasts[k]).toEqual(forecast(SALES.slice(0, known), { horizon: 4, model }).point)
      })
      const history = SALES.slice(0, result.origins[0])
      const inside: boolean[] = []
      byHorizon.forEach(({ intervals, ...measured }, h) => {
        const actual = result.origins.map((known) => SALES[known + h] as number)
        const step = forecasts.map((points) => points[h] as number)
        expect(measured).toEqual(accuracy({ actual, forecast: step, history }))
        const held = result.origins.map((known) => {
          const interval = forecast(SALES.slice(0, known), { horizon: 4, model, levels: [0.5] }).intervals[0]
          const value = SALES[known + h] as number
          return value >= (interval?.lower[h] as number) && value <= (interval?.upper[h] as number)
        })
        inside.push(...held)
        expect(intervals[0]?.coverage).toBe(held.filter(Boolean).length / 6)
      })
      expect(overall.periodCount).toBe(24)
      expect(overall.intervals[0]?.coverage).toBeCloseTo(inside.filter(Boolean).length / 24, 12)
    })
    const [theta, naive] = result.models.map(({ overall }) => overall.mae as number) as [number, number]
    expect(result.best).toBe(theta <= naive ? 'theta' : 'naive')
  })

  it('judges the intervals of a method of the caller’s own, and knows none where it gave none', () => {
    const { model } = spy()
    const options = { horizon: 2, origins: 4, models: [model], levels: [0.8, 0.95] }
    const [result] = backtest(SALES, options).models
    expect(result?.byHorizon.map(({ intervals }) => intervals[0]?.coverage)).toEqual([1, 0])
    expect(result?.overall.intervals[1]).toEqual({
      level: 0.95,
      coverage: null,
      meanWidth: null,
      intervalScore: null,
      msis: null,
    })
    // all too low by the demand itself
    const actual = SALES.slice(19, 23)
    expect(result?.byHorizon[0]?.bias).toBeCloseTo(-actual.reduce((sum, value) => sum + value, 0) / 4, 12)
  })

  it('takes fewer origins of a short history, or none, and says so', () => {
    const few = backtest(SALES.slice(0, 9), { horizon: 2, origins: 5, models: ['naive'] })
    expect(few.origins).toEqual([5, 6, 7])
    expect(few.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual(['short-history series'])
    const none = backtest({ id: 'lamp', values: [1, null, 3] }, { horizon: 4, seasonLength: 12, models: ['mean'] })
    expect(none.origins).toEqual([])
    expect(none.best).toBeNull()
    expect(none.models[0]?.overall.mae).toBeNull()
    expect(none.models[0]?.byHorizon).toHaveLength(4)
    expect(none.warnings[0]?.path).toBe('lamp')
    expect(JSON.parse(JSON.stringify(none))).toEqual(none)
  })

  it('leaves out what was not observed, and passes warnings on once', () => {
    const values = SALES.map((value, t) => (t === 20 || t === 3 ? null : value))
    const result = backtest(Object.freeze(values), { horizon: 2, origins: 4, models: ['naive'] })
    expect(result.models[0]?.byHorizon.map(({ periodCount: periods }) => periods)).toEqual([3, 3])
    expect(result.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual(['missing-values series: naive'])
    expect(backtest(values, { horizon: 2, origins: 4, models: ['naive'] })).toEqual(result)
  })

  it('names all mistakes', () => {
    const options = {
      horizon: 0,
      origins: 1.5,
      step: '1',
      window: 'growing',
      windowLength: 3,
      level: 0.8,
      levels: [95],
      models: ['magic', 'naive', 'naive', { id: '' }, { name: 'exponentialSmoothing', error: 'additive' }],
    }
    expect(problemsOf(() => backtest(SALES, options as unknown as BacktestOptions))).toEqual([
      'UNKNOWN_FIELD options.level',
      'OUT_OF_RANGE options.horizon',
      'OUT_OF_RANGE options.levels[0]',
      'OUT_OF_RANGE options.origins',
      'WRONG_TYPE options.step',
      'OUT_OF_RANGE options.window',
      'CONFLICT options.windowLength',
      'OUT_OF_RANGE options.models[0]',
      'DUPLICATE_ID options.models[2]',
      'MISSING_VALUE options.models[3].id',
      'WRONG_TYPE options.models[3].forecast',
      'MISSING_VALUE options.models[4].trend',
      'MISSING_VALUE options.models[4].season',
    ])
    expect(problemsOf(() => backtest([], { horizon: 1, models: [] }))).toEqual(['EMPTY series'])
    expect(problemsOf(() => backtest(SALES, { horizon: 1, models: [] }))).toEqual(['EMPTY options.models'])
    expect(problemsOf(() => backtest(SALES, undefined as unknown as BacktestOptions))).toEqual([
      'MISSING_VALUE options',
    ])
  })

  it.each([
    [undefined, ['MISALIGNED options.models[0].forecast().point']],
    [{ point: [1] }, ['MISALIGNED options.models[0].forecast().point']],
    [{ point: [1, Number.NaN] }, ['NOT_FINITE options.models[0].forecast().point[1]']],
    [{ point: [1, 2], intervals: 3 }, ['WRONG_TYPE options.models[0].forecast().intervals']],
    [
      { point: [1, 2], intervals: [{ level: 0.8, lower: [1, 2] }] },
      ['MISALIGNED options.models[0].forecast().intervals[0].upper'],
    ],
  ])('checks what a method of the caller’s returns: %j', (answer, expected) => {
    const models = [{ id: 'own', forecast: () => answer }] as unknown as BacktestModel[]
    expect(problemsOf(() => backtest(SALES, { horizon: 2, models }))).toEqual(expected)
  })
})
