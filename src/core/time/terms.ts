import type { Calendar } from './calendar.js'
import { calendar } from './calendarChecks.js'
import { type Check, number, numbers, optional, record, refuse, SHARE } from '../checking/checks.js'
import { createIssueList, type IssueList } from '../checking/errors.js'
import { allocateMinor } from '../money/allocateMinor.js'
import { decimalSum } from '../money/money.js'
import { findPeriod, periodDays } from './series.js'

/**
 * When an invoice becomes cash: a number of days after the invoice, or the shares that are paid in the period of the
 * invoice and in those after it.
 */
export type PaymentTerms = NetDaysTerms | ProfileTerms

/** Every invoice is paid a number of days later; the invoices of a period are spread evenly over its days. */
export interface NetDaysTerms {
  /** Whole days, 0 to 3650. */
  readonly netDays: number
}

/** A collection profile: `[0.2, 0.7, 0.1]` is 20 % in the period of the invoice, 70 % in the next, 10 % in the third. */
export interface ProfileTerms {
  /** Shares by period of delay, each 0..1; they add to 1. */
  readonly profile: readonly number[]
}

/** Shares of the invoices of each period that become cash in each period. */
export interface PaymentSchedule {
  /** `shares[s][t]`: share of the invoices of period s that is paid in period t. */
  readonly shares: readonly (readonly number[])[]
  /** Share of the invoices of period s that is still open after the last period. */
  readonly beyond: readonly number[]
  /** Share of what was open before the first period that is paid in period t; what is missing to 1 stays open. */
  readonly opening: readonly number[]
}

/** Net days or a profile, whose shares add to one. */
export const paymentTerms: Check = (value, path, issues) => {
  const has = (field: string): boolean => value !== null && typeof value === 'object' && field in value
  const netDays = number({ min: 0, max: 3650, whole: true })
  if (has('netDays') && !has('profile')) return record<NetDaysTerms>({ netDays })(value, path, issues)
  if (!has('profile')) {
    const isKnown = record<PaymentTerms>({ netDays: optional(netDays), profile: optional(numbers(SHARE)) })
    if (!isKnown(value, path, issues)) return false
    return refuse(issues, 'MISSING_VALUE', path, value, 'terms, as { netDays: 30 } or { profile: [0.2, 0.8] }')
  }
  if (!record<ProfileTerms>({ profile: numbers(SHARE) })(value, path, issues)) return false
  const { profile } = value as ProfileTerms
  if (Math.abs(profile.reduce((a, b) => a + b, 0) - 1) <= 1e-9) return true
  const remedy = 'Name what is never collected as an expense, not as a missing share.'
  return refuse(issues, 'OUT_OF_RANGE', `${path}.profile`, profile, 'shares that add to 1', remedy)
}

/** Adds every mistake in payment terms to the list. */
export function checkTerms(terms: PaymentTerms, path: string, issues: IssueList): void {
  paymentTerms(terms, path, issues)
}

/**
 * When the invoices of each period of a calendar become cash: the one definition for the ledger and for cash rows.
 *
 * With `netDays` the invoices of a period fall evenly on its days and are paid that many days later, so wide buckets and
 * month lengths come out right. What was open before the first period is taken as invoiced evenly over the `netDays`
 * days before it (a profile: as equal invoices in each period before).
 *
 * @param terms - net days, or shares by period of delay
 * @param options - the calendar
 * @returns shares by period of invoice and period of payment
 * @throws SopError `OUT_OF_RANGE` for shares that do not add to 1 or days out of 0..3650
 * @example
 * ```ts
 * import { createCalendar, paymentSchedule } from 'sop-engine'
 * const calendar = createCalendar({ start: '2027-01-01', months: 3 })
 * paymentSchedule({ profile: [0.2, 0.8] }, { calendar }).shares[0] // => [0.2, 0.8, 0]
 * ```
 */
export function paymentSchedule(terms: PaymentTerms, options: { readonly calendar: Calendar }): PaymentSchedule {
  const issues = createIssueList()
  paymentTerms(terms, 'terms', issues)
  record<{ calendar: Calendar }>({ calendar })(options, 'options', issues)
  issues.throwIfAny()
  const { invoices, opening } = paymentWeights(terms, options.calendar)
  const total = 'profile' in terms ? (): number => 1 : decimalSum
  return {
    shares: invoices.map((row) => row.slice(0, -1).map((weight) => weight / total(row))),
    beyond: invoices.map((row) => (row.at(-1) as number) / total(row)),
    opening: opening.slice(0, -1).map((weight) => weight / decimalSum(opening)),
  }
}

/**
 * Weights in whose proportion invoices become cash, by period and, last, after them all: whole days, or the decimal shares
 * of a profile. Shares of one would be rounded, and could tip the last unit of a large amount.
 */
export interface PaymentWeights {
  /** `invoices[s]`: weights of what is invoiced in period s. */
  readonly invoices: readonly (readonly number[])[]
  /** Weights of what was open before the first period. */
  readonly opening: readonly number[]
}

/** The weights of payment terms that have been checked. */
export function paymentWeights(terms: PaymentTerms, { periods }: Calendar): PaymentWeights {
  const count = periods.length
  if ('profile' in terms) return profileWeights(terms.profile, count)

  const { starts, end } = periodDays(periods)
  const spread = (start: number, days: number): number[] => {
    const row = new Array<number>(count + 1).fill(0)
    for (let day = start; day < start + days;) {
      const t = findPeriod(starts, end, day)
      const until = t < 0 ? start + days : Math.min(start + days, t + 1 < count ? (starts[t + 1] as number) : end)
      row[t < 0 ? count : t] = until - day
      day = until
    }
    return row
  }
  return {
    invoices: periods.map((period, s) => spread((starts[s] as number) + terms.netDays, period.days)),
    opening: spread(starts[0] ?? 0, Math.max(1, terms.netDays)),
  }
}

function profileWeights(profile: readonly number[], count: number): PaymentWeights {
  const invoices = Array.from({ length: count }, (_, s) => {
    const row = new Array<number>(count + 1).fill(0)
    profile.slice(0, count - s).forEach((share, delay) => (row[s + delay] = share))
    row[count] = decimalSum(profile.slice(count - s))
    return row
  })
  // Of equal invoices in every period before, those of delay d are still to come to the extent of the later shares.
  const open = profile.map((_, t) => decimalSum(profile.slice(t + 1)))
  if (!open.some((share) => share > 0)) open[0] = 1
  const opening = Array.from({ length: count }, (_, t) => open[t] ?? 0)
  return { invoices, opening: [...opening, decimalSum(open.slice(count))] }
}

/** Cash by period out of whole minor units invoiced by period, and what is still open after each period. */
export function scheduleCash(
  invoicedMinor: ArrayLike<number>,
  openingMinor: number,
  weights: PaymentWeights,
): { readonly cash: number[]; readonly open: number[] } {
  const count = weights.invoices.length
  const cash = new Array<number>(count).fill(0)
  const post = (amount: number, row: readonly number[]): void => {
    if (amount === 0) return
    allocateMinor(amount, row).forEach((part, t) => {
      if (t < count) cash[t] = (cash[t] ?? 0) + part
    })
  }
  post(openingMinor, weights.opening)
  for (let s = 0; s < count; s++) post(invoicedMinor[s] as number, weights.invoices[s] as readonly number[])
  let balance = openingMinor
  const open = cash.map((paid, t) => (balance += (invoicedMinor[t] as number) - paid))
  return { cash, open }
}
