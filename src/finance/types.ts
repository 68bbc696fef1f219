import type { Calendar } from '../core/time/calendar.js'
import type { MoneyInput, Rounding } from '../core/money/money.js'
import type { Ref } from '../core/keys/ref.js'
import type { SeriesId, StockId } from '../core/keys/seriesId.js'
import type { PaymentTerms } from '../core/time/terms.js'
import type { Notice } from '../core/notices/notices.js'
import type { Account, InventoryClass } from './chart/accounts.js'

/**
 * A balance before the first period, or a part of one. Stock and fixed assets are not among them: they come from `stock`
 * and `assets`.
 */
export interface LedgerOpening {
  /**
   * `cash`, `receivables`, `payables`, `wagesPayable`, `taxPayable`, `creditFacilities`, `shareCapital`, `retainedEarnings`,
   * or an account of the user's own that is none of income or expense. Without a row of `retainedEarnings` they are what
   * makes the balance sheet balance, with a notice that names the amount.
   */
  readonly account: string
  /** Major units, positive where the account usually stands: assets in debit, liabilities and equity in credit. */
  readonly amount: MoneyInput
  /** Receivables: the market that owes it; default none. */
  readonly marketId?: string
  /** Receivables: the customer who owes it; default none. */
  readonly customerId?: string
  /** Payables: the supplier to whom it is owed; default none. */
  readonly supplierId?: string
  /** Credit facilities: the one that is drawn; default the only one. */
  readonly creditFacilityId?: string
  /**
   * Receivables, payables, wages and tax: the day on which it is collected or paid, `YYYY-MM-DD`; what is overdue, in the
   * first period. Default: by `terms`.
   */
  readonly dueDate?: string
  /** Terms under which it became due; default those of the ledger for the account. */
  readonly terms?: PaymentTerms
}

/** Units of one item sold in one market, or to one order; arrays by period. */
export interface SalesFlow extends SeriesId {
  /** The customer's order that is served; default none. */
  readonly orderId?: string
  /** Its line; default none. */
  readonly orderLine?: string
  readonly units: readonly number[]
  /** Price of one unit. */
  readonly price: readonly MoneyInput[]
  /** What the units of a period bring, where not all of them have its price; default price x units. */
  readonly amounts?: readonly MoneyInput[]
  /** Terms of the market's customers; default the ledger's customer terms. */
  readonly terms?: PaymentTerms
}

/** Units of one component that went into an item. */
export interface StockIssue {
  readonly componentId: string
  readonly units: readonly number[]
}

/** A part of an item's opening stock. */
export interface OpeningLot {
  /** Default none. */
  readonly lotId?: string
  readonly units: number
  /** Book value of one unit; default the standard cost. */
  readonly unitCost?: MoneyInput
}

/** A standard cost that an item has from a period on. */
export interface LaterStandard {
  /** Place of the period in the calendar, after the first. */
  readonly periodIndex: number
  /** Standard cost of one unit, at most 6 decimals; its parts as those of {@link StockFlow}. */
  readonly standardCost: number
  readonly outsideProcessing?: number
  readonly labor?: number
  readonly variableOverhead?: number
  readonly fixedOverhead?: number
  readonly fixedCost?: number
}

/** A part of an item's stock that is judged by itself: what it will bring. */
export interface RealizablePart {
  /** How much of the stock it is, stock units. */
  readonly units: number
  /** How many of them are sold in the period that follows, and take their write-down with them; default 0. */
  readonly leavingUnits?: number
  /** What they will bring, less what selling them costs, major units; default 0. */
  readonly amount?: MoneyInput
  /** What they will bring besides, as a share of what they cost; default 0. */
  readonly costShare?: number
}

/** Everything that happens to one item's stock but its purchases; arrays by period, units in stock units. */
export interface StockFlow extends StockId {
  /** Class of the stock (IAS 2.37), which chooses its account. */
  readonly inventoryClass: InventoryClass
  /** Standard cost of one unit, at most 6 decimals. */
  readonly standardCost: number
  /** What of it is paid to a supplier for work on one unit that is produced; default 0. */
  readonly outsideProcessing?: number
  /** Labor, variable and fixed overhead that this item's own routing adds to a unit; default 0. */
  readonly labor?: number
  readonly variableOverhead?: number
  readonly fixedOverhead?: number
  /** Fixed overhead in the standard cost, of all levels; default that of the item's own routing. */
  readonly fixedCost?: number
  /**
   * Standards that are set anew within the plan, in the order of their periods: the stock that is there then is revalued.
   * Default: one standard throughout.
   */
  readonly laterStandards?: readonly LaterStandard[]
  readonly openingUnits: number
  /** Parts of the opening stock with book values of their own; they add to `openingUnits`. Default: all at standard cost. */
  readonly openingLots?: readonly OpeningLot[]
  /** Units that are complete and come into stock; default none. */
  readonly producedUnits?: readonly number[]
  /**
   * Units that are begun, for which `issues` takes the components; default `producedUnits`. Units that are begun in one
   * period and produced in a later one are work in progress until then.
   */
  readonly startedUnits?: readonly number[]
  /**
   * Work done, in units' worth of the item's own labor and overhead (equivalent units of process costing); default
   * `producedUnits`. All that was done so far lies between all that was produced and all that was begun.
   */
  readonly equivalentUnits?: readonly number[]
  /** Default none. */
  readonly soldUnits?: readonly number[]
  /** Components that the production of this item takes; default none. */
  readonly issues?: readonly StockIssue[]
  /** Closing stock. */
  readonly closingUnits: readonly number[]
  /**
   * Parts of the opening stock, then of the stock at the close of each period, with what they will bring: each stands at the lower
   * of cost and that (IAS 2.9). Stock that no part names stands at cost. Default: nothing is written down.
   */
  readonly realizable?: readonly (readonly RealizablePart[])[]
}

/** What is bought of one item from one source, or by one order; arrays by period, units in stock units. */
export interface PurchaseFlow extends StockId {
  /**
   * `buy` (the default): the units come into stock. `subcontract`: work on units that are produced; they come into stock as
   * `producedUnits`, and what is paid here is the `outsideProcessing` of their standard cost.
   */
  readonly kind?: 'buy' | 'subcontract'
  /** Default none. */
  readonly supplierId?: string
  /** Default none. */
  readonly sourceId?: string
  /** The order, where it has a price of its own; default none. */
  readonly orderId?: string
  /** The line of an order with several; default none. */
  readonly orderLine?: string
  readonly units: readonly number[]
  /** Price paid for one unit. */
  readonly unitCost: readonly MoneyInput[]
  /** Terms of the supplier; default the ledger's supplier terms. */
  readonly terms?: PaymentTerms
}

/** Hours worked on one resource; arrays by period. */
export interface LaborFlow {
  readonly resourceId: string
  readonly regularHours: readonly number[]
  readonly overtimeHours: readonly number[]
  /** Regular hours that are paid whether they are worked or not: their wages are a fixed cost. Default: those worked, as variable. */
  readonly paidHours?: readonly number[]
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
  /** Price paid for it, major units. */
  readonly cost: MoneyInput
  /** Default 0. */
  readonly salvageValue?: MoneyInput
  /** Months over which it is depreciated, whole. */
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

/** A credit facility of a ledger. */
export interface LedgerCredit extends CreditLine {
  readonly id: string
}

/** Income tax on the profit of a fiscal year, losses carried forward. */
export interface TaxRule {
  /** Share of profit, 0..1. */
  readonly rateShare: number
  /** Loss of earlier years that can still be set off; default 0. */
  readonly openingLoss?: MoneyInput
  /** Taxable profit of the fiscal year before the first period, on which tax was charged already; default 0. */
  readonly openingProfit?: MoneyInput
  /** When the charge of a period is paid; default in the period. */
  readonly terms?: PaymentTerms
}

/** A tax of a ledger. */
export interface LedgerTax extends TaxRule {
  readonly id: string
}

/** What a ledger is made from: plain flows by period. */
export interface LedgerInput {
  readonly calendar: Calendar
  readonly currency: string
  /** Default `halfEven`. */
  readonly rounding?: Rounding
  /**
   * How stock is valued. `standard` (the default): at standard cost, and what is paid beyond it is a cost of the period.
   * `movingAverage`: what is paid beyond standard goes with the units, at their weighted average.
   */
  readonly valuation?: 'standard' | 'movingAverage'
  /**
   * Price variance of a fiscal year, or fixed overhead over-absorbed in it, as a ratio of its cost of sales, beyond which it is
   * shared with the units that are still in stock; default: it is not.
   */
  readonly shareVariancesAbove?: number
  /** Default {@link chartOfAccounts}(), the standard accounts alone. */
  readonly chart?: readonly Account[]
  readonly openingBalances: readonly LedgerOpening[]
  readonly sales?: readonly SalesFlow[]
  readonly stock?: readonly StockFlow[]
  readonly purchases?: readonly PurchaseFlow[]
  readonly labor?: readonly LaborFlow[]
  readonly overheads?: readonly OverheadFlow[]
  readonly assets?: readonly FixedAsset[]
  /** Default: paid in the period. */
  readonly customerTerms?: PaymentTerms
  readonly supplierTerms?: PaymentTerms
  readonly payrollTerms?: PaymentTerms
  /** Cash to keep; default 0. */
  readonly minimumCash?: MoneyInput
  /** One for now; without it nothing is borrowed and cash may fall below its minimum. */
  readonly creditFacilities?: readonly LedgerCredit[]
  /** One for now; without it profit is not taxed. */
  readonly taxes?: readonly LedgerTax[]
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
  /** The chart of accounts, where it has accounts of the user's own; default the standard accounts. */
  readonly chart?: readonly Account[]
  /** Ids of accounts, names of rules, what postings speak of (each Ref once), and days; the columns hold places in them. */
  readonly accounts: readonly string[]
  readonly rules: readonly string[]
  readonly refs: readonly Ref[]
  readonly dueDates: readonly string[]
  /** Place of the period of the posting in the calendar; -1 before the first. */
  readonly periodIndex: readonly number[]
  readonly account: readonly number[]
  readonly amountMinor: readonly number[]
  readonly rule: readonly number[]
  readonly ref: readonly number[]
  /** Number of the entry; the postings of an entry stand together. */
  readonly entry: readonly number[]
  /** Units or hours that the posting moves, with the sign of the amount (debit positive); null where it moves none. */
  readonly quantity: readonly (number | null)[]
  /**
   * Place of the day on which an invoice is due: the last day of its period plus the net days of its terms, the day by which
   * all invoices of the period are paid. Null for other postings, and under terms that spread payments by shares.
   */
  readonly dueDate: readonly (number | null)[]
  readonly warnings: readonly Notice[]
}

/** A ledger made elsewhere: columns of postings; what is left out has a default. */
export type LedgerColumnsInput = Pick<
  Ledger,
  'calendar' | 'currency' | 'accounts' | 'periodIndex' | 'account' | 'amountMinor' | 'entry'
> &
  Partial<
    Pick<
      Ledger,
      'chart' | 'decimals' | 'rules' | 'refs' | 'dueDates' | 'rule' | 'ref' | 'quantity' | 'dueDate' | 'warnings'
    >
  >

/** One line of a statement. */
export interface StatementLine {
  /** Stable name, as `grossProfit`. */
  readonly id: string
  readonly label: string
  /** A `total` is the sum of the lines that it names in `of`. */
  readonly kind: 'amount' | 'total'
  readonly of?: readonly string[]
  /** An `amount` adds up these accounts of the ledger. */
  readonly accounts?: readonly string[]
  /** The accounts stand here only while their balance (cash flow: what an entry books against them) is on this side. */
  readonly side?: 'debit' | 'credit'
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
