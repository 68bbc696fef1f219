import { expectFlows } from './expectedFlows.js'
import type { Facts } from './facts.js'
import { fraction, plus, round, times, ZERO } from './fraction.js'
import { minorAmounts } from './minorAmounts.js'
import { AT_ONCE, payments } from './payments.js'

/** The postings that the rule book (docs/reference/ledger.md) asks for: amounts in minor units by cell, in order. */
export interface ExpectedPostings {
  /** Amounts by `period|rule|source|account`. */
  readonly cells: ReadonlyMap<string, readonly bigint[]>
}

export const cellKey = (t: number, rule: string, source: string, account: string): string =>
  `${t}|${rule}|${source}|${account}`

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** Works every posting of a plan out again, from its flows of goods and hours and its input, in exact fractions. */
export function expectPostings(facts: Facts): ExpectedPostings {
  const { plan, count, days } = facts
  const { input, inventory, shipments, costs } = plan
  const { finance } = input
  const amounts = minorAmounts(facts)
  const { money, product } = amounts
  const paid = payments(facts)
  const flows = expectFlows(facts, amounts, paid)
  const { sales, purchases, purchaseStandard, conversion, sold, labor, overheads, assets } = flows
  const { collected, goods, variablePaid, overheadsPaid, assetsPaid, wagesPaid } = flows
  const stockAccount = input.items.map(({ source }) =>
    source === 'buy' ? 'inventoryPurchased' : 'inventoryManufactured',
  )
  const unitCost = costs.map((card) => card.unitCost)

  const cells = new Map<string, bigint[]>()
  const balances = new Map<string, bigint>()
  const post = (t: number, rule: string, source: string, account: string, amount: bigint): void => {
    if (amount === 0n) return
    const key = cellKey(t, rule, source, account)
    cells.set(key, [...(cells.get(key) ?? []), amount])
    balances.set(account, balanceOf(account) + amount)
  }
  const balanceOf = (account: string): bigint => balances.get(account) ?? 0n
  const move = (t: number, rule: string, source: string, debit: string, credit: string, amount: bigint): void => {
    post(t, rule, source, debit, amount)
    post(t, rule, source, credit, -amount)
  }

  // Opening balances.
  const open = (source: string, account: string, amount: bigint): void => post(-1, 'opening', source, account, amount)
  open('opening', 'cash', money(finance.openingCash))
  open('opening', 'receivables', money(finance.openingReceivables))
  input.items.forEach(({ id }, i) => {
    open(id, stockAccount[i] as string, product(inventory[i]?.opening[0] ?? 0, unitCost[i] as number))
  })
  assets.forEach(({ id, isOpening, cost, opening }) => {
    if (!isOpening) return
    open(id, 'fixedAssets', cost)
    open(id, 'accumulatedDepreciation', -opening)
  })
  open('opening', 'payables', -money(finance.openingPayables))
  open('opening', 'wagesPayable', -money(finance.openingWagesPayable))
  open('opening', 'taxPayable', -money(finance.openingTaxPayable))
  open('opening', 'creditLine', -money(finance.openingCreditLine))
  open('opening', 'shareCapital', -money(finance.shareCapital))
  const rest = -sum([...balances.values()])
  open('opening', 'retainedEarnings', finance.retainedEarnings === undefined ? rest : -money(finance.retainedEarnings))

  const stockValue = input.items.map((_, i) => product(inventory[i]?.opening[0] ?? 0, unitCost[i] as number))
  const tax = {
    loss: money(finance.tax?.openingLoss),
    year: plan.calendar.periods[0]?.fiscalYear,
    before: 0n,
    last: 0n,
    charged: 0n,
  }
  const taxDue = paid([], finance.tax?.terms ?? AT_ONCE, money(finance.openingTaxPayable))
  const profitAccounts = [
    'revenue',
    'costOfSales',
    'purchasePriceVariance',
    'productionVariance',
    'inventoryRounding',
    'laborCost',
    'laborAbsorbed',
    'variableOverheadCost',
    'variableOverheadAbsorbed',
    'fixedOverheadCost',
    'productionDepreciation',
    'fixedOverheadAbsorbed',
    'sellingExpense',
    'variableSellingExpense',
    'administrativeExpense',
    'depreciation',
    'disposalResult',
    'interestExpense',
  ]
  let interestExact = ZERO
  let interestBefore = 0n

  for (let t = 0; t < count; t++) {
    shipments.forEach(({ itemId, marketId }, n) => {
      move(
        t,
        'sale',
        marketId === undefined ? itemId : `${itemId}@${marketId}`,
        'receivables',
        'revenue',
        sales[n]?.[t] as bigint,
      )
    })
    input.items.forEach(({ id }, i) => {
      const [price, standard] = [purchases[i]?.[t] as bigint, purchaseStandard[i]?.[t] as bigint]
      post(t, 'purchase', id, 'payables', -price)
      post(t, 'purchase', id, stockAccount[i] as string, standard)
      post(t, 'purchase', id, 'purchasePriceVariance', price - standard)
      stockValue[i] = (stockValue[i] as bigint) + standard
    })
    conversion.forEach(({ produced, absorbed, used }, i) => {
      const id = input.items[i]?.id as string
      const made = produced[t] as bigint
      let taken = 0n
      post(t, 'produce', id, stockAccount[i] as string, made)
      stockValue[i] = (stockValue[i] as bigint) + made
      for (const { place, componentId, amounts } of used) {
        const amount = amounts[t] as bigint
        post(t, 'produce', componentId, stockAccount[place] as string, -amount)
        stockValue[place] = (stockValue[place] as bigint) - amount
        taken += amount
      }
      for (const { account, amounts } of absorbed) {
        post(t, 'produce', id, account, -(amounts[t] as bigint))
        taken += amounts[t] as bigint
      }
      post(t, 'produce', id, 'productionVariance', taken - made)
    })
    input.items.forEach(({ id }, i) => {
      const cost = sold[i]?.[t] as bigint
      move(t, 'costOfSales', id, 'costOfSales', stockAccount[i] as string, cost)
      stockValue[i] = (stockValue[i] as bigint) - cost
    })
    input.items.forEach(({ id }, i) => {
      const value = product(inventory[i]?.closing[t] ?? 0, unitCost[i] as number)
      move(t, 'stockRounding', id, stockAccount[i] as string, 'inventoryRounding', value - (stockValue[i] as bigint))
      stockValue[i] = value
    })
    labor.forEach(({ regular, overtime }, r) => {
      const id = input.resources[r]?.id as string
      post(t, 'payroll', id, 'laborCost', regular[t] as bigint)
      post(t, 'payroll', id, 'laborCost', overtime[t] as bigint)
      post(t, 'payroll', id, 'wagesPayable', -((regular[t] as bigint) + (overtime[t] as bigint)))
    })
    labor.forEach(({ variable }, r) => {
      move(
        t,
        'variableOverhead',
        input.resources[r]?.id as string,
        'variableOverheadCost',
        'payables',
        variable[t] as bigint,
      )
    })
    finance.overheads.forEach(({ id, function: purpose, rateOfRevenue }, n) => {
      const fixed = {
        production: 'fixedOverheadCost',
        selling: 'sellingExpense',
        administration: 'administrativeExpense',
      }[purpose]
      const account = rateOfRevenue !== undefined && purpose === 'selling' ? 'variableSellingExpense' : fixed
      move(t, 'overhead', id, account, 'payables', overheads[n]?.[t] as bigint)
    })
    for (const asset of assets)
      if (asset.acquired === t) move(t, 'acquireAsset', asset.id, 'fixedAssets', 'capitalPayables', asset.cost)
    for (const asset of assets) {
      move(
        t,
        'depreciation',
        asset.id,
        asset.isProduction ? 'productionDepreciation' : 'depreciation',
        'accumulatedDepreciation',
        asset.charges[t] as bigint,
      )
    }
    for (const asset of assets) {
      if (asset.disposed !== t) continue
      const charged = asset.opening + sum(asset.charges)
      post(t, 'disposeAsset', asset.id, 'accumulatedDepreciation', charged)
      post(t, 'disposeAsset', asset.id, 'cash', asset.proceeds)
      post(t, 'disposeAsset', asset.id, 'fixedAssets', -asset.cost)
      post(t, 'disposeAsset', asset.id, 'disposalResult', asset.cost - charged - asset.proceeds)
    }
    for (const [source, cash] of collected) move(t, 'collect', source, 'cash', 'receivables', cash[t] as bigint)
    for (const [source, cash] of goods) move(t, 'paySuppliers', source, 'payables', 'cash', cash[t] as bigint)
    input.resources.forEach(({ id }, r) =>
      move(t, 'paySuppliers', id, 'payables', 'cash', variablePaid[r]?.[t] as bigint),
    )
    finance.overheads.forEach(({ id }, n) =>
      move(t, 'paySuppliers', id, 'payables', 'cash', overheadsPaid[n]?.[t] as bigint),
    )
    assets.forEach(({ id }, n) => move(t, 'payAssets', id, 'capitalPayables', 'cash', assetsPaid[n]?.[t] as bigint))
    move(t, 'payWages', 'payroll', 'wagesPayable', 'cash', wagesPaid[t] as bigint)

    const drawn = -balanceOf('creditLine')
    const rate = fraction(finance.creditLine?.interestRatePerYear ?? 0)
    interestExact = plus(
      interestExact,
      times(times(rate, { n: BigInt(days[t] as number), d: 365n }), { n: drawn, d: 1n }),
    )
    const interestNow = round(interestExact, input.rounding)
    move(t, 'interest', 'creditLine', 'interestExpense', 'cash', interestNow - interestBefore)
    interestBefore = interestNow

    if (finance.tax !== undefined) {
      const year = plan.calendar.periods[t]?.fiscalYear
      if (year !== tax.year) {
        tax.loss = largest(0n, tax.loss - (tax.last - tax.before))
        tax.before = tax.last
        tax.charged = 0n
        tax.year = year
      }
      tax.last = -sum(profitAccounts.map(balanceOf))
      const base = largest(0n, tax.last - tax.before - tax.loss)
      const toDate = round(times({ n: base, d: 1n }, fraction(finance.tax.rateShare)), input.rounding)
      const charge = toDate - tax.charged
      tax.charged = toDate
      move(t, 'tax', 'incomeTax', 'incomeTax', 'taxPayable', charge)
      const invoices = days.map((_, s) => (s === t ? charge : 0n))
      paid(invoices, finance.tax.terms ?? AT_ONCE).forEach((part, s) => (taxDue[s] = (taxDue[s] as bigint) + part))
    }
    move(t, 'payTax', 'incomeTax', 'taxPayable', 'cash', taxDue[t] as bigint)

    if (finance.creditLine === undefined) continue
    const surplus = balanceOf('cash') - money(finance.minimumCash)
    const owed = -balanceOf('creditLine')
    if (surplus < 0n) {
      const limit = finance.creditLine.limit
      const room = limit === undefined ? -surplus : largest(0n, money(limit) - owed)
      move(t, 'drawCredit', 'creditLine', 'cash', 'creditLine', least(-surplus, room))
    } else move(t, 'repayCredit', 'creditLine', 'creditLine', 'cash', largest(0n, least(surplus, owed)))
  }
  return { cells }
}
