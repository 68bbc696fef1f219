import type { Calendar } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { perPeriod } from '../../core/time/series.js'

/** What {@link readSeries} needs to know of a field. */
export interface SeriesRule {
  readonly calendar: Calendar
  readonly path: string
  readonly issues: IssueList
  /** How a single number fills wider buckets: hours and costs per period are flows, prices and wages are levels. */
  readonly measure: 'flow' | 'level'
  /** What a value is, for the message: 'Hours', 'A price'. */
  readonly what: string
}

/** A number or an array of finite numbers, not negative, one for each period; mistakes are added to the list. */
export function readSeries(value: number | readonly number[], rule: SeriesRule): number[] {
  const { calendar, path, issues, measure, what } = rule
  const count = calendar.periods.length
  const check = (entry: unknown, at: string): boolean => {
    if (typeof entry !== 'number' || !Number.isFinite(entry)) {
      issues.add('NOT_FINITE', at, entry, `${what} must be a finite number.`, 'Give a number, 0 or more.')
      return false
    }
    if (entry < 0) {
      issues.add('OUT_OF_RANGE', at, entry, `${what} must not be negative.`, 'Give a number, 0 or more.')
      return false
    }
    return true
  }
  const zeros = new Array<number>(count).fill(0)
  if (typeof value === 'number') return check(value, path) ? perPeriod(value, calendar, measure) : zeros
  if (!Array.isArray(value)) {
    issues.add(
      'WRONG_TYPE',
      path,
      value,
      'A number, or an array with one number for each period, is needed.',
      'Give one of the two.',
    )
    return zeros
  }
  if (value.length !== count) {
    issues.add(
      'MISALIGNED',
      path,
      value.length,
      `There are ${count} periods.`,
      'Give one number for each period of the calendar.',
    )
    return zeros
  }
  const fine = value.map((entry, t) => check(entry, `${path}[${t}]`))
  return fine.every(Boolean) ? value.map((entry: number) => entry + 0) : zeros
}
