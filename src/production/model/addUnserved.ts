import type { ModelBuilder } from '../../lp/model.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { lossCurve, marginOf, waitingQueue } from '../problem/waitingDemand.js'

/**
 * Earns the whole demand of an item, and adds the column of its backlog at the end, which loses what is not served: the newest
 * orders, because the oldest are served first. Where they lose different amounts, a column for each part of them beside a row
 * that adds them up; the loss is convex, so the parts fill from the newest on.
 */
export function addUnserved(
  builder: ModelBuilder,
  { items, periodCount, periodIds }: PreparedProblem,
  map: { readonly unserved: number[] },
  i: number,
): number {
  const item = items[i]
  const last = periodCount - 1
  const queue = waitingQueue(item)
  builder.addConstant(queue.reduce((sum, part) => sum + part.units * marginOf(part), 0))
  const range = item.openRanges?.get(last)
  const { least, most, atLeast, parts } = lossCurve(queue, range)
  const key = `backlog ${item.id} ${periodIds[last]}`
  const late = item.backlogCost[last]
  const bounds = range === undefined ? {} : { lower: least, upper: most }
  if (parts.length < 2) {
    const loss = parts[0]?.loss ?? 0
    builder.addConstant(least * loss - atLeast)
    return builder.addColumn({ objective: -late - loss, ...bounds, key })
  }
  builder.addConstant(-atLeast)
  const backlog = builder.addColumn({ objective: -late, ...bounds, key })
  const row = builder.addRow({ lower: least, upper: least, key: `unserved ${item.id}` })
  builder.addTerm(row, backlog, 1)
  parts.forEach((part, n) => {
    const column = builder.addColumn({
      objective: -part.loss,
      // The oldest part needs no limit: no more than all demand can be left.
      ...(n < parts.length - 1 && { upper: part.units }),
      key: `unserved ${item.id} ${n}`,
    })
    builder.addTerm(row, column, -1)
    if (n === 0) builder.setPivot(row, column)
    // One more of a period would be its newest, which stands in the first of its parts here.
    for (let k = part.from; k <= part.to; k += 1) {
      const at = i * periodCount + queue[k].periodIndex
      if (queue[k].periodIndex >= 0 && map.unserved[at] < 0) map.unserved[at] = column
    }
  })
  return backlog
}
