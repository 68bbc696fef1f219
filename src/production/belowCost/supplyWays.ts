import type { PreparedItem } from '../problem/prepareItem.js'

/** A period in which a unit could be supplied, and what it costs there. */
export interface SupplyWay {
  /** Purchases, wages and overhead, and what holding it until it is due costs. */
  readonly cost: number
  /** What waiting for it costs: so much, and so much of the price, since lateness is a share of the price. */
  readonly wait: number
  readonly waitShare: number
}

/** What waiting costs whoever pays a price. */
export const waitAt = ({ wait, waitShare }: SupplyWay, price: number): number => wait + waitShare * price

/** What a unit costs for whoever pays a price. */
export const costAt = (way: SupplyWay, price: number): number => way.cost + waitAt(way, price)

/**
 * Where a unit for a period can come from while supply is free: from the period in which it is due, from an earlier one, held until
 * then, or from a later one, waited for longer than its lead time asks. The one in which it is due comes first.
 */
export function supplyWays(item: PreparedItem, t: number, costIn: (t: number) => number): SupplyWay[] {
  const last = item.demand.length - 1
  const from = item.arrivalPeriod
  const inTime = (cost: number): SupplyWay => ({ cost, wait: 0, waitShare: 0 })
  if (from > last || (item.unmetDemand === 'lost' && from > t)) return [inTime(costIn(t))]
  const due = Math.max(t, from)
  const ways = [inTime(costIn(due))]
  let held = 0
  for (let s = due - 1; s >= from; s -= 1) {
    held += item.holding[s]
    ways.push(inTime(costIn(s) + held))
  }
  if (item.unmetDemand === 'lost') return ways
  let [wait, waitShare] = [0, 0]
  for (let s = due + 1; s <= last; s += 1) {
    const late = item.backlogCost[s - 1]
    if (item.price[s - 1] > 0) waitShare += late / item.price[s - 1]
    else wait += late
    ways.push({ cost: costIn(s), wait, waitShare })
  }
  return ways
}

/** The cheapest way for whoever pays a price; of equal ones the first. */
export function cheapestWay(ways: readonly SupplyWay[], price: number): SupplyWay {
  return ways.reduce((least, way) => (costAt(way, price) < costAt(least, price) ? way : least))
}

/**
 * What of the price of an item selling it takes in a period, as a share; where that is not given and nobody pays then, in the nearest
 * one before, else after.
 */
export function sellingShare(
  { price, sellingCost, sellingCostRate }: Pick<PreparedItem, 'price' | 'sellingCost' | 'sellingCostRate'>,
  t: number,
): number {
  if (sellingCostRate !== undefined) return sellingCostRate
  const isPriced = (s: number): boolean => price[s] > 0
  const periods = price.map((_, s) => s).filter(isPriced)
  const at = periods.filter((s) => s <= t).at(-1) ?? periods.at(0)
  return at === undefined ? 0 : sellingCost[at] / price[at]
}

/**
 * The least price that pays: at which what the sale leaves, and what it saves, is what a unit costs in one of the ways. Lateness and
 * selling cost grow with the price, so it is solved for, way by way: price x (1 - share of selling - share of waiting) = cost - saved.
 * Null where selling takes all of any price.
 */
export function payingPrice(
  ways: readonly SupplyWay[],
  { selling, saved }: { readonly selling: number; readonly saved: number },
): number | null {
  const prices = ways.flatMap(({ cost, wait, waitShare }) => {
    const kept = 1 - selling - waitShare
    return kept > 0 ? [(cost + wait - saved) / kept] : []
  })
  return prices.length === 0 ? null : Math.max(0, Math.min(...prices))
}
