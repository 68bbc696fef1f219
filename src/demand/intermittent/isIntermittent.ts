import { fitLine } from '../../math/leastSquares.js'
import type { PreparedSeries } from '../prepareSeries.js'
import { showsSeason } from '../season/showsSeason.js'
import { INTERMITTENT_INTERVAL } from './classifyDemand.js'

/** Standard normal quantile of 97.5 %. */
const NORMAL_EDGE = 1.959963984540054
/** The same of 95 %: the limit of a two-sided test at 10 %, as for a season. */
const TREND_LIMIT = 1.6448536269514722

/**
 * Tells whether a history without a season is forecast by the methods for intermittent demand.
 *
 * It is when demand comes less than once in 1.32 periods (Syntetos, Boylan and Croston 2005); and when it comes more
 * often, some periods are without it, there is no trend, and the spread is so wide that a normal distribution about the
 * level would put more than 2.5 % below zero. That is demand by single orders, of which a level and normal errors are no
 * picture. One zero in a large steady flow, as of a strike, does not make it intermittent.
 *
 * Months without demand that come every year are a season (`showsSeason`).
 *
 * @param seasonLength - periods in a season, 1 for none
 */
export function isIntermittent(
  history: Pick<PreparedSeries, 'values' | 'count' | 'observed' | 'zeros' | 'nonNegative'>,
  seasonLength: number,
): boolean {
  return comesBySingleOrders(history) && !showsSeason(history.values, history.count, seasonLength)
}

/** Tells whether demand comes in some periods only, or is as uneven as that, whatever the reason. */
export function comesBySingleOrders(history: Parameters<typeof isIntermittent>[0]): boolean {
  const demands = history.observed - history.zeros
  if (!history.nonNegative || demands === 0 || history.zeros === 0) return false
  if (history.observed / demands >= INTERMITTENT_INTERVAL) return true
  const { values, count } = history
  const { intercept, slope } = fitLine(values, count)
  let residuals = 0
  let squares = 0
  const mean = intercept + (slope * (count - 1)) / 2
  for (let t = 0; t < count; t += 1) {
    const value = values[t]
    const error = value - intercept - slope * t
    residuals += error * error
    squares += (value - mean) * (value - mean)
  }
  const spread = (count * (count * count - 1)) / 12
  const isTrend = slope * slope * spread * (count - 2) > TREND_LIMIT * TREND_LIMIT * residuals
  return !isTrend && NORMAL_EDGE * NORMAL_EDGE * (squares / (count - 1)) > mean * mean
}
