import { oneOf, optional, record, text, anything, throwIfUnreadable } from '../core/checking/checks.js'
import { createIssueList, isSopError, type SopIssue } from '../core/checking/errors.js'
import type { Key } from '../core/keys/keys.js'
import { checkPlanInput, readPlanInput } from '../schema/checkPlanInput.js'
import {
  type AnyRow,
  findTable,
  isTableName,
  ONE_ROW_NAMES,
  rowKeyOf,
  type SpelledOut,
  spellOut,
  toPlanInput,
} from '../schema/normalForm/spellOut.js'
import { NORMAL_TABLE_NAMES } from '../schema/tables/tables.js'
import type { PlanInput } from '../schema/types.js'
import { bucketsOf, isSame, kindOfField, spread } from './cells.js'
import { keyOfRow } from './diffInputs.js'
import type { Calendar } from '../core/time/calendar.js'
import type { CellValue, PatchTable, RowKey } from './types.js'

/** Options of {@link mergeInputs}. */
export interface MergeOptions {
  readonly ours: PlanInput
  readonly theirs: PlanInput
  /**
   * What may be changed by one side alone: `cell`, a value (in one period); `row`, the stricter, all of a row. Default `cell`.
   */
  readonly mode?: 'cell' | 'row'
  /** Who changed what; default `ours` and `theirs`. */
  readonly owners?: { readonly ours: string; readonly theirs: string }
}

/** A place that both sides changed, each in its way. */
export interface MergeConflict {
  readonly table: PatchTable
  /** Left out in tables with one row. */
  readonly key?: RowKey
  /** Left out where it is the whole row: inserted twice, deleted and changed, or by rows. */
  readonly field?: string
  readonly periodId?: string
  /** What was there; left out where nothing was given. So are the others. */
  readonly base?: CellValue
  readonly ours?: CellValue
  readonly theirs?: CellValue
  readonly owners: { readonly ours: string; readonly theirs: string }
}

/** What comes of a merge. */
export interface Merge {
  /** The changes of both; where they conflict, what was there before. */
  readonly input: PlanInput
  readonly conflicts: readonly MergeConflict[]
  /** What `plan` would refuse in it: an id that one side uses and the other deleted. */
  readonly broken: readonly SopIssue[]
}

/** One value of the three. */
interface Three<T> {
  readonly base: T
  readonly ours: T
  readonly theirs: T
}

type Place = Pick<MergeConflict, 'table' | 'key' | 'field' | 'periodId'>

interface Merging {
  readonly calendar: Calendar
  readonly byRow: boolean
  readonly conflict: (place: Place, values: Three<unknown>) => void
}

/** What both sides agree on: the change of the one that made one. Undefined, in a list of none, where they do not. */
function agreed<T>({ base, ours, theirs }: Three<T>): readonly [T] | readonly [] {
  if (isSame(ours, theirs) || isSame(theirs, base)) return [ours]
  return isSame(ours, base) ? [theirs] : []
}

/** One value for each of the three. */
const each = <T, R>({ base, ours, theirs }: Three<T>, make: (value: T) => R): Three<R> => ({
  base: make(base),
  ours: make(ours),
  theirs: make(theirs),
})

/** A field of a row that both sides have. */
function mergeField(rows: Three<AnyRow>, place: Place & { readonly field: string }, merging: Merging): unknown {
  const { table, field } = place
  const values = each(rows, (row) => row[field])
  const same = agreed(values)
  if (same.length > 0) return same[0]
  const kind = kindOfField(table, field)
  if (kind === 'attributes')
    return mergeRecord(
      each(values, (value) => (value ?? {}) as AnyRow),
      place,
      merging,
    )
  const isSeries = [values.base, values.ours, values.theirs].some(Array.isArray)
  if (isSeries && (kind === 'byPeriod' || kind === 'fromBucket')) {
    const buckets = bucketsOf(table, field, rows.base, merging.calendar)
    const series = each(values, (value) =>
      kind === 'byPeriod' ? spreadOrDefault(table, field, value, merging.calendar) : value,
    )
    const isAligned = [series.base, series.ours, series.theirs].every(
      (values) => Array.isArray(values) && values.length === buckets?.length,
    )
    const starts =
      kind === 'byPeriod' ||
      [rows.ours, rows.theirs].every((row) => isSame(bucketsOf(table, field, row, merging.calendar), buckets))
    if (buckets !== undefined && isAligned && starts) {
      return buckets.map((periodId, t) =>
        mergeValue(
          each(series, (values) => (values as readonly unknown[])[t]),
          { ...place, periodId },
          merging,
        ),
      )
    }
  }
  merging.conflict(place, values)
  return values.base
}

/** The values by period of a field; where nothing is given, of what holds without it. */
function spreadOrDefault(table: string, field: string, value: unknown, calendar: Calendar): unknown {
  const held = value ?? findTable(table)?.defaults?.[field]
  return spread(table, field, held, calendar)
}

function mergeValue(values: Three<unknown>, place: Place, { conflict }: Merging): unknown {
  const same = agreed(values)
  if (same.length > 0) return same[0]
  conflict(place, values)
  return values.base
}

/** Attributes, each on its own. */
function mergeRecord(records: Three<AnyRow>, place: Place & { readonly field: string }, merging: Merging): AnyRow {
  const names = new Set([records.base, records.ours, records.theirs].flatMap((record) => Object.keys(record)))
  const own = [...names].map((name): readonly [string, unknown] => [
    name,
    mergeValue(
      each(records, (record) => record[name]),
      { ...place, field: `${place.field}.${name}` },
      merging,
    ),
  ])
  return Object.fromEntries(own.filter(([, value]) => value !== undefined))
}

/** A row; undefined where there is none any more. */
function mergeRow(rows: Three<AnyRow | undefined>, place: Place, merging: Merging): AnyRow | undefined {
  const same = agreed(rows)
  if (same.length > 0) return same[0]
  const { base, ours, theirs } = rows
  if (merging.byRow || base === undefined || ours === undefined || theirs === undefined) {
    merging.conflict(place, rows)
    return base
  }
  const three = { base, ours, theirs }
  const fields = new Set([...Object.keys(base), ...Object.keys(ours), ...Object.keys(theirs)])
  const own = [...fields].map((field): readonly [string, unknown] => [
    field,
    mergeField(three, { ...place, field }, merging),
  ])
  return Object.fromEntries(own.filter(([, value]) => value !== undefined))
}

function mergeTable(table: string, inputs: Three<SpelledOut>, merging: Merging): readonly AnyRow[] | undefined {
  const given = each(inputs, (tables) => tables.get(table))
  if (given.base === undefined && given.ours === undefined && given.theirs === undefined) return undefined
  const rows = each(given, (own = []) => new Map(own.map((row): [Key, AnyRow] => [rowKeyOf(table, row), row])))
  const keys = new Set([...rows.base.keys(), ...rows.ours.keys(), ...rows.theirs.keys()])
  return [...keys].flatMap((key) => {
    const three = each(rows, (own) => own.get(key))
    const one = three.base ?? three.ours ?? three.theirs
    const named = isTableName(table) && one !== undefined ? { key: keyOfRow(table, one) } : {}
    const row = mergeRow(three, { table: table as PatchTable, ...named }, merging)
    return row === undefined ? [] : [row]
  })
}

/** The three inputs, read as `plan` reads them. */
function readThree(base: PlanInput, options: MergeOptions): Three<ReturnType<typeof readPlanInput>> {
  const issues = createIssueList()
  record<MergeOptions>({
    ours: anything,
    theirs: anything,
    mode: optional(oneOf('cell', 'row')),
    owners: optional(record<NonNullable<MergeOptions['owners']>>({ ours: text, theirs: text })),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const read = (input: PlanInput, name: string): ReturnType<typeof readPlanInput> | undefined => {
    try {
      return readPlanInput(input)
    } catch (error) {
      if (!isSopError(error)) throw error
      for (const issue of error.issues)
        issues.issues.push({ ...issue, path: [name, issue.path].filter(Boolean).join('.') })
      return undefined
    }
  }
  const three = {
    base: read(base, 'base'),
    ours: read(options.ours, 'options.ours'),
    theirs: read(options.theirs, 'options.theirs'),
  }
  issues.throwIfAny()
  const known = three as Three<ReturnType<typeof readPlanInput>>
  for (const side of ['ours', 'theirs'] as const) {
    if (isSame(known[side].input.calendar, known.base.input.calendar)) continue
    issues.add(
      'MISALIGNED',
      `options.${side}.calendar`,
      known[side].input.calendar,
      'Its calendar is not that of the base: values by period cannot be laid beside each other.',
      'Bring the inputs to one calendar first.',
    )
  }
  issues.throwIfAny()
  return known
}

/**
 * What two people made of one input, put together: what one of them changed is taken, what both changed alike is agreed, and
 * what both changed each in another way is a conflict, which nobody wins in silence.
 *
 * @param base - the input that both began with
 * @param options - what each of them made of it, and how closely they are compared
 * @returns the merged input, conflicts (there the input has what the base has) and what is broken in it; the order of rows, and
 * which side is called ours, decide nothing
 * @throws SopError with what `plan` would refuse in any of the three, or where their calendars differ
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { mergeInputs } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const ours = { ...base, items: [{ id: 'lamp', price: 52, purchaseCost: 31 }] }
 * const theirs = { ...base, items: [{ id: 'lamp', price: 49, purchaseCost: 33 }] }
 * const merge = mergeInputs(base, { ours, theirs, owners: { ours: 'sales', theirs: 'purchasing' } })
 * merge.input.items[0]?.price // => 52
 * merge.conflicts[0]?.field // => 'purchaseCost'
 * ```
 */
export function mergeInputs(base: PlanInput, options: MergeOptions): Merge {
  const read = readThree(base, options)
  const owners = options.owners ?? { ours: 'ours', theirs: 'theirs' }
  const conflicts: MergeConflict[] = []
  const merging: Merging = {
    calendar: read.base.calendar,
    byRow: options.mode === 'row',
    conflict: (place, values) =>
      void conflicts.push({
        ...place,
        ...(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
          Three<CellValue>
        >),
        owners,
      }),
  }
  const inputs = each(read, ({ input }) => spellOut(input))
  const merged = new Map<string, readonly AnyRow[]>()
  for (const table of [...ONE_ROW_NAMES, ...NORMAL_TABLE_NAMES]) {
    const rows = mergeTable(table, inputs, merging)
    if (rows !== undefined) merged.set(table, rows)
  }
  const input = toPlanInput(merged)
  return { input, conflicts, broken: checkPlanInput(input) }
}
