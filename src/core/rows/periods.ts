import type { Calendar, Period } from '../time/calendar.js'
import type { PeriodColumns } from './shapes.js'

/** The period columns of each period of a calendar. */
export function periodColumns(periods: readonly Pick<Period, 'id' | 'start' | 'end'>[]): PeriodColumns[] {
  return periods.map(({ id, start, end }) => ({ periodId: id, periodStart: start, periodEnd: end }))
}

/** Name of a fiscal year, as statements and summaries have it. */
export function fiscalYearId(fiscalYear: number): string {
  return String(fiscalYear).padStart(4, '0')
}

/** Adjacent periods as one. */
export function joinPeriods(id: string, unit: Period['unit'], parts: readonly Period[]): Period {
  const first = parts[0] as Period
  return {
    id,
    unit,
    start: first.start,
    end: (parts.at(-1) as Period).end,
    days: parts.reduce((sum, { days }) => sum + days, 0),
    workingDays: parts.reduce((sum, { workingDays }) => sum + workingDays, 0),
    fiscalYear: first.fiscalYear,
  }
}

/** The fiscal years of a calendar, as far as it covers them. */
export function fiscalYears(calendar: Calendar): Period[] {
  const years = new Map<number, Period[]>()
  for (const period of calendar.periods) {
    const list = years.get(period.fiscalYear)
    if (list === undefined) years.set(period.fiscalYear, [period])
    else list.push(period)
  }
  return [...years].map(([year, parts]) => joinPeriods(fiscalYearId(year), 'year', parts))
}
