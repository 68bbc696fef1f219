import type { ProductionRecord } from '../../../production/types.js'
import { readDaysOfWork } from './daysOfWork.js'
import { type Facts, isMade, resourceKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { oncePerCell } from '../oncePerCell.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { bookedOn } from '../facts/orderFacts.js'
import { withSold } from '../customers/refusal.js'
import { readUnderway } from '../facts/underway.js'

/** Units of an item's grid on a day. */
export interface Dated {
  readonly day: number
  readonly units: number
}

/** An order: units on the day on which they are there, and the day on which it goes out. */
export interface DatedRelease extends Dated {
  readonly release: number
  /** First day on which its parts, and the plan, allow it. */
  readonly ready: number
}

/** Units that can be there on a day, and begin on another. */
interface Possible extends Dated {
  readonly begin: number
}

/** The orders of an item in a period as they must be, in the order of their days. */
export interface OrderDays {
  due(itemId: string, t: number): readonly DatedRelease[]
  /** What must have been made or bought of an item by the end of each day; below 0 where more is there. */
  missing(itemId: string, t: number): readonly number[]
  /** What parents take of an item. */
  uses(itemId: string, t: number): readonly Dated[]
  /** What goes out before this day is given out by this plan. */
  readonly nextPlan: number
}

/** The days of all orders, walked day by day from records, input and supply orders. */
export const readOrderDays: (facts: Facts) => OrderDays = oncePerPlan((facts) => {
  const { starts, end, rows, sources } = facts
  const startOf = (t: number): number => starts[t] ?? end
  const records = new Map([...rows.records.values()].map(({ row }) => [row.itemId, row]))
  const served = new Map([...records].map(([itemId, row]) => [itemId, withSold(facts, row)]))
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

  const nextPlan = startOf(0) + Math.max(1, Math.ceil(facts.plan.input.policy.reviewDays))

  const daysOfWork = readDaysOfWork(facts)
  /** Days of work that come between, where an item is worked on within a period by hours; any day for what is bought. */
  const workOf = (itemId: string): ReturnType<typeof daysOfWork> | undefined =>
    recordOf(itemId)?.workInProgress !== undefined || !isMade(facts, itemId) ? undefined : daysOfWork(itemId)
  /** When supply can begin, and be there, whose parts allow a day: its work begins while its resources are open. */
  const openFrom = (itemId: string, t: number, day: number): { readonly begin: number; readonly day: number } => {
    const [work, lead] = [workOf(itemId), leadTime(itemId)]
    const latest = startOf(t + 1) - 1 - (day < startOf(t) ? lead : 0)
    const begin = work?.from(day, latest) ?? day
    return { begin, day: Math.max(startOf(t), begin + lead) }
  }

  /** What of a part is there for a period by the end of a day before it, if everybody takes what he takes until then. */
  const spare = (id: string, t: number, day: number): number => {
    let least = opening(id, t)
    for (let s = t - 1; s >= 0; s--) {
      const come = [...arrivals(id, s), ...possible(id, s)].filter((one) => one.day <= day && one.day < startOf(s + 1))
      const others = starts.slice(s, t).reduce((sum, _, n) => sum + leaving(id, s + n), 0)
      least = Math.min(least, opening(id, s) - others + come.reduce((sum, { units }) => sum + units, 0))
      if (startOf(s) <= day) break
    }
    return Math.max(0, least)
  }
  const leaving = (id: string, t: number): number =>
    whole(id, recordOf(id)?.shipped[t]) + whole(id, recordOf(id)?.dependentDemand[t])

  /** How much can be there by when: all at once, or as the parts that the period takes come, also before it. */
  const possible: (itemId: string, t: number) => readonly Possible[] = oncePerCell((itemId, t) => {
    const [quantity, lead, record] = [supplied(itemId, t), leadTime(itemId), recordOf(itemId)]
    if (quantity === 0) return []
    const reached = startOf(t) - lead
    const earliest = lead === 0 ? reached : Math.max(startOf(0), workOf(itemId)?.until(reached) ?? reached)
    const parts = (record?.components ?? []).filter(({ quantities }) => (quantities[t] ?? 0) > 0)
    if (parts.length === 0 || record?.workInProgress !== undefined)
      return [{ ...openFrom(itemId, t, earliest), units: quantity }]
    // Mostly all of it lies there when the period begins.
    if (earliest >= startOf(t) && parts.every(({ componentId: id }) => opening(id, t) >= leaving(id, t)))
      return [{ ...openFrom(itemId, t, startOf(t)), units: quantity }]
    const coming = parts.map(({ componentId: id }) => ({
      id,
      need: leaving(id, t),
      events: [...arrivals(id, t), ...possible(id, t)],
    }))
    const near = starts.flatMap((_, s) => (s < t && startOf(s + 1) > earliest ? [s] : []))
    const early = coming
      .flatMap(({ id }) =>
        near.flatMap((s) => [startOf(s), ...[...arrivals(id, s), ...possible(id, s)].map(({ day }) => day)]),
      )
      .map((day) => Math.max(day, earliest))
      .filter((day) => day < startOf(t))
    const days = new Set([startOf(t), ...early, ...coming.flatMap(({ events }) => events.map(({ day }) => day))])
    const parted: Possible[] = []
    let sum = 0
    for (const day of [...days].sort((a, b) => a - b)) {
      const shares = coming.map(({ id, need, events }) => {
        const come = events.reduce((units, event) => units + (event.day <= day ? event.units : 0), 0)
        const there = day < startOf(t) ? spare(id, t, day) : opening(id, t) + come
        return there >= need ? quantity : Number((BigInt(quantity) * BigInt(there)) / BigInt(need))
      })
      const units = (day === Math.max(...days) ? quantity : Math.min(quantity, ...shares)) - sum
      if (units <= 0) continue
      parted.push({ ...openFrom(itemId, t, day), units })
      sum += units
    }
    return parted
  })

  /** What parents take for what they are supplied with in a period: with each of their orders, of the running need what is new, rounded up. */
  const takenFor = (itemId: string, t: number): Dated[] =>
    (takers.get(itemId) ?? []).flatMap((taker) => {
      const all = whole(itemId, taker.quantities[t])
      const orders = all > 0 && recordOf(taker.itemId)?.workInProgress === undefined ? due(taker.itemId, t) : []
      if (orders.length === 0) return [{ day: startOf(t), units: all }]
      const total = BigInt(supplied(taker.itemId, t))
      const running = (n: number): bigint => orders.slice(0, n).reduce((sum, { units }) => sum + BigInt(units), 0n)
      const needed = (n: number): number => Number((BigInt(all) * running(n) + total - 1n) / total)
      return orders.map(({ release }, n) => ({ day: release, units: needed(n + 1) - needed(n) }))
    })

  const usesByItem = new Map<string, readonly Dated[][]>()
  /** What leaves an item's stock for its parents: for the period itself, and for later ones what is taken before its end. */
  const uses = (itemId: string, t: number): readonly Dated[] => {
    const known = usesByItem.get(itemId) ?? starts.map((): Dated[] => [])
    if (!usesByItem.has(itemId)) {
      starts.forEach((_, u) => {
        for (const { day, units } of takenFor(itemId, u))
          for (let s = u; s === u || (s >= 0 && day < startOf(s + 1)); s--)
            known[s]?.push({ day: Math.max(startOf(s), day), units })
      })
      usesByItem.set(itemId, known)
    }
    return known[t] ?? []
  }

  /** Days in which the resources of an item work in a period, at all of their orders evenly; the most of any of them. */
  const workDays = (itemId: string, t: number): number => {
    const days = workOf(itemId)?.between(startOf(t), startOf(t + 1))
    if (days === undefined) return 0
    const spans = (facts.routings.get(itemId) ?? []).map(({ resourceId, hours }) => {
      const row = rows.resources.get(resourceKey(resourceId))?.row
      if (hours <= 0 || row === undefined) return 0
      const millionths = [row.regularHours[t], row.overtimeHours[t], row.capacityHours[t]].map((value) =>
        BigInt(Math.round((value ?? 0) * 1e6)),
      ) as [bigint, bigint, bigint]
      const used = millionths[0] + millionths[1]
      const all = used > millionths[2] ? used : millionths[2]
      return used === 0n ? 0 : Number((BigInt(days) * used + all - 1n) / all)
    })
    return Math.max(0, ...spans)
  }

  const due: (itemId: string, t: number) => readonly DatedRelease[] = oncePerCell((itemId, t) => {
    const all = supplied(itemId, t)
    if (all === 0) return []
    const [from, next] = [startOf(t), startOf(t + 1)]
    const lead = leadTime(itemId)
    const missing = missingBy(itemId, t)
    const span = workDays(itemId, t)
    const work = workOf(itemId)
    const between = (a: number, b: number): number => work?.between(a, b) ?? b - a
    const room = between(from, next - lead)
    const days = Math.max(1, Math.min(span, room))
    const up = (part: number, whole: number, of: number): number =>
      Number((BigInt(part) * BigInt(of) + BigInt(whole) - 1n) / BigInt(whole))
    /** Day on which work on the unit behind so many must have begun for all to be there in time. */
    const last = missing.reduce(
      (least, units, k) =>
        units > 0 ? Math.min(least, between(from, from + k + 1 - lead) - up(Math.min(units, all), all, days)) : least,
      room - days,
    )
    const after = (day: number, count: number): number => work?.after(day, count) ?? day + count
    const begin = after(from, Math.max(0, last))
    const workBefore = (units: number): number => Number((BigInt(units) * BigInt(days)) / BigInt(all))
    const open = possible(itemId, t).map((one) => ({ ...one }))
    const orders: DatedRelease[] = []
    for (let done = 0; done < all;) {
      const first = open.find(({ units }) => units > 0)
      if (first === undefined) break
      const there = first.day
      const called = missing.findIndex((units) => units > done)
      const asked = Math.min(next - 1, Math.max(there, called === -1 ? next - 1 : from + called))
      const sooner = work?.until(asked) ?? asked
      const wanted = sooner < there ? (work?.from(asked, next - 1) ?? asked) : sooner
      const sent = work?.until(wanted - lead) ?? wanted - lead
      const behind = span === 0 ? sent : Math.min(sent, after(begin, workBefore(done)))
      const ready = first.begin
      // Where its parts come after the period only, the books have them on its last day, and it goes out then.
      const release = Math.min(next - 1, Math.max(ready, behind))
      const most = open.reduce((sum, { begin, units }) => sum + (begin <= Math.max(ready, release) ? units : 0), 0)
      let units = most
      if (span > 0) {
        for (let week = 7; between(begin, begin + week) < days; week += 7) {
          const end = up(between(begin, begin + week), days, all)
          if (end > done) {
            units = Math.min(units, end - done)
            break
          }
        }
      }
      const cannotWait = missing[(work?.from(nextPlan) ?? nextPlan) + lead - 1 - from]
      if (release < nextPlan && cannotWait !== undefined) {
        const worked = span === 0 ? 0 : up(Math.min(days, Math.max(0, between(begin, nextPlan))), days, all)
        const now = Math.max(cannotWait, worked) - done
        if (now > 0 && now < units) units = now
      }
      const lasts = up(done + units, all, days) - workBefore(done)
      const finished = Math.max(there, after(release, lasts - 1) + lead)
      const day = span === 0 ? wanted : Math.min(wanted, work?.from(finished, next - 1) ?? finished)
      done += units
      // On which day the parts of all of its units are there.
      let allThere = ready
      let left = units
      for (const one of open) {
        const taken = Math.min(one.units, left)
        one.units -= taken
        left -= taken
        if (taken > 0) allThere = Math.max(allThere, one.begin)
      }
      const before = orders.at(-1)
      if (before !== undefined && day <= before.day) {
        orders.pop()
        orders.push({
          day: before.day,
          units: before.units + units,
          release: Math.max(before.release, Math.min(next - 1, allThere)),
          ready: Math.max(before.ready, allThere),
        })
      } else orders.push({ day, units, release, ready })
    }
    return orders
  })

  /** What new supply must have brought by the end of each day, so that never less is there than should be. */
  const missingBy = (itemId: string, t: number): number[] => {
    const record = served.get(itemId)
    const policy = facts.policies.get(itemId)
    const [from, days] = [startOf(t), startOf(t + 1) - startOf(t)]
    const least = Math.max(
      whole(itemId, record?.safetyStock[t]),
      whole(itemId, policy?.minimumStock === undefined ? 0 : facts.level(policy.minimumStock)[t]),
    )
    const waiting = whole(itemId, t === 0 ? facts.stock.get(itemId)?.backlog : record?.backlog[t - 1])
    const ordered = bookedOn(facts, itemId, t)
    const taken = [...uses(itemId, t), ...ordered].map(({ day, units }) => ({ day, units: -units }))
    const events = [...arrivals(itemId, t), ...taken].sort((a, b) => a.day - b.day)
    // Orders stand on their days; the rest is spread evenly.
    const asked = ordered.reduce((rest, { units }) => rest - units, whole(itemId, record?.demand[t]))
    let [over, most, n] = [opening(itemId, t) - waiting - least, 0, 0]
    return Array.from({ length: days }, (_, k) => {
      for (let event = events[n]; event !== undefined && event.day <= from + k; event = events[n]) {
        over += event.units
        n++
      }
      // Most items have no customers.
      const short = asked === 0 ? 0n : (BigInt(asked) * BigInt(k + 1) + BigInt(days) - 1n) / BigInt(days)
      most = Math.max(most, Number(short) - over)
      return most
    })
  }
  return { due, missing: missingBy, uses, nextPlan }
})
