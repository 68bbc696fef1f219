import type { PreparedItem } from './prepareItem.js'
import { lossOfLeaving, unservedParts, waitingQueue } from './waitingDemand.js'

/** Money earned by shipping one unit of the demand of a period. */
export function shippingMargin(item: PreparedItem, t: number): number {
  return item.price[t] - item.sellingCost[t]
}

/** Demand of the period, with what was late before the first one. */
export function demandOf(item: PreparedItem, t: number): number {
  return item.demand[t] + (t === 0 ? item.backlog : 0)
}

/** The least and the most of a closing stock, and what of the safety stock lies between them and can be missed. */
export interface StockRange {
  readonly base: number
  /** Bounds of the stock above the base. */
  readonly lower: number
  readonly upper: number
  /** The most that can be missing under the base; 0 where no column is needed. */
  readonly shortfall: number
  /** Safety stock that lies above the maximum stock and is missed whatever is done. */
  readonly lostTarget: number
}

/**
 * The stock is split at its safety stock, stock = base + above - missing, which spares a row for each safety stock:
 * missing a unit costs money, so no best plan has both.
 */
export function stockRange(item: PreparedItem, t: number): StockRange {
  const minimum = item.minimumStock[t]
  const maximum = item.maximumStock[t]
  const target = item.safetyStock[t]
  const penalty = item.safetyPenalty[t]
  const lostTarget = Math.max(0, target - maximum)
  const base = Math.min(target, maximum)
  if (penalty <= 0 || base <= minimum) return { base: 0, lower: minimum, upper: maximum, shortfall: 0, lostTarget }
  return { base, lower: 0, upper: maximum - base, shortfall: base - minimum, lostTarget }
}

/** How the demand of an item enters the model: `net` is backlog without columns for shipments. */
export type DemandForm = 'none' | 'forced' | 'lost' | 'net' | 'waiting'

/** Reads the form of an item's demand; it looks through the whole queue, so once for an item is enough. */
export function demandForm(item: PreparedItem, isComponent: boolean): DemandForm {
  if (item.backlog === 0 && item.demand.every((quantity) => quantity === 0)) return 'none'
  if (item.unmetDemand === 'forbidden') return 'forced'
  if (item.unmetDemand === 'lost') return 'lost'
  // Of a bound on what is left shipments do not follow.
  return item.openRanges === undefined && shipmentsFollow(item, isComponent) ? 'net' : 'waiting'
}

/**
 * True where shipments cannot turn negative in a best plan although nothing forbids it, so that neither their columns
 * nor the rows of demand are needed.
 *
 * With ship = demand + backlog before - backlog, the stock and the backlog of a period stand in the balance as their
 * difference. Where one unit more of both costs money in every period, a best plan has the least of both, backlog =
 * max(0, -(stock - backlog)), and then backlog <= backlog before + demand, because supply is never negative. In the last
 * period a unit that is not shipped loses its margin, too. Needs that nothing else draws on the stock (no parent, no
 * minimum). A service that is no component has no stock: what is made is shipped.
 */
function shipmentsFollow(item: PreparedItem, isComponent: boolean): boolean {
  if (isComponent) return false
  if (item.isService) return true
  const last = item.demand.length - 1
  const queue = waitingQueue(item)
  const parts = unservedParts({ units: queue.map(({ units }) => units), margin: queue.map(lossOfLeaving) })
  const least = parts[0]?.loss ?? 0
  return item.demand.every((_, t) => {
    if (item.minimumStock[t] > 0) return false
    const both = item.backlogCost[t] + item.holding[t] + (t === last ? least : 0)
    const saved = stockRange(item, t).shortfall > 0 ? item.safetyPenalty[t] : 0
    return both - saved > 1e-9 * Math.max(1, item.price[t])
  })
}
