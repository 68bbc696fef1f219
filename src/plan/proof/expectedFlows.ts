import type { MoneyInput } from '../../core/money.js'
import type { PaymentTerms } from '../../core/terms.js'
import { type AssetFacts, layOut } from './assetFacts.js'
import type { Facts } from './facts.js'
import { fraction, plus, round, times } from './fraction.js'
import type { MinorAmounts } from './minorAmounts.js'
import { AT_ONCE, type Paid } from './payments.js'

type Amounts = readonly bigint[]

/** Every flow of money of a plan by period, in minor units, before it is posted. */
export interface ExpectedFlows {
  /** By demand series. */
  readonly sales: readonly Amounts[]
  /** By item: invoices of suppliers, and the same units at standard cost. */
  readonly purchases: readonly Amounts[]
  readonly purchaseStandard: readonly Amounts[]
  /** By item: what production makes, absorbs and takes, at standard cost. */
  readonly conversion: readonly {
    readonly produced: Amounts
    readonly absorbed: readonly { readonly account: string; readonly amounts: Amounts }[]
    readonly used: readonly { readonly place: number; readonly componentId: string; readonly amounts: Amounts }[]
  }[]
  /** By item: cost of what is shipped, at standard. */
  readonly sold: readonly Amounts[]
  /** By resource. */
  readonly labor: readonly { readonly regular: Amounts; readonly overtime: Amounts; readonly variable: Amounts }[]
  readonly overheads: readonly Amounts[]
  readonly assets: readonly AssetFacts[]
  /** Cash by source. */
  readonly collected: ReadonlyMap<string, Amounts>
  readonly goods: ReadonlyMap<string, Amounts>
  readonly variablePaid: readonly Amounts[]
  readonly overheadsPaid: readonly Amounts[]
  readonly assetsPaid: readonly Amounts[]
  readonly wagesPaid: Amounts
}

const sum = (values: Amounts): bigint => values.reduce((a, b) => a + b, 0n)

/** Turns flows of goods and hours into flows of money, at the prices, wages, costs and terms of the input. */
export function expectFlows(
  facts: Facts,
  { toMinor, money, product, cumulative, byPeriod }: MinorAmounts,
  paid: Paid,
): ExpectedFlows {
  const { plan, days } = facts
  const { input, supply: production, shipments, costs } = plan
  const { finance } = input
  const unitCost = costs.map((card) => card.unitCost)
  const assumed = new Map(input.assumedUnitCosts.map((cost) => [cost.itemId, cost.unitCost]))
  const special = new Map(input.prices.map(({ itemId, marketId, price }) => [`${itemId} in ${marketId}`, price]))
  const sales = shipments.map(({ itemId, marketId, shipped }) => {
    const item = input.items[facts.itemPlace.get(itemId) as number]
    const price = byPeriod(special.get(`${itemId} in ${marketId}`) ?? item?.price ?? 0, false)
    return shipped.map((units, t) => product(units, price[t] as MoneyInput))
  })
  const revenue = days.map((_, t) => sum(sales.map((row) => row[t] as bigint)))
  const bought = production.records.map((record) =>
    record.purchased.map((units, t) => Number((units + (record.scheduledReceipts[t] as number)).toFixed(9))),
  )
  const purchases = input.items.map((item, i) => {
    const price = byPeriod(item.purchaseCost ?? assumed.get(item.id) ?? 0, false)
    return (bought[i] as number[]).map((units, t) =>
      item.source === 'buy' ? product(units, price[t] as MoneyInput) : 0n,
    )
  })
  const labor = input.resources.map((resource, r) => {
    const record = production.resources[r]
    const wage = facts.level(resource.costPerHour)
    const premium = facts.level(resource.overtimeCostPerHour)
    const variable = facts.level(resource.variableOverheadPerHour)
    const hours = (t: number): [number, number] => [record?.regularHours[t] ?? 0, record?.overtimeHours[t] ?? 0]
    return {
      regular: days.map((_, t) => product(hours(t)[0], wage[t] as number)),
      overtime: days.map((_, t) => product(hours(t)[1], premium[t] as number)),
      variable: days.map((_, t) =>
        toMinor(times(plus(fraction(hours(t)[0]), fraction(hours(t)[1])), fraction(variable[t] as number))),
      ),
    }
  })
  const overheads = finance.overheads.map(({ amount, rateOfRevenue }) =>
    rateOfRevenue === undefined
      ? byPeriod(amount, true).map(money)
      : revenue.map((total) => round(times({ n: total, d: 1n }, fraction(rateOfRevenue)), input.rounding)),
  )
  const assets = finance.assets.map((asset) => layOut(asset, facts, money, input.rounding))

  // Cash by source.
  const grouped = (rows: readonly { source: string; terms: PaymentTerms; invoices: readonly bigint[] }[]) => {
    const groups = new Map<string, { terms: PaymentTerms; invoices: bigint[] }>()
    for (const { source, terms, invoices } of rows) {
      const known = groups.get(source)
      if (known === undefined) groups.set(source, { terms, invoices: [...invoices] })
      else invoices.forEach((amount, t) => (known.invoices[t] = (known.invoices[t] as bigint) + amount))
    }
    return groups
  }
  const payables = (
    groups: ReadonlyMap<string, { terms: PaymentTerms; invoices: bigint[] }>,
    own: string,
    opening: bigint,
    terms: PaymentTerms,
  ): Map<string, bigint[]> => {
    const rows = new Map<string, bigint[]>()
    for (const [source, group] of groups)
      rows.set(source, paid(group.invoices, group.terms, source === own ? opening : 0n, terms))
    if (opening !== 0n && !groups.has(own)) rows.set(own, paid([], terms, opening))
    return rows
  }
  const collected = payables(
    grouped(
      shipments.map(({ marketId }, n) => ({
        source: marketId ?? 'customers',
        terms: input.markets.find(({ id }) => id === marketId)?.terms ?? finance.customerTerms,
        invoices: sales[n] as bigint[],
      })),
    ),
    'customers',
    money(finance.openingReceivables),
    finance.customerTerms,
  )
  const goods = payables(
    grouped(
      input.items
        .map((item, i) => ({
          source: item.supplierId ?? 'suppliers',
          terms: input.suppliers.find(({ id }) => id === item.supplierId)?.terms ?? finance.supplierTerms,
          invoices: purchases[i] as bigint[],
        }))
        .filter((_, i) => (bought[i] as number[]).some((units) => units > 0)),
    ),
    'suppliers',
    money(finance.openingPayables),
    finance.supplierTerms,
  )
  const wages = days.map((_, t) =>
    sum(labor.map(({ regular, overtime }) => (regular[t] as bigint) + (overtime[t] as bigint))),
  )
  const variablePaid = labor.map(({ variable }) => paid(variable, finance.supplierTerms))
  const overheadsPaid = finance.overheads.map(({ terms }, n) => paid(overheads[n] as bigint[], terms ?? AT_ONCE))
  const assetsPaid = assets.map(({ acquired, cost, terms }) =>
    paid(
      days.map((_, s) => (acquired === s ? cost : 0n)),
      terms ?? AT_ONCE,
    ),
  )
  const wagesPaid = paid(wages, finance.payrollTerms, money(finance.openingWagesPayable))
  const purchaseStandard = bought.map((units, i) => cumulative(unitCost[i] as number, units))
  const conversion = production.records.map(({ produced, components }, i) => {
    const card = costs[i] as (typeof costs)[number]
    const isMade = input.items[i]?.source === 'make'
    return {
      produced: cumulative(card.unitCost, produced),
      absorbed: (['labor', 'variableOverhead', 'fixedOverhead'] as const).map((element) => ({
        account: `${element}Absorbed`,
        amounts: cumulative(isMade ? card.thisLevel[element] : 0, produced),
      })),
      used: components.map(({ componentId, quantities }) => {
        const place = facts.itemPlace.get(componentId) as number
        return { place, componentId, amounts: cumulative(unitCost[place] as number, quantities) }
      }),
    }
  })
  const sold = production.records.map(({ shipped }, i) => cumulative(unitCost[i] as number, shipped))
  return {
    sales,
    purchases,
    purchaseStandard,
    conversion,
    sold,
    labor,
    overheads,
    assets,
    collected,
    goods,
    variablePaid,
    overheadsPaid,
    assetsPaid,
    wagesPaid,
  }
}
