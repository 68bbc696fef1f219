import { createNotice, type Notice } from '../../core/notices/notices.js'
import { seriesValues } from '../checkForecastInput.js'
import { prepareSeries } from '../prepareSeries.js'
import type { TimeSeries } from '../types.js'
import { adjustLevels } from './adjustLevels.js'
import { checkHistoryInput } from './checkHistoryInput.js'
import { expectDemand } from './expectDemand.js'
import { findOutliers } from './findOutliers.js'
import type { CleanedHistory, CleanHistoryOptions, HistoryAdjustment } from './types.js'
import { describeFarOff, levelShift, noEstimate, outlier } from './notices.js'

/** The largest quantity that a history may hold. */
const LARGEST = 1e100

/**
 * Makes a history fit to be forecast, and lists every value that it changes: stock-outs, outliers, lasting steps,
 * events and gaps.
 *
 * What is expected of each period is a robust level (local lines) and season; the rules work on the square roots of the
 * values where none is below zero, which steadies the spread of counts and of demand in proportion to its level.
 *
 * - Stock-out: what was sold is a lower bound; the mean of demand above it takes its place, with level and spread found
 *   from bounds and values together (see Nahmias, Naval Research Logistics 41 (1994)). With a share of availability a,
 *   (1 - a) of the expected demand is added to what was sold. With many zeros: the mean of the values as large or larger.
 * - Outlier: a remainder more than 3 quartile distances outside the quartiles (Hyndman and Athanasopoulos, Forecasting:
 *   Principles and Practice, 3rd ed., section 13.9; kinds after Chen and Liu, Journal of the American Statistical
 *   Association 88 (1993)), replaced by what is expected. Where more than one value in twenty (and more than two) lie
 *   there, or a fifth of the values is zero, they are how this item sells: none is replaced, and a warning says so.
 * - Level shift: reported, or the values before it brought to the level after.
 * - Gap: filled as `forecast` would, from the cleaned values.
 *
 * @param series - history in the unit of the item, oldest first, evenly spaced; `null` where not observed
 * @param options - season length in periods; stock-outs, shares of availability and events by period
 * @returns plain arrays; values as many as given, equal to them but where an adjustment is listed
 * @throws SopError that lists every mistake in the series and the options
 * @example
 * ```ts
 * import { cleanHistory } from 'sop-engine'
 * const sold = [20, 22, 19, 21, 90, 20, null, 21, 19, 20, 22, 6, 20, 21]
 * const stockOut = sold.map((_, period) => period === 11)
 * const cleaned = cleanHistory(sold, { stockOut })
 * cleaned.adjustments.map(({ periodIndex, kind }) => `${periodIndex} ${kind}`) // => ['4 outlier', '6 missing', '11 stockOut']
 * cleaned.adjustments[1]?.replacement // => 20.5
 * ```
 */
export function cleanHistory(
  series: TimeSeries | readonly (number | null)[],
  options: CleanHistoryOptions = {},
): CleanedHistory {
  checkHistoryInput(series, options)
  // adding zero turns -0 into 0
  const source = seriesValues(series).map((value) => (value === null ? null : value + 0))
  const path = (Array.isArray(series) ? undefined : (series as TimeSeries).id) ?? 'series'
  const { seasonLength = 1, outliers = 'replace', levelShifts = 'report' } = options
  const warnings: Notice[] = []
  const adjustments: HistoryAdjustment[] = []
  const values = source.slice()
  const put = (period: number, kind: HistoryAdjustment['kind'], value: number, reason: string): void => {
    const replacement = value + 0
    if (values[period] === replacement) return
    if (!(Math.abs(replacement) <= LARGEST)) {
      warnings.push(createNotice(noEstimate, { path: `${path}[${period}]`, value: { periodIndex: period } }))
      return
    }
    const known = adjustments.findIndex((one) => one.periodIndex === period)
    if (known >= 0) adjustments.splice(known, 1)
    values[period] = replacement
    adjustments.push({ periodIndex: period, kind, observed: source[period], replacement, reason })
  }

  const expected = expectDemand(source, options, path, warnings)
  if (expected !== undefined) {
    for (const { period, replacement, reason } of expected.stockOuts) put(period, 'stockOut', replacement, reason)
    for (const { id, periodIndexes, replace = false } of options.events ?? []) {
      if (!replace) continue
      for (const period of periodIndexes) {
        if (source[period] === null) continue
        const reason = `The period belongs to the event ${id}; this is the demand expected without it.`
        put(period, 'event', expected.demandAt(period), reason)
      }
    }
    if (outliers !== 'keep') {
      for (const { period, farOff } of findOutliers(source, expected, options, path, warnings)) {
        if (outliers === 'replace') put(period, 'outlier', farOff.expected, describeFarOff(farOff))
        else {
          const value = { periodIndex: period, ...farOff }
          warnings.push(createNotice(outlier, { path: `${path}[${period}]`, value }))
        }
      }
    }
  }
  const shifts = levelShifts === 'keep' ? [] : (expected?.shifts ?? [])
  for (const { periodIndex, before, after } of shifts) {
    const value = { periodIndex, before, after, isAdjusted: levelShifts === 'adjust' }
    warnings.push(createNotice(levelShift, { path: `${path}[${periodIndex}]`, value }))
  }
  if (levelShifts === 'adjust') {
    for (const { period, replacement, reason } of adjustLevels(values, shifts)) {
      const earlier = adjustments.find((one) => one.periodIndex === period)
      put(
        period,
        earlier?.kind ?? 'levelShift',
        replacement,
        earlier === undefined ? reason : `${earlier.reason} ${reason}`,
      )
    }
  }
  if (values.includes(null)) {
    const { values: filled, scale, start } = prepareSeries(values, seasonLength, path, warnings)
    filled.forEach((value, place) => {
      const period = start + place
      if (values[period] === null)
        put(period, 'missing', value * scale, 'Nothing was observed; filled from the periods around.')
    })
  }
  adjustments.sort((a, b) => a.periodIndex - b.periodIndex)
  return { values, adjustments, levelShifts: shifts.slice(), warnings }
}
