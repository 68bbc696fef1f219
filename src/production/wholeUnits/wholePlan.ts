import { earnedOfLost, mostInTime, shipBest } from './shipBest.js'
import { sumOfFirst } from '../problem/waitingDemand.js'
import type { WholeShop } from './wholeShop.js'

/**
 * A plan in whole grid units, indexed `item * periodCount + period`; every balance holds exactly.
 */
export interface WholePlan {
  readonly supply: Float64Array
  readonly ship: Float64Array
  readonly closing: Float64Array
  readonly backlog: Float64Array
  readonly lost: Float64Array
  /** Use as a component of other items. */
  readonly dependent: Float64Array
  /** Use by each line of the bills, indexed `line * periodCount + period`, in grid units of the component. */
  readonly lineUse: Float64Array
  /** Hours of what is made, indexed `resource * periodCount + period`, not yet rounded. */
  readonly hours: Float64Array
}

/** What an item's part of a plan is worth: money, and by how many stock units it breaks hard limits. */
export interface ItemWorth {
  money: number
  broken: number
}

/** Running use of a line of a bill, by period. */
export function runningUse(shop: WholeShop, supply: ArrayLike<number>, c: number, use: Float64Array): void {
  const { periodCount } = shop
  const { item, running } = shop.lines[c]
  let made = 0
  for (let t = 0; t < periodCount; t += 1) {
    made += supply[item * periodCount + t]
    use[t] = running(made)
  }
}

/** What enters the stock of an item, less use, summed up. `lineRun` holds the running use of every line. */
export function runningInflow(
  shop: WholeShop,
  supply: ArrayLike<number>,
  lineRun: ArrayLike<number>,
  i: number,
  inflow: Float64Array,
): void {
  const { periodCount } = shop
  const { given, takers } = shop.items[i]
  let made = 0
  for (let t = 0; t < periodCount; t += 1) {
    made += supply[i * periodCount + t]
    let sum = given[t] + made
    for (const c of takers) sum -= lineRun[c * periodCount + t]
    inflow[t] = sum
  }
}

/** Ships an item's stock in the best way, and says what its part of the plan is worth. */
export function worthOfItem(
  shop: WholeShop,
  i: number,
  flows: { readonly supply: ArrayLike<number>; readonly inflow: ArrayLike<number>; readonly ship: Float64Array },
): ItemWorth {
  const { rules, purchaseCost, held } = shop.items[i]
  const { supply, inflow, ship } = flows
  const { periodCount } = shop
  shipBest(rules, { inflow, supply, from: i * periodCount }, ship)
  let [money, broken, shipped, asked] = [0, 0, 0, 0]
  for (let t = 0; t < periodCount; t += 1) {
    shipped += ship[t]
    asked += rules.demand[t]
    const closing = inflow[t] - shipped
    const open = rules.isLost ? rules.demand[t] - ship[t] : asked - shipped
    if (rules.isLost) money += earnedOfLost(rules, t, ship[t])
    money -= rules.holding[t] * closing + rules.openCost[t] * open
    money -= rules.shortCost[t] * Math.max(0, rules.target[t] - closing)
    money -= purchaseCost[t] * supply[i * periodCount + t]
    if (held !== undefined) money -= held.cost[t] * Math.max(0, open - held.open[t])
    broken += Math.max(0, rules.minimum[t] - closing) + Math.max(0, closing - rules.maximum[t])
    if (rules.isForced) broken += open
    const before = t === 0 ? 0 : inflow[t - 1]
    broken += Math.max(0, shipped - mostInTime(rules, t, { before, supply: supply[i * periodCount + t] }))
  }
  if (!rules.isLost) money += sumOfFirst(shipped, rules.waiting.units, rules.waiting.margin)
  return { money, broken: broken / shop.problem.items[i].scale }
}

/** Money that the hours of a resource cost in a period, regular before overtime. */
export function costOfHours(shop: WholeShop, r: number, t: number, hours: number): number {
  const { capacity, wage, overtimeWage, variableOverhead } = shop.problem.resources[r]
  const regular = Math.min(hours, capacity[t])
  return (wage[t] + variableOverhead[t]) * regular + (overtimeWage[t] + variableOverhead[t]) * (hours - regular)
}

/** Adds hours of items by resource and period, in a fixed order, so that the way to a plan leaves no trace. */
export function addHours(
  { periodCount, items }: WholeShop,
  hours: Float64Array,
  supply: ArrayLike<number>,
  of: Iterable<number> = items.keys(),
): Float64Array {
  for (const i of of) {
    const item = items[i]
    item.resources.forEach((r, o) => {
      for (let t = 0; t < periodCount; t += 1) {
        hours[r * periodCount + t] += item.hours[o] * supply[i * periodCount + t]
      }
    })
  }
  return hours
}

/** The whole plan that belongs to a supply: use of components, shipments, stock, hours. */
export function completePlan(shop: WholeShop, supply: Float64Array): WholePlan {
  const { items, lines, periodCount } = shop
  const size = items.length * periodCount
  const lineRun = new Float64Array(lines.length * periodCount)
  const plan: WholePlan = {
    supply,
    ship: new Float64Array(size),
    closing: new Float64Array(size),
    backlog: new Float64Array(size),
    lost: new Float64Array(size),
    dependent: new Float64Array(size),
    lineUse: new Float64Array(lines.length * periodCount),
    hours: addHours(shop, new Float64Array(shop.problem.resources.length * periodCount), supply),
  }
  lines.forEach(({ component }, c) => {
    const from = c * periodCount
    runningUse(shop, supply, c, lineRun.subarray(from, from + periodCount))
    for (let t = 0; t < periodCount; t += 1) {
      const use = lineRun[from + t] - (t === 0 ? 0 : lineRun[from + t - 1])
      plan.lineUse[from + t] = use
      plan.dependent[component * periodCount + t] += use
    }
  })
  const inflow = new Float64Array(periodCount)
  items.forEach(({ rules }, i) => {
    const from = i * periodCount
    const ship = plan.ship.subarray(from, from + periodCount)
    runningInflow(shop, supply, lineRun, i, inflow)
    worthOfItem(shop, i, { supply, inflow, ship })
    let [shipped, asked] = [0, 0]
    for (let t = 0; t < periodCount; t += 1) {
      shipped += ship[t]
      asked += rules.demand[t]
      plan.closing[from + t] = inflow[t] - shipped
      if (rules.isLost) plan.lost[from + t] = rules.demand[t] - ship[t]
      else plan.backlog[from + t] = asked - shipped
    }
  })
  return plan
}
