// By function: the index of date-fns loads 300 modules, three quarters of the time that importing this room took.
import { UTCDate } from '@date-fns/utc/date'
import { addMonths } from 'date-fns/addMonths'
import { getISODay } from 'date-fns/getISODay'
import { getISOWeek } from 'date-fns/getISOWeek'
import { getISOWeekYear } from 'date-fns/getISOWeekYear'
import { setISOWeek } from 'date-fns/setISOWeek'
import { day as dayCheck } from './dayCheck.js'
import { list, number, optional, record, throwIfUnreadable } from '../checking/checks.js'
import { formatDay, parseDay } from '../numbers/days.js'
import { createIssueList } from '../checking/errors.js'
import { countWorkingDays, readWorkWeek } from './workWeek.js'
import { workWeek } from './workWeekCheck.js'

export { formatDay, parseDay } from '../numbers/days.js'

/** The kinds of time bucket. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** One time bucket of a plan. */
export interface Period {
  /** ISO string: `2027`, `2027-Q1`, `2027-01`, `2027-W05`, `2027-01-15`. */
  readonly id: string
  readonly unit: PeriodUnit
  /** First day, `YYYY-MM-DD`. */
  readonly start: string
  /** The day after the last day, `YYYY-MM-DD`. */
  readonly end: string
  /** Calendar days. */
  readonly days: number
  /** Days of the work week that are not holidays. */
  readonly workingDays: number
  /** Named by the calendar year in which it ends. */
  readonly fiscalYear: number
}

/** Time buckets in order, without a gap. */
export interface Calendar {
  readonly periods: readonly Period[]
  /** First month of the fiscal year, 1 to 12. */
  readonly fiscalYearStartMonth: number
}

/** What {@link createCalendar} makes its buckets from; the kinds follow each other in the order of the fields. */
export interface CalendarOptions {
  /** First day, `YYYY-MM-DD`. */
  readonly start: string
  /** Number of daily buckets. */
  readonly days?: number
  /** Number of ISO weeks (Monday to Sunday). */
  readonly weeks?: number
  /** Number of months. */
  readonly months?: number
  /** Number of quarters of the fiscal year. */
  readonly quarters?: number
  /** Number of fiscal years. */
  readonly years?: number
  /** First month of the fiscal year, 1 to 12; default 1. */
  readonly fiscalYearStartMonth?: number
  /** Working days as ISO weekdays, 1 Monday to 7 Sunday; default `[1, 2, 3, 4, 5]`. */
  readonly workWeek?: readonly number[]
  /** Days without work, `YYYY-MM-DD`; default none. */
  readonly holidays?: readonly string[]
}

const MS_PER_DAY = 86_400_000
const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const
const COUNT_FIELDS = { day: 'days', week: 'weeks', month: 'months', quarter: 'quarters', year: 'years' } as const
const MONTHS_IN: Readonly<Partial<Record<PeriodUnit, number>>> = { month: 1, quarter: 3, year: 12 }
const MOST_PERIODS = 20_000
/** Day number of 9999-12-31, the last day that an ISO date of four-digit years can name. */
const LAST_DAY = 2_932_896

function utcDate(day: number): UTCDate {
  return new UTCDate(day * MS_PER_DAY)
}

function dayOf(date: Date): number {
  return date.getTime() / MS_PER_DAY
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** Year (by its last month) and month offset, 0 to 11, within the fiscal year of a day. */
function fiscalPosition(day: number, startMonth: number): { readonly fiscalYear: number; readonly offset: number } {
  const date = utcDate(day)
  const offset = (date.getUTCMonth() + 1 - startMonth + 12) % 12
  const firstYear = date.getUTCMonth() + 1 >= startMonth ? date.getUTCFullYear() : date.getUTCFullYear() - 1
  return { fiscalYear: startMonth === 1 ? firstYear : firstYear + 1, offset }
}

/** Id of the bucket of a kind that holds a day. */
export function periodIdOf(unit: PeriodUnit, day: number, startMonth: number): string {
  const date = utcDate(day)
  if (unit === 'day') return formatDay(day)
  if (unit === 'week') return `${pad(getISOWeekYear(date), 4)}-W${pad(getISOWeek(date))}`
  if (unit === 'month') return formatDay(day).slice(0, 7)
  const { fiscalYear, offset } = fiscalPosition(day, startMonth)
  return unit === 'quarter' ? `${pad(fiscalYear, 4)}-Q${Math.floor(offset / 3) + 1}` : pad(fiscalYear, 4)
}

function nextStart(unit: PeriodUnit, day: number): number {
  if (unit === 'day') return day + 1
  if (unit === 'week') return day + 7
  return dayOf(addMonths(utcDate(day), MONTHS_IN[unit] as number))
}

/** Whether a bucket of this unit can begin on this day; otherwise the rule that it breaks. */
function misalignment(unit: PeriodUnit, day: number, startMonth: number): string | undefined {
  const date = utcDate(day)
  if (unit === 'day') return undefined
  if (unit === 'week') return getISODay(date) === 1 ? undefined : 'a week begins on a Monday'
  if (date.getUTCDate() !== 1) return `a ${unit} begins on the first day of a month`
  const { offset } = fiscalPosition(day, startMonth)
  if (unit === 'quarter' && offset % 3 !== 0) return 'a quarter begins every third month of the fiscal year'
  if (unit === 'year' && offset !== 0) return 'a year begins with the first month of the fiscal year'
  return undefined
}

/**
 * Makes the time buckets of a plan: days, weeks, months, quarters, years, or several kinds one after the other.
 *
 * All arithmetic is in UTC. Weeks are ISO 8601 weeks; quarters and years are those of the fiscal year, which is named
 * by the calendar year in which it ends.
 *
 * @param options - first day, number of buckets of each kind, fiscal year, work week and holidays
 * @returns the calendar, its periods in order and without a gap
 * @throws SopError `INVALID_DATE` for a day that does not exist, `EMPTY` without a bucket, `OUT_OF_RANGE` for a count
 * that is no whole number, `MISALIGNED` where a kind of bucket would have to begin in the middle of one
 * @example
 * ```ts
 * import { createCalendar } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 12, quarters: 8 })
 * calendar.periods.length // => 20
 * calendar.periods[12]?.id // => '2028-Q1'
 * calendar.periods[1]?.workingDays // => 20
 * ```
 */
export function createCalendar(options: CalendarOptions): Calendar {
  const issues = createIssueList()
  const count = optional(number({ min: 0, whole: true }))
  record<CalendarOptions>({
    start: dayCheck,
    days: count,
    weeks: count,
    months: count,
    quarters: count,
    years: count,
    fiscalYearStartMonth: optional(number({ min: 1, max: 12, whole: true })),
    workWeek: optional(workWeek),
    holidays: optional(list(dayCheck)),
  })(options, '', issues)
  throwIfUnreadable(issues)
  const start = parseDay(options.start)
  const startMonth = options.fiscalYearStartMonth ?? 1
  const total = UNITS.reduce((sum, unit) => sum + (options[COUNT_FIELDS[unit]] ?? 0), 0)
  if (total === 0 && issues.issues.length === 0) {
    issues.add(
      'EMPTY',
      '',
      options,
      'The calendar has no bucket.',
      'Say how many: { months: 12 } or { months: 12, quarters: 8 }.',
    )
  }
  if (total > MOST_PERIODS) {
    issues.add('OUT_OF_RANGE', '', total, `A calendar has at most ${MOST_PERIODS} buckets.`, 'Use wider buckets.')
  }
  issues.throwIfAny()

  const week = readWorkWeek(options)
  const periods: Period[] = []
  let day = start as number
  for (const unit of UNITS) {
    const count = options[COUNT_FIELDS[unit]] ?? 0
    const broken = count > 0 ? misalignment(unit, day, startMonth) : undefined
    if (broken !== undefined) {
      issues.add(
        'MISALIGNED',
        COUNT_FIELDS[unit],
        formatDay(day),
        `The first ${unit} would begin on ${formatDay(day)}, but ${broken}.`,
        'Move the start, or change the number of buckets before it.',
      )
      issues.throwIfAny()
    }
    for (let i = 0; i < count; i++) {
      const end = nextStart(unit, day)
      if (end > LAST_DAY) {
        issues.add(
          'OUT_OF_RANGE',
          COUNT_FIELDS[unit],
          count,
          'The calendar would run beyond the year 9999.',
          'Use fewer buckets.',
        )
        issues.throwIfAny()
      }
      periods.push({
        id: periodIdOf(unit, day, startMonth),
        unit,
        start: formatDay(day),
        end: formatDay(end),
        days: end - day,
        workingDays: countWorkingDays(day, end, week),
        fiscalYear: fiscalPosition(day, startMonth).fiscalYear,
      })
      day = end
    }
  }
  return { periods, fiscalYearStartMonth: startMonth }
}

/** The unit and first day that a period id names, or undefined where it names none. */
export function parsePeriodId(
  id: unknown,
  fiscalYearStartMonth = 1,
): { readonly unit: PeriodUnit; readonly day: number } | undefined {
  if (typeof id !== 'string') return undefined
  const day = parseDay(id)
  if (day !== undefined) return { unit: 'day', day }
  const match = /^(\d{4})(?:-(?:(\d{2})|W(\d{2})|Q([1-4])))?$/.exec(id)
  if (match === null) return undefined
  const year = Number(match[1])
  // Date reads the years 0 to 99 as 1900 to 1999.
  if (year < 100) return undefined
  if (match[2] !== undefined) {
    const first = parseDay(`${id}-01`)
    return first === undefined ? undefined : { unit: 'month', day: first }
  }
  if (match[3] !== undefined) {
    // 4 January is always in week 1 (ISO 8601).
    const monday = dayOf(setISOWeek(new UTCDate(Date.UTC(year, 0, 4)), Number(match[3])))
    const day = monday - (getISODay(utcDate(monday)) - 1)
    return periodIdOf('week', day, 1) === id ? { unit: 'week', day } : undefined
  }
  const firstYear = fiscalYearStartMonth === 1 ? year : year - 1
  const quarter = match[4] === undefined ? 0 : Number(match[4]) - 1
  const first = Date.UTC(firstYear, fiscalYearStartMonth - 1 + quarter * 3, 1) / MS_PER_DAY
  return { unit: match[4] === undefined ? 'year' : 'quarter', day: first }
}

/** The calendar of `count` buckets of one kind that begins with a named period, as a history `2024-01` of 36 months. */
export function calendarFrom(firstPeriodId: string, count: number, fiscalYearStartMonth = 1): Calendar | undefined {
  const parsed = parsePeriodId(firstPeriodId, fiscalYearStartMonth)
  if (parsed === undefined || !Number.isInteger(count) || count < 1 || count > MOST_PERIODS) return undefined
  return createCalendar({
    start: formatDay(parsed.day),
    [COUNT_FIELDS[parsed.unit]]: count,
    fiscalYearStartMonth,
  })
}
