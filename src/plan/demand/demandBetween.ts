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

/** Place of a day: its bucket, and how much of it has gone by; below zero before the plan, above one after it. */
interface Place {
  readonly bucket: number
  readonly share: number
}

/** Finds days in buckets; the first goes on before the plan, the last after it. */
function placeDays(days: readonly number[]): (day: number) => Place {
  const ends: number[] = []
  let end = 0
  for (const length of days) ends.push((end += length))
  return (day) => {
    let bucket = 0
    while (bucket < ends.length - 1 && day > (ends[bucket] ?? 0)) bucket += 1
    const length = days[bucket] ?? 1
    return { bucket, share: 1 + (day - (ends[bucket] ?? 0)) / length }
  }
}

/** Sums of a series between two places, from its running total. */
function sumsOf(values: readonly number[]): (from: Place, to: Place) => number {
  const before = [0]
  for (const value of values) before.push((before.at(-1) ?? 0) + value)
  const upTo = ({ bucket, share }: Place): number => (before[bucket] ?? 0) + share * (values[bucket] ?? 0)
  return (from, to) => Math.max(0, upTo(to) - upTo(from))
}

/**
 * A function that gives the demand between two days of the plan, counted from its first, as it will be seen when the first
 * of them comes: a forecast made then is as uncertain about the days just ahead of it as today's is about those ahead of
 * today, at the level that demand then has. The correlation of its errors over as many days is today's.
 *
 * Days before the plan are taken to be as its first bucket, days after it as its last.
 */
export function demandBetween({
  days,
  mean,
  forecast,
  factor,
  whole = [],
  chance = [],
}: DemandAhead): (from: number, to: number) => IntervalDemand {
  const placeOf = placeDays(days)
  const near = days.map((_, t) => (forecast === undefined ? 0 : nearDeviation(forecast, t) ** 2))
  const [expected, independent, own, chances] = [
    mean,
    near,
    near.map((variance, t) => variance * (factor?.[t] ?? 1) ** 2),
    chance,
  ].map(sumsOf)
  const parts = whole.map(sumsOf)
  const known = new Map<number, number>()
  /** How much more the sum over so many days varies than independent buckets would. */
  const correlated = (length: number): number => {
    if (forecast === undefined || !(length > 0)) return 1
    const alone = independent?.(placeOf(0), placeOf(length)) ?? 0
    const found = known.get(length) ?? (alone > 0 ? forecast.varianceAfter(length) / alone : 1)
    known.set(length, found)
    return found
  }
  return (first, last) => {
    const [from, to] = [placeOf(first), placeOf(last)]
    let variance = chances?.(from, to) ?? 0
    for (const part of parts) variance += part(from, to) ** 2
    const forecasted = own?.(from, to) ?? 0
    if (forecasted > 0) variance += forecasted * correlated(last - first)
    return { mean: expected?.(from, to) ?? 0, variance }
  }
}
