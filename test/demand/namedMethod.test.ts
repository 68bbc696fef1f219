import { describe, expect, it } from 'vitest'
import { backtest, createCalendar, forecast, forecastMany } from '../../src/index.js'
import {
  arima,
  boxCox,
  etsWithDrivers,
  forecastPanel,
  namedMethod,
  type NamedMethod,
  regression,
} from '../../src/demand/index.js'
import { problemsOf } from './problemsOf.js'

// 100 a period, and 200 in those with a promotion
const FLAGS = [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0]
const sold = (t: number): number => (FLAGS[t] === 1 ? 200 : 100) + (t % 2)
const HISTORY = FLAGS.slice(0, 16).map((_, t) => sold(t))
const promo = { id: 'promo', values: FLAGS }
const METHODS: readonly NamedMethod[] = [
  { name: 'etsWithDrivers', priorScale: null },
  { name: 'regression' },
  { name: 'arima', order: [0, 0, 0], constant: true },
]

describe('a method that reads the drivers of the series', () => {
  it.each(METHODS)('is what it is with the same drivers of its own: $name', ({ name }) => {
    const own = {
      etsWithDrivers: etsWithDrivers({ drivers: [promo], priorScale: null }),
      regression: regression({ drivers: [promo] }),
      arima: arima({ order: [0, 0, 0], constant: true, regressors: [promo] }),
      mstl: undefined,
    }[name]
    const named = METHODS.find((one) => one.name === name) as NamedMethod
    const series = { values: HISTORY, drivers: [promo] }
    const result = forecast(series, { horizon: 2, model: namedMethod(named) })
    expect(result.point).toEqual(forecast(HISTORY, { horizon: 2, ...(own !== undefined && { model: own }) }).point)
    expect(Math.abs((result.point[0] as number) / 200 - 1)).toBeLessThan(0.05)
    expect(Math.abs((result.point[1] as number) / 100 - 1)).toBeLessThan(0.05)
    expect(result.warnings.map(({ code }) => code)).not.toContain('drivers-not-used')
  })

  it('has those of each series, also where a backtest cuts it and where it begins with gaps', () => {
    const model = namedMethod({ name: 'regression' })
    const late = [null, null, ...HISTORY.slice(2)]
    const all = [HISTORY, late].map((values, n) => ({ id: `${n}`, values, drivers: [promo] }))
    for (const { point } of forecastMany(all, { horizon: 2, model })) {
      expect(Math.abs((point[0] as number) / 200 - 1)).toBeLessThan(0.02)
    }
    const { models } = backtest({ values: HISTORY, drivers: [promo] }, { horizon: 2, origins: 3, models: [model] })
    // nothing but the odd and even periods is left
    expect(models[0]?.overall.mae).toBeLessThan(2)
    const sliding = backtest(
      { values: HISTORY, drivers: [promo] },
      { horizon: 2, origins: 3, models: [model], window: 'sliding', windowLength: 9 },
    )
    expect(sliding.models[0]?.overall.mae).toBeLessThan(2)
  })

  it('may stand inside of another method', () => {
    const model = boxCox({ lambda: 0, model: namedMethod({ name: 'regression' }) })
    const { point } = forecast({ values: HISTORY, drivers: [promo] }, { horizon: 2, model })
    expect(Math.abs((point[0] as number) / 200 - 1)).toBeLessThan(0.05)
  })

  it('takes null in past periods', () => {
    const values = FLAGS.map((value, t) => (t < 2 ? null : value))
    for (const name of ['etsWithDrivers', 'regression'] as const) {
      const series = { values: HISTORY, drivers: [{ id: 'promo', values }] }
      const { point, warnings } = forecast(series, { horizon: 2, model: namedMethod({ name }) })
      expect(Math.abs((point[0] as number) / 200 - 1)).toBeLessThan(0.1)
      expect(warnings.map(({ code }) => code)).toContain('driver-filled')
    }
  })

  it('forecasts the rows of a panel', () => {
    const calendar = createCalendar({ start: '2026-01-05', weeks: 18 })
    const rows = calendar.periods.map(({ id }, t) => ({
      itemId: 'jam',
      periodId: id,
      ...(t < 16 && { quantity: sold(t) }),
      promo: FLAGS[t],
    }))
    const { forecasts } = forecastPanel(rows, {
      calendar,
      horizon: 2,
      drivers: ['promo'],
      model: { name: 'regression' },
    })
    expect(forecasts[0]?.model).toBe('Regression')
    expect(Math.abs((forecasts[0]?.point[0] as number) / 200 - 1)).toBeLessThan(0.02)
  })

  it('says what is wrong', () => {
    const model = namedMethod({ name: 'etsWithDrivers' })
    expect(problemsOf(() => forecast(HISTORY, { horizon: 2, model }))).toEqual(['MISSING_VALUE series: drivers'])
    const odd = { name: 'prophet' } as unknown as NamedMethod
    expect(problemsOf(() => namedMethod(odd))).toEqual(['OUT_OF_RANGE named.name'])
    expect(problemsOf(() => namedMethod(null as unknown as NamedMethod)).length).toBe(1)
    const drivers = { name: 'regression', drivers: [promo] } as unknown as NamedMethod
    expect(problemsOf(() => namedMethod(drivers))).toEqual(['UNKNOWN_FIELD named.drivers'])
    const scale = { name: 'etsWithDrivers', priorScale: -1 } as const
    expect(problemsOf(() => namedMethod(scale))).toEqual(['OUT_OF_RANGE options.priorScale'])
  })
})
