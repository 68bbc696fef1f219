import { type Calendar, parseDay } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { findPeriod, periodDays } from '../../core/time/series.js'
import type { DatedQuantity, ProductionItem } from '../types.js'
import { wholeUnits } from './grid.js'
import type { PreparedItem } from './prepareItem.js'

/**
 * A day within a period on which units of an item come whose unmet demand is lost: what is asked for on the days before is met
 * from what is there before, or by nobody.
 */
export interface ArrivalDay {
  /** Day number; with a part of a day where the lead time has one. */
  readonly day: number
  /** Share of the days of its period from that day on. */
  readonly laterShare: number
  /** What of the demand with a day of its own is asked for from that day on, in stock units. */
  readonly laterDated: number
  /** Scheduled receipts of that day and of later ones of the period, in stock units. */
  readonly lateReceipts: number
  /** Whether new supply of the period can be there before it. */
  readonly isAfterSupply: boolean
}

/** What is known of the days of an item within its periods. */
export interface KnownDays {
  /** Demand that has a day of its own, by period. */
  readonly dated: readonly number[]
  /** Where demand is lost: the days within each period on which something comes, in order. */
  readonly arrivals: readonly (readonly ArrivalDay[])[]
  /** First period in which new supply can arrive; the count of periods where none can. */
  readonly arrivalPeriod: number
}

/** Reads the days of an item's demand and receipts, and the day on which new supply can first be there. */
export function readArrivals(
  item: ProductionItem,
  context: {
    readonly calendar: Calendar
    readonly leadTimeDays: number
    readonly scale: number
    readonly path: string
    readonly issues: IssueList
  },
): KnownDays {
  const { calendar, leadTimeDays, scale } = context
  const { starts, end } = periodDays(calendar.periods)
  const demand = readDates(item, 'demandDates', 'demand', context)
  const receipts = readDates(item, 'receiptDates', 'scheduledReceipts', context)
  const sum = (dates: readonly DatedUnits[], from = -Infinity): number =>
    dates.reduce((all, { day, units }) => all + (day >= from ? units : 0), 0)
  const first = starts[0] + leadTimeDays
  const found = calendar.periods.findIndex((_, t) => (starts[t + 1] ?? end) > first)
  const arrivalPeriod = found < 0 ? calendar.periods.length : found
  const arrivals = calendar.periods.map((period, t): ArrivalDay[] => {
    if (item.unmetDemand !== 'lost') return []
    const days = new Set(receipts[t].map(({ day }) => day))
    if (t === arrivalPeriod) days.add(first)
    return [...days]
      .filter((day) => day > starts[t])
      .sort((a, b) => a - b)
      .map((day) => ({
        day,
        laterShare: ((starts[t + 1] ?? end) - day) / period.days,
        laterDated: fromGrid(sum(demand[t], day), scale),
        lateReceipts: fromGrid(sum(receipts[t], day), scale),
        isAfterSupply: t !== arrivalPeriod || day > first,
      }))
  })
  return { dated: demand.map((dates) => fromGrid(sum(dates), scale)), arrivals, arrivalPeriod }
}

/** Units of the grid on a day. */
interface DatedUnits {
  readonly day: number
  readonly units: number
}

/** Quantities with days, by period; together they are no more than the quantities of the periods. */
function readDates(
  item: ProductionItem,
  field: 'demandDates' | 'receiptDates',
  whole: 'demand' | 'scheduledReceipts',
  {
    calendar,
    scale,
    path,
    issues,
  }: { readonly calendar: Calendar; readonly scale: number; readonly path: string; readonly issues: IssueList },
): readonly (readonly DatedUnits[])[] {
  const { starts, end } = periodDays(calendar.periods)
  const found = calendar.periods.map((): DatedUnits[] => [])
  item[field]?.forEach((row: DatedQuantity, n) => {
    const day = parseDay(row.date)
    if (day === undefined || day < starts[0] || day >= end) {
      const remedy = 'Give a day of the calendar as YYYY-MM-DD.'
      issues.add('INVALID_DATE', `${path}.${field}[${n}].date`, row.date, 'It is no day of the calendar.', remedy)
      return
    }
    const units = toGrid(row.quantity, scale)
    if (!(units >= 0) || Math.abs(units - row.quantity * scale) > 1e-6) {
      issues.add(
        'OUT_OF_RANGE',
        `${path}.${field}[${n}].quantity`,
        row.quantity,
        `It is negative, or no whole number of the smallest unit, ${1 / scale}, of item '${item.id}'.`,
        'Give a quantity on the grid of the item.',
      )
      return
    }
    found[findPeriod(starts, end, day)]?.push({ day, units })
  })
  found.forEach((rows, t) => {
    const units = rows.reduce((all, row) => all + row.units, 0)
    // What demand rounds to is its business: a unit of it may stand in the next period.
    const all = (item[whole]?.[t] ?? 0) * scale
    if (rows.length > 0 && units > Math.ceil(all - 1e-6)) {
      issues.add(
        'CONFLICT',
        `${path}.${field}`,
        units / scale,
        `With days there are more than the ${whole} of ${calendar.periods[t]?.id}, ${all / scale}.`,
        `Give days to no more than the ${whole} of a period.`,
      )
    }
  })
  return found
}

/** What of a period's demand has no day of its own, and is spread evenly over its days; backlog is asked for on the first. */
const spreadDemand = (item: PreparedItem, t: number): number => Math.max(0, item.demand[t] - item.dated[t])

/**
 * What is there before an arrival beside opening stock and new supply, and what with a day of its own is asked for later: all of the limit
 * but the later share of what is spread.
 */
function sureBefore(item: PreparedItem, t: number, { laterDated, lateReceipts, laterShare }: ArrivalDay): number {
  const { refused, scale } = item
  const received = (item.ordered ?? item.receipts)[t] - lateReceipts
  // What stock at hand sells to who is refused below cost has left the receipts; who of them asks later takes none of what is there before.
  const soldLater =
    refused === undefined
      ? 0
      : Math.min(refused.shipped[t], fromGrid(wholeUnits(laterShare * refused.demand[t], scale), scale))
  return Math.min(laterDated, item.demand[t]) + received + soldLater
}

/**
 * The arrivals of a period that can hold shipments back. One that comes after new supply does not where as much is asked for from
 * that day on as comes: then the balance of the period says it all.
 */
export function bindingArrivals(item: PreparedItem, t: number): readonly ArrivalDay[] {
  return item.arrivals[t].filter(
    (arrival) =>
      !arrival.isAfterSupply ||
      arrival.lateReceipts > Math.min(arrival.laterDated, item.demand[t]) + arrival.laterShare * spreadDemand(item, t),
  )
}

/**
 * The most that can be shipped in a period because of an arrival, beside opening stock and, where that comes before it, new supply.
 *
 * For every day d of an arrival: what is shipped is at most what is there before d and what is asked for from d on. With all days on
 * which something comes this is exact: the least cut through what comes and what is asked for, in the order of the days (Ford & Fulkerson
 * 1956).
 */
export function mostWithArrival(item: PreparedItem, t: number, arrival: ArrivalDay): number {
  return arrival.laterShare * spreadDemand(item, t) + sureBefore(item, t, arrival)
}

/** {@link mostWithArrival} in whole units of the grid. */
export function wholeMostWithArrival(item: PreparedItem, t: number, arrival: ArrivalDay): number {
  const { scale } = item
  return wholeUnits(arrival.laterShare * spreadDemand(item, t), scale) + toGrid(sureBefore(item, t, arrival), scale)
}
