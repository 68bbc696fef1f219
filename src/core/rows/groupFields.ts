import type { IssueList } from '../errors.js'
import { indexBy, keyOf } from '../keys.js'
import type { Ref } from '../ref.js'
import type { RowValue } from './shapes.js'

/** A row of a table whose columns and attributes say where a record belongs. */
export interface SummaryRow {
  readonly id?: string
  readonly attributes?: { readonly [name: string]: string | number }
}

/** Tables by their name in the input of `plan`. */
export interface SummaryTables {
  readonly items?: readonly SummaryRow[]
  readonly markets?: readonly SummaryRow[]
  readonly customers?: readonly SummaryRow[]
  readonly suppliers?: readonly SummaryRow[]
  readonly resources?: readonly SummaryRow[]
  readonly sources?: readonly SummaryRow[]
  readonly assets?: readonly SummaryRow[]
  readonly overheads?: readonly SummaryRow[]
  readonly creditFacilities?: readonly SummaryRow[]
}

/** The table that each reference of a record leads to. */
const TABLE_OF = {
  itemId: 'items',
  marketId: 'markets',
  customerId: 'customers',
  supplierId: 'suppliers',
  resourceId: 'resources',
  sourceId: 'sources',
  assetId: 'assets',
  overheadId: 'overheads',
  creditFacilityId: 'creditFacilities',
} as const satisfies { readonly [Id in keyof Ref]?: keyof SummaryTables }

type RefField = keyof typeof TABLE_OF
const REFERENCES = Object.keys(TABLE_OF) as readonly RefField[]

type Cells = Readonly<Record<string, unknown>>

/** Where a record belongs by one field; null where that is not known. */
export type GroupField = (record: object) => RowValue

interface Join {
  readonly reference: RefField
  readonly rows: ReadonlyMap<string, SummaryRow>
}

function isCell(value: unknown): value is Exclude<RowValue, null> {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** An attribute of a row, or one of its columns. */
function readColumn(row: SummaryRow | undefined, name: string): RowValue | undefined {
  const { attributes } = row ?? {}
  if (attributes !== undefined && Object.hasOwn(attributes, name)) return attributes[name]
  const column = row !== undefined && Object.hasOwn(row, name) ? (row as Cells)[name] : undefined
  return isCell(column) ? column : undefined
}

function namesOf(rows: Iterable<SummaryRow>): string[] {
  const names = new Set<string>()
  for (const row of rows) {
    for (const name of Object.keys(row.attributes ?? {})) names.add(name)
    for (const [name, value] of Object.entries(row)) if (isCell(value)) names.add(name)
  }
  return [...names]
}

/** The tables that the records refer to; an id that is not in its table is a problem. */
function joinTables(records: readonly object[], tables: SummaryTables, issues: IssueList): Join[] {
  return REFERENCES.flatMap((reference): Join[] => {
    const given = tables[TABLE_OF[reference]]
    const users = records.filter((record) => isCell((record as Cells)[reference]))
    if (!Array.isArray(given) || users.length === 0) return []
    const rows = indexBy(given as readonly SummaryRow[], ['id'])
    records.forEach((record, r) => {
      const id = (record as Cells)[reference]
      if (!isCell(id) || rows.has(keyOf({ id: String(id) }, ['id']))) return
      const remedy = `Pass the table that the records were made with.`
      const path = `records[${r}].${reference}`
      issues.add('UNKNOWN_ID', path, id, `The table ${TABLE_OF[reference]} has no such row.`, remedy)
    })
    return [{ reference, rows }]
  })
}

/** What tells where a record belongs: a field of its own, else an attribute or a column of a row that it refers to. */
export function readGroupFields(
  records: readonly object[],
  by: readonly string[],
  tables: SummaryTables,
  issues: IssueList,
): GroupField[] {
  const joins = joinTables(records, tables, issues)
  const own = new Set(
    records.flatMap((record) => Object.entries(record).flatMap(([field, value]) => (isCell(value) ? [field] : []))),
  )
  return by.map((name, n): GroupField => {
    if (own.has(name)) {
      return (record) => {
        const value = (record as Cells)[name]
        return isCell(value) ? value : null
      }
    }
    const found = joins.filter(({ rows }) => [...rows.values()].some((row) => readColumn(row, name) !== undefined))
    const [join, other] = found
    const path = `options.by[${n}]`
    if (join === undefined) {
      const known = new Set([...own, ...joins.flatMap(({ rows }) => namesOf(rows.values()))])
      const remedy = `Known: ${[...known].join(', ') || 'nothing'}. For attributes pass the rows as { tables: { items } }.`
      if (records.length > 0) issues.add('UNKNOWN_FIELD', path, name, 'No record and no row has this field.', remedy)
      return () => null
    }
    if (other !== undefined) {
      const names = found.map(({ reference }) => TABLE_OF[reference])
      const message = `The tables ${names.join(' and ')} both have this field.`
      issues.add('CONFLICT', path, name, message, 'Pass only the table that is meant.')
    }
    return (record) => {
      const id = (record as Cells)[join.reference]
      return isCell(id) ? (readColumn(join.rows.get(keyOf({ id: String(id) }, ['id'])), name) ?? null) : null
    }
  })
}
