import type { DemandSizes } from '../core/numbers/distribution.js'
import type { DriverEffect } from './drivers/types.js'
import type { RollingForecasts } from './rollForecasts.js'

/** One model of a combination. */
export interface ModelPart {
  readonly model: FittedModel
  /** Its share, 0 to 1; those of all parts sum to one. */
  readonly weight: number
  /** Mean absolute error from earlier origins, in the scale of the values; that of `rolling` where it is not given. */
  readonly error?: number
}

/** A model ready to be read: forecasts and their spread, in the scale of the values it was fitted to. */
export interface FittedModel {
  readonly name: string
  /** Mean by period ahead. */
  readonly point: Float64Array
  /** Standard deviation by period ahead. */
  readonly stdDev: Float64Array
  /** Standard deviation of the sum up to each period ahead. */
  readonly cumulativeStdDev: Float64Array
  /** One-step forecasts inside the history; NaN where the model had none yet. */
  readonly fitted: Float64Array
  /** Number of parameters and start states estimated from the history, the variance apart. */
  readonly estimated: number
  /** What drivers do to the forecast, in the unit of the history. */
  readonly effects?: readonly DriverEffect[]
  /** The models that a combination is made of. */
  readonly parts?: readonly ModelPart[]
  /** What the model would have forecast inside the history, where that was asked for. */
  readonly rolling?: RollingForecasts
  /** Figures without a unit, as smoothing parameters. */
  readonly ratios: Readonly<Record<string, number | number[]>>
  /** Figures in the scale of the values, as states. */
  readonly levels: Readonly<Record<string, number | number[]>>
  /** Log-likelihood and the criteria made from it, which the scale shifts. */
  readonly criteria: Readonly<Record<string, { readonly value: number; readonly timesLogScale: number }>>
  /** Demand that is not exceeded with a probability, h periods after the first one ahead, where it is not normal. */
  readonly quantile?: (probability: number, h: number) => number
  /** The same of demand summed up to that period. */
  readonly cumulativeQuantile?: (probability: number, h: number) => number
  /** How intermittent demand comes; its sizes as multiples of the forecast of a period. */
  readonly demandSizes?: DemandSizes
}

/**
 * Standard deviation of demand summed over the periods ahead, for a model in which the innovation of period i moves
 * period i by weight(i) and period i + j by weight(i + j) * coefficient(j).
 *
 * The innovations are uncorrelated, so the variance of the sum is the sum over i of the squared total effect of
 * innovation i times its variance (Hyndman et al. 2008, section 6.6, lead-time demand).
 *
 * @param coefficients - c(1), c(2), ... at 1, 2, ...; place 0 is not read
 * @param variances - variance of the innovation by period ahead
 * @param weights - seasonal factor by period ahead; 1 where not given
 */
export function cumulativeStdDeviations(
  coefficients: Float64Array,
  variances: Float64Array,
  weights?: Float64Array,
): Float64Array {
  const horizon = variances.length
  const result = new Float64Array(horizon)
  for (let i = 0; i < horizon; i += 1) {
    const variance = variances[i]
    let effect = weights === undefined ? 1 : weights[i]
    result[i] = result[i] + effect * effect * variance
    for (let h = i + 1; h < horizon; h += 1) {
      effect += coefficients[h - i] * (weights === undefined ? 1 : weights[h])
      result[h] = result[h] + effect * effect * variance
    }
  }
  for (let h = 0; h < horizon; h += 1) result[h] = Math.sqrt(result[h])
  return result
}

/**
 * Deviations of the running sum where each period's deviation was changed, with the correlation kept that each period has
 * with the sum before it.
 *
 * @param least - the lowest correlation that is believed: 0 where errors cannot make up for each other
 */
export function carryCorrelation(
  before: Pick<FittedModel, 'stdDev' | 'cumulativeStdDev'>,
  after: Float64Array,
  least: -1 | 0 = -1,
): Float64Array {
  const result = new Float64Array(after.length)
  let stated = 0
  let sum = 0
  for (let h = 0; h < after.length; h += 1) {
    const own = before.stdDev[h]
    const now = before.cumulativeStdDev[h]
    const product = 2 * stated * own
    const correlation = product > 0 ? (now * now - stated * stated - own * own) / product : 0
    const next = after[h]
    const bounded = Math.min(1, Math.max(least, correlation))
    // the first sum is its one period, whose square may leave the range of numbers
    sum = h === 0 ? next : Math.sqrt(sum * sum + 2 * bounded * sum * next + next * next)
    result[h] = sum
    stated = now
  }
  return result
}
