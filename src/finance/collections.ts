import { calendar as calendarCheck } from '../core/time/calendarChecks.js'
import { type Check, list, number, optional, record, throwIfUnreadable } from '../core/checking/checks.js'
import { type Calendar, createCalendar } from '../core/time/calendar.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from '../core/money/money.js'
import { money, MONEY_FIELDS } from '../core/money/moneyChecks.js'
import { type PaymentTerms, paymentTerms, paymentWeights, scheduleCash } from '../core/time/terms.js'

/** Invoices by period, and when they become cash. */
export interface CollectionsInput {
  /** Invoiced by period, major units. */
  readonly amounts: readonly MoneyInput[]
  readonly terms: PaymentTerms
  /** Owed before the first of the amounts; default 0. */
  readonly openingBalance?: MoneyInput
  /** Number of leading amounts that are history: their cash is counted, their periods are not shown. Default 0. */
  readonly historyPeriods?: number
}

/** Currency, rounding and days of a budget. */
export interface BudgetOptions extends MoneyOptions {
  /** Its periods; needed for `netDays` only. */
  readonly calendar?: Calendar
}

/** Cash out of invoices, by period, major units. */
export interface Collections {
  /** Becomes cash in the period. */
  readonly cash: readonly number[]
  /** Still open at the end of the period. */
  readonly open: readonly number[]
}

/** Checks of the options of a budget. */
export const budgetOptions: Check = (value, path, issues) =>
  record<BudgetOptions>({ ...MONEY_FIELDS, calendar: optional(calendarCheck) })(value, path, issues)

/** A profile counts periods whatever their length, so any calendar of the right number serves. */
export function calendarOfTerms(
  terms: PaymentTerms,
  calendar: Calendar | undefined,
  count: number,
  issues: IssueList,
): Calendar | undefined {
  if (calendar !== undefined) {
    if (calendar.periods.length !== count) {
      issues.add(
        'MISALIGNED',
        'options.calendar',
        calendar.periods.length,
        `There are ${count} periods.`,
        'Give a calendar with one period per amount.',
      )
    }
    return calendar
  }
  if (typeof terms === 'object' && terms !== null && 'netDays' in terms) {
    issues.add(
      'MISSING_VALUE',
      'options.calendar',
      calendar,
      'Net days need the days of the periods.',
      'Give the calendar, or terms as a profile.',
    )
    return undefined
  }
  return count > 0 ? createCalendar({ start: '2000-01-01', months: count }) : undefined
}

/**
 * Cash budget rows for customers or suppliers: what was invoiced by period, as cash by payment terms.
 *
 * Each period's invoices are shared out to the cent by `paymentSchedule`; the largest remainders take the cents.
 * Source: Garrison, Managerial Accounting, "schedule of expected cash collections".
 *
 * @param input - amounts, terms, opening balance; leading amounts can be history
 * @param options - currency and rounding, and the calendar of the amounts for net days
 * @returns cash and open balance by period, from the first period that is not history
 * @throws SopError `NOT_FINITE`, `OUT_OF_RANGE`, `MISALIGNED`, `MISSING_VALUE` for net days without a calendar, `EMPTY`
 * @example
 * ```ts
 * import { collections } from 'sop-engine/finance'
 * const input = { amounts: [260_000, 400_000, 650_000], terms: { profile: [0.2, 0.7, 0.1] }, historyPeriods: 2 }
 * collections(input, { currency: 'USD' }).cash // => [436000]
 * ```
 */
export function collections(input: CollectionsInput, options: BudgetOptions): Collections {
  const issues = createIssueList()
  const signed = money({ signed: true })
  record<CollectionsInput>({
    amounts: list(signed, { least: 1 }),
    terms: paymentTerms,
    openingBalance: optional(signed),
    historyPeriods: optional(number({ min: 0, whole: true })),
  })(input, '', issues)
  budgetOptions(options, 'options', issues)
  throwIfUnreadable(issues)
  const { amounts, historyPeriods = 0 } = input
  if (historyPeriods > amounts.length) {
    issues.add(
      'OUT_OF_RANGE',
      'historyPeriods',
      historyPeriods,
      `There are ${amounts.length} amounts.`,
      'Give how many of the first amounts are history.',
    )
  }
  const calendar = calendarOfTerms(input.terms, options.calendar, amounts.length, issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  const minor = amounts.map((amount, t) => toMinor(amount, scale, `amounts[${t}]`))
  const opening = toMinor(input.openingBalance ?? 0, scale, 'openingBalance')
  const { cash, open } = scheduleCash(minor, opening, paymentWeights(input.terms, calendar as Calendar))
  const major = (values: readonly number[]): number[] =>
    values.slice(historyPeriods).map((amount) => fromMinor(amount, scale))
  return { cash: major(cash), open: major(open) }
}
