import type { CalendarOptions } from '../core/calendar.js'
import type { MoneyInput, Rounding } from '../core/money.js'
import type { BillLine, Operation, StructureItem } from '../core/structure.js'
import type { PaymentTerms } from '../core/terms.js'
import type { UnitCost } from '../costing/types.js'
import type { CostFunction, CreditLine, FixedAsset, TaxRule } from '../finance/types.js'
import type { UnmetDemand } from '../production/types.js'
import type {
  DemandEvent,
  DemandHistory,
  DemandNode,
  DemandTransaction,
  DemandView,
  ForecastPolicy,
  GivenForecast,
  ItemLaunch,
  ItemOpportunity,
  ItemOverride,
  ItemSuccession,
  PipelineStage,
  StockOut,
} from './demandTypes.js'

/** A number for every period, or one number for all: an array is aligned with the periods of the calendar. */
export type PerPeriod = number | readonly number[]

/** Money for every period, or one amount for all; a decimal string keeps digits that a number would lose. */
export type PerPeriodMoney = MoneyInput | readonly MoneyInput[]

/** One item: a good that is made or bought, or a service. */
export interface PlanItem extends StructureItem {
  readonly name?: string
  /** Currency of its price and cost; must be that of the plan. */
  readonly currency?: string
  /** `make` uses bill and routing; `buy` is purchased. Default `make` where there is a bill line or an operation. */
  readonly source?: 'make' | 'buy'
  /** Decimals of its quantities, 0 to 6; default 0 (pieces). */
  readonly quantityDecimals?: number
  /** Selling price of one unit, major units; needed for an item with demand that is to earn money. */
  readonly price?: PerPeriodMoney
  /** Price paid for one unit, major units. The first period's is its standard cost. */
  readonly purchaseCost?: PerPeriodMoney
  /** Calendar days from release to receipt; default 0. */
  readonly leadTimeDays?: number
  readonly supplierId?: string
  /** Cycle service level, above 0 and below 1; default that of the policy. */
  readonly serviceLevelShare?: number
  /** Target of the closing stock in units, instead of one worked out from forecast error. */
  readonly safetyStock?: PerPeriod
  /** Default that of the policy. */
  readonly unmetDemand?: UnmetDemand
  /** Cost beyond the margin of one unit lost; default 0. */
  readonly lostSaleCostPerUnit?: PerPeriod
  /** The most that can be bought or made for receipt in a period; one number is the amount of a first bucket. */
  readonly supplyLimit?: PerPeriod
  /** Closing stock that must not be undercut. */
  readonly minimumStock?: PerPeriod
  /** Closing stock that must not be passed. */
  readonly maximumStock?: PerPeriod
  /** Supply fixed in a period; null leaves the period free. */
  readonly firmSupply?: readonly (number | null)[]
}

/** A resource with its hours; one number of hours is that of a bucket of the calendar's first kind. */
export interface PlanResource {
  readonly id: string
  readonly name?: string
  /** Regular hours by period. */
  readonly capacityHours: PerPeriod
  /** The most overtime hours by period; default 0. */
  readonly overtimeHours?: PerPeriod
  /** Wages of a regular hour; default 0. The first period's is the standard. */
  readonly costPerHour?: PerPeriod
  /** Wages of an overtime hour; default 1.5 times the regular wage. */
  readonly overtimeCostPerHour?: PerPeriod
  /** Overhead that every hour brings along; default 0. */
  readonly variableOverheadPerHour?: PerPeriod
  /** Fixed overhead that a standard hour absorbs; default: production overheads over all regular hours of the plan. */
  readonly fixedOverheadPerHour?: number
}

/** A market: where the same item is sold with its own demand, price and terms. */
export interface Market {
  readonly id: string
  readonly name?: string
  /** Default the customer terms of `finance`. */
  readonly terms?: PaymentTerms
}

/** Who sells purchased items. */
export interface Supplier {
  readonly id: string
  readonly name?: string
  /** Default the supplier terms of `finance`. */
  readonly terms?: PaymentTerms
}

/** A price in one market, instead of the item's own. */
export interface MarketPrice {
  readonly itemId: string
  readonly marketId: string
  readonly price: PerPeriodMoney
  /** Must be the currency of the plan. */
  readonly currency?: string
}

/** Stock at the start of the plan. */
export interface StockLevel {
  readonly itemId: string
  /** Units in stock. */
  readonly onHand: number
  /** Customers' orders that are already late; default 0. */
  readonly backlog?: number
}

/** A purchase order that is under way. */
export interface OpenOrder {
  readonly itemId: string
  readonly quantity: number
  /** Unit of the quantity; default the item's stock unit. */
  readonly unit?: string
  /** Day of receipt, `YYYY-MM-DD`. */
  readonly dueDate: string
}

/** A unit cost taken for granted for an item without a purchase cost; it comes back as an assumption. */
export interface AssumedUnitCost extends UnitCost {
  /** Where the figure comes from. */
  readonly reason?: string
}

/** How to plan; every default that is used comes back in `assumptions`. */
export interface PlanPolicy {
  /** Cycle service level of items with customers' demand, above 0 and below 1; default 0.95. */
  readonly serviceLevelShare?: number
  /** Days between two plans, which safety stock must bridge besides the lead time; default the first bucket's days. */
  readonly reviewPeriodDays?: number
  /** Cost of holding stock as a yearly ratio of its standard cost; default 0.2. */
  readonly holdingCostRatePerYear?: number
  /** Default `backlog`. */
  readonly unmetDemand?: UnmetDemand
  /** Cost of late delivery as a yearly ratio of the price; default 1.2. */
  readonly backlogCostRatePerYear?: number
  /**
   * Cost of stock under its safety stock as a yearly ratio of its standard cost; default what the service level implies:
   * holding cost rate x level / (1 - level). At the end of the plan the standard cost itself is added, since what is
   * missing then must be made after it.
   */
  readonly safetyStockPenaltyRatePerYear?: number
  /** First periods in which supply is what `firmSupply` says; default 0. */
  readonly firmPeriods?: number
}

/** A cost that does not follow the hours. */
export interface PlanOverhead {
  readonly id: string
  readonly function: CostFunction
  /** Money by period; one number is that of a bucket of the calendar's first kind. Give this or `rateOfRevenue`. */
  readonly amount?: PerPeriodMoney
  /** Ratio of revenue, as 0.03. */
  readonly rateOfRevenue?: number
  /** Default: paid in the period. */
  readonly terms?: PaymentTerms
}

/** Opening balances, terms, overheads, assets, credit and tax; money in major units. */
export interface PlanFinance {
  /** Must be the currency of the plan. */
  readonly currency?: string
  readonly openingCash?: MoneyInput
  readonly openingReceivables?: MoneyInput
  readonly openingPayables?: MoneyInput
  readonly openingWagesPayable?: MoneyInput
  readonly openingTaxPayable?: MoneyInput
  readonly openingCreditLine?: MoneyInput
  readonly shareCapital?: MoneyInput
  /** Default: what makes the opening balance sheet balance. */
  readonly retainedEarnings?: MoneyInput
  readonly customerTerms?: PaymentTerms
  readonly supplierTerms?: PaymentTerms
  readonly payrollTerms?: PaymentTerms
  readonly overheads?: readonly PlanOverhead[]
  readonly assets?: readonly FixedAsset[]
  readonly minimumCash?: MoneyInput
  readonly creditLine?: CreditLine
  readonly tax?: TaxRule
}

/** Everything that a plan is made from: flat tables, as they come out of an ERP, a CSV file or a query. */
export interface PlanInput {
  /** Default 1. */
  readonly schemaVersion?: 1
  /** ISO 4217; default `USD`. */
  readonly currency?: string
  /** Default `halfEven`. */
  readonly rounding?: Rounding
  /**
   * Today: bills are read, overrides expire and transactions end at this day; default the first day of the calendar.
   */
  readonly asOf?: string
  readonly calendar: CalendarOptions
  readonly items: readonly PlanItem[]
  readonly billOfMaterials?: readonly BillLine[]
  readonly operations?: readonly Operation[]
  readonly resources?: readonly PlanResource[]
  readonly markets?: readonly Market[]
  readonly suppliers?: readonly Supplier[]
  readonly prices?: readonly MarketPrice[]
  /** One row for each item (and market) with demand of its own, here, in `transactions` or in `forecasts`. */
  readonly history?: readonly DemandHistory[]
  readonly transactions?: readonly DemandTransaction[]
  readonly forecasts?: readonly GivenForecast[]
  readonly stockOuts?: readonly StockOut[]
  /** What adds up to what: forecasts of totals are made too, and all are reconciled. */
  readonly hierarchy?: readonly DemandNode[]
  readonly launches?: readonly ItemLaunch[]
  readonly successions?: readonly ItemSuccession[]
  readonly events?: readonly DemandEvent[]
  readonly opportunities?: readonly ItemOpportunity[]
  readonly pipelineStages?: readonly PipelineStage[]
  readonly views?: readonly DemandView[]
  readonly overrides?: readonly ItemOverride[]
  readonly stock?: readonly StockLevel[]
  readonly openOrders?: readonly OpenOrder[]
  readonly assumedUnitCosts?: readonly AssumedUnitCost[]
  readonly policy?: PlanPolicy
  readonly forecasting?: ForecastPolicy
  readonly finance?: PlanFinance
}
