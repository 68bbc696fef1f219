import { truncatedNormal } from '../../math/truncatedNormal.js'
import { decomposeRobustly, type RobustDecomposition } from './decomposeRobustly.js'

/** A history in which some values are only lower bounds. */
export interface CensoredHistory {
  /** Values on the scale of the model; at a stock-out the lower bound. */
  readonly values: Float64Array
  /** 1 where the value leads what is expected, a lower bound as well. */
  readonly use: Float64Array
  readonly count: number
  readonly seasonLength: number
  /** Whether the value is a lower bound. */
  readonly censored: readonly boolean[]
}

const ROUNDS = 40
const CLOSE = 1e-6
/** Between the quartiles of the standard normal distribution. */
const QUARTILE_DISTANCE = 1.3489795003921634

/**
 * What is expected where some values are lower bounds, and the deviation about it.
 *
 * Expectation and maximization by turns: each lower bound gives way to the mean of demand above it, then level, season
 * and deviation are taken anew (the normal case of Dempster, Laird and Rubin, "Maximum likelihood from incomplete data
 * via the EM algorithm", Journal of the Royal Statistical Society B 39 (1977); for lost sales, Nahmias, "Demand
 * estimation in lost sales inventory systems", Naval Research Logistics 41 (1994)). Leaving the bounds out instead would
 * lose the periods in which demand was highest.
 */
export function fillStockOuts(history: CensoredHistory): { fit: RobustDecomposition; deviation: number } {
  const { use, count, seasonLength, censored } = history
  const values = history.values.slice()
  const robust = decomposeRobustly(values, use, count, seasonLength)
  const spread = robust.upperQuartile - robust.lowerQuartile
  let deviation = spread / QUARTILE_DISTANCE
  if (!censored.some((flag, t) => flag && use[t] > 0)) return { fit: robust, deviation }
  // what lies far off is left out once and for all: weights by the error would favor the side without bounds
  const near = use.map((weight, t) => {
    const error = values[t] - robust.expected[t]
    const isFar = error > robust.upperQuartile + 3 * spread || error < robust.lowerQuartile - 3 * spread
    return isFar && censored[t] !== true ? 0 : weight
  })
  let fit = decomposeRobustly(values, near, count, seasonLength, true)
  for (let round = 0; round < ROUNDS; round += 1) {
    let total = 0
    let unknown = 0
    let used = 0
    let change = 0
    for (let t = 0; t < count; t += 1) {
      if (!(near[t] > 0)) continue
      used += 1
      const mean = fit.expected[t]
      if (censored[t] === true) {
        const moments = truncatedNormal(mean, deviation, history.values[t])
        change = Math.max(change, Math.abs(moments.mean - values[t]))
        values[t] = moments.mean
        total += (moments.mean - mean) * (moments.mean - mean)
        unknown += moments.variance
      } else {
        const error = values[t] - mean
        total += error * error
      }
    }
    if (!(change > CLOSE * deviation)) break
    deviation = Math.sqrt(total / Math.max(1, used - fit.degrees) + unknown / used)
    fit = decomposeRobustly(values, near, count, seasonLength, true)
  }
  // the means that stand for the bounds have no spread of their own: the quartiles are those of the normal curve
  const quartile = (deviation * QUARTILE_DISTANCE) / 2
  return { fit: { ...fit, lowerQuartile: -quartile, upperQuartile: quartile }, deviation }
}
