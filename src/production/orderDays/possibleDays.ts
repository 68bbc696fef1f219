import { floorShare } from './wholeShares.js'
import { placeOfDay, type WorkedDays, workedFrom } from './workedDays.js'
import type { DatedUnits } from './neededBy.js'

/** What {@link possibleDays} reads of an item; quantities in units of its grid, arrays by period. */
export interface DatedParts {
  readonly leadTimeDays: number
  readonly isLong: boolean
  /** The days on which it is worked on; all days where left out. */
  readonly worked?: WorkedDays
  readonly opening: readonly number[]
  readonly supply: readonly number[]
  readonly taken: readonly number[]
  readonly receipts: readonly (readonly DatedUnits[])[]
  readonly parts: readonly { readonly place: number; readonly quantities: readonly number[] }[]
}

/**
 * The first days on which the supply of each item in each period can be there, with their units: its work begins on a day that is
 * worked, where the period has one left. Of a component of which not
 * all is there, each that takes it gets the share that is there of all that the period takes.
 *
 * @param order - places of the items, each before its components
 * @param span - day numbers of the starts of the periods, and of the end of the last
 */
export function possibleDays(
  items: readonly DatedParts[],
  order: readonly number[],
  { starts, end }: { readonly starts: ArrayLike<number>; readonly end: number },
): DatedUnits[][][] {
  const possible = items.map((): DatedUnits[][] => [])
  for (const i of [...order].reverse()) {
    for (let t = 0; t < starts.length; t += 1) {
      const last = (t + 1 < starts.length ? starts[t + 1] : end) - 1
      const days = items[i].supply[t] > 0 ? daysOf(items[i], items, possible, { t, starts }) : []
      possible[i].push(onWorkedDays(items[i], days, starts[t], last))
    }
  }
  return possible
}

/** Units that are there when work on them can have begun on a day that is worked. */
function onWorkedDays(
  { leadTimeDays, worked }: DatedParts,
  days: DatedUnits[],
  start: number,
  last: number,
): DatedUnits[] {
  if (worked === undefined) return days
  return days.map(({ day, units }) => {
    const begin = day - leadTimeDays
    // What needs no parts begins before its period where a day is worked before.
    if (begin < start && placeOfDay(worked, begin + 1) > 0) return { day, units }
    const latest = begin < start ? last - leadTimeDays : last
    return { day: workedFrom(worked, begin, latest) + leadTimeDays, units }
  })
}

function daysOf(
  { leadTimeDays, isLong, supply, parts }: DatedParts,
  items: readonly DatedParts[],
  possible: readonly (readonly (readonly DatedUnits[])[])[],
  { t, starts }: { readonly t: number; readonly starts: ArrayLike<number> },
): DatedUnits[] {
  const first = starts[0] + leadTimeDays
  const own = isLong ? [] : parts.filter(({ quantities }) => quantities[t] > 0)
  if (own.length === 0) return [{ day: Math.max(starts[t], first), units: supply[t] }]
  const flows = own.map(({ place }) => ({
    taken: items[place].taken[t],
    coming: [{ day: starts[t], units: items[place].opening[t] }, ...items[place].receipts[t], ...possible[place][t]],
  }))
  // Mostly all of it is there when the period begins.
  const isThere = flows.every(({ taken, coming }) => unitsUpTo(coming, starts[t]) >= taken)
  if (isThere) return [{ day: Math.max(first, starts[t] + leadTimeDays), units: supply[t] }]
  const days = [...new Set(flows.flatMap(({ coming }) => coming.map(({ day }) => day)))].sort((a, b) => a - b)
  const made: DatedUnits[] = []
  let running = 0
  days.forEach((day, n) => {
    let most = supply[t]
    // On the last day everything that the period takes is there.
    if (n < days.length - 1) {
      for (const { taken, coming } of flows) {
        const there = unitsUpTo(coming, day)
        if (there < taken) most = Math.min(most, floorShare(supply[t], there, taken))
      }
    }
    if (most <= running) return
    made.push({ day: Math.max(first, day + leadTimeDays), units: most - running })
    running = most
  })
  return made
}

/** Units that have come by the end of a day. */
function unitsUpTo(coming: readonly DatedUnits[], day: number): number {
  let units = 0
  for (const one of coming) if (one.day <= day) units += one.units
  return units
}
