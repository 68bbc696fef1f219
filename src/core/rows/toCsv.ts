import { type Check, flag, list, oneOf, optional, record, refuse, text } from '../checking/checks.js'
import { createIssueList } from '../checking/errors.js'

/** How {@link toCsv} writes rows. */
export interface ToCsvOptions {
  /** Which columns, in which order; default all, in the order in which they first appear, names that are whole numbers, as years, last. */
  readonly columns?: readonly string[]
  /** Between cells. Default ','; sheets of countries that write 1,5 want ';'. */
  readonly separator?: ',' | ';' | '\t'
  /** Before the decimals of numbers. Default '.'. */
  readonly decimalSign?: '.' | ','
  /**
   * `escape` (the default) puts ' before text that a sheet would take for a formula, as an id of a stranger may be one;
   * `keep` writes text as it is, for programs that read it back.
   */
  readonly formulas?: 'escape' | 'keep'
  /** True begins the text with a byte order mark, by which Excel knows that it is UTF-8. Default false. */
  readonly byteOrderMark?: boolean
}

const MARK = '\uFEFF'
/** What sheets begin a formula with, after what they skip; full-width signs, too, which some of them read alike. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/

/**
 * The columns of rows, names that are whole numbers behind the others: an object has such names first, whatever was written first, and a sheet of years
 * begins with its items.
 */
function columnsOf(rows: readonly object[]): string[] {
  const all = [...new Set(rows.flatMap((cells) => Object.keys(cells)))]
  const isWhole = (name: string): boolean => /^\d+$/.test(name)
  return [...all.filter((name) => !isWhole(name)), ...all.filter(isWhole)]
}

const CELL = 'text, a finite number, true, false or null'
const FLATTEN = 'Make rows of records first: toCsv(toRows(records, { calendar })).'

const value: Check = (cell, path, issues) => {
  const isText = typeof cell === 'string' || typeof cell === 'boolean' || cell === null || cell === undefined
  return (
    isText ||
    Number.isFinite(cell) ||
    refuse(issues, 'WRONG_TYPE', path, cell, CELL, typeof cell === 'object' ? FLATTEN : undefined)
  )
}

const row: Check = (cells, path, issues) => {
  if (typeof cells !== 'object' || cells === null || Array.isArray(cells)) {
    return refuse(issues, 'WRONG_TYPE', path, cells, 'a row, as toRows makes it')
  }
  return Object.entries(cells)
    .map(([column, cell]) => value(cell, `${path}.${column}`, issues))
    .every(Boolean)
}

/**
 * Writes rows as CSV (RFC 4180): a header, then a line for each row, ended by CR and LF.
 *
 * Text that a sheet would run as a formula is made harmless (OWASP, CSV Injection); numbers are not text and stay as they are,
 * below zero too. Null, and a column that a row does not have, is an empty cell.
 *
 * @param rows - rows as {@link toRows} or {@link toWide} make them
 * @param options - columns and signs
 * @returns the text, for a file or a download
 * @throws SopError `WRONG_TYPE` for a cell that is no text, number, flag or null; `UNKNOWN_FIELD` for a column that no row has;
 * `CONFLICT` where cells and decimals have one sign
 * @example
 * ```ts
 * import { toCsv } from 'sop-engine'
 * const rows = [{ itemId: 'lamp, blue', closing: -3.5 }, { itemId: '=1+1', closing: null }]
 * toCsv(rows).split('\r\n') // => ['itemId,closing', '"lamp, blue",-3.5', "'=1+1,", '']
 * toCsv(rows, { separator: ';', decimalSign: ',', columns: ['closing'] }) // => 'closing\r\n-3,5\r\n""\r\n'
 * ```
 */
export function toCsv(rows: readonly object[], options: ToCsvOptions = {}): string {
  const issues = createIssueList()
  list(row)(rows, 'rows', issues)
  record<ToCsvOptions>({
    columns: optional(list(text, { least: 1 })),
    separator: optional(oneOf(',', ';', '\t')),
    decimalSign: optional(oneOf('.', ',')),
    formulas: optional(oneOf('escape', 'keep')),
    byteOrderMark: optional(flag),
  })(options, 'options', issues)
  issues.throwIfAny()
  const { separator = ',', decimalSign = '.', formulas = 'escape', byteOrderMark = false } = options
  if (separator === decimalSign) {
    refuse(issues, 'CONFLICT', 'options.separator', separator, "another sign than that before the decimals: ';'")
  }
  const known = columnsOf(rows)
  const columns = options.columns ?? known
  columns.forEach((column, k) => {
    if (rows.length > 0 && !known.includes(column)) {
      refuse(issues, 'UNKNOWN_FIELD', `options.columns[${k}]`, column, `a column of the rows: ${known.join(', ')}`)
    }
  })
  issues.throwIfAny()
  const write = (cell: unknown): string => {
    if (cell === null || cell === undefined) return ''
    if (typeof cell === 'number') return String(cell + 0).replace('.', decimalSign)
    if (typeof cell === 'boolean') return String(cell)
    const safe = formulas === 'escape' && FORMULA.test(cell as string) ? `'${cell as string}` : (cell as string)
    const isQuoted = safe.includes('"') || safe.includes(separator) || /[\r\n\t]|^\s|\s$/.test(safe)
    return isQuoted ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  if (columns.length === 0) return ''
  const lines = [
    columns,
    ...rows.map((cells) => columns.map((column) => (cells as Readonly<Record<string, unknown>>)[column])),
  ]
  // A line without a sign is skipped by many readers.
  const body = lines.map((cells) => `${cells.map(write).join(separator) || '""'}\r\n`).join('')
  return byteOrderMark ? MARK + body : body
}
