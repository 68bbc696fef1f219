import type { Warning } from '../../core/warnings.js'
import type { ExpectedDemand } from './expectDemand.js'
import { roundForText } from './roundForText.js'
import type { CleanHistoryOptions, Replacement } from './types.js'

/** Outliers that a history may have before they are taken for the way the item sells. */
const MOST_SHARE = 0.05
const MOST_COUNT = 2
/** Quartile distance, as a share of the level, below which a spread is that of rounding. */
const LEAST_SPREAD = 1e-3

/** The periods whose remainder lies too many quartile distances outside the quartiles. */
export function findOutliers(
  source: readonly (number | null)[],
  expected: ExpectedDemand,
  { outlierThreshold = 3 }: CleanHistoryOptions,
  path: string,
  warnings: Warning[],
): Replacement[] {
  const { remainder, fit, scale, sparse, demandAt } = expected
  if (sparse) {
    const message =
      'Many periods are without demand; there is no level that a value could lie far from, so none is judged.'
    warnings.push({ code: 'intermittent-demand', path, message })
    return []
  }
  const spread = fit.upperQuartile - fit.lowerQuartile
  const isCount = source.every((value) => value === null || Number.isInteger(value))
  const found: Replacement[] = []
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
    const side = rest > 0 ? 'above' : 'below'
    const reason = `${roundForText(value)} lies far ${side} the ${roundForText(demand)} that level and season lead to expect.`
    found.push({ period, replacement: demand, reason })
  })
  if (found.length <= Math.max(MOST_COUNT, MOST_SHARE * used)) return found
  const message = `${found.length} of ${used} values lie far off: too many for outliers, so none is replaced. Pass promotions as events.`
  warnings.push({ code: 'many-outliers', path, message })
  return []
}
