import { type Calendar, type Period, periodIdOf } from '../time/calendar.js'
import { parseDay } from '../numbers/days.js'
import type { IssueList } from '../checking/errors.js'
import { fiscalYearId, joinPeriods } from './periods.js'

/** Wider buckets of a calendar, and the first and last period of each. */
export interface WideCalendar {
  readonly calendar: Calendar
  readonly ranges: readonly (readonly [number, number])[]
}

/** What periods can be put together by. */
export type WideUnit = 'month' | 'quarter' | 'fiscalYear'

const RANK = { day: 0, week: 1, month: 2, quarter: 3, year: 4 } as const

/** Puts the periods of a calendar together by month, quarter or fiscal year; each belongs where it begins. */
export function widenCalendar(calendar: Calendar, to: WideUnit | undefined, issues: IssueList): WideCalendar {
  const { periods, fiscalYearStartMonth } = calendar
  if (to === undefined) return { calendar, ranges: periods.map((_, t) => [t, t] as const) }
  const unit = to === 'fiscalYear' ? 'year' : to
  const parts: Period[][] = []
  const ids: string[] = []
  const ranges: [number, number][] = []
  periods.forEach((period, t) => {
    if (RANK[period.unit] > RANK[unit]) {
      const remedy = 'Ask for wider periods, or convert the series with convertSeries.'
      issues.add('CONFLICT', 'options.to', to, `Period '${period.id}' is longer than a ${to}.`, remedy)
      return
    }
    const id =
      to === 'fiscalYear'
        ? fiscalYearId(period.fiscalYear)
        : periodIdOf(unit, parseDay(period.start) as number, fiscalYearStartMonth)
    if (ids.at(-1) === id) {
      ;(parts.at(-1) as Period[]).push(period)
      ;(ranges.at(-1) as [number, number])[1] = t
    } else {
      ids.push(id)
      parts.push([period])
      ranges.push([t, t])
    }
  })
  const wide = parts.map((list, n) => joinPeriods(ids[n] as string, unit, list))
  return { calendar: { periods: wide, fiscalYearStartMonth }, ranges }
}
