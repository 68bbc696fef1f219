import { calendarFrom, parseDay, type Period } from '../../core/time/calendar.js'
import { compareText, groupBy } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { type OfSeries, SERIES_PLACE, seriesId } from '../../core/keys/seriesId.js'
import { periodDays } from '../../core/time/series.js'
import { strayPlaces } from '../../demand/drivers/strayPlaces.js'
import type { Driver } from '../../demand/drivers/types.js'
import type { DemandDriver } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { HistoryFrame } from './frameBuckets.js'
import { driverCarried } from './notices.js'

/** One value of a driver on days of its own. */
interface DriverSpan {
  readonly row: DemandDriver
  /** Day numbers; the end is the day after. */
  readonly start: number
  readonly end: number
}

/** The table of drivers, read once for all series. */
export interface DriverTable {
  /** By driver, in the order of their ids. */
  readonly drivers: readonly {
    readonly id: string
    /** Whether all rows say the same but for a slip (`strayPlaces`), so that a bucket without a row is 0. */
    readonly isFlag: boolean
    readonly spans: readonly DriverSpan[]
  }[]
}

/** Reads the table of drivers. */
export function readDriverTable({ drivers }: NormalInput, fiscalYearStartMonth: number): DriverTable {
  const days = new Map<string, { readonly start: number; readonly end: number }>()
  const daysOf = (periodId: string): { readonly start: number; readonly end: number } => {
    const known = days.get(periodId)
    if (known !== undefined) return known
    const [period] = calendarFrom(periodId, 1, fiscalYearStartMonth)?.periods ?? []
    const { start, end } = period as Period
    const span = { start: parseDay(start) as number, end: parseDay(end) as number }
    days.set(periodId, span)
    return span
  }
  const groups = [...groupBy(drivers, ['driverId']).values()]
  return {
    drivers: groups
      .map((rows) => ({
        id: rows[0]?.driverId ?? '',
        isFlag: isFlag(rows.map(({ value }) => value)),
        spans: rows.map((row) => ({ row, ...daysOf(row.periodId) })),
      }))
      .sort((a, b) => compareText(a.id, b.id)),
  }
}

/** Whether all say the same, slips of the pen not counted. */
function isFlag(values: readonly number[]): boolean {
  const strays = strayPlaces(values)
  const usual = values.filter((_, n) => !strays.includes(n))
  return usual.every((value) => value === usual[0])
}

/**
 * The drivers of one series in the buckets of its history and of its forecast. Of rows for the same days those that name the
 * series count, then those of its item, its market, of all; a bucket takes the mean of its days.
 */
export function driversOfSeries(
  series: OfSeries,
  { past, calendar }: HistoryFrame,
  table: DriverTable,
  assumptions: Notice[],
): Driver[] {
  if (table.drivers.length === 0) return []
  const buckets = [...past.periods, ...calendar.periods]
  const { starts } = periodDays(buckets)
  const result: Driver[] = []
  for (const { id, isFlag, spans } of table.drivers) {
    const own = spans.filter(({ row }) => isOf(row, series))
    if (own.length === 0) continue
    const sums = buckets.map(() => [0, 0, 0, 0].map(() => ({ days: 0, total: 0 })))
    for (const { row, start, end } of own) {
      const level = rankOf(row)
      buckets.forEach(({ days }, t) => {
        const first = starts[t] as number
        const shared = Math.min(end, first + days) - Math.max(start, first)
        const sum = sums[t]?.[level]
        if (shared <= 0 || sum === undefined) return
        sum.days += shared
        sum.total += shared * row.value
      })
    }
    const values = sums.map((levels, t): number | null => {
      const nearest = [...levels].reverse().find(({ days }) => days > 0)
      if (nearest === undefined) return isFlag ? 0 : null
      return nearest.total / (isFlag ? Math.max(nearest.days, buckets[t]?.days ?? 0) : nearest.days)
    })
    const carried = carryForward(values, past.periods.length)
    if (carried > 0) {
      const value = { driverId: id, buckets: carried }
      assumptions.push(createNotice(driverCarried, { path: 'drivers', refs: [seriesId(series)], value }))
    }
    if (values.some((value) => value !== null)) result.push({ id, values })
  }
  return result
}

/** Whether a row speaks of a series. */
function isOf(row: DemandDriver, series: OfSeries): boolean {
  if (row.itemId !== undefined && row.itemId !== series.itemId) return false
  return SERIES_PLACE.every((field) => row[field] === undefined || row[field] === series[field])
}

/** How closely a row names a series: 0 for all of them, 3 for this one. */
function rankOf(row: DemandDriver): number {
  return (row.itemId === undefined ? 0 : 2) + (SERIES_PLACE.some((field) => row[field] !== undefined) ? 1 : 0)
}

/** Fills what is not known ahead with what was last known; returns in how many buckets. */
function carryForward(values: (number | null)[], count: number): number {
  let last: number | null = null
  let carried = 0
  values.forEach((value, t) => {
    if (value !== null) last = value
    else if (t >= count && last !== null) {
      values[t] = last
      carried += 1
    }
  })
  // what is known later than it is needed first: the first value known stands for what comes before it
  const next = values.findIndex((value, t) => t >= count && value !== null)
  for (let t = count; t < next; t += 1) {
    values[t] = values[next] ?? null
    carried += 1
  }
  return carried
}
