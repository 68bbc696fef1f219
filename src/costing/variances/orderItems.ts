import type { IssueList } from '../../core/checking/errors.js'
import type { StandardItem } from './varianceTypes.js'

/** Items so that all materials come before what is made of them; a circle is a problem that names it. */
export function orderItems(items: readonly StandardItem[], issues: IssueList): StandardItem[] {
  const left = new Map(items.map((item) => [item.itemId, item]))
  const ordered: StandardItem[] = []
  let waiting = items
  while (waiting.length > 0) {
    const ready = waiting.filter(({ materials = [] }) => materials.every(({ itemId }) => !left.has(itemId)))
    if (ready.length === 0) break
    ordered.push(...ready)
    for (const { itemId } of ready) left.delete(itemId)
    waiting = waiting.filter(({ itemId }) => left.has(itemId))
  }
  const [first] = waiting
  if (first === undefined) return ordered
  const circle = findCircle(first, left)
  const message = `Materials go round in a circle: ${circle.map((id) => `'${id}'`).join(' > ')}.`
  issues.add('CYCLE', 'items', circle.at(0), message, 'Take out the line that closes it.')
  return ordered
}

/** Follows, from an item that waits, always a material that waits: that comes back to where it was. */
function findCircle(first: StandardItem, left: ReadonlyMap<string, StandardItem>): string[] {
  const path: string[] = []
  let item: StandardItem | undefined = first
  while (item !== undefined && !path.includes(item.itemId)) {
    path.push(item.itemId)
    const next: string | undefined = item.materials?.map(({ itemId }) => itemId).find((id) => left.has(id))
    item = next === undefined ? undefined : left.get(next)
  }
  const back = item?.itemId ?? ''
  return [...path.slice(Math.max(0, path.indexOf(back))), back]
}
