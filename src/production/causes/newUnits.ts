import { toGrid } from '../../core/numbers/quantityGrid.js'
import { type PricedPart, pricedParts } from '../belowCost/refusedDemand.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'

/** Units of a part of the demand that leave in a period and are made or bought in the plan, in grid units. */
export interface NewUnits {
  readonly part: PricedPart
  readonly units: number
  readonly t: number
}

/**
 * What of an item's demand is served with what the plan makes or buys anew: units leave in the order in which they came, what is on hand and on
 * the way before new supply of its period, to whoever is served first, and to the items above after the customers of the period.
 */
export function newUnits(
  { items, periodCount }: PreparedProblem,
  i: number,
  plan: Pick<WholePlan, 'supply' | 'ship' | 'dependent'>,
): NewUnits[] {
  const item = items[i]
  const { scale, refused, unmetDemand } = item
  const at = i * periodCount
  let there = toGrid(item.onHand, scale)
  const fresh = item.receipts.map((units, t) => {
    // What went to who is refused came, too.
    const from = there + toGrid(units, scale) + toGrid(refused?.shipped[t] ?? 0, scale)
    there = from + plan.supply[at + t]
    return { from, to: there }
  })
  const found: NewUnits[] = []
  const parts = pricedParts(item)
  let [gone, k, served] = [0, 0, 0]
  for (let t = 0; t < periodCount; t += 1) {
    let left = plan.ship[at + t]
    while (left > 0 && k < parts.length) {
      const part = parts[k]
      const open = toGrid(part.quantity, scale) - served
      if (open <= 0 || (unmetDemand === 'lost' && Math.max(0, part.periodIndex) < t)) {
        k += 1
        served = 0
        continue
      }
      const now = Math.min(left, open)
      const units = fresh.reduce(
        (sum, { from, to }) => sum + between(Math.max(from, gone), Math.min(to, gone + now)),
        0,
      )
      if (units > 0) found.push({ part, units, t })
      gone += now
      left -= now
      served += now
    }
    gone += toGrid(refused?.shipped[t] ?? 0, scale) + plan.dependent[at + t]
  }
  return found
}

const between = (from: number, to: number): number => Math.max(0, to - from)
