import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { inProportion, meanPrices, type PricedPart, pricedParts, unitsOf } from './refusedDemand.js'
import type { RefusedDemand } from '../problem/refusal.js'
import { type Refused, sellSpareStock } from './spareStock.js'
import { cheapestWay, costAt, payingPrice, sellingShare, type SupplyWay, supplyWays, waitAt } from './supplyWays.js'
import type { DemandPart, SellBelowCost } from '../types.js'
import { dearWage, unitCostsIn } from '../problem/variableCosts.js'
import { sellingCostAt } from '../problem/waitingDemand.js'

/** Less than this share of a cost is arithmetic. */
const NOISE = 1e-9

/** Forecast that booked orders overtake, by item and period; grid units. */
export type OvertakenUnits = ReadonlyMap<string, readonly number[]>

/** Who asks for an item: who is served, who is refused, and who is served though he pays less than it costs. */
interface Customers {
  readonly served: readonly PricedPart[]
  readonly refused: readonly PricedPart[]
  /** Of who is refused, whom booked orders overtake; undefined where they overtake nobody. */
  readonly overtaken: readonly PricedPart[] | undefined
  /** Of who is served, who is so whatever he pays. */
  readonly promised: readonly PricedPart[]
  /** Whether anybody pays what it costs. */
  readonly isPaid: boolean
  /** A service that nobody pays for, which parts that lie there may go into. */
  readonly isLeft: boolean
  /** Where a unit could come from, by period. */
  readonly ways: readonly (readonly SupplyWay[])[]
}

/**
 * Refuses demand whose price, less the selling cost, is below what a unit costs: price by price, so that nobody is refused because
 * of what another pays, and nobody is served at a loss beside one who pays. What is refused leaves the queue: nothing is bought
 * or made for it, and it gets only stock at hand that nobody who is served wants (`stockOnly`) or none (`never`). What is booked, and
 * what is late before the plan, is always served, and so is everything with `always`. Without a rule the penalties decide.
 *
 * A service has no stock: where nobody pays for it, as much of it is made as parts lie there that bring more so than otherwise.
 * No safety stock is kept of what nobody pays for, nor of what goes into such items alone; that of others is the caller's
 * (`plan` works it out without who is refused).
 *
 * @param overtaken - forecast that is refused, too, since nothing that can still be had pays for it and a booked order stands behind it
 */
export function leaveBelowCost(
  problem: PreparedProblem,
  rule: SellBelowCost | undefined,
  overtaken: OvertakenUnits,
): readonly PreparedItem[] {
  if (rule === undefined) return problem.items
  const { costs } = problem
  const customers = problem.items.map((item, i) =>
    customersOf(item, { rule, costIn: (t) => costs[t][i], overtaken: overtaken.get(item.id) }),
  )
  const isDropped = rule === 'always' ? problem.items.map(() => false) : droppedItems(problem, customers)
  const worths = promisedWorths(problem)
  const items = problem.items.map((item, i) => {
    const served = servedOf(isDropped[i] ? withoutSafetyStock(item) : item, customers[i])
    return promise(served, { promised: customers[i].promised, worth: worths[i] })
  })
  const sold = sellSpareStock(
    { ...problem, items },
    customers.map(({ refused }, i) =>
      refused.length === 0 ? undefined : refusedUnits(problem.items[i], refused, rule),
    ),
  )
  return items.map((item, i) => {
    const shipped = sold[i]
    if (shipped === undefined) return item
    const refused = refusedOf(problem.items[i], customers[i], shipped)
    // What goes to them is no longer there: to everybody else it is as if it had never come.
    const receipts = item.receipts.map((units, t) => units - refused.shipped[t])
    return { ...item, receipts, refused }
  })
}

/** Who of an item's customers pays, who does not, and what is done for them. */
function customersOf(
  item: PreparedItem,
  {
    rule,
    costIn,
    overtaken,
  }: {
    readonly rule: SellBelowCost
    readonly costIn: (t: number) => number
    readonly overtaken: readonly number[] | undefined
  },
): Customers {
  const asked = pricedParts(item)
  const ways = item.demand.map((_, t) => supplyWays(item, t, costIn))
  const doesPay = (part: PricedPart): boolean => {
    const t = Math.max(0, part.periodIndex)
    if (item.unmetDemand === 'forbidden' || part.quantity === 0) return true
    return brings(item, part) >= costAt(cheapestWay(ways[t], part.price), part.price) * (1 - NOISE)
  }
  const isPaying = new Set(asked.filter(doesPay))
  const { parts, last } = splitLast(item, asked, {
    units: overtaken,
    isOpen: (part) => isPaying.has(part) && !part.isBooked,
  })
  const paying = new Set(parts.filter(doesPay))
  const isPaid = parts.some((part) => part.quantity > 0 && paying.has(part))
  const isAsked = parts.length > 0 && !isPaid
  const isLeft = item.isService && rule === 'stockOnly' && isAsked && !parts.some(({ isBooked }) => isBooked)
  const isRefused = (part: PricedPart): boolean =>
    rule !== 'always' && !isLeft && !part.isBooked && (!paying.has(part) || last.has(part))
  return {
    served: parts.filter((part) => !isRefused(part)),
    refused: parts.filter(isRefused),
    overtaken: last.size === 0 ? undefined : [...last],
    promised: parts.filter(
      (part) => item.unmetDemand !== 'forbidden' && !isLeft && !isRefused(part) && (part.isBooked || !paying.has(part)),
    ),
    isPaid,
    isLeft,
    ways,
  }
}

/** Some parts with so many units of each period apart as are told, of those that are open: the lowest prices, and of one price who is served last. */
function splitLast(
  { scale }: PreparedItem,
  parts: readonly PricedPart[],
  { units, isOpen }: { readonly units: readonly number[] | undefined; readonly isOpen: (part: PricedPart) => boolean },
): { readonly parts: readonly PricedPart[]; readonly last: ReadonlySet<PricedPart> } {
  const last = new Set<PricedPart>()
  if (units === undefined) return { parts, last }
  const left = [...units]
  const taken = new Map<PricedPart, number>()
  for (const part of [...parts].reverse().sort((a, b) => a.price - b.price)) {
    const own = isOpen(part) ? Math.min(left[part.periodIndex], toGrid(part.quantity, scale)) : 0
    if (!(own > 0)) continue
    left[part.periodIndex] -= own
    taken.set(part, own)
  }
  const split = parts.flatMap((part): PricedPart[] => {
    const own = taken.get(part)
    if (own === undefined) return [part]
    const apart = { ...part, quantity: fromGrid(own, scale) }
    last.add(apart)
    const rest = toGrid(part.quantity, scale) - own
    return rest === 0 ? [apart] : [{ ...part, quantity: fromGrid(rest, scale) }, apart]
  })
  return { parts: split, last }
}

/** What a unit brings: the price less the selling cost, which follows the price, and a loss that its sale saves. */
function brings(item: PreparedItem, { periodIndex, price }: PricedPart): number {
  const t = Math.max(0, periodIndex)
  const goodwill = item.unmetDemand === 'lost' && item.given.lost ? item.lostCost[t] : 0
  return price - sellingCostAt(item, periodIndex, price) + goodwill
}

/** Items that nobody pays for, and those that go into such items alone. */
function droppedItems({ items, structure }: PreparedProblem, customers: readonly Customers[]): boolean[] {
  const isDropped = items.map(() => false)
  const isAlive = items.map(() => false)
  const isLeft = items.map(() => false)
  for (const i of structure.topDown) {
    const { isPaid, served, refused } = customers[i]
    const isAsked = [...served, ...refused].some(({ quantity }) => quantity > 0)
    isDropped[i] = !isAlive[i] && !isPaid && (isAsked || isLeft[i])
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const into = isDropped[i] ? isLeft : isAlive
      into[structure.component[c]] = true
    }
  }
  return isDropped
}

const withoutSafetyStock = (item: PreparedItem): PreparedItem => ({
  ...item,
  safetyStock: item.safetyStock.map(() => 0),
})

/** An item as those see it who are served: their units, at their prices, with lateness and selling costs that follow them. */
function servedOf(item: PreparedItem, { served, refused, isLeft }: Customers): PreparedItem {
  if (refused.length === 0) {
    if (!isLeft) return { ...item, demandParts: served }
    // Lateness of a service that nobody pays for would make it at a loss once it is late enough.
    const backlogCost = item.unmetDemand === 'lost' ? item.backlogCost : item.backlogCost.map(() => 0)
    return { ...item, isUnpaid: true, given: { ...item.given, backlog: true }, backlogCost }
  }
  const price = meanPrices(served, item)
  return {
    ...item,
    demand: unitsOf(served, item).map((units) => fromGrid(units, item.scale)),
    demandParts: served,
    price,
    sellingCost: inProportion(item.sellingCost, item.price, price),
    backlogCost: inProportion(item.backlogCost, item.price, price),
  }
}

/** By so much what a promise is worth is above the cost of overtime. */
const ABOVE_OVERTIME = 1.25

/** What a unit is worth at least that is promised: twice its cost in the dearest period, and more than it costs in overtime. */
function promisedWorths(problem: PreparedProblem): number[] {
  const { resources, costs } = problem
  const dearest = costs.map((_, t) =>
    unitCostsIn(problem, t, (r) => dearWage(resources[r], t, resources[r].overtime[t] > 0)),
  )
  return problem.items.map((_, i) =>
    costs.reduce((most, all, t) => Math.max(most, 2 * all[i], ABOVE_OVERTIME * dearest[t][i]), 0),
  )
}

/**
 * Who is served whatever he pays brings as much as if he paid what a promise is worth, if he pays less: so overtime and dear
 * months are no reason to break a promise, and hours that somebody else pays more for are. What he pays beside that changes
 * nothing, so that no order is served worse because it pays more.
 */
function promise(
  item: PreparedItem,
  { promised, worth }: { readonly promised: readonly PricedPart[]; readonly worth: number },
): PreparedItem {
  const lifts = new Map<DemandPart, number>()
  for (const part of promised) {
    const lift = worth - brings(item, part)
    if (part.quantity > 0 && lift > 0) lifts.set(part, lift)
  }
  if (lifts.size === 0) return item
  const sums = [0, ...item.demand.map(() => 0)]
  for (const [{ periodIndex, quantity }, lift] of lifts) sums[periodIndex + 1] += lift * quantity
  const asked = [item.backlog, ...item.demand]
  return {
    ...item,
    demandParts: item.demandParts.map((part) => ({ ...part, promised: lifts.get(part) ?? 0 })),
    promised: asked.map((units, k) => (units === 0 ? 0 : sums[k] / units)),
  }
}

/** What of an item is refused, in grid units. */
function refusedUnits(item: PreparedItem, refused: readonly PricedPart[], rule: SellBelowCost): Refused {
  return {
    asked: unitsOf(refused, item),
    isWorthSelling: item.price.map((price, t) => price >= item.sellingCost[t]),
    isKept: rule === 'never',
  }
}

function refusedOf(
  item: PreparedItem,
  { refused, overtaken, ways }: Customers,
  shipped: readonly number[],
): RefusedDemand {
  const price = meanPrices(refused, item)
  const goodwill = (t: number): number => (item.unmetDemand === 'lost' && item.given.lost ? item.lostCost[t] : 0)
  const askedPrice = price.map((_, t) =>
    refused.reduce((most, part) => (part.periodIndex === t ? Math.max(most, part.price) : most), 0),
  )
  const cheapest = ways.map((own, t) => cheapestWay(own, askedPrice[t]))
  return {
    demand: unitsOf(refused, item).map((units) => fromGrid(units, item.scale)),
    price,
    sellingCost: inProportion(item.sellingCost, item.price, price),
    askedPrice,
    askedSellingCost: askedPrice.map((asked, t) => sellingCostAt(item, t, asked)),
    cost: cheapest.map((way, t) => costAt(way, askedPrice[t])),
    waitCost: cheapest.map((way, t) => waitAt(way, askedPrice[t])),
    lostSaleCost: askedPrice.map((_, t) => goodwill(t)),
    payingPrice: ways.map((own, t) => payingPrice(own, { selling: sellingShare(item, t), saved: goodwill(t) })),
    parts: refused,
    ...(overtaken !== undefined && {
      overtaken: unitsOf(overtaken, item).map((units) => fromGrid(units, item.scale)),
    }),
    shipped: shipped.map((units) => fromGrid(units, item.scale)),
  }
}
