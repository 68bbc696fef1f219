import { countQuantile } from './countDistribution.js'
import { normalQuantile } from './normal.js'

/** Pieces in the mean up to which a sum is counted piece by piece. */
const LARGEST_COUNTED = 500
/** Units that the mean of another sum is cut into. */
const UNITS = 300

/**
 * Sum over periods that is not exceeded with the given probability.
 *
 * Counts that are Poisson or negative binomial with one dispersion have sums of the same kind; the mean and the variance,
 * which holds the uncertainty of the rate too, settle which. A sum of other sizes is taken for a gamma distribution with its
 * mean and variance (Burgin, "The gamma distribution and inventory control", Operational Research Quarterly 26, 1975),
 * which negative binomial counts of a small unit come close to; where it hardly leans, for a normal one with its skewness
 * (Cornish and Fisher 1937).
 *
 * @param mean - of the sum, in pieces where it is counted
 * @param isCounted - the sum is a whole number
 */
export function sumQuantile(mean: number, variance: number, isCounted: boolean, probability: number): number {
  if (!(mean > 0)) return 0
  if (isCounted && mean <= LARGEST_COUNTED)
    return countQuantile({ rate: mean, dispersion: variance / mean }, probability)
  const unit = mean / UNITS
  const dispersion = variance / mean / unit
  let quantile: number
  if (dispersion > 1) quantile = unit * countQuantile({ rate: UNITS, dispersion }, probability)
  else {
    const z = normalQuantile(probability)
    const stdDev = Math.sqrt(variance)
    quantile = Math.max(0, mean + stdDev * (z + ((stdDev / mean) * (z * z - 1)) / 3))
  }
  return isCounted ? Math.ceil(quantile) : quantile
}
