import type { Calendar } from '../../core/calendar.js'
import { type Check, startCheck } from './checks.js'
import { dayNumber, type Facts } from './facts.js'

/** Days, working days and fiscal years counted one by one; both copies of the calendar are the same. */
export function checkCalendar({ plan }: Facts): Check {
  const check = startCheck('calendar', 'Periods follow each other without a gap, and their days are counted right.')
  const { input } = plan
  const startMonth = input.calendar.fiscalYearStartMonth ?? 1
  const workWeek = new Set(input.calendar.workWeek ?? [1, 2, 3, 4, 5])
  const holidays = new Set((input.calendar.holidays ?? []).map(dayNumber))
  const copies: [string, Calendar][] = [
    ['calendar', plan.calendar],
    ['ledger.calendar', plan.ledger.calendar],
  ]
  for (const [name, calendar] of copies) {
    check.number(`${name}.fiscalYearStartMonth`, calendar.fiscalYearStartMonth, startMonth)
    let day = dayNumber(input.calendar.start)
    calendar.periods.forEach((period, t) => {
      const at = `${name}.periods[${t}]`
      check.number(`${at}.start`, dayNumber(period.start), day)
      const end = dayNumber(period.end)
      let working = 0
      for (let d = day; d < end; d++) {
        const weekday = ((((d + 3) % 7) + 7) % 7) + 1
        if (workWeek.has(weekday) && !holidays.has(d)) working++
      }
      check.number(`${at}.days`, period.days, end - day)
      check.number(`${at}.workingDays`, period.workingDays, working)
      const [year, month] = [Number(period.start.slice(0, 4)), Number(period.start.slice(5, 7))]
      check.number(
        `${at}.fiscalYear`,
        period.fiscalYear,
        startMonth === 1 ? year : month >= startMonth ? year + 1 : year,
      )
      day = end
    })
  }
  return check.result()
}
