import { ceilOf, times } from './fractions.js'
import type { ShopItem, ShopModel } from './readShop.js'

/** Books of one way through the periods so far. */
interface Books {
  readonly stock: readonly number[]
  readonly open: readonly number[]
  readonly made: readonly number[]
  readonly used: readonly number[]
  readonly money: number
}

/**
 * The most that any whole-unit plan of a very small shop earns, by trying all of them; undefined where none keeps every
 * limit. Every item needs a supply limit.
 */
export function bestOfAll(shop: ShopModel): number | undefined {
  const { items, lines, periodCount } = shop
  let best: number | undefined
  const through = (t: number, books: Books): void => {
    if (t === periodCount) {
      if (best === undefined || books.money > best) best = books.money
      return
    }
    for (const supply of choices(items, t)) {
      const worked = workCost(shop, supply, t)
      if (worked === undefined) continue
      const made = books.made.map((units, i) => units + (supply[i] as number))
      const used = lines.map(({ item, perUnit }) =>
        Number(ceilOf(times(perUnit, { numerator: BigInt(made[item] as number), denominator: 1n }))),
      )
      const stock = books.stock.map(
        (units, i) => units + (supply[i] as number) + at(items[i] as ShopItem, 'receipts', t),
      )
      lines.forEach(({ component }, c) => {
        stock[component] = (stock[component] as number) - (used[c] as number) + (books.used[c] as number)
      })
      ship(shop, { t, supply, stock, before: books, money: books.money - worked }, (next) =>
        through(t + 1, { ...next, made, used }),
      )
    }
  }
  through(0, {
    stock: items.map(({ onHand }) => onHand),
    open: items.map(() => 0),
    made: items.map(() => 0),
    used: lines.map(() => 0),
    money: 0,
  })
  return best
}

type Series = { [Key in keyof ShopItem]: ShopItem[Key] extends readonly number[] ? Key : never }[keyof ShopItem]
const at = (item: ShopItem, field: Series, t: number): number => item[field][t] as number

/** Every combination of supplies. */
function choices(items: readonly ShopItem[], t: number): number[][] {
  let all: number[][] = [[]]
  for (const item of items) {
    const [least, most] = [at(item, 'supplyLower', t), at(item, 'supplyUpper', t)]
    if (most === Infinity) throw new Error(`${item.id} has no supply limit`)
    all = all.flatMap((some) => Array.from({ length: most - least + 1 }, (_, n) => [...some, least + n]))
  }
  return all
}

/** Wages of a period, regular hours first; undefined where there are not enough. */
function workCost({ items, resources }: ShopModel, supply: readonly number[], t: number): number | undefined {
  let cost = 0
  for (const [r, resource] of resources.entries()) {
    let load = 0
    items.forEach(({ hours }, i) => {
      for (const one of hours) if (one.resource === r) load += one.perUnit * (supply[i] as number)
    })
    const regular = Math.min(load, resource.capacity[t] as number)
    if (load - regular > (resource.overtime[t] as number) + 1e-7) return undefined
    cost += regular * (resource.cost[t] as number) + (load - regular) * (resource.overtimeCost[t] as number)
  }
  return cost
}

/** What shipments of a period earn: the oldest of what is open goes first, at the price of the period that asked for it. */
function earnedBy(
  item: ShopItem,
  { t, shipped, open }: { readonly t: number; readonly shipped: number; readonly open: number },
): number {
  let [left, sum] = [shipped, 0]
  const asked = item.demand.slice(0, t + 1)
  // What is open is the newest of what was asked for before, and the demand of the period.
  let skip = asked.reduce((a, b) => a + b, 0) - open - (asked[t] as number)
  asked.forEach((units, s) => {
    const gone = Math.min(skip, units)
    skip -= gone
    const served = Math.min(left, units - gone)
    left -= served
    sum += served * (at(item, 'price', s) - at(item, 'sellingCost', s))
  })
  return sum
}

interface Shipping {
  readonly t: number
  readonly supply: readonly number[]
  readonly stock: readonly number[]
  readonly before: Books
  readonly money: number
}

/** Every combination of shipments that keeps the limits, with the money of the period. */
function ship(
  { items }: ShopModel,
  { t, supply, stock, before, money }: Shipping,
  visit: (books: Pick<Books, 'stock' | 'open' | 'money'>) => void,
): void {
  const next = (i: number, left: number[], open: number[], sum: number): void => {
    const item = items[i]
    if (item === undefined) return visit({ stock: left, open, money: sum })
    const asked = (before.open[i] as number) + at(item, 'demand', t)
    const most = Math.min(
      asked,
      stock[i] as number,
      ...(item.early[t] ?? []).map(
        ({ units, hasSupply }) => units + (before.stock[i] as number) + (hasSupply ? (supply[i] as number) : 0),
      ),
    )
    for (let shipped = item.unmetDemand === 'forbidden' ? asked : 0; shipped <= most; shipped += 1) {
      const rest = (stock[i] as number) - shipped
      if (rest < at(item, 'minimum', t) || rest > at(item, 'maximum', t)) continue
      const unmet = asked - shipped
      const earned =
        earnedBy(item, { t, shipped, open: before.open[i] as number }) -
        (supply[i] as number) * at(item, 'purchaseCost', t) -
        rest * at(item, 'holding', t) -
        Math.max(0, at(item, 'safetyStock', t) - rest) * at(item, 'safetyPenalty', t) -
        unmet * at(item, item.unmetDemand === 'lost' ? 'lostCost' : 'backlogCost', t) -
        Math.max(0, unmet - (item.promises[t]?.forecast ?? 0)) * (item.promises[t]?.cost ?? 0)
      next(i + 1, [...left, rest], [...open, item.unmetDemand === 'lost' ? 0 : unmet], sum + earned)
    }
  }
  if (stock.every((units) => units >= 0)) next(0, [], [], money)
}
