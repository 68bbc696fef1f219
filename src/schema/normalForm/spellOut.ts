import { compareText, type Key, keyOf, sortByKey } from '../../core/keys/keys.js'
import { fieldsOf, sortedBy } from './normalRows.js'
import type { Columns, FinanceShorthand, Table, TableName } from '../tables/table.js'
import { NORMAL_TABLE_NAMES, TABLE_NAMES, tableOf } from '../tables/tables.js'
import { INPUT_FIELDS, ONE_ROW_SHAPES } from '../tables/planInputSchema.js'
import type { PlanInput } from '../types.js'

/** A row of any table. */
export type AnyRow = Readonly<Record<string, unknown>>

/**
 * An input spelled out: rows only, as the normal form has them, but with nothing filled in that was not given. What is worked
 * out from other values is not among them, and so follows where those change. The tables of one row are here as such, and so
 * are the fields that the input itself has, as a table named `input`.
 */
export type SpelledOut = ReadonlyMap<string, readonly AnyRow[]>

/** Names of the tables with one row; the fields that belong to no table are the row of `input`. */
export const ONE_ROW_NAMES: readonly OneRowName[] = [
  'input',
  ...(Object.keys(ONE_ROW_SHAPES) as (keyof typeof ONE_ROW_SHAPES)[]),
]

/** Name of a table with one row. */
export type OneRowName = 'input' | keyof typeof ONE_ROW_SHAPES

type Finance = Readonly<Record<string, unknown>>

/** Fields of a row in the order of its table, what has no order of its own in one: the same row is the same text. */
function inOrder(name: string, row: AnyRow): AnyRow {
  const { lists = {} } = findTable(name) ?? {}
  const own: Record<string, unknown> = {}
  for (const field of rowFields(name)) {
    const value = row[field]
    if (value === undefined) continue
    const by = lists[field]
    if (by !== undefined) own[field] = sortedBy(value as readonly AnyRow[], by)
    else own[field] = field === 'attributes' ? sortedFields(value as AnyRow) : value
  }
  return own
}

const sortedFields = (record: AnyRow): AnyRow =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)))

/** Names of the fields that rows of a table have. */
export function rowFields(name: string): readonly string[] {
  if (isTableName(name)) return fieldsOf(name)
  if (name === 'input') return INPUT_FIELDS
  const { shape } = ONE_ROW_SHAPES[name as keyof typeof ONE_ROW_SHAPES] as unknown as { readonly shape: object }
  return Object.keys(shape)
}

/** The row that a row of another table has here where nothing else is said of it. */
export function impliedRow(name: TableName, { by }: Columns<Record<string, unknown>>, id: unknown): AnyRow {
  const own = tableOf(name).key.map((field): [string, unknown] => [field, id])
  return Object.fromEntries([...own, [by, id]])
}

/** Whether a row says no more than that it is there: then it is there without being written. */
export function isImplied(name: TableName, row: AnyRow): boolean {
  const { columnsIn } = tableOf(name)
  if (columnsIn === undefined) return false
  const implied = impliedRow(name, columnsIn, row[columnsIn.by])
  return Object.entries(row).every(([field, value]) => implied[field] === value)
}

/** Rows of a table that columns of another are short for: one for each row there, bare where it has none of the columns. */
function rowsOfColumns(name: TableName, columnsIn: Columns<Record<string, unknown>>, input: PlanInput): AnyRow[] {
  const { table, by, columns } = columnsIn
  const given = (input[name] ?? []) as unknown as readonly AnyRow[]
  const said = new Set(given.map((row) => row[by]))
  const own = given.map((row) => ({ ...impliedRow(name, columnsIn, row[by]), ...row }))
  const others = ((input[table] ?? []) as unknown as readonly AnyRow[]).filter(({ id }) => !said.has(id))
  return [
    ...own,
    ...others.map((row) => ({
      ...impliedRow(name, columnsIn, row['id']),
      ...Object.fromEntries(
        Object.entries(columns).flatMap(([column, field]) => (row[column] === undefined ? [] : [[field, row[column]]])),
      ),
    })),
  ]
}

/** Rows of a table that a field of `finance` is short for. */
function rowsOfFinance(short: FinanceShorthand<AnyRow>, value: unknown, input: PlanInput): readonly AnyRow[] {
  if (short === 'rows') return value as readonly AnyRow[]
  const key = short.row(input)
  return [short.field === undefined ? { ...key, ...(value as AnyRow) } : { ...key, [short.field]: value }]
}

/** The columns of a table that are short for rows of others. */
export function columnsOf(name: string): ReadonlyMap<string, { readonly table: TableName; readonly field: string }> {
  const columns = new Map<string, { readonly table: TableName; readonly field: string }>()
  for (const table of TABLE_NAMES) {
    const { columnsIn } = tableOf(table)
    if (columnsIn?.table !== name) continue
    for (const [column, field] of Object.entries(columnsIn.columns)) columns.set(column, { table, field })
  }
  return columns
}

/** The fields of `finance` that are short for rows, with the table of these. */
export function financeShorthand(): ReadonlyMap<
  string,
  { readonly table: TableName; readonly short: FinanceShorthand<AnyRow> }
> {
  const fields = new Map<string, { readonly table: TableName; readonly short: FinanceShorthand<AnyRow> }>()
  for (const table of TABLE_NAMES) {
    for (const [field, short] of Object.entries(tableOf(table).inFinance ?? {})) fields.set(field, { table, short })
  }
  return fields
}

/** Rows that the input has of a table, in whatever form; undefined where it has no such table. */
function givenRows(name: TableName, input: PlanInput): readonly AnyRow[] | undefined {
  const { columnsIn, inFinance = {} } = tableOf(name)
  const own =
    columnsIn === undefined
      ? (input[name] as unknown as readonly AnyRow[] | undefined)
      : rowsOfColumns(name, columnsIn, input)
  const finance = (input.finance ?? {}) as Finance
  const ofFinance = Object.entries(inFinance).flatMap(([field, short]) =>
    finance[field] === undefined ? [] : [rowsOfFinance(short, finance[field], input)],
  )
  const ofShorthand = TABLE_NAMES.flatMap((other) => {
    const { shorthandFor, spellOut: full = (row): object => row } = tableOf(other)
    const rows = shorthandFor === name ? (input[other] as unknown as readonly AnyRow[] | undefined) : undefined
    return rows === undefined ? [] : [rows.map((row) => full(row) as AnyRow)]
  })
  const parts = [...(own === undefined ? [] : [own]), ...ofFinance, ...ofShorthand]
  return parts.length === 0 ? undefined : parts.flat()
}

/** Spells an input out that has no mistake; nothing of it is changed. */
export function spellOut(input: PlanInput): SpelledOut {
  const tables = new Map<string, readonly AnyRow[]>()
  for (const name of NORMAL_TABLE_NAMES) {
    const rows = givenRows(name, input)
    if (rows === undefined) continue
    const columns = columnsOf(name)
    const whole = rows.map((row) => inOrder(name, columns.size === 0 ? row : without(row, columns)))
    tables.set(name, sortByKey(whole, tableOf(name).key as never[]))
  }
  const short = financeShorthand()
  for (const name of ONE_ROW_NAMES) {
    const row = (name === 'input' ? input : (input[name] ?? {})) as unknown as AnyRow
    tables.set(name, [inOrder(name, name === 'finance' ? without(row, short) : row)])
  }
  return tables
}

const without = (row: AnyRow, fields: ReadonlyMap<string, unknown>): AnyRow =>
  Object.fromEntries(Object.entries(row).filter(([field]) => !fields.has(field)))

/** The input that was spelled out: rows in the order of their keys, without those that are there without being written. */
export function toPlanInput(tables: SpelledOut): PlanInput {
  const input: Record<string, unknown> = { ...tables.get('input')?.[0] }
  for (const name of ONE_ROW_NAMES) {
    const [row = {}] = tables.get(name) ?? []
    if (name !== 'input' && Object.keys(row).length > 0) input[name] = row
  }
  for (const name of NORMAL_TABLE_NAMES) {
    const rows = tables.get(name)?.filter((row) => !isImplied(name, row))
    const isWritten = rows !== undefined && (rows.length > 0 || tableOf(name).columnsIn === undefined)
    if (!isWritten) continue
    const ordered = rows.map((row) => inOrder(name, row))
    input[name] = sortByKey(ordered, tableOf(name).key as never[])
  }
  return input as unknown as PlanInput
}

/** The fields that tell a row of a table from all others; none where the table has one row. */
export function keyFieldsOf(name: string): readonly string[] {
  return isTableName(name) ? tableOf(name).key : []
}

/** The fields of a row's key that it has. */
export const keyPartsOf = (name: string, row: AnyRow): AnyRow =>
  Object.fromEntries(keyFieldsOf(name).flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])))

/** The key of a row of a table. */
export const rowKeyOf = (name: string, row: AnyRow): Key => keyOf(row, keyFieldsOf(name) as never[])

const NAMES: ReadonlySet<string> = new Set(TABLE_NAMES)

/** Whether the registry has a table of this name. */
export const isTableName = (name: string): name is TableName => NAMES.has(name)

/** The registry's entry of a table of rows; undefined where the table has one row. */
export const findTable = (name: string): Table<Record<string, unknown>> | undefined =>
  isTableName(name) ? tableOf(name) : undefined
