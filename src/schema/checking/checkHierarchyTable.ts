import { createIssueList } from '../../core/checking/errors.js'
import { compileHierarchy } from '../../demand/hierarchy/compileHierarchy.js'
import { type Context, rows } from '../reading/referenceChecks.js'
import type { SeriesIndex } from '../reading/seriesIndex.js'

/** Adds every mistake in the tree of products: loops, orphans, ids used twice, nodes that hold no item. */
export function checkHierarchyTable({ input, issues, items }: Context, index: SeriesIndex): void {
  const nodes = rows(input.hierarchy)
  const { reconciliation } = input.forecasting ?? {}
  if ((input.hierarchy ?? []).length === 0) {
    if (reconciliation !== undefined && reconciliation !== 'none') {
      issues.add(
        'CONFLICT',
        'hierarchy',
        input.hierarchy,
        'There is nothing to reconcile: the hierarchy has no nodes.',
        'Give its nodes, or leave forecasting.reconciliation out.',
      )
    }
    return
  }
  if (nodes.length !== input.hierarchy?.length || nodes.some(([, { id }]) => typeof id !== 'string')) return
  const own = createIssueList()
  compileHierarchy(
    { nodes: nodes.map(([, { id, parentId }]) => ({ id, ...(parentId !== undefined && { parentId }) })) },
    'hierarchy',
    own,
  )
  for (const issue of own.issues)
    issues.issues.push({ ...issue, path: issue.path.replace('hierarchy.nodes', 'hierarchy') })
  const above = new Set(nodes.map(([, { parentId }]) => parentId))
  for (const [i, { id }] of nodes) {
    const isItem = items.has(id)
    if (isItem && above.has(id)) {
      issues.add(
        'CONFLICT',
        `hierarchy[${i}].id`,
        id,
        'This is an item, and other nodes lie below it.',
        'Give the group a name of its own.',
      )
    } else if (!isItem && !above.has(id)) {
      issues.add(
        'UNKNOWN_ID',
        `hierarchy[${i}].id`,
        id,
        'This is no item, and nothing lies below it.',
        'Add the item, correct the id, or leave the node out.',
      )
    } else if (isItem && !index.items.has(id)) {
      issues.add(
        'CONFLICT',
        `hierarchy[${i}].id`,
        id,
        `Item '${id}' has no demand of its own.`,
        'Leave it out of the hierarchy, or give its history.',
      )
    }
  }
}
