import { type Calendar, formatDay, parseDay, type Period } from '../../core/time/calendar.js'
import {
  minorTimesShare,
  type MoneyInput,
  type MoneyScale,
  productToMinor,
  sumMinor,
  toMinor,
} from '../../core/money/money.js'
import type { Notice } from '../../core/notices/notices.js'
import { type PaymentTerms, type PaymentWeights, paymentWeights } from '../../core/time/terms.js'
import { type AssetTimeline, layOutAsset } from '../assetTimeline.js'
import { type Account, isProfitAccount } from '../chart/accounts.js'
import { roundRatio, sumTimesRate, toFraction } from '../roundRatio.js'
import type { LedgerInput } from '../types.js'
import type { PostingWriter } from './postingWriter.js'
import { type LedgerFlows, readFlows } from './readFlows.js'

/** Terms of what is paid in the period of its invoice. */
export const AT_ONCE: PaymentTerms = { netDays: 0 }

/** What every rule of the ledger posts from. */
export interface LedgerContext {
  readonly input: LedgerInput
  readonly flows: LedgerFlows
  readonly scale: MoneyScale
  readonly periods: readonly Period[]
  readonly writer: PostingWriter
  readonly warnings: Notice[]
  readonly invoices: Invoices
  readonly assets: readonly AssetTimeline[]
  /** Ids of the accounts of income and expense. */
  readonly profitAccounts: readonly string[]
  /** When invoices under some terms become cash. */
  readonly schedule: (terms: PaymentTerms) => PaymentWeights
  /** Day by which the invoices of a period are paid; null under terms that spread payments by shares. */
  readonly dueDate: (terms: PaymentTerms, t: number) => string | null
}

/** Posts one rule in one period. */
export type PostRule = (t: number) => void

/** What is invoiced by flow and period, in minor units; rows in the order of the flows. */
export interface Invoices {
  readonly sales: readonly (readonly number[])[]
  readonly purchases: readonly (readonly number[])[]
  readonly regularWages: readonly (readonly number[])[]
  readonly overtimeWages: readonly (readonly number[])[]
  readonly variableOverhead: readonly (readonly number[])[]
  readonly overheads: readonly (readonly number[])[]
}

/** Everything that the rules share. */
export function createLedgerContext(options: {
  readonly input: LedgerInput
  readonly chart: readonly Account[]
  readonly scale: MoneyScale
  readonly writer: PostingWriter
}): LedgerContext {
  const { input, chart, scale, writer } = options
  const { periods } = input.calendar
  const flows = readFlows(input)
  return {
    input,
    flows,
    scale,
    periods,
    writer,
    warnings: [],
    invoices: measureInvoices(flows, scale, periods.length),
    assets: flows.assets.map((asset) => layOutAsset(asset, periods, scale, asset.at)),
    profitAccounts: chart.filter(isProfitAccount).map(({ id }) => id),
    schedule: createScheduler(input.calendar),
    dueDate: createDueDates(periods),
  }
}

/** Makes the weights of payment terms once. */
export function createScheduler(calendar: Calendar): (terms: PaymentTerms) => PaymentWeights {
  const known = new Map<string, PaymentWeights>()
  return (terms) => {
    const key = JSON.stringify(terms)
    const schedule = known.get(key) ?? paymentWeights(terms, calendar)
    known.set(key, schedule)
    return schedule
  }
}

function createDueDates(periods: readonly Period[]): LedgerContext['dueDate'] {
  const ends = periods.map(({ end }) => parseDay(end) as number)
  const known = new Map<number, string>()
  return (terms, t) => {
    if (!('netDays' in terms)) return null
    const day = (ends[t] as number) - 1 + terms.netDays
    const text = known.get(day) ?? formatDay(day)
    known.set(day, text)
    return text
  }
}

/** Sum of rows by period. */
export function sumRows(rows: readonly (readonly number[])[], count: number): number[] {
  return Array.from({ length: count }, (_, t) => sumMinor(rows.map((row) => row[t] as number)))
}

/** Exact sum of two quantities, free of float noise. */
export function addHours(a: number, b: number): number {
  const [left, right] = [toFraction(a), toFraction(b)]
  const numerator = left.numerator * right.denominator + right.numerator * left.denominator
  return roundRatio(numerator * 1_000_000_000n, left.denominator * right.denominator, 'halfEven') / 1e9
}

/** Money beyond which a place is written into the path: most invoices are far below, and paths cost time. */
const LARGE = 1e9

function invoiceMinor(
  quantity: number,
  price: MoneyInput,
  t: number,
  { scale, path }: { readonly scale: MoneyScale; readonly path: string },
): number {
  return productToMinor(quantity, price, scale, quantity * Number(price) < LARGE ? path : `${path}[${t}]`)
}

function measureInvoices(flows: LedgerFlows, scale: MoneyScale, count: number): Invoices {
  const { labor } = flows
  const sales = flows.sales.map(({ units, price, amounts, at }) =>
    amounts !== undefined
      ? amounts.map((amount, t) => toMinor(amount, scale, `${at}.amounts[${t}]`))
      : units.map((quantity, t) => invoiceMinor(quantity, price[t] as MoneyInput, t, { scale, path: `${at}.price` })),
  )
  const revenue = sumRows(sales, count)
  const hours = (flow: readonly number[], rates: readonly number[], path: string): number[] =>
    flow.map((quantity, t) => productToMinor(quantity, rates[t] as number, scale, path))
  return {
    sales,
    purchases: flows.purchases.map(({ units, unitCost, at }) =>
      units.map((quantity, t) =>
        invoiceMinor(quantity, unitCost[t] as MoneyInput, t, { scale, path: `${at}.unitCost` }),
      ),
    ),
    regularWages: labor.map((flow) =>
      hours(flow.paidHours ?? flow.regularHours, flow.costPerHour, `${flow.at}.costPerHour`),
    ),
    overtimeWages: labor.map((flow) =>
      hours(flow.overtimeHours, flow.overtimeCostPerHour, `${flow.at}.overtimeCostPerHour`),
    ),
    variableOverhead: labor.map((flow) =>
      flow.regularHours.map((regular, t) =>
        sumTimesRate([regular, flow.overtimeHours[t] as number], flow.variableOverheadPerHour[t] as number, scale),
      ),
    ),
    overheads: flows.overheads.map(({ amounts, rateOfRevenue, at }) =>
      amounts === undefined
        ? revenue.map((minor) => minorTimesShare(minor, rateOfRevenue as number, scale, `${at}.rateOfRevenue`))
        : amounts.map((amount, t) => toMinor(amount, scale, `${at}.amounts[${t}]`)),
    ),
  }
}
