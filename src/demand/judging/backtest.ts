import { createNotice, type Notice, placeNotice } from '../../core/notices/notices.js'
import { seriesInput } from '../checkForecastInput.js'
import type { Driver } from '../drivers/types.js'
import type { TimeSeries } from '../types.js'
import type { Backtest, BacktestInterval, BacktestMeasures, BacktestOptions, BacktestResult } from './backtestTypes.js'
import { checkBacktestInput } from './checkBacktestInput.js'
import { measureErrors, measureInterval, naiveErrors } from './measureErrors.js'
import { tooShortForOrigins } from '../notices.js'

/**
 * Compares forecasting methods on what they would have forecast: from several origins inside the history, each method
 * is fitted anew to the periods before the origin and judged by the periods after it.
 *
 * Where the history is too short for the origins asked for, the earliest ones are left out, with a warning; an origin
 * needs two seasons before it and 5 periods at the least. Drivers of the series are known to `auto` up to the horizon of each
 * origin, as prices and promotions that were planned.
 * Sources: Tashman, "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16 (2000);
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.10.
 *
 * @param series - history in the unit of the item, oldest first, evenly spaced; `null` where not observed
 * @param options - horizon, step, window and season length in periods; levels as shares
 * @returns errors by method, over all steps and by step ahead, with the forecasts themselves
 * @throws SopError that lists every mistake in the series and the options, or in what a method of the caller's returns
 * @example
 * ```ts
 * import { backtest } from 'sop-engine'
 * import { type BacktestModel } from 'sop-engine/demand'
 * const rising: BacktestModel = {
 *   id: 'plus one',
 *   forecast: (history, { horizon }) => ({
 *     point: Array.from({ length: horizon }, (_, h) => Number(history.at(-1)) + 1 + h),
 *   }),
 * }
 * const result = backtest([1, 2, 3, 4, 5, 6, 7, 8, 9], { horizon: 2, origins: 3, models: ['naive', rising] })
 * result.origins // => [5, 6, 7]
 * result.best // => 'plus one'
 * result.models[0]?.byHorizon.map(({ mae }) => mae) // => [1, 2]
 * ```
 */
export function backtest(series: TimeSeries | readonly (number | null)[], options: BacktestOptions): Backtest {
  const models = checkBacktestInput(series, options)
  const { horizon, origins: asked = 5, step = 1, window = 'expanding' } = options
  const { seasonLength = 1, levels = [0.8, 0.95] } = options
  const { values, drivers } = seriesInput(series)
  const path = (Array.isArray(series) ? undefined : (series as TimeSeries).id) ?? 'series'
  const warnings: Notice[] = []
  const sliding = window === 'sliding' ? options.windowLength : undefined
  const least = Math.max(5, 2 * seasonLength, sliding ?? 0)
  const origins: number[] = []
  for (let k = 0; k < asked; k += 1) {
    const known = values.length - horizon - k * step
    if (known < least) break
    origins.unshift(known)
  }
  if (origins.length < asked) {
    const value = { periods: values.length, origins: origins.length, asked, before: least, horizon }
    warnings.push(createNotice(tooShortForOrigins, { path, value }))
  }
  const first = origins[0] ?? 0
  const length = window === 'sliding' ? (options.windowLength ?? first) : undefined
  const scaling = values.slice(0, first)
  const scale = naiveErrors(scaling, seasonLength).absolute

  const results = models.map((model): BacktestResult => {
    const seen = new Set<string>()
    const forecasts = origins.map((known) => {
      const from = length === undefined ? 0 : known - length
      const part = {
        values: values.slice(from, known),
        offset: from,
        drivers: cutDrivers(drivers, from, known + horizon),
      }
      const result = model.forecast(part, { horizon, seasonLength, levels })
      for (const warning of result.warnings) {
        if (seen.has(warning.code)) continue
        seen.add(warning.code)
        warnings.push(placeNotice(warning, { path: `${path}: ${model.id}`, refs: [] }))
      }
      return result
    })
    const measure = (from: number, to: number): BacktestMeasures => {
      const actual: (number | null)[] = []
      const point: number[] = []
      const ends = levels.map(() => ({ lower: [] as (number | null)[], upper: [] as (number | null)[] }))
      origins.forEach((known, k) => {
        const { point: points, intervals } = forecasts[k]
        for (let h = from; h < to; h += 1) {
          actual.push(values[known + h])
          point.push(points[h])
          levels.forEach((level, place) => {
            const interval = intervals.find((one) => one.level === level)
            ends[place]?.lower.push(interval?.lower[h] ?? null)
            ends[place]?.upper.push(interval?.upper[h] ?? null)
          })
        }
      })
      const { pairs, ...errors } = measureErrors(actual, point, scaling, seasonLength)
      const intervals = levels.map((level, place): BacktestInterval => {
        const { lower, upper } = ends[place]
        const { pairs: _, ...measures } = measureInterval(actual, lower, upper, level, scale)
        return { level, ...measures }
      })
      return { periodCount: pairs, ...errors, intervals }
    }
    return {
      model: model.id,
      overall: measure(0, horizon),
      byHorizon: Array.from({ length: horizon }, (_, h) => measure(h, h + 1)),
      forecasts: forecasts.map(({ point }) => [...point]),
    }
  })
  return { origins, models: results, best: bestOf(results), warnings }
}

/** The drivers as they would have been given for a part of the history: what was planned for then is what came. */
function cutDrivers(drivers: readonly Driver[] | undefined, from: number, to: number): readonly Driver[] | undefined {
  return drivers?.map((driver) => ({ ...driver, values: driver.values.slice(from, to) }))
}

function bestOf(results: readonly BacktestResult[]): string | null {
  let best: BacktestResult | undefined
  for (const one of results) {
    const { mae } = one.overall
    if (mae !== null && (best === undefined || mae < (best.overall.mae as number))) best = one
  }
  return best?.model ?? null
}
