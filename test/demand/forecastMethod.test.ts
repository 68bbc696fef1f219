import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/forecast.js'
import { forecastMany } from '../../src/demand/forecastMany.js'
import { type ForecastMethod, sealMethod } from '../../src/demand/forecastMethod.js'
import { backtest } from '../../src/demand/judging/backtest.js'
import { problemsOf } from './problemsOf.js'

/** Doubles a driver; it has to know the driver for every period, past and ahead. */
function doubled(driver: readonly number[]): ForecastMethod {
  return sealMethod({
    name: 'Doubled',
    check: ({ count, horizon, path }, issues) => {
      if (driver.length >= count + horizon) return
      issues.add('MISALIGNED', `${path}: driver`, driver.length, 'The driver ends too early.', 'Give more of it.')
    },
    fit: ({ count, start, scale }, { horizon }) => ({
      name: 'Doubled',
      point: Float64Array.from({ length: horizon }, (_, h) => (2 * (driver[start + count + h] as number)) / scale),
      stdDev: new Float64Array(horizon).fill(1 / scale),
      cumulativeStdDev: Float64Array.from({ length: horizon }, (_, h) => (h + 1) / scale),
      fitted: Float64Array.from({ length: count }, (_, t) => (2 * (driver[start + t] as number)) / scale),
      estimated: 0,
      ratios: { factor: 2 },
      levels: {},
      criteria: {},
    }),
  })
}

const driver = Array.from({ length: 20 }, (_, t) => 100 + t * t)
const history = driver.slice(0, 16).map((value) => 2 * value)

describe('a method of its own', () => {
  it('is fitted where a model is named', () => {
    const result = forecast(history, { horizon: 4, model: doubled(driver) })
    expect(result.model).toBe('Doubled')
    expect(result.point).toEqual(driver.slice(16).map((value) => 2 * value))
    expect(result.parameters).toEqual({ factor: 2 })
    expect(result.accuracy.wape).toBe(0)
  })

  it('knows which periods of the history it sees', () => {
    const late = forecast([null, null, ...history.slice(2)], { horizon: 4, model: doubled(driver) })
    expect(late.point).toEqual(driver.slice(16).map((value) => 2 * value))
    for (const window of ['expanding', 'sliding'] as const) {
      const options = { horizon: 2, origins: 3, windowLength: 8, models: [doubled(driver.slice(0, 16))] }
      const { windowLength, ...others } = options
      const judged = backtest(history, window === 'sliding' ? { ...others, windowLength, window } : others)
      expect(judged.models[0]?.model).toBe('Doubled')
      expect(judged.models[0]?.overall.mae).toBe(0)
    }
  })

  it('tells for every series what it lacks', () => {
    const series = [
      { id: 'a', values: history },
      { id: 'b', values: history },
    ]
    const problems = problemsOf(() => forecastMany(series, { horizon: 5, model: doubled(driver) }))
    expect(problems).toEqual(['MISALIGNED series[0]: driver', 'MISALIGNED series[1]: driver'])
    const judging = problemsOf(() => backtest(history, { horizon: 2, models: [doubled([1])] }))
    expect(judging).toEqual(['MISALIGNED options.models[0]: driver'])
  })

  it('needs a name', () => {
    const nameless = { ...doubled(driver), name: 3 } as unknown as ForecastMethod
    expect(problemsOf(() => forecast(history, { horizon: 1, model: nameless }))).toEqual([
      'WRONG_TYPE options.model.name',
    ])
  })

  it('is named in a backtest, as every other model', () => {
    const models = ['naive', { name: 'croston', alpha: 0.1 }, doubled(driver)] as const
    const judged = backtest(history, { horizon: 1, models: [...models] })
    expect(judged.models.map(({ model }) => model)).toEqual(['naive', 'croston', 'Doubled'])
  })
})
