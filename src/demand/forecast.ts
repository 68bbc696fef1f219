import { createIssueList } from '../core/checking/errors.js'
import { checkForecastOptions, checkMethod, checkSeries, seriesInput } from './checkForecastInput.js'
import { forecastSeries } from './forecastSeries.js'
import type { Forecast, ForecastOptions, TimeSeries } from './types.js'

/**
 * Forecasts one series, with intervals and the distribution that safety stock needs.
 *
 * `auto` is a combination: one half the fifteen stable models of exponential smoothing in state-space form (Hyndman,
 * Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008), weighted by AICc (Kolassa 2011), one half the
 * optimized and the dynamic optimized Theta method (Fiorucci et al. 2016); the weights are moved by the errors that the
 * parts would have made inside the history. `models` in the result tells the parts, with weights and errors. A season
 * of 24 periods or more is taken out by decomposition instead (`mstl`). A weak history is forecast by a simpler method,
 * and a warning says so: all zero, constant or without any observation, it is carried on; under 5 observed values, the
 * last one is; a season that was seen once and not yet twice is read off the last cycle, as far as the values before it
 * confirm it.
 *
 * With drivers, as prices and promotions, the history is freed of their effects, forecast so, and the effects of the drivers
 * ahead are put on it; that, the same without a season, and a forecast without drivers are weighed by the errors that each
 * would have made from earlier origins. `effects` in the result says what each driver does.
 *
 * Zeros are read first: those before the launch, after which demand may have ended, and one that stands alone (`zeros`).
 *
 * Intermittent demand is a rate instead: where no season shows and demand comes in less than 76 % of periods, or some are
 * without it, there is no trend and a normal distribution would reach below zero, `auto` is the mean of SES, SBA, TSB and
 * IMAPA. Its intervals, and `distribution.quantiles` for service levels, are whole pieces, or lots, where the history is:
 * Poisson, or negative binomial; other demand, and few lots, are a mixture of none and the sizes seen. Where the periods
 * without demand are a season, the combination is forecast with such counts about it.
 * Each of these methods has a name of its own too, and may be given its smoothing constants. Such a forecast is one-sided
 * by nature: near zero, the interval holds at least the share asked for.
 *
 * Intervals, deviations and quantiles have the shape that follows from the model, scaled by the errors that it would
 * have made inside the history (see `spread`), and Student's distribution.
 *
 * @param series - history in the unit of the item, oldest first, evenly spaced; `null` where not observed; with drivers over
 *   history and horizon
 * @param options - horizon and season length in periods; levels as shares
 * @returns plain arrays as long as the horizon, finite throughout
 * @throws SopError that lists every mistake in the series and the options
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * const result = forecast([20, 30, 20, 30, 20, 30, 20, 30], { horizon: 3, seasonLength: 2, model: 'seasonalNaive' })
 * result.point // => [20, 30, 20]
 * result.model // => 'SeasonalNaive'
 * const spare = forecast([0, 0, 3, 0, 0, 0, 3], { horizon: 1, model: { name: 'croston', alpha: 0.5 } })
 * spare.point // => [0.8571428571428571]
 * const promotion = { id: 'promotion', values: [0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1] }
 * const soup = forecast({ values: [50, 51, 99, 49, 50, 101, 50, 52, 48, 100], drivers: [promotion] }, { horizon: 2 })
 * soup.point.map((value) => Math.round(value / 10) * 10) // => [50, 100]
 * ```
 */
export function forecast(series: TimeSeries | readonly (number | null)[], options: ForecastOptions): Forecast {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  checkForecastOptions(options, issues)
  issues.throwIfAny()
  checkMethod(options, series, 'series', issues)
  issues.throwIfAny()
  const id = Array.isArray(series) ? undefined : (series as TimeSeries).id
  return forecastSeries(seriesInput(series), id, options)
}
