import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** A row by column name, as text. */
export type CsvRow = Readonly<Record<string, string>>

/** Rows of one file of the extract; quoted names with commas are read as one field. */
export function readCsv(file: string): CsvRow[] {
  const text = readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8')
  return parse(text, { columns: true, skip_empty_lines: true })
}

/** Text of a column that must be there. */
export function text(row: CsvRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`The extract has no column '${column}'.`)
  return value
}

/** Number of a column that must hold one. */
export function number(row: CsvRow, column: string): number {
  const value = text(row, column)
  const parsed = Number(value)
  if (value.trim() === '' || !Number.isFinite(parsed))
    throw new Error(`Column '${column}' holds '${value}', not a number.`)
  return parsed
}

/** Number of a column that may be empty. */
export function numberOr(row: CsvRow, column: string, otherwise: number): number {
  return text(row, column).trim() === '' ? otherwise : number(row, column)
}
