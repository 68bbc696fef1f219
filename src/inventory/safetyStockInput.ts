import type { DemandDistribution } from '../core/numbers/distribution.js'
import type { DemandShape } from './demandShape.js'

/** How well demand is to be served; exactly one of `serviceLevelShare`, `z` and `fillRateShare`. */
export interface ServiceTarget {
  /** Share of the replenishment cycles without a stockout (type 1), above 0 and below 1. */
  readonly serviceLevelShare?: number
  /** Safety factor: standard deviations of protection. */
  readonly z?: number
  /** Share of the demand served from stock (type 2), above 0 and below 1. */
  readonly fillRateShare?: number
  /** Units of one replenishment, for a fill rate; default the expected demand of the review period. */
  readonly orderQuantity?: number
  /** The distribution that demand is taken to follow; default `normal`. */
  readonly demandShape?: DemandShape
}

/** Demand that is alike and independent from period to period. */
export interface SteadyDemandInput extends ServiceTarget {
  /** Expected demand of one period, stock units. */
  readonly demandMean: number
  /** Standard deviation of the demand of one period; default 0. */
  readonly demandStdDev?: number
  /** Periods from order to receipt. */
  readonly leadTime: number
  /** Standard deviation of the lead time, periods; default 0. */
  readonly leadTimeStdDev?: number
  /** Periods from one review of the stock to the next; default 0 (continuous review). */
  readonly reviewPeriod?: number
}

/** Demand that was forecast, with the standard deviation of its running total. */
export interface ForecastDemandInput extends ServiceTarget {
  readonly distribution: DemandDistribution
  /** Calendar days of each bucket of the distribution. */
  readonly bucketDays: readonly number[]
  /** Calendar days from order to receipt. */
  readonly leadTimeDays: number
  /** Standard deviation of the lead time, days; default 0. */
  readonly leadTimeStdDevDays?: number
  /** Days from one review of the stock to the next; default 0 (continuous review). */
  readonly reviewDays?: number
}
