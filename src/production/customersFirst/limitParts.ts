import { meanLoss } from '../problem/lostQueue.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** What the safety stocks of all parts of a unit may save together, as a share of what the unit's own may. */
const SHARE = 0.5

/**
 * Keeps what the safety stocks of parts save below what that of their parent saves, so that parts go into a good that is short of
 * its own: a part is kept to refill the good. A parent that has no safety stock, and customers who wait, leaves its parts a
 * share of what waiting costs. Parents first; through a parent without either its own limit goes on.
 *
 * @param saved - money by item and period, Infinity for an item without a safety stock; lowered in place, and what stays
 * Infinity means no limit
 */
export function limitParts({ items, structure }: PreparedProblem, saved: readonly Float64Array[]): void {
  const limit = saved.map((own) => own.slice().fill(Infinity))
  for (const i of structure.topDown) {
    const item = items[i]
    const lines = structure.componentStart[i + 1] - structure.componentStart[i]
    const isAsked = item.backlog > 0 || item.demand.some((units) => units > 0)
    saved[i].forEach((own, t) => {
      const passed = Math.min(own === Infinity && isAsked ? lossOf(item, t) : own, limit[i][t])
      if (own !== Infinity) saved[i][t] = passed
      for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
        const component = structure.component[c]
        const share = (SHARE * passed) / (lines * structure.componentQuantity[c])
        limit[component][t] = Math.min(limit[component][t], share)
      }
    })
  }
}

/** What the customers of an item lose by one period without a unit; Infinity where they lose nothing, or must be served. */
function lossOf(item: PreparedItem, t: number): number {
  const { unmetDemand, isUnpaid, backlogCost, lostCost, demand } = item
  if (unmetDemand === 'forbidden' || isUnpaid) return Infinity
  // Who goes away is lost once, and the part may lie there to the end.
  const lost = unmetDemand === 'lost' ? (meanLoss(item, t) + lostCost[t]) / (demand.length - t) : backlogCost[t]
  return lost > 0 ? lost : Infinity
}
