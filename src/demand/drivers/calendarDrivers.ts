import { day } from '../../core/time/dayCheck.js'
import { type Names } from '../../core/checking/checks.js'
import { calendar as calendarCheck } from '../../core/time/calendarChecks.js'
import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { checkIds, checkNumber, checkObject } from '../checkPlannerInput.js'
import { easterSunday } from './easterSunday.js'
import type { Driver } from './types.js'

/** A holiday or season of selling whose days move from year to year. */
export interface MovingHoliday {
  readonly id: string
  /** Its days, `YYYY-MM-DD`, in every year that the calendar covers. */
  readonly dates: readonly string[]
  /** Days before each date that it acts on, from 0. Default 0. */
  readonly daysBefore?: number
  /** Days after each date, the date itself not counted. Default 0. */
  readonly daysAfter?: number
}

/** Which columns to make; each is left out unless asked for. */
export interface CalendarDriverOptions {
  /** `workingDays`: working days in the period. */
  readonly workingDays?: boolean
  /** `monday` to `saturday`: how many more of that weekday than of Sundays the period has. */
  readonly weekdays?: boolean
  /** `easter`: share of the days before Easter Sunday, and the day itself, in the period; as many days before as given. */
  readonly easter?: boolean | { readonly daysBefore?: number; readonly daysAfter?: number }
  readonly holidays?: readonly MovingHoliday[]
  /**
   * `year.sin1`, `year.cos1`, ...: so many waves in the year, by a sine and a cosine each, at the middle of the period; a
   * whole number from 1 to 26. Two or three are the smooth year of weekly or daily demand that was not seen often enough to
   * give each week a level of its own.
   */
  readonly yearlyWaves?: number
}

const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
const NAMES_OF_OPTIONS: Names<CalendarDriverOptions> = {
  workingDays: true,
  weekdays: true,
  easter: true,
  holidays: true,
  yearlyWaves: true,
}
/** Sales before Easter begin about a week ahead: Bell and Hillmer take 8 days up to Holy Saturday and longer ones. */
const EASTER_DAYS = 8
const HOLIDAY: Names<MovingHoliday> = { id: true, dates: true, daysBefore: true, daysAfter: true }
const WINDOW = { min: 0, max: 366, whole: true }

/**
 * Makes driver columns of a calendar: working days, the mix of weekdays, Easter, holidays that move, waves in the year.
 *
 * A holiday's value is the share of its days, the window around the date included, that lies in the period: 1 where all
 * of it does, 2 where two holidays of one name do, 0.25 where one week in four reaches over the end of a month. Weekdays are
 * counted against Sundays, so that the columns do not add up to the length of the period, which the season knows.
 * Source: Bell and Hillmer, "Modeling time series with calendar variation", Journal of the American Statistical Association
 * 78 (1983).
 *
 * @param calendar - the periods of the history and, after them, those to be forecast
 * @param options - which columns; days as `YYYY-MM-DD`, windows in days
 * @returns drivers aligned with the periods, to be passed to `regression` or `etsWithDrivers`
 * @throws SopError that lists every mistake in the options
 * @example
 * ```ts
 * import { createCalendar } from 'sop-engine'
 * import { calendarDrivers } from 'sop-engine/demand'
 * const calendar = createCalendar({ start: '2027-03-01', months: 3 })
 * const drivers = calendarDrivers(calendar, { workingDays: true, easter: { daysBefore: 6 } })
 * drivers.map(({ id }) => id) // => ['workingDays', 'easter']
 * drivers[1]?.values // => [1, 0, 0]
 * ```
 */
export function calendarDrivers(calendar: Calendar, options: CalendarDriverOptions): Driver<number>[] {
  const issues = createIssueList()
  check(calendar, options, issues)
  issues.throwIfAny()
  const { workingDays = false, weekdays = false, easter = false, holidays = [], yearlyWaves = 0 } = options
  const spans = calendar.periods.map(({ start, end }) => ({
    start: parseDay(start) as number,
    end: parseDay(end) as number,
  }))
  const drivers: Driver<number>[] = []
  if (workingDays) drivers.push({ id: 'workingDays', values: calendar.periods.map((period) => period.workingDays) })
  if (weekdays) {
    NAMES.forEach((id, place) => {
      const values = spans.map(({ start, end }) => countWeekday(start, end, place) - countWeekday(start, end, 6))
      drivers.push({ id, values })
    })
  }
  if (easter !== false) {
    const { daysBefore = EASTER_DAYS, daysAfter = 0 } = easter === true ? {} : easter
    const dates: number[] = []
    const first = Number(calendar.periods[0]?.start.slice(0, 4)) - 1
    const last = Number(calendar.periods.at(-1)?.end.slice(0, 4)) + 1
    for (let year = Math.max(1583, first); year <= Math.min(9999, last); year += 1) {
      dates.push(parseDay(easterSunday(year)) as number)
    }
    drivers.push({ id: 'easter', values: shareOfWindows(spans, dates, daysBefore, daysAfter) })
  }
  for (const { id, dates, daysBefore = 0, daysAfter = 0 } of holidays) {
    const days = dates.map((date) => parseDay(date) as number)
    drivers.push({ id, values: shareOfWindows(spans, days, daysBefore, daysAfter) })
  }
  for (let wave = 1; wave <= yearlyWaves; wave += 1) {
    const angles = spans.map(({ start, end }) => (Math.PI * wave * (start + end)) / DAYS_OF_YEAR)
    drivers.push({ id: `year.sin${wave}`, values: angles.map((angle) => Math.sin(angle)) })
    drivers.push({ id: `year.cos${wave}`, values: angles.map((angle) => Math.cos(angle)) })
  }
  return drivers
}

/** Mean length of a year of the Gregorian calendar. */
const DAYS_OF_YEAR = 365.2425

interface Span {
  readonly start: number
  readonly end: number
}

/** Days of one weekday, 0 for Monday, from a day number up to another. */
function countWeekday(start: number, end: number, weekday: number): number {
  // 1970-01-01 was a Thursday; floor counts the weekday up to a day
  const upTo = (day: number): number => Math.floor((day + 2 - weekday) / 7)
  return upTo(end) - upTo(start)
}

function shareOfWindows(spans: readonly Span[], dates: readonly number[], before: number, after: number): number[] {
  const length = before + after + 1
  return spans.map(({ start, end }) => {
    let days = 0
    for (const date of dates) days += Math.max(0, Math.min(end, date + after + 1) - Math.max(start, date - before))
    return days / length
  })
}

function check(calendar: Calendar, options: CalendarDriverOptions, issues: IssueList): void {
  calendarCheck(calendar, 'calendar', issues)
  if (!checkObject<CalendarDriverOptions>(options, 'options', issues, NAMES_OF_OPTIONS)) return
  const given: Readonly<Record<string, unknown>> = { ...options }
  for (const field of ['workingDays', 'weekdays']) {
    if (given[field] === undefined || typeof given[field] === 'boolean') continue
    issues.add('WRONG_TYPE', `options.${field}`, given[field], 'This is neither true nor false.', 'Pass true or false.')
  }
  const { easter, holidays, yearlyWaves } = given
  if (yearlyWaves !== undefined)
    checkNumber(yearlyWaves, 'options.yearlyWaves', issues, { min: 1, max: 26, whole: true })
  if (
    easter !== undefined &&
    typeof easter !== 'boolean' &&
    checkObject(easter, 'options.easter', issues, { daysBefore: true, daysAfter: true })
  ) {
    checkWindow(easter as MovingHoliday, 'options.easter', issues)
  }
  if (holidays === undefined || !checkIds<MovingHoliday>(holidays, 'options.holidays', issues, HOLIDAY)) return
  ;(holidays as readonly MovingHoliday[]).forEach((holiday, place) => {
    const path = `options.holidays[${place}]`
    checkWindow(holiday, path, issues)
    if (!Array.isArray(holiday.dates)) {
      const code = holiday.dates === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
      issues.add(code, `${path}.dates`, holiday.dates, 'There is no array of days.', "Pass days as ['2027-11-26'].")
    } else holiday.dates.forEach((date, at) => day(date, `${path}.dates[${at}]`, issues))
  })
}

function checkWindow(window: Pick<MovingHoliday, 'daysBefore' | 'daysAfter'>, path: string, issues: IssueList): void {
  for (const field of ['daysBefore', 'daysAfter'] as const) {
    if (window[field] !== undefined) checkNumber(window[field], `${path}.${field}`, issues, WINDOW)
  }
}
