import type { Calendar } from '../core/calendar.js'
import type { MoneyInput, Rounding } from '../core/money.js'
import type { PaymentTerms } from '../core/terms.js'
import type { Notice } from '../core/notices.js'

/** Balances before the first period, major units. Inventory and fixed assets come from `stock` and `assets`. */
export interface OpeningBalances {
  readonly cash: MoneyInput
  /** Owed by customers; default 0. */
  readonly receivables?: MoneyInput
  /** Owed to suppliers; default 0. */
  readonly payables?: MoneyInput
  /** Wages earned and not yet paid; default 0. */
  readonly wagesPayable?: MoneyInput
  readonly taxPayable?: MoneyInput
  /** Drawn on the credit line; default 0. */
  readonly creditLine?: MoneyInput
  readonly shareCapital?: MoneyInput
  /** Default: what makes the balance sheet balance, with a warning that names the amount. */
  readonly retainedEarnings?: MoneyInput
}

/** Units of one item sold in one market; arrays by period. */
export interface SalesFlow {
  readonly itemId: string
  readonly marketId?: string
  readonly units: readonly number[]
  /** Price of one unit. */
  readonly price: readonly MoneyInput[]
  /** Terms of the market's customers; default the ledger's customer terms. */
  readonly terms?: PaymentTerms
}

/** Units of one component that went into an item. */
export interface StockIssue {
  readonly componentId: string
  readonly units: readonly number[]
}

/** Everything that happens to one item's stock; arrays by period, units in stock units. */
export interface StockFlow {
  readonly itemId: string
  readonly source: 'make' | 'buy'
  /** Standard cost of one unit, at most 6 decimals. */
  readonly standardCost: number
  /** Labor, variable and fixed overhead that this item's own routing adds to a unit; 0 for a purchased item. */
  readonly labor: number
  readonly variableOverhead: number
  readonly fixedOverhead: number
  readonly openingUnits: number
  readonly purchasedUnits: readonly number[]
  /** Price paid for one unit bought. */
  readonly purchaseCost: readonly MoneyInput[]
  /** Terms of the item's supplier; default the ledger's supplier terms. */
  readonly terms?: PaymentTerms
  readonly supplierId?: string
  readonly producedUnits: readonly number[]
  readonly soldUnits: readonly number[]
  /** Components that the production of this item takes. */
  readonly issues: readonly StockIssue[]
  /** Closing stock. */
  readonly closingUnits: readonly number[]
}

/** Hours worked on one resource; arrays by period. */
export interface LaborFlow {
  readonly resourceId: string
  readonly regularHours: readonly number[]
  readonly overtimeHours: readonly number[]
  readonly costPerHour: readonly number[]
  readonly overtimeCostPerHour: readonly number[]
  readonly variableOverheadPerHour: readonly number[]
}

/** What a cost is for, which decides its line in the income statement. */
export type CostFunction = 'production' | 'selling' | 'administration'

/** A cost that does not follow the hours: an amount by period, or a share of revenue. */
export interface OverheadFlow {
  readonly id: string
  readonly function: CostFunction
  /** Money by period; give this or `rateOfRevenue`. */
  readonly amounts?: readonly MoneyInput[]
  /** Cost as a ratio of revenue, as 0.03. */
  readonly rateOfRevenue?: number
  /** Default: paid in the period. */
  readonly terms?: PaymentTerms
}

/** A fixed asset, depreciated straight-line by whole months from the month in which it is acquired. */
export interface FixedAsset {
  readonly id: string
  readonly cost: MoneyInput
  /** Default 0. */
  readonly salvageValue?: MoneyInput
  readonly lifeMonths: number
  /** `YYYY-MM` or `YYYY-MM-DD`; before the plan it is part of the opening balance. */
  readonly acquiredDate: string
  /** Month of its disposal, `YYYY-MM` or `YYYY-MM-DD`; default none. No depreciation in that month. */
  readonly disposedDate?: string
  /** Received for it on disposal; default 0. */
  readonly proceeds?: MoneyInput
  /** Default `production`. */
  readonly function?: CostFunction
  /** When a new one is paid; default in the period. */
  readonly terms?: PaymentTerms
}

/** Borrowing that keeps cash at its minimum. */
export interface CreditLine {
  /** The most that can be drawn; default no limit. */
  readonly limit?: MoneyInput
  /** Simple interest, ACT/365; default 0. */
  readonly interestRatePerYear?: number
}

/** Income tax on the profit of a fiscal year, losses carried forward. */
export interface TaxRule {
  /** Share of profit, 0..1. */
  readonly rateShare: number
  /** Loss of earlier years that can still be set off; default 0. */
  readonly openingLoss?: MoneyInput
  /** When the charge of a period is paid; default in the period. */
  readonly terms?: PaymentTerms
}

/** What a ledger is made from: plain flows by period. */
export interface LedgerInput {
  readonly calendar: Calendar
  readonly currency: string
  /** Default `halfEven`. */
  readonly rounding?: Rounding
  readonly opening: OpeningBalances
  readonly sales?: readonly SalesFlow[]
  readonly stock?: readonly StockFlow[]
  readonly labor?: readonly LaborFlow[]
  readonly overheads?: readonly OverheadFlow[]
  readonly assets?: readonly FixedAsset[]
  /** Default: paid in the period. */
  readonly customerTerms?: PaymentTerms
  readonly supplierTerms?: PaymentTerms
  readonly payrollTerms?: PaymentTerms
  /** Cash to keep; default 0. */
  readonly minimumCash?: MoneyInput
  /** Without it nothing is borrowed and cash may fall below its minimum. */
  readonly creditLine?: CreditLine
  readonly tax?: TaxRule
}

/**
 * Double-entry postings as columns: place n of every column is one posting.
 *
 * A posting is `amountMinor` on an account, debit positive, credit negative; the postings of one entry add to zero.
 */
export interface Ledger {
  readonly calendar: Calendar
  readonly currency: string
  /** Minor units in a major unit as a power of ten: 2 for cents. */
  readonly decimals: number
  /** Names of accounts, rules and sources; the columns hold places in them. */
  readonly accounts: readonly string[]
  readonly rules: readonly string[]
  readonly sources: readonly string[]
  /** Period of the posting; -1 before the first. */
  readonly period: readonly number[]
  readonly account: readonly number[]
  readonly amountMinor: readonly number[]
  readonly rule: readonly number[]
  readonly source: readonly number[]
  /** Number of the entry; the postings of an entry stand together. */
  readonly entry: readonly number[]
  readonly warnings: readonly Notice[]
}

/** One line of a statement. */
export interface StatementLine {
  /** Stable name, as `grossProfit`. */
  readonly id: string
  readonly label: string
  /** A `total` is the sum of the lines that it names in `of`. */
  readonly kind: 'amount' | 'total'
  readonly of?: readonly string[]
  /** Major units by period, whole minor units; costs and outflows negative. */
  readonly amounts: readonly number[]
  /** Balance sheet: the amount before the first period. */
  readonly opening?: number
}

/** A statement: lines with amounts by period. */
export interface Statement {
  readonly statement: 'incomeStatement' | 'balanceSheet' | 'cashFlow' | 'contributionStatement'
  readonly method?: 'direct' | 'indirect'
  readonly currency: string
  readonly periodIds: readonly string[]
  readonly lines: readonly StatementLine[]
}
