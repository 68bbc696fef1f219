import { refuse } from '../checking/checks.js'
import { createIssueList, type IssueList } from '../checking/errors.js'
import { suggestName } from '../checking/suggestName.js'
import { pivotRows } from './pivotRows.js'
import { readCell, REFUSED } from './readCell.js'
import { checkTableOptions } from './tableChecks.js'
import type { CellChoice, FieldChoice, TableFields, TableRowOf, ToTableOptions } from './tableShapes.js'

/**
 * Turns rows as a database, a CSV file or a sheet gives them into a table of the plan's input: each field from the column
 * that is chosen for it, as what it is chosen to be.
 *
 * Nothing is guessed: text stays text where nothing else is chosen, an empty cell is refused where it is not called optional, and
 * what cannot be read is named with its row. With `pivot`, long rows (item, period, quantity) or transactions (item, day,
 * quantity) become one row with arrays for all rows that agree in every other field.
 *
 * @param rows - objects by column, of any driver: text, numbers, bigints, Dates, null, decimals that write themselves
 * @param options - the fields of the table, and how long rows are put together
 * @returns rows in the order of the input; with a pivot in the order in which they first appear
 * @throws SopError that lists every cell that is not what it was chosen to be, every column that there is not, and every mistake
 * in the options
 * @example
 * ```ts
 * import { toTable } from 'sop-engine'
 * const rows = [
 *   { MATNR: 1001n, PRICE: '1.234,50', LAUNCHED: new Date('2026-03-01'), PLANT_NOTE: null },
 *   { MATNR: 1002n, PRICE: '99', LAUNCHED: null, PLANT_NOTE: 'fragile' },
 * ]
 * const items = toTable(rows, {
 *   fields: {
 *     id: 'MATNR',
 *     price: { from: 'PRICE', as: 'number', decimalSign: ',' },
 *     attributes: { record: { launched: { from: 'LAUNCHED', as: 'day', optional: true } } },
 *   },
 * })
 * items[0] // => { id: '1001', price: 1234.5, attributes: { launched: '2026-03-01' } }
 * items[1] // => { id: '1002', price: 99, attributes: {} }
 * ```
 * @example
 * Transactions become the history of each item, from its first sale on:
 * ```ts
 * import { createCalendar, toTable } from 'sop-engine'
 * const sales = [
 *   { item: 'lamp', day: '2026-01-15', sold: '3' },
 *   { item: 'lamp', day: '2026-03-02', sold: '4' },
 *   { item: 'lamp', day: '2026-03-30', sold: '5' },
 *   { item: 'shade', day: '2026-02-11', sold: '2' },
 * ]
 * const calendar = createCalendar({ start: '2026-01-01', months: 3 })
 * const history = toTable(sales, {
 *   fields: { itemId: 'item', date: { from: 'day', as: 'day' }, quantity: { from: 'sold', as: 'number' } },
 *   pivot: { by: 'date', calendar, values: { quantity: 'quantities' }, missing: 0, add: true, firstPeriod: 'start', fromFirstRow: true },
 * })
 * history // => [{ itemId: 'lamp', start: '2026-01', quantities: [3, 0, 9] }, { itemId: 'shade', start: '2026-02', quantities: [2, 0] }]
 * ```
 */
export function toTable<const Options extends ToTableOptions>(
  rows: Iterable<object>,
  options: Options,
): TableRowOf<Options>[] {
  const issues = createIssueList()
  checkTableOptions(options, issues)
  issues.throwIfAny()
  const list = readRows(rows, issues)
  issues.throwIfAny()
  checkColumns(list, options.fields, issues)
  issues.throwIfAny()
  const table = list.map((row, place) => readRow(row, options.fields, `rows[${place}]`, issues))
  issues.throwIfAny()
  if (options.pivot === undefined) return table as TableRowOf<Options>[]
  const pivoted = pivotRows(table, options.pivot, issues)
  issues.throwIfAny()
  return pivoted as TableRowOf<Options>[]
}

type Fields = Readonly<Record<string, unknown>>

function readRows(rows: unknown, issues: IssueList): readonly Fields[] {
  const isIterable = typeof (rows as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === 'function'
  if (!isIterable || typeof rows === 'string') {
    refuse(issues, 'WRONG_TYPE', 'rows', rows, 'a list of rows', remedyOfRows(rows))
    return []
  }
  const all = [...(rows as Iterable<unknown>)]
  all.forEach((row, place) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      const remedy = 'Ask the driver for rows as objects (by column names, not by place).'
      refuse(issues, 'WRONG_TYPE', `rows[${place}]`, row, 'an object by column', remedy)
    }
  })
  return all as Fields[]
}

/** What drivers and readers of files return around their rows, or in their place. */
function remedyOfRows(rows: unknown): string {
  if (typeof rows === 'string') return 'Read the text into objects first, as csv-parse does with `columns: true`.'
  const holder =
    typeof rows === 'object' && rows !== null ? Object.entries(rows).find(([, part]) => Array.isArray(part)) : undefined
  if (holder !== undefined) return `Pass the array in it: result.${holder[0]}.`
  return 'Pass an array of objects, or anything that can be walked through.'
}

const cellOf = (choice: string | CellChoice): CellChoice => (typeof choice === 'string' ? { from: choice } : choice)

/** Every column that is chosen must be in some row: drivers that leave out what is null leave it out of some rows only. */
function checkColumns(rows: readonly Fields[], fields: TableFields, issues: IssueList): void {
  if (rows.length === 0) return
  const known = new Set<string>()
  // Rows of a data frame may have their columns as getters of a prototype.
  for (const row of rows) for (const column in row) known.add(column)
  const columns = [...known]
  const look = (choice: FieldChoice, path: string): void => {
    if (typeof choice === 'object' && 'value' in choice) return
    if (typeof choice === 'object' && 'record' in choice) {
      for (const [field, inner] of Object.entries(choice.record)) look(inner, `${path}.record.${field}`)
      return
    }
    const { from } = cellOf(choice)
    // A method of every object, as toString, is no column.
    if (known.has(from) || rows.some((row) => !['undefined', 'function'].includes(typeof row[from]))) return
    issues.add('UNKNOWN_FIELD', path, from, 'No row has this column.', otherColumn(from, columns))
  }
  for (const [field, choice] of Object.entries(fields)) look(choice, `options.fields.${field}`)
}

const BYTE_ORDER_MARK = '\uFEFF'

/** What to do about a column that there is not. */
function otherColumn(from: string, columns: readonly string[]): string {
  if (columns.includes(BYTE_ORDER_MARK + from)) {
    return `The column is there behind a byte order mark, which cannot be seen: have the reader of the file leave it out (csv-parse: bom: true).`
  }
  const like = suggestName(from, columns)
  return `${like === undefined ? '' : `${like} `}The columns are ${columns.join(', ')}.`
}

function readRow(row: Fields, fields: TableFields, path: string, issues: IssueList): Fields {
  const result: Record<string, unknown> = {}
  for (const [field, choice] of Object.entries(fields)) {
    if (typeof choice === 'object' && 'value' in choice) result[field] = choice.value
    else if (typeof choice === 'object' && 'record' in choice) result[field] = readRow(row, choice.record, path, issues)
    else {
      const cell = cellOf(choice)
      const value = readCell(row[cell.from], cell, `${path}.${cell.from}`, issues)
      if (value !== undefined && value !== REFUSED) result[field] = value
    }
  }
  return result
}
