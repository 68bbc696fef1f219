import type { ProductionRecord } from '../../../production/types.js'
import { linesOver } from '../facts/billsAround.js'
import { askedLater, comingDays, refusedLater } from '../supply/checkArrival.js'
import { itemsLeft } from '../customers/droppedItems.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { gridOf, reaching, unitsTaken, within } from '../gridUnits.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { minimumUnits } from '../stock/stockLimits.js'
import { readUnderway } from '../facts/underway.js'
import { unitMoney } from '../customers/unitMoney.js'

/** Grid units of an item that are there or wanted until each period, before anything new is bought or made. */
interface Counted {
  readonly there: readonly number[]
  /** What comes fixed in each period. */
  readonly firm: readonly number[]
  readonly wanted: readonly number[]
  /** What goes into other items, all of it from the first period on, and as it is needed. */
  readonly intoAll: number
  readonly into: readonly number[]
  readonly floor: readonly number[]
  /** What must be made or comes fixed, so that nobody is late. */
  readonly supplied: readonly number[]
  /** What can have gone by the close of a period of what does not wait. */
  readonly inTime: (t: number) => number
}

/** What of the stock at hand an item sells to who is refused, in grid units by period; undefined where nobody is. */
export const spareUnits: (facts: Facts) => ReadonlyMap<string, readonly number[]> = oncePerPlan((facts) => {
  const { items, policies, plan, days } = facts
  const money = unitMoney(facts)
  const countOf = counter(facts)
  const sold = new Map<string, readonly number[]>()
  for (const id of items.keys()) {
    const refusal = money.get(id)?.refusal
    if (refusal === undefined || refusal.parts.size === 0) continue
    const policy = policies.get(id)
    const isLost = policy?.unmetDemand === 'lost'
    const { power, whole } = gridOf(items.get(id))
    const { there, firm, wanted, intoAll, into, floor, inTime: servedInTime } = countOf(id)
    const most = policy?.maximumStock === undefined ? undefined : facts.level(policy.maximumStock)
    /** Less than that at a close leaves less than the safety stock, or too little for who asks in a later period before something comes. */
    const free = (t: number): number =>
      Math.min(
        ...days.flatMap((_, s) => {
          if (s < t) return []
          const close = at(there, s) - at(wanted, s) - intoAll - at(floor, s)
          return s === t ? [close] : [close, servedInTime(s) - at(wanted, s)]
        }),
      )
    const over = (t: number): number => {
      const full = most?.[t] ?? Number.MAX_VALUE
      return full === Number.MAX_VALUE ? 0 : at(there, t) - at(wanted, t) - at(into, t) - whole(within(full, power))
    }
    /** What must have gone by the close of a period: of what is lost, later periods can take only their own. */
    const must = (t: number): number =>
      Math.max(
        ...days.flatMap((_, s) => {
          if (s < t || (s > t && !isLost)) return []
          return [over(s) - refusal.units.slice(t + 1, s + 1).reduce((a, b) => a + b, 0)]
        }),
      )
    const unit = money.get(id)
    const paysSelling = (t: number): boolean => at(unit?.refusedValue ?? [], t) >= at(unit?.refusedSelling ?? [], t)
    let [gone, asked] = [0, 0]
    const row = days.map((_, t) => {
      asked = (isLost ? gone : asked) + at(refusal.units, t)
      const isOpen = isLost ? paysSelling(t) : days.every((__, s) => s > t || paysSelling(s))
      const isKept = plan.input.policy.sellBelowCost === 'never' || !isOpen
      const wish = Math.min(asked, Math.max(isKept ? 0 : free(t), must(t)))
      // What does not wait is met from what is there when it is asked for, where something comes within the period.
      const inTime = (comingDays(facts).get(id)?.[t] ?? []).map(
        (day) =>
          refusedLater(at(refusal.units, t), day) +
          at(there, t) -
          day.late -
          (day.isAfterNew ? 0 : at(firm, t)) -
          at(wanted, t),
      )
      const before = Math.min(wish, ...inTime)
      const until = Math.max(gone, Math.min(wish, before))
      const now = until - gone
      gone = until
      return now
    })
    sold.set(id, row)
  }
  return sold
})

const at = (values: readonly number[], t: number): number => values[t] ?? 0

/** Counts stock and wants through all levels, an item after all that it goes into. */
function counter(facts: Facts): (id: string) => Counted {
  const { items, policies, days, stock, sources } = facts
  const money = unitMoney(facts)
  const underway = readUnderway(facts)
  const known = new Map<string, Counted>()
  const over = linesOver(facts)
  const running = (values: readonly number[]): number[] =>
    values.map((_, t) => values.slice(0, t + 1).reduce((a, b) => a + b, 0))
  const countOf = (id: string): Counted => {
    const before = known.get(id)
    if (before !== undefined) return before
    const { power, whole } = gridOf(items.get(id))
    const record = facts.rows.records.get(itemKey(id))?.row
    const firm = days.map((_, t) => {
      const given = sources.get(id)?.firmSupply?.[t] ?? null
      return given === null ? 0 : whole(given)
    })
    const arrivals = days.map((_, t) =>
      (underway.get(id) ?? []).reduce((sum, order) => sum + (order.t === t ? order.units : 0), 0),
    )
    const minimum = days.map((_, t) => minimumUnits(facts, id, t))
    const there = running(
      arrivals.map((units, t) => units + at(firm, t) + (t === 0 ? whole(stock.get(id)?.onHand) : 0)),
    )
    const refused = money.get(id)?.refusal?.units ?? []
    const asked = days.map(
      (_, t) => whole(record?.demand[t]) - at(refused, t) + (t === 0 ? whole(stock.get(id)?.backlog) : 0),
    )
    const into = days.map(() => 0)
    for (const { itemId, perUnit } of over.get(id) ?? []) {
      const grids = { item: gridOf(items.get(itemId)), component: gridOf(items.get(id)) }
      countOf(itemId).supplied.forEach(
        (units, t) => (into[t] = at(into, t) + Number(unitsTaken(perUnit, units, grids))),
      )
    }
    const intoAll = into.at(-1) ?? 0
    // Of whom some are left nothing is kept in the end; what is at hand was promised before that was known.
    const target = itemsLeft(facts).has(id) ? facts.rows.safetyStock.get(itemKey(id))?.row : record
    const floor = days.map((_, t) => Math.max(whole(reaching(target?.safetyStock[t] ?? 0, power)), at(minimum, t)))
    const wanted = running(asked)
    const firmSum = running(firm)
    const supplied = days.map(
      (_, t) =>
        at(firmSum, t) +
        Math.max(0, ...days.slice(0, t + 1).map((__, s) => at(wanted, s) + at(into, s) + at(floor, s) - at(there, s))),
    )
    const isLost = policies.get(id)?.unmetDemand === 'lost'
    const inTime = (t: number): number =>
      inTimeFor(facts, id, {
        t,
        demand: at(asked, t) - (t === 0 ? whole(stock.get(id)?.backlog) : 0),
        there: at(there, t) - intoAll,
        firm: at(firm, t),
      })
    const found: Counted = {
      there,
      firm,
      wanted: isLost
        ? running(
            fromShelf(
              asked,
              there.map((units, t) => units - intoAll - at(minimum, t)),
              inTime,
            ),
          )
        : wanted,
      intoAll,
      into,
      floor,
      supplied,
      inTime,
    }
    known.set(id, found)
    return found
  }
  return countOf
}

/** What of an item's demand, which goes away if it is not met, what is on hand and on the way meets, in grid units by period. */
export function fromHand(facts: Facts, record: ProductionRecord): number[] {
  const { itemId } = record
  const { whole } = gridOf(facts.items.get(itemId))
  const unit = unitMoney(facts).get(itemId)
  const before = facts.stock.get(itemId)
  let there = whole(before?.onHand)
  const free = facts.days.map((_, t) => {
    there += whole(record.scheduledReceipts[t]) - whole(record.refusedShipped?.[t])
    return there - minimumUnits(facts, itemId, t)
  })
  const asked = facts.days.map((_, t) =>
    at(unit?.value ?? [], t) < at(unit?.selling ?? [], t)
      ? 0
      : whole(record.demand[t]) - whole(record.refused?.[t]) + (t === 0 ? whole(before?.backlog) : 0),
  )
  return fromShelf(asked, free, (t) => {
    const demand = whole(record.demand[t]) - whole(record.refused?.[t])
    const refused = { sold: whole(record.refusedShipped?.[t]), asked: whole(record.refused?.[t]) }
    return inTimeFor(facts, itemId, {
      t,
      demand,
      there: at(free, t) + minimumUnits(facts, itemId, t),
      firm: 0,
      refused,
    })
  })
}

/** What can be shipped by the close of a period in time, of what there is without anything new. */
function inTimeFor(
  facts: Facts,
  itemId: string,
  of: {
    readonly t: number
    /** Without what was late before the plan. */
    readonly demand: number
    readonly there: number
    /** What of it comes fixed in the period. */
    readonly firm: number
    readonly refused?: { readonly sold: number; readonly asked: number }
  },
): number {
  const { t, demand, there, firm, refused } = of
  const days = comingDays(facts).get(itemId)?.[t] ?? []
  const limits = days
    // Where as much is asked for as comes from a day on, it is no matter of days.
    .filter((day) => !day.isAfterNew || day.late > askedLater(demand, day))
    .map((day) => {
      const sold = refused === undefined ? 0 : Math.min(refused.sold, refusedLater(refused.asked, day))
      return askedLater(demand, day) + sold + there - day.late - (day.isAfterNew ? 0 : firm)
    })
  return Math.min(Number.MAX_VALUE, ...limits)
}

/** What of demand that does not wait is met by what there is, the earliest first, as much as no later close forbids. */
function fromShelf(asked: readonly number[], free: readonly number[], inTime: (t: number) => number): number[] {
  let gone = 0
  return asked.map((units, t) => {
    const now = Math.max(0, Math.min(units, Math.min(inTime(t), ...free.slice(t)) - gone))
    gone += now
    return now
  })
}
