import { changedAmount, type MoneyInput } from '../core/money/money.js'
import { canonicalJson } from '../core/keys/canonicalJson.js'
import { type Calendar, calendarFrom, formatDay, parseDay } from '../core/time/calendar.js'
import { shiftPeriod } from '../core/time/shiftPeriod.js'
import { perPeriod } from '../core/time/series.js'
import { type AnyRow, findTable } from '../schema/normalForm/spellOut.js'
import { accepts } from '../schema/tables/accepts.js'
import type { CellValue } from './types.js'

/** What parts a field has that change on their own. */
export type FieldKind =
  /** A value by period, or one for all. */
  | 'byPeriod'
  /** Values by bucket from one on that the row names. */
  | 'fromBucket'
  /** The user's own, each by its name. */
  | 'attributes'
  | 'day'
  | 'bucket'
  /** None. */
  | 'whole'

const DAYS: ReadonlySet<string> = new Set(['input.asOf', 'calendar.start'])

/** What parts a field of a table has. */
export function kindOfField(table: string, field: string): FieldKind {
  const own = findTable(table)
  if (field === 'attributes' && own !== undefined) return 'attributes'
  if (own?.byPeriod?.[field] !== undefined) return 'byPeriod'
  if (own?.fromBucket?.[field] !== undefined) return 'fromBucket'
  if (own?.buckets?.includes(field)) return 'bucket'
  if (own?.days?.includes(field) || DAYS.has(`${table}.${field}`)) return 'day'
  return 'whole'
}

/** Ids of the buckets that a field has a value for; undefined where it has none of its own. */
export function bucketsOf(
  table: string,
  field: string,
  row: AnyRow,
  calendar: Calendar,
): readonly string[] | undefined {
  const own = findTable(table)
  if (own?.byPeriod?.[field] !== undefined) return calendar.periods.map(({ id }) => id)
  const start = own?.fromBucket?.[field]
  const values = row[field]
  if (start === undefined || !Array.isArray(values)) return undefined
  return calendarFrom(row[start] as string, values.length, calendar.fiscalYearStartMonth)?.periods.map(({ id }) => id)
}

/**
 * The values of a field by period: those given, or the one for all in each, where a single amount of something that flows is
 * that of a bucket of the calendar's first kind. Undefined where nothing is given and nothing stands for that.
 */
export function spread(
  table: string,
  field: string,
  value: unknown,
  calendar: Calendar,
): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  const { periods } = calendar
  if (value === undefined) {
    const none = periods.map(() => null)
    return accepts(table, field, none) ? none : undefined
  }
  const isOneKind = periods.every(({ unit }) => unit === periods[0]?.unit)
  if (findTable(table)?.byPeriod?.[field] !== 'flow' || isOneKind) return periods.map(() => value)
  return perPeriod(Number(value), calendar, 'flow')
}

/** Whether two values are the same data. */
export const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) ||
  (a !== null && b !== null && typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b))

/** Factors and terms that come upon a value. */
export interface Relative {
  readonly times: readonly number[]
  readonly plus: readonly number[]
}

/** A value with factors and terms upon it; undefined where it is none that can take them. */
export function changeValue(
  value: unknown,
  kind: FieldKind,
  { times, plus }: Relative,
  fiscalYearStartMonth: number,
): CellValue | undefined {
  if (kind === 'day') return times.length > 0 ? undefined : shiftDay(value, plus)
  if (kind === 'bucket') return times.length > 0 ? undefined : shiftPeriod(value, total(plus), fiscalYearStartMonth)
  if (
    typeof value !== 'number' &&
    (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value))
  )
    return undefined
  return changedAmount(value as MoneyInput, times, plus)
}

const total = (plus: readonly number[]): number => plus.reduce((sum, one) => sum + one, 0)

function shiftDay(value: unknown, plus: readonly number[]): string | undefined {
  const day = parseDay(value)
  return day === undefined || !plus.every(Number.isInteger) ? undefined : formatDay(day + total(plus))
}
