import { createNotice, type Notice } from '../../core/notices/notices.js'
import { unitNotFinished } from '../notices.js'
import { GRID_NOISE } from '../problem/grid.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** Of long items, what the plan before rounding makes beyond the units that are complete within the plan; in order of input. */
export function unfinishedUnits(
  { items, itemOrder, long, periodCount }: PreparedProblem,
  plan: {
    /** Work before rounding in stock units, indexed `item * periodCount + period`. */
    readonly work: ArrayLike<number>
    /** Supply in grid units, indexed in the same way. */
    readonly supply: ArrayLike<number>
  },
): Notice[] {
  return itemOrder.flatMap((i) => {
    if (!long.has(i)) return []
    const item = items[i]
    let missing = 0
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      missing += plan.work[at] - plan.supply[at] / item.scale
    }
    if (missing * item.scale <= GRID_NOISE) return []
    const amount = Math.round(missing * 1e6) / 1e6
    return [createNotice(unitNotFinished, { path: item.place, refs: [{ itemId: item.id }], amount, unit: 'units' })]
  })
}
