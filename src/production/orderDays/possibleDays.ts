import { floorShare } from './wholeShares.js'
import { type WorkedDays, workedFrom, workedUntil } from './workedDays.js'
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

/** Units that can be there on a day of their period. */
export interface PossibleUnits extends DatedUnits {
  /** The first day on which they can go out: the plan has begun, their parts are there, and it is a day that is worked. */
  readonly begin: number
}

/** A period in which something is supplied, among all of them. */
interface PeriodSpan {
  readonly t: number
  readonly starts: ArrayLike<number>
  /** The earliest day on which beginning is of use: with it supply is there when the period begins. */
  readonly from: number
}

/**
 * The first days on which the supply of each item in each period can be there, with their units: its work begins on a day that is
 * worked, where the period has one left. It may begin in an earlier period, on parts that lie there then and that nobody takes
 * before its own period. Of a component of which not all is there, each that takes it gets the share that is there of all that the
 * period takes.
 *
 * @param order - places of the items, each before its components
 * @param span - day numbers of the starts of the periods, and of the end of the last
 */
export function possibleDays(
  items: readonly DatedParts[],
  order: readonly number[],
  { starts, end }: { readonly starts: ArrayLike<number>; readonly end: number },
): PossibleUnits[][][] {
  const possible = items.map((): PossibleUnits[][] => [])
  for (const i of [...order].reverse()) {
    const { leadTimeDays, worked, supply } = items[i]
    for (let t = 0; t < starts.length; t += 1) {
      const start = starts[t]
      const last = (t + 1 < starts.length ? starts[t + 1] : end) - 1
      const from = leadTimeDays === 0 ? start : Math.max(starts[0], workedUntil(worked, start - leadTimeDays))
      const begun = supply[t] > 0 ? beginsOf(items[i], items, possible, { t, starts, from }) : []
      possible[i].push(
        begun.map(({ day, units }) => {
          const begin = workedFrom(worked, day, day < start ? last - leadTimeDays : last)
          return { begin, day: Math.max(start, begin + leadTimeDays), units }
        }),
      )
    }
  }
  return possible
}

/** The first days on which an item's supply of a period can begin, with their units: when its parts are there. */
function beginsOf(
  { isLong, supply, parts }: DatedParts,
  items: readonly DatedParts[],
  possible: readonly (readonly (readonly DatedUnits[])[])[],
  span: PeriodSpan,
): DatedUnits[] {
  const { t, from } = span
  const own = isLong ? [] : parts.filter(({ quantities }) => quantities[t] > 0)
  // Mostly all of it lies there when the period begins.
  const lies = ({ opening, taken }: DatedParts): boolean => from >= span.starts[t] && opening[t] >= taken[t]
  if (own.every(({ place }) => lies(items[place]))) return [{ day: from, units: supply[t] }]
  const flows = own.map(({ place }) => ({
    taken: items[place].taken[t],
    coming: comingOf(items[place], possible[place], span),
  }))
  if (flows.every(({ taken, coming }) => unitsUpTo(coming, from) >= taken)) return [{ day: from, units: supply[t] }]
  const days = [...new Set(flows.flatMap(({ coming }) => coming.map(({ day }) => day)))].sort((a, b) => a - b)
  const begun: DatedUnits[] = []
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
    begun.push({ day, units: most - running })
    running = most
  })
  return begun
}

/** When what a period takes of a component is there: before it, what nobody takes until then, from the first day of use on. */
function comingOf(
  { opening, taken, receipts }: DatedParts,
  possible: readonly (readonly DatedUnits[])[],
  { t, starts, from }: PeriodSpan,
): DatedUnits[] {
  /** What is left for the period by the end of a day, later periods first. */
  const left: DatedUnits[] = []
  let most = opening[t]
  let before = 0
  for (let s = t - 1; s >= 0 && starts[s + 1] > from && most > 0; s -= 1) {
    before += taken[s]
    const come = [...receipts[s], ...possible[s]].filter(({ day }) => day < starts[s + 1])
    const days = [...new Set([starts[s], ...come.map(({ day }) => day)])].sort((a, b) => b - a)
    for (const day of days) {
      most = Math.max(0, Math.min(most, opening[s] + unitsUpTo(come, day) - before))
      left.push({ day: Math.max(from, day), units: most })
    }
    most = Math.max(0, Math.min(most, opening[s] - before))
  }
  const coming: DatedUnits[] = []
  let running = 0
  for (const { day, units } of [...left.reverse(), { day: starts[t], units: opening[t] }]) {
    coming.push({ day, units: units - running })
    running = units
  }
  return [...coming, ...receipts[t], ...possible[t]]
}

/** Units that have come by the end of a day. */
function unitsUpTo(coming: readonly DatedUnits[], day: number): number {
  let units = 0
  for (const one of coming) if (one.day <= day) units += one.units
  return units
}
