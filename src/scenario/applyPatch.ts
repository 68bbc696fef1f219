import { createIssueList, isSopError, type IssueList, SopError, type SopIssue } from '../core/checking/errors.js'
import { type CheckedInput, readPlanInput } from '../schema/checkPlanInput.js'
import { type AnyRow, isImplied, isTableName, keyPartsOf, rowKeyOf, spellOut } from '../schema/normalForm/spellOut.js'
import type { PlanInput } from '../schema/types.js'
import { changeField, groupChanges, placeText } from './applyChanges.js'
import { isSame } from './cells.js'
import { type PlacedChange, readChanges } from './checkPatch.js'
import { createDraft, type Draft } from './draft.js'
import { fieldsOfKey, findRows, type RowChange } from './findRows.js'
import { type OpenInput, openInput } from './openInput.js'
import type { Changes } from './types.js'

/** The rows that an inserted one comes to: itself, and those that its columns are short for. */
function rowsOfInsert({ change }: PlacedChange, input: OpenInput): readonly (readonly [string, AnyRow])[] {
  const { table, key } = change
  const row = { ...fieldsOfKey(table, key), ...(change.value as AnyRow) }
  const alone = spellOut({ calendar: input.given.calendar, items: [], [table]: [row] } as PlanInput)
  return [...alone].flatMap(([name, rows]) => (isTableName(name) ? rows.map((one) => [name, one] as const) : []))
}

/** Puts the inserted rows in; two of one key must be the same row. */
function insertRows(
  inserts: readonly PlacedChange[],
  input: OpenInput,
  draft: Draft,
  issues: IssueList,
): readonly RowChange[] {
  const put = new Map<string, RowChange & { readonly row: AnyRow }>()
  for (const placed of inserts) {
    const { change, at } = placed
    const value = change.value as AnyRow
    const given = fieldsOfKey(change.table, change.key)
    const wrong = Object.entries(given).find(([field, part]) => value[field] !== undefined && value[field] !== part)
    if (wrong !== undefined) {
      issues.add(
        'CONFLICT',
        `${at}.key`,
        change.key,
        `The row has another ${wrong[0]}.`,
        'Leave the key out: the row has it.',
      )
      continue
    }
    for (const [table, row] of rowsOfInsert(placed, input)) {
      const key = rowKeyOf(table, row)
      const name = JSON.stringify([table, key])
      const before = put.get(name)
      const own = { ...placed, table, key, named: keyPartsOf(table, row), field: undefined, row }
      if (before !== undefined) {
        if (!isSame(before.row, row))
          issues.add(
            'CONFLICT',
            `${at}.value`,
            change.value,
            `${before.at} inserts another row of the same key, ${placeText(own)}.`,
            'Keep one of the two.',
          )
        continue
      }
      const there = draft.rows(table).get(key)
      if (there !== undefined && !(isTableName(table) && isImplied(table, there))) {
        issues.add(
          'DUPLICATE_ID',
          `${at}.value`,
          change.value,
          `${placeText(own)} is there already.`,
          "Use 'set' to change it.",
        )
        continue
      }
      put.set(name, own)
    }
  }
  for (const { table, row } of put.values()) draft.put(table, row)
  return [...put.values()]
}

/** Says of changes of rows that are deleted too that they cannot be made. */
function refuseChangesOfDeleted(deleted: readonly RowChange[], others: readonly RowChange[], issues: IssueList): void {
  const gone = new Map(deleted.map((one) => [JSON.stringify([one.table, one.key]), one]))
  for (const one of others) {
    const by = gone.get(JSON.stringify([one.table, one.key]))
    if (by === undefined) continue
    const message = `${by.at} deletes the row, ${placeText(one)}.`
    issues.add('CONFLICT', `${one.at}.op`, one.change.op, message, 'Leave one of the two changes out.')
  }
}

const PLACE = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?/

/** Says what the changed input is refused for by the change that made it so, else by the key of the row. */
function tellByChange(issue: SopIssue, changed: PlanInput, changes: readonly RowChange[]): SopIssue {
  const [text = '', table = '', index, field] = PLACE.exec(issue.path) ?? []
  const row =
    index === undefined
      ? {}
      : ((changed as unknown as Readonly<Record<string, readonly AnyRow[]>>)[table]?.[Number(index)] ?? {})
  const name = isTableName(table)
    ? table
    : table in changed && index === undefined && field !== undefined
      ? table
      : 'input'
  const key = rowKeyOf(name, row)
  const own = field ?? (name === 'input' ? table : undefined)
  const ofRow = changes.filter((one) => one.table === name && one.key === key && one.change.op !== 'delete')
  const by =
    ofRow.find((one) => one.field !== undefined && one.field.split('.')[0] === own) ??
    ofRow.find((one) => one.field === undefined)
  const place =
    index === undefined
      ? issue.path
      : `${placeText({ table: name, named: keyPartsOf(name, row) })}${issue.path.slice(text.length - (field === undefined ? 0 : field.length + 1))}`
  return by === undefined
    ? { ...issue, path: place }
    : { ...issue, path: `${by.at}.value`, message: `${place}: ${issue.message}` }
}

/**
 * The input with the changes of one or several patches made, all at once: in whatever order they stand, the result is the same.
 *
 * What is shorthand in the input is spelled out as rows; what is not given stays so, and follows what it is worked out from.
 * Of one value, all factors come before all terms; a value that is set stands beside neither.
 *
 * @param input - what `plan` takes; it is not changed
 * @param patch - a patch, or any set of changes, or several of them
 * @returns a new input: rows in the order of their keys, checked as `plan` checks it
 * @throws SopError that lists everything: unknown tables, rows, fields and periods, values that are missing or wrong, changes
 * that cannot both be made, and what `plan` would refuse in the changed input. Nothing is half applied
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { applyPatch } from 'sop-engine/scenario'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const dearer = applyPatch(base, {
 *   id: 'p1',
 *   owner: 'sales',
 *   reason: 'prices of March',
 *   changes: [{ table: 'items', key: 'lamp', field: 'price', op: 'multiply', value: 1.1 }],
 * })
 * dearer.items[0]?.price // => 53.9
 * ```
 */
export function applyPatch(input: PlanInput, patch: Changes): PlanInput {
  return applyChanges(openInput(input), readChanges(patch)).input
}

/** Makes changes in an input that was read before; the changed one is read, too. */
export function applyChanges(input: OpenInput, changes: readonly PlacedChange[]): CheckedInput {
  const issues = createIssueList()
  const draft = createDraft(input.tables)
  const inserted = insertRows(
    changes.filter(({ change }) => change.op === 'insert'),
    input,
    draft,
    issues,
  )
  const found = changes.flatMap((one) => (one.change.op === 'insert' ? [] : findRows(one, input, draft, issues)))
  const deleted = found.filter((one) => one.field === undefined)
  const cells = found.filter((one) => one.field !== undefined)
  refuseChangesOfDeleted(deleted, [...cells, ...inserted], issues)
  for (const group of groupChanges(cells)) changeField(group, input, draft, issues)
  issues.throwIfAny()
  for (const { table, key } of deleted) draft.remove(table, key)
  const changed = draft.close()
  try {
    return readPlanInput(changed)
  } catch (error) {
    if (!isSopError(error)) throw error
    throw new SopError(error.issues.map((issue) => tellByChange(issue, changed, [...cells, ...inserted])))
  }
}
