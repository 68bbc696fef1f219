import { createNotice, type Notice } from '../core/notices/notices.js'
import { calibrateSpread, modelSpread } from './calibrateSpread.js'
import { fitWithDrivers, type FitPlain } from './effects/fitWithDrivers.js'
import type { Driver } from './drivers/types.js'
import { driversNotUsed } from './effects/notices.js'
import { setAsideStrays } from './effects/setAsideStrays.js'
import { tellStrayDemand } from './effects/tellStrayDemand.js'
import { type FitRequest, fitModel } from './fitModel.js'
import type { FittedModel } from './fittedModel.js'
import { isForecastMethod, readsDrivers } from './forecastMethod.js'
import { type PreparedSeries, prepareSeries } from './prepareSeries.js'
import { requestRolling } from './rollForecasts.js'
import type { SeriesFit, SeriesInput } from './seriesFit.js'
import { type SettledOptions, settleSeason } from './season/settleSeason.js'
import { selectByRollingOrigin } from './selectByRollingOrigin.js'
import { seasonalNaiveModel } from './simple/simpleModels.js'
import type { ForecastOptions } from './types.js'
import { constantHistory, noObservations, oneObservation } from './notices.js'
import { doubtReturn, startLater } from './zeros/doubtReturn.js'
import { readHistory } from './zeros/readHistory.js'

/** Methods that others are measured by. */
const BENCHMARKS: readonly unknown[] = ['naive', 'seasonalNaive', 'drift', 'mean']
/** Origins inside the history that the fast profile looks at. */
const FAST_ORIGINS = 24

/** Fits a model to values and options that have been checked. */
export function fitSeries(series: SeriesInput, asked: ForecastOptions, path: string, warnings: Notice[]): SeriesFit {
  const { values, offset = 0, priors } = series
  const options = settleSeason(values, asked, path, warnings)
  const { model = 'auto', seasonLength: season = 1, zeros = 'judge' } = options
  const { drivers: given = [] } = series
  const drivers = readsDrivers(model)
    ? setAsideStrays({ values, drivers: given, offset }, { seasonLength: season, path }, warnings)
    : given
  tellStrayDemand(values, drivers, { seasonLength: season, zeros, path, offset }, warnings)
  if (drivers.length > 0 && model !== 'auto' && readsDrivers(model)) {
    // drivers begin with the values, and so does all that is made of them
    return laterBy(offset, fitAlone(values, options, { path, offset: 0, drivers }, warnings))
  }
  if (drivers.length === 0 || model !== 'auto') {
    if (drivers.length > 0) warnings.push(createNotice(driversNotUsed, { path }))
    return fitAlone(values, options, { path, offset }, warnings)
  }
  const { horizon, seasonLength = 1 } = options
  // drivers begin with the values, and so does all that is made of them
  const fitPlain: FitPlain = (part, request, notices) =>
    fitAlone(part, { ...options, ...request }, { path, offset: 0 }, notices)
  return laterBy(
    offset,
    fitWithDrivers({ values, drivers, priors }, { horizon, seasonLength, path, fitPlain }, warnings),
  )
}

/** A fit of values that stand so many periods after the beginning of the caller's history. */
const laterBy = (offset: number, fit: SeriesFit): SeriesFit => ({
  ...fit,
  history: { ...fit.history, start: fit.history.start + offset },
})

/** Where values stand, and what moves them where the model itself reads it. */
interface FitPlace {
  readonly path: string
  readonly offset: number
  readonly drivers?: readonly Driver[]
}

/** Fits a model to values, with their drivers where it is a method that takes them. */
function fitAlone(
  values: readonly (number | null)[],
  options: SettledOptions,
  { path, offset, drivers }: FitPlace,
  warnings: Notice[],
): SeriesFit {
  const { seasonLength = 1, horizon, model: wanted = 'auto', zeros = 'judge' } = options
  // whoever names a formula gets that formula on all of the values
  const read =
    wanted === 'auto'
      ? readHistory(values, { seasonLength, zeros, path }, warnings)
      : { values, before: 0, ahead: 0, alive: 1 }
  const history = prepareSeries(read.values, seasonLength, path, warnings, offset + read.before)
  const fitted = fitPrepared(history, { ...options, horizon: horizon + read.ahead }, { path, drivers }, warnings)
  // Where the model knows its distribution, that is the one to keep.
  const calibrated = isCalibrated(options) && fitted.quantile === undefined
  const own = calibrated ? calibrateSpread(fitted, history.values, history.count, seasonLength) : modelSpread(fitted)
  const nonNegative = options.nonNegative ?? history.nonNegative
  const { model, spread } = doubtReturn(startLater({ model: fitted, spread: own }, read.ahead), read.alive, nonNegative)
  return { history, seasonLength, model, spread, nonNegative }
}

/** Methods that choose for themselves are held to their errors; a formula that the caller names keeps its own spread. */
export function isCalibrated({ model = 'auto', spread }: ForecastOptions): boolean {
  if (spread !== undefined) return spread === 'calibrated'
  if (isForecastMethod(model)) return model.spread !== 'model'
  return typeof model === 'string' && !BENCHMARKS.includes(model)
}

/** Fits the model, or carries a history on that has nothing to fit. */
function fitPrepared(
  history: PreparedSeries,
  options: SettledOptions,
  { path, drivers }: Pick<FitPlace, 'path'> & { readonly drivers: readonly Driver[] | undefined },
  warnings: Notice[],
): FittedModel {
  const { horizon, seasonLength = 1, model = 'auto', selection = 'aicc', profile = 'balanced' } = options
  const request: FitRequest = {
    model,
    seasonLength,
    horizon,
    path,
    profile,
    ...(drivers === undefined ? {} : { drivers }),
  }
  if (history.count === 0) {
    warnings.push(createNotice(noObservations, { path }))
    return { ...seasonalNaiveModel(new Float64Array(1), 1, 1, horizon), name: 'Zero', fitted: new Float64Array(0) }
  }
  if (history.observed === 1) {
    warnings.push(createNotice(oneObservation, { path }))
  } else if (history.constant) {
    warnings.push(createNotice(constantHistory, { path }))
  }
  if (history.constant) return fitModel(history, { ...request, model: model === 'mean' ? model : 'naive' }, warnings)
  const origins = model === 'auto' && profile === 'fast' ? FAST_ORIGINS : undefined
  const rolling = isCalibrated(options) ? requestRolling(history.count, seasonLength, horizon, origins) : undefined
  const rolled = rolling === undefined ? {} : { rolling }
  if (model === 'auto' && selection === 'rollingOrigin') {
    const selected = selectByRollingOrigin(history, request, warnings)
    return fitModel(history, { ...request, model: selected, ...rolled }, warnings)
  }
  return fitModel(history, { ...request, ...rolled }, warnings)
}
