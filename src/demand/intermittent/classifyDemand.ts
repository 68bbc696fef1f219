import { createIssueList } from '../../core/checking/errors.js'
import { checkSeries, seriesValues } from '../checkForecastInput.js'
import type { TimeSeries } from '../types.js'

/** Mean interval between demands, in periods, from which demand counts as intermittent. */
export const INTERMITTENT_INTERVAL = 1.32
/** Squared coefficient of variation of the sizes from which they count as erratic. */
const ERRATIC_VARIATION = 0.49

/** How often and how evenly an item is asked for. */
export interface DemandClassification {
  /**
   * `smooth`: often, in even sizes; `intermittent`: seldom, in even sizes; `erratic`: often, in uneven sizes; `lumpy`:
   * seldom, in uneven sizes; `none`: no demand in the history.
   */
  readonly demandClass: 'smooth' | 'intermittent' | 'erratic' | 'lumpy' | 'none'
  /** Observed periods by periods with demand, 1 for demand in every period; `null` without any demand. */
  readonly meanDemandInterval: number | null
  /** Variance of the sizes above zero by the square of their mean; `null` without any demand. */
  readonly squaredVariation: number | null
  /** Periods with demand. */
  readonly demands: number
  /** Periods observed. */
  readonly periodCount: number
}

/**
 * Sorts an item by how often it is asked for and how uneven the sizes are.
 *
 * The cut-offs are a mean demand interval of 1.32 periods and a squared coefficient of variation of 0.49; a figure at its
 * cut-off falls on the intermittent or erratic side. The variance is that of the sample (divisor n - 1), zero for a single
 * demand. Source: Syntetos, Boylan and Croston, "On the categorization of demand patterns", Journal of the Operational
 * Research Society 56 (2005).
 *
 * @param series - demand by period in the item's stock unit, none below zero; `null` where not observed is left out
 * @returns the class, the two figures behind it and the counts of periods
 * @throws SopError that lists every value that is no quantity of demand
 * @example
 * ```ts
 * import { classifyDemand } from 'sop-engine'
 * const spare = classifyDemand([0, 0, 3, 0, 0, 0, 2, 0, 0, 1])
 * spare.demandClass // => 'intermittent'
 * spare.squaredVariation // => 0.25
 * ```
 */
export function classifyDemand(series: TimeSeries | readonly (number | null)[]): DemandClassification {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  issues.throwIfAny()
  const path = Array.isArray(series) ? 'series' : 'series.values'
  const values = seriesValues(series)
  values.forEach((value, t) => {
    if (value === null || value >= 0) return
    const remedy = 'Take returns out of the history, or net them against the demand they belong to.'
    issues.add('OUT_OF_RANGE', `${path}[${t}]`, value, 'Demand is below zero.', remedy)
  })
  issues.throwIfAny()
  let periods = 0
  let largest = 0
  for (const value of values) {
    if (value === null) continue
    periods += 1
    largest = Math.max(largest, value)
  }
  const sizes = values.filter((value): value is number => value !== null && value > 0).map((value) => value / largest)
  const demands = sizes.length
  if (demands === 0) {
    return { demandClass: 'none', meanDemandInterval: null, squaredVariation: null, demands, periodCount: periods }
  }
  const mean = sizes.reduce((sum, size) => sum + size, 0) / demands
  const squares = sizes.reduce((sum, size) => sum + (size - mean) * (size - mean), 0)
  const squaredVariation = demands > 1 ? squares / (demands - 1) / (mean * mean) : 0
  const meanDemandInterval = periods / demands
  const seldom = meanDemandInterval >= INTERMITTENT_INTERVAL
  const uneven = squaredVariation >= ERRATIC_VARIATION
  const demandClass = seldom ? (uneven ? 'lumpy' : 'intermittent') : uneven ? 'erratic' : 'smooth'
  return { demandClass, meanDemandInterval, squaredVariation, demands, periodCount: periods }
}
