import type { Candidate } from './candidate.js'
import type { RawPlan } from '../model/rawPlan.js'
import type { ShopPart } from './shopParts.js'
import { earnedOfLost } from './shipBest.js'
import { sumOfFirst } from '../problem/waitingDemand.js'
import { addHours, costOfHours, type ItemWorth, runningInflow, runningUse, worthOfItem } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** Room to work out the worth of plans, made once for a shop. */
export interface WorthRoom {
  readonly lineRun: Float64Array
  readonly inflow: Float64Array
  readonly ship: Float64Array
  /** Made when it is first asked for (`walkRoom`). */
  walk: WalkRoom | undefined
  /** Made when it is first asked for (`knownWorth`). */
  last: LastWorths | undefined
}

/** What each item was worth when it was last asked for, and what with: plans that are tried one after another differ in a few items. */
interface LastWorths {
  readonly shop: WholeShop
  /** Indexed `item * periodCount + period`; NaN before the first time, which is no number again. */
  readonly supply: Float64Array
  readonly inflow: Float64Array
  readonly worths: ItemWorth[]
}

/** Room for a plan that is being changed, of one part at a time: what belongs to other parts is left from them. */
export interface WalkRoom {
  /** Indexed `item * periodCount + period`. */
  readonly ship: Float64Array
  readonly closing: Float64Array
  /** By item. */
  readonly money: Float64Array
  readonly broken: Float64Array
  /** Hours, indexed `resource * periodCount + period`. */
  readonly taken: Float64Array
}

/** The room of a shop for changes of a plan: each part making its own would take time with the square of their number. */
export function walkRoom({ problem: { items, resources }, periodCount }: WholeShop, room: WorthRoom): WalkRoom {
  return (room.walk ??= {
    ship: new Float64Array(items.length * periodCount),
    closing: new Float64Array(items.length * periodCount),
    money: new Float64Array(items.length),
    broken: new Float64Array(items.length),
    taken: new Float64Array(resources.length * periodCount),
  })
}

/** Hours of the resources of a part, in the room of the shop. */
export function hoursOfPart(shop: WholeShop, part: ShopPart, supply: ArrayLike<number>, room: WorthRoom): Float64Array {
  const { taken } = walkRoom(shop, room)
  for (const r of part.resources) taken.fill(0, r * shop.periodCount, (r + 1) * shop.periodCount)
  return addHours(shop, taken, supply, part.items)
}

export function openRoom({ lines, periodCount }: WholeShop): WorthRoom {
  return {
    walk: undefined,
    last: undefined,
    lineRun: new Float64Array(lines.length * periodCount),
    inflow: new Float64Array(periodCount),
    ship: new Float64Array(periodCount),
  }
}

/** Hours of a resource in a period, summed over items in their order. */
export function hoursOn(
  shop: WholeShop,
  makers: readonly (readonly [number, number])[],
  supply: ArrayLike<number>,
  t: number,
): number {
  let hours = 0
  for (const [i, perUnit] of makers) hours += perUnit * supply[i * shop.periodCount + t]
  return hours
}

/** Who makes on a resource, and for how many hours a unit. */
export function makersOf(shop: WholeShop, items: readonly number[]): Map<number, [number, number][]> {
  const makers = new Map<number, [number, number][]>()
  for (const i of items) {
    shop.items[i].resources.forEach((r, o) => {
      const known = makers.get(r)
      if (known === undefined) makers.set(r, [[i, shop.items[i].hours[o]]])
      else known.push([i, shop.items[i].hours[o]])
    })
  }
  return makers
}

/** Money of a part's items and resources one by one, and by how much each item breaks hard limits. */
export interface WorthDetail {
  readonly items: Map<number, number>
  readonly resources: Map<number, number>
  readonly broken: Map<number, number>
}

export const openDetail = (): WorthDetail => ({ items: new Map(), resources: new Map(), broken: new Map() })

/** What an item is worth with the inflow in the room: by its best shipments, or as it was where nothing of it is another. */
function knownWorth(shop: WholeShop, i: number, supply: ArrayLike<number>, room: WorthRoom): ItemWorth {
  const { periodCount } = shop
  const { inflow } = room
  if (room.last?.shop !== shop) {
    const none = (): Float64Array => new Float64Array(shop.items.length * periodCount).fill(NaN)
    room.last = { shop, supply: none(), inflow: none(), worths: [] }
  }
  const { last } = room
  const from = i * periodCount
  let t = 0
  while (t < periodCount && last.supply[from + t] === supply[from + t] && last.inflow[from + t] === inflow[t]) t += 1
  if (t === periodCount) return last.worths[i]
  for (; t < periodCount; t += 1) {
    last.supply[from + t] = supply[from + t]
    last.inflow[from + t] = inflow[t]
  }
  return (last.worths[i] = worthOfItem(shop, i, { supply, inflow, ship: room.ship }))
}

/** What a supply of a part is worth, with the best shipments: money, and by how much it breaks hard limits. */
export function worthOfPart(
  shop: WholeShop,
  part: ShopPart,
  supply: ArrayLike<number>,
  room: WorthRoom,
  detail?: WorthDetail,
): ItemWorth {
  const { periodCount } = shop
  const worth = { money: 0, broken: 0 }
  for (const i of part.items) {
    for (const c of shop.items[i].lines) {
      runningUse(shop, supply, c, room.lineRun.subarray(c * periodCount, (c + 1) * periodCount))
    }
  }
  for (const i of part.items) {
    runningInflow(shop, supply, room.lineRun, i, room.inflow)
    const own = knownWorth(shop, i, supply, room)
    worth.money += own.money
    worth.broken += own.broken
    detail?.items.set(i, own.money)
    detail?.broken.set(i, own.broken)
  }
  for (const [r, makers] of makersOf(shop, part.items)) {
    let cost = 0
    for (let t = 0; t < periodCount; t += 1) {
      const hours = hoursOn(shop, makers, supply, t)
      cost += costOfHours(shop, r, t, hours)
      worth.broken += Math.max(0, hours - shop.hourLimit[r * periodCount + t])
    }
    worth.money -= cost
    detail?.resources.set(r, -cost)
  }
  return worth
}

/** A supply of a part with what it is worth. */
export const candidateOf = (shop: WholeShop, part: ShopPart, supply: Float64Array, room: WorthRoom): Candidate => ({
  ...worthOfPart(shop, part, supply, room),
  supply,
})

/** What the plan before rounding makes of a part, and the revenue in it. */
export function rawWorthOfPart(
  shop: WholeShop,
  part: ShopPart,
  raw: RawPlan,
): { readonly money: number; readonly revenue: number; readonly items: ReadonlyMap<number, number> } {
  const { problem, periodCount } = shop
  let [total, revenue] = [0, 0]
  const items = new Map<number, number>()
  for (const i of part.items) {
    const { rules, purchaseCost } = shop.items[i]
    const item = problem.items[i]
    let [money, shipped] = [0, 0]
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const open = rules.isLost ? rules.demand[t] / item.scale - raw.ship[at] : raw.backlog[at]
      shipped += item.scale * raw.ship[at]
      revenue += item.price[t] * raw.ship[at]
      if (rules.isLost) money += earnedOfLost(rules, t, item.scale * raw.ship[at])
      money -= item.scale * (rules.holding[t] * raw.stock[at] + rules.openCost[t] * open)
      money -= item.scale * purchaseCost[t] * raw.supply[at]
      money -= item.safetyPenalty[t] * Math.max(0, item.safetyStock[t] - raw.stock[at])
    }
    if (!rules.isLost) money += sumOfFirst(shipped, rules.waiting.units, rules.waiting.margin)
    items.set(i, money)
    total += money
  }
  for (const r of part.resources) {
    for (let t = 0; t < periodCount; t += 1) total -= costOfHours(shop, r, t, raw.hours[r * periodCount + t])
  }
  return { money: total, revenue, items }
}
