import { type ForecastMethod, sealMethod } from '../forecastMethod.js'
import { checkArimaOptions, checkArimaShape } from './checkArimaOptions.js'
import { modelHistory } from './modelHistory.js'
import type { ArimaOptions } from './types.js'

/**
 * A seasonal ARIMA model, alone or as the errors of a regression, to be given to `forecast`, `forecastMany` or `backtest`
 * as their `model`.
 *
 * (1 - ar B - ...)(1 - seasonalAr B^m - ...)(1 - B)^d (1 - B^m)^D n(t) = (1 + ma B + ...)(1 + seasonalMa B^m + ...) e(t),
 * with n(t) what the mean or drift and the regressors leave of the history, and m the season length. What is not fixed is
 * chosen: D is 1 where the season is strong (by STL, above 0.64; Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice, 3rd ed., section 9.7), d comes from KPSS tests, the other orders and the constant from a stepwise search for the
 * least AICc (Hyndman and Khandakar 2008). Estimates start at conditional least squares and end at the greatest exact
 * likelihood of the differenced history, which is that of R's `arima` without the trace of its diffuse start (21 models of
 * R forecast 8.20: it is met within 0.002). Where history and season are long together, as from 345 months or 189 hours on,
 * the candidates of the search are compared at their estimates of conditional least squares. Stationarity and
 * invertibility hold by construction.
 *
 * It is a tool for demand with drivers, and for whoever wants an ARIMA model; it is no part of `auto`, which would lose by
 * it and pay twenty times its time: on M3 series it forecasts as well as R's `auto.arima`, and both are behind exponential
 * smoothing and Theta on yearly, quarterly and monthly ones (figures in docs/decisions/arima.md).
 * Where drivers act in percent, as price often does, `boxCox({ lambda: 0, model: arima(...) })` takes logarithms of the history.
 *
 * Weak data: under two seasons of history, no season; where orders or regressors are too many for the history, chosen
 * ones and none; a regressor that never changes in the history, or is a mix of others, is left out; one that was not
 * recorded in a past period keeps the value before. Each leaves a warning. Gaps of the history were filled before.
 * Variances take the estimates as known; by default the errors inside the history scale them (see `spread`), unless
 * `order` is given.
 *
 * In the result, `parameters` holds `ar`, `ma`, `seasonalAr`, `seasonalMa`, `mean` or `drift` (units a period),
 * `regressors.<id>` (units by unit of the driver), the standard error of each under `<name>.standardError`,
 * `residualStdDev`, `logLikelihood`, `aic`, `aicc` and `bic`.
 *
 * @param options - parts to fix, and regressors with one number by period from the first of the history to the last ahead
 * @throws SopError that lists every mistake in the options; `forecast` throws it where a regressor ends too early or has a
 *   gap in the periods ahead, or a seasonal order comes without a season length
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { arima } from 'sop-engine/demand'
 * const promotion = [0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1]
 * const sales = [99, 151, 101, 99, 149, 101, 99, 101, 150, 100]
 * const model = arima({ order: [0, 0, 0], constant: true, regressors: [{ id: 'promotion', values: promotion }] })
 * const result = forecast(sales, { horizon: 2, model })
 * result.model // => 'Regression with ARIMA(0,0,0) errors'
 * result.point // => [100, 150]
 * result.parameters['regressors.promotion'] // => 50
 * ```
 */
export function arima(options: ArimaOptions = {}): ForecastMethod {
  checkArimaOptions(options)
  const { order, seasonalOrder, regressors = [] } = options
  const orders = [order, seasonalOrder].map((part) => (part === undefined ? '' : `(${part.join(',')})`))
  const name = `ARIMA${orders.join('')}`
  return sealMethod({
    name: regressors.length === 0 ? name : `Regression with ${name} errors`,
    takesDrivers: options.regressors === undefined,
    spread: order === undefined ? 'calibrated' : 'model',
    check: (shape, issues) => checkArimaShape(options, shape, issues),
    fit: (history, request, warnings) => modelHistory(options, history, request, warnings),
  })
}
