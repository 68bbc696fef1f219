import type { PreparedProblem } from './preparedProblem.js'

/** What the safety stocks of all parts of a unit may save together, as a share of what the unit's own may. */
const SHARE = 0.5

/**
 * Keeps what the safety stocks of parts save below what that of their parent saves, so that parts go into a good that is short of
 * its own: a part is kept to refill the good. Parents first; through a parent without a safety stock its own limit goes on.
 *
 * @param saved - money by item and period, Infinity for an item without a safety stock; lowered in place, and what stays
 * Infinity means no limit
 */
export function limitParts({ structure }: PreparedProblem, saved: readonly Float64Array[]): void {
  const limit = saved.map((own) => own.slice().fill(Infinity))
  for (const i of structure.topDown) {
    const lines = structure.componentStart[i + 1] - structure.componentStart[i]
    saved[i].forEach((own, t) => {
      const passed = Math.min(own, limit[i][t])
      if (own !== Infinity) saved[i][t] = passed
      for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
        const component = structure.component[c]
        const share = (SHARE * passed) / (lines * structure.componentQuantity[c])
        limit[component][t] = Math.min(limit[component][t], share)
      }
    })
  }
}
