import type { Ref } from '../../../core/keys/ref.js'
import { isProfitAccount, STANDARD_ACCOUNTS } from '../../../finance/chart/accounts.js'
import type { ExpectedFlows } from './expectedFlows.js'
import type { ExpectedJournal } from './expectedJournal.js'
import type { Facts } from '../facts/facts.js'
import { fraction, plus, round, times, ZERO } from '../fraction.js'
import { type MinorAmounts, sum } from '../facts/minorAmounts.js'
import type { MoneyFacts } from '../facts/moneyFacts.js'
import { AT_ONCE, type Paid } from '../facts/payments.js'

/** What interest, tax and credit follow from. */
export interface FinancingFacts {
  readonly money: MoneyFacts
  readonly amounts: MinorAmounts
  readonly flows: ExpectedFlows
  readonly paid: Paid
}

type Rule = (t: number) => void

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** The last postings of a period, which follow from all that was posted before: interest, tax, and credit drawn or repaid. */
export function expectFinancing(facts: Facts, given: FinancingFacts, journal: ExpectedJournal): Rule {
  const rules = [interestRule(facts, given, journal), taxRule(facts, given, journal), creditRule(facts, given, journal)]
  return (t) => rules.forEach((rule) => rule(t))
}

const facilityRef = ({ facility }: MoneyFacts): Ref => (facility === undefined ? {} : { creditFacilityId: facility.id })

function interestRule({ plan, days }: Facts, { money }: FinancingFacts, { pay, balance }: ExpectedJournal): Rule {
  const rate = fraction(money.facility?.interestRatePerYear ?? 0)
  let exact = ZERO
  let before = 0n
  return (t) => {
    const drawn = -balance('creditFacilities')
    exact = plus(exact, times(times(rate, { n: BigInt(days[t] as number), d: 365n }), { n: drawn, d: 1n }))
    const now = round(exact, plan.input.rounding)
    pay(t, 'interest', facilityRef(money), ['interestExpense', 'cash'], now - before)
    before = now
  }
}

function taxRule(
  { plan, days }: Facts,
  { money: { tax }, amounts, flows, paid }: FinancingFacts,
  { begin, post, pay, balance }: ExpectedJournal,
): Rule {
  const { periods } = plan.calendar
  const profitAccounts = STANDARD_ACCOUNTS.filter(isProfitAccount)
    .map(({ id }) => id as string)
    .filter((id) => id !== 'incomeTax')
  const chargedOn = (base: bigint): bigint =>
    round(times({ n: largest(0n, base), d: 1n }, fraction(tax?.rateShare ?? 0)), plan.input.rounding)
  const due = [...flows.taxPaid]
  const earned = amounts.money(tax?.openingProfit)
  let loss = amounts.money(tax?.openingLoss)
  let year = periods[0]?.fiscalYear
  let profitBeforeYear = -earned
  let profit = 0n
  let charged = chargedOn(earned - loss)
  return (t) => {
    if (tax !== undefined) {
      if (periods[t]?.fiscalYear !== year) {
        loss = largest(0n, loss - (profit - profitBeforeYear))
        profitBeforeYear = profit
        charged = 0n
        year = periods[t]?.fiscalYear
      }
      profit = -sum(profitAccounts.map(balance))
      const toDate = chargedOn(profit - profitBeforeYear - loss)
      const charge = toDate - charged
      charged = toDate
      const terms = tax.terms ?? AT_ONCE
      begin(t, 'tax')
      post('incomeTax', charge)
      post('taxPayable', -charge, { due: terms })
      const invoices = days.map((_, s) => (s === t ? charge : 0n))
      paid(invoices, terms).forEach((part, s) => (due[s] = (due[s] as bigint) + part))
    }
    pay(t, 'payTax', {}, ['taxPayable', 'cash'], due[t] as bigint)
  }
}

function creditRule({ plan }: Facts, { money, amounts }: FinancingFacts, { pay, balance }: ExpectedJournal): Rule {
  const { facility } = money
  if (facility === undefined) return () => undefined
  const minimum = amounts.money(plan.input.finance.minimumCash)
  const { limit } = facility
  return (t) => {
    const surplus = balance('cash') - minimum
    const owed = -balance('creditFacilities')
    if (surplus < 0n) {
      const room = limit === undefined ? -surplus : largest(0n, amounts.money(limit) - owed)
      pay(t, 'drawCredit', facilityRef(money), ['cash', 'creditFacilities'], least(-surplus, room))
    } else pay(t, 'repayCredit', facilityRef(money), ['creditFacilities', 'cash'], largest(0n, least(surplus, owed)))
  }
}
