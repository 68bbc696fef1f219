import {
  type Check,
  checkLength,
  COUNT,
  list,
  number,
  numbers,
  optional,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../core/checking/checks.js'
import type { Calendar } from '../core/time/calendar.js'
import { createIssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyInput, moneyScale, productToMinor, toMinor } from '../core/money/money.js'
import { money } from '../core/money/moneyChecks.js'
import { type PaymentTerms, paymentTerms, paymentWeights, scheduleCash } from '../core/time/terms.js'
import { type BudgetOptions, budgetOptions, calendarOfTerms } from './collections.js'

/** What a merchant sells and keeps, and how suppliers are paid. */
export interface PurchasesBudgetInput {
  /** Units sold by period; one period more than is budgeted where the closing stock looks ahead. */
  readonly unitSales: readonly number[]
  /** Closing stock as a ratio of the next period's sales, as 0.4. */
  readonly closingStockRate: number
  /** Stock before the first period. */
  readonly openingUnits: number
  /** Periods to budget; default all but the last (all, where the closing stock is zero). */
  readonly horizon?: number
  /** Cost of one unit; a number for all periods, or one per period. */
  readonly purchaseCost: MoneyInput | readonly MoneyInput[]
  /** Terms of the supplier; default paid in the period. */
  readonly terms?: PaymentTerms
  /** Owed to suppliers before the first period; default 0. */
  readonly openingPayables?: MoneyInput
}

/** Purchases by period; units in stock units, money in major units. */
export interface PurchasesBudget {
  readonly purchaseUnits: readonly number[]
  readonly closingUnits: readonly number[]
  /** Cost of what is bought. */
  readonly purchases: readonly number[]
  readonly payments: readonly number[]
  readonly payables: readonly number[]
}

/**
 * Merchandise purchases budget with its payments.
 *
 * Units to buy = sales + closing stock wanted - opening stock, never below zero; closing stock wanted = rate x sales of the
 * next period. Source: Garrison, Managerial Accounting, "merchandise purchases budget".
 *
 * @param input - unit sales, closing stock rate, opening stock, purchase cost, supplier terms
 * @param options - currency and rounding, and the calendar of the budgeted periods for net days
 * @returns units, cost, payments and payables by period
 * @throws SopError `NOT_FINITE`, `OUT_OF_RANGE`, `MISALIGNED` where unit sales do not reach a period beyond the last
 * @example
 * ```ts
 * import { purchasesBudget } from 'sop-engine/finance'
 * const budget = purchasesBudget(
 *   { unitSales: [65_000, 100_000], closingStockRate: 0.4, openingUnits: 26_000, purchaseCost: 4, terms: { profile: [0.5, 0.5] } },
 *   { currency: 'USD' },
 * )
 * budget.purchaseUnits // => [79000]
 * budget.payables // => [158000]
 * ```
 */
export function purchasesBudget(input: PurchasesBudgetInput, options: BudgetOptions): PurchasesBudget {
  const issues = createIssueList()
  const unitCost: Check = (value, path, into) => (Array.isArray(value) ? list(money()) : money())(value, path, into)
  record<PurchasesBudgetInput>({
    unitSales: numbers(QUANTITY),
    closingStockRate: number(QUANTITY),
    openingUnits: number(QUANTITY),
    horizon: optional(number(COUNT)),
    purchaseCost: unitCost,
    terms: optional(paymentTerms),
    openingPayables: optional(money()),
  })(input, '', issues)
  budgetOptions(options, 'options', issues)
  throwIfUnreadable(issues)
  const { unitSales, closingStockRate, purchaseCost } = input
  const terms = input.terms ?? { profile: [1] }
  const ahead = closingStockRate > 0 ? 1 : 0
  const horizon = input.horizon ?? unitSales.length - ahead
  if (!Number.isInteger(horizon) || horizon < 1) {
    issues.add(
      'OUT_OF_RANGE',
      'horizon',
      horizon,
      'There is no period to budget.',
      'Give 1 or more, and the sales of one period beyond the last.',
    )
  } else if (unitSales.length < horizon + ahead) {
    issues.add(
      'MISALIGNED',
      'unitSales',
      unitSales.length,
      `${horizon} periods with a closing stock need ${horizon + ahead} periods of sales.`,
      'Add the sales of the period after the last.',
    )
  }
  const count = Number.isInteger(horizon) && horizon > 0 ? horizon : 0
  const costs: readonly MoneyInput[] = Array.isArray(purchaseCost)
    ? purchaseCost
    : new Array<MoneyInput>(count).fill(purchaseCost as MoneyInput)
  checkLength(costs, 'purchaseCost', count, 'periods', issues)
  const calendar = calendarOfTerms(terms, options.calendar, count, issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  const opening = toMinor(input.openingPayables ?? 0, scale, 'openingPayables')

  const purchaseUnits: number[] = []
  const closingUnits: number[] = []
  let stock = input.openingUnits
  for (let t = 0; t < count; t++) {
    const wanted = closingStockRate * (ahead === 1 ? (unitSales[t + 1] as number) : 0)
    // Nine decimals: the float noise of the share must not become a purchase.
    const bought = Math.max(0, Math.round(((unitSales[t] as number) + wanted - stock) * 1e9) / 1e9)
    stock = Math.round((stock + bought - (unitSales[t] as number)) * 1e9) / 1e9
    purchaseUnits.push(bought)
    closingUnits.push(stock)
  }
  const cost = purchaseUnits.map((units, t) =>
    productToMinor(units, costs[t] as MoneyInput, scale, `purchaseCost[${t}]`),
  )
  const { cash, open } = scheduleCash(cost, opening, paymentWeights(terms, calendar as Calendar))
  const major = (values: readonly number[]): number[] => values.map((amount) => fromMinor(amount, scale))
  return { purchaseUnits, closingUnits, purchases: major(cost), payments: major(cash), payables: major(open) }
}
