import { floorShare } from './wholeShares.js'
import type { DatedUnits } from './neededBy.js'

/** What {@link possibleDays} reads of an item; quantities in units of its grid, arrays by period. */
export interface DatedParts {
  readonly leadTimeDays: number
  readonly isLong: boolean
  readonly opening: readonly number[]
  readonly supply: readonly number[]
  readonly taken: readonly number[]
  readonly receipts: readonly (readonly DatedUnits[])[]
  readonly parts: readonly { readonly place: number; readonly quantities: readonly number[] }[]
}

/**
 * The first days on which the supply of each item in each period can be there, with their units. Of a component of which not
 * all is there, each that takes it gets the share that is there of all that the period takes.
 *
 * @param order - places of the items, each before its components
 * @param starts - day numbers of the starts of the periods
 */
export function possibleDays(
  items: readonly DatedParts[],
  order: readonly number[],
  starts: ArrayLike<number>,
): DatedUnits[][][] {
  const possible = items.map((): DatedUnits[][] => [])
  for (const i of [...order].reverse()) {
    for (let t = 0; t < starts.length; t += 1) {
      possible[i].push(items[i].supply[t] > 0 ? daysOf(items[i], items, possible, { t, starts }) : [])
    }
  }
  return possible
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
