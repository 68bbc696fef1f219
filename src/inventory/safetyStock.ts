import { createIssueList } from '../core/checking/errors.js'
import { createNotice, type Notice } from '../core/notices/notices.js'
import { normalLoss } from '../math/normal.js'
import { cumulativeDemandAt } from './cumulativeDemandAt.js'
import { cumulativeQuantileFactor } from './cumulativeQuantileFactor.js'
import { factorOfService, factorOfShortage, serviceAt, type ShapedDemand, shortageAt } from './demandShape.js'
import { beyondDistribution, negativeSafetyStock, noUncertainty, quantileUnknown } from './notices.js'
import { checkSafetyStockInput, isForecast } from './safetyStockChecks.js'
import type { ForecastDemandInput, ServiceTarget, SteadyDemandInput } from './safetyStockInput.js'

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
  /**
   * Loss function at z: the expected shortage in standard deviations; with quantiles of the distribution and normal demand,
   * at the normal z of the service level.
   */
  readonly lossFunction: number
  readonly warnings: readonly Notice[]
}

/** Demand of a protection interval. */
export interface Protection {
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
 * Demand is taken as normal, or with `demandShape: 'gamma'` as gamma with the same mean and deviation (Burgin, "The gamma
 * distribution and inventory control", Operational Research Quarterly 26, 1975): demand that varies much beside its mean is
 * skewed, and a normal quantile then covers less than it says. A distribution with `cumulativeQuantiles`, as that of
 * intermittent demand has, goes before both: a service level takes the quantile of P days, between two listed probabilities
 * by their normal scores, within a bucket by standard deviations; a probability outside those listed falls back with a
 * warning. Fill rates and expected shortages follow the shape in any case. Quantiles by period are not used, as they cannot
 * be added.
 *
 * @param input - demand (units), lead time and review (periods, or days for a distribution), and one service target
 * @returns safety stock and reorder point in units, with z, deviation, expected shortage and warnings
 * (`beyond-distribution`, `quantile-unknown`, `negative-safety-stock`: a target that is met with less than the expected
 * demand gives a negative safety stock, `no-uncertainty`)
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
 * @example
 * Demand as often far under its mean as an exponential distribution has it: 95 % of it stays under 2.996 times its mean,
 * which 1.645 deviations do not reach:
 * ```ts
 * import { safetyStock } from 'sop-engine'
 * const spread = { demandMean: 100, demandStdDev: 100, leadTime: 1, serviceLevelShare: 0.95 }
 * Math.round(safetyStock({ ...spread, demandShape: 'gamma' }).reorderPoint) // => 300
 * Math.round(safetyStock(spread).reorderPoint) // => 264
 * ```
 */
export function safetyStock(input: SteadyDemandInput | ForecastDemandInput): SafetyStock {
  const issues = createIssueList()
  const warnings: Notice[] = []
  checkSafetyStockInput(input, issues)
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

  return stockFor(protection, { ...input, orderQuantity }, warnings)
}

/** {@link safetyStock} of a protection interval, for a target that was checked. */
export function stockFor(
  { mean, stdDev, factor }: Omit<Protection, 'reviewDemand'>,
  target: ServiceTarget,
  warnings: Notice[],
): SafetyStock {
  if (stdDev === 0 && target.z === undefined) {
    warnings.push(createNotice(noUncertainty, {}))
  }
  const demand = { mean, stdDev, shape: target.demandShape ?? 'normal' }
  const shapeFactor = stdDev === 0 ? (target.z ?? 0) : safetyFactor(target, demand)
  const z = stdDev === 0 ? shapeFactor : (factor ?? shapeFactor)
  const lossFunction = stdDev === 0 ? normalLoss(shapeFactor) : shortageAt(demand, shapeFactor) / stdDev
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
    serviceLevelShare: stdDev === 0 ? (z >= 0 ? 1 : 0) : serviceAt(demand, shapeFactor),
    expectedShortPerCycle: stdDev * lossFunction,
    lossFunction,
    warnings,
  }
}

function safetyFactor(target: ServiceTarget, demand: ShapedDemand): number {
  const { z, serviceLevelShare, fillRateShare = 0, orderQuantity = 0 } = target
  if (z !== undefined) return z
  if (serviceLevelShare !== undefined) return factorOfService(demand, serviceLevelShare)
  return factorOfShortage(demand, (1 - fillRateShare) * orderQuantity)
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
