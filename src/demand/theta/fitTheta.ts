import { cumulativeStdDeviations, type FittedModel } from '../fittedModel.js'
import { rollForecasts, type RollingRequest } from '../rollForecasts.js'
import { classicalAdjustment, noAdjustment, type SeasonalAdjustment } from '../season/seasonalAdjustment.js'
import { showsSeason } from '../season/showsSeason.js'
import {
  extendTheta,
  fitThetaLines,
  refitThetaOrigins,
  type ThetaFit,
  type ThetaLines,
  thetaLines,
  traceTheta,
} from './thetaLines.js'

/** Names of the Theta models, as options and as results have them. */
const NAMES = { theta: 'Theta', optimizedTheta: 'OTM', dynamicOptimizedTheta: 'DOTM' } as const

export type ThetaKind = keyof typeof NAMES

/** Values freed of the season that shows in them, by classical decomposition. */
export function testedAdjustment(values: Float64Array, count: number, seasonLength: number): SeasonalAdjustment {
  return showsSeason(values, count, seasonLength)
    ? classicalAdjustment(values, count, seasonLength)
    : noAdjustment(values)
}

/**
 * The Theta methods, on values freed of their season: exponential smoothing drawn to a straight line through the history.
 *
 * `theta` is the classical one: simple exponential smoothing with a drift of half the slope of that line. The optimized
 * one finds the share of the line by least squares, the dynamic one besides takes for each forecast the line through the
 * values before it.
 *
 * Sources: Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16 (2000), in the form of Hyndman and
 * Billah, International Journal of Forecasting 19 (2003); Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, "Models
 * for optimising the theta method and their relationship to state space models", the same journal 32 (2016).
 */
export function fitTheta(
  kind: ThetaKind,
  adjustment: SeasonalAdjustment,
  horizon: number,
  request?: RollingRequest,
  lines: ThetaLines = thetaLines(adjustment.adjusted, adjustment.adjusted.length, horizon),
): FittedModel {
  const { count } = lines
  const dynamic = kind === 'dynamicOptimizedTheta'
  const classical = kind === 'theta'
  const fit = fitThetaLines(lines, dynamic, classical ? 0 : undefined)
  const path = traceTheta(lines, fit)
  const drift = lines.slopes[count] / 2
  const { alpha } = fit
  const variance = fit.squares / Math.max(1, count - (classical ? 2 : 3))
  const multiplicative = adjustment.kind === 'multiplicative'
  const deviations = new Float64Array(horizon)
  for (let h = 0; h < horizon; h += 1) deviations[h] = Math.sqrt(variance * (1 + h * alpha * alpha))
  const seasons = new Float64Array(horizon)
  /** Puts the season back on the forecasts from an origin. */
  const finish = (known: number, points: Float64Array, spread: Float64Array): void => {
    if (adjustment.kind !== 'none') adjustment.seasonsAfter(known, seasons)
    for (let h = 0; h < points.length; h += 1) {
      const season = seasons[h]
      const deviation = deviations[h]
      points[h] = multiplicative ? points[h] * season : points[h] + season
      spread[h] = multiplicative ? deviation * season : deviation
    }
  }
  const point = new Float64Array(horizon)
  const stdDev = new Float64Array(horizon)
  if (classical) extendClassical(lines, fit, path, count, point)
  else extendTheta(lines, fit, { known: count, level: path.levels[count], fading: path.fadings[count] }, point)
  finish(count, point, stdDev)
  const weights = multiplicative ? seasons.slice() : new Float64Array(horizon).fill(1)
  // the line and the share of each origin are those of the values it knows: the whole history's would foresee
  const roll = (asked: RollingRequest): NonNullable<FittedModel['rolling']> => {
    const origins = classical ? undefined : refitThetaOrigins(lines, fit, path)
    return rollForecasts(asked, (known, points, spread) => {
      if (origins === undefined) extendClassical(lines, fit, path, known, points)
      else {
        const then = { alpha, dynamic, share: origins.shares[known] }
        extendTheta(lines, then, { known, level: origins.levels[known], fading: path.fadings[known] }, points)
      }
      finish(known, points, spread)
    })
  }
  const { expected } = adjustment
  const fitted = new Float64Array(count)
  for (let t = 0; t < count; t += 1) {
    // the drift inside the history approaches drift / alpha
    const added = classical ? (drift * (1 - path.fadings[t])) / alpha : 0
    const mean = path.fitted[t] + added
    fitted[t] = multiplicative ? mean * expected[t] : mean + expected[t]
  }
  const cycle = new Float64Array(adjustment.seasonLength)
  adjustment.seasonsAfter(count, cycle)
  const season = Array.from(cycle)
  const shared = classical ? {} : { theta: 1 / (1 - fit.share) }
  return {
    name: NAMES[kind],
    point,
    stdDev,
    cumulativeStdDev: cumulativeStdDeviations(
      new Float64Array(horizon).fill(alpha),
      new Float64Array(horizon).fill(variance),
      weights,
    ),
    fitted,
    // without the line, which the forecasts inside the history find for themselves
    estimated: (classical ? 2 : 3) + season.length - 1,
    ...(request === undefined ? {} : { rolling: roll(request) }),
    ratios: { alpha, ...shared, ...(multiplicative ? { season } : {}) },
    levels: {
      level: path.levels[count],
      ...(classical ? { drift } : { slope: lines.slopes[count] }),
      residualStdDev: Math.sqrt(variance),
      ...(adjustment.kind === 'additive' ? { season } : {}),
    },
    criteria: {},
  }
}

/** Level and half the slope of the values known, from the origin on. */
function extendClassical(
  lines: ThetaLines,
  { alpha }: ThetaFit,
  { levels, fadings }: { readonly levels: Float64Array; readonly fadings: Float64Array },
  known: number,
  points: Float64Array,
): void {
  const drift = lines.slopes[known] / 2
  const first = levels[known] + (drift * (1 - fadings[known])) / alpha
  for (let h = 0; h < points.length; h += 1) points[h] = first + drift * h
}
