import { type Calendar, formatDay, parseDay, parsePeriodId, type Period } from '../../core/time/calendar.js'
import type { Plan } from '../../plan/types.js'
import type { OpenInput } from '../../scenario/openInput.js'
import { calendarFrom } from '../../core/time/calendar.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'

/** First day of a bucket, and the day after its last. */
export interface Days {
  readonly start: string
  readonly end: string
}

/** An actual with the days that it is of. */
export type DatedActual = PlanActual & Days

/** Periods that are closed, and what is known of them. */
export interface Closing {
  readonly open: OpenInput
  /** The calendar of the plan that ends, and that of the next. */
  readonly from: Calendar
  readonly to: Calendar
  readonly closed: readonly Period[]
  /** First day of the next plan: what stood at the close stands at its beginning. */
  readonly start: string
  readonly actuals: readonly DatedActual[]
  /** The plan that was made for these periods, where it is given. */
  readonly plan: Plan | undefined
}

/** The days that a period id names; undefined where it names none. */
export function daysOf(periodId: string, fiscalYearStartMonth: number): Days | undefined {
  if (parsePeriodId(periodId, fiscalYearStartMonth) === undefined) return undefined
  const [period] = calendarFrom(periodId, 1, fiscalYearStartMonth)?.periods ?? []
  return period === undefined ? undefined : { start: period.start, end: period.end }
}

/** Actuals of one kind, and of those that stand at a moment only what stood at the close. */
export function actualsOfKind({ actuals, start }: Closing, kind: PlanActual['kind']): readonly DatedActual[] {
  const own = actuals.filter((row) => row.kind === kind)
  return STANDING.has(kind) ? own.filter(({ end }) => end === start) : own
}

const STANDING: ReadonlySet<string> = new Set(['stockCount', 'backlog', 'balance'])

/** The day before. */
export const dayBefore = (day: string): string => formatDay((parseDay(day) ?? 0) - 1)
