import { calendarFrom, parsePeriodId, periodIdOf } from './calendar.js'

/** The id of the bucket that comes so many buckets of its kind after another, or before it; undefined where there is none. */
export function shiftPeriod(id: unknown, count: number, fiscalYearStartMonth: number): string | undefined {
  if (parsePeriodId(id, fiscalYearStartMonth) === undefined || !Number.isInteger(count)) return undefined
  if (count >= 0) return calendarFrom(id as string, count + 1, fiscalYearStartMonth)?.periods.at(-1)?.id
  let earlier = id as string
  for (let n = 0; n > count; n--) {
    const parsed = parsePeriodId(earlier, fiscalYearStartMonth)
    if (parsed === undefined) return undefined
    earlier = periodIdOf(parsed.unit, parsed.day - 1, fiscalYearStartMonth)
  }
  return earlier
}
