import { createNotice, type Notice } from '../../core/notices/notices.js'
import { leastSquaresQr } from '../../math/leastSquaresQr.js'
import type { FittedModel } from '../fittedModel.js'
import { type ForecastMethod, type MethodHistory, type MethodRequest, sealMethod } from '../forecastMethod.js'
import { rollForecasts } from '../rollForecasts.js'
import { checkDriverOptions, checkMethodDrivers } from './checkDrivers.js'
import { cutOff } from './boundAhead.js'
import { driverColumns } from './driverColumns.js'
import { affordable, reportDropped } from './reportDropped.js'
import { exponentialModel } from './rescaleModel.js'
import { informationCriterion, selectColumns } from './selectColumns.js'
import type { Driver } from './types.js'
import { tooShortForSeason } from '../notices.js'
import { logarithmDropped, noSeason } from './notices.js'

/** What a regression is made with. */
export interface RegressionOptions {
  /** What explains demand; over the history and the periods to be forecast. Default: the drivers of the series. */
  readonly drivers?: readonly Driver[]
  /** A straight line through time as well. Default false. */
  readonly trend?: boolean
  /** A level for each period of the season as well; needs a `seasonLength` and two seasons. Default false. */
  readonly season?: boolean
  /** Explain the logarithm of demand, so that effects multiply; needs a history above zero. Default false. */
  readonly log?: boolean
  /** Keep only drivers that lower AICc, added one by one. The errors stated do not know of the choice. Default false. */
  readonly select?: boolean
}

/** A column of the regression: its values over history and horizon, and how its coefficient is read. */
interface Term {
  readonly id: string
  readonly values: Float64Array
  readonly center: number
  readonly size: number
}

/**
 * Linear regression of demand on its drivers, as a model for `forecast`, `forecastMany` and `backtest`.
 *
 * Least squares by Householder QR; a driver that the ones before it explain, or that never varies, is left out with a
 * warning that names it, and periods without an observation take no part. Errors are taken to be independent: where
 * `durbinWatson` in the parameters is far below 2 they follow each other, and `etsWithDrivers` is the better model.
 * Ahead a driver goes beyond what was seen by the width of that range, and no further (`driver-extrapolated`).
 * The spread is that of a new observation, s sqrt(1 + x'(X'X)^-1 x), with the normal distribution.
 * Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., chapter 7.
 *
 * Parameters of the forecast, by the id of the driver: `effect.price` in units of demand per unit of the driver (with
 * `log`, change of the logarithm), `standardError.price`, `tValue.price`; `intercept`, at the first observed period and
 * drivers of zero, `trend` per period, `season` against the first period of the history; `rSquared`, `residualStdDev`.
 *
 * @param options - drivers with one value for each period of the history and of the horizon; those of the series where left out
 * @returns the method, to be passed as `model`
 * @throws SopError that lists every mistake in the options; and, from `forecast`, one for each driver that ends too early
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { regression } from 'sop-engine/demand'
 * const users = { id: 'activeUsers', values: [10, 12, 11, 14, 15, 13, 16, 18] }
 * const result = forecast([25, 29, 27, 33, 35, 31], { horizon: 2, model: regression({ drivers: [users] }) })
 * result.point.map((value) => Math.round(value)) // => [37, 41]
 * Math.round(Number(result.parameters['effect.activeUsers'])) // => 2
 * ```
 */
export function regression(options: RegressionOptions = {}): ForecastMethod {
  checkDriverOptions(options, { flags: ['trend', 'season', 'log', 'select'] })
  const { drivers } = options
  return sealMethod({
    name: 'Regression',
    spread: 'model',
    check: (shape, issues) => checkMethodDrivers(drivers, shape, issues),
    takesDrivers: drivers === undefined,
    fit: (history, request, warnings) => fitRegression(options, history, request, warnings),
  })
}

function fitRegression(
  options: RegressionOptions,
  history: MethodHistory,
  request: MethodRequest,
  warnings: Notice[],
): FittedModel {
  const { count, actual, observed } = history
  const { horizon, path } = request
  const log = options.log === true && history.positive
  if (options.log === true && !log) {
    warnings.push(createNotice(logarithmDropped, { path }))
  }
  const values = log ? history.values.map((value) => Math.log(value)) : history.values
  const rows: number[] = []
  for (let t = 0; t < count; t += 1) if (actual[t] !== null) rows.push(t)
  const right = Float64Array.from(rows, (t) => values[t])
  const observedPart = ({ values: column }: Term): Float64Array => Float64Array.from(rows, (t) => column[t])

  const base = baseTerms(options, history, request, warnings)
  let driven: Term[] = affordable(
    driverColumns(options.drivers ?? request.drivers ?? [], history, request, { goOn: cutOff, warnings }),
    observed - base.length - 2,
    path,
    warnings,
  )
  if (options.select === true) {
    const chosen = selectColumns(base.map(observedPart), driven.map(observedPart), right)
    driven = chosen.map((place) => driven[place])
  }
  const terms = [...base, ...driven]
  const fit = leastSquaresQr(terms.map(observedPart), right)
  reportDropped(
    fit.dropped.filter((place) => place >= base.length).map((place) => terms[place]?.id ?? ''),
    path,
    warnings,
  )
  const freedom = Math.max(1, rows.length - fit.rank)
  const variance = fit.squares / freedom
  const at = (t: number): number =>
    terms.reduce((sum, { values: column }, j) => sum + fit.coefficients[j] * column[t], 0)
  const spreadOf = (row: readonly number[]): number => quadratic(fit.inverse, row)
  const stdDev = new Float64Array(horizon)
  const cumulativeStdDev = new Float64Array(horizon)
  const sums = terms.map(() => 0)
  for (let h = 0; h < horizon; h += 1) {
    const row = terms.map(({ values: column }) => column[count + h])
    row.forEach((value, j) => {
      sums[j] = sums[j] + value
    })
    stdDev[h] = Math.sqrt(variance * (1 + spreadOf(row)))
    cumulativeStdDev[h] = Math.sqrt(variance * (h + 1 + spreadOf(sums)))
  }
  const { rolling } = request
  const model: FittedModel = {
    name: log ? 'Regression(log)' : 'Regression',
    point: Float64Array.from({ length: horizon }, (_, h) => at(count + h)),
    stdDev,
    cumulativeStdDev,
    fitted: Float64Array.from({ length: count }, (_, t) => at(t)),
    estimated: fit.rank,
    ...(rolling === undefined
      ? {}
      : {
          rolling: rollForecasts(rolling, (known, points, deviations) => {
            points.forEach((_, s) => {
              points[s] = at(known + s)
              deviations[s] = Math.sqrt(variance)
            })
          }),
        }),
    ...describe(terms, base.length, fit, { right, variance, log, scale: history.scale, at, rows }),
  }
  return log ? exponentialModel(model, values, count) : model
}

/** Level, line and seasons. */
function baseTerms(
  options: RegressionOptions,
  { count }: MethodHistory,
  { seasonLength: m, horizon, path }: MethodRequest,
  warnings: Notice[],
): Term[] {
  const total = count + horizon
  const make = (id: string, of: (t: number) => number, center = 0, size = 1): Term => ({
    id,
    values: Float64Array.from({ length: total }, (_, t) => (of(t) - center) / size),
    center,
    size,
  })
  const terms = [make('intercept', () => 1)]
  if (options.trend === true) terms.push(make('trend', (t) => t, (count - 1) / 2, count))
  if (options.season !== true) return terms
  if (m < 2 || count < 2 * m) {
    const value = { periods: count, seasonLength: m }
    warnings.push(m < 2 ? createNotice(noSeason, { path }) : createNotice(tooShortForSeason, { path, value }))
    return terms
  }
  for (let j = 1; j < m; j += 1) terms.push(make(`season${j}`, (t) => (t % m === j ? 1 : 0)))
  return terms
}

function quadratic(matrix: Float64Array, row: readonly number[]): number {
  const n = row.length
  let sum = 0
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) sum += row[i] * matrix[i * n + j] * row[j]
  }
  return Math.max(0, sum)
}

/** Coefficients, their errors and the measures of the fit, in the units of the drivers. */
function describe(
  terms: readonly Term[],
  baseCount: number,
  fit: ReturnType<typeof leastSquaresQr>,
  facts: {
    readonly right: Float64Array
    readonly variance: number
    readonly log: boolean
    readonly scale: number
    readonly at: (t: number) => number
    readonly rows: readonly number[]
  },
): Pick<FittedModel, 'ratios' | 'levels' | 'criteria'> {
  const { right, variance, log, scale, at, rows } = facts
  const ratios: Record<string, number | number[]> = {}
  const levels: Record<string, number | number[]> = {}
  const figures = log ? ratios : levels
  // the centers taken off the columns belong to the intercept
  const toIntercept = terms.map(({ center, size }, j) => (j === 0 ? 1 : -center / size))
  const intercept = terms.reduce((sum, _, j) => sum + toIntercept[j] * fit.coefficients[j], 0)
  figures['intercept'] = log ? intercept + Math.log(scale) : intercept
  figures['standardError.intercept'] = Math.sqrt(variance * quadratic(fit.inverse, toIntercept))
  const season: number[] = [0]
  terms.forEach(({ id, size }, j) => {
    if (j === 0) return
    const effect = fit.coefficients[j] / size
    if (j < baseCount && id !== 'trend') {
      season.push(effect)
      return
    }
    const error = Math.sqrt(variance * fit.inverse[j * terms.length + j]) / size
    if (fit.dropped.includes(j)) return
    figures[j < baseCount ? id : `effect.${id}`] = effect
    figures[`standardError.${id}`] = error
    if (error > 0) ratios[`tValue.${id}`] = effect / error
  })
  if (season.length > 1) figures['season'] = season
  figures['residualStdDev'] = Math.sqrt(variance)
  const mean = right.reduce((sum, value) => sum + value, 0) / right.length
  const whole = right.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  if (whole > 0) ratios['rSquared'] = 1 - fit.squares / whole
  let changes = 0
  rows.forEach((t, i) => {
    if (i === 0 || rows[i - 1] !== t - 1) return
    const change = right[i] - at(t) - (right[i - 1] - at(t - 1))
    changes += change * change
  })
  if (fit.squares > 0) ratios['durbinWatson'] = changes / fit.squares
  const aicc = informationCriterion(fit, right.length)
  const bic =
    right.length * Math.log(Math.max(fit.squares, 1e-300) / right.length) + (fit.rank + 1) * Math.log(right.length)
  const timesLogScale = log ? 0 : 2 * right.length
  return {
    ratios,
    levels,
    criteria: Number.isFinite(aicc) ? { aicc: { value: aicc, timesLogScale }, bic: { value: bic, timesLogScale } } : {},
  }
}
