import { demandOf, shippingMargin } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import { marginOf, type WaitingDemand, waitingDemand, waitingQueue } from '../problem/waitingDemand.js'

/** How far the weight of safety stock stays below what the customer who waits for the same thing loses. */
export const BELOW_CUSTOMERS = 0.9

/** Whether an item is to have a safety stock in any period. */
export const hasTarget = ({ safetyStock }: PreparedItem): boolean => safetyStock.some((quantity) => quantity > 0)

/** What is asked for of an item, and what a unit of it earns before its cost; what is late before the plan at place 0. */
export function askedOf(item: PreparedItem): WaitingDemand {
  if (item.unmetDemand === 'backlog') return waitingDemand(item)
  return {
    units: [0, ...item.demand.map((_, t) => demandOf(item, t))],
    margin: [0, ...item.demand.map((_, t) => shippingMargin(item, t))],
  }
}

/** The least that a unit shipped earns before its cost; Infinity without customers. */
export function leastMargin(item: PreparedItem): number {
  return waitingQueue(item).reduce(
    (least, part) => (part.units > 0 ? Math.min(least, marginOf(part)) : least),
    Infinity,
  )
}

/**
 * What a unit that is missing at the end costs to make after the plan: its variable cost, or less where that leaves a
 * customer of the item first.
 */
export function madeAgain(item: PreparedItem, cost: (t: number) => number): (t: number) => number {
  const last = item.demand.length - 1
  const atEnd = Math.max(0, Math.min(cost(last), leastMargin(item)))
  return (t) => (t === last ? atEnd : 0)
}
