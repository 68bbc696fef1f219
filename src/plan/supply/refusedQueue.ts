import { toGrid } from '../../core/numbers/quantityGrid.js'
import { openRefused } from '../../production/belowCost/refusedDemand.js'
import type { ProductionRecord } from '../../production/types.js'
import type { QueuedDemand } from './demandQueue.js'

/** The queue of an item's demand in two: who is served, and who is refused because he pays less than it costs. */
export interface PartedQueue {
  readonly served: readonly QueuedDemand[]
  readonly refused: readonly QueuedDemand[]
}

/**
 * Parts a queue by what a record says is refused in each period: of what is only forecast, the lowest prices, and of one price who would
 * be served last. Where a part is refused in part, it stands in both.
 *
 * @param scale - units of the item's grid in one stock unit
 */
export function partQueue(
  queue: readonly QueuedDemand[],
  { refused }: Pick<ProductionRecord, 'refused'>,
  scale: number,
): PartedQueue {
  if (refused === undefined) return { served: queue, refused: [] }
  const left = refused.map((quantity) => toGrid(quantity, scale))
  const taken = new Map<QueuedDemand, number>()
  const forecast = queue.filter(({ orderId, periodIndex }) => orderId === undefined && periodIndex >= 0)
  for (const part of [...forecast].reverse().sort((a, b) => Number(a.price) - Number(b.price))) {
    const units = Math.min(left[part.periodIndex] ?? 0, part.units)
    if (units <= 0) continue
    left[part.periodIndex] = (left[part.periodIndex] ?? 0) - units
    taken.set(part, units)
  }
  const rest = (part: QueuedDemand): number => part.units - (taken.get(part) ?? 0)
  return {
    served: queue.flatMap((part) =>
      !taken.has(part) ? [part] : rest(part) > 0 ? [{ ...part, units: rest(part) }] : [],
    ),
    refused: queue.flatMap((part) => {
      const units = taken.get(part)
      return units === undefined ? [] : [{ ...part, units }]
    }),
  }
}

/** What of a record concerns those who are served: demand, what waits or is lost, and all that leaves the stock. */
export function withoutRefused<
  T extends Pick<ProductionRecord, 'demand' | 'backlog' | 'lost' | 'refused' | 'refusedShipped'>,
>(
  record: T,
  { scale, isLost }: { readonly scale: number; readonly isLost: boolean },
): Pick<ProductionRecord, 'demand' | 'backlog' | 'lost'> {
  const { demand, backlog, lost, refused, refusedShipped } = record
  if (refused === undefined || refusedShipped === undefined) return { demand, backlog, lost }
  const openOf = (isLostEach: boolean): readonly number[] =>
    openRefused({ demand: refused, shipped: refusedShipped }, { scale, isLost: isLostEach })
  const less = (values: readonly number[], taken: readonly number[]): number[] =>
    values.map((value, t) => (toGrid(value, scale) - toGrid(taken[t] ?? 0, scale)) / scale)
  const openAt = openOf(isLost)
  return {
    // What is sold to them is asked for like anything else that leaves the stock.
    demand: less(demand, openOf(true)),
    backlog: isLost ? backlog : less(backlog, openAt),
    lost: isLost ? less(lost, openAt) : lost,
  }
}
