import { decimalProduct } from '../money/money.js'
import { type Calendar, parseDay, type Period } from './calendar.js'
import { calendar } from './calendarChecks.js'
import {
  checkLength,
  list,
  number,
  numbers,
  oneOf,
  optional,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../checking/checks.js'
import { day } from './dayCheck.js'
import { createIssueList } from '../checking/errors.js'

/** A quantity on a day, as in a list of sales or receipts. */
export interface DatedQuantity {
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly quantity: number
}

/** Quantities by period, and what fell outside the calendar. */
export interface BucketedQuantities {
  /** Aligned with the calendar's periods. */
  readonly quantities: number[]
  /** Number and sum of the records before the first or after the last day. */
  readonly outside: { readonly count: number; readonly quantity: number }
}

/** The part of a source period that falls into a target period. */
export interface Overlap {
  /** Place of the source period. */
  readonly source: number
  /** Share of its days, above 0 up to 1. */
  readonly share: number
}

/** For every period of `to`, the periods of `from` that share days with it; days that `from` does not cover are left out. */
export function overlaps(from: Calendar, to: Calendar): Overlap[][] {
  const { starts, end } = periodDays(from.periods)
  const first = starts[0] ?? 0
  return to.periods.map((period) => {
    const parts: Overlap[] = []
    const start = parseDay(period.start) as number
    const stop = Math.min(start + period.days, end)
    for (let day = Math.max(start, first); day < stop;) {
      const source = findPeriod(starts, end, day)
      const { days } = from.periods[source] as Period
      const until = Math.min(stop, (starts[source] as number) + days)
      parts.push({ source, share: (until - day) / days })
      day = until
    }
    return parts
  })
}

/** Index of the period that holds a day number, or -1. */
export function findPeriod(starts: ArrayLike<number>, end: number, day: number): number {
  if (starts.length === 0 || day < (starts[0] as number) || day >= end) return -1
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= day) low = middle
    else high = middle - 1
  }
  return low
}

/** Day numbers of the starts of all periods, and of the end of the last. */
export function periodDays(periods: readonly Period[]): { readonly starts: Int32Array; readonly end: number } {
  const starts = Int32Array.from(periods, (period) => parseDay(period.start) as number)
  const last = periods.at(-1)
  return { starts, end: last === undefined ? 0 : (parseDay(last.end) as number) }
}

/**
 * Adds dated quantities up into the periods of a calendar.
 *
 * @param records - quantities with the day on which they fall
 * @param options - the calendar
 * @returns the sum by period; records outside the calendar are counted apart, not dropped in silence
 * @throws SopError `INVALID_DATE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { createCalendar, toBuckets } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * const sales = [{ date: '2027-01-31', quantity: 5 }, { date: '2027-02-01', quantity: 7 }]
 * toBuckets(sales, { calendar }).quantities // => [5, 7]
 * ```
 */
export function toBuckets(
  records: readonly DatedQuantity[],
  options: { readonly calendar: Calendar },
): BucketedQuantities {
  const issues = createIssueList()
  list(record<DatedQuantity>({ date: day, quantity: number() }))(records, 'records', issues)
  record<{ calendar: Calendar }>({ calendar })(options, 'options', issues)
  issues.throwIfAny()
  const { periods } = options.calendar
  const { starts, end } = periodDays(periods)
  const quantities = new Array<number>(periods.length).fill(0)
  let count = 0
  let quantity = 0
  for (const { date, quantity: amount } of records) {
    const t = findPeriod(starts, end, parseDay(date) as number)
    if (t < 0) {
      count++
      quantity += amount
    } else quantities[t] = (quantities[t] ?? 0) + amount
  }
  return { quantities, outside: { count, quantity } }
}

/** What a series measures, which decides how it changes buckets. */
export type SeriesMeasure = 'flow' | 'balance' | 'averageBalance' | 'rate'

/** Options of {@link convertSeries}. */
export interface ConvertSeriesOptions {
  readonly from: Calendar
  readonly to: Calendar
  /**
   * `flow` (sales, hours) is shared out by calendar days and keeps its total; `balance` (stock) is the balance of the
   * source period that holds the last day; `averageBalance` and `rate` (price) are averages weighted by days.
   */
  readonly measure: SeriesMeasure
  /** For `rate` only: weights of the source periods instead of their days, as the units sold at each price. */
  readonly weights?: readonly number[]
}

/**
 * Converts a time series from the buckets of one calendar to those of another.
 *
 * @param values - one value per period of `from`
 * @param options - both calendars, the measure, and weights for a rate
 * @returns one value per period of `to`; a flow keeps its total
 * @throws SopError `MISALIGNED` where lengths differ or `from` does not cover `to` (for a flow: each must cover the
 * other), `NOT_FINITE`, `OUT_OF_RANGE` for a negative weight, `CONFLICT` for weights of what is no rate
 * @example
 * ```ts
 * import { convertSeries, createCalendar } from 'sop-engine'
 * const from = createCalendar({ start: '2027-01-01', months: 3 })
 * const to = createCalendar({ start: '2027-01-01', quarters: 1 })
 * convertSeries([100, 120, 80], { from, to, measure: 'flow' }) // => [300]
 * convertSeries([50, 40, 60], { from, to, measure: 'balance' }) // => [60]
 * ```
 */
export function convertSeries(values: readonly number[], options: ConvertSeriesOptions): number[] {
  const issues = createIssueList()
  numbers()(values, 'values', issues)
  record<ConvertSeriesOptions>({
    from: calendar,
    to: calendar,
    measure: oneOf('flow', 'balance', 'averageBalance', 'rate'),
    weights: optional(numbers(QUANTITY)),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { from, to, measure, weights } = options
  const source = periodDays(from.periods)
  const target = periodDays(to.periods)
  const count = from.periods.length
  checkLength(values, 'values', count, 'source periods', issues)
  checkLength(weights, 'options.weights', count, 'source periods', issues)
  if (weights !== undefined && measure !== 'rate') {
    issues.add(
      'CONFLICT',
      'options.weights',
      weights,
      `A ${measure} is weighed by days.`,
      "Leave the weights out, or choose measure: 'rate'.",
    )
  }
  const outside = measure === 'flow' && (source.starts[0] !== target.starts[0] || source.end !== target.end)
  if (outside || (target.starts[0] ?? 0) < (source.starts[0] ?? 0) || target.end > source.end) {
    issues.add(
      'MISALIGNED',
      'options.to',
      coverOf(to),
      `The source covers ${coverOf(from)}.`,
      measure === 'flow' ? 'Use calendars that cover the same days.' : 'Use a source that covers the target.',
    )
  }
  issues.throwIfAny()

  return overlaps(from, to).map((parts) => {
    if (measure === 'balance') return values[(parts.at(-1) as Overlap).source] as number
    let sum = 0
    let weightSum = 0
    for (const { source: s, share } of parts) {
      const days = (from.periods[s] as Period).days
      const weight = measure === 'flow' ? share : share * (measure === 'rate' ? (weights?.[s] ?? days) : days)
      sum += weight * (values[s] as number)
      weightSum += weight
    }
    if (measure === 'flow') return sum
    if (weightSum > 0) return sum / weightSum
    // No weight at all (nothing sold): the plain mean is the only price there is.
    return parts.reduce((plain, { source: s }) => plain + (values[s] as number), 0) / parts.length
  })
}

/** First day and end; a day may still be anything, as every problem is listed at once. */
const coverOf = ({ periods }: Calendar): string => [periods[0]?.start, periods.at(-1)?.end].map(String).join(' to ')

const MONTHS: Readonly<Partial<Record<Period['unit'], number>>> = { month: 1, quarter: 3, year: 12 }

/**
 * One number per period from a number or an aligned array.
 *
 * A single `level` (a price, a rate) holds in every period. A single `flow` (hours, money per period) is the amount
 * of one bucket of the calendar's first kind; wider buckets get it in proportion to their nominal length.
 */
export function perPeriod(value: number | readonly number[], calendar: Calendar, measure: 'flow' | 'level'): number[] {
  if (typeof value !== 'number') return [...value]
  const first = calendar.periods[0]
  const firstMonths = first === undefined ? undefined : MONTHS[first.unit]
  return calendar.periods.map((period) => {
    if (measure === 'level' || first === undefined || period.unit === first.unit) return value
    if (firstMonths !== undefined) return decimalProduct(value, MONTHS[period.unit] as number, firstMonths)
    return decimalProduct(value, period.days, first.unit === 'week' ? 7 : 1)
  })
}
