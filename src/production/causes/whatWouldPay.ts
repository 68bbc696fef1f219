import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import { payingPrice, sellingShare } from '../belowCost/supplyWays.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { PayingPrice } from './notices.js'
import type { CauseTracer } from './traceCauses.js'
import type { UnpaidUnit } from './unpaidUnits.js'

/** What is asked for an item in a period and costs more than it pays: its price, its cost, and the price that would pay. */
export function whatWouldPay(
  { problem }: { readonly problem: PreparedProblem },
  { costOf, unpaidAt, overtakenAt }: CauseTracer,
  i: number,
  t: number,
): PayingPrice {
  const item = problem.items[i]
  const { refused } = item
  const overtaken = overtakenAt(i, t)
  if (overtaken !== null && overtaken.cost !== Infinity) return tellPrice(overtaken)
  if (refused !== undefined && refused.demand[t] > 0) {
    return tellPrice({
      price: refused.askedPrice[t],
      cost: refused.cost[t],
      selling: refused.askedSellingCost[t],
      wait: refused.waitCost[t],
      saved: refused.lostSaleCost[t],
      paying: refused.payingPrice[t],
    })
  }
  const { price, selling, cost, saved } = unpaidAt(i, t) ?? {
    price: item.price[t],
    selling: item.sellingCost[t],
    cost: costOf(i, t),
    saved: 0,
  }
  return priceOfUnit(item, t, { price, selling, cost, saved })
}

/** What one unit costs in one way, and the price that would pay for it. */
export function priceOfUnit(item: PreparedItem, t: number, { price, selling, cost, saved }: UnpaidUnit): PayingPrice {
  const paying = payingPrice([{ cost, wait: 0, waitShare: 0 }], { selling: sellingShare(item, t), saved })
  return tellPrice({ price, cost, selling, wait: 0, saved, paying })
}

/** Amounts of a unit as they are told. */
export function tellPrice(of: {
  readonly price: number
  readonly cost: number
  readonly selling: number
  readonly wait: number
  readonly saved: number
  readonly paying: number | null
}): PayingPrice {
  const price = toSixDecimals(of.price)
  const [sellingCost, waitCost, lostSaleCost] = [of.selling, of.wait, of.saved].map(toSixDecimals)
  return {
    price,
    cost: toSixDecimals(of.cost),
    payingPrice: of.paying === null ? null : roundedUp(of.paying, price),
    ...(sellingCost > 0 && { sellingCost }),
    ...(waitCost > 0 && { waitCost }),
    ...(lostSaleCost > 0 && { lostSaleCost }),
  }
}

/** A price that pays, in the digits in which the item is priced: two decimals, or those of its price where these are more. */
function roundedUp(paying: number, price: number): number {
  let power = 100
  while (power < 1e6 && Math.abs(price * power - Math.round(price * power)) > 1e-6) power *= 10
  // What is above a digit by the noise of doubles is that digit.
  return Math.ceil(paying * power * (1 - 1e-10)) / power
}
