/** How the demand of a series may turn out, bucket by bucket from the first day of the plan on. */
export interface DemandAhead {
  /** Calendar days of the buckets. */
  readonly days: readonly number[]
  /** Expected demand, units. */
  readonly mean: readonly number[]
  /** Standard deviation of the forecast by bucket as it is today, and its expected demand. */
  readonly forecast?: ForecastAhead
  /** What steps of the waterfall have made of the forecast's deviation; default 1. */
  readonly factor?: readonly number[]
  /** Standard deviations of parts whose errors go the same way in every bucket; default none. */
  readonly whole?: readonly (readonly number[])[]
  /** Variance of independent chances; default 0. */
  readonly chance?: readonly number[]
}

/** The spread of a forecast as it is today. */
export interface ForecastAhead {
  readonly mean: readonly number[]
  readonly stdDev: readonly number[]
  /** Running variance of its sum after a number of days of the plan. */
  readonly varianceAfter: (elapsed: number) => number
}

/** Demand of some days: expected units, and the variance of what it may turn out to be. */
export interface IntervalDemand {
  readonly mean: number
  readonly variance: number
}

/** One bucket as the days of an interval read it; deviations and parts are those of the whole bucket. */
interface Bucket {
  /** Days of the plan; the first bucket goes on before it, the last after it. */
  readonly start: number
  readonly end: number
  readonly days: number
  readonly mean: number
  /** Variance of the forecast when the bucket is near, before the steps of the waterfall. */
  readonly near: number
  readonly factor: number
  readonly chance: number
  readonly whole: readonly number[]
}

/**
 * A deviation by bucket as it will be when the bucket is near: at most in proportion to the level of demand, and at least the
 * same at any level, whichever of the two is more, and the other way round where demand is lower than at first. What a
 * forecast has beyond that is its growth with distance, which the plans made until then will not have.
 */
function nearDeviation({ mean, stdDev }: ForecastAhead, t: number): number {
  const [first = 0, firstMean = 0] = [stdDev[0], mean[0]]
  const [value = 0, level = 0] = [stdDev[t], mean[t]]
  if (first === 0) return value
  const inProportion = firstMean > 0 ? (first * level) / firstMean : level > 0 ? Number.POSITIVE_INFINITY : first
  return Math.min(Math.max(value, Math.min(first, inProportion)), Math.max(first, inProportion))
}

function toBuckets({ days, mean, forecast, factor, whole = [], chance }: DemandAhead): Bucket[] {
  let elapsed = 0
  return days.map((length, t): Bucket => {
    const start = elapsed
    elapsed += length
    return {
      start: t === 0 ? Number.NEGATIVE_INFINITY : start,
      end: t === days.length - 1 ? Number.POSITIVE_INFINITY : elapsed,
      days: length,
      mean: mean[t] ?? 0,
      near: forecast === undefined ? 0 : nearDeviation(forecast, t) ** 2,
      factor: factor?.[t] ?? 1,
      chance: chance?.[t] ?? 0,
      whole: whole.map((part) => part[t] ?? 0),
    }
  })
}

/** What each bucket brings into the days from one to another, as a share of itself. */
function overDays(
  buckets: readonly Bucket[],
  from: number,
  to: number,
  add: (bucket: Bucket, share: number) => void,
): void {
  for (const bucket of buckets) {
    const days = Math.min(to, bucket.end) - Math.max(from, bucket.start)
    if (days > 0) add(bucket, days / bucket.days)
  }
}

/**
 * A function that gives the demand between two days of the plan, counted from its first, as it will be seen when the first
 * of them comes: a forecast made then is as uncertain about the days just ahead of it as today's is about those ahead of
 * today, at the level that demand then has. The correlation of its errors over as many days is today's.
 *
 * Days before the plan are taken to be as its first bucket, days after it as its last.
 */
export function demandBetween(ahead: DemandAhead): (from: number, to: number) => IntervalDemand {
  const buckets = toBuckets(ahead)
  const { forecast, whole = [] } = ahead
  /** How much more the sum over so many days varies than independent buckets would. */
  const correlated = (length: number): number => {
    if (forecast === undefined || !(length > 0)) return 1
    let independent = 0
    overDays(buckets, 0, length, ({ near }, share) => (independent += share * near))
    return independent > 0 ? forecast.varianceAfter(length) / independent : 1
  }
  return (from, to) => {
    let mean = 0
    let own = 0
    let variance = 0
    const running = whole.map(() => 0)
    overDays(buckets, from, to, (bucket, share) => {
      mean += share * bucket.mean
      own += share * bucket.near * bucket.factor * bucket.factor
      variance += share * bucket.chance
      bucket.whole.forEach((part, n) => (running[n] = (running[n] ?? 0) + share * part))
    })
    for (const sum of running) variance += sum * sum
    return { mean, variance: variance + (own > 0 ? own * correlated(to - from) : 0) }
  }
}
