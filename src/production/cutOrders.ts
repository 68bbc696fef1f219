import type { DatedUnits } from './neededBy.js'
import { ceilShare, floorShare } from './wholeShares.js'

/** An order: its units, the day on which they are there, and the day on which it goes out and its parts are taken. */
export interface DatedOrder extends DatedUnits {
  readonly release: number
  /** First day on which it could go out: the plan has begun and its parts are there. */
  readonly ready: number
}

/** What the orders of an item in a period go by: days are day numbers, quantities in units of the item's grid. */
export interface OrderNeed {
  /** What must be there by the end of each day of the period. */
  readonly needed: readonly number[]
  /** All that is supplied in the period. */
  readonly supply: number
  readonly leadTimeDays: number
  /** Days that the work of the period takes; 0 where it takes no hours. */
  readonly workDays: number
  readonly start: number
  /** Day on which the next plan is made: what goes out before that is given out by this plan. */
  readonly nextPlan: number
}

/** Work that goes on for longer is given out in parts of so many days. */
const DAYS_OF_A_PART = 7

/**
 * The supply of an item in a period as orders. One is due on the first day that calls for it, on the last day where none does, and
 * goes out the lead time before; sooner, where its work takes so long that it must begin before. Each of these makes
 * orders of their own:
 *
 * - what can be there later than the rest, because its parts come later;
 * - each week of work that goes on for longer than a week, in equal parts a day;
 * - what can wait for the next plan beside what cannot: what is called for before that plan's first order can be there, or
 *   worked on before it is made.
 *
 * @param possible - when the supply can be there, in the order of days; where parts come later than the lead time allows, the
 * order goes out when they are there
 */
export function cutOrders(possible: readonly DatedUnits[], need: OrderNeed): DatedOrder[] {
  const { needed, supply, leadTimeDays, start, nextPlan } = need
  const last = start + needed.length - 1
  const work = workSpan(need)
  /** By so many days before the end of the period orders of the next plan can be there. */
  const untilNext = needed[nextPlan + leadTimeDays - 1 - start]
  const orders: DatedOrder[] = []
  let [done, piece, left] = [0, 0, possible[0]?.units ?? 0]
  while (left > 0) {
    const called = needed.findIndex((units) => units > done)
    const { day: there } = possible[piece]
    const wanted = Math.min(last, Math.max(called < 0 ? last : start + called, there))
    const begin = work === undefined ? wanted : work.begin + floorShare(work.days, done, supply)
    const release = Math.max(there - leadTimeDays, Math.min(wanted - leadTimeDays, begin))
    // What is there as early is part of the order.
    while (piece + 1 < possible.length && possible[piece + 1].day <= release + leadTimeDays) {
      piece += 1
      left += possible[piece].units
    }
    let units = left
    let due = wanted
    if (work !== undefined) {
      units = Math.min(units, endOfPart(work.days, supply, done) - done)
      if (release < nextPlan && untilNext !== undefined) {
        const worked = ceilShare(supply, Math.min(work.days, Math.max(0, nextPlan - work.begin)), work.days)
        units = atLeastSome(Math.max(worked, untilNext) - done, units)
      }
      const days = ceilShare(work.days, done + units, supply) - floorShare(work.days, done, supply)
      due = Math.min(wanted, Math.max(there, release + leadTimeDays + days - 1))
    } else if (release < nextPlan && untilNext !== undefined) {
      units = atLeastSome(untilNext - done, units)
    }
    const ready = there - leadTimeDays
    const before = orders.at(-1)
    // Several that are there on one day are one order, which waits for the parts of all.
    if (before !== undefined && due <= before.day) {
      orders[orders.length - 1] = {
        day: before.day,
        units: before.units + units,
        release: Math.max(before.release, ready),
        ready: Math.max(before.ready, ready),
      }
    } else orders.push({ day: due, units, release, ready })
    done += units
    left -= units
    if (left === 0 && piece + 1 < possible.length) {
      piece += 1
      left = possible[piece].units
    }
  }
  return orders
}

/** Units that cannot wait, where they are some and not all. */
const atLeastSome = (units: number, all: number): number => (units > 0 && units < all ? units : all)

/** Where a part of the work ends that has come to so many units: with its week, or with all of it. */
function endOfPart(workDays: number, supply: number, done: number): number {
  for (let days = DAYS_OF_A_PART; days < workDays; days += DAYS_OF_A_PART) {
    const end = ceilShare(supply, days, workDays)
    if (end > done) return end
  }
  return supply
}

/**
 * The latest days of work with which everything is there when it is called for, at an even pace, the lead time behind it; not before
 * the period begins.
 */
function workSpan({
  needed,
  supply,
  leadTimeDays,
  workDays,
  start,
}: OrderNeed): { readonly begin: number; readonly days: number } | undefined {
  if (workDays === 0) return undefined
  const days = Math.max(1, Math.min(workDays, needed.length - leadTimeDays))
  let latest = needed.length - days
  needed.forEach((units, k) => {
    if (units > 0) latest = Math.min(latest, k + 1 - ceilShare(days, Math.min(units, supply), supply))
  })
  return { begin: start + Math.max(0, latest - leadTimeDays), days }
}
