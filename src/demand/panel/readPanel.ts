import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { text } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { compareText, keyOf } from '../../core/keys/keys.js'
import { findPeriod, periodDays } from '../../core/time/series.js'
import type { Driver } from '../drivers/types.js'
import type { PanelSeries } from './poolEffects.js'
import type { PanelDriver, PanelOptions, PanelRow } from './types.js'

/** The series of a panel, by the id of the item, and what was not used of its rows. */
export interface ReadPanel {
  readonly series: PanelSeries[]
  /** Rows before the first or after the last period of the calendar. */
  readonly outside: number
}

/** How the fields of a row are called; other programs have unique_id, ds and y. */
export const ROW_FIELDS = 'A row is { itemId, periodId or date, quantity } and its drivers; `toTable` renames columns.'

/** The drivers of the options, each with its fields. */
export function panelDrivers(options: PanelOptions): PanelDriver[] {
  return (options.drivers ?? []).map((driver) => (typeof driver === 'string' ? { id: driver } : driver))
}

/**
 * Puts the rows of a panel in order: a series for each item, from the first period of the calendar, with its drivers over all
 * of it. Every row that cannot be read, stands twice, or lacks a driver ahead is a problem.
 */
export function readPanel(rows: readonly PanelRow[], options: PanelOptions, issues: IssueList): ReadPanel {
  const { calendar, horizon, groupBy, absent = 'unknown' } = options
  const drivers = panelDrivers(options)
  const periods = calendar.periods.length
  const count = periods - horizon
  const place = placeIn(calendar)
  const items = new Map<string, Item>()
  const taken = new Map<string, number>()
  let outside = 0
  if (rows.length > 0 && !rows.some((row) => 'quantity' in row)) {
    const message = `No row has a quantity; the fields of the first are ${Object.keys(rows[0] ?? {}).join(', ')}.`
    issues.add('MISSING_VALUE', 'rows', undefined, message, `Give rows of the past their quantity. ${ROW_FIELDS}`)
  }
  rows.forEach((row, index) => {
    const path = `rows[${index}]`
    const t = place(row, path, issues)
    if (t === undefined) return
    if (t < 0) {
      outside += 1
      return
    }
    const key = keyOf({ itemId: row.itemId, t: String(t) }, ['itemId', 't'])
    const first = taken.get(key)
    if (first !== undefined) {
      const message = `rows[${first}] is of the same item and period.`
      const remedy = 'Add up quantities, and average prices, by item and period before.'
      issues.add('DUPLICATE_ID', path, row.itemId, message, remedy)
      return
    }
    taken.set(key, index)
    const item = items.get(row.itemId) ?? newItem(periods, drivers.length)
    items.set(row.itemId, item)
    item.seen[t] = true
    if (t < count) item.values[t] = readQuantity(row.quantity, `${path}.quantity`, issues)
    drivers.forEach(({ id }, j) => {
      ;(item.columns[j] as (number | null)[])[t] = readDriverValue(row[id], `${path}.${id}`, issues)
    })
    if (groupBy !== undefined) readGroup(item, row[groupBy], { path: `${path}.${groupBy}`, itemId: row.itemId }, issues)
  })
  const ids = [...items.keys()].sort(compareText)
  const series = ids.map((id): PanelSeries => {
    const item = items.get(id) as Item
    const { values, columns, groupId } = item
    if (absent === 'zero') fillAbsent(item, count)
    drivers.forEach((driver, j) => {
      const column = columns[j] as (number | null)[]
      const gaps = calendar.periods.filter((_, t) => t >= count && column[t] === null)
      if (gaps.length === 0) return
      const message = `The item ${id} has no ${driver.id} in ${gaps.length} of ${horizon} periods to be forecast, the first of them ${gaps[0]?.id ?? ''}.`
      issues.add(
        'MISSING_VALUE',
        `rows: ${id}.${driver.id}`,
        null,
        message,
        'Give every period ahead a row with what is planned.',
      )
    })
    const given = drivers.map((driver, j): Driver => ({ ...driver, values: columns[j] as (number | null)[] }))
    // one that is known in no period of the history tells nothing, unless other items know it
    return { id, groupId: groupId ?? '', values: values.slice(0, count), drivers: given }
  })
  return { series, outside }
}

/** An item while its rows are read. */
interface Item {
  readonly values: (number | null)[]
  readonly seen: boolean[]
  readonly columns: (number | null)[][]
  groupId?: string
}

function newItem(periods: number, drivers: number): Item {
  const empty = (): (number | null)[] => new Array<number | null>(periods).fill(null)
  return {
    values: empty(),
    seen: new Array<boolean>(periods).fill(false),
    columns: Array.from({ length: drivers }, empty),
  }
}

/** The place of a row's period: -1 outside the calendar, nothing where it cannot be read. */
function placeIn(calendar: Calendar): (row: PanelRow, path: string, issues: IssueList) => number | undefined {
  const { starts, end } = periodDays(calendar.periods)
  const places = new Map(calendar.periods.map(({ id }, t) => [id, t]))
  return (row, path, issues) => {
    const { periodId, date } = row
    if ((periodId === undefined) === (date === undefined)) {
      const message =
        periodId === undefined
          ? `The row has no period; its fields are ${Object.keys(row).join(', ')}.`
          : 'The row has a periodId and a date.'
      issues.add('MISSING_VALUE', path, periodId, message, `Give it one of periodId and date. ${ROW_FIELDS}`)
      return undefined
    }
    if (periodId !== undefined) {
      if (text(periodId, `${path}.periodId`, issues)) return places.get(periodId) ?? -1
      return undefined
    }
    const day = typeof date === 'string' ? parseDay(date) : undefined
    if (day === undefined) {
      issues.add('INVALID_DATE', `${path}.date`, date, 'This is no day.', 'Pass a day as 2027-01-31.')
      return undefined
    }
    return findPeriod(starts, end, day)
  }
}

/** Quantities beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100

function readQuantity(value: unknown, path: string, issues: IssueList): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' && Math.abs(value) <= LARGEST) return value
  const remedy = 'Pass a number, or null where it was not observed.'
  issues.add(typeof value === 'number' ? 'NOT_FINITE' : 'WRONG_TYPE', path, value, 'This is no quantity.', remedy)
  return null
}

function readDriverValue(value: unknown, path: string, issues: IssueList): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Math.abs(value) <= LARGEST) return value
  const remedy = 'Pass a number, true or false, or null where it is not known.'
  issues.add(typeof value === 'number' ? 'NOT_FINITE' : 'WRONG_TYPE', path, value, 'This is no driver.', remedy)
  return null
}

function readGroup(
  item: Item,
  value: unknown,
  { path, itemId }: { readonly path: string; readonly itemId: string },
  issues: IssueList,
): void {
  if (typeof value !== 'string' && typeof value !== 'number') {
    issues.add('MISSING_VALUE', path, value, 'The row has no group.', 'Give every row of an item its group.')
    return
  }
  const groupId = String(value)
  if (item.groupId !== undefined && item.groupId !== groupId) {
    const message = `The item ${itemId} is in ${item.groupId} by a row before.`
    issues.add('CONFLICT', path, value, message, 'Give all rows of an item one group.')
    return
  }
  item.groupId = groupId
}

/** Periods without a row, between the first and the last one of the history, were without demand. */
function fillAbsent({ values, seen }: Item, count: number): void {
  const first = seen.indexOf(true)
  const last = seen.lastIndexOf(true, count - 1)
  for (let t = first; t >= 0 && t <= last; t += 1) if (seen[t] === false) values[t] = 0
}
