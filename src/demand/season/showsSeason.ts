import { placesWithDemand } from './placesWithDemand.js'
import { fisherDeviate } from '../../math/fisherDeviate.js'
import { normalQuantile } from '../../math/normal.js'
import { hasSeason } from './seasonalIndices.js'

/** Deviate that one in a hundred histories without a season passes. */
const LIMIT = normalQuantile(0.99)
/** One in a thousand, where some places were seen once only: sizes that are not normal alarm more often there. */
const LIMIT_SEEN_ONCE = normalQuantile(0.999)

/**
 * Tells whether a season shows: to the autocorrelation test of the M competitions (`hasSeason`), or to an analysis of
 * variance of the places of the cycle.
 *
 * The first cannot see a clean season in three or four cycles: where each lag is alike, its limit grows beyond what the
 * lag of the season can reach. The second compares what the places differ by with what the values of one place differ by
 * (Fisher, Statistical Methods for Research Workers, 1925), after the mean growth from cycle to cycle; it needs a few
 * places to be seen twice, no more. Below two cycles a place without demand in both is none of these: that months without
 * demand are alike says nothing of when demand comes again.
 */
export function showsSeason(values: Float64Array, count: number, seasonLength: number): boolean {
  return hasSeason(values, count, seasonLength) || placesDiffer(values, count, seasonLength)
}

function placesDiffer(values: Float64Array, count: number, m: number): boolean {
  if (m < 2) return false
  const within = (count < 2 * m ? placesWithDemand(values, count, m) : count - m) - 1
  if (within < 1) return false
  let growth = 0
  for (let t = m; t < count; t += 1) growth += (values[t] - values[t - m]) / (count - m)
  const rest = Float64Array.from({ length: count }, (_, t) => values[t] - (growth / m) * t)
  const means = new Float64Array(m)
  let mean = 0
  for (let t = 0; t < count; t += 1) {
    const seen = Math.floor((count - 1 - (t % m)) / m) + 1
    means[t % m] = means[t % m] + rest[t] / seen
    mean += rest[t] / count
  }
  let between = 0
  let inside = 0
  for (let t = 0; t < count; t += 1) {
    const place = means[t % m]
    between += (place - mean) * (place - mean)
    inside += (rest[t] - place) * (rest[t] - place)
  }
  // float noise of values about one is no season
  if (!(between > 1e-18 * count)) return false
  const ratio = between / (m - 1) / (inside / within)
  return fisherDeviate(ratio, m - 1, within) > (count < 2 * m ? LIMIT_SEEN_ONCE : LIMIT)
}
