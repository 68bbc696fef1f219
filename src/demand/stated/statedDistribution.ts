import {
  checkLength,
  list,
  number,
  numbers,
  optional,
  PROBABILITY,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import type { DemandDistribution, DemandQuantile } from '../../core/numbers/distribution.js'
import { createIssueList } from '../../core/checking/errors.js'
import { normalQuantile } from '../../math/normal.js'
import { checkStatedQuantiles } from './checkStated.js'
import { quantileLine } from './quantileLine.js'

/** What a forecast made elsewhere says of the demand to come; give `stdDev` or `quantiles`. */
export interface StatedDemand {
  /** Expected demand by period, from zero. */
  readonly mean: readonly number[]
  /** Standard deviation of the demand around it, by period. */
  readonly stdDev?: readonly number[]
  /** Quantiles by period, of probabilities between 0 and 1; in any order. */
  readonly quantiles?: readonly DemandQuantile[]
}

/**
 * The distribution of a forecast that was made elsewhere, as `safetyStock` takes it: from a standard deviation, or from quantiles
 * as planning tools and quantile regressions give them.
 *
 * Between two quantiles, and beyond the outermost, demand is straight in the normal score, and never below zero; `stdDev` is the
 * root mean squared distance of that distribution from `mean`. Errors of different periods are taken as independent: the variance
 * of a sum is the sum of the variances. With quantiles, those of the sums follow: of one period they are the stated ones, of n
 * alike periods they lie between these and the normal ones, and come nearer by the square root of n, which is the first term
 * of Cornish and Fisher's expansion ("Moments and cumulants in the specification of distributions", Revue de l'Institut
 * International de Statistique 5, 1938).
 *
 * @param stated - expected units by period, and how far off they may be, in the unit of the item
 * @throws SopError that lists every mistake: lists of different lengths, quantiles that cross, a median alone, both or nothing
 * given
 * @example
 * ```ts
 * import { safetyStock } from 'sop-engine'
 * import { statedDistribution } from 'sop-engine/demand'
 * const distribution = statedDistribution({
 *   mean: [100, 100],
 *   quantiles: [
 *     { probability: 0.5, values: [95, 95] },
 *     { probability: 0.95, values: [160, 160] },
 *   ],
 * })
 * const stock = safetyStock({ distribution, bucketDays: [30, 30], leadTimeDays: 30, serviceLevelShare: 0.95 })
 * stock.reorderPoint.toFixed(6) // => '160.000000'
 * ```
 */
export function statedDistribution(stated: StatedDemand): DemandDistribution {
  const issues = createIssueList()
  const quantile = record<DemandQuantile>({ probability: number(PROBABILITY), values: numbers(QUANTITY) })
  const check = record<StatedDemand>({
    mean: numbers({ ...QUANTITY, least: 1 }),
    stdDev: optional(numbers(QUANTITY)),
    quantiles: optional(list(quantile)),
  })
  check(stated, '', issues)
  throwIfUnreadable(issues)
  const { mean, stdDev, quantiles } = stated
  if ((stdDev === undefined) === (quantiles === undefined)) {
    const message = 'How far off demand may be is told by a standard deviation or by quantiles.'
    issues.add(stdDev === undefined ? 'MISSING_VALUE' : 'CONFLICT', 'stdDev', stdDev, message, 'Give one of the two.')
  }
  if (stdDev !== undefined) checkLength(stdDev, 'stdDev', mean.length, 'periods', issues)
  const areLong = (quantiles ?? []).map(({ values }, n) =>
    checkLength(values, `quantiles[${n}].values`, mean.length, 'periods', issues),
  )
  if (quantiles !== undefined && areLong.every((isLong) => isLong)) {
    const read = quantiles.map((one, n) => ({ ...one, path: `quantiles[${n}].values` }))
    checkStatedQuantiles(mean, read, 'quantiles', issues)
  }
  issues.throwIfAny()
  return distributionOf(stated)
}

/** The same of what has been looked at. */
export function distributionOf({ mean, stdDev, quantiles }: StatedDemand): DemandDistribution {
  if (quantiles === undefined) {
    const own = [...(stdDev ?? mean.map(() => 0))]
    return { mean: [...mean], stdDev: own, cumulativeStdDev: runningDeviation(own) }
  }
  const sorted = [...quantiles].sort((a, b) => a.probability - b.probability)
  const own = mean.map((center, t) => quantileLine(pointsAt(sorted, t), center).distanceFrom(center))
  const sums = runningDeviation(own)
  return {
    mean: [...mean],
    stdDev: own,
    cumulativeStdDev: sums,
    quantiles: sorted.map(({ probability, values }) => ({ probability, values: [...values] })),
    cumulativeQuantiles: sorted.map((one) => ({
      probability: one.probability,
      values: quantilesOfSums(one, mean, own),
    })),
  }
}

/** The stated points of one period. */
export function pointsAt(
  quantiles: readonly DemandQuantile[],
  t: number,
): { readonly probability: number; readonly value: number }[] {
  return quantiles.map(({ probability, values }) => ({ probability, value: values[t] }))
}

function runningDeviation(stdDev: readonly number[]): number[] {
  let variance = 0
  return stdDev.map((value) => Math.sqrt((variance += value * value)))
}

/** Quantiles of the sums so far: what the periods have beyond normal scores, by the cubes of their deviations. */
function quantilesOfSums(
  { probability, values }: DemandQuantile,
  mean: readonly number[],
  stdDev: readonly number[],
): number[] {
  const score = normalQuantile(probability)
  let [sum, variance, beyond] = [0, 0, 0]
  return values.map((value, t) => {
    const own = stdDev[t]
    sum += mean[t]
    variance += own * own
    if (own > 0) beyond += own * own * (value - mean[t] - score * own)
    if (t === 0) return value
    return Math.max(0, sum + (variance > 0 ? score * Math.sqrt(variance) + beyond / variance : 0))
  })
}
