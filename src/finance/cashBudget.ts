import {
  checkLength,
  list,
  number,
  oneOf,
  optional,
  record,
  refuse,
  throwIfUnreadable,
} from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from '../core/money/money.js'
import { money, MONEY_FIELDS } from '../core/money/moneyChecks.js'
import { borrowInPeriod, interestOn, type Loan, repayAtEnd } from './budgetLoans.js'
import { toFraction } from './roundRatio.js'

/** Receipts and disbursements of a budget, and how it is financed. */
export interface CashBudgetInput {
  readonly openingCash: MoneyInput
  /** Cash to keep at the end of every period; default 0. */
  readonly minimumCash?: MoneyInput
  /** By period, major units. */
  readonly receipts: readonly MoneyInput[]
  /** By period, major units; without borrowing, repayment and interest. */
  readonly disbursements: readonly MoneyInput[]
  /** Simple interest on what is borrowed, for one period, as 0.03; default 0. */
  readonly interestRatePerPeriod?: number
  /** Loans are drawn and repaid in multiples of this amount; default the minor unit. */
  readonly borrowingMultiple?: MoneyInput
  /** Interest is paid on the principal when it is repaid (the default), or on everything borrowed in each period. */
  readonly interestPayment?: 'onRepayment' | 'eachPeriod'
  /** Repay as early as cash allows (the default), or in the last period only. */
  readonly repayment?: 'asCashAllows' | 'lastPeriod'
}

/** One period of a cash budget, major units. */
export interface CashBudgetRow {
  readonly openingCash: number
  readonly receipts: number
  readonly disbursements: number
  /** Opening cash + receipts - disbursements: what there is before financing; negative where it is not enough. */
  readonly excess: number
  readonly borrowing: number
  readonly repayment: number
  readonly interest: number
  /** Excess + borrowing - repayment - interest. */
  readonly closingCash: number
  /** Borrowed and not repaid at the end. */
  readonly loans: number
}

/** A cash budget, and what its loans would still cost if repaid at once. */
export interface CashBudget {
  readonly rows: readonly CashBudgetRow[]
  readonly closingLoans: number
  /** Interest on the open loans to the end of the last period, not paid yet. */
  readonly interestAccrued: number
}

/**
 * Textbook cash budget: borrow the shortfall, repay as soon as there is cash.
 *
 * A loan is drawn at the start of the period that needs it and repaid at the end of one, the oldest first, with simple
 * interest on the principal repaid for every period begun. Source: Garrison, Managerial Accounting, "the cash budget".
 *
 * @param input - opening and minimum cash, receipts and disbursements by period, interest and conventions
 * @param options - currency and rounding
 * @returns one row per period, and the loans that stay open
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`, all problems at once
 * @example
 * ```ts
 * import { cashBudget } from 'sop-engine'
 * const budget = cashBudget(
 *   { openingCash: 20, minimumCash: 10, receipts: [180, 330], disbursements: [260, 230], interestRatePerPeriod: 0.03 },
 *   { currency: 'USD' },
 * )
 * budget.rows.map((row) => row.borrowing) // => [70, 0]
 * budget.rows[1]?.interest // => 4.2
 * budget.rows[1]?.closingCash // => 35.8
 * ```
 */
export function cashBudget(input: CashBudgetInput, options: MoneyOptions): CashBudget {
  const issues = createIssueList()
  const signed = money({ signed: true })
  record<CashBudgetInput>({
    openingCash: signed,
    minimumCash: optional(money()),
    receipts: list(signed, { least: 1 }),
    disbursements: list(signed),
    // Interest of 100 % a period or more is never earned back.
    interestRatePerPeriod: optional(number({ min: 0, below: 1 })),
    borrowingMultiple: optional(money()),
    interestPayment: optional(oneOf('onRepayment', 'eachPeriod')),
    repayment: optional(oneOf('asCashAllows', 'lastPeriod')),
  })(input, '', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  throwIfUnreadable(issues)
  const count = input.receipts.length
  checkLength(input.disbursements, 'disbursements', count, 'periods', issues)
  if (Number(input.borrowingMultiple ?? 1) === 0) {
    refuse(issues, 'OUT_OF_RANGE', 'borrowingMultiple', input.borrowingMultiple, 'an amount above zero')
  }
  issues.throwIfAny()

  const scale = moneyScale(options)
  const { interestRatePerPeriod: rate = 0, interestPayment = 'onRepayment', repayment = 'asCashAllows' } = input
  const receiptsMinor = input.receipts.map((amount, t) => toMinor(amount, scale, `receipts[${t}]`))
  const disbursementsMinor = input.disbursements.map((amount, t) => toMinor(amount, scale, `disbursements[${t}]`))
  let cash = toMinor(input.openingCash, scale, 'openingCash')
  const minimum = toMinor(input.minimumCash ?? 0, scale, 'minimumCash')
  const { borrowingMultiple } = input
  const multiple = borrowingMultiple === undefined ? 1 : toMinor(borrowingMultiple, scale, 'borrowingMultiple')
  if (multiple === 0) {
    refuse(
      issues,
      'OUT_OF_RANGE',
      'borrowingMultiple',
      borrowingMultiple,
      'a minor unit or more',
      'Give 1000, or leave it out.',
    )
    issues.throwIfAny()
  }
  const terms = {
    rate: toFraction(rate),
    multiple,
    rounding: scale.rounding,
    eachPeriod: interestPayment === 'eachPeriod',
  }
  const loans: Loan[] = []
  const major = (amount: number): number => fromMinor(amount, scale)
  const rows = Array.from({ length: count }, (_, t): CashBudgetRow => {
    const openingCash = cash
    const receipts = receiptsMinor[t] as number
    const disbursements = disbursementsMinor[t] as number
    const excess = openingCash + receipts - disbursements
    const { borrowing, interestOfPeriod } = borrowInPeriod(loans, { t, missing: minimum - excess, terms })
    const available = excess + borrowing - interestOfPeriod - minimum
    const mayRepay = repayment === 'asCashAllows' || t === count - 1
    const repaid =
      mayRepay && available > 0 ? repayAtEnd(loans, { t, available, terms }) : { principal: 0, interest: 0 }
    const interest = interestOfPeriod + repaid.interest
    cash = excess + borrowing - repaid.principal - interest
    return {
      openingCash: major(openingCash),
      receipts: major(receipts),
      disbursements: major(disbursements),
      excess: major(excess),
      borrowing: major(borrowing),
      repayment: major(repaid.principal),
      interest: major(interest),
      closingCash: major(cash),
      loans: major(loans.reduce((sum, loan) => sum + loan.principal, 0)),
    }
  })
  return {
    rows,
    closingLoans: rows.at(-1)?.loans ?? 0,
    interestAccrued: major(
      terms.eachPeriod ? 0 : loans.reduce((sum, loan) => sum + interestOn(loan, count - 1, terms), 0),
    ),
  }
}
