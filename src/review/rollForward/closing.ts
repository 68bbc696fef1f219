import { type Calendar, calendarFrom, formatDay, parseDay, type Period } from '../../core/time/calendar.js'
import { addToGroup } from '../../core/keys/keys.js'
import type { SeriesId } from '../../core/keys/seriesId.js'
import { decimalSum } from '../../core/money/money.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import type { Plan } from '../../plan/types.js'
import type { OpenInput } from '../../scenario/openInput.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import type { NormalTableName, TableRow } from '../../schema/tables/table.js'

/** First day of a bucket, and the day after its last. */
export interface Days {
  readonly start: string
  readonly end: string
}

/** An actual with the days that it is of, and its place among those that were given. */
export type DatedActual = PlanActual & Days & { readonly place: number }

/** What an actual, or an order of a customer, names of the series that it belongs to. */
export interface OfSeries {
  readonly itemId?: string
  readonly marketId?: string
  readonly customerId?: string
}

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
  /** Kinds of which the actuals tell all that is owed. */
  readonly told: ReadonlySet<ActualKind>
  /** The series of the plan that an actual, or an order of a customer, belongs to. */
  readonly seriesOf: (row: OfSeries) => SeriesId
  /** Actuals of periods that were closed before. */
  readonly earlier: readonly DatedActual[]
  /** The plan that was made for these periods, where it is given. */
  readonly plan: Plan | undefined
  /** Balances of that plan after so many of its periods. */
  readonly balances: ((closedCount: number) => ReadonlyMap<string, number>) | undefined
}

/** Rows of a table as they were given: what is handed on to the next plan gets no defaults on the way. */
export function givenRows<Name extends NormalTableName>(open: OpenInput, name: Name): readonly TableRow<Name>[] {
  return (open.tables.get(name) ?? []) as unknown as readonly TableRow<Name>[]
}

/** Actuals with their days; thousands of rows are of one period, so each is read once. */
export function dateActuals(rows: readonly PlanActual[], fiscalYearStartMonth: number): readonly DatedActual[] {
  const known = new Map<string, Days | undefined>()
  return rows.flatMap((row, place) => {
    const { periodId } = (row as PlanActual | null) ?? {}
    if (typeof periodId !== 'string') return []
    if (!known.has(periodId)) known.set(periodId, calendarFrom(periodId, 1, fiscalYearStartMonth)?.periods[0])
    const days = known.get(periodId)
    return days === undefined ? [] : [{ ...row, start: days.start, end: days.end, place }]
  })
}

/** Actuals of one kind, and of those that stand at a moment only what stood at the close. */
export function actualsOfKind(
  { actuals, start }: Pick<Closing, 'actuals' | 'start'>,
  kind: PlanActual['kind'],
): readonly DatedActual[] {
  const own = actuals.filter((row) => row.kind === kind)
  return STANDING.has(kind) ? own.filter(({ end }) => end === start) : own
}

/** Units of the actuals of one kind, by item. */
export function unitsOfKind(
  closing: Pick<Closing, 'actuals' | 'start'>,
  kind: PlanActual['kind'],
): Map<string, number> {
  const units = new Map<string, number[]>()
  for (const row of actualsOfKind(closing, kind)) addToGroup(units, row.itemId ?? '', row.units ?? 0)
  return new Map([...units].map(([itemId, own]) => [itemId, decimalSum(own)]))
}

const STANDING: ReadonlySet<string> = new Set(['stockCount', 'backlog', 'balance'])

/** The day before. */
export const dayBefore = (day: string): string => formatDay((parseDay(day) ?? 0) - 1)

/** Whether a day is in a period. */
export const isWithin = (day: string, { start, end }: Days): boolean => day >= start && day < end

/** Days of each period that are in a bucket. */
export function daysIn(periods: readonly Days[], { start, end }: Days): number[] {
  return periods.map((period) => {
    const first = parseDay(start > period.start ? start : period.start) ?? 0
    const after = parseDay(end < period.end ? end : period.end) ?? 0
    return Math.max(0, after - first)
  })
}
