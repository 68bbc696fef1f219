import type { Calendar } from '../time/calendar.js'
import { calendar as calendarCheck } from '../time/calendarChecks.js'
import { type Check, isRecord, list, oneOf, optional, record, recordOf, text } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'
import { compareByKey } from '../keys/keys.js'
import { ofEdgePeriod } from './edgePeriod.js'
import { readGroupFields, type SummaryTables } from './groupFields.js'
import { type Measure, MEASURES } from './measures.js'
import { type MeasuredField, readMeasures } from './readMeasures.js'
import type { RowValue } from './shapes.js'
import { sumDecimals } from '../numbers/sumDecimals.js'
import { widenCalendar, type WideUnit } from './widen.js'

/** How to total records. */
export interface SummarizeOptions<By extends string = string> {
  /**
   * Fields by which records are put together: the records' own, as `itemId`, or attributes and columns of the rows that they
   * refer to (see `tables`), as `family`. Default: one total of all.
   */
  readonly by?: By | readonly By[]
  /** Puts periods together, each where it begins. Default: the periods stay. */
  readonly to?: WideUnit
  /** The calendar with which the records are aligned; needed for `to`. */
  readonly calendar?: Calendar
  /** Rows that records refer to, by table: `{ items }`, or the whole input of a plan. */
  readonly tables?: SummaryTables
  /** Fields to total. Default: all that can be. */
  readonly measures?: readonly string[]
  /** What fields of one's own are: `{ visits: { kind: 'flow' } }`; goes before what the library knows. */
  readonly kinds?: { readonly [field: string]: Measure }
}

/** One group: the fields by which it was made, the number of records in it, and the total of each measure. */
export type SummaryRecord<T, By extends string> = {
  readonly [Field in By]: RowValue
} & { readonly count: number } & {
  readonly [Field in keyof T as NonNullable<T[Field]> extends readonly (number | null)[] ? Field : never]?: readonly (
    number | null
  )[]
} & { readonly [Field in keyof T as NonNullable<T[Field]> extends number ? Field : never]?: number | null }

/** Records put together. */
export interface Summary<T, By extends string> {
  /** The periods of the totals; only where a calendar was given. */
  readonly calendar?: Calendar
  /** In the order of the groups. */
  readonly records: readonly SummaryRecord<T, By>[]
  /** Rates that have no weight, and so no total; where nothing has a total, the numbers whose kind is not known (see `kinds`). */
  readonly leftOut: readonly string[]
}

type Cells = Readonly<Record<string, unknown>>

const measure: Check = record<Extract<Measure, { kind: 'level' }> & Extract<Measure, { kind: 'rate' }>>({
  kind: oneOf('flow', 'level', 'rate'),
  at: optional(oneOf('end', 'start')),
  weight: optional(text),
})

const by: Check = (value, path, issues) =>
  typeof value === 'string' ? text(value, path, issues) : list(text)(value, path, issues)

const OPTIONS = record<SummarizeOptions>({
  by: optional(by),
  to: optional(oneOf('month', 'quarter', 'fiscalYear')),
  calendar: optional(calendarCheck),
  tables: optional(isRecord),
  measures: optional(list(text, { least: 1 })),
  kinds: optional(recordOf(measure)),
})

/**
 * Totals records by fields or attributes and over time, each measure as what it is.
 *
 * A flow (produced, revenue) is summed over records and periods; a level (closing, backlog) is summed over records and taken at
 * the end of a range, `opening` at its start (of rows of one period each, as `toRows` makes them, in the last or first period of
 * the group); a rate (utilization) is a mean weighted by its base, and one without a base
 * (days of cover, worth of an hour) is left out, or refused where it was asked for. Totals of decimal numbers are
 * decimal numbers. A value that is null makes its total null; in a weighted mean it does not count. Quantities of items
 * are added as they stand: put together only what has one unit.
 *
 * @param records - time-phased records, as `plan.inventory`, or rows with numbers
 * @param options - by which fields, over which periods, the rows that attributes are read from, what measures are
 * @returns groups in the order of their fields, with the calendar of their totals, as `toRows` takes them
 * @throws SopError `UNKNOWN_FIELD` for a field or measure that no record has, or a measure whose kind is not known;
 * `CONFLICT` for a rate without a weight, a field that two tables have, or periods wider than asked for; `MISALIGNED`,
 * `UNKNOWN_ID` for a record whose row is not in its table
 * @example
 * ```ts
 * import { createCalendar, summarize } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 3 })
 * const items = [{ id: 'desk', attributes: { family: 'lamps' } }, { id: 'floor', attributes: { family: 'lamps' } }]
 * const inventory = [
 *   { itemId: 'desk', shipped: [10, 20, 30], closing: [5, 4, 3] },
 *   { itemId: 'floor', shipped: [1, 2, 3], closing: [7, 7, 7] },
 * ]
 * const { records } = summarize(inventory, { by: 'family', to: 'quarter', calendar, tables: { items } })
 * records // => [{ family: 'lamps', count: 2, shipped: [66], closing: [10] }]
 * ```
 */
export function summarize<T extends object, const By extends string = never>(
  records: readonly T[],
  options?: SummarizeOptions<By>,
): Summary<T, By> {
  const issues = createIssueList()
  list(isRecord)(records, 'records', issues)
  if (options !== undefined) OPTIONS(options, 'options', issues)
  issues.throwIfAny()
  const { by: given = [], calendar, to, tables = {}, measures, kinds = {} }: SummarizeOptions = options ?? {}
  if (to !== undefined && calendar === undefined) {
    const remedy = 'Pass the calendar that the records were made with.'
    issues.add('MISSING_VALUE', 'options.calendar', calendar, 'Periods can be put together by a calendar only.', remedy)
  }
  issues.throwIfAny()

  const names = typeof given === 'string' ? [given] : given
  const wide = calendar === undefined ? undefined : widenCalendar(calendar, to, issues)
  const known = new Map([...MEASURES, ...Object.entries(kinds)])
  const found = readMeasures(records, {
    count: calendar?.periods.length,
    known,
    measures,
    by: names,
    own: Object.keys(kinds),
    issues,
  })
  const fields = readGroupFields(records, names, tables, issues)
  issues.throwIfAny()

  const ranges = wide?.ranges ?? Array.from({ length: found.count }, (_, t) => [t, t] as const)
  const groups = new Map<string, { readonly values: Record<string, RowValue>; readonly members: T[] }>()
  for (const member of records) {
    const values = Object.fromEntries(names.map((name, n) => [name, fields[n]?.(member) ?? null]))
    // JSON keeps the text '1' apart from the number 1.
    const key = JSON.stringify(names.map((name) => values[name]))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { values, members: [member] })
    else group.members.push(member)
  }
  const standing = ({ measure, isSeries }: MeasuredField, members: readonly T[]): readonly object[] =>
    measure.kind === 'level' && !isSeries ? ofEdgePeriod(members, measure.at ?? 'end', calendar) : members
  const sorted = [...groups.values()].sort((a, b) => compareByKey(a.values, b.values, names))
  return {
    ...(wide !== undefined && { calendar: wide.calendar }),
    records: sorted.map(({ values, members }) => ({
      ...values,
      count: members.length,
      ...Object.fromEntries(found.fields.map((field) => [field.name, total(field, standing(field, members), ranges)])),
    })) as unknown as SummaryRecord<T, By>[],
    leftOut: found.leftOut,
  }
}

/** The total of a measure over records: by range, or one number where records have one. */
function total(
  field: MeasuredField,
  members: readonly object[],
  ranges: readonly (readonly [number, number])[],
): number | null | (number | null)[] {
  const series = members.filter((member) => (member as Cells)[field.name] !== undefined)
  const read = (member: object, name: string): readonly (number | null)[] => {
    const value = (member as Cells)[name]
    return (Array.isArray(value) ? value : [value]) as (number | null)[]
  }
  const values = series.map((member) => read(member, field.name))
  const weight = field.measure.kind === 'rate' ? field.measure.weight : undefined
  const weights = weight === undefined ? [] : series.map((member) => read(member, weight))
  const over = ([first, last]: readonly [number, number]): number | null => {
    if (field.measure.kind === 'rate') return weightedMean(values, weights, first, last)
    if (field.measure.kind === 'flow') return sumOrNull(values.flatMap((list) => list.slice(first, last + 1)))
    const place = field.measure.at === 'start' ? first : last
    return sumOrNull(values.map((list) => list[place] as number | null))
  }
  return field.isSeries ? ranges.map(over) : over([0, 0])
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : sumDecimals(values as readonly number[])
}

function weightedMean(
  values: readonly (readonly (number | null)[])[],
  weights: readonly (readonly (number | null)[])[],
  first: number,
  last: number,
): number | null {
  const [products, bases]: [number[], number[]] = [[], []]
  values.forEach((list, n) => {
    for (let t = first; t <= last; t++) {
      const [value, weight] = [list[t], weights[n]?.[t]]
      if (value === null || value === undefined || weight === null || weight === undefined) continue
      products.push(value * weight)
      bases.push(weight)
    }
  })
  const base = sumDecimals(bases)
  return base === 0 ? null : sumDecimals(products) / base
}
