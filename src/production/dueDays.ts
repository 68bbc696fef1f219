import { type DatedUnits, firstDayShort } from './firstDayShort.js'

/** One item as its days are worked out: quantities in units of its grid, arrays by period. */
export interface DatedItem {
  /** Calendar days from release to receipt, whole. */
  readonly leadTimeDays: number
  /** Stock at the start of each period, and customers who wait then. */
  readonly opening: readonly number[]
  readonly waiting: readonly number[]
  readonly demand: readonly number[]
  /** What is made or bought in the period. */
  readonly supply: readonly number[]
  /** All that leaves stock in the period. */
  readonly taken: readonly number[]
  /** The stock that should not be undercut. */
  readonly floor: readonly number[]
  /** What is under way, by period. */
  readonly receipts: readonly (readonly DatedUnits[])[]
  /** Places of its components in the list of items, and how much of them is taken in the period. */
  readonly parts: readonly { readonly place: number; readonly quantities: readonly number[] }[]
}

/** Day numbers of the starts of all periods, and of the end of the last. */
export interface DaySpan {
  readonly starts: ArrayLike<number>
  readonly end: number
}

/**
 * The day on which the supply of each item in each period is due (NaN where there is none).
 *
 * It is the first day on which the stock, with demand spread evenly over the days of the period, would fall under its safety
 * stock, and the last day of the period where it does not: that supply is for later periods. It is never before the day that
 * lead time and components allow. A made item begins in the period in which it is received, because its parts and hours
 * are planned there; a part is due when the first item that needs it begins. An item that takes as long as a period or longer
 * is due on the last day.
 */
export function dueDays(items: readonly DatedItem[], span: DaySpan): Float64Array[] {
  const { starts, end } = span
  const order = partsLast(items)
  const earliest = earliestDays(items, order, span)
  const due = items.map(() => new Float64Array(starts.length).fill(Number.NaN))
  /** By item and period, where there are any. */
  const uses = new Map<number, DatedUnits[]>()
  for (const i of order) {
    const item = items[i]
    for (let t = 0; t < starts.length; t += 1) {
      const start = starts[t]
      const last = (t + 1 < starts.length ? starts[t + 1] : end) - 1
      if (item.supply[t] > 0) {
        const needed = firstDayShort({
          units: item.opening[t] - item.waiting[t] - item.floor[t],
          demand: item.demand[t],
          receipts: item.receipts[t],
          uses: uses.get(i * starts.length + t) ?? [],
          start,
          last,
        })
        due[i][t] = Math.min(last, Math.max(needed, earliest[i][t]))
      }
      // What takes longer than a period takes its parts before it is received: they are there when the period begins.
      const begins = item.supply[t] > 0 ? Math.max(start, due[i][t] - item.leadTimeDays) : start
      for (const { place, quantities } of item.parts) {
        if (quantities[t] === 0) continue
        const use = { day: begins, units: quantities[t] }
        const known = uses.get(place * starts.length + t)
        if (known === undefined) uses.set(place * starts.length + t, [use])
        else known.push(use)
      }
    }
  }
  return due
}

/** Places of the items, each before all of its components. */
function partsLast(items: readonly DatedItem[]): number[] {
  const parents = new Int32Array(items.length)
  for (const { parts } of items) for (const { place } of parts) parents[place] += 1
  const order = items.flatMap((_, i) => (parents[i] === 0 ? [i] : []))
  for (let n = 0; n < order.length; n += 1) {
    for (const { place } of items[order[n]].parts) {
      parents[place] -= 1
      if (parents[place] === 0) order.push(place)
    }
  }
  return order
}

/** The first day on which each item's supply of a period can be there; components before what they go into. */
function earliestDays(items: readonly DatedItem[], order: readonly number[], { starts }: DaySpan): Float64Array[] {
  const earliest = items.map(() => new Float64Array(starts.length))
  for (const i of [...order].reverse()) {
    const { leadTimeDays, parts } = items[i]
    for (let t = 0; t < starts.length; t += 1) {
      let day = Math.max(starts[t], starts[0] + leadTimeDays)
      for (const { place, quantities } of parts) {
        if (quantities[t] === 0) continue
        const there = dayAllThere(items[place], { t, start: starts[t], supplied: earliest[place][t] })
        day = Math.max(day, there + leadTimeDays)
      }
      earliest[i][t] = day
    }
  }
  return earliest
}

/** The first day of a period on which what is there, under way and supplied comes to all that is taken in it. */
function dayAllThere(
  part: DatedItem,
  { t, start, supplied }: { readonly t: number; readonly start: number; readonly supplied: number },
): number {
  let missing = part.taken[t] - part.opening[t]
  let day = start
  const coming = [...part.receipts[t]]
  if (part.supply[t] > 0) coming.push({ day: supplied, units: part.supply[t] })
  for (const receipt of coming.sort((a, b) => a.day - b.day)) {
    if (missing <= 0) break
    missing -= receipt.units
    day = receipt.day
  }
  return day
}
