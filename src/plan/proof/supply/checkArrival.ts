import type { ProductionRecord } from '../../../production/types.js'
import type { Checker } from '../checks.js'
import { type Facts, isFixed, isMade, type Placed } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { bookedOn } from '../facts/orderFacts.js'
import { servedRecord } from '../customers/refusal.js'
import { readUnderway } from '../facts/underway.js'

/** A share of the demand that misses a whole unit by no more than this, as arithmetic leaves it, reaches the unit. */
const NOISE = { units: 1e-6, share: 1e-10, most: 0.01 }

/** The whole units in a share of the demand. */
function wholeShare(units: number): number {
  return Math.floor(units + Math.min(NOISE.most, NOISE.units + NOISE.share * units))
}

/** A day within a period on which something comes of an item whose demand is lost where it must wait; units of the grid. */
export interface Coming {
  /** Share of the days of the period from that day on. */
  readonly share: number
  /** What is ordered by customers for that day and later ones of the period, and for all of it. */
  readonly orderedLater: number
  readonly ordered: number
  /** What supply orders bring on that day and later in the period. */
  readonly late: number
  /** Whether what is newly made or bought can be there before. */
  readonly isAfterNew: boolean
}

/** The days on which something comes within a period, of every item whose demand is lost, by period. */
export const comingDays: (facts: Facts) => ReadonlyMap<string, readonly (readonly Coming[])[]> = oncePerPlan(
  (facts) => {
    const { starts, days, items, policies, sources } = facts
    const underway = readUnderway(facts)
    const sum = (list: readonly { readonly day: number; readonly units: number }[], from: number): number =>
      list.reduce((all, { day, units }) => all + (day < from ? 0 : units), 0)
    const found = new Map<string, readonly (readonly Coming[])[]>()
    for (const id of items.keys()) {
      if (policies.get(id)?.unmetDemand !== 'lost') continue
      const lead = sources.get(id)?.leadTimeDays ?? 0
      const rows = days.map((length, t) => {
        const start = starts[t] ?? 0
        // Fixed supply of what is made has gone out before: it is there when its period begins.
        const first = (starts[0] ?? 0) + (isMade(facts, id) && isFixed(facts, id, t) ? 0 : lead)
        const received = (underway.get(id) ?? []).filter((order) => order.t === t)
        const asked = bookedOn(facts, id, t)
        return [...new Set([first, ...received.map(({ day }) => day)])]
          .filter((day) => start < day && day < start + length)
          .map((day) => ({
            share: (start + length - day) / length,
            orderedLater: sum(asked, day),
            ordered: sum(asked, start),
            late: sum(received, day),
            isAfterNew: day > first || first >= start + length,
          }))
      })
      found.set(id, rows)
    }
    return found
  },
)

/** What of a quantity of demand, in grid units, is asked for from a day on: orders by their days, the rest evenly. */
export function askedLater(units: number, { share, ordered, orderedLater }: Coming): number {
  return wholeShare(share * Math.max(0, units - ordered)) + orderedLater
}

/** What of forecast that is refused is asked for from a day on, in grid units. */
export const refusedLater = (units: number, { share }: Coming): number => wholeShare(share * units)

/** The most that can be shipped in a period because of what comes within it, and what comes too late for more. */
export interface ArrivalLimit {
  readonly most: number
  readonly tooLate: 'supply' | 'receipt'
}

/** Limits of a period, in grid units; of who is served alone, or of all shipments. */
export function arrivalLimits(
  facts: Facts,
  record: ProductionRecord,
  { t, isServed }: { readonly t: number; readonly isServed: boolean },
): readonly ArrivalLimit[] {
  const { itemId } = record
  const days = comingDays(facts).get(itemId)?.[t] ?? []
  if (days.length === 0) return []
  const { whole } = gridOf(facts.items.get(itemId))
  const own = isServed ? servedRecord(facts, record) : record
  const first = (facts.starts[0] ?? 0) + (facts.sources.get(itemId)?.leadTimeDays ?? 0)
  const opening = t === 0 ? whole(facts.stock.get(itemId)?.onHand) : whole(record.closing[t - 1])
  const made = whole(record.produced[t]) + whole(record.purchased[t])
  const demand = whole(own.demand[t])
  // Where as much is asked for as comes from a day on, the balance of the period says it all.
  const binding = days.filter((day) => !day.isAfterNew || day.late > askedLater(demand, day))
  return binding.map((day) => {
    const sold = isServed
      ? Math.min(whole(record.refusedShipped?.[t]), refusedLater(whole(record.refused?.[t]), day))
      : 0
    const before = opening + whole(own.scheduledReceipts[t]) - day.late + (day.isAfterNew ? made : 0)
    return {
      most: askedLater(demand, day) + before + sold,
      tooLate: day.isAfterNew && first < (facts.starts[t] ?? 0) + (facts.days[t] ?? 0) ? 'receipt' : 'supply',
    }
  })
}

/**
 * Demand that is lost where it must wait is met by what is there when it is asked for: for every day within a period on which something
 * comes, no more is shipped than what is asked for from that day on and what is there before it.
 */
export function checkArrival(check: Checker, facts: Facts, { row: record, name }: Placed<ProductionRecord>): void {
  const { power, whole } = gridOf(facts.items.get(record.itemId))
  for (let t = 0; t < facts.count; t++) {
    const limits = arrivalLimits(facts, record, { t, isServed: false })
    if (limits.length === 0) continue
    const most = Math.min(...limits.map((limit) => limit.most))
    const shipped = record.shipped[t] ?? Number.NaN
    check.claim(whole(shipped) <= most, () => {
      const path = `${name}.shipped[${t}]`
      const message = `${path} is ${shipped}, of which at most ${most / power} can be there in time: something comes within the period.`
      return { path, actual: shipped, expected: most / power, message }
    })
  }
}
