import { toGrid } from '../../core/numbers/quantityGrid.js'
import { wholeUnits, wholeUnitsAbove } from '../problem/grid.js'
import { lostQueue } from '../problem/lostQueue.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import { lossOfLeaving, unitsInRange, unservedParts } from '../problem/waitingDemand.js'
import { type Rise, riseOf } from './concave.js'

/** Demand of a period that is lost if it is not met, in the order in which it is served, without what is never served. */
export interface LostParts {
  /** Grid units, and what one earns. */
  readonly earned: Rise
  /** A concave function near it: what shipments are chosen by, where newer units earn more than older ones. */
  readonly hull: Rise
}

/** The lost demand of an item, by period. */
export function lostParts(item: PreparedItem): LostParts[] {
  return item.demand.map((_, t) => {
    const earned = servedParts(item, t)
    return { earned, hull: hullOf(earned, item, t) }
  })
}

/**
 * The hull of what units earn. Where it was decided which part of a queue is served (`decideQueues`), that of this part alone: who stands before it is served for
 * sure, and who stands behind it earns no more than he does.
 */
function hullOf({ units, margin }: Rise, item: PreparedItem, t: number): Rise {
  const range = item.openRanges?.get(t)
  const asked = Array.from(units).reduce((sum, own) => sum + own, 0)
  const unpaid = wholeUnits(item.unpaid?.get(t) ?? 0, item.scale)
  const most = range === undefined ? asked : Math.min(asked, wholeUnits(range.most, item.scale) - unpaid)
  const least = range === undefined ? 0 : Math.max(0, Math.min(most, wholeUnitsAbove(range.least, item.scale) - unpaid))
  const cuts = [
    { least: most, most: asked },
    { least, most },
    { least: 0, most: least },
  ]
  const hull = cuts.map((cut) => unservedParts({ units: unitsInRange(units, cut), margin }).reverse())
  const [sure = [], open = [], behind = []] = hull
  const last = Math.min(...[...sure, ...open].map(({ loss }) => loss))
  return riseOf([
    ...sure.map((part) => ({ ...part, loss: Math.max(part.loss, open[0]?.loss ?? part.loss) })),
    ...open,
    ...behind.map((part) => ({ ...part, loss: Math.min(part.loss, last) })),
  ])
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
    return { units: units - left, loss: lossOfLeaving(part) / item.scale }
  })
  return riseOf(newest.reverse().filter(({ units }) => units > 0))
}
