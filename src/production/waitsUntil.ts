import type { DatedUnits } from './neededBy.js'
import type { DatedItem } from './supplyDays.js'

/** What comes and goes of an item in a period. */
export interface DatedPeriod {
  /** Day numbers of its first day and of the day after its last. */
  readonly start: number
  readonly stop: number
  readonly due: readonly DatedUnits[]
  readonly uses: readonly DatedUnits[]
}

/**
 * Units of a period's demand that are asked for before they are there and are served within it, and the last day on which
 * such units come; orders are on their days, other demand is spread evenly over them. Who waits since before the period, and who is not served in it, is
 * late by the records and does not count.
 */
export function waitsUntil(
  { opening, waiting, unserved, demand, booked, receipts }: DatedItem,
  t: number,
  { start, stop, due, uses }: DatedPeriod,
): DatedUnits {
  const days = stop - start
  const coming = [...receipts[t], ...due].filter(({ day }) => day > start)
  const known = Math.max(waiting[t], unserved[t])
  let [most, last] = [0, start]
  if (demand[t] === 0 && booked[t].length === 0) return { day: last, units: 0 }
  const taken = [...uses, ...booked[t]]
  for (const { day } of coming) {
    const before = (sum: number, one: DatedUnits): number => sum + (one.day < day ? one.units : 0)
    const there = opening[t] + [...receipts[t], ...due].reduce(before, 0) - taken.reduce(before, 0)
    // Of whole numbers, rounded up: who waits for a part of a unit waits for the unit.
    const short = Math.ceil((demand[t] * (day - start) - (there - waiting[t]) * days) / days) - known
    if (short <= 0) continue
    most = Math.max(most, short)
    last = Math.max(last, day)
  }
  return { day: last, units: most }
}
