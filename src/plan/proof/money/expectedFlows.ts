import type { MoneyInput } from '../../../core/money/money.js'
import { type Ref, refKey } from '../../../core/keys/ref.js'
import type { PaymentTerms } from '../../../core/time/terms.js'
import { type AssetFacts, layOut } from '../facts/assetFacts.js'
import { capacityOf } from '../facts/capacityFacts.js'
import { type Facts, seriesIds } from '../facts/facts.js'
import { type Fraction, fraction, plus, round, times } from '../fraction.js'
import { add, type Amounts, type MinorAmounts, sum } from '../facts/minorAmounts.js'
import type { BoughtFacts, MoneyFacts } from '../facts/moneyFacts.js'
import { AT_ONCE, type Paid } from '../facts/payments.js'
import { standardsInForce } from '../facts/standardFacts.js'
import { type StockExpected, stockExpected } from './stockAtStandard.js'
import { soldBy } from '../customers/soldUnits.js'

/** Invoices of something with the terms that hold for it. */
export interface Invoiced {
  readonly ref: Ref
  readonly amounts: Amounts
  readonly units: readonly number[]
  readonly terms: PaymentTerms
}

/** Hours of one resource and what they cost. */
export interface LaborExpected {
  readonly resourceId: string
  /** Whether regular hours are paid whether they are worked or not. */
  readonly isPaidIdle: boolean
  /** Regular hours that are paid. */
  readonly paidHours: readonly number[]
  readonly overtimeHours: readonly number[]
  /** Regular and overtime hours paid. */
  readonly paid: readonly number[]
  /** Regular and overtime hours worked. */
  readonly hours: readonly number[]
  readonly regular: Amounts
  readonly overtime: Amounts
  readonly variable: Amounts
}

/** Cash of one group by period. */
export interface CashExpected {
  readonly ref: Ref
  readonly cash: Amounts
}

/** Every flow of money of a plan by period, in minor units, before it is posted. */
export interface ExpectedFlows {
  readonly sales: readonly Invoiced[]
  readonly purchases: readonly (Invoiced & { readonly bought: BoughtFacts; readonly standard: Amounts })[]
  readonly stock: readonly StockExpected[]
  readonly labor: readonly LaborExpected[]
  readonly overheads: readonly Amounts[]
  readonly assets: readonly AssetFacts[]
  readonly collected: readonly CashExpected[]
  readonly suppliersPaid: readonly CashExpected[]
  readonly assetsPaid: readonly CashExpected[]
  readonly wagesPaid: Amounts
  /** Opening tax by period of payment. */
  readonly taxPaid: Amounts
}

function laborExpected(facts: Facts, { toMinor, product }: MinorAmounts): LaborExpected[] {
  const { input, supply } = facts.plan
  const records = new Map(supply.resources.map((record) => [record.resourceId, record]))
  const none = facts.days.map(() => 0)
  return input.resources.map((resource) => {
    const record = records.get(resource.id)
    const regularHours = record?.regularHours ?? none
    const overtimeHours = record?.overtimeHours ?? none
    const isPaidIdle = resource.paidHours === 'capacity'
    const paidHours = isPaidIdle ? capacityOf(facts, resource) : regularHours
    const wage = facts.level(resource.costPerHour)
    const premium = facts.level(resource.overtimeCostPerHour)
    const variable = facts.level(resource.variableOverheadPerHour)
    const withOvertime = (regular: readonly number[]): Fraction[] =>
      regular.map((hours, t) => plus(fraction(hours), fraction(overtimeHours[t] ?? 0)))
    const numbers = (fractions: readonly Fraction[]): number[] => fractions.map(({ n, d }) => Number(n) / Number(d))
    const all = withOvertime(regularHours)
    return {
      resourceId: resource.id,
      isPaidIdle,
      paidHours,
      overtimeHours,
      paid: numbers(withOvertime(paidHours)),
      hours: numbers(all),
      regular: paidHours.map((hours, t) => product(hours, wage[t] as number)),
      overtime: overtimeHours.map((hours, t) => product(hours, premium[t] as number)),
      variable: all.map((hours, t) => toMinor(times(hours, fraction(variable[t] as number)))),
    }
  })
}

/** Invoices of one group are shared out as one by the terms of its first; each opening balance on its own. */
function payGroups(
  rows: readonly { readonly group: Ref; readonly terms: PaymentTerms; readonly amounts: Amounts }[],
  account: string,
  context: { readonly facts: Facts; readonly money: MoneyFacts; readonly amounts: MinorAmounts; readonly paid: Paid },
): CashExpected[] {
  const { facts, money, amounts, paid } = context
  const groups = new Map<string, { ref: Ref; terms: PaymentTerms; invoices: Amounts; cash: Amounts }>()
  const none = facts.days.map(() => 0n)
  const groupOf = (ref: Ref, terms: PaymentTerms): { invoices: Amounts; cash: Amounts } => {
    const known = groups.get(refKey(ref)) ?? { ref, terms, invoices: none, cash: none }
    groups.set(refKey(ref), known)
    return known
  }
  for (const { group, terms, amounts: invoices } of rows) {
    const known = groupOf(group, terms)
    known.invoices = add(known.invoices, invoices)
  }
  for (const { group, terms, amount, dueDate } of money.openings.filter((row) => row.account === account)) {
    const known = groupOf(group, terms)
    known.cash = add(known.cash, openingPaid(amounts.money(amount), terms, dueDate, context))
  }
  return [...groups.values()].map(({ ref, terms, invoices, cash }) => ({ ref, cash: add(paid(invoices, terms), cash) }))
}

function openingPaid(
  amount: bigint,
  terms: PaymentTerms,
  dueDate: string | undefined,
  { facts, paid }: { readonly facts: Facts; readonly paid: Paid },
): Amounts {
  if (dueDate === undefined) return paid([], terms, amount)
  const { periods } = facts.plan.calendar
  const due = periods.findIndex(({ end }) => dueDate < end)
  return periods.map((_, t) => (t === due ? amount : 0n))
}

/** Turns flows of goods and hours into flows of money, at the prices, wages, costs and terms of the input. */
export function expectFlows(facts: Facts, money: MoneyFacts, amounts: MinorAmounts, paid: Paid): ExpectedFlows {
  const { plan, days } = facts
  const { finance, rounding } = plan.input
  const context = { facts, money, amounts, paid }
  const sales = plan.shipments.flatMap((shipment) => {
    const { marketId } = shipment
    const market: Ref = marketId === undefined ? {} : { marketId }
    const sold = soldBy(facts, shipment, amounts)
    return sold.map(({ order, units, amounts: invoices }) => ({
      ref: { ...seriesIds(shipment), ...(order !== undefined && { orderId: order.id }) },
      group: market,
      units,
      amounts: invoices,
      terms: money.termsOfMarket(marketId),
    }))
  })
  const revenue = days.map((_, t) => sum(sales.map((row) => row.amounts[t] as bigint)))
  const stock = stockExpected(facts, money, amounts)
  const labor = laborExpected(facts, amounts)
  const standards = standardsInForce(facts)
  const purchases = money.bought.map((bought) => ({
    bought,
    ref: bought.ref,
    group: bought.group,
    units: bought.units,
    amounts: bought.units.map((units, t) => amounts.product(units, bought.price[t] as MoneyInput)),
    standard: amounts.cumulative(
      standards
        .get(bought.itemId)
        ?.map(({ unitCost, thisLevel }) => (bought.isWork ? thisLevel.outsideProcessing : unitCost)) ?? 0,
      bought.units,
    ),
    terms: bought.terms,
  }))
  const overheads = plan.input.overheads.map(({ amount, rateOfRevenue }) =>
    rateOfRevenue === undefined
      ? amounts.byPeriod(amount, true).map(amounts.money)
      : revenue.map((total) => round(times({ n: total, d: 1n }, fraction(rateOfRevenue)), rounding)),
  )
  const assets = plan.input.assets.map((asset) => layOut(asset, facts, amounts.money, rounding))
  const wages = days.map((_, t) =>
    sum(labor.map(({ regular, overtime }) => (regular[t] as bigint) + (overtime[t] as bigint))),
  )
  return {
    sales,
    purchases,
    stock,
    labor,
    overheads,
    assets,
    collected: payGroups(sales, 'receivables', context),
    suppliersPaid: [
      ...payGroups(purchases, 'payables', context),
      ...labor.map(({ resourceId, variable }) => ({
        ref: { resourceId },
        cash: paid(variable, finance.supplierTerms),
      })),
      ...plan.input.overheads.map(({ id, terms }, n) => ({
        ref: { overheadId: id },
        cash: paid(overheads[n] as Amounts, terms ?? AT_ONCE),
      })),
    ],
    assetsPaid: [
      ...payGroups([], 'capitalPayables', context),
      ...assets.map(({ id, acquired, cost, terms }) => ({
        ref: { assetId: id },
        cash: paid(
          days.map((_, s) => (acquired === s ? cost : 0n)),
          terms ?? AT_ONCE,
        ),
      })),
    ],
    wagesPaid: (
      payGroups(
        [{ group: {}, terms: finance.payrollTerms, amounts: wages }],
        'wagesPayable',
        context,
      )[0] as CashExpected
    ).cash,
    taxPaid: payGroups([], 'taxPayable', context)[0]?.cash ?? days.map(() => 0n),
  }
}
