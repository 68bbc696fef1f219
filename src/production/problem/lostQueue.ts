import { demandOf, shippingMargin } from './itemForms.js'
import type { PreparedItem } from './prepareItem.js'
import { lossOfLeaving, type QueuedPart, waitingQueue } from './waitingDemand.js'

/** Of each item, so that its orders are not gone through once more for every period. */
const known = new WeakMap<PreparedItem, readonly (readonly QueuedPart[])[]>()

/**
 * What is asked for of an item in a period in which it is shipped or lost, in the order in which it is served, with what was late before the
 * plan in the first one. Of such a queue the newest are lost, each at its price, as those of a queue that waits are left at the end.
 */
export function lostQueue(item: PreparedItem, t: number): readonly QueuedPart[] {
  const before = known.get(item)
  const queues = before ?? byPeriod(item)
  if (before === undefined) known.set(item, queues)
  return queues[t]
}

function byPeriod(item: PreparedItem): QueuedPart[][] {
  const { demand, demandParts, price, sellingCost, promised } = item
  if (demandParts.length === 0) {
    return demand.map((_, t) => [
      {
        units: demandOf(item, t),
        periodIndex: t,
        price: price[t],
        sellingCost: sellingCost[t],
        promised: promised[t + 1],
      },
    ])
  }
  const queues = demand.map((): QueuedPart[] => [])
  for (const part of waitingQueue(item)) queues[Math.max(0, part.periodIndex)].push(part)
  return queues
}

/** What a unit of the lost demand of a period loses by going away, over all of them; of a period without any, what its price says. */
export function meanLoss(item: PreparedItem, t: number): number {
  let [units, loss] = [0, 0]
  for (const part of lostQueue(item, t)) {
    units += part.units
    loss += part.units * lossOfLeaving(part)
  }
  return units > 0 ? loss / units : shippingMargin(item, t)
}
