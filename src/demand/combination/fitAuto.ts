import type { FittedModel, ModelPart } from '../fittedModel.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import { requestRolling, type RollingRequest } from '../rollForecasts.js'
import { drawInSeason } from '../season/drawInSeason.js'
import { fitMstl } from '../season/fitMstl.js'
import {
  classicalAdjustment,
  noAdjustment,
  smoothedAdjustment,
  type SeasonalAdjustment,
} from '../season/seasonalAdjustment.js'
import { type EtsPool, fitEtsPool } from '../smoothing/fitEtsPool.js'
import { forecastEts } from '../smoothing/forecastEts.js'
import { fitTheta } from '../theta/fitTheta.js'
import { thetaLines } from '../theta/thetaLines.js'
import { combineModels } from './combineModels.js'
import { untilHorizon } from './untilHorizon.js'
import { type PartErrors, rollingErrors, weighByErrors } from './weighByErrors.js'

/** Distance in AICc from the best beyond which a model has no support (Burnham and Anderson 2002, section 2.6). */
const NO_SUPPORT = 10

/**
 * The combination that `auto` stands for: half exponential smoothing, the models of the pool weighted by AICc, and half
 * Theta, the optimized and the dynamic one in equal shares; moved by the errors that they would have made.
 *
 * Theta takes the season of the best seasonal model of the pool, drawn in by its share of noise: that moves with the
 * years, where the season of a decomposition is the same in all. Nothing where the history is too short for any model.
 *
 * Sources: Kolassa, "Combining exponential smoothing forecasts using Akaike weights", International Journal of
 * Forecasting 27 (2011), with the likelihoods tempered by one half, since none of the models is true (Miller and Dunson,
 * "Robust Bayesian inference via coarsening", Journal of the American Statistical Association 114, 2019); Petropoulos and
 * Svetunkov, "A simple combination of univariate models", International Journal of Forecasting 36 (2020).
 */
export function fitAuto(
  { values, count, positive }: MethodHistory,
  { seasonLength, horizon }: Pick<MethodRequest, 'seasonLength' | 'horizon'>,
  thorough: boolean,
): FittedModel | undefined {
  const window = Math.max(6, seasonLength)
  // the weights must not depend on how far the forecast reaches, nor on whether its spread is calibrated
  const reach = Math.max(horizon, window)
  const rolling = requestRolling(count, seasonLength, reach)
  const models = fitParts({ values, count, positive, seasonLength, horizon: reach, thorough, rolling })
  if (models === undefined) return undefined
  const parts = weighBeforehand(models)
  const errors = thorough ? refitErrors(values, count, positive, seasonLength, window) : undefined
  const combined = combineModels(weighByErrors(parts, errors ?? rollingErrors(models, values, count, window)))
  return reach === horizon ? combined : untilHorizon(combined, horizon)
}

/** Weights before an error is seen: as much for exponential smoothing as for the two Theta methods, a quarter for MSTL. */
function weighBeforehand(models: readonly FittedModel[]): ModelPart[] {
  const weights = models.length === 3 ? [0.5, 0.25, 0.25] : [0.375, 0.1875, 0.1875, 0.25]
  return models.map((model, k) => ({ model, weight: weights[k] }))
}

/** What the parts are fitted to, and how. */
interface PartsRequest {
  readonly values: Float64Array
  readonly count: number
  readonly positive: boolean
  readonly seasonLength: number
  readonly horizon: number
  readonly thorough: boolean
  readonly rolling?: RollingRequest | undefined
}

/** The parts of the combination, fitted to a history; nothing where it is too short. */
function fitParts(request: PartsRequest): readonly FittedModel[] | undefined {
  const { values, count, positive, seasonLength, horizon, thorough, rolling } = request
  const pool = fitEtsPool(values, count, seasonLength, { positive, seasonal: seasonLength > 1 })
  if (pool === undefined) return undefined
  const weighted = akaikeWeights(pool).map(({ fit, weight }) => ({
    model: forecastEts(fit, pool.starts, horizon, rolling),
    weight,
  }))
  const adjustment = adjustSeason(pool, values, count)
  const lines = thetaLines(adjustment.adjusted, count, horizon)
  return [
    combineModels(weighted, 'ETS'),
    fitTheta('optimizedTheta', adjustment, horizon, rolling, lines),
    fitTheta('dynamicOptimizedTheta', adjustment, horizon, rolling, lines),
    ...(thorough && seasonLength > 1 ? [fitMstl(values, count, [seasonLength], horizon, rolling)] : []),
  ]
}

/** Origins at which the thorough profile fits anew. */
const REFITS = 6

/** Mean absolute errors of the parts, fitted anew at several origins; nothing where the history has not two of them. */
function refitErrors(
  values: Float64Array,
  count: number,
  positive: boolean,
  seasonLength: number,
  window: number,
): PartErrors | undefined {
  const step = Math.max(1, window >> 1)
  const least = Math.max(10, 2 * seasonLength)
  const sums: number[] = []
  let origins = 0
  for (let known = count - window; known >= least && origins < REFITS; known -= step) {
    const start = { values: values.subarray(0, known), count: known }
    const models = fitParts({ ...start, positive, seasonLength, horizon: window, thorough: true })
    if (models === undefined) break
    origins += 1
    models.forEach(({ point }, k) => {
      for (let h = 0; h < window; h += 1) {
        sums[k] = (sums[k] ?? 0) + Math.abs(values[known + h] - point[h])
      }
    })
  }
  return origins < 2 ? undefined : { errors: sums, looks: origins / 2 }
}

/** The dynamic optimized Theta method alone, on values freed of the season of a decomposition. */
export function fitFast(
  { values, count }: MethodHistory,
  seasonLength: number,
  horizon: number,
  rolling: RollingRequest | undefined,
): FittedModel {
  const adjustment =
    seasonLength > 1
      ? drawInSeason(classicalAdjustment(values, count, seasonLength), values, count)
      : noAdjustment(values)
  return fitTheta('dynamicOptimizedTheta', adjustment, horizon, rolling)
}

/** Models of the pool by the square root of their Akaike weights, without those that have no support. */
function akaikeWeights({ fits, best }: EtsPool): { readonly fit: EtsPool['best']; readonly weight: number }[] {
  const kept = fits.filter((fit) => fit.aicc <= best.aicc + NO_SUPPORT)
  const raw = kept.map((fit) => Math.exp((best.aicc - fit.aicc) / 4))
  const total = raw.reduce((sum, one) => sum + one, 0)
  return kept.map((fit, k) => ({ fit, weight: raw[k] / total }))
}

/** The values freed of the season of the best seasonal model, as far as it is not noise. */
function adjustSeason({ fits, starts }: EtsPool, values: Float64Array, count: number): SeasonalAdjustment {
  let seasonal: EtsPool['best'] | undefined
  for (const fit of fits) {
    if (fit.form.season !== 0 && (seasonal === undefined || fit.aicc < seasonal.aicc)) seasonal = fit
  }
  if (seasonal === undefined) return noAdjustment(values)
  return drawInSeason(smoothedAdjustment(seasonal, starts), values, count)
}
