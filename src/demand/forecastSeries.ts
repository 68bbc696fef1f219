import type { DemandQuantile } from '../core/distribution.js'
import { createNotice, type Notice } from '../core/notices.js'
import { calibrateSpread, deviationsAt, modelSpread, type Spread } from './calibrateSpread.js'
import { rollingError } from './combination/weighByErrors.js'
import { type FitRequest, fitModel } from './fitModel.js'
import type { FittedModel, ModelPart } from './fittedModel.js'
import { isForecastMethod } from './forecastMethod.js'
import { measureErrors } from './judging/measureErrors.js'
import { type PreparedSeries, prepareSeries } from './prepareSeries.js'
import { doubtReturn, startLater } from './zeros/doubtReturn.js'
import { readHistory } from './zeros/readHistory.js'
import { requestRolling } from './rollForecasts.js'
import { type SettledOptions, settleSeason } from './season/settleSeason.js'
import { selectByRollingOrigin } from './selectByRollingOrigin.js'
import { seasonalNaiveModel } from './simple/simpleModels.js'
import type { Forecast, ForecastInterval, ForecastOptions, ForecastPart } from './types.js'
import { constantHistory, noObservations, oneObservation, raisedToZero } from './notices.js'

const DEFAULT_LEVELS: readonly number[] = [0.8, 0.95]
/** Probabilities of the quantiles in the distribution, where the model knows them better than by the normal one. */
const SERVICE_LEVELS: readonly number[] = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99]
/** Methods that others are measured by. */
const BENCHMARKS: readonly unknown[] = ['naive', 'seasonalNaive', 'drift', 'mean']
/** Origins inside the history that the fast profile looks at. */
const FAST_ORIGINS = 24
/** Figures beyond this size are cut to it: a spread that large says only that nothing is known. */
const LARGEST = 1e150

/** A model fitted to a series, with the spread of its forecasts in the scale of the values. */
export interface SeriesFit {
  readonly history: PreparedSeries
  readonly model: FittedModel
  readonly spread: Spread
  /** Periods in the season, given or found. */
  readonly seasonLength: number
  /** Whether demand below zero is impossible. */
  readonly nonNegative: boolean
}

/** Fits a model to values and options that have been checked. */
export function fitSeries(
  values: readonly (number | null)[],
  asked: ForecastOptions,
  path: string,
  warnings: Notice[],
  offset = 0,
): SeriesFit {
  const options = settleSeason(values, asked, path, warnings)
  const { seasonLength = 1, horizon, model: wanted = 'auto', zeros = 'judge' } = options
  // whoever names a formula gets that formula on all of the values
  const read =
    wanted === 'auto'
      ? readHistory(values, { seasonLength, zeros, path }, warnings)
      : { values, before: 0, ahead: 0, alive: 1 }
  const history = prepareSeries(read.values, seasonLength, path, warnings, offset + read.before)
  const fitted = fitPrepared(history, { ...options, horizon: horizon + read.ahead }, path, warnings)
  // Where the model knows its distribution, that is the one to keep.
  const calibrated = isCalibrated(options) && fitted.quantile === undefined
  const own = calibrated ? calibrateSpread(fitted, history.values, history.count) : modelSpread(fitted)
  const nonNegative = options.nonNegative ?? history.nonNegative
  const { model, spread } = doubtReturn(startLater({ model: fitted, spread: own }, read.ahead), read.alive, nonNegative)
  return { history, seasonLength, model, spread, nonNegative }
}

/**
 * Forecasts one series whose values and options have been checked.
 *
 * @param offset - periods of the caller's history that stand before the values
 */
export function forecastSeries(
  values: readonly (number | null)[],
  id: string | undefined,
  options: ForecastOptions,
  offset = 0,
): Forecast {
  const path = id ?? 'series'
  const warnings: Notice[] = []
  const { history, seasonLength, model, spread, nonNegative } = fitSeries(values, options, path, warnings, offset)
  const { scale } = history

  const back = (scaled: number): number => bounded(scaled * scale)
  const point = Array.from(model.point, (value) => back(nonNegative ? Math.max(0, value) : value))
  if (nonNegative && model.point.some((value) => value < 0)) {
    warnings.push(createNotice(raisedToZero, { path }))
  }
  const edge = (deviations: Float64Array, sign: 1 | -1): number[] =>
    Array.from(model.point, (value, h) => {
      const scaled = back(value + sign * deviations[h])
      return nonNegative ? Math.max(0, scaled) : scaled
    })
  const intervals = (options.levels ?? DEFAULT_LEVELS).map((level): ForecastInterval => {
    const { quantile } = model
    if (quantile !== undefined) {
      const end = (probability: number): number[] => quantilesOf(quantile, probability, model.point.length, back)
      return { level, lower: end(0.5 - level / 2), upper: end(0.5 + level / 2) }
    }
    const deviations = deviationsAt(spread, 0.5 + level / 2)
    return { level, lower: edge(deviations, -1), upper: edge(deviations, 1) }
  })
  const asked = options.quantiles ?? (model.quantile === undefined ? [] : SERVICE_LEVELS)
  const quantiles = asked.map((probability): DemandQuantile => ({
    probability,
    values:
      model.quantile === undefined
        ? edge(deviationsAt(spread, probability), 1)
        : quantilesOf(model.quantile, probability, model.point.length, back),
  }))
  const { cumulativeQuantile } = model
  const fitted = model.fitted.map((value) => value * scale)
  const { wape, mase, smape, rmsse, bias } = measureErrors(history.actual, fitted, history.actual, seasonLength)
  return {
    ...(id === undefined ? {} : { id }),
    model: model.name,
    point,
    intervals,
    distribution: {
      mean: point.slice(),
      stdDev: Array.from(spread.stdDev, back),
      cumulativeStdDev: Array.from(spread.cumulativeStdDev, back),
      ...(quantiles.length > 0 ? { quantiles } : {}),
      ...(cumulativeQuantile !== undefined && asked.length > 0
        ? {
            cumulativeQuantiles: asked.map((probability) => ({
              probability,
              values: quantilesOf(cumulativeQuantile, probability, model.point.length, back),
            })),
          }
        : {}),
    },
    accuracy: { wape, mase, smape, rmsse, bias },
    parameters: describeParameters(model, scale),
    ...(model.parts === undefined ? {} : { models: model.parts.map((part) => describePart(part, history)) }),
    ...(options.fitted === true ? insideHistory(values, fitted, history.start - offset) : {}),
    warnings,
  }
}

/** One-step forecasts and their errors, by period of the history given. */
function insideHistory(
  values: readonly (number | null)[],
  fitted: Float64Array,
  start: number,
): Required<Pick<Forecast, 'fitted' | 'residuals'>> {
  const forecasts = values.map((_, t) => {
    const value = fitted[t - start]
    return value === undefined || Number.isNaN(value) ? null : bounded(value)
  })
  const residuals = values.map((value, t) => {
    const one = forecasts[t]
    return value === null || one === null ? null : bounded(value - one)
  })
  return { fitted: forecasts, residuals }
}

function quantilesOf(
  quantile: NonNullable<FittedModel['quantile']>,
  probability: number,
  horizon: number,
  back: (scaled: number) => number,
): number[] {
  return Array.from({ length: horizon }, (_, h) => back(quantile(probability, h)))
}

/** Methods that choose for themselves are held to their errors; a formula that the caller names keeps its own spread. */
export function isCalibrated({ model = 'auto', spread }: ForecastOptions): boolean {
  if (spread !== undefined) return spread === 'calibrated'
  if (isForecastMethod(model)) return model.spread !== 'model'
  return typeof model === 'string' && !BENCHMARKS.includes(model)
}

/** Fits the model, or carries a history on that has nothing to fit. */
function fitPrepared(history: PreparedSeries, options: SettledOptions, path: string, warnings: Notice[]): FittedModel {
  const { horizon, seasonLength = 1, model = 'auto', selection = 'aicc', profile = 'balanced' } = options
  const request: FitRequest = { model, seasonLength, horizon, path, profile }
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

/** Cuts a figure to the largest size that a result may have. */
export function bounded(value: number): number {
  if (value > LARGEST || Number.isNaN(value)) return LARGEST
  return value < -LARGEST ? -LARGEST : value + 0
}

function describePart({ model, weight }: ModelPart, { values, count, scale }: PreparedSeries): ForecastPart {
  const error = rollingError(model, values, count)
  return {
    model: model.name,
    weight,
    error: Number.isNaN(error) ? null : bounded(error * scale),
    parameters: describeParameters(model, scale),
  }
}

/** The model's figures in the unit of the history; those without a unit as they are. */
function describeParameters(model: FittedModel, scale: number): Record<string, number | number[]> {
  const result: Record<string, number | number[]> = {}
  const put = (values: FittedModel['levels'], factor: number): void => {
    for (const [key, value] of Object.entries(values)) {
      result[key] = typeof value === 'number' ? bounded(value * factor) : value.map((one) => bounded(one * factor))
    }
  }
  put(model.ratios, 1)
  put(model.levels, scale)
  for (const [key, { value, timesLogScale }] of Object.entries(model.criteria)) {
    result[key] = value + timesLogScale * Math.log(scale)
  }
  return result
}
