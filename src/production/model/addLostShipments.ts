import type { ModelBuilder } from '../../lp/model.js'
import { demandOf } from '../problem/itemForms.js'
import { lostQueue } from '../problem/lostQueue.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { lossCurve, marginOf } from '../problem/waitingDemand.js'

/**
 * Adds the column of what is shipped of demand that goes away if it is not met in its period, and what it earns: the first of its queue are
 * served. Where they earn different amounts, a column for each part of them beside a row that adds them up; what they lose is convex
 * (`lossCurve`), so the parts that earn most fill first.
 */
export function addLostShipments(
  builder: ModelBuilder,
  { items, periodCount, periodIds }: PreparedProblem,
  map: { readonly demand: number[]; readonly unserved: number[] },
  i: number,
  t: number,
): number {
  const item = items[i]
  const demand = demandOf(item, t)
  const lostCost = item.lostCost[t]
  const queue = lostQueue(item, t)
  const { least, most, atLeast, parts } = lossCurve(queue, item.openRanges?.get(t))
  // Who is served whatever else is decided, and all who may be.
  const [sure, all] = [Math.max(0, demand - most), demand - least]
  const lower = Math.min(all, Math.max(sure, item.ownStock?.[t] ?? 0))
  const key = `ship ${item.id} ${periodIds[t]}`
  if (parts.length < 2) {
    const loss = parts[0]?.loss ?? 0
    const more = queue.reduce((sum, part) => sum + part.units * (marginOf(part) - loss), 0)
    builder.addConstant(more + (least * loss - atLeast))
    builder.addConstant(-lostCost * demand)
    return builder.addColumn({ objective: loss + lostCost, lower, upper: all, key })
  }
  builder.addConstant(queue.reduce((sum, part) => sum + part.units * marginOf(part), 0))
  builder.addConstant(-atLeast - lostCost * demand)
  // The parts add up to all who may be served.
  const column = builder.addColumn({ objective: lostCost, lower, key })
  const row = builder.addRow({ lower: sure, upper: sure, key: `served ${item.id} ${periodIds[t]}` })
  builder.addTerm(row, column, 1)
  map.demand[i * periodCount + t] = row
  parts.forEach((part, n) => {
    builder.addConstant(-part.units * part.loss)
    const served = builder.addColumn({
      objective: part.loss,
      upper: part.units,
      key: `served ${item.id} ${periodIds[t]} ${n}`,
    })
    builder.addTerm(row, served, -1)
    // One more would be the newest of the period.
    if (n === 0) map.unserved[i * periodCount + t] = served
  })
  return column
}
