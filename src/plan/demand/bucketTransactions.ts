import {
  type Calendar,
  createCalendar,
  formatDay,
  parseDay,
  type Period,
  type PeriodUnit,
} from '../../core/time/calendar.js'
import { decimalSumOfProducts } from '../../core/money/money.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import { compareText, groupBy, indexById } from '../../core/keys/keys.js'
import { findPeriod, periodDays, toBuckets } from '../../core/time/series.js'
import { inStockUnits, stockUnitsOf } from '../../core/structure/units.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { DemandHistory, DemandTransaction } from '../../schema/rows/demandTypes.js'
import type { NormalInput, NormalItem } from '../../schema/normalForm/normalInput.js'
import { COUNT_FIELD } from './frameBuckets.js'
import { incompleteBucket, returnsExceedSales, transactionsEndEarly } from './notices.js'

/** Decimals of a total: a sale may be in a unit of which a stock unit is no round number. */
const DECIMALS = 9

const MONTHS_IN = { month: 1, quarter: 3, year: 12 } as const

/** First day of the bucket that holds a day. */
function bucketStart(day: number, unit: PeriodUnit, fiscalYearStartMonth: number): number {
  if (unit === 'day') return day
  // 1970-01-01 was a Thursday: day number 0 is three days after its Monday.
  if (unit === 'week') return day - ((((day + 3) % 7) + 7) % 7)
  const text = formatDay(day)
  const month = Number(text.slice(5, 7))
  const first =
    Number(text.slice(0, 4)) * 12 + month - 1 - (((month - fiscalYearStartMonth + 12) % 12) % MONTHS_IN[unit])
  const two = (value: number): string => String(value).padStart(2, '0')
  return parseDay(`${Math.floor(first / 12)}-${two((first % 12) + 1)}-01`) as number
}

/** The complete buckets from the first transaction to today; undefined where there is none. */
function pastBuckets(days: readonly number[], cut: number, plan: Calendar): Calendar | undefined {
  const { unit } = plan.periods[0] as Period
  const { fiscalYearStartMonth } = plan
  const first = bucketStart(
    days.reduce((a, b) => Math.min(a, b)),
    unit,
    fiscalYearStartMonth,
  )
  // The bucket of the day before the cut is complete only if it ends there.
  const last = bucketStart(cut, unit, fiscalYearStartMonth)
  const most = Math.max(0, Math.ceil((last - first) / (unit === 'day' ? 1 : 7)))
  if (most === 0) return undefined
  const months = unit === 'day' || unit === 'week' ? 0 : MONTHS_IN[unit]
  const monthOf = (day: number): number => Number(formatDay(day).slice(0, 4)) * 12 + Number(formatDay(day).slice(5, 7))
  const count = months === 0 ? most : (monthOf(last) - monthOf(first)) / months
  return createCalendar({ start: formatDay(first), [COUNT_FIELD[unit]]: count, fiscalYearStartMonth })
}

/**
 * Adds transactions up to one history for each item and market, in the kind of bucket that the plan begins with.
 *
 * A series begins with its first transaction; from there to the end of the table a bucket without one is zero. Buckets
 * after the last transaction of the whole table are not covered by it, and not part of any history.
 */
export function bucketTransactions(input: NormalInput, plan: Calendar, warnings: Notice[]): DemandHistory[] {
  const groups = groupBy(input.transactions, SERIES_KEY)
  if (groups.size === 0) return []
  const cut = Math.min(parseDay(input.asOf) as number, parseDay((plan.periods[0] as Period).start) as number)
  const days = input.transactions.map(({ date }) => parseDay(date) as number)
  const buckets = pastBuckets(days, cut, plan)
  const { starts, end } = periodDays(buckets?.periods ?? [])
  const last = findPeriod(
    starts,
    end,
    days.filter((day) => day < end).reduce((a, b) => Math.max(a, b), -Infinity),
  )
  const items = indexById(input.items, 'id')
  const isLeft = (_: DemandTransaction, n: number): boolean => (days[n] as number) >= end
  warnOfLeft(input.transactions.filter(isLeft), items, cut, warnings)
  warnOfEnd({ last, cut }, buckets, warnings)
  return [...groups.values()].map((rows): DemandHistory => {
    const series = seriesId(rows[0] as DemandTransaction)
    const item = items.get(series.itemId) as NormalItem
    const records = rows
      .map(({ date, quantity, unit }) => ({
        date,
        quantity: inStockUnits({ quantity, unit }, item),
      }))
      // Sums of floats depend on their order, and a history must not depend on that of the table.
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.quantity - b.quantity))
    const sums = buckets === undefined ? [] : toBuckets(records, { calendar: buckets }).quantities
    const first = findPeriod(starts, end, parseDay((records[0] as { readonly date: string }).date) as number)
    const own = first < 0 ? [] : sums.slice(first, last + 1)
    const returned = own.flatMap((quantity, n) => (quantity < 0 ? [buckets?.periods[first + n]?.id as string] : []))
    if (returned.length > 0) {
      const value = { periods: returned }
      const refs = [series]
      warnings.push(createNotice(returnsExceedSales, { path: 'transactions', refs, value }))
    }
    return {
      ...series,
      start: buckets?.periods[Math.max(0, first)]?.id ?? '',
      quantities: own.map((quantity) => Math.max(0, quantity)),
    }
  })
}

/** Says which transactions are left out because their bucket has not ended. */
function warnOfLeft(
  left: readonly DemandTransaction[],
  items: ReadonlyMap<string, NormalItem>,
  cut: number,
  warnings: Notice[],
): void {
  if (left.length === 0) return
  const refs = [...new Set(left.map(({ itemId }) => itemId))].sort(compareText).map((itemId) => ({ itemId }))
  const sales = left.map(
    ({ itemId, quantity, unit }) => [quantity, stockUnitsOf(unit, items.get(itemId) as NormalItem)] as const,
  )
  warnings.push(
    createNotice(incompleteBucket, {
      path: 'transactions',
      refs,
      ...(refs.length === 1 && { amount: decimalSumOfProducts(sales, DECIMALS) + 0, unit: 'units' }),
      value: { transactions: left.length, cutDate: formatDay(cut) },
    }),
  )
}

/** Says where the table ends before the history could. */
function warnOfEnd(
  { last, cut }: { readonly last: number; readonly cut: number },
  buckets: Calendar | undefined,
  warnings: Notice[],
): void {
  const periods = buckets?.periods ?? []
  const uncovered = periods.length - 1 - last
  if (last < 0 || uncovered <= 0) return
  const value = { lastBucket: periods[last]?.id as string, buckets: uncovered, cutDate: formatDay(cut) }
  warnings.push(createNotice(transactionsEndEarly, { path: 'transactions', value }))
}
