import type { Calendar, PeriodUnit } from '../../../core/time/calendar.js'
import { type Check, startCheck } from '../checks.js'
import { dateOf, dayNumber, dayText, four, two, weekdayOf } from '../civilDays.js'
import type { Facts } from '../facts/facts.js'

const COUNTS = [
  ['day', 'days'],
  ['week', 'weeks'],
  ['month', 'months'],
  ['quarter', 'quarters'],
  ['year', 'years'],
] as const
const MONTHS = { day: 0, week: 0, month: 1, quarter: 3, year: 12 } as const

/** Days, working days and fiscal years counted one by one; both copies of the calendar are the same. */
export function checkCalendar({ plan }: Facts): Check {
  const check = startCheck('calendar', 'Periods follow each other without a gap, and their days are counted right.')
  const { calendar: options } = plan.input
  const startMonth = options.fiscalYearStartMonth ?? 1
  const workWeek = new Set(options.workWeek ?? [1, 2, 3, 4, 5])
  const holidays = new Set((options.holidays ?? []).map(dayNumber))
  const units = COUNTS.flatMap(([unit, field]) => new Array<PeriodUnit>(options[field] ?? 0).fill(unit))
  const copies: [string, Calendar][] = [
    ['calendar', plan.calendar],
    ['ledger.calendar', plan.ledger.calendar],
  ]
  for (const [name, calendar] of copies) {
    check.number(`${name}.fiscalYearStartMonth`, calendar.fiscalYearStartMonth, startMonth)
    check.number(`${name}.periods.length`, calendar.periods.length, units.length)
    let day = dayNumber(options.start)
    units.forEach((unit, t) => {
      const period = calendar.periods[t]
      const at = `${name}.periods[${t}]`
      const end = endOf(unit, day)
      let working = 0
      for (let d = day; d < end; d++) if (workWeek.has(weekdayOf(d)) && !holidays.has(d)) working++
      check.equal(`${at}.id`, period?.id, idOf(unit, day, startMonth))
      check.equal(`${at}.unit`, period?.unit, unit)
      check.equal(`${at}.start`, period?.start, dayText(day))
      check.equal(`${at}.end`, period?.end, dayText(end))
      check.number(`${at}.days`, period?.days, end - day)
      check.number(`${at}.workingDays`, period?.workingDays, working)
      check.number(`${at}.fiscalYear`, period?.fiscalYear, fiscalYearOf(day, startMonth))
      day = end
    })
  }
  return check.result()
}

/** The day after the bucket that begins on this day. */
function endOf(unit: PeriodUnit, day: number): number {
  if (unit === 'day') return day + 1
  if (unit === 'week') return day + 7
  const { year, month } = dateOf(day)
  const last = year * 12 + month - 1 + MONTHS[unit]
  return dayNumber(`${four(Math.floor(last / 12))}-${two((last % 12) + 1)}-01`)
}

function fiscalYearOf(day: number, startMonth: number): number {
  const { year, month } = dateOf(day)
  return startMonth > 1 && month >= startMonth ? year + 1 : year
}

function idOf(unit: PeriodUnit, day: number, startMonth: number): string {
  const { year, month } = dateOf(day)
  switch (unit) {
    case 'day':
      return dayText(day)
    case 'week': {
      // The year and week of its Thursday (ISO 8601).
      const thursday = day + 4 - weekdayOf(day)
      const ofYear = dateOf(thursday).year
      return `${four(ofYear)}-W${two(Math.floor((thursday - dayNumber(`${four(ofYear)}-01-01`)) / 7) + 1)}`
    }
    case 'month':
      return `${four(year)}-${two(month)}`
    case 'quarter':
      return `${four(fiscalYearOf(day, startMonth))}-Q${Math.floor(((month - startMonth + 12) % 12) / 3) + 1}`
    case 'year':
      return four(fiscalYearOf(day, startMonth))
  }
}
