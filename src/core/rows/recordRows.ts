import type { Calendar } from '../time/calendar.js'
import type { IssueList } from '../checking/errors.js'
import { periodColumns } from './periods.js'
import type { PeriodColumns, Row, RowValue } from './shapes.js'

/** What {@link recordRows} needs beside the records. */
export interface RecordRowOptions {
  readonly calendar: Calendar | undefined
  readonly each?: string | undefined
  readonly path: string
  readonly issues: IssueList
}

/** A row while it is filled. */
export type Cells = Record<string, RowValue>

/** A record taken apart: what its rows repeat, and what changes from period to period. */
interface TakenApart {
  readonly fixed: Cells
  readonly measures: [string, readonly RowValue[]][]
}

/** What a forecast tells of its history, in another number of periods. */
const OF_THE_PAST = ['fitted', 'residuals']

function isCell(value: unknown): value is RowValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function isCells(value: unknown): value is readonly RowValue[] {
  return Array.isArray(value) && value.every(isCell)
}

function isNumbers(values: readonly RowValue[]): boolean {
  return values.every((cell) => cell === null || typeof cell === 'number')
}

/** The columns of a prediction interval: `lower80` for the level 0.8, `lower97.5` for 0.975. */
function boundNames(level: number): readonly [string, string] {
  const percent = Number((level * 100).toFixed(6))
  return [`lower${percent}`, `upper${percent}`]
}

/** Arrays that stand one level down: bounds of intervals, mean and deviations of a distribution. */
function nestedSeries(record: object): [string, readonly RowValue[]][] {
  const { intervals, distribution } = record as { readonly intervals?: unknown; readonly distribution?: unknown }
  const found: [string, unknown][] = []
  if (Array.isArray(intervals)) {
    for (const interval of intervals as readonly ({ level?: unknown; lower?: unknown; upper?: unknown } | null)[]) {
      if (typeof interval?.level !== 'number') continue
      const [lower, upper] = boundNames(interval.level)
      found.push([lower, interval.lower], [upper, interval.upper])
    }
  }
  if (typeof distribution === 'object' && distribution !== null) {
    for (const field of ['mean', 'stdDev', 'cumulativeStdDev']) {
      if (!(field in record)) found.push([field, (distribution as Record<string, unknown>)[field]])
    }
  }
  return found.filter((entry): entry is [string, readonly RowValue[]] => isCells(entry[1]))
}

/** What no cell of a table can be is never dropped in silence. */
function refuseCells(field: string, value: unknown, path: string, issues: IssueList): void {
  if (field === '__proto__') {
    issues.add('CONFLICT', path, field, 'No column can have this name.', 'Give the field another name.')
  }
  const cells: readonly unknown[] = Array.isArray(value) ? value : [value]
  cells.forEach((cell, t) => {
    const isWrong =
      ['bigint', 'symbol', 'function'].includes(typeof cell) || Object.prototype.toString.call(cell) === '[object Date]'
    if (!isWrong && (typeof cell !== 'number' || Number.isFinite(cell))) return
    const at = Array.isArray(value) ? `${path}[${t}]` : path
    const remedy = 'Give text, a finite number, true or false; null where there is none.'
    issues.add(isWrong ? 'WRONG_TYPE' : 'NOT_FINITE', at, cell, 'This cannot be a cell of a table.', remedy)
  })
}

function takeApart(record: object, count: number | undefined, path: string, issues: IssueList): TakenApart {
  const fixed: Cells = {}
  const measures: [string, readonly RowValue[]][] = []
  const isForecast = 'point' in record && 'distribution' in record
  let length = count
  const put = (field: string, values: readonly RowValue[]): void => {
    if (values.length === 0) return
    const numeric = isNumbers(values)
    if (length === undefined && numeric) length = values.length
    if (values.length === length) measures.push([field, values])
    else if (numeric) {
      const message =
        count === undefined
          ? `Another array of the record has ${length} values.`
          : `The calendar has ${length} periods.`
      issues.add(
        'MISALIGNED',
        `${path}.${field}`,
        values.length,
        message,
        'Pass the calendar that the records were made with.',
      )
    }
  }
  // Text by period does not tell how many periods there are, so numbers go first.
  const texts: [string, readonly RowValue[]][] = []
  for (const [field, value] of Object.entries(record)) {
    refuseCells(field, value, `${path}.${field}`, issues)
    if (isCell(value)) fixed[field] = value
    else if (!isCells(value) || (isForecast && OF_THE_PAST.includes(field))) continue
    else if (length === undefined && !isNumbers(value)) texts.push([field, value])
    else put(field, value)
  }
  for (const [field, values] of [...texts, ...nestedSeries(record)]) put(field, values)
  return { fixed, measures }
}

function refuse(record: unknown, path: string, issues: IssueList): void {
  issues.add('WRONG_TYPE', path, record, 'This is no record.', 'Pass objects with a field for each column.')
}

/** The records inside each record, with the ids of the outer one. */
function* innerRecords(
  records: readonly unknown[],
  { each, path, issues }: RecordRowOptions,
): Generator<readonly [Cells, object, string]> {
  for (const [r, record] of records.entries()) {
    const at = `${path}[${r}]`
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      refuse(record, at, issues)
      continue
    }
    if (each === undefined) {
      yield [{}, record, at]
      continue
    }
    const list = (record as Record<string, unknown>)[each]
    if (!Array.isArray(list)) {
      const lists = Object.keys(record).filter((field) => Array.isArray((record as Record<string, unknown>)[field]))
      const remedy = `Lists of this record: ${lists.join(', ') || 'none'}.`
      issues.add('MISSING_VALUE', `${at}.${each}`, list, 'The record has no such list.', remedy)
      continue
    }
    const ids: Cells = {}
    for (const [field, value] of Object.entries(record)) if (field.endsWith('Id') && isCell(value)) ids[field] = value
    for (const [n, inner] of (list as readonly unknown[]).entries()) {
      const place = `${at}.${each}[${n}]`
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) yield [ids, inner, place]
      else refuse(inner, place, issues)
    }
  }
}

/** One row for each period of a record, or one for a record without a series. */
export function rowsOfRecord(
  record: object,
  columns: readonly PeriodColumns[] | undefined,
  path: string,
  issues: IssueList,
): Cells[] {
  const { fixed, measures } = takeApart(record, columns?.length, path, issues)
  const [first] = measures
  if (first === undefined) return [fixed]
  const names = columns === undefined ? ['periodIndex'] : ['periodId', 'periodStart', 'periodEnd']
  for (const name of names.filter((column) => Object.hasOwn(record, column))) {
    const message = 'The rows have a column of this name for their period.'
    issues.add(
      'CONFLICT',
      `${path}.${name}`,
      (record as Record<string, unknown>)[name],
      message,
      'Give the field another name.',
    )
  }
  return first[1].map((_, t) => {
    const row: Cells = { ...fixed, ...(columns === undefined ? { periodIndex: t } : columns[t]) }
    for (const [field, values] of measures) row[field] = values[t] as RowValue
    return row
  })
}

/** Rows of time-phased and of static records. */
export function recordRows(records: readonly unknown[], options: RecordRowOptions): Row[] {
  const { calendar, issues } = options
  const columns = calendar === undefined ? undefined : periodColumns(calendar.periods)
  const rows: Row[] = []
  for (const [ids, record, at] of innerRecords(records, options)) {
    for (const row of rowsOfRecord(record, columns, at, issues)) rows.push({ ...ids, ...row })
  }
  return rows
}
