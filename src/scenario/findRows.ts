import { type Key, keyOf } from '../core/keys/keys.js'
import type { IssueList } from '../core/checking/errors.js'
import { suggestName } from '../core/checking/suggestName.js'
import {
  type AnyRow,
  columnsOf,
  financeShorthand,
  findTable,
  keyFieldsOf,
  rowFields,
} from '../schema/normalForm/spellOut.js'
import type { PlacedChange } from './checkPatch.js'
import type { Draft } from './draft.js'
import type { OpenInput } from './openInput.js'
import type { PatchChange } from './types.js'

/** A change of one row, or of a field of it, in the table that has it in full. */
export interface RowChange extends PlacedChange {
  readonly table: string
  readonly key: Key
  /** The fields of the key. */
  readonly named: AnyRow
  readonly field: string | undefined
}

/** What an attribute is called. */
const ATTRIBUTE = 'attributes.'

/** Where a change leads: the table that has it in full, and the fields of the row's key. */
interface Place {
  readonly table: string
  readonly field: string | undefined
  readonly named: AnyRow | undefined
}

/** The key of a change as fields. */
export function fieldsOfKey(table: string, key: PatchChange['key']): AnyRow {
  if (typeof key !== 'string') return key ?? {}
  const [first = 'id'] = keyFieldsOf(table)
  return { [first]: key }
}

/** Leads a change of what is shorthand to the row that it stands for. */
function placeOf({ change }: PlacedChange, input: OpenInput): Place {
  const { table, field, key } = change
  const named = key === undefined ? undefined : fieldsOfKey(table, key)
  if (table === 'finance' && field !== undefined) {
    const [head = '', rest] = field.split('.')
    const found = financeShorthand().get(head)
    if (found === undefined || found.short === 'rows') return { table, field, named }
    return { table: found.table, field: found.short.field ?? rest, named: found.short.row(input.given) }
  }
  const shorthandFor = findTable(table)?.shorthandFor
  if (shorthandFor !== undefined) return { table: shorthandFor, field, named }
  const column = field === undefined ? undefined : columnsOf(table).get(field)
  if (column === undefined) return { table, field, named }
  return {
    table: column.table,
    field: column.field,
    named: named === undefined ? undefined : keyOfOwner(column.table, named['id'], input),
  }
}

/** The key of the row that belongs to a row of another table: of the source of an item. */
function keyOfOwner(table: string, id: unknown, input: OpenInput): AnyRow {
  const own = findTable(table)
  const by = own?.columnsIn?.by ?? 'id'
  const row = input.tables.get(table)?.find((one) => one[by] === id)
  return Object.fromEntries((own?.key ?? []).map((field) => [field, row?.[field] ?? id]))
}

/** Adds a problem where a field is none of the table, or one of its key. */
function checkField({ table, field }: Place, { change, at }: PlacedChange, issues: IssueList): boolean {
  if (field === undefined) {
    // What stands for a whole row, as the credit line, is named with one of its fields.
    if (change.field === undefined) return true
    const remedy = `Name one of its fields, as '${change.field}.limit', or change the rows of ${table}.`
    issues.add('CONFLICT', `${at}.field`, change.field, `${change.field} is shorthand for a row of ${table}.`, remedy)
    return false
  }
  if (keyFieldsOf(table).includes(field)) {
    const remedy = 'Delete the row and insert another.'
    issues.add('CONFLICT', `${at}.field`, change.field, `The key of a row of ${table} does not change.`, remedy)
    return false
  }
  const fields = rowFields(table)
  if (fields.includes(field) || (field.startsWith(ATTRIBUTE) && fields.includes('attributes'))) return true
  const meant = suggestName(field, [...fields, ...columnsOf(table).keys()])
  const remedy = meant ?? `The fields are ${fields.join(', ')}.`
  issues.add('UNKNOWN_FIELD', `${at}.field`, change.field, `Rows of ${table} have no field '${field}'.`, remedy)
  return false
}

/** Rows whose field, or attribute, has a value. */
function rowsWhere(place: Place, placed: PlacedChange, input: OpenInput, draft: Draft): readonly AnyRow[] {
  const { table, where } = placed.change
  if (where === undefined) return []
  // What it is found by is what the caller's table shows: columns of items are fields of their sources and policies.
  const column = columnsOf(table).get(where.field)
  const own = findTable(table)?.shorthandFor ?? table
  const looked = column?.table ?? own
  const field = column?.field ?? where.field
  const found = [...draft.rows(looked)].flatMap(([key, row]) => {
    const normal = input.normalRows(looked).get(key)
    const filled = { ...normal, ...row }
    const attributes = filled['attributes'] as AnyRow | undefined
    const value = filled[field] ?? attributes?.[field]
    return value === where.equals ? [row] : []
  })
  const by = column === undefined ? undefined : findTable(column.table)?.columnsIn?.by
  const owners = by === undefined ? found : found.map((row) => ({ id: row[by] }))
  if (place.table === own) return owners
  return owners.map((row) => keyOfOwner(place.table, (row as AnyRow)['id'], input))
}

/** The rows that a change is made in, each with its key; problems where there is none. */
export function findRows(
  placed: PlacedChange,
  input: OpenInput,
  draft: Draft,
  issues: IssueList,
): readonly RowChange[] {
  const { change, at } = placed
  const place = placeOf(placed, input)
  const { table, field } = place
  if (change.op !== 'insert' && !checkField(place, placed, issues)) return []
  const keyFields = keyFieldsOf(table)
  const reached = (named: AnyRow): RowChange => ({
    ...placed,
    table,
    field,
    named,
    key: input.givenKey(table, keyOf(named, keyFields as never[])),
  })
  if (change.where !== undefined) {
    const rows = rowsWhere(place, placed, input, draft)
    if (rows.length > 0) return rows.map(reached)
    const { field: name, equals } = change.where
    const message = `No row of ${change.table} has '${equals}' as ${name}.`
    issues.add('UNKNOWN_ID', `${at}.where.equals`, equals, message, 'Correct the value, or leave the change out.')
    return []
  }
  const named = place.named ?? {}
  const strange = Object.keys(named).filter((name) => !keyFields.includes(name))
  for (const name of strange) {
    const message = `The key of ${table} has no '${name}'; it is ${keyFields.join(', ') || 'empty'}.`
    issues.add('UNKNOWN_FIELD', `${at}.key.${name}`, named[name], message, 'Name the fields of the key only.')
  }
  if (strange.length > 0) return []
  const one = reached(named)
  const row = draft.find(table, one.key, named) ?? input.normalRows(table).get(one.key)
  // A field of `finance` can always be given: its row comes to be with it.
  const isGiven = change.table === 'finance' && change.op === 'set' && change.field?.includes('.') === false
  if (row !== undefined || isGiven) return [one]
  const message = `${table} has no such row.`
  issues.add('UNKNOWN_ID', `${at}.key`, change.key, message, "Correct the key, or insert the row first (op 'insert').")
  return []
}
