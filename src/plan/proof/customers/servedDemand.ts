import type { MoneyInput } from '../../../core/money/money.js'
import type { DemandRecord } from '../../demand/types.js'
import { type Facts, itemKey, type Placed, seriesKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { readMoneyFacts } from '../facts/moneyFacts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { type OrderFact, orderFacts } from '../facts/orderFacts.js'

/** Units that a series asked for in one period, or by one order, at one price; grid units. */
export interface Asked {
  readonly order?: OrderFact
  readonly series: number
  /** -1: late before the plan. */
  readonly t: number
  readonly units: number
  readonly price: MoneyInput
}

/** What the series of an item ask for, in the order in which it is to be served. */
export interface ItemDemand {
  readonly series: readonly Placed<DemandRecord>[]
  readonly asked: readonly Asked[]
}

/**
 * The demand of every item: earlier periods first, in one period the earlier day, then by priority, the higher price, the market by
 * its id, and the order by its id and line. What is only forecast for a period comes after all orders of it.
 */
export const askedOfItems: (facts: Facts) => ReadonlyMap<string, ItemDemand> = oncePerPlan((facts) => {
  const money = readMoneyFacts(facts)
  const found = new Map<string, ItemDemand>()
  const orders = new Map<string, OrderFact[]>()
  for (const order of orderFacts(facts)) {
    const known = orders.get(order.series)
    if (known === undefined) orders.set(order.series, [order])
    else known.push(order)
  }
  const late = new Map<string, number>()
  for (const { itemId, backlog } of facts.plan.input.stock) {
    const { power, whole } = gridOf(facts.items.get(itemId))
    late.set(itemId, (whole(late.get(itemId)) + whole(backlog)) / power)
  }
  for (const [itemId, series] of facts.series) {
    const { whole } = gridOf(facts.items.get(itemId))
    const asked: Asked[] = []
    series.forEach(({ row }, n) => {
      const price = money.priceOf(row)
      const first = price[0] ?? 0
      const mine = orders.get(seriesKey(row)) ?? []
      const rest = [0, ...row.consensus.map(whole)]
      // Whose the late units of a stock row are, nobody says: the first series by its key has them.
      if (n === 0) rest[0] = whole(late.get(itemId))
      for (const order of mine) {
        const { t, units } = order
        if (t >= 0) rest[t + 1] = (rest[t + 1] ?? 0) - units
        asked.push({ order, series: n, t, units, price: order.price ?? (t < 0 ? first : (price[t] ?? Number.NaN)) })
      }
      rest.forEach((units, s) => {
        if (s > 0 || n === 0)
          asked.push({ series: n, t: s - 1, units, price: s === 0 ? first : (price[s - 1] ?? Number.NaN) })
      })
    })
    const dayOf = ({ order, t }: Asked): number => order?.day ?? facts.starts[t + 1] ?? facts.end
    const rank = ({ order }: Asked): number => order?.priority ?? Number.MAX_VALUE
    const text = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)
    // Series stand in the order of their keys; what has no order stands before what has one, what has no line before lines.
    asked.sort(
      (a, b) =>
        a.t - b.t ||
        dayOf(a) - dayOf(b) ||
        rank(a) - rank(b) ||
        Number(b.price) - Number(a.price) ||
        a.series - b.series ||
        Number(a.order !== undefined) - Number(b.order !== undefined) ||
        text(a.order?.id, b.order?.id) ||
        Number(a.order?.line !== undefined) - Number(b.order?.line !== undefined) ||
        text(a.order?.line, b.order?.line),
    )
    const refused = facts.rows.records.get(itemKey(itemId))?.row.refused?.map(whole)
    found.set(itemId, { series, asked: refused === undefined ? asked : splitRefused(asked, refused) })
  }
  return found
})

/** Forecast of an item in the order in which it is refused: the lowest prices first, and of one price who is served last. */
export const refusedFirst = (asked: readonly Asked[]): readonly Asked[] =>
  asked
    .filter(({ order }) => order === undefined)
    .reverse()
    .sort((a, b) => Number(a.price) - Number(b.price))

/** What is asked for with the forecast apart that a plan refuses, so many units of each period. */
function splitRefused(asked: readonly Asked[], refused: readonly number[]): readonly Asked[] {
  const left = [...refused]
  const apart = new Map<Asked, number>()
  for (const part of refusedFirst(asked)) {
    const most = left[part.t] ?? 0
    left[part.t] = most - part.units
    if (most > 0 && most < part.units) apart.set(part, most)
  }
  return asked.flatMap((part) => {
    const units = apart.get(part)
    return units === undefined
      ? [part]
      : [
          { ...part, units: part.units - units },
          { ...part, units },
        ]
  })
}

/** Serves what was asked for from the oldest on; what is lost is gone at the close of its period. Calls back for each part. */
export function serve(
  asked: readonly Asked[],
  shipped: readonly number[],
  isLost: boolean,
  visit: (part: Asked, t: number, units: number) => void,
): void {
  const left = asked.map(({ units }) => units)
  shipped.forEach((quantity, t) => {
    let rest = quantity
    asked.forEach((part, n) => {
      const isOpen = part.t <= t && (!isLost || part.t === t || (t === 0 && part.t < 0))
      const served = isOpen ? Math.min(rest, left[n] ?? 0) : 0
      if (served <= 0) return
      left[n] = (left[n] ?? 0) - served
      rest -= served
      visit(part, t, served)
    })
  })
}
