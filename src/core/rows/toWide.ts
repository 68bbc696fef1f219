import { list, record, refuse, text } from '../checking/checks.js'
import { createIssueList, type IssueList } from '../checking/errors.js'
import { keyOf } from '../keys/keys.js'
import type { Row, RowValue } from './shapes.js'

/** How {@link toWide} lays rows out. */
export interface ToWideOptions {
  /** The columns that each wide row begins with, as `['itemId']`. */
  readonly rows: readonly string[]
  /** The column whose values become columns, as `periodId`. */
  readonly across: string
  /** The columns that fill the cells, as `['demand', 'produced', 'closing']`: one wide row for each, named in `measure`. */
  readonly values: readonly string[]
}

/**
 * Lays tidy rows out as a sheet has them: one row for each item and measure, one column for each period.
 *
 * @param rows - rows as {@link toRows} makes them
 * @param options - what stands at the left, across the top and in the cells
 * @returns rows in the order in which they first appear, measures in the order in which they are named; a cell that no row fills is
 * null
 * @throws SopError `UNKNOWN_FIELD` for a column that no row has, `MISSING_VALUE` for a row without a value to go across, `DUPLICATE_ID` where two
 * rows would fill one cell, `CONFLICT` for columns that would have one name
 * @example
 * ```ts
 * import { createCalendar, toRows, toWide } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * const rows = toRows([{ itemId: 'lamp', demand: [5, 4], closing: [7, 3] }], { calendar })
 * const sheet = toWide(rows, { rows: ['itemId'], across: 'periodId', values: ['demand', 'closing'] })
 * sheet[0] // => { itemId: 'lamp', measure: 'demand', '2027-01': 5, '2027-02': 4 }
 * sheet[1] // => { itemId: 'lamp', measure: 'closing', '2027-01': 7, '2027-02': 3 }
 * ```
 */
export function toWide(rows: readonly object[], options: ToWideOptions): Row[] {
  const issues = createIssueList()
  record<ToWideOptions>({ rows: list(text), across: text, values: list(text, { least: 1 }) })(
    options,
    'options',
    issues,
  )
  list((row, path, into) => {
    const isRow = typeof row === 'object' && row !== null && !Array.isArray(row)
    return isRow || refuse(into, 'WRONG_TYPE', path, row, 'a row, as toRows makes it')
  })(rows, 'rows', issues)
  issues.throwIfAny()
  const table = rows as readonly Row[]
  const across = readColumns(table, options, issues)
  issues.throwIfAny()
  const wide = new Map<string, Record<string, RowValue>>()
  const filled = new Set<string>()
  table.forEach((row, n) => {
    const key = keyOf(row, options.rows)
    const column = String(row[options.across])
    const cell = keyOf({ key, column }, ['key', 'column'])
    if (filled.has(cell)) {
      const remedy = `Add the columns that tell them apart to options.rows, or total them with summarize.`
      issues.add('DUPLICATE_ID', `rows[${n}]`, column, 'Another row fills the same cell.', remedy)
    }
    filled.add(cell)
    for (const measure of options.values) {
      const place = keyOf({ key, measure }, ['key', 'measure'])
      let line = wide.get(place)
      if (line === undefined) {
        const left = Object.fromEntries(options.rows.map((field) => [field, row[field] ?? null]))
        line = { ...left, measure, ...Object.fromEntries(across.map((id) => [id, null])) }
        wide.set(place, line)
      }
      line[column] = row[measure] ?? null
    }
  })
  issues.throwIfAny()
  return [...wide.values()]
}

/** The columns of the sheet in the order in which they first appear; says what of the options no row has. */
function readColumns(rows: readonly Row[], options: ToWideOptions, issues: IssueList): string[] {
  const known = new Set(rows.flatMap((row) => Object.keys(row)))
  const look = (column: string, path: string): void => {
    if (rows.length === 0 || known.has(column)) return
    refuse(issues, 'UNKNOWN_FIELD', path, column, `a column of the rows: ${[...known].join(', ')}`)
  }
  options.rows.forEach((column, k) => look(column, `options.rows[${k}]`))
  look(options.across, 'options.across')
  options.values.forEach((column, k) => look(column, `options.values[${k}]`))
  options.rows.forEach((column, k) => {
    const what =
      column === 'measure' ? "another name than 'measure', in which the sheet names its values" : 'named once'
    const isTwice = column === 'measure' || options.rows.indexOf(column) < k
    if (isTwice) refuse(issues, 'CONFLICT', `options.rows[${k}]`, column, what)
  })
  options.values.forEach((column, k) => {
    if (options.values.indexOf(column) < k) refuse(issues, 'CONFLICT', `options.values[${k}]`, column, 'named once')
  })
  const across = new Set<string>()
  rows.forEach((row, n) => {
    const value = row[options.across] ?? null
    if (value !== null) across.add(String(value))
    else if (known.has(options.across)) {
      const remedy = `Leave rows without ${options.across} out before, with filter; this one has ${Object.keys(row).join(', ')}.`
      issues.add('MISSING_VALUE', `rows[${n}].${options.across}`, value, 'The row belongs in no column.', remedy)
    }
  })
  for (const column of across) {
    if (column !== 'measure' && !options.rows.includes(column)) continue
    refuse(
      issues,
      'CONFLICT',
      'options.across',
      column,
      'a column with values that are no names of other columns of the sheet',
    )
  }
  return [...across]
}
