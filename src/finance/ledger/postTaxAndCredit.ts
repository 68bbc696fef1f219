import { allocateMinor, fromMinor, type MoneyScale, productToMinor, toMinor } from '../core/money.js'
import { createNotice } from '../core/notices.js'
import { PROFIT_ACCOUNTS } from './accounts.js'
import { sweepMinor } from './creditSweep.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'
import { cashNotBorrowed, creditLimit } from './notices.js'
import { AT_ONCE } from './postCash.js'
import { roundRatio, toFraction } from './roundRatio.js'

/** Rule `interest`: simple interest, ACT/365, on what was drawn before the period; the cumulative amount is rounded. */
export function interestRule({ input, scale, writer, periods }: LedgerContext): PostRule {
  const rate = toFraction(input.creditLine?.interestRatePerYear ?? 0)
  let balanceDays = 0n
  let before = 0
  return (t) => {
    if (rate.numerator === 0n) return
    balanceDays += BigInt(-writer.balance('creditLine')) * BigInt((periods[t] as { days: number }).days)
    const now = roundRatio(rate.numerator * balanceDays, rate.denominator * 365n, scale.rounding)
    writer.transfer(t, 'interest', 'creditLine', 'interestExpense', 'cash', now - before)
    before = now
  }
}

/** Rules `tax` and `payTax`: what is new in the charge of the fiscal year to date, and its payment. */
export function taxRules(context: LedgerContext): { readonly tax: PostRule; readonly payTax: PostRule } {
  const { input, scale, writer, periods } = context
  const { tax } = input
  const whole: MoneyScale = { decimals: 0, rounding: scale.rounding }
  const schedule = context.schedule(tax?.terms ?? AT_ONCE)
  const due = new Float64Array(periods.length)
  const share = (amountMinor: number, weights: readonly number[], beyond: number): void => {
    if (amountMinor === 0) return
    const parts = allocateMinor(amountMinor, [...weights, beyond])
    for (let t = 0; t < due.length; t++) due[t] = (due[t] as number) + (parts[t] as number)
  }
  const paidOpening = schedule.opening.reduce((a, b) => a + b, 0)
  share(toMinor(input.opening.taxPayable ?? 0, scale), schedule.opening, Math.max(0, 1 - paidOpening))

  const profitAccounts = PROFIT_ACCOUNTS.filter((id) => id !== 'incomeTax')
  const profitToDate = (): number => -profitAccounts.reduce((sum, id) => sum + writer.balance(id), 0)
  let fiscalYear = periods[0]?.fiscalYear
  let lossBroughtForward = toMinor(tax?.openingLoss ?? 0, scale)
  let profitBeforeYear = 0
  let profitBefore = 0
  let charged = 0
  return {
    tax: (t) => {
      if (tax === undefined) return
      const year = periods[t]?.fiscalYear
      if (year !== fiscalYear) {
        lossBroughtForward = Math.max(0, lossBroughtForward - (profitBefore - profitBeforeYear))
        profitBeforeYear = profitBefore
        charged = 0
        fiscalYear = year
      }
      profitBefore = profitToDate()
      const taxable = Math.max(0, profitBefore - profitBeforeYear - lossBroughtForward)
      const toDate = productToMinor(taxable, tax.rateShare, whole)
      const charge = toDate - charged
      charged = toDate
      writer.transfer(t, 'tax', 'incomeTax', 'incomeTax', 'taxPayable', charge)
      share(charge, schedule.shares[t] as readonly number[], schedule.beyond[t] as number)
    },
    payTax: (t) => {
      writer.transfer(t, 'payTax', 'incomeTax', 'taxPayable', 'cash', due[t] as number)
    },
  }
}

/** Rules `drawCredit` and `repayCredit`: after everything else, cash is brought to its minimum as far as the line allows. */
export function creditRule(context: LedgerContext): { readonly sweep: PostRule; warn(): void } {
  const { input, scale, writer, periods, warnings } = context
  const line = input.creditLine
  const minimumMinor = toMinor(input.minimumCash ?? 0, scale)
  const limitMinor = line?.limit === undefined ? Number.POSITIVE_INFINITY : toMinor(line.limit, scale)
  const short: { readonly t: number; readonly amountMinor: number }[] = []
  const noteShortfall = (t: number, amountMinor: number): void => {
    if (amountMinor > 0) short.push({ t, amountMinor })
  }
  return {
    sweep: (t) => {
      const cashMinor = writer.balance('cash')
      if (line === undefined) {
        noteShortfall(t, minimumMinor - cashMinor)
        return
      }
      const drawnMinor = -writer.balance('creditLine')
      const { draw, repayment, shortfall } = sweepMinor({ cashMinor, minimumMinor, drawnMinor, limitMinor })
      writer.transfer(t, 'drawCredit', 'creditLine', 'cash', 'creditLine', draw)
      writer.transfer(t, 'repayCredit', 'creditLine', 'creditLine', 'cash', repayment)
      noteShortfall(t, shortfall)
    },
    warn() {
      const first = short[0]
      if (first === undefined) return
      const most = short.reduce((a, b) => (b.amountMinor > a.amountMinor ? b : a))
      const firstPeriodId = periods[first.t]?.id as string
      warnings.push(
        createNotice(line === undefined ? cashNotBorrowed : creditLimit, {
          path: line === undefined ? 'minimumCash' : 'creditLine.limit',
          periodIds: [firstPeriodId, periods[short.at(-1)?.t ?? first.t]?.id as string],
          amount: fromMinor(most.amountMinor, scale),
          unit: 'money',
          value: {
            periods: short.length,
            of: periods.length,
            firstPeriodId,
            worstPeriodId: periods[most.t]?.id as string,
          },
        }),
      )
    },
  }
}
