import { compareByKey, sortByKey } from '../../core/keys/keys.js'
import type { TableName } from '../tables/table.js'
import { tableOf } from '../tables/tables.js'

type Row = Readonly<Record<string, unknown>>

const fields = new Map<TableName, readonly string[]>()

/** Fields of a table in the order in which its rows are written. */
export function fieldsOf(name: TableName): readonly string[] {
  const known = fields.get(name)
  if (known !== undefined) return known
  const { shape } = tableOf(name).row as unknown as { readonly shape: object }
  const own = Object.keys(shape)
  fields.set(name, own)
  return own
}

/**
 * Rows of a table as the normal form has them: defaults that depend on nothing else filled in, fields in the order of the
 * table, rows in the order of their keys.
 */
export function toNormalRows<Out extends object>(name: TableName, rows: readonly object[]): readonly Out[] {
  const { key, defaults = {}, lists = {} } = tableOf(name)
  const order = fieldsOf(name)
  const filled = (rows as readonly Row[]).map((row) => {
    const own: Record<string, unknown> = {}
    for (const field of order) {
      const value = row[field] ?? defaults[field]
      const by = lists[field]
      if (value !== undefined) own[field] = by === undefined ? value : sortedBy(value as readonly Row[], by)
    }
    return own
  })
  const isSorted = filled.every((row, n) => n === 0 || compareByKey(filled[n - 1] as Row, row, key) <= 0)
  return (isSorted ? filled : sortByKey(filled, key)) as readonly object[] as readonly Out[]
}

/** Entries of a list inside of a row in the order of one of their numbers. */
export const sortedBy = (entries: readonly Row[], field: string): readonly Row[] =>
  [...entries].sort((a, b) => Number(a[field]) - Number(b[field]))
