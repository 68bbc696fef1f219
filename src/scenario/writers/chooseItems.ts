import { createIssueList } from '../../core/checking/errors.js'
import { type AnyRow, columnsOf, findTable } from '../../schema/normalForm/spellOut.js'
import type { OpenInput } from '../openInput.js'
import type { ItemChoice } from './patchHead.js'

/** Ids of the items that are chosen, in the order of their ids; a problem where one is unknown or none is found. */
export function chooseItems({ itemIds, where }: ItemChoice, input: OpenInput): readonly string[] {
  const issues = createIssueList()
  const items = [...input.normalRows('items').values()]
  const known = new Set(items.map(({ id }) => id as string))
  if (itemIds !== undefined && where !== undefined) {
    issues.add(
      'CONFLICT',
      'options.where',
      where,
      'Items are chosen by their ids or by a value.',
      'Leave one of the two out.',
    )
  }
  for (const [n, id] of (itemIds ?? []).entries()) {
    if (known.has(id)) continue
    issues.add('UNKNOWN_ID', `options.itemIds[${n}]`, id, `There is no '${id}' in items.`, 'Correct the id.')
  }
  issues.throwIfAny()
  if (itemIds !== undefined) return [...new Set(itemIds)].sort()
  if (where === undefined) return [...known]
  const column = columnsOf('items').get(where.field)
  const by = column === undefined ? 'id' : (findTable(column.table)?.columnsIn?.by ?? 'id')
  const rows = [...input.normalRows(column?.table ?? 'items').values()]
  const field = column?.field ?? where.field
  const found = rows
    .filter((row) => (row[field] ?? (row['attributes'] as AnyRow | undefined)?.[field]) === where.equals)
    .map((row) => row[by] as string)
  if (found.length === 0) {
    const message = `No item has '${where.equals}' as ${where.field}.`
    issues.add(
      'UNKNOWN_ID',
      'options.where.equals',
      where.equals,
      message,
      'Correct the value, or leave it out for all items.',
    )
  }
  issues.throwIfAny()
  return found
}
