import type { IssueList } from '../core/checking/errors.js'
import { rowPath, tableOf } from '../schema/tables/tables.js'
import { type AnyRow, isTableName } from '../schema/normalForm/spellOut.js'
import { bucketsOf, changeValue, type FieldKind, isSame, kindOfField, type Relative, spread } from './cells.js'
import type { Draft } from './draft.js'
import type { RowChange } from './findRows.js'
import type { OpenInput } from './openInput.js'
import type { PatchChange } from './types.js'

/** All changes of one field of one row: those of the whole field, and those of its parts by their name. */
export interface FieldChanges {
  readonly table: string
  readonly field: string
  readonly kind: FieldKind
  readonly row: RowChange
  readonly whole: RowChange[]
  readonly parts: Map<string, RowChange[]>
}

const ATTRIBUTES = 'attributes'

/** Puts the changes of each field of a row together. */
export function groupChanges(changes: readonly RowChange[]): readonly FieldChanges[] {
  const groups = new Map<string, FieldChanges>()
  for (const one of changes) {
    const { table, key, change } = one
    const [head = '', ...rest] = (one.field ?? '').split('.')
    const isAttribute = head === ATTRIBUTES && rest.length > 0
    const field = isAttribute ? ATTRIBUTES : (one.field ?? '')
    const part = isAttribute ? rest.join('.') : change.periodId
    const name = JSON.stringify([table, key, field])
    const group = groups.get(name) ?? {
      table,
      field,
      kind: kindOfField(table, field),
      row: one,
      whole: [],
      parts: new Map<string, RowChange[]>(),
    }
    groups.set(name, group)
    if (part === undefined) group.whole.push(one)
    else group.parts.set(part, [...(group.parts.get(part) ?? []), one])
  }
  return [...groups.values()]
}

const isRelative = ({ change: { op } }: RowChange): boolean => op === 'add' || op === 'multiply'

const relativeOf = (changes: readonly RowChange[]): Relative => {
  const values = (op: PatchChange['op']): number[] =>
    changes.filter(({ change }) => change.op === op).map(({ change }) => change.value as number)
  return { times: values('multiply'), plus: values('add') }
}

/** Says of changes of one place that they cannot all be made. */
function refuseTogether(changes: readonly RowChange[], issues: IssueList): void {
  const [first, ...others] = changes
  if (first === undefined) return
  for (const { change, at } of others) {
    issues.add(
      'CONFLICT',
      `${at}.${change.field === undefined ? 'op' : 'field'}`,
      change.field ?? change.op,
      `It changes what ${first.at} changes, and the two cannot both be made.`,
      'Leave one of the two out: what is set in two places must be the same, and stands beside no add or multiply.',
    )
  }
}

/** Whether changes of one place that are not all relative agree. */
function agree(changes: readonly RowChange[]): boolean {
  const [first] = changes
  return (
    first === undefined ||
    changes.every(isRelative) ||
    changes.every(({ change }) => change.op === first.change.op && isSame(change.value, first.change.value))
  )
}

/** Makes the changes of one field, or says why they cannot be made. */
export function changeField(group: FieldChanges, input: OpenInput, draft: Draft, issues: IssueList): void {
  const {
    table,
    field,
    kind,
    row: { key, named },
    whole,
    parts,
  } = group
  const all = [...whole, ...[...parts.values()].flat()]
  const partsClash = [...parts.values()].some((own) => !agree([...own, ...whole.filter(isRelative)]))
  if (!agree(whole) || partsClash || (parts.size > 0 && whole.some((one) => !isRelative(one)))) {
    refuseTogether(all, issues)
    return
  }
  const row = draft.find(table, key, named) ?? named
  const normal = input.normalRows(table).get(key)
  const context: FieldContext = { group, row, filled: { ...normal, ...row }, input, issues }
  const [first] = whole
  if (first !== undefined && !isRelative(first)) {
    const { [field]: _, ...rest } = row
    draft.put(table, first.change.op === 'delete' ? rest : { ...row, [field]: first.change.value })
    return
  }
  const next =
    kind === 'attributes' ? changedAttributes(context) : parts.size > 0 ? changedParts(context) : changedWhole(context)
  if (next === undefined) return
  const { [field]: _, ...rest } = row
  const isEmpty = kind === 'attributes' && Object.keys(next as object).length === 0
  draft.put(table, isEmpty ? rest : { ...row, [field]: next })
}

interface FieldContext {
  readonly group: FieldChanges
  readonly row: AnyRow
  /** The row with its defaults. */
  readonly filled: AnyRow
  readonly input: OpenInput
  readonly issues: IssueList
}

/** What a change is made in, for a message. */
export function placeText({ table, named }: Pick<RowChange, 'table' | 'named'>): string {
  return isTableName(table) && tableOf(table).key.length > 0 ? rowPath(table, named as never) : table
}

function refuseValue({ group, issues }: FieldContext, changes: readonly RowChange[], value: unknown): void {
  const place = `${placeText(group.row)}.${group.field}`
  for (const { at, change } of changes) {
    if (value === undefined || value === null)
      issues.add(
        'MISSING_VALUE',
        `${at}.op`,
        value,
        `${place} has no value to ${change.op === 'add' ? 'add to' : 'multiply'}.`,
        "Use 'set'.",
      )
    else issues.add('WRONG_TYPE', `${at}.op`, value, `${place} cannot be changed by '${change.op}'.`, "Use 'set'.")
  }
}

/** The whole field with factors and terms upon it: in every period where it has one value for each. */
function changedWhole(context: FieldContext): unknown {
  const { group, filled, input } = context
  const { field, kind, whole } = group
  const value = filled[field]
  const startMonth = input.calendar.fiscalYearStartMonth
  const upon = (one: unknown): unknown => changeValue(one, kind, relativeOf(whole), startMonth)
  const isSeries = Array.isArray(value) && (kind === 'byPeriod' || kind === 'fromBucket')
  // What was not observed, or not given, stays so.
  const next = isSeries ? (value as readonly unknown[]).map((one) => (one === null ? null : upon(one))) : upon(value)
  if (next === undefined || (Array.isArray(next) && next.includes(undefined))) {
    refuseValue(context, whole, value)
    return undefined
  }
  return next
}

/** The field with some of its periods changed; one value for all is spread over them before. */
function changedParts(context: FieldContext): unknown {
  const { group, filled, input, issues } = context
  const { table, field, kind, whole, parts } = group
  const place = `${placeText(group.row)}.${field}`
  const series = kind === 'byPeriod' ? spread(table, field, filled[field], input.calendar) : filled[field]
  const buckets = bucketsOf(table, field, filled, input.calendar)
  const changes = [...parts.values()].flat()
  if (buckets === undefined || (series !== undefined && !Array.isArray(series))) {
    const message = `${place} has no periods of its own.`
    for (const { at, change } of changes)
      issues.add('CONFLICT', `${at}.periodId`, change.periodId, message, 'Leave the period out.')
    return undefined
  }
  if (series === undefined) {
    for (const { at, change } of changes)
      issues.add(
        'MISSING_VALUE',
        `${at}.periodId`,
        change.periodId,
        `${place} is not given for the other periods.`,
        'Set the whole field first.',
      )
    return undefined
  }
  const unknown = changes.filter(({ change }) => !buckets.includes(change.periodId ?? ''))
  for (const { at, change } of unknown) {
    const message = `${place} has no period '${change.periodId}'; it has ${buckets[0]} to ${buckets.at(-1)}.`
    issues.add('UNKNOWN_ID', `${at}.periodId`, change.periodId, message, 'Name one of these.')
  }
  if (unknown.length > 0) return undefined
  const found = (series as readonly unknown[]).map((value, t): unknown => {
    const own = parts.get(buckets[t] ?? '') ?? []
    const [set] = own.filter((one) => !isRelative(one))
    if (set !== undefined) return set.change.value
    const upon = [...whole, ...own]
    if (upon.length === 0 || (value === null && own.length === 0)) return value
    const next = changeValue(value, kind, relativeOf(upon), input.calendar.fiscalYearStartMonth)
    if (next === undefined) refuseValue(context, own.length > 0 ? own : whole, value)
    return next
  })
  return found.includes(undefined) ? undefined : found
}

/** The attributes with some of them changed. */
function changedAttributes(context: FieldContext): AnyRow | undefined {
  const { group, row, input } = context
  const next: Record<string, unknown> = { ...(row[ATTRIBUTES] as AnyRow | undefined) }
  if (group.whole.length > 0) {
    refuseValue(context, group.whole, next)
    return undefined
  }
  for (const [name, changes] of group.parts) {
    const [first] = changes
    if (first === undefined) continue
    if (first.change.op === 'set') next[name] = first.change.value
    else if (first.change.op === 'delete') delete next[name]
    else {
      const value = changeValue(next[name], 'whole', relativeOf(changes), input.calendar.fiscalYearStartMonth)
      if (value === undefined) refuseValue(context, changes, next[name])
      else next[name] = value
    }
  }
  return next
}
