import { countLogLikelihood, estimateDispersion } from '../../math/countDistribution.js'
import { demandUnit } from './demandUnit.js'

/** Mean in units up to which demand is counted unit by unit; beyond, the grid does not matter. */
const LARGEST_COUNTED = 500
/** How far, by ratio, the dispersion of greatest likelihood may be above and below that of the squared errors. */
const FARTHEST_ABOVE = 1.25
const FARTHEST_BELOW = 1.8
/** Log-likelihood by which the sizes seen must be ahead of a count distribution, which says more of sizes not yet seen. */
const AHEAD = 3
/** The same where the errors are less dispersed than Poisson, as of one lot or none. */
const AHEAD_OF_POISSON = 1
/** Probabilities are kept off zero and one by this. */
const EDGE = 1e-6

/** Demand as counts of a unit: Poisson or negative binomial. */
export interface DemandCounts {
  /** In the scale of the values. */
  readonly unit: number
  /** Variance by mean, in units. */
  readonly dispersion: number
}

/**
 * Tells whether demand is a count of some unit, or one of the sizes seen.
 *
 * The negative binomial distribution knows one unit and one dispersion. Of an item that is sold in lots of a hundred it
 * would make a spread far beyond what ever sold. So the demands are counted by the largest unit that they are multiples
 * of, and the likelihood of these counts is held against that of the sizes themselves, each size being as likely as the
 * other demands show it (its own demand left out) and all new ones together as likely as one more demand. The
 * dispersion of greatest likelihood is kept near that of the squared errors: where the sizes are of several kinds, it
 * answers to the small ones only.
 *
 * @param values - none below zero, at least one above
 * @param rates - the mean as it was known before each value
 * @returns nothing where the sizes seen are the better picture
 */
export function countsOrSizes(values: Float64Array, rates: Float64Array, rate: number): DemandCounts | undefined {
  const sizes = values.filter((value) => value > 0)
  const unit = demandUnit(sizes)
  if (unit === undefined || rate > LARGEST_COUNTED * unit) return undefined
  const inUnits = (value: number): number => Math.round(value / unit)
  const counts = values.map(inUnits)
  const expected = rates.map((one) => one / unit)
  let [squares, total] = [0, 0]
  counts.forEach((count, t) => {
    const mean = expected[t]
    if (!(mean > 0)) return
    squares += (count - mean) * (count - mean)
    total += mean
  })
  const byErrors = total > 0 ? squares / total : 1
  const likeliest = estimateDispersion(counts, expected)
  const own = countLogLikelihood(counts, expected, likeliest)
  const ahead = byErrors < 1 ? AHEAD_OF_POISSON : AHEAD
  if (sizesLogLikelihood(counts, expected) > own + ahead) return undefined
  const dispersion = Math.min(byErrors * FARTHEST_ABOVE, Math.max(byErrors / FARTHEST_BELOW, likeliest))
  return { unit, dispersion: Math.max(1, dispersion) }
}

/** Log-likelihood of demand or none, times that of each size among the others; a new size is one of as many as were seen. */
function sizesLogLikelihood(counts: Float64Array, expected: Float64Array): number {
  const seen = new Map<number, number>()
  let [demands, total, largest] = [0, 0, 0]
  for (const count of counts) {
    if (count === 0) continue
    seen.set(count, (seen.get(count) ?? 0) + 1)
    demands += 1
    total += count
    largest = Math.max(largest, count)
  }
  const mean = total / demands
  let sum = 0
  counts.forEach((count, t) => {
    const rate = expected[t]
    if (!(rate > 0)) return
    const probability = Math.min(1 - EDGE, Math.max(EDGE, rate / mean))
    if (count === 0) {
      sum += Math.log(1 - probability)
      return
    }
    const others = (seen.get(count) as number) - 1
    sum += Math.log((probability * (others + 1 / largest)) / demands)
  })
  return sum
}
