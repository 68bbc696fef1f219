import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { type PricedPart, pricedParts } from '../belowCost/refusedDemand.js'
import { openUnits } from '../customersFirst/heldCustomers.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { cheapestLeft } from './cheapestLeft.js'
import type { DecidedQueues } from './decideQueues.js'
import { leastBrought } from './moneyAlone.js'

/** Less than this share of an amount is arithmetic. */
const NOISE = 1e-7

/**
 * Forecast that an answer leaves at the end of the plan together with an order behind it, though supply is left: it brings less than that costs, and the
 * order may have it. Where orders and forecast are apart (`overtakenForecast`) dearer forecast that stands behind the order may take that supply;
 * in the queue it waits behind both. Of each item that which brings least: what then is left may pay for the rest.
 *
 * @returns grid units by period, for each item that has any
 */
export function blockingForecast(
  prepared: PreparedProblem,
  { solved: { production, solution } }: Pick<DecidedQueues, 'solved'>,
  isSuspect: readonly boolean[],
): ReadonlyMap<string, readonly number[]> {
  const { items, periodCount } = prepared
  const answer = { map: production.map, primal: solution.primal }
  const leastLeft = cheapestLeft(prepared, answer)
  const found = new Map<string, readonly number[]>()
  const last = periodCount - 1
  items.forEach((item, i) => {
    if (!isSuspect[i]) return
    const blocking = leftBeforeOrders(
      item,
      openUnits(item, answer.map, { at: i * periodCount + last, t: last, ...answer }),
    )
    const least = leastBrought(item, blocking)
    const cost = leastLeft(i, last)
    if (cost === Infinity || !(least < cost * (1 - NOISE))) return
    const units = item.demand.map(() => 0)
    for (const part of blocking)
      if (leastBrought(item, [part]) <= least * (1 + NOISE))
        units[part.periodIndex] += toGrid(part.quantity, item.scale)
    found.set(item.id, units)
  })
  return found
}

/** What is left of forecast before an order of which something is left, too; a unit that is served in part is left: whole, it would be supplied at a loss. */
function leftBeforeOrders(item: PreparedItem, open: number): PricedPart[] {
  let left = Math.ceil(open * item.scale * (1 - NOISE) - NOISE)
  let isBehind = true
  return pricedParts(item)
    .reverse()
    .flatMap((part): PricedPart[] => {
      const units = Math.min(left, toGrid(part.quantity, item.scale))
      if (units <= 0) return []
      left -= units
      if (part.isBooked) isBehind = false
      return part.isBooked || isBehind ? [] : [{ ...part, quantity: fromGrid(units, item.scale) }]
    })
}
