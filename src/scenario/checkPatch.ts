import {
  type Check,
  isRecord,
  list,
  number,
  oneOf,
  optional,
  record,
  refuse,
  text,
  throwIfUnreadable,
} from '../core/checking/checks.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { day } from '../core/time/dayCheck.js'
import { isTableName, ONE_ROW_NAMES } from '../schema/normalForm/spellOut.js'
import { TABLE_NAMES } from '../schema/tables/tables.js'
import type { Changes, ChangeSet, Patch, PatchChange } from './types.js'

/** A change, and its place in what was handed over. */
export interface PlacedChange {
  readonly change: PatchChange
  readonly at: string
}

/** How far a patch can have come. */
export const PATCH_STATUS: readonly NonNullable<Patch['status']>[] = [
  'draft',
  'submitted',
  'approved',
  'rejected',
  'applied',
]
const OPS = ['set', 'add', 'multiply', 'insert', 'delete'] as const

const idOrNumber: Check = (value, path, issues) => (typeof value === 'number' ? number() : text)(value, path, issues)

const key: Check = (value, path, issues) => {
  if (typeof value === 'string') return text(value, path, issues)
  if (!isRecord(value, path, issues)) return false
  let isGood = true
  for (const [field, part] of Object.entries(value)) isGood = idOrNumber(part, `${path}.${field}`, issues) && isGood
  return isGood
}

const plainValue: Check = (value, path, issues) => {
  if (typeof value === 'number') return number()(value, path, issues)
  const isPlain = typeof value === 'string' || typeof value === 'boolean'
  return isPlain || refuse(issues, 'WRONG_TYPE', path, value, 'a text, a number, true or false')
}

/** Data as JSON has it: what a field of a row can hold. */
const plainData: Check = (value, path, issues) => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return number()(value, path, issues)
  if (Array.isArray(value))
    return value.reduce<boolean>((isGood, part, n) => plainData(part, `${path}[${n}]`, issues) && isGood, true)
  if (!isRecord(value, path, issues)) return false
  return Object.entries(value).reduce<boolean>(
    (isGood, [field, part]) => (part === undefined || plainData(part, `${path}.${field}`, issues)) && isGood,
    true,
  )
}

/** Where rows are found: a field and its value. */
export const whereCheck: Check = record<NonNullable<PatchChange['where']>>({ field: text, equals: plainValue })

const change: Check = record<PatchChange>({
  table: oneOf(...TABLE_NAMES, ...ONE_ROW_NAMES),
  key: optional(key),
  where: optional(whereCheck),
  field: optional(text),
  periodId: optional(text),
  op: oneOf(...OPS),
  value: optional(plainData),
  before: optional(plainData),
})

const changes = list(change)

/** What is said of a patch, and its changes. */
const patch: Check = record<Patch>({
  id: text,
  owner: text,
  reason: text,
  date: optional(day),
  status: optional(oneOf(...PATCH_STATUS)),
  changes,
})

const changeSet: Check = record<ChangeSet>({ changes })

/** A patch where it has the head of one, else a set of changes. */
const either: Check = (value, path, issues) => {
  const isHeaded =
    value !== null && typeof value === 'object' && Object.keys(value).some((field) => field !== 'changes')
  return (isHeaded ? patch : changeSet)(value, path, issues)
}

/** Which parts an operation has. */
function checkParts({ change: one, at }: PlacedChange, issues: IssueList): void {
  const { table, key: row, where, field, periodId, op, value } = one
  const add = (part: string, received: unknown, message: string, remedy: string): void =>
    issues.add(received === undefined ? 'MISSING_VALUE' : 'CONFLICT', `${at}.${part}`, received, message, remedy)
  const hasRows = isTableName(table)
  if (!hasRows && row !== undefined && !(typeof row === 'object' && Object.keys(row).length === 0))
    add('key', row, `${table} has one row.`, 'Leave the key out.')
  if (!hasRows && where !== undefined) add('where', where, `${table} has one row.`, 'Leave it out.')
  if (row !== undefined && where !== undefined)
    add(
      'where',
      where,
      'A change names rows by their key or by a value, not by both.',
      'Leave one of key and where out.',
    )
  if (op === 'insert') {
    if (!hasRows) add('op', op, `${table} has its one row already.`, "Use 'set'.")
    if (where !== undefined) add('where', where, 'A row is inserted under its own key.', 'Leave it out.')
    if (field !== undefined) add('field', field, 'A whole row is inserted.', "Leave it out, or use 'set'.")
    if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
      refuse(issues, value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', `${at}.value`, value, 'the row')
    return
  }
  if (hasRows && row === undefined && where === undefined)
    add('key', row, 'Which row?', 'Give its key, or where to find it.')
  if (op === 'delete') {
    if (value !== undefined) add('value', value, 'Nothing is put in the place of what is deleted.', 'Leave it out.')
    if (field === undefined && !hasRows) add('field', field, `The row of ${table} stays.`, 'Name the field.')
    if (periodId !== undefined)
      add(
        'periodId',
        periodId,
        'A period cannot be taken out of a series.',
        'Set another value, or null where there can be none.',
      )
    return
  }
  if (field === undefined) add('field', field, 'Which field?', 'Name it.')
  if (value === undefined) add('value', value, 'Nothing is given.', 'Give the value, the factor or what is added.')
  else if (op !== 'set' && (typeof value !== 'number' || !Number.isFinite(value)))
    refuse(issues, typeof value === 'number' ? 'NOT_FINITE' : 'WRONG_TYPE', `${at}.value`, value, 'a finite number')
}

/** The changes of one or several patches; throws one SopError that lists what is wrong with their form. */
export function readChanges(given: Changes, name = 'patch'): readonly PlacedChange[] {
  const issues = createIssueList()
  const isList = Array.isArray(given)
  ;(isList ? list(either) : either)(given, name, issues)
  throwIfUnreadable(issues)
  const sets = (isList ? given : [given]) as readonly (ChangeSet & Partial<Patch>)[]
  const placed = sets.flatMap((set, n) =>
    set.changes.map((one, i): PlacedChange => ({ change: one, at: `${name}${isList ? `[${n}]` : ''}.changes[${i}]` })),
  )
  sets.forEach(({ status }, n) => {
    if (status !== 'rejected') return
    const at = `${name}${isList ? `[${n}]` : ''}.status`
    issues.add('CONFLICT', at, status, 'The patch was rejected.', 'Leave it out, or give it another status.')
  })
  const known = new Set<string>([...TABLE_NAMES, ...ONE_ROW_NAMES])
  for (const one of placed) if (known.has(one.change.table)) checkParts(one, issues)
  issues.throwIfAny()
  return placed
}
