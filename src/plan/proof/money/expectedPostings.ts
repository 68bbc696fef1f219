import { STANDARD_ACCOUNTS } from '../../../finance/chart/accounts.js'
import { expectFinancing, type FinancingFacts } from './expectedFinancing.js'
import { expectFlows } from './expectedFlows.js'
import { type ExpectedJournal, type ExpectedPosting, startJournal } from './expectedJournal.js'
import { expectLayers } from './expectedLayers.js'
import { expectWriteDowns } from './expectWriteDowns.js'
import type { Facts } from '../facts/facts.js'
import { minorAmounts, sum } from '../facts/minorAmounts.js'
import { readMoneyFacts } from '../facts/moneyFacts.js'
import { AT_ONCE, payments } from '../facts/payments.js'

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

/** Works every posting of a plan out again, from its flows of goods and hours and its input, in exact fractions. */
export function expectPostings(facts: Facts): readonly ExpectedPosting[] {
  const { plan, count } = facts
  const { finance } = plan.input
  const amounts = minorAmounts(facts)
  const paid = payments(facts)
  const money = readMoneyFacts(facts)
  const flows = expectFlows(facts, money, amounts, paid)
  const journal = startJournal(facts)
  const { begin, post, pay, itemRef } = journal
  postOpenings({ money, amounts, flows }, journal)
  const stockValue = new Map(
    flows.stock.map(({ itemId, plain, lots }) => [itemId, sum([plain, ...lots.map(({ value }) => value)])]),
  )
  const moveStock = (itemId: string, amount: bigint, quantity?: number): void => {
    stockValue.set(itemId, (stockValue.get(itemId) ?? 0n) + amount)
    const ref = itemRef(itemId)
    post(money.stockAccount(itemId), amount, quantity === undefined ? { ref } : { ref, quantity })
  }
  const layers = expectLayers(facts, flows, journal)
  const costOf = (itemId: string): bigint => (stockValue.get(itemId) ?? 0n) + layers.inStock(itemId)
  const writeDowns = expectWriteDowns(facts, costOf, journal)
  const finish = expectFinancing(facts, { money, amounts, flows, paid }, journal)

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
    for (const { ref, cash } of flows.collected) pay(t, 'collect', ref, ['cash', 'receivables'], cash[t] as bigint)
    for (const { ref, cash } of flows.suppliersPaid)
      pay(t, 'paySuppliers', ref, ['payables', 'cash'], cash[t] as bigint)
    for (const { ref, cash } of flows.assetsPaid)
      pay(t, 'payAssets', ref, ['capitalPayables', 'cash'], cash[t] as bigint)
    pay(t, 'payWages', {}, ['wagesPayable', 'cash'], flows.wagesPaid[t] as bigint)
    finish(t)
  }
  return journal.postings
}

/** Opening balances; what is left of them is retained earnings where these are not given. */
function postOpenings(
  { money, amounts, flows }: Omit<FinancingFacts, 'paid'>,
  { begin, post, balance, itemRef }: ExpectedJournal,
): void {
  const kinds = new Map<string, string>(STANDARD_ACCOUNTS.map(({ id, kind }) => [id, kind]))
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
}
