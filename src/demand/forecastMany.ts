import { createIssueList } from '../core/checking/errors.js'
import { finishSteps, type RunOptions, type Steps, throwIfAborted } from '../core/running/progress.js'
import { checkForecastOptions, checkMethod, checkSeries, seriesInput } from './checkForecastInput.js'
import { forecastSeries } from './forecastSeries.js'
import type { Forecast, ForecastOptions, TimeSeries } from './types.js'

/**
 * Forecasts many series with the same options: each result equals that of `forecast`, bit for bit.
 *
 * A weak series falls back to a simpler method with a warning and does not stop the others. Mistakes in structure are
 * looked for in all series before the first one is forecast.
 *
 * @param series - histories, oldest value first, evenly spaced; `null` where not observed
 * @param options - as for `forecast`; `onProgress` hears of the stage `forecast` after each series, and `signal` stops
 *   the work between two series
 * @throws SopError that lists every mistake in the series and the options; with code `ABORTED` where the signal says so
 * @example
 * ```ts
 * import { forecastMany } from 'sop-engine'
 * const series = [{ id: 'lamp', values: [3, 4, 5] }, { id: 'shade', values: [7] }]
 * forecastMany(series, { horizon: 1, model: 'naive' }).map((result) => result.point) // => [[5], [7]]
 * ```
 * @example
 * From the histories at the bottom of a hierarchy to forecasts that add up, by the errors made inside the history:
 * ```ts
 * import { aggregateHistory, forecastMany, reconcile } from 'sop-engine'
 * const hierarchy = { nodes: [{ id: 'all' }, { id: 'north', parentId: 'all' }, { id: 'south', parentId: 'all' }] }
 * const history = [{ id: 'north', values: [10, 12, 11, 13, 12] }, { id: 'south', values: [30, 24, 33, 27, 36] }]
 * const base = forecastMany(aggregateHistory(history, { hierarchy }), { horizon: 1, model: 'drift', fitted: true })
 * const nodes = base.map(({ id = '', point, residuals = [] }) => ({ id, point, residuals }))
 * const result = reconcile(nodes, { hierarchy, method: 'mintShrink' })
 * result.method // => 'mintShrink'
 * base[1]?.residuals?.slice(0, 2) // => [null, 1.5]
 * ```
 */
export function forecastMany(series: readonly TimeSeries[], options: ForecastOptions & RunOptions): Forecast[] {
  return finishSteps(forecastManyInSteps(series, options))
}

/** As `forecastMany`, a step for each series. */
export function* forecastManyInSteps(
  series: readonly TimeSeries[],
  options: ForecastOptions & RunOptions,
): Steps<Forecast[]> {
  const issues = createIssueList()
  if (Array.isArray(series)) {
    series.forEach((one: unknown, place) => checkSeries(one, `series[${place}]`, issues))
  } else {
    issues.add('WRONG_TYPE', 'series', series, 'The series are not an array.', 'Pass an array of { id, values }.')
  }
  checkForecastOptions(options, issues)
  issues.throwIfAny()
  series.forEach((one, place) => checkMethod(options, one, `series[${place}]`, issues))
  issues.throwIfAny()
  const total = series.length
  const results: Forecast[] = []
  options.onProgress?.({ stage: 'forecast', done: 0, total })
  for (const one of series) {
    throwIfAborted(options.signal)
    results.push(forecastSeries(seriesInput(one), one.id, options))
    options.onProgress?.({ stage: 'forecast', done: results.length, total })
    yield
  }
  return results
}
