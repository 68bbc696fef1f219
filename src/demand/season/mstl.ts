import { isRecord, refuseUnknown } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { createNotice } from '../../core/notices/notices.js'
import { type ForecastMethod, sealMethod } from '../forecastMethod.js'
import { tooShortForSeasons } from '../notices.js'
import { checkSeasonLengths } from './checkSeasonLengths.js'
import { fitMstl } from './fitMstl.js'
import { usualSeasons } from './usualSeasons.js'

/** How the seasons are found. */
export interface MstlOptions {
  /**
   * Periods in each season, as `[24, 168]` for the hours of a day and of a week: whole numbers from 2, each once. Default:
   * the `seasonLength` of the forecast, and with 24, 48 or 96 of them the week too, as far as it shows.
   */
  readonly seasonLengths?: readonly number[]
}

/**
 * Long or several seasons, as hours of a day and of a week: a method for `forecast`, `forecastMany` and `backtest`.
 *
 * The seasons are taken out by MSTL; what is left is forecast by the exponential smoothing model without a season that
 * has the least AICc; the last cycle of each season is put back on. Seasons multiply where all values are above zero and
 * that is likelier, and are shrunk by what noise alone would have put into them, so that a season without evidence does no
 * harm. A season that was not seen twice is left out, with a warning.
 *
 * Sources: Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple
 * seasonal patterns" (2021); Miller and Williams, International Journal of Forecasting 19 (2003), for the shrinkage.
 *
 * @param options - season lengths in periods
 * @returns the method, to be given as `model`; `parameters` of a forecast tell the last cycle of each season and, as
 *   `seasonsKept`, what share of its swing was kept
 * @throws SopError that lists every season length that is not one
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { mstl } from 'sop-engine/demand'
 * const day = [0, 10, 20, 10]
 * const visits = Array.from({ length: 56 }, (_, t) => day[t % 4] + (t % 28 < 20 ? 30 : 10))
 * const result = forecast(visits, { horizon: 4, model: mstl({ seasonLengths: [4, 28] }) })
 * result.point.map(Math.round) // => [30, 40, 50, 40]
 * ```
 */
export function mstl(options: MstlOptions = {}): ForecastMethod {
  const issues = createIssueList()
  if (!isRecord(options, 'options', issues)) issues.throwIfAny()
  refuseUnknown<MstlOptions>(options, 'options', { seasonLengths: true }, issues)
  const asked = options.seasonLengths
  if (asked !== undefined) checkSeasonLengths(asked, 'options.seasonLengths', issues)
  issues.throwIfAny()
  return sealMethod({
    name: 'mstl',
    fit: ({ values, count }, { seasonLength: m, horizon, path, rolling }, warnings) => {
      const lengths = [...(asked ?? usualSeasons(m, count))].sort((a, b) => a - b)
      const usable = lengths.filter((length) => 2 * length <= count)
      if (usable.length < lengths.length) {
        const value = { periods: count, seasonLengths: lengths.filter((length) => 2 * length > count) }
        warnings.push(createNotice(tooShortForSeasons, { path, value }))
      }
      return fitMstl(values, count, usable, horizon, rolling)
    },
  })
}
