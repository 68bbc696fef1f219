import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { ExpectedDemand } from './expectDemand.js'
import type { CleanHistoryOptions } from './types.js'
import { type FarOff, manyOutliers, tooSparseToJudge } from './notices.js'

/** Outliers that a history may have before they are taken for the way the item sells. */
const MOST_SHARE = 0.05
const MOST_COUNT = 2
/** Quartile distance, as a share of the level, below which a spread is that of rounding. */
const LEAST_SPREAD = 1e-3

/** A value that lies far off, and its period. */
export interface Outlier {
  readonly period: number
  readonly farOff: FarOff
}

/** The periods whose remainder lies too many quartile distances outside the quartiles. */
export function findOutliers(
  source: readonly (number | null)[],
  expected: ExpectedDemand,
  { outlierThreshold = 3 }: CleanHistoryOptions,
  path: string,
  warnings: Notice[],
): Outlier[] {
  const { remainder, fit, scale, sparse, demandAt } = expected
  if (sparse) {
    warnings.push(createNotice(tooSparseToJudge, { path }))
    return []
  }
  const spread = fit.upperQuartile - fit.lowerQuartile
  const isCount = source.every((value) => value === null || Number.isInteger(value))
  const found: Outlier[] = []
  let used = 0
  remainder.forEach((rest, period) => {
    if (Number.isNaN(rest)) return
    used += 1
    const demand = demandAt(period)
    const level = scale.from(demand)
    // counts cannot lie closer together than one piece
    const piece = isCount ? scale.from(demand + 1) - level : 0
    const least = scale.name === 'logarithm' ? LEAST_SPREAD : LEAST_SPREAD * Math.abs(level)
    const width = Math.max(spread, piece, least)
    if (rest <= fit.upperQuartile + outlierThreshold * width && rest >= fit.lowerQuartile - outlierThreshold * width)
      return
    const value = source[period] as number
    found.push({ period, farOff: { observed: value, expected: demand, side: rest > 0 ? 'above' : 'below' } })
  })
  if (found.length <= Math.max(MOST_COUNT, MOST_SHARE * used)) return found
  warnings.push(createNotice(manyOutliers, { path, value: { farOff: found.length, of: used } }))
  return []
}
