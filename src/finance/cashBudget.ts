import { createIssueList } from '../core/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale } from '../core/money.js'
import { borrowInPeriod, interestOn, type Loan, repayAtEnd } from './budgetLoans.js'
import { createInputChecks } from './inputChecks.js'
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
  const scale = moneyScale(options)
  const issues = createIssueList()
  const checks = createInputChecks(issues, scale)
  const count = input.receipts.length
  if (count === 0) issues.add('EMPTY', 'receipts', input.receipts, 'There is no period.', 'Give one amount per period.')
  checks.moneys(input.receipts, 'receipts', count, { negative: true })
  checks.moneys(input.disbursements, 'disbursements', count, { negative: true })
  const rate = input.interestRatePerPeriod ?? 0
  if (checks.quantity(rate, 'interestRatePerPeriod') && rate >= 1) {
    issues.add(
      'OUT_OF_RANGE',
      'interestRatePerPeriod',
      rate,
      'Interest of 100 % a period or more is never earned back.',
      'Write 3 % as 0.03.',
    )
  }
  let cash = checks.money(input.openingCash, 'openingCash', { negative: true }) ?? 0
  const minimum = checks.money(input.minimumCash ?? 0, 'minimumCash') ?? 0
  const multiple =
    input.borrowingMultiple === undefined ? 1 : (checks.money(input.borrowingMultiple, 'borrowingMultiple') ?? 1)
  if (multiple === 0)
    issues.add(
      'OUT_OF_RANGE',
      'borrowingMultiple',
      input.borrowingMultiple,
      'Loans come in multiples above zero.',
      'Give 1000, or leave it out.',
    )
  const { interestPayment = 'onRepayment', repayment = 'asCashAllows' } = input
  if (interestPayment !== 'onRepayment' && interestPayment !== 'eachPeriod') {
    issues.add(
      'OUT_OF_RANGE',
      'interestPayment',
      interestPayment,
      'There is no such convention.',
      "Use 'onRepayment' or 'eachPeriod'.",
    )
  }
  if (repayment !== 'asCashAllows' && repayment !== 'lastPeriod') {
    issues.add(
      'OUT_OF_RANGE',
      'repayment',
      repayment,
      'There is no such convention.',
      "Use 'asCashAllows' or 'lastPeriod'.",
    )
  }
  issues.throwIfAny()

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
    const receipts = checks.money(input.receipts[t], 'receipts', { negative: true }) as number
    const disbursements = checks.money(input.disbursements[t], 'disbursements', { negative: true }) as number
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
