import { minimizeSmoothing, rateError } from './minimizeRateError.js'
import { describeDemands, type RatePath } from './ratePath.js'

/** What is done about the bias of Croston's ratio. */
export type CrostonVariant = 'croston' | 'sba' | 'sbj'

/** Smoothing constants given; the one for intervals is that for sizes where left out. */
export interface CrostonConstants {
  readonly alpha?: number
  readonly beta?: number
}

/** The approximations of the bias hold for small constants; near one, they would drive the forecast to zero. */
const LARGEST_CONSTANT = 0.5

/**
 * Croston's method and the two that correct its bias: sizes of demands and the intervals between them, smoothed apart.
 *
 * At each demand, with q periods since the one before (the first counted from the beginning):
 *
 *     size = size + alpha (y - size),  interval = interval + beta (q - interval),  rate = factor * size / interval
 *
 * The factor is 1 (Croston), 1 - beta / 2 (`sba`, Syntetos and Boylan) or 1 - beta / (2 - beta) (`sbj`, Shale, Boylan
 * and Johnston). With constants given, size and interval start at the first demand, and the rate is zero before it. Where
 * they are left out, both start at their means over the history and one constant for both, of 0 to 0.5, has the least
 * mean squared rate.
 *
 * Sources: Croston, Operational Research Quarterly 23 (1972); Syntetos and Boylan, International Journal of Forecasting
 * 21 (2005); Shale, Boylan and Johnston, Journal of the Operational Research Society 57 (2006).
 */
export function crostonPath(
  values: Float64Array,
  count: number,
  variant: CrostonVariant,
  constants: CrostonConstants = {},
): RatePath {
  const { meanSize, meanInterval } = describeDemands(values, count)
  const fitted = new Float64Array(count)
  const given = constants.alpha
  let size = 0
  let interval = 1
  const smooth = (alpha: number, beta: number): number => {
    const factor = biasFactor(variant, beta)
    let known = given === undefined
    size = known ? meanSize : 0
    interval = known ? meanInterval : 1
    let since = 1
    for (let t = 0; t < count; t += 1) {
      fitted[t] = known ? (factor * size) / interval : 0
      const value = values[t]
      if (!(value > 0)) {
        since += 1
        continue
      }
      size = known ? size + alpha * (value - size) : value
      interval = known ? interval + beta * (since - interval) : since
      known = true
      since = 1
    }
    return known ? (factor * size) / interval : 0
  }
  const errorAt = (constant: number): number => {
    smooth(constant, constant)
    return rateError(values, count, fitted)
  }
  const alpha = given ?? minimizeSmoothing(errorAt, LARGEST_CONSTANT)
  const beta = given === undefined ? alpha : (constants.beta ?? alpha)
  const rate = smooth(alpha, beta)
  return { rate, fitted, ratios: { alpha, beta, demandInterval: interval }, levels: { demandSize: size } }
}

function biasFactor(variant: CrostonVariant, beta: number): number {
  if (variant === 'sba') return 1 - beta / 2
  return variant === 'sbj' ? 1 - beta / (2 - beta) : 1
}
