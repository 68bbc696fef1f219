import {
  type Calendar,
  calendarFrom,
  createCalendar,
  parseDay,
  type Period,
  type PeriodUnit,
  parsePeriodId,
} from '../../core/time/calendar.js'
import { type Overlap, overlaps } from '../../core/time/series.js'
import type { DemandHistory } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { type BucketSpans, spansOf } from './eventEffects.js'

const SEASON = { day: 7, week: 52, month: 12, quarter: 4, year: 1 } as const
const LEAST_DAYS = { day: 1, week: 7, month: 28, quarter: 90, year: 365 } as const
/** The field of the calendar's options that counts buckets of a kind. */
export const COUNT_FIELD = { day: 'days', week: 'weeks', month: 'months', quarter: 'quarters', year: 'years' } as const

/** Buckets of a forecast, and how they fall into the plan's periods. */
export interface BucketFrame {
  readonly calendar: Calendar
  /** For each period of the plan: places in the forecast and shares. */
  readonly parts: readonly (readonly Overlap[])[]
}

/** The buckets of a history and of its forecast. */
export interface HistoryFrame extends BucketFrame {
  readonly past: Calendar
  /** Days of the buckets of the history. */
  readonly spans: BucketSpans
  readonly horizon: number
  readonly seasonLength: number
  /** First forecast bucket that reaches into the plan. */
  readonly offset: number
  /** Days between the end of the history and the start of the plan. */
  readonly gapDays: number
}

const days = (from: string, to: string): number => (parseDay(to) as number) - (parseDay(from) as number)

/** Frames a history: its own buckets, those of its forecast to the end of the plan, and their shares in the plan's. */
export function frameHistory(record: DemandHistory, plan: Calendar): HistoryFrame {
  const past = calendarFrom(record.start, record.quantities.length, plan.fiscalYearStartMonth) as Calendar
  const unit = (past.periods[0] as Period).unit
  const pastEnd = (past.periods.at(-1) as Period).end
  const planStart = (plan.periods[0] as Period).start
  const planEnd = (plan.periods.at(-1) as Period).end
  const meanDays = days((past.periods[0] as Period).start, pastEnd) / past.periods.length
  const most = record.quantities.length + Math.ceil(days(pastEnd, planEnd) / meanDays) + 2
  const whole = calendarFrom(record.start, most, plan.fiscalYearStartMonth) as Calendar
  const future = whole.periods.slice(record.quantities.length)
  const horizon = future.findIndex((period) => period.end >= planEnd) + 1
  const calendar: Calendar = { periods: future.slice(0, horizon), fiscalYearStartMonth: plan.fiscalYearStartMonth }
  return {
    past,
    spans: spansOf(past),
    calendar,
    horizon,
    seasonLength: record.seasonLength ?? SEASON[unit],
    parts: overlaps(calendar, plan),
    offset: calendar.periods.findIndex((period) => period.end > planStart),
    gapDays: days(pastEnd, planStart),
  }
}

/** The buckets from a named one to the end of the plan; undefined where it begins after the plan. */
export function frameFrom(start: string, plan: Calendar): BucketFrame | undefined {
  const { unit, day } = parsePeriodId(start, plan.fiscalYearStartMonth) as { unit: PeriodUnit; day: number }
  const planEnd = (plan.periods.at(-1) as Period).end
  const span = (parseDay(planEnd) as number) - day
  if (span <= 0) return undefined
  const whole = calendarFrom(start, Math.ceil(span / LEAST_DAYS[unit]) + 1, plan.fiscalYearStartMonth) as Calendar
  const count = whole.periods.findIndex((period) => period.end >= planEnd) + 1
  const calendar: Calendar = { ...whole, periods: whole.periods.slice(0, count) }
  return { calendar, parts: overlaps(calendar, plan) }
}

/** The same buckets with the working days that the plan's calendar knows of. */
export function withWorkingDays(calendar: Calendar, input: NormalInput): Calendar {
  const { start, unit } = calendar.periods[0] as Period
  const { workWeek, holidays } = input.calendar
  return createCalendar({
    start,
    [COUNT_FIELD[unit]]: calendar.periods.length,
    fiscalYearStartMonth: calendar.fiscalYearStartMonth,
    ...(workWeek !== undefined && { workWeek }),
    ...(holidays !== undefined && { holidays }),
  })
}

/** What the buckets of a forecast bring into one period of the plan; `power` 2 adds squares, as variances. */
export function sumParts(parts: readonly Overlap[], values: readonly number[], power: 1 | 2): number {
  let sum = 0
  for (const { source, share } of parts) {
    const value = values[source] as number
    sum += share * (power === 1 ? value : value * value)
  }
  return sum
}

/** Values by bucket of a forecast in the periods of the plan. */
export const inPlan = ({ parts }: BucketFrame, values: readonly number[]): number[] =>
  parts.map((part) => sumParts(part, values, 1))
