import type { Calendar, Period } from '../../core/time/calendar.js'
import type { DemandDistribution } from '../../core/numbers/distribution.js'
import { findPeriod } from '../../core/time/series.js'
import { cumulativeDemandAt } from '../../inventory/cumulativeDemandAt.js'
import type { Forecast, ForecastInterval } from '../../demand/types.js'
import { normalQuantile } from '../../math/normal.js'
import type { DemandAhead } from './demandBetween.js'
import { type HistoryFrame, inPlan, sumParts } from './frameBuckets.js'
import type { BucketedDistribution } from './types.js'

/**
 * How far the demand of a series may be off, by period of the plan, while steps of the waterfall are put on it: the
 * spread of its forecast, of parts that are wrong as a whole (a launch, inherited customers), and of chances that are
 * independent from period to period (opportunities). The three are taken as independent of each other.
 */
export interface Spread {
  /** Spread of the forecast of the history; zeros where there is none. */
  readonly own: readonly number[]
  /** What has become of it: 1 where nothing was done to it. */
  readonly factor: readonly number[]
  /** Standard deviations of parts whose errors go the same way in every period. */
  readonly whole: readonly (readonly number[])[]
  /** Variance of independent chances. */
  readonly chance: readonly number[]
  /** Whether any step changed it. */
  readonly isChanged: boolean
  /** Whether anything tells how far off the demand may be; where not, zeros say that nothing is known. */
  readonly isKnown: boolean
}

/** The spread of a forecast before any step; of demand of which nothing is known without one. */
export function startSpread(own: readonly number[], isKnown: boolean): Spread {
  return { own, factor: own.map(() => 1), whole: [], chance: own.map(() => 0), isChanged: false, isKnown }
}

/** Adds a part that is wrong as a whole. */
export function addWhole(spread: Spread, stdDev: readonly number[]): Spread {
  return { ...spread, whole: [...spread.whole, stdDev], isChanged: true, isKnown: true }
}

/** Adds chances that are independent of each other. */
export function addChance(spread: Spread, variance: readonly number[]): Spread {
  return {
    ...spread,
    chance: spread.chance.map((value, t) => value + (variance[t] as number)),
    isChanged: true,
    isKnown: true,
  }
}

/** Demand that becomes a multiple of itself is off by as much. */
export function scaleSpread(spread: Spread, factors: readonly number[]): Spread {
  if (factors.every((factor) => factor === 1)) return spread
  const times = (values: readonly number[]): number[] => values.map((value, t) => value * (factors[t] as number))
  return {
    ...spread,
    factor: times(spread.factor),
    whole: spread.whole.map(times),
    chance: times(times(spread.chance)),
    isChanged: true,
  }
}

/** Standard deviation by period. */
export function stdDevOf({ own, factor, whole, chance, isChanged }: Spread): number[] {
  if (!isChanged) return [...own]
  return own.map((value, t) => {
    const scaled = value * (factor[t] as number)
    return Math.sqrt(
      scaled * scaled + (chance[t] as number) + whole.reduce((sum, part) => sum + (part[t] as number) ** 2, 0),
    )
  })
}

/**
 * Intervals around the demand planned for: half-widths of the forecast's own intervals and of the normal distribution
 * of everything else add as variances do.
 */
export function intervalsOf(
  spread: Spread,
  expected: readonly number[],
  baseline: readonly number[],
  own: readonly ForecastInterval[],
  levels: readonly number[],
): ForecastInterval[] {
  const other = stdDevOf({ ...spread, own: spread.own.map(() => 0), isChanged: true })
  if (own.length === 0 && other.every((value) => value === 0)) return []
  return levels.map((level, n): ForecastInterval => {
    const z = normalQuantile((1 + level) / 2)
    const interval = own[n]
    const width = (half: number, t: number): number => {
      const scaled = half * (spread.factor[t] as number)
      const rest = z * (other[t] as number)
      return Math.sqrt(scaled * scaled + rest * rest)
    }
    return {
      level,
      lower: expected.map((value, t) =>
        Math.max(0, value - width((baseline[t] as number) - (interval?.lower[t] ?? (baseline[t] as number)), t)),
      ),
      upper: expected.map(
        (value, t) => value + width((interval?.upper[t] ?? (baseline[t] as number)) - (baseline[t] as number), t),
      ),
    }
  })
}

/** The distribution of a forecast from the start of the plan on, in the buckets of its history. */
export function distributionFromStart({ forecast, frame: { offset } }: SpreadSource): DemandDistribution {
  const { mean, stdDev, cumulativeStdDev, cumulativeQuantiles, demandSizes } = forecast.distribution
  // quantiles of a sum that begins before the plan say nothing of one that begins with it
  if (offset === 0)
    return {
      mean,
      stdDev,
      cumulativeStdDev,
      ...(cumulativeQuantiles !== undefined && { cumulativeQuantiles }),
      ...(demandSizes !== undefined && { demandSizes }),
    }
  const last = cumulativeStdDev[offset - 1] as number
  return {
    mean: mean.slice(offset),
    stdDev: stdDev.slice(offset),
    cumulativeStdDev: cumulativeStdDev
      .slice(offset)
      .map((value) => Math.sqrt(Math.max(0, value * value - last * last))),
  }
}

/** What each period of the plan adds to the variance of the running total of a forecast; within a bucket by its days. */
function varianceByPeriod({ forecast, frame }: SpreadSource): number[] {
  const { cumulativeStdDev } = forecast.distribution
  const added = cumulativeStdDev.map((value, s) => {
    const before = s === 0 ? 0 : (cumulativeStdDev[s - 1] as number)
    return Math.max(0, value * value - before * before)
  })
  return frame.parts.map((parts) => sumParts(parts, added, 1))
}

/** Where the spread of a series comes from: the forecast of its history, or one that was made elsewhere. */
export interface SpreadSource {
  readonly forecast: Pick<Forecast, 'point' | 'intervals' | 'distribution'>
  readonly frame: Pick<HistoryFrame, 'calendar' | 'parts' | 'offset'>
}

/** Running variance of a forecast after a number of days of the plan; beyond them it grows in proportion. */
function varianceAfter(days: readonly number[], source: SpreadSource): (elapsed: number) => number {
  const added = varianceByPeriod(source)
  const starts = new Float64Array(days.length)
  const sums = new Float64Array(days.length)
  for (let t = 1; t < days.length; t++) {
    starts[t] = (starts[t - 1] as number) + (days[t - 1] as number)
    sums[t] = (sums[t - 1] as number) + (added[t - 1] as number)
  }
  const last = days.length - 1
  const end = (starts[last] as number) + (days[last] as number)
  return (elapsed) => {
    if (elapsed >= end) return (((sums[last] as number) + (added[last] as number)) * elapsed) / end
    const t = findPeriod(starts, end, elapsed)
    return (sums[t] as number) + ((added[t] as number) * (elapsed - (starts[t] as number))) / (days[t] as number)
  }
}

/** The demand of a series in the periods of the plan, with all that the steps of the waterfall have done to it. */
export function demandAhead(
  { factor, whole, chance, own }: Spread,
  mean: readonly number[],
  calendar: Calendar,
  source: SpreadSource | undefined,
): DemandAhead {
  const days = calendar.periods.map((period: Period) => period.days)
  return {
    days,
    mean,
    factor,
    whole,
    chance,
    ...(source !== undefined && {
      forecast: {
        mean: inPlan(source.frame, source.forecast.point),
        stdDev: own,
        varianceAfter: varianceAfter(days, source),
      },
    }),
  }
}

/** The demand of a series that no step has changed, in the buckets of its history. */
export function forecastAhead({ distribution, bucketDays }: BucketedDistribution): DemandAhead {
  const { mean, stdDev } = distribution
  return {
    days: bucketDays,
    mean,
    forecast: {
      mean,
      stdDev,
      varianceAfter: (elapsed) => cumulativeDemandAt(elapsed, distribution, bucketDays).variance,
    },
  }
}
