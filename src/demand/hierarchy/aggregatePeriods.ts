import { isRecord, refuseUnknown } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { checkSeries } from '../checkForecastInput.js'
import { bucketSize, checkBucketSize, type TemporalLevel } from './temporalHierarchy.js'

/**
 * Adds the periods of one history up to longer buckets, as months to quarters; what a coarser forecast is made from.
 *
 * The last bucket ends with the history; what is left over at its beginning is dropped. A bucket with a period that was
 * not observed is not observed.
 *
 * Source: G. Athanasopoulos, R. J. Hyndman, N. Kourentzes and F. Petropoulos, "Forecasting with temporal hierarchies",
 * European Journal of Operational Research 262 (2017), section 2.
 *
 * @param values - quantity by period, oldest first; `null` where not observed
 * @param level - `periodsPerBucket`; a pattern such as `[4, 4, 5]` ends with the history
 * @throws SopError that lists every mistake in the values and the level
 * @example
 * ```ts
 * import { aggregatePeriods } from 'sop-engine/demand'
 * aggregatePeriods([9, 1, 2, 3, 4, 5, 6], { periodsPerBucket: 3 }) // => [6, 15]
 * ```
 */
export function aggregatePeriods(values: readonly (number | null)[], level: TemporalLevel): (number | null)[] {
  const issues = createIssueList()
  checkSeries(values, 'values', issues)
  if (isRecord(level, 'level', issues)) refuseUnknown<TemporalLevel>(level, 'level', { periodsPerBucket: true }, issues)
  checkBucketSize((level as TemporalLevel | undefined)?.periodsPerBucket, 'level.periodsPerBucket', issues)
  issues.throwIfAny()
  const { periodsPerBucket } = level
  const pattern = typeof periodsPerBucket === 'number' ? [periodsPerBucket] : periodsPerBucket
  const result: (number | null)[] = []
  let end = values.length
  for (let bucket = pattern.length - 1; ; bucket -= 1) {
    const size = bucketSize(level, bucket < 0 ? (bucket % pattern.length) + pattern.length : bucket)
    if (size > end) return result.reverse()
    let sum: number | null = 0
    for (let t = end - size; t < end; t += 1) {
      const value = values[t]
      sum = sum === null || value === null ? null : sum + value
    }
    result.push(sum)
    end -= size
  }
}
