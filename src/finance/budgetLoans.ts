import type { Rounding } from '../core/money/money.js'
import { roundRatio } from './roundRatio.js'

/** A loan of a cash budget; minor units. */
export interface Loan {
  readonly drawnIn: number
  principal: number
}

/** Conventions of the loans of a cash budget. */
export interface LoanTerms {
  readonly rate: { readonly numerator: bigint; readonly denominator: bigint }
  /** Minor units in which loans are drawn and repaid. */
  readonly multiple: number
  readonly rounding: Rounding
  /** Interest is paid in every period, not with the principal. */
  readonly eachPeriod: boolean
}

/** Simple interest on an amount for a number of periods. */
function simpleInterest(principal: number, periods: number, { rate, rounding }: LoanTerms): number {
  return roundRatio(BigInt(principal) * BigInt(periods) * rate.numerator, rate.denominator, rounding)
}

/** Interest of a loan from its start to the end of period t. */
export function interestOn(loan: Loan, t: number, terms: LoanTerms): number {
  return simpleInterest(loan.principal, t - loan.drawnIn + 1, terms)
}

/** Largest multiple from 0 to `most` that passes a test which fails from some multiple on. */
function largest(most: number, multiple: number, passes: (amount: number) => boolean): number {
  let low = 0
  let high = Math.floor(most / multiple)
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2)
    if (passes(middle * multiple)) low = middle
    else high = middle - 1
  }
  return low * multiple
}

/**
 * Draws, at the start of period t, the least that leaves the minimum at its end; where interest is paid in every period,
 * that of this period is part of what is needed.
 */
export function borrowInPeriod(
  loans: Loan[],
  { t, missing, terms }: { readonly t: number; readonly missing: number; readonly terms: LoanTerms },
): { readonly borrowing: number; readonly interestOfPeriod: number } {
  const owed = loans.reduce((sum, loan) => sum + loan.principal, 0)
  const interestWith = (extra: number): number => (terms.eachPeriod ? simpleInterest(owed + extra, 1, terms) : 0)
  const suffices = (extra: number): boolean => extra - interestWith(extra) >= missing
  let borrowing = 0
  if (!suffices(0)) {
    let most = terms.multiple
    while (!suffices(most)) most *= 2
    borrowing = largest(most, terms.multiple, (extra) => !suffices(extra)) + terms.multiple
    loans.push({ drawnIn: t, principal: borrowing })
  }
  return { borrowing, interestOfPeriod: interestWith(borrowing) }
}

/** Repays, at the end of period t, as much as the available cash covers together with its interest, oldest loan first. */
export function repayAtEnd(
  loans: Loan[],
  { t, available, terms }: { readonly t: number; readonly available: number; readonly terms: LoanTerms },
): { readonly principal: number; readonly interest: number } {
  let left = available
  let principal = 0
  let interest = 0
  for (const loan of loans) {
    const cost = (part: number): number => (terms.eachPeriod ? 0 : simpleInterest(part, t - loan.drawnIn + 1, terms))
    const part = largest(loan.principal, terms.multiple, (amount) => amount + cost(amount) <= left)
    if (part === 0 && loan.principal > 0) break
    loan.principal -= part
    principal += part
    interest += cost(part)
    left -= part + cost(part)
    if (loan.principal > 0) break
  }
  const open = loans.filter((loan) => loan.principal > 0)
  loans.splice(0, loans.length, ...open)
  return { principal, interest }
}
