import { allocateMinor } from '../../core/money/allocateMinor.js'
import { fromMinor, minorTimesShare, toMinor } from '../../core/money/money.js'
import { createNotice } from '../../core/notices/notices.js'
import { NO_REF, type Ref } from '../../core/keys/ref.js'
import { sweepMinor } from '../creditSweep.js'
import { cashNotBorrowed, creditLimit } from '../notices.js'
import { roundRatio, toFraction } from '../roundRatio.js'
import { openingCash } from './cashGroups.js'
import { AT_ONCE, type LedgerContext, type PostRule } from './ledgerContext.js'

/** What the one credit facility is called in postings. */
function facilityRef({ input }: LedgerContext): Ref {
  const facility = input.creditFacilities?.[0]
  return facility === undefined ? NO_REF : { creditFacilityId: facility.id }
}

/** Rule `interest`: simple interest, ACT/365, on what was drawn before the period; the cumulative amount is rounded. */
export function interestRule(context: LedgerContext): PostRule {
  const { input, scale, writer, periods } = context
  const ref = facilityRef(context)
  const rate = toFraction(input.creditFacilities?.[0]?.interestRatePerYear ?? 0)
  let balanceDays = 0n
  let before = 0
  return (t) => {
    if (rate.numerator === 0n) return
    balanceDays += BigInt(-writer.balance('creditFacilities')) * BigInt((periods[t] as { days: number }).days)
    const now = roundRatio(rate.numerator * balanceDays, rate.denominator * 365n, scale.rounding)
    writer.begin(t, 'interest', ref)
    writer.post('interestExpense', now - before)
    writer.post('cash', before - now)
    before = now
  }
}

/** Rules `tax` and `payTax`: what is new in the charge of the fiscal year to date, and its payment. */
export function taxRules(context: LedgerContext): { readonly tax: PostRule; readonly payTax: PostRule } {
  const { input, flows, scale, writer, periods, dueDate } = context
  const tax = input.taxes?.[0]
  const terms = tax?.terms ?? AT_ONCE
  const schedule = context.schedule(terms)
  const due = new Float64Array(periods.length)
  const add = (parts: readonly number[]): void => {
    for (let t = 0; t < due.length; t++) due[t] = (due[t] as number) + (parts[t] as number)
  }
  for (const row of flows.openings) {
    if (row.account === 'taxPayable') add(openingCash(row, row.terms ?? terms, context))
  }

  const profitAccounts = context.profitAccounts.filter((id) => id !== 'incomeTax')
  const profitToDate = (): number => -profitAccounts.reduce((sum, id) => sum + writer.balance(id), 0)
  let fiscalYear = periods[0]?.fiscalYear
  let lossBroughtForward = toMinor(tax?.openingLoss ?? 0, scale, 'taxes[0].openingLoss')
  // What was earned in the year before the first period counts in it, and was charged.
  const earned = toMinor(tax?.openingProfit ?? 0, scale, 'taxes[0].openingProfit')
  let profitBeforeYear = -earned
  let profitBefore = 0
  let charged = minorTimesShare(Math.max(0, earned - lossBroughtForward), tax?.rateShare ?? 0, scale)
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
      const toDate = minorTimesShare(taxable, tax.rateShare, scale)
      const charge = toDate - charged
      charged = toDate
      writer.begin(t, 'tax', NO_REF)
      writer.post('incomeTax', charge)
      writer.post('taxPayable', -charge, { dueDate: dueDate(terms, t) })
      if (charge !== 0) {
        add(allocateMinor(charge, schedule.invoices[t] as readonly number[]))
      }
    },
    payTax: (t) => {
      writer.begin(t, 'payTax', NO_REF)
      writer.post('taxPayable', due[t] as number)
      writer.post('cash', -(due[t] as number))
    },
  }
}

/** Rules `drawCredit` and `repayCredit`: after everything else, cash is brought to its minimum as far as the facility allows. */
export function creditRule(context: LedgerContext): { readonly sweep: PostRule; warn(): void } {
  const { input, scale, writer, periods, warnings } = context
  const facility = input.creditFacilities?.[0]
  const ref = facilityRef(context)
  const minimumMinor = toMinor(input.minimumCash ?? 0, scale, 'minimumCash')
  const limitMinor =
    facility?.limit === undefined
      ? Number.POSITIVE_INFINITY
      : toMinor(facility.limit, scale, 'creditFacilities[0].limit')
  const short: { readonly t: number; readonly amountMinor: number }[] = []
  const noteShortfall = (t: number, amountMinor: number): void => {
    if (amountMinor > 0) short.push({ t, amountMinor })
  }
  return {
    sweep: (t) => {
      const cashMinor = writer.balance('cash')
      if (facility === undefined) {
        noteShortfall(t, minimumMinor - cashMinor)
        return
      }
      const drawnMinor = -writer.balance('creditFacilities')
      const { draw, repayment, shortfall } = sweepMinor({ cashMinor, minimumMinor, drawnMinor, limitMinor })
      writer.begin(t, 'drawCredit', ref)
      writer.post('cash', draw)
      writer.post('creditFacilities', -draw)
      writer.begin(t, 'repayCredit', ref)
      writer.post('creditFacilities', repayment)
      writer.post('cash', -repayment)
      noteShortfall(t, shortfall)
    },
    warn() {
      const first = short[0]
      if (first === undefined) return
      const most = short.reduce((a, b) => (b.amountMinor > a.amountMinor ? b : a))
      const firstPeriodId = periods[first.t]?.id as string
      warnings.push(
        createNotice(facility === undefined ? cashNotBorrowed : creditLimit, {
          path: facility === undefined ? 'minimumCash' : 'creditFacilities[0].limit',
          refs: facility === undefined ? [] : [ref],
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
