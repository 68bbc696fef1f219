import type { Key } from '../core/keys/keys.js'
import {
  type AnyRow,
  findTable,
  impliedRow,
  rowKeyOf,
  type SpelledOut,
  toPlanInput,
} from '../schema/normalForm/spellOut.js'
import type { TableName } from '../schema/tables/table.js'
import type { PlanInput } from '../schema/types.js'

/** Tables in the making: rows by their key. */
export interface Draft {
  rows(table: string): ReadonlyMap<Key, AnyRow>
  /** The row of a key; one that is there without being written, where the row that it belongs to is there. */
  find(table: string, key: Key, named: AnyRow): AnyRow | undefined
  put(table: string, row: AnyRow): void
  remove(table: string, key: Key): void
  /** The input that these tables are. */
  close(): PlanInput
}

/** Starts with the rows of an input; nothing of it is changed. */
export function createDraft(tables: SpelledOut): Draft {
  const maps = new Map<string, Map<Key, AnyRow>>()
  const open = (table: string): Map<Key, AnyRow> => {
    const known = maps.get(table) ?? new Map((tables.get(table) ?? []).map((row) => [rowKeyOf(table, row), row]))
    maps.set(table, known)
    return known
  }
  const holds = (table: string, id: unknown): boolean => [...open(table).values()].some((row) => row['id'] === id)
  return {
    rows: open,
    find(table, key, named) {
      const row = open(table).get(key)
      const columnsIn = findTable(table)?.columnsIn
      if (row !== undefined || columnsIn === undefined) return row
      const [id] = Object.values(named)
      const implied = impliedRow(table as TableName, columnsIn, id)
      return rowKeyOf(table, implied) === key && holds(columnsIn.table, id) ? implied : undefined
    },
    put: (table, row) => void open(table).set(rowKeyOf(table, row), row),
    remove: (table, key) => void open(table).delete(key),
    close: () =>
      toPlanInput(
        new Map([...new Set([...tables.keys(), ...maps.keys()])].map((name) => [name, [...open(name).values()]])),
      ),
  }
}
