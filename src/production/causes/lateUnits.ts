import { toGrid } from '../../core/numbers/quantityGrid.js'
import { demandOf } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { openRefused } from '../belowCost/refusedDemand.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'

/** Demand that is not met in its period, in grid units, by the period in which it was asked for. */
export interface LateUnits {
  /** Late or lost. */
  readonly units: readonly number[]
  /** Of these, what is not served within the plan. */
  readonly never: readonly number[]
}

/** Late and lost units of an item that is served, and of who is refused; undefined where nobody is. */
export interface LateOfItem {
  readonly served: LateUnits
  readonly refused: LateUnits | undefined
}

/**
 * What of the demand of each period of an item is late or lost, and what of it is never served. The oldest demand is served first, so
 * what is open at a close is the newest; what waits since before the plan counts as asked for in the first period. Who is refused
 * stands in a queue of his own.
 */
export function lateUnits(
  { items, periodCount }: PreparedProblem,
  i: number,
  plan: Pick<WholePlan, 'backlog' | 'lost'>,
): LateOfItem {
  const item = items[i]
  const { scale, refused } = item
  const isLost = item.unmetDemand === 'lost'
  const open = (isLost ? plan.lost : plan.backlog).subarray(i * periodCount, (i + 1) * periodCount)
  return {
    served: late(item, open, (t) => demandOf(item, t)),
    refused:
      refused === undefined
        ? undefined
        : late(
            item,
            openRefused(refused, { scale, isLost }).map((units) => toGrid(units, scale)),
            (t) => refused.demand[t],
          ),
  }
}

function late(
  { unmetDemand, scale }: PreparedItem,
  open: ArrayLike<number>,
  askedIn: (t: number) => number,
): LateUnits {
  const units = new Array<number>(open.length).fill(0)
  const never = units.slice()
  let left = unmetDemand === 'lost' ? Infinity : open[open.length - 1]
  for (let t = open.length - 1; t >= 0; t -= 1) {
    if (open[t] === 0) continue
    units[t] = Math.min(open[t], toGrid(askedIn(t), scale))
    never[t] = Math.min(units[t], left)
    left -= never[t]
  }
  return { units, never }
}
