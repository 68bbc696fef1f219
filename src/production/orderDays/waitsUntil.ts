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
  const known = Math.max(waiting[t], unserved[t])
  let [most, last] = [0, start]
  if (demand[t] === 0 && booked[t].length === 0) return { day: last, units: 0 }
  const comeDays = new Set<number>()
  for (const coming of [receipts[t], due]) for (const { day } of coming) if (day > start) comeDays.add(day)
  for (const day of comeDays) {
    const came = unitsBefore(receipts[t], day) + unitsBefore(due, day)
    const there = opening[t] + came - unitsBefore(uses, day) - unitsBefore(booked[t], day)
    // Of whole numbers, rounded up: who waits for a part of a unit waits for the unit.
    const short = Math.ceil((demand[t] * (day - start) - (there - waiting[t]) * days) / days) - known
    if (short <= 0) continue
    most = Math.max(most, short)
    last = Math.max(last, day)
  }
  return { day: last, units: most }
}

function unitsBefore(all: readonly DatedUnits[], day: number): number {
  let units = 0
  for (const one of all) if (one.day < day) units += one.units
  return units
}
