import { toGrid } from '../../core/quantityGrid.js'
import { demandOf } from '../itemForms.js'
import type { PreparedProblem } from '../preparedProblem.js'
import type { WholePlan } from '../wholePlan.js'

/** Demand that is not met in its period, in grid units, indexed `item * periodCount + period` in which it was asked for. */
export interface LateUnits {
  /** Late or lost. */
  readonly units: Float64Array
  /** Of these, what is not served within the plan. */
  readonly never: Float64Array
}

/**
 * What of the demand of each period is late or lost, and what of it is never served. The oldest demand is served first, so what
 * is open at a close is the newest; what waits since before the plan counts as asked for in the first period.
 */
export function lateUnits(
  { items, periodCount }: PreparedProblem,
  plan: Pick<WholePlan, 'backlog' | 'lost'>,
): LateUnits {
  const units = new Float64Array(items.length * periodCount)
  const never = new Float64Array(items.length * periodCount)
  items.forEach((item, i) => {
    const from = i * periodCount
    const isLost = item.unmetDemand === 'lost'
    const open = isLost ? plan.lost : plan.backlog
    let left = isLost ? Infinity : open[from + periodCount - 1]
    for (let t = periodCount - 1; t >= 0; t -= 1) {
      if (open[from + t] === 0) continue
      const late = Math.min(open[from + t], toGrid(demandOf(item, t), item.scale))
      units[from + t] = late
      never[from + t] = Math.min(late, left)
      left -= never[from + t]
    }
  })
  return { units, never }
}
