import type { DatedUnits } from './neededBy.js'
import type { PossibleUnits } from './possibleDays.js'
import { ceilShare, floorShare } from './wholeShares.js'
import { dayAtPlace, placeOfDay, type WorkedDays, workedFrom, workedUntil } from './workedDays.js'

/** An order: its units, the day on which they are there, and the day on which it goes out and its parts are taken. */
export interface DatedOrder extends DatedUnits {
  readonly release: number
  /**
   * First day on which it could go out: the plan has begun and its parts are there. It goes out then where that is later than its lead
   * time allows, but on its own day where it is later than its period.
   */
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
  /** The days on which it is worked on, some in each period; all days where left out. */
  readonly worked?: WorkedDays
  readonly start: number
  /** Day on which the next plan is made: what goes out before that is given out by this plan. */
  readonly nextPlan: number
}

/** Work that goes on for longer is given out in parts of so many days. */
const DAYS_OF_A_PART = 7

/**
 * The supply of an item in a period as orders. One is due on the first day that calls for it, on the last day where none does, and
 * goes out the lead time before; sooner, where its work takes so long that it must begin before. Where not every day is worked, both
 * are on days that are. Each of these makes orders of their own:
 *
 * - what can be there later than the rest, because its parts come later;
 * - each week of work that goes on for longer than a week, in equal parts a day;
 * - what can wait for the next plan beside what cannot: what is called for before that plan's first order can be there, or
 *   worked on before it is made.
 *
 * @param possible - when the supply can be there, in the order of days; where parts come later than the lead time allows, the
 * order goes out when they are there
 */
export function cutOrders(possible: readonly PossibleUnits[], need: OrderNeed): DatedOrder[] {
  const { needed, supply, leadTimeDays, worked, start, nextPlan } = need
  const last = start + needed.length - 1
  const work = workSpan(need)
  /** By so many days before the end of the period orders of the next plan can be there. */
  const untilNext = needed[workedFrom(worked, nextPlan, Infinity) + leadTimeDays - 1 - start]
  const orders: DatedOrder[] = []
  let [done, first, before] = [0, 0, 0]
  while (first < possible.length) {
    const called = needed.findIndex((units) => units > done)
    const { day: there, begin: ready } = possible[first]
    const callDay = Math.min(last, Math.max(called < 0 ? last : start + called, there))
    const sooner = workedUntil(worked, callDay)
    const wanted = sooner < there ? workedFrom(worked, callDay, last) : sooner
    const begin = work === undefined ? wanted : dayAtPlace(worked, work.begin + floorShare(work.days, done, supply))
    const release = Math.min(last, Math.max(ready, Math.min(workedUntil(worked, wanted - leadTimeDays), begin)))
    // What can begin as early is part of the order.
    let units = before + possible[first].units - done
    for (let next = first + 1; next < possible.length && possible[next].begin <= release; next += 1)
      units += possible[next].units
    let due = wanted
    if (work !== undefined) {
      units = Math.min(units, endOfPart(work, need, done) - done)
      if (release < nextPlan && untilNext !== undefined) {
        const daysBefore = Math.max(0, placeOfDay(worked, nextPlan) - work.begin)
        const workedOn = ceilShare(supply, Math.min(work.days, daysBefore), work.days)
        units = atLeastSome(Math.max(workedOn, untilNext) - done, units)
      }
      const days = ceilShare(work.days, done + units, supply) - floorShare(work.days, done, supply)
      const finished = dayAtPlace(worked, placeOfDay(worked, release) + days - 1) + leadTimeDays
      due = Math.min(wanted, workedFrom(worked, Math.max(there, finished), last))
    } else if (release < nextPlan && untilNext !== undefined) {
      units = atLeastSome(untilNext - done, units)
    }
    done += units
    // An order may go out late enough for more than it takes: the next unit is of the first of them that is not ordered in full.
    let latest = ready
    while (first < possible.length && before < done) {
      latest = possible[first].begin
      if (before + possible[first].units > done) break
      before += possible[first].units
      first += 1
    }
    const previous = orders.at(-1)
    // Several that are there on one day are one order, which waits for the parts of all.
    if (previous !== undefined && due <= previous.day) {
      orders[orders.length - 1] = {
        day: previous.day,
        units: previous.units + units,
        release: Math.max(previous.release, Math.min(last, latest)),
        ready: Math.max(previous.ready, latest),
      }
    } else orders.push({ day: due, units, release, ready })
  }
  return orders
}

/** Units that cannot wait, where they are some and not all. */
const atLeastSome = (units: number, all: number): number => (units > 0 && units < all ? units : all)

/** A run of days of work: the place of its first among the worked days, and how many they are. */
interface WorkSpan {
  readonly begin: number
  readonly days: number
}

/** Where a part of the work ends that has come to so many units: with its week, or with all of it. */
function endOfPart({ begin, days }: WorkSpan, { supply, worked }: OrderNeed, done: number): number {
  const first = dayAtPlace(worked, begin)
  for (let week = DAYS_OF_A_PART; ; week += DAYS_OF_A_PART) {
    const daysBefore = placeOfDay(worked, first + week) - begin
    if (daysBefore >= days) return supply
    const end = ceilShare(supply, daysBefore, days)
    if (end > done) return end
  }
}

/**
 * The latest days of work with which everything is there when it is called for, at an even pace, the lead time behind it; not before
 * the period begins.
 */
function workSpan({ needed, supply, leadTimeDays, workDays, worked, start }: OrderNeed): WorkSpan | undefined {
  if (workDays === 0) return undefined
  const first = placeOfDay(worked, start)
  /** Days of work of the period whose work is there by the end of its day k (from 0). */
  const daysUntil = (k: number): number => placeOfDay(worked, start + k + 1 - leadTimeDays) - first
  const all = daysUntil(needed.length - 1)
  const days = Math.max(1, Math.min(workDays, all))
  let latest = all - days
  needed.forEach((units, k) => {
    if (units > 0) latest = Math.min(latest, daysUntil(k) - ceilShare(days, Math.min(units, supply), supply))
  })
  return { begin: first + Math.max(0, latest), days }
}
