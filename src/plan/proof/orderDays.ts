import type { ProductionRecord } from '../../production/types.js'
import type { Facts } from './facts.js'
import { gridOf } from './gridUnits.js'
import { readUnderway } from './underway.js'

/** Day numbers on which the supply of an item in a period can first be there, and is due. */
export interface OrderDays {
  due(itemId: string, t: number): number
  release(itemId: string, t: number): number
}

interface Event {
  readonly day: number
  readonly units: number
}

/** The days of all orders, walked day by day from records, input and supply orders. */
export function readOrderDays(facts: Facts): OrderDays {
  const { starts, end, rows, sources } = facts
  const startOf = (t: number): number => starts[t] ?? end
  const endOf = (t: number): number => startOf(t + 1)
  const records = new Map([...rows.records.values()].map(({ row }) => [row.itemId, row]))
  const recordOf = (itemId: string): ProductionRecord | undefined => records.get(itemId)
  const leadTime = (itemId: string): number => Math.ceil(sources.get(itemId)?.leadTimeDays ?? 0)
  const whole = (itemId: string, value: number | undefined): number => gridOf(facts.items.get(itemId)).whole(value)
  const supplied = (itemId: string, t: number): number =>
    whole(itemId, recordOf(itemId)?.produced[t]) + whole(itemId, recordOf(itemId)?.purchased[t])
  const opening = (itemId: string, t: number): number =>
    whole(itemId, t === 0 ? facts.stock.get(itemId)?.onHand : recordOf(itemId)?.closing[t - 1])

  const underway = readUnderway(facts)
  const arrivals = (itemId: string, t: number): readonly Event[] =>
    (underway.get(itemId) ?? []).filter((order) => order.t === t)

  /** Who takes an item, and how much of it by period. */
  const takers = new Map<string, { readonly itemId: string; readonly quantities: readonly number[] }[]>()
  for (const { row } of rows.records.values()) {
    for (const { componentId, quantities } of row.components) {
      const known = takers.get(componentId) ?? []
      takers.set(componentId, known)
      known.push({ itemId: row.itemId, quantities })
    }
  }

  const memo = { first: new Map<string, Map<number, number>>(), due: new Map<string, Map<number, number>>() }
  const once = (known: Map<string, Map<number, number>>, itemId: string, t: number, work: () => number): number => {
    const own = known.get(itemId) ?? new Map<number, number>()
    known.set(itemId, own)
    const day = own.get(t) ?? work()
    own.set(t, day)
    return day
  }

  /** No sooner than the lead time and the last of the parts that the period takes. */
  const first = (itemId: string, t: number): number =>
    once(memo.first, itemId, t, () => {
      const begin = Math.max(startOf(t), startOf(0) + leadTime(itemId))
      const parts = (recordOf(itemId)?.components ?? []).filter(({ quantities }) => (quantities[t] ?? 0) > 0)
      return Math.max(begin, ...parts.map(({ componentId }) => complete(componentId, t) + leadTime(itemId)))
    })
  const complete = (itemId: string, t: number): number => {
    const record = recordOf(itemId)
    const need = whole(itemId, record?.shipped[t]) + whole(itemId, record?.dependentDemand[t])
    const own = supplied(itemId, t) > 0 ? [{ day: first(itemId, t), units: supplied(itemId, t) }] : []
    const events = [...arrivals(itemId, t), ...own]
    const days = [startOf(t), ...events.map(({ day }) => day)].sort((a, b) => a - b)
    const thereOn = (day: number): number =>
      events.reduce((sum, event) => sum + (event.day <= day ? event.units : 0), opening(itemId, t))
    return days.find((day) => thereOn(day) >= need) ?? days.at(-1) ?? end
  }

  const due = (itemId: string, t: number): number =>
    once(memo.due, itemId, t, () => Math.min(endOf(t) - 1, Math.max(first(itemId, t), short(itemId, t))))
  /** Where a period takes parts of an item: when the first of its orders begins, or with the period. */
  const begin = (itemId: string, t: number): number =>
    supplied(itemId, t) > 0 ? Math.max(startOf(t), due(itemId, t) - leadTime(itemId)) : startOf(t)
  const short = (itemId: string, t: number): number => {
    const record = recordOf(itemId)
    const policy = facts.policies.get(itemId)
    const [from, days] = [startOf(t), endOf(t) - startOf(t)]
    const least = Math.max(
      whole(itemId, record?.safetyStock[t]),
      whole(itemId, policy?.minimumStock === undefined ? 0 : facts.level(policy.minimumStock)[t]),
    )
    const waiting = whole(itemId, t === 0 ? facts.stock.get(itemId)?.backlog : record?.backlog[t - 1])
    const events = [
      ...arrivals(itemId, t),
      ...(takers.get(itemId) ?? []).flatMap((taker) => {
        const units = whole(itemId, taker.quantities[t])
        return units > 0 ? [{ day: begin(taker.itemId, t), units: -units }] : []
      }),
    ]
    const asked = whole(itemId, record?.demand[t])
    events.sort((a, b) => a.day - b.day)
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
  return {
    due,
    release: (itemId, t) => Math.max(startOf(0), due(itemId, t) - leadTime(itemId)),
  }
}
