import type { MoneyInput } from '../../core/money.js'
import type { Ref } from '../../core/ref.js'
import type { PaymentTerms } from '../../core/terms.js'
import type { Facts } from './facts.js'
import { AT_ONCE } from './payments.js'

/** An opening balance as the input gives it. */
export interface OpeningFacts {
  readonly account: string
  readonly amount: MoneyInput
  /** What its posting speaks of, and which receipts or payments it joins. */
  readonly ref: Ref
  readonly group: Ref
  readonly dueDate: string | undefined
  readonly terms: PaymentTerms
}

/** What an item costs from outside, and how it is paid. */
export interface BoughtFacts {
  readonly itemId: string
  readonly ref: Ref
  readonly group: Ref
  readonly terms: PaymentTerms
  readonly isWork: boolean
  readonly units: readonly number[]
  readonly price: readonly MoneyInput[]
}

/** What the input says of money, in the words of the ledger; read here, not taken from the planner. */
export interface MoneyFacts {
  readonly openings: readonly OpeningFacts[]
  readonly bought: readonly BoughtFacts[]
  readonly overheads: Facts['plan']['input']['finance']['overheads']
  readonly assets: Facts['plan']['input']['finance']['assets']
  readonly facility:
    { readonly id: string; readonly limit?: MoneyInput; readonly interestRatePerYear?: number } | undefined
  readonly tax:
    { readonly rateShare: number; readonly openingLoss?: MoneyInput; readonly terms?: PaymentTerms } | undefined
  /** Account of each item's stock. */
  stockAccount(itemId: string): string
  termsOfMarket(marketId: string | undefined): PaymentTerms
  priceOf(itemId: string, marketId: string | undefined): readonly MoneyInput[]
}

const level = (facts: Facts, value: MoneyInput | readonly MoneyInput[]): readonly MoneyInput[] =>
  typeof value === 'object' ? value : facts.days.map(() => value)

function openingFacts({ plan }: Facts): OpeningFacts[] {
  const { finance } = plan.input
  const row = (account: string, amount: MoneyInput | undefined, terms: PaymentTerms, ref: Ref = {}): OpeningFacts[] =>
    amount === undefined ? [] : [{ account, amount, ref, group: {}, dueDate: undefined, terms }]
  const facility = finance.creditLine === undefined ? {} : { creditFacilityId: 'creditLine' }
  return [
    ...row('cash', finance.openingCash, AT_ONCE),
    ...row('receivables', finance.openingReceivables, finance.customerTerms),
    ...row('payables', finance.openingPayables, finance.supplierTerms),
    ...row('wagesPayable', finance.openingWagesPayable, finance.payrollTerms),
    ...row('taxPayable', finance.openingTaxPayable, finance.tax?.terms ?? AT_ONCE),
    ...row('creditFacilities', finance.openingCreditLine, AT_ONCE, facility),
    ...row('shareCapital', finance.shareCapital, AT_ONCE),
    ...row('retainedEarnings', finance.retainedEarnings, AT_ONCE),
  ]
}

function boughtFacts(facts: Facts): BoughtFacts[] {
  const { input, supply } = facts.plan
  const assumed = new Map(input.assumedUnitCosts.map((cost) => [cost.itemId, cost.unitCost]))
  const records = new Map(supply.records.map((record) => [record.itemId, record]))
  const suppliers = new Map(input.suppliers.map((supplier) => [supplier.id, supplier]))
  return input.items.flatMap(({ id, source, purchaseCost, supplierId }): BoughtFacts[] => {
    const record = records.get(id)
    const units = facts.days.map((_, t) =>
      Number(((record?.purchased[t] ?? 0) + (record?.scheduledReceipts[t] ?? 0)).toFixed(9)),
    )
    if (units.every((quantity) => quantity === 0)) return []
    const supplier = supplierId === undefined ? {} : { supplierId }
    return [
      {
        itemId: id,
        ref: { itemId: id, ...supplier },
        group: supplier,
        terms: suppliers.get(supplierId ?? '')?.terms ?? input.finance.supplierTerms,
        isWork: false,
        units,
        price: level(facts, source === 'buy' ? (purchaseCost ?? assumed.get(id) ?? 0) : 0),
      },
    ]
  })
}

/** Reads what the input says of money. */
export function readMoneyFacts(facts: Facts): MoneyFacts {
  const { input } = facts.plan
  const { finance } = input
  const components = new Set(input.billOfMaterials.map(({ componentId }) => componentId))
  const items = new Map(input.items.map((item) => [item.id, item]))
  const markets = new Map(input.markets.map((market) => [market.id, market]))
  const prices = new Map<string | undefined, Map<string, MoneyInput | readonly MoneyInput[]>>()
  for (const { itemId, marketId, price } of input.prices) {
    const ofMarket = prices.get(marketId) ?? new Map<string, MoneyInput | readonly MoneyInput[]>()
    prices.set(marketId, ofMarket.set(itemId, price))
  }
  return {
    openings: openingFacts(facts),
    bought: boughtFacts(facts),
    overheads: finance.overheads,
    assets: finance.assets,
    facility: finance.creditLine === undefined ? undefined : { id: 'creditLine', ...finance.creditLine },
    tax: finance.tax,
    stockAccount(itemId) {
      if (items.get(itemId)?.source === 'buy') {
        return components.has(itemId) ? 'inventoryMaterials' : 'inventoryMerchandise'
      }
      return components.has(itemId) ? 'inventoryWorkInProgress' : 'inventoryFinishedGoods'
    },
    termsOfMarket: (marketId) =>
      (marketId === undefined ? undefined : markets.get(marketId)?.terms) ?? finance.customerTerms,
    priceOf: (itemId, marketId) => level(facts, prices.get(marketId)?.get(itemId) ?? items.get(itemId)?.price ?? 0),
  }
}
