import { type Check, instance, list, optional, recordOf, refuse } from '../checking/checks.js'
import type { IssueList } from '../checking/errors.js'
import { indexBy, keyOf } from '../keys/keys.js'
import type { Ref } from '../keys/ref.js'
import type { RowValue } from './shapes.js'

/**
 * Tables by their name in the input of `plan`, which can be passed whole. A row has an `id`, `attributes` where it has any, and
 * whatever columns it has.
 */
export interface SummaryTables {
  readonly items?: readonly object[]
  readonly markets?: readonly object[]
  readonly customers?: readonly object[]
  readonly suppliers?: readonly object[]
  readonly resources?: readonly object[]
  readonly sources?: readonly object[]
  readonly assets?: readonly object[]
  readonly overheads?: readonly object[]
  readonly creditFacilities?: readonly object[]
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

/** A row whose columns and attributes say where a record belongs. */
interface SummaryRow {
  readonly id: string
  readonly attributes?: Cells
}

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
  if (attributes !== undefined && Object.hasOwn(attributes, name)) return attributes[name] as RowValue
  const column = row !== undefined && Object.hasOwn(row, name) ? (row as unknown as Cells)[name] : undefined
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

const ROW: Check = (row, path, issues) => {
  if (!instance(row, path, issues)) return false
  const { id, attributes } = row as Partial<SummaryRow>
  const isNamed =
    (typeof id === 'string' && id !== '') ||
    refuse(
      issues,
      id === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE',
      `${path}.id`,
      id,
      'the id of the row',
      `Give each row an id; this one has ${Object.keys(row as object).join(', ')}.`,
    )
  return optional(recordOf(cell))(attributes, `${path}.attributes`, issues) && isNamed
}

const cell: Check = (value, path, issues) =>
  isCell(value) || refuse(issues, 'WRONG_TYPE', path, value, 'a text or a number')

/** The tables that the records refer to; an id that is not in its table is a problem. */
function joinTables(records: readonly object[], tables: SummaryTables, issues: IssueList): Join[] {
  return REFERENCES.flatMap((reference): Join[] => {
    const given = tables[TABLE_OF[reference]]
    const users = records.filter((record) => isCell((record as Cells)[reference]))
    const path = `options.tables.${TABLE_OF[reference]}`
    if (given === undefined || users.length === 0 || !list(ROW)(given, path, issues)) return []
    const rows = indexBy(given as readonly SummaryRow[], ['id'])
    records.forEach((record, r) => {
      const id = (record as Cells)[reference]
      if (!isCell(id) || rows.has(keyOf({ id: String(id) }, ['id']))) return
      const remedy = `Pass the table that the records were made with.`
      const message = `The table ${TABLE_OF[reference]} has no row with this id.`
      issues.add('UNKNOWN_ID', `records[${r}].${reference}`, id, message, remedy)
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
      const given = Object.keys(tables).join(', ') || 'none'
      const remedy = `Known: ${[...known].join(', ') || 'nothing'}. Pass the rows that have it as { tables: { items } }; given: ${given}.`
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
