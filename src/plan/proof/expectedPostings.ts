import type { Ref } from '../../core/keys/ref.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import { isProfitAccount, STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { dayNumber, dayText } from './civilDays.js'
import { expectFlows } from './expectedFlows.js'
import { expectLayers } from './expectedLayers.js'
import { expectWriteDowns } from './expectWriteDowns.js'
import type { Facts } from './facts.js'
import { fraction, plus, round, times, ZERO } from './fraction.js'
import { minorAmounts, sum } from './minorAmounts.js'
import { readMoneyFacts } from './moneyFacts.js'
import { AT_ONCE, payments } from './payments.js'

/** One posting that a rule asks for. */
export interface ExpectedPosting {
  readonly t: number
  readonly rule: string
  readonly account: string
  readonly ref: Ref
  /** Minor units. */
  readonly amount: number
  readonly quantity: number | null
  readonly dueDate: string | null
  /** Number of its entry; only which postings share one is meant. */
  readonly entry: number
}

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

const FIXED_ACCOUNTS = {
  production: 'fixedOverheadCost',
  selling: 'fixedSellingExpense',
  administration: 'administrativeExpense',
} as const

/** The same where the cost follows revenue. */
const VARIABLE_ACCOUNTS = {
  production: 'variableProductionExpense',
  selling: 'variableSellingExpense',
  administration: 'variableAdministrativeExpense',
} as const

interface Detail {
  readonly ref?: Ref
  readonly quantity?: number
  readonly due?: PaymentTerms
  readonly dueDate?: string | undefined
}

/** Writes expected postings down and keeps the balance of every account. */
function startJournal(facts: Facts): {
  readonly postings: ExpectedPosting[]
  begin(t: number, rule: string, ref?: Ref): void
  post(account: string, amount: bigint, detail?: Detail): void
  balance(account: string): bigint
} {
  const postings: ExpectedPosting[] = []
  const balances = new Map<string, bigint>()
  const head: { t: number; rule: string; ref: Ref; entry: number } = { t: -1, rule: '', ref: {}, entry: -1 }
  const ends = facts.plan.calendar.periods.map(({ end }) => dayNumber(end))
  const texts = new Map<number, string>()
  const dueDay = (terms: PaymentTerms | undefined, t: number): string | null => {
    if (terms === undefined || !('netDays' in terms)) return null
    const day = (ends[t] ?? Number.NaN) - 1 + terms.netDays
    const text = texts.get(day) ?? dayText(day)
    texts.set(day, text)
    return text
  }
  const balance = (account: string): bigint => balances.get(account) ?? 0n
  return {
    postings,
    balance,
    begin(t, rule, ref = {}) {
      head.t = t
      head.rule = rule
      head.ref = ref
      head.entry++
    },
    post(account, amount, { ref = head.ref, quantity, due, dueDate } = {}) {
      if (amount === 0n) return
      balances.set(account, balance(account) + amount)
      const { t, rule, entry } = head
      postings.push({
        t,
        rule,
        account,
        ref,
        // What is no safe number is the amount of no posting: none of them is so large.
        amount: Number(amount),
        quantity: quantity ?? null,
        dueDate: dueDate ?? dueDay(due, t),
        entry,
      })
    },
  }
}

/** Works every posting of a plan out again, from its flows of goods and hours and its input, in exact fractions. */
export function expectPostings(facts: Facts): readonly ExpectedPosting[] {
  const { plan, count, days } = facts
  const { rounding, finance } = plan.input
  const amounts = minorAmounts(facts)
  const paid = payments(facts)
  const money = readMoneyFacts(facts)
  const flows = expectFlows(facts, money, amounts, paid)
  const journal = startJournal(facts)
  const { begin, post, balance } = journal
  // One object for each item: what speaks of the same is found by it, not by a key of its own.
  const itemRefs = new Map(plan.input.items.map(({ id }): [string, Ref] => [id, { itemId: id }]))
  const itemRef = (itemId: string): Ref => itemRefs.get(itemId) ?? { itemId }
  const kinds = new Map<string, string>(STANDARD_ACCOUNTS.map(({ id, kind }) => [id, kind]))

  // Opening balances.
  begin(-1, 'opening')
  for (const { account, amount, ref, dueDate } of money.openings) {
    if (account === 'retainedEarnings') continue
    const minor = amounts.money(amount)
    post(account, kinds.get(account) === 'asset' ? minor : -minor, { ref, dueDate })
  }
  for (const { itemId, plain, plainUnits, lots } of flows.stock) {
    post(money.stockAccount(itemId), plain, { ref: itemRef(itemId), quantity: plainUnits })
    for (const { ref, units, value } of lots) post(money.stockAccount(itemId), value, { ref, quantity: units })
  }
  for (const { id, isOpening, cost, opening } of flows.assets) {
    if (!isOpening) continue
    post('fixedAssetsAtCost', cost, { ref: { assetId: id } })
    post('accumulatedDepreciation', -opening, { ref: { assetId: id } })
  }
  const retained = money.openings.filter(({ account }) => account === 'retainedEarnings')
  if (retained.length === 0) post('retainedEarnings', -sum([...kinds.keys()].map(balance)))
  for (const { amount, ref } of retained) post('retainedEarnings', -amounts.money(amount), { ref })

  const stockValue = new Map(
    flows.stock.map(({ itemId, plain, lots }) => [itemId, sum([plain, ...lots.map(({ value }) => value)])]),
  )
  const moveStock = (itemId: string, amount: bigint, quantity?: number): void => {
    stockValue.set(itemId, (stockValue.get(itemId) ?? 0n) + amount)
    const ref = itemRef(itemId)
    post(money.stockAccount(itemId), amount, quantity === undefined ? { ref } : { ref, quantity })
  }
  const layers = expectLayers(facts, flows, { begin, post, balance, itemRef })
  const writeDowns = expectWriteDowns(facts, {
    begin,
    post,
    itemRef,
    costOf: (itemId) => (stockValue.get(itemId) ?? 0n) + layers.inStock(itemId),
  })
  const profitAccounts = STANDARD_ACCOUNTS.filter(isProfitAccount)
    .map(({ id }) => id as string)
    .filter((id) => id !== 'incomeTax')
  const chargedOn = (base: bigint): bigint =>
    round(times({ n: largest(0n, base), d: 1n }, fraction(money.tax?.rateShare ?? 0)), rounding)
  const loss = amounts.money(money.tax?.openingLoss)
  const earned = amounts.money(money.tax?.openingProfit)
  const tax = {
    loss,
    year: plan.calendar.periods[0]?.fiscalYear,
    before: -earned,
    last: 0n,
    charged: chargedOn(earned - loss),
    due: [...flows.taxPaid],
  }
  let interestExact = ZERO
  let interestBefore = 0n
  const facility: Ref = money.facility === undefined ? {} : { creditFacilityId: money.facility.id }

  for (let t = 0; t < count; t++) {
    for (const { itemId, opening, revalued, revaluedInWork, fixedInStock, fixedInWork } of flows.stock) {
      const worth = t === 0 ? opening : revalued[t]
      if (worth === undefined) continue
      const difference = worth - (stockValue.get(itemId) ?? 0n)
      const inWork = revaluedInWork[t] as bigint
      begin(t, 'revalueStock', itemRef(itemId))
      moveStock(itemId, difference)
      if (t === 0 && !layers.isAverage) {
        post('stockRevaluation', -difference)
        continue
      }
      const [fixed, fixedWork] = t === 0 ? [0n, 0n] : [fixedInStock[t] as bigint, fixedInWork[t] as bigint]
      post('inventoryWorkInProgress', inWork)
      layers.takeOff(itemId, [difference, fixed], [inWork, fixedWork])
    }
    if (t === 0) writeDowns.open()
    for (const { ref, amounts: invoices, units, terms } of flows.sales) {
      const [amount, quantity] = [invoices[t] as bigint, units[t] as number]
      begin(t, 'sale', ref)
      post('receivables', amount, { quantity, due: terms })
      post('revenue', -amount, { quantity: -quantity })
    }
    for (const isWork of [false, true]) {
      for (const { bought, ref, amounts: invoices, standard, units, terms } of flows.purchases) {
        if (bought.isWork !== isWork) continue
        const [price, value, quantity] = [invoices[t] as bigint, standard[t] as bigint, units[t] as number]
        begin(t, isWork ? 'outsideProcessing' : 'purchase', ref)
        post('payables', -price, { quantity: -quantity, due: terms })
        moveStock(bought.itemId, value, quantity)
        post('purchasePriceVariance', price - value)
        layers.paidBeyond(t, bought.itemId, price - value)
      }
    }
    for (const { itemId, produced, producedUnits, inWork, isOutside, absorbed, used } of flows.stock) {
      const [made, begun] = [produced[t] as bigint, inWork[t] as bigint]
      let taken = 0n
      begin(t, 'produce', itemRef(itemId))
      // Where work is paid for outside, the units come in with it.
      moveStock(itemId, made, isOutside ? undefined : (producedUnits[t] as number))
      post('inventoryWorkInProgress', begun)
      for (const component of used) {
        const amount = component.amounts[t] as bigint
        moveStock(component.itemId, -amount, -(component.units[t] as number))
        taken += amount
      }
      for (const { account, amounts: part } of absorbed) {
        post(account, -(part[t] as bigint))
        taken += part[t] as bigint
        if (account === 'fixedOverheadAbsorbed') layers.absorbedBy(t, itemId, part[t] as bigint)
      }
      post('usageVariance', taken - made - begun)
    }
    for (const { itemId, sold, soldUnits } of flows.stock) {
      begin(t, 'costOfSales', itemRef(itemId))
      post('standardCostOfSales', sold[t] as bigint, { quantity: soldUnits[t] as number })
      moveStock(itemId, -(sold[t] as bigint), -(soldUnits[t] as number))
    }
    for (const { itemId, closing } of flows.stock) {
      const missing = (closing[t] as bigint) - (stockValue.get(itemId) ?? 0n)
      begin(t, 'stockRounding', itemRef(itemId))
      moveStock(itemId, missing)
      post('inventoryRounding', -missing)
    }
    layers.carry(t)
    for (const { resourceId, regular, overtime, paidHours, overtimeHours, paid, isPaidIdle } of flows.labor) {
      begin(t, 'payroll', { resourceId })
      post(isPaidIdle ? 'fixedLaborCost' : 'laborCost', regular[t] as bigint, { quantity: paidHours[t] as number })
      post('laborCost', overtime[t] as bigint, { quantity: overtimeHours[t] as number })
      const due = finance.payrollTerms
      post('wagesPayable', -((regular[t] as bigint) + (overtime[t] as bigint)), {
        quantity: -(paid[t] as number),
        due,
      })
    }
    for (const { resourceId, variable, hours } of flows.labor) {
      const [amount, quantity] = [variable[t] as bigint, hours[t] as number]
      begin(t, 'variableOverhead', { resourceId })
      post('variableOverheadCost', amount, { quantity })
      post('payables', -amount, { quantity: -quantity, due: finance.supplierTerms })
    }
    plan.input.overheads.forEach(({ id, function: purpose, rateOfRevenue, terms }, n) => {
      const amount = flows.overheads[n]?.[t] as bigint
      begin(t, 'overhead', { overheadId: id })
      post((rateOfRevenue === undefined ? FIXED_ACCOUNTS : VARIABLE_ACCOUNTS)[purpose], amount)
      post('payables', -amount, { due: terms ?? AT_ONCE })
    })
    for (const asset of flows.assets) {
      if (asset.acquired !== t) continue
      begin(t, 'acquireAsset', { assetId: asset.id })
      post('fixedAssetsAtCost', asset.cost)
      post('capitalPayables', -asset.cost, { due: asset.terms ?? AT_ONCE })
    }
    for (const asset of flows.assets) {
      const charge = asset.charges[t] as bigint
      begin(t, 'depreciation', { assetId: asset.id })
      post(asset.isProduction ? 'productionDepreciation' : 'nonProductionDepreciation', charge)
      post('accumulatedDepreciation', -charge)
    }
    for (const asset of flows.assets) {
      if (asset.disposed !== t) continue
      const charged = asset.opening + sum(asset.charges)
      begin(t, 'disposeAsset', { assetId: asset.id })
      post('accumulatedDepreciation', charged)
      post('cash', asset.proceeds)
      post('fixedAssetsAtCost', -asset.cost)
      post('disposalResult', asset.cost - charged - asset.proceeds)
    }
    layers.share(t)
    writeDowns.close(t)
    const pay = (rule: string, ref: Ref, debit: string, credit: string, amount: bigint): void => {
      begin(t, rule, ref)
      post(debit, amount)
      post(credit, -amount)
    }
    for (const { ref, cash } of flows.collected) pay('collect', ref, 'cash', 'receivables', cash[t] as bigint)
    for (const { ref, cash } of flows.suppliersPaid) pay('paySuppliers', ref, 'payables', 'cash', cash[t] as bigint)
    for (const { ref, cash } of flows.assetsPaid) pay('payAssets', ref, 'capitalPayables', 'cash', cash[t] as bigint)
    pay('payWages', {}, 'wagesPayable', 'cash', flows.wagesPaid[t] as bigint)

    const drawn = -balance('creditFacilities')
    const rate = fraction(money.facility?.interestRatePerYear ?? 0)
    interestExact = plus(
      interestExact,
      times(times(rate, { n: BigInt(days[t] as number), d: 365n }), { n: drawn, d: 1n }),
    )
    const interestNow = round(interestExact, rounding)
    pay('interest', facility, 'interestExpense', 'cash', interestNow - interestBefore)
    interestBefore = interestNow

    if (money.tax !== undefined) {
      const year = plan.calendar.periods[t]?.fiscalYear
      if (year !== tax.year) {
        tax.loss = largest(0n, tax.loss - (tax.last - tax.before))
        tax.before = tax.last
        tax.charged = 0n
        tax.year = year
      }
      tax.last = -sum(profitAccounts.map(balance))
      const toDate = chargedOn(tax.last - tax.before - tax.loss)
      const charge = toDate - tax.charged
      tax.charged = toDate
      const terms = money.tax.terms ?? AT_ONCE
      begin(t, 'tax')
      post('incomeTax', charge)
      post('taxPayable', -charge, { due: terms })
      const invoices = days.map((_, s) => (s === t ? charge : 0n))
      paid(invoices, terms).forEach((part, s) => (tax.due[s] = (tax.due[s] as bigint) + part))
    }
    pay('payTax', {}, 'taxPayable', 'cash', tax.due[t] as bigint)

    if (money.facility === undefined) continue
    const surplus = balance('cash') - amounts.money(finance.minimumCash)
    const owed = -balance('creditFacilities')
    if (surplus < 0n) {
      const { limit } = money.facility
      const room = limit === undefined ? -surplus : largest(0n, amounts.money(limit) - owed)
      pay('drawCredit', facility, 'cash', 'creditFacilities', least(-surplus, room))
    } else pay('repayCredit', facility, 'creditFacilities', 'cash', largest(0n, least(surplus, owed)))
  }
  return journal.postings
}
