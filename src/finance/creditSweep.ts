import { optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from '../core/money/money.js'
import { money, MONEY_FIELDS } from '../core/money/moneyChecks.js'

/** Cash and credit line before a sweep, major units. */
export interface CreditSweepInput {
  /** Cash at the end of the period, before anything is drawn or repaid; can be negative. */
  readonly cashBeforeCredit: MoneyInput
  /** Cash to keep; default 0. */
  readonly minimumCash?: MoneyInput
  /** Drawn on the line so far; default 0. */
  readonly drawn?: MoneyInput
  /** The most that can be drawn; default no limit. */
  readonly limit?: MoneyInput
}

/** What a sweep does, major units. */
export interface CreditSweep {
  readonly draw: number
  readonly repayment: number
  /** Drawn after the sweep. */
  readonly drawn: number
  /** Cash after the sweep. */
  readonly cash: number
  /** How far cash stays below its minimum, because the line is used up. */
  readonly shortfall: number
}

/** The sweep in minor units; `limitMinor` may be infinite. */
export function sweepMinor(input: {
  readonly cashMinor: number
  readonly minimumMinor: number
  readonly drawnMinor: number
  readonly limitMinor: number
}): { readonly draw: number; readonly repayment: number; readonly shortfall: number } {
  const { cashMinor, minimumMinor, drawnMinor, limitMinor } = input
  const missing = minimumMinor - cashMinor
  if (missing <= 0) return { draw: 0, repayment: Math.min(drawnMinor, -missing) || 0, shortfall: 0 }
  const draw = Math.min(missing, Math.max(0, limitMinor - drawnMinor))
  return { draw, repayment: 0, shortfall: missing - draw }
}

/**
 * Draws on a credit line what cash lacks to its minimum, or repays what is above it.
 *
 * draw = min(minimum - cash, limit - drawn) where cash is short; otherwise repayment = min(drawn, cash - minimum).
 *
 * @param input - cash before the sweep, cash to keep, what is drawn and the limit, major units
 * @param options - currency and rounding
 * @returns draw or repayment, balances after it, and what stays missing
 * @throws SopError `NOT_FINITE`, `OUT_OF_RANGE` for a negative minimum, balance or limit, `UNKNOWN_ID` for the currency
 * @example
 * ```ts
 * import { creditSweep } from 'sop-engine/finance'
 * const sweep = creditSweep({ cashBeforeCredit: 130, minimumCash: 50, drawn: 60 }, { currency: 'USD' })
 * sweep // => { draw: 0, repayment: 60, drawn: 0, cash: 70, shortfall: 0 }
 * ```
 */
export function creditSweep(input: CreditSweepInput, options: MoneyOptions): CreditSweep {
  const issues = createIssueList()
  record<CreditSweepInput>({
    cashBeforeCredit: money({ signed: true }),
    minimumCash: optional(money()),
    drawn: optional(money()),
    limit: optional(money()),
  })(input, '', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  const cashMinor = toMinor(input.cashBeforeCredit, scale, 'cashBeforeCredit')
  const minimumMinor = toMinor(input.minimumCash ?? 0, scale, 'minimumCash')
  const drawnMinor = toMinor(input.drawn ?? 0, scale, 'drawn')
  const limitMinor = input.limit === undefined ? Number.POSITIVE_INFINITY : toMinor(input.limit, scale, 'limit')
  const { draw, repayment, shortfall } = sweepMinor({ cashMinor, minimumMinor, drawnMinor, limitMinor })
  return {
    draw: fromMinor(draw, scale),
    repayment: fromMinor(repayment, scale),
    drawn: fromMinor(drawnMinor + draw - repayment, scale),
    cash: fromMinor(cashMinor + draw - repayment, scale),
    shortfall: fromMinor(shortfall, scale),
  }
}
