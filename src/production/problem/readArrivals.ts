import { type Calendar, parseDay } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { fromGrid, isOnGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { type DatedQuantity, findPeriod, periodDays } from '../../core/time/series.js'
import type { ProductionItem } from '../types.js'

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
    /** Whether supply of a period is work that has gone out before the plan. */
    readonly isUnderWay: (t: number) => boolean
    readonly scale: number
    readonly path: string
    readonly issues: IssueList
  },
): KnownDays {
  const { calendar, leadTimeDays, isUnderWay, scale } = context
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
    const isAwaited = t === arrivalPeriod && !isUnderWay(t)
    if (isAwaited) days.add(first)
    return [...days]
      .filter((day) => day > starts[t])
      .sort((a, b) => a - b)
      .map((day) => ({
        day,
        laterShare: ((starts[t + 1] ?? end) - day) / period.days,
        laterDated: fromGrid(sum(demand[t], day), scale),
        lateReceipts: fromGrid(sum(receipts[t], day), scale),
        isAfterSupply: !isAwaited || day > first,
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
    if (!(units >= 0) || !isOnGrid(row.quantity, scale)) {
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
