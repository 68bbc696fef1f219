import type { CalendarOptions } from '../core/time/calendar.js'
import type { Rounding } from '../core/money/money.js'
import type { SellBelowCost, UnmetDemand } from '../production/types.js'
import type { CostingTables } from './rows/costingTypes.js'
import type { DemandTables, ForecastPolicy } from './rows/demandTypes.js'
import type { FinanceTables, PlanFinance } from './rows/financeTypes.js'
import type { PeopleTables } from './rows/peopleTypes.js'
import type { SupplyTables } from './rows/supplyTypes.js'

/** How to plan; every default that is used comes back in `assumptions`. */
export interface PlanPolicy {
  /** Cycle service level of items with customers' demand, above 0 and below 1; default 0.95. */
  readonly serviceLevelShare?: number
  /** Share of the demand to be served from stock, above 0 and below 1, in place of the service level; default none. */
  readonly fillRateShare?: number
  /** Days between two plans, which safety stock must bridge besides the lead time, at most 36,500; 0: the next plan is made a day later. Default the first bucket's days. */
  readonly reviewDays?: number
  /** Cost of holding stock as a yearly ratio of its standard cost; default 0.2. */
  readonly holdingCostRatePerYear?: number
  /** What becomes of demand that is not met in its period; default `backlog`. */
  readonly unmetDemand?: UnmetDemand
  /** Cost of late delivery as a yearly ratio of the price; default 1.2. */
  readonly backlogCostRatePerYear?: number
  /**
   * Cost of stock under its safety stock as a yearly ratio of its standard cost; default what the service level implies:
   * holding cost rate x level / (1 - level). At the end of the plan the standard cost itself is added, since what is
   * missing then must be made after it. It is a wish: it never weighs so much that a customer waits for what lies in safety
   * stock.
   */
  readonly safetyStockPenaltyRatePerYear?: number
  /**
   * What safety stock makes of hours that are scarce: `buffer` makes it as large as the time needs that full resources take to
   * make up for a high demand; `ignore` does not. Default `ignore`.
   */
  readonly scarceHours?: 'buffer' | 'ignore'
  /**
   * What is sold at a price that, less its selling cost, does not cover the variable cost: stock at hand (`stockOnly`, the
   * default: nothing is bought or made for it, and no safety stock is kept), everything that is asked for (`always`), or nothing
   * (`never`). Booked orders are never refused for their price.
   */
  readonly sellBelowCost?: SellBelowCost
  /** First periods in which supply is what `firmSupply` says, at most those of the plan; default 0. */
  readonly firmPeriods?: number
  /** Periods before its own in which a customer's order may consume forecast; more than there are reach to the first. Default 0. */
  readonly consumeBackwardPeriods?: number
  /** Periods after its own in which a customer's order may consume forecast; more than there are reach to the last. Default 0. */
  readonly consumeForwardPeriods?: number
  /**
   * How stock is valued: at standard cost, with what differs from it told apart, or at the moving average of what was paid and
   * spent; default `standard`.
   */
  readonly valuation?: 'standard' | 'movingAverage'
  /** The version of `standards` that holds; default the only one. Items that it has no row of are rolled up. */
  readonly standardVersion?: string
  /**
   * By how much a purchase price moves away from its standard before standards are set anew within a fiscal year, as a ratio of
   * the standard; default 0.1. They are set anew on the first day of every fiscal year in any case.
   */
  readonly restandardRate?: number
  /**
   * What the plan makes of stock that stands above what it will bring: exceptions say the write-down that it needs (`tell`, the
   * default), or the ledger posts it, and its reversal, at every close (`post`).
   */
  readonly stockWriteDowns?: 'tell' | 'post'
  /** Stock that is not used up within so many days, beyond its safety stock, is slow; default 365. */
  readonly slowStockDays?: number
  /** What is written off the cost of slow stock that the plan does not sell and nobody asks for, as a share of it; default 1. */
  readonly slowStockWriteDownShare?: number
  /** What is written off the cost of stock that nobody asks for, and of which nothing is made, in the whole plan, as a share of it; default 1. */
  readonly deadStockWriteDownShare?: number
}

/** Everything that a plan is made from: flat tables, as they come out of an ERP, a CSV file or a query. */
export interface PlanInput extends SupplyTables, DemandTables, FinanceTables, CostingTables, PeopleTables {
  /** Version of this contract; default 1. */
  readonly schemaVersion?: 1
  /** Address of the JSON Schema that an editor checks the file by; not read, and left out of the result. */
  readonly $schema?: string
  /** Currency of all money, ISO 4217; default `USD`. */
  readonly currency?: string
  /** How a half of a minor unit is rounded; default `halfEven`. */
  readonly rounding?: Rounding
  /**
   * Today: overrides expire and transactions end at this day; bills are read at it, or on the first day of the plan where that
   * is later. Not after the plan. Default the first day of the calendar.
   */
  readonly asOf?: string
  /** The periods of the plan. */
  readonly calendar: CalendarOptions
  /** How to plan; default as its fields say. */
  readonly policy?: PlanPolicy
  /** How to forecast; default as its fields say. */
  readonly forecasting?: ForecastPolicy
  /** Terms of payment and cash; default as its fields say. */
  readonly finance?: PlanFinance
}
