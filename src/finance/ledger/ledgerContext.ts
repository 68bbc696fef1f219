import type { Calendar, Period } from '../core/calendar.js'
import { type MoneyScale, productToMinor, sumMinor, toMinor } from '../core/money.js'
import { paymentSchedule, type PaymentSchedule, type PaymentTerms } from '../core/terms.js'
import type { Notice } from '../core/notices.js'
import { type AssetTimeline, layOutAsset } from './assetTimeline.js'
import type { PostingWriter } from './postingWriter.js'
import { sumTimesRate } from './roundRatio.js'
import type { LedgerInput } from './types.js'

/** What every rule of the ledger posts from. */
export interface LedgerContext {
  readonly input: LedgerInput
  readonly scale: MoneyScale
  readonly periods: readonly Period[]
  readonly writer: PostingWriter
  readonly warnings: Notice[]
  readonly invoices: Invoices
  readonly assets: readonly AssetTimeline[]
  /** When invoices under some terms become cash. */
  readonly schedule: (terms: PaymentTerms) => PaymentSchedule
}

/** Posts one rule in one period. */
export type PostRule = (t: number) => void

/** What is invoiced by flow and period, in minor units; rows in the order of the input. */
export interface Invoices {
  readonly sales: readonly (readonly number[])[]
  readonly purchases: readonly (readonly number[])[]
  readonly regularWages: readonly (readonly number[])[]
  readonly overtimeWages: readonly (readonly number[])[]
  readonly variableOverhead: readonly (readonly number[])[]
  readonly overheads: readonly (readonly number[])[]
}

/** Everything that the rules share. */
export function createLedgerContext(input: LedgerInput, scale: MoneyScale, writer: PostingWriter): LedgerContext {
  const { periods } = input.calendar
  return {
    input,
    scale,
    periods,
    writer,
    warnings: [],
    invoices: measureInvoices(input, scale, periods.length),
    assets: (input.assets ?? []).map((asset, i) => layOutAsset(asset, periods, scale, `assets[${i}]`)),
    schedule: createScheduler(input.calendar),
  }
}

/** Makes each payment schedule once. */
function createScheduler(calendar: Calendar): (terms: PaymentTerms) => PaymentSchedule {
  const known = new Map<string, PaymentSchedule>()
  return (terms) => {
    const key = JSON.stringify(terms)
    const schedule = known.get(key) ?? paymentSchedule(terms, { calendar })
    known.set(key, schedule)
    return schedule
  }
}

/** Sum of rows by period. */
export function sumRows(rows: readonly (readonly number[])[], count: number): number[] {
  return Array.from({ length: count }, (_, t) => sumMinor(rows.map((row) => row[t] as number)))
}

function measureInvoices(input: LedgerInput, scale: MoneyScale, count: number): Invoices {
  const labor = input.labor ?? []
  const sales = (input.sales ?? []).map(({ units, price }, i) =>
    units.map((quantity, t) => productToMinor(quantity, price[t] as number | string, scale, `sales[${i}].price`)),
  )
  const revenue = sumRows(sales, count)
  // Revenue is in whole minor units already: the grid of its share has no decimals to add.
  const whole: MoneyScale = { decimals: 0, rounding: scale.rounding }
  const hours = (flow: readonly number[], rates: readonly number[], path: string): number[] =>
    flow.map((quantity, t) => productToMinor(quantity, rates[t] as number, scale, path))
  return {
    sales,
    purchases: (input.stock ?? []).map(({ purchasedUnits, purchaseCost }, i) =>
      purchasedUnits.map((quantity, t) =>
        productToMinor(quantity, purchaseCost[t] as number | string, scale, `stock[${i}].purchaseCost`),
      ),
    ),
    regularWages: labor.map((flow, i) => hours(flow.regularHours, flow.costPerHour, `labor[${i}].costPerHour`)),
    overtimeWages: labor.map((flow, i) =>
      hours(flow.overtimeHours, flow.overtimeCostPerHour, `labor[${i}].overtimeCostPerHour`),
    ),
    variableOverhead: labor.map((flow) =>
      flow.regularHours.map((regular, t) =>
        sumTimesRate([regular, flow.overtimeHours[t] as number], flow.variableOverheadPerHour[t] as number, scale),
      ),
    ),
    overheads: (input.overheads ?? []).map(({ amounts, rateOfRevenue }, i) =>
      amounts === undefined
        ? revenue.map((minor) => productToMinor(minor, rateOfRevenue as number, whole, `overheads[${i}].rateOfRevenue`))
        : amounts.map((amount, t) => toMinor(amount, scale, `overheads[${i}].amounts[${t}]`)),
    ),
  }
}
