import type { Key } from '../core/keys/keys.js'
import { canonicalJson } from '../core/keys/canonicalJson.js'
import {
  type AnyRow,
  isImplied,
  isTableName,
  keyFieldsOf,
  keyPartsOf,
  ONE_ROW_NAMES,
} from '../schema/normalForm/spellOut.js'
import { NORMAL_TABLE_NAMES } from '../schema/tables/tables.js'
import type { PlanInput } from '../schema/types.js'
import { applyChanges } from './applyPatch.js'
import { bucketsOf, isSame, kindOfField, spread } from './cells.js'
import { readChanges } from './checkPatch.js'
import { type OpenInput, openInput } from './openInput.js'
import type { CellValue, ChangeSet, PatchChange, PatchTable, RowKey } from './types.js'

/** The key of a row as a patch names it: the id alone where the key has no more. */
export function keyOfRow(table: string, row: AnyRow): RowKey {
  const fields = keyFieldsOf(table)
  const [first = 'id'] = fields
  return fields.length === 1 ? (row[first] as string) : (keyPartsOf(table, row) as RowKey)
}

const rowsByKey = (input: OpenInput, table: string): ReadonlyMap<Key, AnyRow> =>
  new Map((input.tables.get(table) ?? []).map((row) => [input.normalKey(table, row), row]))

const before = (value: unknown): { readonly before?: CellValue } =>
  value === undefined ? {} : { before: value as CellValue }

/** Changes of one field from one value to another, by its parts where they differ and the parts alone say all. */
function changesOfField(
  a: AnyRow,
  b: AnyRow,
  at: Pick<PatchChange, 'table' | 'key'>,
  field: string,
  inputs: Pair,
): PatchChange[] {
  const { table } = at
  const kind = kindOfField(table, field)
  const [from, to] = [a[field], b[field]]
  const whole = (): PatchChange[] => [
    to === undefined
      ? { ...at, field, op: 'delete', ...before(from) }
      : { ...at, field, op: 'set', value: to as CellValue, ...before(from) },
  ]
  if (to === undefined) return whole()
  if (kind === 'attributes') {
    if (Object.keys(to as object).length === 0) return whole()
    const [old, next] = [(from ?? {}) as AnyRow, to as AnyRow]
    const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
      (name) => !isSame(old[name], next[name]),
    )
    return names.flatMap((name) =>
      changesOfField({ [name]: old[name] }, { [name]: next[name] }, at, name, inputs).map((one) => ({
        ...one,
        field: `attributes.${name}`,
      })),
    )
  }
  if (!inputs.haveOneCalendar || (kind !== 'byPeriod' && kind !== 'fromBucket') || !Array.isArray(to)) return whole()
  const old = kind === 'byPeriod' ? spread(table, field, from, inputs.a.calendar) : from
  const buckets = bucketsOf(table, field, b, inputs.b.calendar)
  const starts = kind === 'fromBucket' ? isSame(bucketsOf(table, field, a, inputs.a.calendar), buckets) : true
  if (buckets === undefined || !Array.isArray(old) || old.length !== to.length || !starts) return whole()
  const parts = buckets.flatMap((periodId, t): PatchChange[] =>
    isSame(old[t], to[t]) ? [] : [{ ...at, field, periodId, op: 'set', value: to[t] as CellValue, ...before(old[t]) }],
  )
  return parts.length === 0 ? whole() : parts
}

interface Pair {
  readonly a: OpenInput
  readonly b: OpenInput
  readonly haveOneCalendar: boolean
}

/** Changes of a table; with `all`, also those of values that are given on one side and say what holds without them. */
function changesOfTable(table: string, inputs: Pair, all: boolean): PatchChange[] {
  const { a, b } = inputs
  const [rowsA, rowsB] = [rowsByKey(a, table), rowsByKey(b, table)]
  const [normalA, normalB] = [a.normalRows(table), b.normalRows(table)]
  const changes: PatchChange[] = []
  for (const key of new Set([...rowsA.keys(), ...rowsB.keys()])) {
    const [row, next] = [rowsA.get(key), rowsB.get(key)]
    const [from, to] = [normalA.get(key), normalB.get(key)]
    if (!all && (from === undefined) === (to === undefined) && isSame(from, to)) {
      // Both say the same, or nothing that counts.
      if (from !== undefined || row === undefined || next === undefined) continue
    }
    changes.push(...changesOfRow({ table, row, next, from, to }, inputs, all))
  }
  return changes
}

/** A row as both inputs give it, and as their normal forms have it. */
interface RowPair {
  readonly table: string
  readonly row: AnyRow | undefined
  readonly next: AnyRow | undefined
  readonly from: AnyRow | undefined
  readonly to: AnyRow | undefined
}

function changesOfRow({ table, row, next, from, to }: RowPair, inputs: Pair, all: boolean): PatchChange[] {
  const isTable = isTableName(table)
  const isWritten = (one: AnyRow | undefined): one is AnyRow => one !== undefined && !(isTable && isImplied(table, one))
  const named = (one: AnyRow): Pick<PatchChange, 'table' | 'key'> => ({
    table: table as PatchTable,
    ...(isTable && { key: keyOfRow(table, one) }),
  })
  const gone = (): PatchChange[] => (isWritten(row) ? [{ ...named(row), op: 'delete', before: row as CellValue }] : [])
  const come = (): PatchChange[] =>
    isWritten(next) ? [{ ...named(next), op: 'insert', value: next as CellValue }] : []
  if (next === undefined) return gone()
  // A row that is there by default is changed, not inserted.
  const old = row ?? (all || from === undefined ? undefined : keyPartsOf(table, from))
  if (old === undefined) return come()
  if (all && !isSame(keyPartsOf(table, old), keyPartsOf(table, next))) return [...gone(), ...come()]
  const fields = new Set([...Object.keys(old), ...Object.keys(next)])
  return [...fields].flatMap((field) => {
    const holds = all
      ? isSame(old[field], next[field])
      : isSame(from?.[field] ?? old[field], to?.[field] ?? next[field]) || keyFieldsOf(table).includes(field)
    return holds ? [] : changesOfField(old, next, named(old), field, inputs)
  })
}

/** What changes from one input that was read to another. */
export function differenceOf(a: OpenInput, b: OpenInput): ChangeSet {
  const inputs: Pair = { a, b, haveOneCalendar: isSame(a.given.calendar, b.given.calendar) }
  const names = [...ONE_ROW_NAMES, ...NORMAL_TABLE_NAMES]
  const changes = (all: boolean): PatchChange[] => names.flatMap((table) => changesOfTable(table, inputs, all))
  const few = changes(false)
  return leadsTo(b, a, few) ? { changes: few } : { changes: changes(true) }
}

/** Whether changes make of one input another: every value of it, given or worked out. */
function leadsTo(b: OpenInput, a: OpenInput, changes: readonly PatchChange[]): boolean {
  const reached = openInput(applyChanges(a, readChanges({ changes })).input)
  return [...ONE_ROW_NAMES, ...NORMAL_TABLE_NAMES].every(
    (table) =>
      canonicalJson([...reached.normalRows(table).values()]) === canonicalJson([...b.normalRows(table).values()]),
  )
}

/**
 * What changes from one input to another, by cell: applied to the first, it makes the second.
 *
 * Both are compared in their normal form: the order of rows, a column in the place of a row, a default that is written down or
 * left out make no difference. What only follows from another value that changed is not listed.
 *
 * @param a - the input before
 * @param b - the input after
 * @returns changes with the value that was given before; none where both mean the same
 * @throws SopError with what `plan` would refuse in either input
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { diffInputs } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const dearer = { ...base, items: [{ id: 'lamp', purchaseCost: 33 }] }
 * diffInputs(base, dearer).changes // => [
 * //   { table: 'sources', key: 'lamp', field: 'purchaseCost', op: 'set', value: 33, before: 30 },
 * // ]
 * ```
 */
export function diffInputs(a: PlanInput, b: PlanInput): ChangeSet {
  return differenceOf(openInput(a), openInput(b))
}
