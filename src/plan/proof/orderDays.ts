import type { ProductionRecord } from '../../production/types.js'
import type { Facts } from './facts.js'
import { gridOf } from './gridUnits.js'
import { oncePerPlan } from './oncePerPlan.js'
import { type OrderFact, orderFacts } from './orderFacts.js'
import { readUnderway } from './underway.js'

/** Units of an item's grid on a day. */
export interface Dated {
  readonly day: number
  readonly units: number
}

/** The orders of an item in a period as they must be, in the order of their days. */
export interface OrderDays {
  due(itemId: string, t: number): readonly Dated[]
  /** What parents take of an item. */
  uses(itemId: string, t: number): readonly Dated[]
  /** Day on which an order that is due on a day goes out. */
  release(itemId: string, day: number): number
}

const bookedByItem = oncePerPlan((facts): ReadonlyMap<string, readonly OrderFact[]> => {
  const orders = new Map<string, OrderFact[]>()
  for (const order of orderFacts(facts)) {
    const known = orders.get(order.itemId)
    if (known === undefined) orders.set(order.itemId, [order])
    else known.push(order)
  }
  return orders
})

/** What customers have ordered of an item for days of a period. */
export const bookedOn = (facts: Facts, itemId: string, t: number): readonly Dated[] =>
  (bookedByItem(facts).get(itemId) ?? []).filter((order) => order.t === t)

/** The days of all orders, walked day by day from records, input and supply orders. */
export const readOrderDays: (facts: Facts) => OrderDays = oncePerPlan((facts) => {
  const { starts, end, rows, sources } = facts
  const startOf = (t: number): number => starts[t] ?? end
  const records = new Map([...rows.records.values()].map(({ row }) => [row.itemId, row]))
  const recordOf = (itemId: string): ProductionRecord | undefined => records.get(itemId)
  const leadTime = (itemId: string): number => Math.ceil(sources.get(itemId)?.leadTimeDays ?? 0)
  const whole = (itemId: string, value: number | undefined): number => gridOf(facts.items.get(itemId)).whole(value)
  const supplied = (itemId: string, t: number): number =>
    whole(itemId, recordOf(itemId)?.produced[t]) + whole(itemId, recordOf(itemId)?.purchased[t])
  const opening = (itemId: string, t: number): number =>
    whole(itemId, t === 0 ? facts.stock.get(itemId)?.onHand : recordOf(itemId)?.closing[t - 1])
  const underway = readUnderway(facts)
  const arrivals = (itemId: string, t: number): readonly Dated[] =>
    (underway.get(itemId) ?? []).filter((order) => order.t === t)

  /** Who takes an item, and how much of it by period. */
  const takers = new Map<string, { readonly itemId: string; readonly quantities: readonly number[] }[]>()
  for (const { itemId, components } of records.values()) {
    for (const { componentId, quantities } of components) {
      const known = takers.get(componentId) ?? []
      takers.set(componentId, known)
      known.push({ itemId, quantities })
    }
  }

  const memo = { possible: new Map<string, Dated[][]>(), due: new Map<string, Dated[][]>() }
  const once = (known: Map<string, Dated[][]>, itemId: string, t: number, work: () => Dated[]): Dated[] => {
    const own = known.get(itemId) ?? []
    known.set(itemId, own)
    return (own[t] ??= work())
  }

  /** How much can be there by when: all at once, or as the parts that the period takes come. */
  const possible = (itemId: string, t: number): Dated[] =>
    once(memo.possible, itemId, t, () => {
      const [quantity, lead, record] = [supplied(itemId, t), leadTime(itemId), recordOf(itemId)]
      if (quantity === 0) return []
      const first = startOf(0) + lead
      const parts = (record?.components ?? []).filter(({ quantities }) => (quantities[t] ?? 0) > 0)
      if (parts.length === 0 || record?.workInProgress !== undefined)
        return [{ day: Math.max(first, startOf(t)), units: quantity }]
      const coming = parts.map(({ componentId: id }) => ({
        need: whole(id, recordOf(id)?.shipped[t]) + whole(id, recordOf(id)?.dependentDemand[t]),
        events: [{ day: startOf(t), units: opening(id, t) }, ...arrivals(id, t), ...possible(id, t)],
      }))
      const days = [...new Set(coming.flatMap(({ events }) => events.map(({ day }) => day)))].sort((a, b) => a - b)
      const parted: Dated[] = []
      for (const day of days) {
        const shares = coming.map(({ need, events }) => {
          const there = events.filter((event) => event.day <= day).reduce((sum, { units }) => sum + units, 0)
          return there >= need ? quantity : Number((BigInt(quantity) * BigInt(there)) / BigInt(need))
        })
        const before = parted.reduce((sum, { units }) => sum + units, 0)
        const units = (day === days.at(-1) ? quantity : Math.min(quantity, ...shares)) - before
        if (units > 0) parted.push({ day: Math.max(first, day + lead), units })
      }
      return parted
    })

  /** What leaves an item's stock for its parents: with each of their orders, of the running need what is new, rounded up. */
  const uses = (itemId: string, t: number): Dated[] =>
    (takers.get(itemId) ?? []).flatMap((taker) => {
      const all = whole(itemId, taker.quantities[t])
      const orders = all > 0 && recordOf(taker.itemId)?.workInProgress === undefined ? due(taker.itemId, t) : []
      if (orders.length === 0) return [{ day: startOf(t), units: all }]
      const total = BigInt(supplied(taker.itemId, t))
      const running = (n: number): bigint => orders.slice(0, n).reduce((sum, { units }) => sum + BigInt(units), 0n)
      const needed = (n: number): number => Number((BigInt(all) * running(n) + total - 1n) / total)
      return orders.map(({ day }, n) => ({
        day: Math.max(startOf(t), day - leadTime(taker.itemId)),
        units: needed(n + 1) - needed(n),
      }))
    })

  const due = (itemId: string, t: number): Dated[] =>
    once(memo.due, itemId, t, () => {
      const last = startOf(t + 1) - 1
      const orders: Dated[] = []
      for (const { day, units } of possible(itemId, t)) {
        const before = orders.at(-1)
        const isWithIt = before !== undefined && day <= before.day
        const now = isWithIt ? before.day : Math.min(last, Math.max(day, short(itemId, t, orders)))
        if (before?.day === now) orders[orders.length - 1] = { day: now, units: before.units + units }
        else orders.push({ day: now, units })
      }
      return orders
    })

  /** The first day at whose end less is there than should be, with the orders so far; else the last. */
  const short = (itemId: string, t: number, orders: readonly Dated[]): number => {
    const record = recordOf(itemId)
    const policy = facts.policies.get(itemId)
    const [from, days] = [startOf(t), startOf(t + 1) - startOf(t)]
    const least = Math.max(
      whole(itemId, record?.safetyStock[t]),
      whole(itemId, policy?.minimumStock === undefined ? 0 : facts.level(policy.minimumStock)[t]),
    )
    const waiting = whole(itemId, t === 0 ? facts.stock.get(itemId)?.backlog : record?.backlog[t - 1])
    const ordered = bookedOn(facts, itemId, t)
    const taken = [...uses(itemId, t), ...ordered].map(({ day, units }) => ({ day, units: -units }))
    const events = [...arrivals(itemId, t), ...orders, ...taken].sort((a, b) => a.day - b.day)
    // Orders stand on their days; the rest is spread evenly.
    const asked = ordered.reduce((rest, { units }) => rest - units, whole(itemId, record?.demand[t]))
    let over = opening(itemId, t) - waiting - least
    for (let k = 0, n = 0; k < days; k++) {
      for (let event = events[n]; event !== undefined && event.day <= from + k; event = events[n]) {
        over += event.units
        n++
      }
      // Both sides times the days of the period, so that they are whole numbers.
      if (over * days < asked * (k + 1)) return from + k
    }
    return from + days - 1
  }
  return { due, uses, release: (itemId, day) => Math.max(startOf(0), day - leadTime(itemId)) }
})
