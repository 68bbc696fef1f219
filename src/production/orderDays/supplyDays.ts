import { cutOrders, type DatedOrder } from './cutOrders.js'
import { type DatedUnits, neededBy } from './neededBy.js'
import { possibleDays } from './possibleDays.js'
import { ceilShare } from './wholeShares.js'
import type { WorkedDays } from './workedDays.js'

/** One item as its days are worked out: quantities in units of its grid, arrays by period. */
export interface DatedItem {
  /** Calendar days from release to receipt, whole. */
  readonly leadTimeDays: number
  /** True where it is worked on over several periods: it takes its parts before it is received. */
  readonly isLong: boolean
  /** Days that the work of each period takes; 0 where it takes no hours. */
  readonly workDays: readonly number[]
  /** The days on which it is worked on, some in each period; all days where left out. */
  readonly worked?: WorkedDays
  /** Stock at the start of each period, and customers who wait then. */
  readonly opening: readonly number[]
  readonly waiting: readonly number[]
  /** Customers who wait at the end of each period, and who are lost in it. */
  readonly late: readonly number[]
  readonly lost: readonly number[]
  /** Demand of which no day is known: it is spread evenly over the days of its period. */
  readonly demand: readonly number[]
  /** What customers have ordered for days of the period. */
  readonly booked: readonly (readonly DatedUnits[])[]
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

/** Day numbers of the starts of all periods, of the end of the last, and of the day on which the next plan is made. */
export interface DaySpan {
  readonly starts: ArrayLike<number>
  readonly end: number
  readonly nextPlan: number
}

/** What comes and goes of each item in each period, in the order of the days. */
export interface SupplyDays {
  readonly due: readonly (readonly (readonly DatedOrder[])[])[]
  /** Units of a period's supply that are called for by the end of each of its days, on the last all of it; where its work takes days. */
  called(item: number, periodIndex: number): readonly number[] | undefined
  /** What its parents take, as their orders go out; what they took before the period for supply of it or of later ones, on its first day. */
  uses(item: number, periodIndex: number): readonly DatedUnits[]
}

/**
 * The days on which the supply of each item in each period is due, with their units.
 *
 * Supply is due on the first day on which the stock, with orders on their days and other demand spread evenly over those of the
 * period, would fall under its safety stock; on the last day of the period where it does not, since it is then for later periods. It is never due
 * before the day that lead time and components allow: where the components are there for some of it only, the rest is due later.
 * Parts and hours of a made item are planned in the period in which it is received; its orders go out before it where the lead time
 * asks for it and parts that nobody else takes lie there. A part is due when the first that needs it begins. How a period's supply is cut into orders: `cutOrders`.
 */
export function supplyDays(items: readonly DatedItem[], { starts, end, nextPlan }: DaySpan): SupplyDays {
  const count = starts.length
  const order = partsLast(items)
  const possible = possibleDays(items, order, { starts, end })
  const due = items.map((): DatedOrder[][] => [])
  /** By item and period, where there are any. */
  const uses = new Map<number, DatedUnits[]>()
  const called = new Map<number, number[]>()
  const addUse = (place: number, t: number, use: DatedUnits): void => {
    const known = uses.get(place * count + t) ?? []
    uses.set(place * count + t, known)
    known.push(use)
  }
  for (const i of order) {
    const item = items[i]
    const { leadTimeDays } = item
    for (let t = 0; t < count; t += 1) {
      const start = starts[t]
      const supply = item.supply[t]
      const last = (t + 1 < count ? starts[t + 1] : end) - 1
      const orders: DatedOrder[] = []
      if (supply > 0) {
        const needed = neededBy({
          units: item.opening[t] - item.waiting[t] - item.floor[t],
          demand: item.demand[t],
          receipts: item.receipts[t],
          uses: [...(uses.get(i * count + t) ?? []), ...item.booked[t]],
          start,
          last,
        })
        const workDays = item.workDays[t]
        if (workDays > 0) {
          const most = (units: number, k: number): number =>
            start + k === last ? supply : Math.max(0, Math.min(supply, units))
          called.set(i * count + t, needed.map(most))
        }
        const work = { workDays, ...(item.worked !== undefined && { worked: item.worked }) }
        orders.push(...cutOrders(possible[i][t], { needed, supply, leadTimeDays, ...work, start, nextPlan }))
      }
      due[i].push(orders)
      for (const { place, quantities } of item.parts) {
        if (quantities[t] === 0) continue
        for (const { day, units } of usesOf(item, orders, { t, start, quantity: quantities[t] })) {
          // In the books it lies there until its own period: in each that begins until then it is gone from the first day on.
          for (let s = t; s >= 0 && (s === t || starts[s + 1] > day); s -= 1) {
            addUse(place, s, { day: Math.max(starts[s], day), units })
          }
        }
      }
    }
  }
  return {
    due,
    called: (item, t) => called.get(item * count + t),
    uses: (item, t) => uses.get(item * count + t) ?? [],
  }
}

/** When the orders of a period take a component: as each goes out, the running share of it in whole units. */
function usesOf(
  item: DatedItem,
  orders: readonly DatedOrder[],
  { t, start, quantity }: { readonly t: number; readonly start: number; readonly quantity: number },
): DatedUnits[] {
  // What takes longer than a period takes its parts before it is received: they are there when the period begins.
  if (item.isLong || orders.length === 0) return [{ day: start, units: quantity }]
  let running = 0
  let used = 0
  return orders.map(({ release, units }) => {
    running += units
    const before = used
    used = ceilShare(quantity, running, item.supply[t])
    return { day: release, units: used - before }
  })
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
