import type { ProductionRecord } from '../../../production/types.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { servedRecord } from '../customers/refusal.js'

/** Demand of one item and period that is not met in it, in units of the item's grid. */
export interface LateCell {
  readonly t: number
  readonly units: number
  /** Of these, what is not served within the plan. */
  readonly never: number
}

/**
 * What of an item is late or lost, by serving its orders one after the other in the order of their periods; those that wait
 * since before the plan come first, and are late from its first period on.
 */
export function lateCells(facts: Facts, record: ProductionRecord): LateCell[] {
  return cellsOf(facts, servedRecord(facts, record), facts.stock.get(record.itemId)?.backlog)
}

/** The same of who is refused: he stands in a queue of his own. */
export function refusedCells(facts: Facts, { itemId, refused, refusedShipped }: ProductionRecord): LateCell[] {
  if (refused === undefined) return []
  return cellsOf(facts, { itemId, demand: refused, shipped: refusedShipped ?? [] }, 0)
}

function cellsOf(
  { count, items, policies }: Facts,
  record: Pick<ProductionRecord, 'itemId' | 'demand' | 'shipped'>,
  backlog: number | undefined,
): LateCell[] {
  const { itemId } = record
  const { whole } = gridOf(items.get(itemId))
  const asked = (t: number): number => whole(record.demand?.[t]) + (t === 0 ? whole(backlog) : 0)
  const shipped = (t: number): number => whole(record.shipped?.[t])
  const cells: LateCell[] = []
  const add = (t: number, units: number, never: number): void => {
    if (units > 0) cells.push({ t, units, never })
  }
  if (policies.get(itemId)?.unmetDemand === 'lost') {
    for (let t = 0; t < count; t++) add(t, asked(t) - shipped(t), asked(t) - shipped(t))
    return cells
  }
  let [demand, inTime, total] = [0, 0, 0]
  for (let t = 0; t < count; t++) total += shipped(t)
  for (let t = 0; t < count; t++) {
    const before = demand
    demand += asked(t)
    inTime += shipped(t)
    // Orders number `before` to `demand` are those of this period; the first `inTime` are served by its end.
    add(t, demand - Math.max(before, Math.min(demand, inTime)), demand - Math.max(before, Math.min(demand, total)))
  }
  return cells
}
