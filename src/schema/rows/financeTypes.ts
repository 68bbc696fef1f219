import type { MoneyInput } from '../../core/money/money.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import type { CostFunction, CreditLine, FixedAsset, TaxRule } from '../../finance/types.js'
import type { PerPeriodMoney, PlanRow } from './rowTypes.js'

/** A cost that does not follow the hours. */
export interface PlanOverhead extends PlanRow {
  readonly id: string
  /** What it is for, which decides its line in the income statement. */
  readonly function: CostFunction
  /** Money by period, major units; one amount is that of a bucket of the calendar's first kind. Give this or `rateOfRevenue`. */
  readonly amount?: PerPeriodMoney
  /** Ratio of revenue, as 0.03. Give this or `amount`. */
  readonly rateOfRevenue?: number
  /** When it is paid; default in the period. */
  readonly terms?: PaymentTerms
  /** The item that alone causes it; default none. Of an amount for selling or administration, as is each of the three. */
  readonly itemId?: string
  /** The market that alone causes it; default that of the customer, or none. */
  readonly marketId?: string
  /** The customer that alone causes it; default none. */
  readonly customerId?: string
}

/** A machine, a building: depreciated straight-line from the month in which it is acquired. */
export interface PlanAsset extends FixedAsset, PlanRow {}

/** Borrowing that keeps cash at its minimum: one row for now. */
export interface CreditFacility extends CreditLine, PlanRow {
  readonly id: string
}

/** A tax on the profit of a fiscal year: one row for now. */
export interface PlanTax extends TaxRule, PlanRow {
  readonly id: string
}

/** An account whose balance before the plan is given in a row; those of stock and assets follow from their tables. */
export type OpeningAccount =
  | 'cash'
  | 'receivables'
  | 'payables'
  | 'capitalPayables'
  | 'wagesPayable'
  | 'taxPayable'
  | 'creditFacilities'
  | 'shareCapital'
  | 'retainedEarnings'

/** A balance before the first period, or a part of one. */
export interface OpeningBalance extends PlanRow {
  /** Tells rows that are otherwise alike apart; default none. */
  readonly id?: string
  /** The account; stock and fixed assets have tables of their own. */
  readonly account: OpeningAccount
  /** Receivables: the market that owes it; default none. */
  readonly marketId?: string
  /** Receivables: the customer who owes it; default none. */
  readonly customerId?: string
  /** Payables: the supplier to whom it is owed; default none. */
  readonly supplierId?: string
  /** Credit: the facility that is drawn; default none. */
  readonly creditFacilityId?: string
  /** Major units, positive where the account usually stands: what we own, or what we owe. */
  readonly amount: MoneyInput
  /** Day on which it is collected or paid, `YYYY-MM-DD`; what is overdue, in the first period; default by the payment terms. */
  readonly dueDate?: string
}

/** Terms of payment and cash; the rest is shorthand for the tables of money. */
export interface PlanFinance {
  /** Must be the currency of the plan, which is the default. */
  readonly currency?: string
  /** Cash before the first period, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly openingCash?: MoneyInput
  /** Owed by customers, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly openingReceivables?: MoneyInput
  /** Owed to suppliers, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly openingPayables?: MoneyInput
  /** Wages earned and not yet paid, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly openingWagesPayable?: MoneyInput
  /** Tax charged and not yet paid, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly openingTaxPayable?: MoneyInput
  /** Drawn on the credit line, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly openingCreditLine?: MoneyInput
  /** Paid in by the owners, major units; shorthand for a row of `openingBalances`; default 0. */
  readonly shareCapital?: MoneyInput
  /** Major units; shorthand for a row of `openingBalances`; default: what makes the opening balance sheet balance. */
  readonly retainedEarnings?: MoneyInput
  /** When customers pay; default in the period. */
  readonly customerTerms?: PaymentTerms
  /** When suppliers are paid; default in the period. */
  readonly supplierTerms?: PaymentTerms
  /** When wages are paid; default in the period. */
  readonly payrollTerms?: PaymentTerms
  /** Shorthand for the table of the same name. */
  readonly overheads?: readonly PlanOverhead[]
  /** Shorthand for the table of the same name. */
  readonly assets?: readonly PlanAsset[]
  /** Cash to keep, major units; default 0. */
  readonly minimumCash?: MoneyInput
  /** Shorthand for a row of `creditFacilities` with the id `creditLine`; default nothing is borrowed. */
  readonly creditLine?: CreditLine
  /** Shorthand for a row of `taxes` with the id `tax`; default no tax. */
  readonly tax?: TaxRule
}

/** Tables of money. */
export interface FinanceTables {
  /** Costs that do not follow the hours. */
  readonly overheads?: readonly PlanOverhead[]
  /** Machines and buildings, owned or to be bought. */
  readonly assets?: readonly PlanAsset[]
  /** Borrowing that keeps cash at its minimum. */
  readonly creditFacilities?: readonly CreditFacility[]
  /** Taxes on the profit of a fiscal year. */
  readonly taxes?: readonly PlanTax[]
  /** Balances before the first period. */
  readonly openingBalances?: readonly OpeningBalance[]
}
