import type { MoneyInput } from '../../../core/money/money.js'
import type { Ref } from '../../../core/keys/ref.js'
import type { PaymentTerms } from '../../../core/time/terms.js'
import { type Facts, type seriesIds, seriesKey } from './facts.js'
import { gridOf } from '../gridUnits.js'
import { oncePerPlan } from './oncePerPlan.js'
import { AT_ONCE } from './payments.js'
import { readUnderway } from './underway.js'

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

/** What is bought of an item, or done outside on it, at one price, and how it is paid. */
export interface BoughtFacts {
  readonly itemId: string
  readonly ref: Ref
  readonly group: Ref
  readonly terms: PaymentTerms
  readonly isWork: boolean
  readonly units: readonly number[]
  readonly price: readonly MoneyInput[]
}

/** A part of the opening stock with a book value of its own. */
export interface LotFacts {
  readonly ref: Ref
  readonly units: number
  readonly unitCost: MoneyInput
}

type Input = Facts['plan']['input']

/** What the input says of money, in the words of the ledger; read here, not taken from the planner. */
export interface MoneyFacts {
  readonly openings: readonly OpeningFacts[]
  readonly bought: readonly BoughtFacts[]
  readonly facility: Input['creditFacilities'][number] | undefined
  readonly tax: Input['taxes'][number] | undefined
  /** Account of each item's stock. */
  stockAccount(itemId: string): string
  lots(itemId: string): readonly LotFacts[]
  termsOfMarket(marketId: string | undefined): PaymentTerms
  /** Prices of a demand series: of its market, or of the item. */
  priceOf(row: Parameters<typeof seriesIds>[0]): readonly MoneyInput[]
}

const CLASS_ACCOUNTS: Readonly<Record<Input['items'][number]['inventoryClass'], string>> = {
  merchandise: 'inventoryMerchandise',
  material: 'inventoryMaterials',
  workInProgress: 'inventoryWorkInProgress',
  finishedGoods: 'inventoryFinishedGoods',
}

/** Accounts of stock at standard cost, units in work with it. */
export const AT_STANDARD: readonly string[] = Object.values(CLASS_ACCOUNTS)

/** All that stock stands on. */
export const STOCK_ACCOUNTS: readonly string[] = [
  ...AT_STANDARD,
  'inventoryPriceVariances',
  'inventoryOverheadVariances',
  'inventoryWriteDowns',
]

const level = (facts: Facts, value: MoneyInput | readonly MoneyInput[]): readonly MoneyInput[] =>
  typeof value === 'object' ? value : facts.days.map(() => value)

function openingFacts({ plan: { input } }: Facts, termsOfMarket: MoneyFacts['termsOfMarket']): OpeningFacts[] {
  const { finance } = input
  const customers = new Map(input.customers.map((row) => [row.id, row]))
  const suppliers = new Map(input.suppliers.map((row) => [row.id, row]))
  const only = input.creditFacilities[0]?.id
  return input.openingBalances.map((row) => {
    const { account, amount, customerId, supplierId, dueDate } = row
    const marketId = row.marketId ?? customers.get(customerId ?? '')?.marketId
    const facility = row.creditFacilityId ?? (account === 'creditFacilities' ? only : undefined)
    const market: Ref = marketId === undefined ? {} : { marketId }
    const supplier: Ref = supplierId === undefined ? {} : { supplierId }
    const terms: Partial<Record<string, PaymentTerms>> = {
      receivables: termsOfMarket(marketId),
      payables: suppliers.get(supplierId ?? '')?.terms ?? finance.supplierTerms,
      wagesPayable: finance.payrollTerms,
      taxPayable: input.taxes[0]?.terms ?? AT_ONCE,
    }
    return {
      account,
      amount,
      ref: {
        ...market,
        ...supplier,
        ...(customerId !== undefined && { customerId }),
        ...(facility !== undefined && { creditFacilityId: facility }),
      },
      group: { ...market, ...supplier },
      dueDate,
      terms: terms[account] ?? AT_ONCE,
    }
  })
}

/** What the supplier of an item is paid for a unit by period: bought, or worked on outside. */
export const supplierPrices: (facts: Facts) => ReadonlyMap<string, readonly MoneyInput[]> = oncePerPlan((facts) => {
  const assumed = new Map(facts.plan.input.assumedUnitCosts.map((cost) => [cost.itemId, cost.unitCost]))
  return new Map(
    [...facts.sources].map(([itemId, { kind, purchaseCost }]) => [
      itemId,
      level(facts, purchaseCost ?? (kind === 'buy' ? assumed.get(itemId) : undefined) ?? 0),
    ]),
  )
})

function boughtFacts(facts: Facts): BoughtFacts[] {
  const { input, supply } = facts.plan
  const records = new Map(supply.records.map((record) => [record.itemId, record]))
  const suppliers = new Map(input.suppliers.map((supplier) => [supplier.id, supplier]))
  const underway = readUnderway(facts)
  return input.sources.flatMap(({ itemId, kind, supplierId }): BoughtFacts[] => {
    const record = records.get(itemId)
    const supplier: Ref = supplierId === undefined ? {} : { supplierId }
    const price = supplierPrices(facts).get(itemId) ?? []
    const { power, whole } = gridOf(facts.items.get(itemId))
    const orders = (underway.get(itemId) ?? []).flatMap(({ id, t, units, unitCost }) =>
      unitCost === undefined ? [] : [{ id, units: facts.days.map((_, s) => (s === t ? units / power : 0)), unitCost }],
    )
    const plain = facts.days.map((_, t) => {
      const all = whole(record?.purchased[t]) + whole(record?.scheduledReceipts[t])
      return orders.reduce((rest, { units }) => rest - whole(units[t]), all) / power
    })
    const row = (units: readonly number[], own: Partial<BoughtFacts> = {}): BoughtFacts => ({
      itemId,
      ref: { itemId, ...supplier },
      group: supplier,
      terms: suppliers.get(supplierId ?? '')?.terms ?? input.finance.supplierTerms,
      isWork: false,
      units,
      price,
      ...own,
    })
    return [
      row(plain),
      ...orders.map(({ id, units, unitCost }) =>
        row(units, { ref: { itemId, ...supplier, orderId: id }, price: facts.days.map(() => unitCost) }),
      ),
      ...(kind === 'subcontract' && record !== undefined ? [row(record.produced, { isWork: true })] : []),
    ].filter(({ units }) => units.some((quantity) => quantity !== 0))
  })
}

function lotFacts({ plan: { input }, items }: Facts): Map<string, LotFacts[]> {
  const lots = new Map<string, LotFacts[]>()
  for (const { itemId, lotId, onHand, unitCost } of input.stock) {
    if (unitCost === undefined) continue
    const known = lots.get(itemId) ?? []
    lots.set(itemId, known)
    const { power, whole } = gridOf(items.get(itemId))
    known.push({ ref: { itemId, ...(lotId !== undefined && { lotId }) }, units: whole(onHand) / power, unitCost })
  }
  return lots
}

/** Reads what the input says of money. */
export const readMoneyFacts: (facts: Facts) => MoneyFacts = oncePerPlan((facts) => {
  const { input } = facts.plan
  const items = new Map(input.items.map((item) => [item.id, item]))
  const markets = new Map(input.markets.map((market) => [market.id, market]))
  const prices = new Map(
    input.prices.flatMap((row) => (row.customerId === undefined ? [[seriesKey(row), row.price] as const] : [])),
  )
  const lots = lotFacts(facts)
  const termsOfMarket: MoneyFacts['termsOfMarket'] = (marketId) =>
    (marketId === undefined ? undefined : markets.get(marketId)?.terms) ?? input.finance.customerTerms
  return {
    openings: openingFacts(facts, termsOfMarket),
    bought: boughtFacts(facts),
    facility: input.creditFacilities[0],
    tax: input.taxes[0],
    stockAccount: (itemId) => CLASS_ACCOUNTS[items.get(itemId)?.inventoryClass ?? 'merchandise'],
    lots: (itemId) => lots.get(itemId) ?? [],
    termsOfMarket,
    priceOf: (row) => level(facts, prices.get(seriesKey(row)) ?? items.get(row.itemId)?.price ?? 0),
  }
})
