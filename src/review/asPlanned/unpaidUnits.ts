import { indexById } from '../../core/keys/keys.js'
import { gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import type { QueuedDemand } from '../../plan/supply/demandQueue.js'
import type { PartedQueue } from '../../plan/supply/refusedQueue.js'
import type { Plan } from '../../plan/types.js'
import type { ProductionRecord } from '../../production/types.js'

/** Less than this share of a unit is arithmetic. */
const NOISE = 1e-6

/**
 * Units of an item's grid that a plan leaves in the end since overtime, or a dear month, costs more than they bring; by item, of those
 * whose demand waits.
 */
export function unpaidUnits({ calendar, input, supply }: Plan): ReadonlyMap<string, number> {
  const last = calendar.periods.at(-1)?.id
  const items = indexById(input.items, 'id')
  const policies = indexById(input.stockPolicies, 'itemId')
  const left = (supply.certificate.openRanges ?? []).flatMap(({ itemId, periodId, unpaid = 0 }): [string, number][] => {
    if (periodId !== last || policies.get(itemId)?.unmetDemand === 'lost') return []
    // It is told before rounding: for half a unit that pays nobody is served a whole one.
    const units = Math.ceil(unpaid * gridScale(items.get(itemId)?.quantityDecimals ?? 0) - NOISE)
    return units > 0 ? [[itemId, units]] : []
  })
  return new Map(left)
}

/** Grid units that leave the stock in the first periods of a plan for those who are served, not for those who are refused. */
export function servedUnits(
  { shipped, refusedShipped }: ProductionRecord,
  scale: number,
  periodCount: number = shipped.length,
): number {
  return shipped
    .slice(0, periodCount)
    .reduce((sum, units, t) => sum + toGrid(units, scale) - toGrid(refusedShipped?.[t] ?? 0, scale), 0)
}

/**
 * What of each part of a queue nobody waits for: the last that are only forecast, behind every order, as many as the plan leaves for
 * their price. Who stands before them is served within the plan, or would be if there were hours.
 */
export function unpaidParts(
  { served }: PartedQueue,
  record: ProductionRecord,
  { scale, unpaid }: { readonly scale: number; readonly unpaid: number },
): ReadonlyMap<QueuedDemand, number> {
  const parts = new Map<QueuedDemand, number>()
  const open = served.reduce((sum, { units }) => sum + units, -servedUnits(record, scale))
  let left = Math.min(unpaid, open)
  for (const part of [...served].reverse()) {
    if (part.units === 0) continue
    if (left <= 0 || part.orderId !== undefined || part.periodIndex < 0) break
    const units = Math.min(part.units, left)
    parts.set(part, units)
    left -= units
  }
  return parts
}
