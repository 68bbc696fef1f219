import type { Calendar, Period } from './calendar.js'
import { type Check, list, number, oneOf, record, refuse, text } from '../checking/checks.js'
import { day } from './dayCheck.js'
import { parseDay } from '../numbers/days.js'
import type { IssueList } from '../checking/errors.js'

const period = (): Check =>
  record<Period>({
    id: text,
    unit: oneOf('day', 'week', 'month', 'quarter', 'year'),
    start: day,
    end: day,
    days: number({ min: 1, whole: true }),
    workingDays: number({ min: 0, whole: true }),
    fiscalYear: number({ whole: true }),
  })

const MADE_CALENDAR = "Pass `plan.calendar`, or createCalendar({ start: '2027-01-01', months: 12 })."

/** A calendar as `createCalendar` makes it: periods in order, without a gap, each as long as it says. */
export const calendar: Check = (value, path, issues) => {
  // What a calendar is made from, or its periods alone, in place of it.
  const isOther = Array.isArray(value) || (typeof value === 'object' && value !== null && 'start' in value)
  if (isOther) return refuse(issues, 'WRONG_TYPE', path, value, 'a calendar', MADE_CALENDAR)
  const shape = record<Calendar>({
    periods: list(period(), { least: 1 }),
    fiscalYearStartMonth: number({ min: 1, max: 12, whole: true }),
  })
  return shape(value, path, issues) && checkPeriods((value as Calendar).periods, `${path}.periods`, issues)
}

function checkPeriods(periods: readonly Period[], path: string, issues: IssueList): boolean {
  const seen = new Set<string>()
  let isGood = true
  periods.forEach(({ id, start, end, days }, t) => {
    const at = `${path}[${t}]`
    const length = (parseDay(end) as number) - (parseDay(start) as number)
    const before = periods[t - 1]
    if (days !== length)
      isGood = refuse(issues, 'MISALIGNED', `${at}.days`, days, `${length}, the days from its start to its end`)
    if (before !== undefined && before.end !== start)
      isGood = refuse(
        issues,
        'PERIODS_OUT_OF_ORDER',
        `${at}.start`,
        start,
        `${before.end}, the end of the period before`,
      )
    if (seen.has(id))
      isGood = refuse(issues, 'DUPLICATE_ID', `${at}.id`, id, 'there once', 'Make the calendar with createCalendar.')
    seen.add(id)
  })
  return isGood
}
