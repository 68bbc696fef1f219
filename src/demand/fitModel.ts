import { createNotice, type Notice } from '../core/notices/notices.js'
import { fitSteady, type SteadyFit } from './combination/fitSteady.js'
import type { FittedModel } from './fittedModel.js'
import {
  type ForecastMethod,
  isForecastMethod,
  type MethodHistory,
  type MethodRequest,
  openMethod,
} from './forecastMethod.js'
import { countsAround } from './intermittent/countsAround.js'
import { fitIntermittent, type IntermittentRequest } from './intermittent/fitIntermittent.js'
import { INTERMITTENT_NAMES } from './intermittent/intermittentNames.js'
import { comesBySingleOrders, isIntermittent } from './intermittent/isIntermittent.js'
import type { RollingRequest } from './rollForecasts.js'
import { driftModel, meanModel, seasonalNaiveModel } from './simple/simpleModels.js'
import type { EtsForm } from './smoothing/etsModel.js'
import { etsName, formOf } from './smoothing/etsModel.js'
import { createEtsStarts, fitEts } from './smoothing/fitEts.js'
import { fitEtsPool } from './smoothing/fitEtsPool.js'
import { forecastEts } from './smoothing/forecastEts.js'
import { fitTheta, testedAdjustment, type ThetaKind } from './theta/fitTheta.js'
import type { ExponentialSmoothingModel, ForecastModelName, IntermittentModel } from './types.js'
import {
  intermittentDemand,
  modelReplaced,
  peakSeenOnce,
  seasonSeenOnce,
  tooShortForModel,
  tooShortForSeason,
} from './notices.js'

/** Observed values below which no parameter is estimated: the last value stands for the future. */
export const LEAST_FITTED = 5

export interface FitRequest extends MethodRequest {
  readonly model: ForecastModelName | ExponentialSmoothingModel | IntermittentModel | ForecastMethod
}

/** A model that `forecast` knows by its name or its parts. */
type FixedModel = Exclude<FitRequest['model'], ForecastMethod>

/** A part of the history, and what is known of it. */
export type FitHistory = MethodHistory

/** Fits the model asked for, or the simpler one that the history permits, with a warning that says so. */
export function fitModel(history: FitHistory, request: FitRequest, warnings: Notice[]): FittedModel {
  const { values, count } = history
  const { model, seasonLength, horizon, rolling } = request
  const seasonal = count >= 2 * seasonLength
  if (model === 'naive') return seasonalNaiveModel(values, count, 1, horizon, rolling)
  if (model === 'mean') return meanModel(values, count, horizon, rolling)
  if (model === 'drift') {
    if (count < 3) return naiveInstead(history, request, warnings)
    return driftModel(values, count, horizon, rolling)
  }
  if (model === 'seasonalNaive') {
    if (count >= seasonLength) return seasonalNaiveModel(values, count, seasonLength, horizon, rolling)
    warnSeason(history, request, warnings)
    return seasonalNaiveModel(values, count, 1, horizon, rolling)
  }
  if (history.observed < LEAST_FITTED) return naiveInstead(history, request, warnings)
  if (isForecastMethod(model)) return openMethod(model).fit(history, request, warnings)
  const intermittent = asIntermittent(model)
  if (intermittent !== undefined) return intermittentModel(history, intermittent, request, warnings)
  if (model === 'auto') return automatic(history, request, warnings)
  if (!seasonal && seasonLength > 1) warnSeason(history, request, warnings)
  const usable = seasonal ? seasonLength : 1
  if (isTheta(model)) return fitTheta(model, testedAdjustment(values, count, usable), horizon, rolling)
  if (isFixedEts(model)) return fixedEts(history, model, { ...request, seasonLength: usable }, warnings)

  if (isIntermittent(history, usable)) return intermittentDefault(history, request, warnings)
  const pool = fitEtsPool(values, count, usable, { positive: history.positive, seasonal: usable > 1 })
  return pool === undefined
    ? naiveInstead(history, request, warnings)
    : forecastEts(pool.best, pool.starts, horizon, rolling)
}

/** What `auto` stands for: a rate where demand comes by single orders, else a combination. */
function automatic(history: FitHistory, request: FitRequest, warnings: Notice[]): FittedModel {
  const { count } = history
  const { seasonLength, path } = request
  const isRate = isIntermittent(history, seasonLength)
  const { model, season }: Partial<SteadyFit> = isRate ? {} : fitSteady(history, request)
  if (season !== undefined) {
    const { confirmed, share } = season
    const value = { periods: count, seasonLength, confirmed, share }
    warnings.push(createNotice(seasonSeenOnce, { path, value }))
    if (season.peaks.length > 0) {
      const periodIndexes = season.peaks.map((t) => history.start + t)
      const given = season.peaks.map((t) => history.values[t] * history.scale)
      warnings.push(createNotice(peakSeenOnce, { path, value: { periodIndexes, given, share } }))
    }
  } else if (count < 2 * seasonLength && seasonLength > 1) warnSeason(history, request, warnings)
  if (isRate) return intermittentDefault(history, request, warnings)
  if (model === undefined) return naiveInstead(history, request, warnings)
  return comesBySingleOrders(history) ? countsAround(model, history) : model
}

function intermittentDefault(history: FitHistory, request: FitRequest, warnings: Notice[]): FittedModel {
  const value = { zeros: history.zeros, of: history.observed }
  warnings.push(createNotice(intermittentDemand, { path: request.path, value }))
  return fitIntermittent(history, { name: 'combination' }, request.horizon)
}

function isTheta(model: FixedModel): model is ThetaKind {
  return model === 'theta' || model === 'optimizedTheta' || model === 'dynamicOptimizedTheta'
}

function isFixedEts(model: FixedModel): model is ExponentialSmoothingModel {
  return typeof model === 'object' && model.name === 'exponentialSmoothing'
}

/** The method for intermittent demand that was asked for by its name or with its constants, if it was one. */
function asIntermittent(model: FixedModel): IntermittentModel | undefined {
  const asked = typeof model === 'string' ? { name: model } : model
  return INTERMITTENT_NAMES.includes(asked.name) ? (asked as IntermittentModel) : undefined
}

/** Fits the method asked for; with values below zero there are neither sizes nor intervals, and a level stands for it. */
function intermittentModel(
  history: FitHistory,
  model: IntermittentRequest,
  { horizon, path, rolling }: FitRequest,
  warnings: Notice[],
): FittedModel {
  if (history.nonNegative) return fitIntermittent(history, model, horizon)
  const value = { asked: model.name, used: 'ETS(A,N,N)', reason: 'belowZero' } as const
  warnings.push(createNotice(modelReplaced, { path, value }))
  return steadyLevel(history, horizon, rolling)
}

/** Simple exponential smoothing in state-space form. */
function steadyLevel(history: FitHistory, horizon: number, rolling: RollingRequest | undefined): FittedModel {
  const starts = createEtsStarts(history.values, history.count, 1)
  return forecastEts(fitEts({ error: 0, trend: 0, season: 0 }, starts), starts, horizon, rolling)
}

function fixedEts(
  history: FitHistory,
  model: ExponentialSmoothingModel,
  request: FitRequest,
  warnings: Notice[],
): FittedModel {
  const { positive, values, count } = history
  const { seasonLength, horizon, path, rolling } = request
  const asked = formOf(model)
  const seasonal: EtsForm = seasonLength < 2 ? { ...asked, season: 0 } : asked
  const additive: EtsForm = { ...seasonal, error: 0, season: seasonal.season === 2 ? 1 : seasonal.season }
  const starts = createEtsStarts(values, count, seasonal.season === 0 ? 1 : seasonLength)
  let form = positive ? seasonal : additive
  let fit = fitEts(form, starts)
  // values far apart can drive every multiplicative path below zero, where it has no likelihood
  if (!Number.isFinite(fit.logLikelihood)) {
    form = additive
    fit = fitEts(form, starts)
  }
  if (etsName(form) !== etsName(asked)) {
    const reason = form.error !== asked.error || !positive ? 'notAboveZero' : 'noSeason'
    const value = { asked: etsName(asked), used: etsName(form), reason } as const
    warnings.push(createNotice(modelReplaced, { path, value }))
  }
  return forecastEts(fit, starts, horizon, rolling)
}

function naiveInstead(history: FitHistory, request: FitRequest, warnings: Notice[]): FittedModel {
  warnings.push(createNotice(tooShortForModel, { path: request.path, value: { observed: history.observed } }))
  return seasonalNaiveModel(history.values, history.count, 1, request.horizon, request.rolling)
}

function warnSeason(history: FitHistory, request: FitRequest, warnings: Notice[]): void {
  const value = { periods: history.count, seasonLength: request.seasonLength }
  warnings.push(createNotice(tooShortForSeason, { path: request.path, value }))
}
