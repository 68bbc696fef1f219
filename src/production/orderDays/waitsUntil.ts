import type { DatedUnits } from './neededBy.js'
import type { DatedItem } from './supplyDays.js'

/** What comes and goes of an item in a period. */
export interface DatedPeriod {
  /** Day numbers of its first day and of the day after its last. */
  readonly start: number
  readonly stop: number
  readonly due: readonly DatedUnits[]
  readonly uses: readonly DatedUnits[]
  /** Units whose work is done by the end of each day, at the earliest; left out where it takes none. */
  readonly worked?: readonly number[]
}

/** Shares of a unit that are no more than this are none. */
const NOISE = 1e-6

/**
 * The longest queue within a period, in units of its demand that are asked for before they are there and are served within it, and the last day on which
 * such units come, where what is due comes when its work is done; orders are on their days, other demand is spread evenly over them. Who waits since before the period is served
 * first, is late by the records and does not count. Nor does who is lost, or not served in the period: forecast before orders, and of
 * either those who ask last.
 */
export function waitsUntil(item: DatedItem, t: number, { start, stop, due, uses, worked }: DatedPeriod): DatedUnits {
  const [demand, booked, receipts] = [item.demand[t], item.booked[t], item.receipts[t]]
  const days = stop - start
  let [most, last] = [0, start]
  if (demand === 0 && booked.length === 0) return { day: last, units: 0 }
  const ordered = unitsBefore(booked, stop)
  const lateForecast = Math.min(item.late[t], demand)
  const lateOrders = Math.min(item.late[t] - lateForecast, ordered)
  const comeDays = new Set<number>()
  for (const coming of [receipts, due]) for (const { day } of coming) if (day > start) comeDays.add(day)
  // What is due is there when its work is done.
  const supplied = (day: number): number =>
    Math.min(unitsBefore(due, day), day > start ? (worked?.[day - 1 - start] ?? Infinity) : 0)
  if (worked !== undefined) {
    let before = supplied(start + 1)
    for (let day = start + 1; day < stop; day += 1) {
      const after = supplied(day + 1)
      if (after > before + NOISE) comeDays.add(day)
      before = after
    }
  }
  for (const day of comeDays) {
    const there = item.opening[t] + unitsBefore(receipts, day) + supplied(day) - unitsBefore(uses, day)
    // Forecast in shares of a unit: times the days of the period.
    const forecast = demand * (day - start)
    const orders = unitsBefore(booked, day)
    const asked = forecast + orders * days
    const open = Math.min(asked, asked + (item.waiting[t] - there) * days)
    const never =
      Math.max(0, forecast - (demand - lateForecast) * days) + Math.max(0, orders - (ordered - lateOrders)) * days
    // Rounded up: who waits for a part of a unit waits for the unit.
    const short = Math.ceil((open - never) / days - (worked === undefined ? 0 : NOISE)) - item.lost[t]
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
