import type { DemandDistribution } from '../core/numbers/distribution.js'

/**
 * Mean and variance of the demand from the first day of a distribution to a number of days later.
 *
 * Both are linear in time within a bucket, and beyond the last bucket they grow in proportion to time.
 */
export function cumulativeDemandAt(
  days: number,
  distribution: DemandDistribution,
  bucketDays: readonly number[],
): { readonly mean: number; readonly variance: number } {
  let elapsed = 0
  let mean = 0
  let variance = 0
  for (let t = 0; t < bucketDays.length; t++) {
    const length = bucketDays[t] as number
    const deviation = distribution.cumulativeStdDev[t] as number
    const bucketMean = distribution.mean[t] as number
    if (days <= elapsed + length) {
      const share = (days - elapsed) / length
      return { mean: mean + share * bucketMean, variance: variance + share * (deviation * deviation - variance) }
    }
    elapsed += length
    mean += bucketMean
    variance = deviation * deviation
  }
  const factor = days / elapsed
  return { mean: mean * factor, variance: variance * factor }
}
