import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { OnerousOrder } from '../problem/refusal.js'
import { sellingCostAt } from '../problem/waitingDemand.js'
import type { PricedPart } from './refusedDemand.js'
import { payingPrice, sellingShare, type SupplyWay } from './supplyWays.js'

/** Less than this share of a cost is arithmetic. */
const NOISE = 1e-9

/**
 * Orders that are booked, or late before the plan, and pay less than a unit costs to make or buy anew, where it comes cheapest without anybody
 * waiting for it; those that lose most by the unit first. They are served whatever they pay, so what they lose is told; of what has no
 * price nobody knows what it loses.
 */
export function onerousOrders(
  item: PreparedItem,
  parts: readonly PricedPart[],
  ways: readonly (readonly SupplyWay[])[],
): OnerousOrder[] {
  if (item.isPriceAssumed) return []
  const found = parts.flatMap(({ isBooked, quantity, periodIndex, price }): OnerousOrder[] => {
    if (!isBooked || quantity === 0) return []
    const t = Math.max(0, periodIndex)
    const inTime = ways[t].filter(({ wait, waitShare }) => wait === 0 && waitShare === 0)
    const cost = Math.min(...inTime.map((way) => way.cost))
    const sellingCost = sellingCostAt(item, periodIndex, price)
    const loss = cost - (price - sellingCost)
    if (!(loss > NOISE * cost)) return []
    const paying = payingPrice(inTime, { selling: sellingShare(item, t), saved: 0 })
    return [{ periodIndex: t, quantity, price, sellingCost, cost, loss, payingPrice: paying }]
  })
  const shown = ({ loss }: OnerousOrder): number => toSixDecimals(loss)
  return found.sort((a, b) => shown(b) - shown(a) || a.periodIndex - b.periodIndex || a.price - b.price)
}
