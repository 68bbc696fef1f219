import type { DemandDistribution, DemandQuantile } from '../core/numbers/distribution.js'
import { normalQuantile } from '../math/normal.js'

/** Probabilities closer than this are the same. */
const SAME = 1e-12

/**
 * Standard deviations by which the demand of a number of days, from the first day of a distribution on, may exceed its
 * mean with the given probability of not being exceeded; from the distribution's `cumulativeQuantiles`.
 *
 * Exact at the ends of buckets for a probability that is listed. Between two probabilities the quantile is linear in
 * the normal score; within a bucket the factor is linear in time, within the first and beyond the last it stays.
 *
 * @returns undefined where the probability lies outside those listed
 */
export function cumulativeQuantileFactor(
  days: number,
  probability: number,
  { mean, cumulativeStdDev, cumulativeQuantiles = [] }: DemandDistribution,
  bucketDays: readonly number[],
): number | undefined {
  let below: DemandQuantile | undefined
  let above: DemandQuantile | undefined
  for (const one of cumulativeQuantiles) {
    if (one.probability <= probability + SAME && !(below !== undefined && below.probability >= one.probability))
      below = one
    if (one.probability >= probability - SAME && !(above !== undefined && above.probability <= one.probability))
      above = one
  }
  if (below === undefined || above === undefined) return undefined
  const low = normalQuantile(below.probability)
  const span = normalQuantile(above.probability) - low
  const weight = span > SAME ? (normalQuantile(probability) - low) / span : 0
  let elapsed = 0
  let sum = 0
  let before = 0
  for (let t = 0; t < bucketDays.length; t += 1) {
    sum += mean[t] as number
    const deviation = cumulativeStdDev[t] as number
    const left = below.values[t] as number
    const quantile = left + weight * ((above.values[t] as number) - left)
    const factor = deviation > 0 ? (quantile - sum) / deviation : 0
    const length = bucketDays[t] as number
    if (days <= elapsed + length) return t === 0 ? factor : before + ((days - elapsed) / length) * (factor - before)
    elapsed += length
    before = factor
  }
  return before
}
