import type { DemandDistribution, DemandSizes } from '../core/numbers/distribution.js'
import { excessOfSums } from '../math/excessOfSums.js'
import { cumulativeDemandAt } from './cumulativeDemandAt.js'

/** Buckets of lead time and review beyond which sums of demand lean so little that their deviation tells enough. */
const MOST_BUCKETS = 60
/** Halvings of the interval in which the level is looked for. */
const HALVINGS = 60

/** A forecast with the days of its buckets. */
export interface ForecastInBuckets {
  readonly distribution: DemandDistribution
  readonly bucketDays: readonly number[]
}

/** What is short of intermittent demand in one review, and what of it may be. */
export interface ShortInReview {
  /** Expected units short with so many standard deviations of lead time and review above their mean. */
  readonly shortAt: (factor: number) => number
  /** Expected demand of the review. */
  readonly asked: number
  /** The factor with which no more than a share of it is short. */
  readonly factorFor: (share: number) => number
}

/**
 * Expected units that an order-up-to level S is short by in one review R after a lead time L, of demand that is none in a bucket or one of
 * the sizes of the distribution: E max(0, D(L + R) - S) - E max(0, D(L) - S), what was short before having been counted by the review
 * before. Within a bucket the demand has come with the share of its days that have gone by. The probability of a demand is known to a
 * deviation: three points with its mean and variance stand for it.
 * Sources: Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains (2017), ch. 6 (fill rate of the (R, S) system, units
 * backordered counted once); Axsäter, Inventory Control (2015), ch. 5 (compound demand).
 *
 * @returns undefined where the distribution names no sizes, or the days reach over more than 60 buckets
 */
export function shortInReview(
  { distribution, bucketDays }: ForecastInBuckets,
  { leadTimeDays, reviewDays }: { readonly leadTimeDays: number; readonly reviewDays: number },
): ShortInReview | undefined {
  const { demandSizes } = distribution
  if (demandSizes === undefined || demandSizes.sizes.length === 0) return undefined
  const [lead, whole] = [leadTimeDays, leadTimeDays + reviewDays].map((days) => bucketsIn(days, bucketDays))
  const { mean, variance } = cumulativeDemandAt(leadTimeDays + reviewDays, distribution, bucketDays)
  if (lead === undefined || whole === undefined || whole > MOST_BUCKETS || !(variance > 0)) return undefined
  const cases = casesOf(demandSizes, Math.ceil(whole))
  const short = (level: number): number =>
    cases.reduce(
      (sum, { weight, excess }) =>
        sum + weight * (excessAfter(excess, whole, level) - excessAfter(excess, lead, level)),
      0,
    )
  const stdDev = Math.sqrt(variance)
  const average = demandSizes.sizes.reduce((sum, size) => sum + size / demandSizes.sizes.length, 0)
  const asked = (whole - lead) * demandSizes.probability * average
  return {
    asked,
    shortAt: (factor) => short(mean + factor * stdDev),
    factorFor: (share) => {
      let [low, high] = [0, Math.max(...demandSizes.sizes) * Math.ceil(whole)]
      if (short(low) <= share * asked) return (low - mean) / stdDev
      for (let n = 0; n < HALVINGS; n += 1) {
        const middle = (low + high) / 2
        if (short(middle) > share * asked) low = middle
        else high = middle
      }
      return (high - mean) / stdDev
    },
  }
}

/** Days as buckets and parts of one; days beyond the last are in buckets of its length. */
function bucketsIn(days: number, bucketDays: readonly number[]): number {
  let [left, buckets] = [days, 0]
  for (const length of bucketDays) {
    if (left <= length) return buckets + left / length
    left -= length
    buckets += 1
  }
  return buckets + left / (bucketDays.at(-1) ?? 1)
}

interface Case {
  readonly weight: number
  readonly excess: ((level: number) => number)[]
}

/** Three probabilities of a demand with their mean and variance (Gauss and Hermite), those outside 0 to 1 brought to its ends. */
function casesOf({ probability, probabilityStdDev, sizes }: DemandSizes, most: number): Case[] {
  const away = Math.sqrt(3) * Math.min(probabilityStdDev, probability / Math.sqrt(3), (1 - probability) / Math.sqrt(3))
  const points = away > 0 ? [probability - away, probability, probability + away] : [probability]
  return points.map((one, n) => ({
    weight: points.length === 1 ? 1 : n === 1 ? 2 / 3 : 1 / 6,
    excess: excessOfSums({ probability: one, values: sizes }, most),
  }))
}

const excessAfter = (excess: Case['excess'], buckets: number, level: number): number => {
  const gone = Math.floor(buckets)
  const [before, after] = [excess[gone], excess[gone + 1] ?? excess[gone]]
  const share = buckets - gone
  return (1 - share) * (before?.(level) ?? 0) + share * (after?.(level) ?? 0)
}
