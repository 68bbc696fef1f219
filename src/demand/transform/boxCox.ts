import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { calibrateSpread, deviationsAt, modelSpread, type Spread } from '../calibrateSpread.js'
import { checkModel } from '../checkForecastInput.js'
import { fitModel } from '../fitModel.js'
import type { FittedModel } from '../fittedModel.js'
import {
  type ForecastMethod,
  isForecastMethod,
  openMethod,
  type MethodHistory,
  type MethodRequest,
  sealMethod,
} from '../forecastMethod.js'
import { isCalibrated } from '../fitSeries.js'
import { modelId } from '../modelId.js'
import { numberCode, refuse, isRecord, refuseUnknown } from '../../core/checking/checks.js'
import type { ForecastOptions } from '../types.js'
import { checkRange, searchLambda } from './guerreroLambda.js'
import { powerInverse, powerMoments, powerTransform } from './powerTransform.js'
import { unboundedInterval, untransformed, type UntransformedReason } from './notices.js'

/** How the history is transformed, and what forecasts it then. */
export interface BoxCoxOptions {
  /**
   * Exponent, -2 to 2: 1 changes nothing, 0.5 is the square root, 0 the logarithm; or `guerrero`, which chooses it anew for
   * every history (see `guerreroLambda`). Default `guerrero`.
   */
  readonly lambda?: number | 'guerrero'
  /**
   * Exponents that `guerrero` may choose. Default `[0, 1]`: below zero the transform has an upper limit, beyond which
   * a forecast stands for nothing.
   */
  readonly range?: readonly [number, number]
  /** Method for the transformed history, which has no multiplicative parts. Default `auto`. */
  readonly model?: NonNullable<ForecastOptions['model']>
  /** Whether the forecast is the mean, larger than the median that the transform turns back to. Default true. */
  readonly biasAdjust?: boolean
}

/** Transformed figures larger than this are not forecast: their squares would leave the range of numbers. */
const LARGEST = 1e50
/** Probability at which an upper end beyond the limit of the transform is worth a warning. */
const HIGH = 0.995

/**
 * Forecasts the history after Box and Cox's power transform, and turns the forecasts back: for demand whose swings grow
 * with its level.
 *
 * Means are adjusted for the curvature of the transform (Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
 * 3rd ed., section 5.6; G. E. P. Box and D. R. Cox, "An analysis of transformations", Journal of the Royal Statistical
 * Society B 26, 1964). Intervals and quantiles are those of the transformed forecast turned back, calibrated there by the
 * errors inside the history, so that they are not symmetric and never below zero. Likelihood and criteria hold for the
 * history itself, so that they compare with those of other models; the states of the transformed model are left out.
 *
 * Values below zero, zeros with a lambda of 0 or less or to be chosen, or forecasts that the transform cannot turn back
 * leave the history as it is, with a warning.
 *
 * @param options - exponent, method and whether means are adjusted
 * @returns a method for `forecast`, `forecastMany` and `backtest`
 * @throws SopError that lists every mistake in the options
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { boxCox } from 'sop-engine/demand'
 * const model = boxCox({ lambda: 0, model: 'drift', biasAdjust: false })
 * const result = forecast([10, 20, 40, 80, 160], { horizon: 2, model })
 * result.point.map(Math.round) // => [320, 640]
 * result.model // => 'BoxCox(0) Drift'
 * ```
 */
export function boxCox(options: BoxCoxOptions = {}): ForecastMethod {
  checkOptions(options)
  const { lambda = 'guerrero', model = 'auto', biasAdjust = true } = options
  const inner = isForecastMethod(model) ? openMethod(model) : undefined
  return sealMethod({
    name: `BoxCox(${lambda}) ${modelId(model)}${biasAdjust ? '' : ' median'}`,
    spread: isCalibrated({ horizon: 1, model }) ? 'calibrated' : 'model',
    ...(inner?.check !== undefined && { check: inner.check }),
    ...(inner?.takesDrivers !== undefined && { takesDrivers: inner.takesDrivers }),
    fit: (history, request, warnings) => fitTransformed(history, options, request, warnings),
  })
}

function fitTransformed(
  history: MethodHistory,
  options: BoxCoxOptions,
  request: MethodRequest,
  warnings: Notice[],
): FittedModel {
  const { lambda: asked = 'guerrero', range = [0, 1], model = 'auto', biasAdjust = true } = options
  const { count } = history
  const { path, seasonLength } = request
  const plainly = (reason: UntransformedReason, used: number | null = null): FittedModel => {
    warnings.push(createNotice(untransformed, { path, value: { reason, lambda: used } }))
    return fitModel(history, { ...request, model }, warnings)
  }
  if (!history.positive && (asked === 'guerrero' || asked <= 0)) return plainly('notAboveZero')
  if (!history.nonNegative) return plainly('belowZero')
  const lambda = asked === 'guerrero' ? searchLambda(history.values, count, seasonLength, range) : asked

  const transformed = new Float64Array(count)
  let center = 0
  for (let t = 0; t < count; t += 1) {
    const value = powerTransform(history.values[t], lambda)
    transformed[t] = value
    center += value / count
  }
  // about their mean: no method then takes them for quantities above zero
  let size = 0
  for (let t = 0; t < count; t += 1) {
    transformed[t] = transformed[t] - center
    size = Math.max(size, Math.abs(transformed[t]))
  }
  if (!(size > 0 && size < LARGEST)) return plainly('alike')
  const inside: MethodHistory = {
    values: transformed,
    count,
    start: history.start,
    actual: history.actual.map((value, t) => (value === null ? null : transformed[t])),
    observed: history.observed,
    scale: 1,
    positive: false,
    nonNegative: false,
    zeros: 0,
  }
  const told: Notice[] = []
  const fit = fitModel(inside, { ...request, model }, told)
  const spread =
    request.rolling === undefined || fit.quantile !== undefined
      ? modelSpread(fit)
      : calibrateSpread(fit, transformed, count)
  const back = turnBack(fit, spread, { lambda, center, biasAdjust })
  if (!back.point.every(Number.isFinite) || !back.stdDev.every(Number.isFinite)) {
    return plainly('beyondInverse', shorten(lambda))
  }
  warnings.push(...told)
  if (lambda < 0 && back.point.some((_, h) => !Number.isFinite(back.quantile(HIGH, h)))) {
    warnings.push(createNotice(unboundedInterval, { path, value: { lambda: shorten(lambda) } }))
  }
  return {
    name: `BoxCox(${shorten(lambda)}) ${fit.name}`,
    ...back,
    estimated: fit.estimated + (asked === 'guerrero' ? 1 : 0),
    ratios: { ...fit.ratios, lambda },
    levels: {},
    criteria: criteriaOfHistory(fit, history, lambda),
  }
}

/** The forecast of the transformed history in the scale of the values. */
function turnBack(
  fit: FittedModel,
  spread: Spread,
  { lambda, center, biasAdjust }: { readonly lambda: number; readonly center: number; readonly biasAdjust: boolean },
): Pick<FittedModel, 'point' | 'stdDev' | 'cumulativeStdDev' | 'fitted'> & Required<Pick<FittedModel, 'quantile'>> {
  const horizon = fit.point.length
  const point = new Float64Array(horizon)
  const stdDev = new Float64Array(horizon)
  const cumulativeStdDev = new Float64Array(horizon)
  const middle = (value: number, deviation: number): number =>
    biasAdjust ? powerMoments(value + center, deviation, lambda).mean : powerInverse(value + center, lambda)
  let before = 0
  let sum = 0
  for (let h = 0; h < horizon; h += 1) {
    const own = spread.stdDev[h]
    const value = fit.point[h]
    point[h] = middle(value, own)
    const deviation = powerMoments(value + center, own, lambda).stdDev
    stdDev[h] = deviation
    // the sum keeps the correlation of one error with the sum before it
    const cumulative = spread.cumulativeStdDev[h]
    const product = 2 * before * own
    const correlation = product > 0 ? (cumulative * cumulative - before * before - own * own) / product : 0
    const bounded = Math.min(1, Math.max(-1, correlation))
    sum = Math.sqrt(Math.max(0, sum * sum + 2 * bounded * sum * deviation + deviation * deviation))
    cumulativeStdDev[h] = sum
    before = cumulative
  }
  const oneStep = fit.stdDev[0]
  const known = new Map<number, Float64Array>()
  const quantile = (probability: number, h: number): number => {
    if (fit.quantile !== undefined) return powerInverse(fit.quantile(probability, h) + center, lambda)
    const deviations = known.get(probability) ?? deviationsAt(spread, probability)
    known.set(probability, deviations)
    return powerInverse(fit.point[h] + deviations[h] + center, lambda)
  }
  return { point, stdDev, cumulativeStdDev, fitted: fit.fitted.map((value) => middle(value, oneStep)), quantile }
}

/** Likelihood and criteria of the history itself: the transform's derivative, y^(lambda - 1), joins the density. */
function criteriaOfHistory(
  fit: FittedModel,
  { values, count, positive }: MethodHistory,
  lambda: number,
): FittedModel['criteria'] {
  if (!positive) return {}
  let logs = 0
  for (let t = 0; t < count; t += 1) logs += Math.log(values[t])
  const jacobian = (lambda - 1) * logs
  return Object.fromEntries(
    Object.entries(fit.criteria).map(([key, { value, timesLogScale }]) => [
      key,
      { value: value - (timesLogScale / count) * jacobian, timesLogScale },
    ]),
  )
}

/** Two decimals, for names and messages. */
function shorten(lambda: number): number {
  return Math.round(lambda * 100) / 100 + 0
}

function checkOptions(options: BoxCoxOptions): void {
  const issues = createIssueList()
  if (!isRecord(options, 'options', issues)) issues.throwIfAny()
  const names = { lambda: true, range: true, model: true, biasAdjust: true }
  refuseUnknown<BoxCoxOptions>(options, 'options', names, issues)
  const { lambda, range, model, biasAdjust } = options
  if (lambda !== undefined && lambda !== 'guerrero' && !(typeof lambda === 'number' && Math.abs(lambda) <= 2)) {
    refuse(issues, numberCode(lambda), 'options.lambda', lambda, "a number from -2 to 2, or 'guerrero'")
  }
  if (range !== undefined) checkRange(range, 'options.range', issues)
  if (biasAdjust !== undefined && typeof biasAdjust !== 'boolean') {
    refuse(issues, 'WRONG_TYPE', 'options.biasAdjust', biasAdjust, 'true or false')
  }
  if (model !== undefined) checkModel(model, 'options.model', issues)
  issues.throwIfAny()
}
