import { minimizeSmoothing, rateError } from './minimizeRateError.js'
import type { RatePath } from './ratePath.js'

/**
 * Simple exponential smoothing over all periods, zeros included, from the mean of the history.
 *
 *     level(t) = level(t - 1) + alpha (y(t) - level(t - 1))
 *
 * @param alpha - 0 to 1; the one with the least mean squared rate where it is left out
 */
export function levelPath(values: Float64Array, count: number, alpha?: number): RatePath {
  const fitted = new Float64Array(count)
  let start = 0
  for (let t = 0; t < count; t += 1) start += values[t]
  start /= Math.max(1, count)
  const smooth = (constant: number): number => {
    let level = start
    for (let t = 0; t < count; t += 1) {
      fitted[t] = level
      level += constant * (values[t] - level)
    }
    return level
  }
  const errorAt = (constant: number): number => {
    smooth(constant)
    return rateError(values, count, fitted)
  }
  const chosen = alpha ?? minimizeSmoothing(errorAt, 1)
  const rate = Math.max(0, smooth(chosen))
  return { rate, fitted, ratios: { alpha: chosen }, levels: { level: rate, initialLevel: start } }
}
