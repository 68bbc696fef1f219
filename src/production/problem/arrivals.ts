import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { wholeUnits } from './grid.js'
import type { PreparedItem } from './prepareItem.js'
import type { ArrivalDay } from './readArrivals.js'

/** What of a period's demand has no day of its own, and is spread evenly over its days; backlog is asked for on the first. */
const spreadDemand = (item: PreparedItem, t: number): number => Math.max(0, item.demand[t] - item.dated[t])

/**
 * What is there before an arrival beside opening stock and new supply, and what with a day of its own is asked for later: all of the limit
 * but the later share of what is spread.
 */
function sureBefore(item: PreparedItem, t: number, { laterDated, lateReceipts, laterShare }: ArrivalDay): number {
  const { refused, scale } = item
  const received = (item.ordered ?? item.receipts)[t] - lateReceipts
  // What stock at hand sells to who is refused below cost has left the receipts; who of them asks later takes none of what is there before.
  const soldLater =
    refused === undefined
      ? 0
      : Math.min(refused.shipped[t], fromGrid(wholeUnits(laterShare * refused.demand[t], scale), scale))
  return Math.min(laterDated, item.demand[t]) + received + soldLater
}

/**
 * The arrivals of a period that can hold shipments back. One that comes after new supply does not where as much is asked for from
 * that day on as comes: then the balance of the period says it all.
 */
export function bindingArrivals(item: PreparedItem, t: number): readonly ArrivalDay[] {
  return item.arrivals[t].filter(
    (arrival) =>
      !arrival.isAfterSupply ||
      arrival.lateReceipts > Math.min(arrival.laterDated, item.demand[t]) + arrival.laterShare * spreadDemand(item, t),
  )
}

/**
 * The most that can be shipped in a period because of an arrival, beside opening stock and, where that comes before it, new supply.
 *
 * For every day d of an arrival: what is shipped is at most what is there before d and what is asked for from d on. With all days on
 * which something comes this is exact: the least cut through what comes and what is asked for, in the order of the days (Ford & Fulkerson
 * 1956).
 */
export function mostWithArrival(item: PreparedItem, t: number, arrival: ArrivalDay): number {
  return arrival.laterShare * spreadDemand(item, t) + sureBefore(item, t, arrival)
}

/** {@link mostWithArrival} in whole units of the grid. */
export function wholeMostWithArrival(item: PreparedItem, t: number, arrival: ArrivalDay): number {
  const { scale } = item
  return wholeUnits(arrival.laterShare * spreadDemand(item, t), scale) + toGrid(sureBefore(item, t, arrival), scale)
}
