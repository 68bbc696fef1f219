import { demandOf, shippingMargin } from './itemForms.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedProblem } from './preparedProblem.js'
import type { SellBelowCost } from './types.js'
import type { VariableCosts } from './variableCosts.js'

/** Less than this share of a cost is arithmetic. */
const NOISE = 1e-9

/**
 * Leaves what does not pay: nothing is bought or made for customers whose price, less the selling cost, is below the variable cost
 * of the item, and no safety stock is built for them. Stock at hand is sold to them (`stockOnly`) or not (`never`). What is booked is
 * always served, whatever it brings, and so is everything with `always`. Without a rule the penalties decide.
 *
 * A service has no stock: of it as much is made as parts lie there that bring more so than otherwise.
 *
 * Where demand is lost each period decides for itself, a cost of losing the sale counted in. Where it waits all of it is one
 * queue, and the whole of it decides. Where one of several prices pays, all of it is served. Lateness of what does not pay weighs nothing, or the plan would make at a loss what is late
 * long enough.
 */
export function leaveBelowCost(
  problem: PreparedProblem,
  { rule, costs }: { readonly rule: SellBelowCost | undefined; readonly costs: VariableCosts },
): readonly PreparedItem[] {
  const { items, isComponent } = problem
  if (rule === undefined) return items
  const unpaid = items.map((item, i) => unpaidPeriods(item, (t) => costs[t][i]))
  const isDropped = rule === 'always' ? items.map(() => false) : droppedItems(problem, unpaid)
  return items.map((item, i) => {
    const safetyStock = isDropped[i] ? item.safetyStock.map(() => 0) : item.safetyStock
    if (!unpaid[i].includes(true)) return { ...item, safetyStock }
    const most = Math.max(...costs.map((all) => all[i]))
    const isBooked = rule === 'always' || item.backlog > 0 || item.booked.some((units) => units > 0)
    return {
      ...item,
      safetyStock,
      ...(rule !== 'always' && { unpaid: unpaid[i] }),
      ...weights(item, {
        unpaid: unpaid[i],
        isServed: (t) => rule === 'always' || isOrder(item, t),
        isBooked,
        most,
      }),
      ...(isDropped[i] && isComponent[i] === 0 && !item.isService && { supplyUpper: onlyBooked(item) }),
      ...(rule === 'never' && !isBooked && keepsStock(item, unpaid[i])),
    }
  })
}

/** Items that nobody pays for, and those that go into such items alone. */
function droppedItems({ items, structure }: PreparedProblem, unpaid: readonly (readonly boolean[])[]): boolean[] {
  const isDropped = items.map(() => false)
  const isAlive = items.map(() => false)
  const isLeft = items.map(() => false)
  for (const i of structure.topDown) {
    const item = items[i]
    const asked = item.demand.flatMap((_, t) => (demandOf(item, t) > 0 ? [t] : []))
    const isUnpaid = asked.every((t) => unpaid[i][t])
    isDropped[i] = !isAlive[i] && isUnpaid && (asked.length > 0 || isLeft[i])
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const into = isDropped[i] ? isLeft : isAlive
      into[structure.component[c]] = true
    }
  }
  return isDropped
}

/** The periods of which the demand does not pay. */
function unpaidPeriods(item: PreparedItem, cost: (t: number) => number): boolean[] {
  const none = item.demand.map(() => false)
  if (item.unmetDemand === 'forbidden') return none
  if (item.unmetDemand === 'lost') {
    return none.map((_, t) => {
      const goodwill = item.given.lost ? item.lostCost[t] : 0
      return demandOf(item, t) > 0 && shippingMargin(item, t) + goodwill < cost(t) * (1 - NOISE)
    })
  }
  let [earned, spent] = [0, 0]
  item.demand.forEach((quantity, t) => {
    earned += quantity * shippingMargin(item, t)
    spent += quantity * cost(t)
  })
  const isPaid = none.some((_, t) => hasPayingPart(item, t, cost(t)))
  return earned < spent * (1 - NOISE) && !isPaid ? none.map(() => true) : none
}

/**
 * Whether somebody pays more than the mean of his period, and what a unit costs: who pays 20 is not refused because another
 * market pays 10.
 */
function hasPayingPart(item: PreparedItem, t: number, cost: number): boolean {
  const mean = item.price[t]
  const kept = mean > 0 ? shippingMargin(item, t) / mean : 1
  return item.demandParts.some(
    ({ periodIndex, quantity, price }) =>
      Math.max(0, periodIndex) === t &&
      quantity > 0 &&
      price > mean * (1 + NOISE) &&
      price * kept >= cost * (1 - NOISE),
  )
}

/** Whether orders are booked for a period. */
const isOrder = (item: PreparedItem, t: number): boolean => item.booked[t] > 0 || (t === 0 && item.backlog > 0)

/** Lateness of what does not pay weighs nothing; a booked order is worth more than what it costs. */
function weights(
  item: PreparedItem,
  {
    unpaid,
    isServed,
    isBooked,
    most,
  }: {
    readonly unpaid: readonly boolean[]
    readonly isServed: (t: number) => boolean
    readonly isBooked: boolean
    readonly most: number
  },
): Partial<PreparedItem> {
  const last = item.demand.length - 1
  if (item.unmetDemand === 'lost') {
    return {
      lostCost: item.lostCost.map((cost, t) => (unpaid[t] && isServed(t) ? cost + 2 * most : cost)),
    }
  }
  if (!isBooked) return { given: { ...item.given, backlog: true }, backlogCost: item.backlogCost.map(() => 0) }
  return { backlogCost: item.backlogCost.map((cost, t) => (t === last ? cost + 2 * most : cost)) }
}

/** No supply but for what is booked and for the minimum stock, in the first period in which it can be there. */
function onlyBooked(item: PreparedItem): number[] {
  let stock = item.onHand
  let need = 0
  return item.demand.map((quantity, t) => {
    const firm = Number.isNaN(item.firm[t]) ? 0 : item.firm[t]
    const booked = item.booked[t] + (t === 0 ? item.backlog : 0)
    stock += item.receipts[t] + firm - booked
    const missing = Math.max(0, item.minimumStock[t] - stock)
    need += missing
    stock += missing
    stock -= Math.min(stock - item.minimumStock[t], quantity - item.booked[t])
    if (t < item.arrivalPeriod) return 0
    const upper = Math.min(need, item.supplyUpper[t])
    need -= upper
    return upper
  })
}

/** A selling cost at which holding the stock to the end is cheaper: nothing of it is sold, so nobody pays it. */
function keepsStock(item: PreparedItem, unpaid: readonly boolean[]): Partial<PreparedItem> {
  const held = item.holding.reduce((sum, cost) => sum + cost, 1)
  return {
    sellingCostGiven: item.sellingCost,
    sellingCost: item.sellingCost.map((cost, t) => (unpaid[t] ? item.price[t] + held : cost)),
  }
}
