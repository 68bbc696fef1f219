import {
  checkLength,
  type Fields,
  list,
  number,
  numbers,
  optional,
  POSITIVE,
  PROBABILITY,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../core/checks.js'
import type { DemandDistribution, DemandQuantile } from '../core/distribution.js'
import { createIssueList, type IssueList } from '../core/errors.js'
import { createNotice, type Notice } from '../core/notices.js'
import { normalCdf, normalLoss, normalLossInverse, normalQuantile } from '../math/normal.js'
import { beyondDistribution, negativeSafetyStock, noUncertainty, quantileUnknown } from './notices.js'
import { cumulativeDemandAt } from './cumulativeDemandAt.js'
import { cumulativeQuantileFactor } from './cumulativeQuantileFactor.js'

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

/** Safety stock and what it was computed from; quantities in stock units. */
export interface SafetyStock {
  readonly safetyStock: number
  /** Expected demand of the protection interval and safety stock; under periodic review the order-up-to level. */
  readonly reorderPoint: number
  /** Expected demand of the protection interval (lead time and review period). */
  readonly leadTimeDemandMean: number
  /** Standard deviation of the demand of the protection interval. */
  readonly leadTimeDemandStdDev: number
  /** Safety factor: safety stock in standard deviations. */
  readonly z: number
  /** Probability that a cycle passes without a stockout. */
  readonly serviceLevelShare: number
  /** Expected units short in a replenishment cycle. */
  readonly expectedShortPerCycle: number
  /** Standard normal loss function at z; with quantiles of the distribution, at the normal z of the service level. */
  readonly lossFunction: number
  readonly warnings: readonly Notice[]
}

interface Protection {
  readonly mean: number
  readonly stdDev: number
  /** Expected demand of the review period. */
  readonly reviewDemand: number
  /** Safety factor by the quantiles of the distribution, where it has them for the service level. */
  readonly factor?: number
}

/**
 * Safety stock for a service level or a fill rate, from demand per period or from a forecast distribution.
 *
 * Protection interval P = lead time L + review period R. Standard deviation of its demand: sqrt(P s^2 + d^2 sL^2) for demand
 * of mean d and deviation s per period; for a distribution, its `cumulativeStdDev` at P days (the variance is
 * interpolated within a bucket, and grows in proportion to time beyond the last). Safety stock = z x that deviation;
 * reorder point = demand of P + safety stock. Type 1: z = the normal quantile of the service level. Type 2: loss
 * function L(z) = (1 - fill rate) x order quantity / deviation, solved for z. Sources: Silver, Pyke and Thomas, Inventory
 * and Production Management in Supply Chains (2017), ch. 6; Nahmias and Olsen, Production and Operations Analysis, ch. 5.
 * Demand is taken as normal, unless the distribution has `cumulativeQuantiles`, as that of intermittent demand has: a service
 * level then takes the quantile of P days, between two listed probabilities by their normal scores, within a bucket by
 * standard deviations; a probability outside those listed falls back to the normal distribution with a warning. Fill rates
 * and expected shortages are normal in either case. Quantiles by period are not used, as they cannot be added.
 *
 * @param input - demand (units), lead time and review (periods, or days for a distribution), and one service target
 * @returns safety stock and reorder point in units, with z, deviation, expected shortage and warnings
 * (`beyond-distribution`, `quantile-unknown`, `negative-safety-stock`: a target that is met with less than the expected demand gives a negative
 * safety stock, `no-uncertainty`)
 * @throws SopError `MISSING_VALUE`, `CONFLICT` for no or several targets, `OUT_OF_RANGE`, `NOT_FINITE`, `MISALIGNED`
 * @example
 * ```ts
 * import { safetyStock } from 'sop-engine'
 * const surgeryPacks = safetyStock({ demandMean: 60, leadTime: 6, leadTimeStdDev: 2, z: 1.28 })
 * surgeryPacks.safetyStock // => 153.6
 * surgeryPacks.reorderPoint // => 513.6
 * ```
 * @example
 * Intermittent demand, with quantiles of its sums as `forecast` gives them:
 * ```ts
 * import { safetyStock } from 'sop-engine'
 * const cumulativeQuantiles = [{ probability: 0.95, values: [2, 3] }]
 * const distribution = { mean: [0.5, 0.5], stdDev: [0.75, 0.75], cumulativeStdDev: [0.75, 1], cumulativeQuantiles }
 * safetyStock({ distribution, bucketDays: [30, 30], leadTimeDays: 60, serviceLevelShare: 0.95 }).reorderPoint // => 3
 * ```
 */
export function safetyStock(input: SteadyDemandInput | ForecastDemandInput): SafetyStock {
  const issues = createIssueList()
  const warnings: Notice[] = []
  checkInput(input, issues)
  issues.throwIfAny()
  const protection = isForecast(input) ? fromForecast(input, warnings) : fromSteady(input)
  const orderQuantity = input.orderQuantity ?? protection.reviewDemand
  if (input.fillRateShare !== undefined && !(orderQuantity > 0)) {
    issues.add(
      'MISSING_VALUE',
      'orderQuantity',
      input.orderQuantity,
      'A fill rate depends on the order quantity.',
      'Give the units of one replenishment, or a review period with demand.',
    )
  }
  issues.throwIfAny()

  const { mean, stdDev } = protection
  if (stdDev === 0 && input.z === undefined) {
    warnings.push(createNotice(noUncertainty, {}))
  }
  const normalFactor = stdDev === 0 && input.z === undefined ? 0 : safetyFactor(input, orderQuantity, stdDev)
  const z = stdDev === 0 ? normalFactor : (protection.factor ?? normalFactor)
  const lossFunction = normalLoss(normalFactor)
  const stock = z * stdDev
  if (stock < 0) {
    warnings.push(createNotice(negativeSafetyStock, {}))
  }
  return {
    safetyStock: stock === 0 ? 0 : stock,
    reorderPoint: mean + stock,
    leadTimeDemandMean: mean,
    leadTimeDemandStdDev: stdDev,
    z,
    serviceLevelShare: stdDev === 0 ? (z >= 0 ? 1 : 0) : normalCdf(normalFactor),
    expectedShortPerCycle: stdDev * lossFunction,
    lossFunction,
    warnings,
  }
}

function safetyFactor(target: ServiceTarget, orderQuantity: number, stdDev: number): number {
  if (target.z !== undefined) return target.z
  if (target.serviceLevelShare !== undefined) return normalQuantile(target.serviceLevelShare)
  return normalLossInverse(((1 - (target.fillRateShare as number)) * orderQuantity) / stdDev)
}

/** Checks of what every service target may say. */
const TARGET: Fields<ServiceTarget> = {
  serviceLevelShare: (value, path, issues) => optional(number(PROBABILITY))(value, path, issues),
  z: (value, path, issues) => optional(number())(value, path, issues),
  fillRateShare: (value, path, issues) => optional(number(PROBABILITY))(value, path, issues),
  orderQuantity: (value, path, issues) => optional(number(POSITIVE))(value, path, issues),
}

const isForecast = (input: SteadyDemandInput | ForecastDemandInput): input is ForecastDemandInput =>
  'distribution' in input || 'bucketDays' in input

/** Adds everything that is wrong with the input; throws at once where what it holds cannot be compared. */
function checkInput(input: SteadyDemandInput | ForecastDemandInput, issues: IssueList): void {
  const quantity = number(QUANTITY)
  const quantiles = optional(
    list(record<DemandQuantile>({ probability: number(PROBABILITY), values: numbers(QUANTITY) })),
  )
  const forecast = record<ForecastDemandInput>({
    ...TARGET,
    bucketDays: numbers({ ...POSITIVE, least: 1 }),
    distribution: record<DemandDistribution>({
      mean: numbers(QUANTITY),
      stdDev: numbers(QUANTITY),
      cumulativeStdDev: numbers(QUANTITY),
      quantiles,
      cumulativeQuantiles: quantiles,
    }),
    leadTimeDays: quantity,
    leadTimeStdDevDays: optional(quantity),
    reviewDays: optional(quantity),
  })
  const steady = record<SteadyDemandInput>({
    ...TARGET,
    demandMean: quantity,
    demandStdDev: optional(quantity),
    leadTime: quantity,
    leadTimeStdDev: optional(quantity),
    reviewPeriod: optional(quantity),
  })
  const isRecord = input !== null && typeof input === 'object'
  ;(isRecord && isForecast(input) ? forecast : steady)(input, '', issues)
  if (isRecord) checkTarget(input, issues)
  throwIfUnreadable(issues)
  if (!isForecast(input)) return
  const count = input.bucketDays.length
  const { mean, cumulativeStdDev, cumulativeQuantiles = [] } = input.distribution
  checkLength(mean, 'distribution.mean', count, 'buckets', issues)
  checkLength(cumulativeStdDev, 'distribution.cumulativeStdDev', count, 'buckets', issues)
  cumulativeQuantiles.forEach(({ values }, place) => {
    checkLength(values, `distribution.cumulativeQuantiles[${place}].values`, count, 'buckets', issues)
  })
}

function checkTarget(target: ServiceTarget, issues: IssueList): void {
  const given = (['serviceLevelShare', 'z', 'fillRateShare'] as const).filter((field) => target[field] !== undefined)
  if (given.length === 0) {
    issues.add(
      'MISSING_VALUE',
      'serviceLevelShare',
      undefined,
      'There is no service target.',
      'Give serviceLevelShare, z or fillRateShare.',
    )
  } else if (given.length > 1) {
    issues.add(
      'CONFLICT',
      given[1] as string,
      given,
      'There is more than one service target.',
      'Give one of serviceLevelShare, z and fillRateShare.',
    )
  }
}

function fromSteady(input: SteadyDemandInput): Protection {
  const { demandMean, demandStdDev = 0, leadTime, leadTimeStdDev = 0, reviewPeriod = 0 } = input
  const interval = leadTime + reviewPeriod
  return {
    mean: demandMean * interval,
    stdDev: Math.sqrt(
      interval * demandStdDev * demandStdDev + demandMean * demandMean * leadTimeStdDev * leadTimeStdDev,
    ),
    reviewDemand: demandMean * reviewPeriod,
  }
}

function fromForecast(input: ForecastDemandInput, warnings: Notice[]): Protection {
  const { distribution, bucketDays, leadTimeDays, leadTimeStdDevDays = 0, reviewDays = 0 } = input
  const interval = leadTimeDays + reviewDays
  const horizon = bucketDays.reduce((a, b) => a + b, 0)
  if (interval > horizon) {
    warnings.push(
      createNotice(beyondDistribution, {
        path: 'distribution',
        value: { intervalDays: interval, horizonDays: horizon },
      }),
    )
  }
  const demand = cumulativeDemandAt(interval, distribution, bucketDays)
  // With no interval at all the first bucket tells what one day sells, which a late receipt still makes felt.
  const perDay = interval > 0 ? demand.mean / interval : (distribution.mean[0] as number) / (bucketDays[0] as number)
  const lateDemand = perDay * leadTimeStdDevDays
  const factor = factorByQuantiles(input, interval, warnings)
  return {
    ...(factor === undefined ? {} : { factor }),
    mean: demand.mean,
    stdDev: Math.sqrt(demand.variance + lateDemand * lateDemand),
    reviewDemand: cumulativeDemandAt(reviewDays, distribution, bucketDays).mean,
  }
}

/** The safety factor of a service level by the distribution's own quantiles. */
function factorByQuantiles(input: ForecastDemandInput, interval: number, warnings: Notice[]): number | undefined {
  const { distribution, bucketDays, serviceLevelShare } = input
  // without an interval all that varies is the lead time, which is normal
  if (serviceLevelShare === undefined || distribution.cumulativeQuantiles === undefined || interval === 0)
    return undefined
  const factor = cumulativeQuantileFactor(interval, serviceLevelShare, distribution, bucketDays)
  if (factor === undefined) {
    warnings.push(createNotice(quantileUnknown, { path: 'distribution.cumulativeQuantiles', value: serviceLevelShare }))
  }
  return factor
}
