import { keyPath } from '../../core/checking/keyPath.js'
import * as costing from './costingTables.js'
import * as demand from './demandTables.js'
import * as finance from './financeTables.js'
import * as people from './peopleTables.js'
import * as supply from './supplyTables.js'
import type { NormalTableName, Table, TableName, TableRow } from './table.js'

/**
 * The registry: for every table its key, its references, the fields by period, the defaults. Checks, the normal form, the
 * JSON Schema and the reference pages read it; a new table is a type and an entry here.
 */
export const TABLES: { readonly [Name in TableName]: Table<TableRow<Name>> } = {
  ...supply,
  ...demand,
  ...finance,
  ...costing,
  ...people,
}

/** Names of all tables, in the order in which they are documented. */
export const TABLE_NAMES: readonly TableName[] = Object.keys(TABLES) as TableName[]

/** Names of the tables of the normal form. */
export const NORMAL_TABLE_NAMES: readonly NormalTableName[] = TABLE_NAMES.filter(
  (name): name is NormalTableName => TABLES[name].shorthandFor === undefined,
)

/** The registry's entry of a table whose name is not known when the code is written. */
export const tableOf = (name: TableName): Table<Record<string, unknown>> =>
  TABLES[name] as unknown as Table<Record<string, unknown>>

/** What names a row: its id where the table is keyed by ids of its own, else the row itself, which has all of its key. */
type NamedRow<Row> = Row extends { readonly id: string } ? ('line' extends keyof Row ? Row : Pick<Row, 'id'>) : Row

/**
 * Place of a row in PlanInput, the row named by the key that the registry says, as `openOrders['o1']` or
 * `history['lamp', marketId 'north']`.
 */
export function rowPath<Name extends TableName>(table: Name, row: NamedRow<TableRow<Name>>): string {
  const own = row as unknown as Readonly<Record<string, string | undefined>>
  return keyPath(table, Object.fromEntries(tableOf(table).key.map((field) => [field, own[field]])))
}
