import { toGrid } from '../../core/numbers/quantityGrid.js'
import { wholeUnits } from '../problem/grid.js'
import { lostQueue } from '../problem/lostQueue.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import { lossOfLeaving, unservedParts } from '../problem/waitingDemand.js'
import type { Rise } from './concave.js'

/** Demand of a period that is lost if it is not met, in the order in which it is served, without what is never served. */
export interface LostParts {
  /** Grid units, and what one earns. */
  readonly earned: Rise
  /** The least concave function that is nowhere less: what shipments are chosen by, where newer units earn more than older ones. */
  readonly hull: Rise
}

/** The lost demand of an item, by period. */
export function lostParts(item: PreparedItem): LostParts[] {
  return item.demand.map((_, t) => {
    const earned = servedParts(item, t)
    const hull = unservedParts(earned).reverse()
    return { earned, hull: { units: hull.map(({ units }) => units), margin: hull.map(({ loss }) => loss) } }
  })
}

/** Whether units of a period earn different amounts. */
export function hasPrices({ earned: { units, margin } }: LostParts): boolean {
  for (let k = 1; k < units.length; k += 1) if (margin[k] !== margin[0]) return true
  return false
}

function servedParts(item: PreparedItem, t: number): Rise {
  let unpaid = wholeUnits(item.unpaid?.get(t) ?? 0, item.scale)
  const newest = [...lostQueue(item, t)].reverse().map((part) => {
    const units = toGrid(part.units, item.scale)
    const left = Math.min(unpaid, units)
    unpaid -= left
    return { units: units - left, margin: lossOfLeaving(part) / item.scale }
  })
  const served = newest.reverse().filter(({ units }) => units > 0)
  return { units: served.map(({ units }) => units), margin: served.map(({ margin }) => margin) }
}
