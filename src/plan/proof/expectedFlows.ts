import type { MoneyInput } from '../../core/money/money.js'
import { type Ref, refKey } from '../../core/keys/ref.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import type { ProductionRecord } from '../../production/types.js'
import type { StandardRecord } from '../costs/planStandards.js'
import { type AssetFacts, layOut } from './assetFacts.js'
import { capacityOf } from './capacityFacts.js'
import { type Facts, seriesIds } from './facts.js'
import { type Fraction, fraction, plus, round, times } from './fraction.js'
import { gridOf } from './gridUnits.js'
import type { MinorAmounts } from './minorAmounts.js'
import type { BoughtFacts, MoneyFacts } from './moneyFacts.js'
import { AT_ONCE, type Paid } from './payments.js'
import { standardsInForce } from './standardFacts.js'
import { soldBy } from './soldUnits.js'
import type { UnitFlows } from './varianceLayer.js'
import { hasWork, unitsBegun, workDone } from './workFacts.js'

type Amounts = readonly bigint[]

/** Invoices of something with the terms that hold for it. */
export interface Invoiced {
  readonly ref: Ref
  readonly amounts: Amounts
  readonly units: readonly number[]
  readonly terms: PaymentTerms
}

/** One item's stock at standard cost, in minor units by period. */
export interface StockExpected {
  readonly itemId: string
  /** Opening stock at standard cost; what of it has book values of its own, and the units of the rest. */
  readonly opening: bigint
  readonly lots: readonly { readonly ref: Ref; readonly units: number; readonly value: bigint }[]
  readonly plainUnits: number
  readonly closing: Amounts
  /** Worth, by a new standard, of the stock that is there when it is set; undefined where none is. */
  readonly revalued: readonly (bigint | undefined)[]
  /** By how much a new standard makes units in work worth more, and fixed overhead in them and in stock. */
  readonly revaluedInWork: Amounts
  readonly fixedInStock: Amounts
  readonly fixedInWork: Amounts
  readonly flows: UnitFlows
  readonly produced: Amounts
  readonly producedUnits: readonly number[]
  /** By how much the value of units in work grows. */
  readonly inWork: Amounts
  /** What of `produced` is paid for outside, and comes into stock with that work. */
  readonly outside: Amounts
  readonly isOutside: boolean
  readonly absorbed: readonly { readonly account: string; readonly amounts: Amounts }[]
  readonly used: readonly { readonly itemId: string; readonly units: readonly number[]; readonly amounts: Amounts }[]
  readonly sold: Amounts
  readonly soldUnits: readonly number[]
  readonly plain: bigint
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

const sum = (values: Amounts): bigint => values.reduce((a, b) => a + b, 0n)
const add = (a: Amounts, b: Amounts): Amounts => a.map((amount, t) => amount + (b[t] as bigint))

type Units = readonly number[]

const CONVERSION = ['labor', 'variableOverhead', 'fixedOverhead'] as const

/** Units begun, and work done in units, by period. */
function startedAndWorked(record: ProductionRecord | undefined, decimals: number, none: Units): [Units, Units] {
  if (record === undefined || !hasWork(record)) return [record?.produced ?? none, record?.produced ?? none]
  const power = 10 ** decimals
  // Work has nine decimals: sums of it are freed of what is beyond them.
  const clean = (quantity: number): number => Math.round(quantity * 1e9) / 1e9
  const started = record.produced.map((made, t) =>
    clean(made + unitsBegun(record, t, power) - unitsBegun(record, t - 1, power)),
  )
  return [started, record.produced.map((_, t) => clean(workDone(record, t)))]
}

/** Units in work hold their components, whole ones, and conversion as far as it is done, at standard; less what is complete. */
function grownInWork(
  row: readonly StandardRecord[] | undefined,
  units: { readonly produced: Units; readonly started: Units; readonly worked: Units },
  amounts: MinorAmounts,
): Amounts {
  const none = units.produced.map(() => 0n)
  if (row === undefined || units.started === units.produced) return none
  const grown = (perUnit: Units, into: Units): Amounts => {
    const out = amounts.cumulative(perUnit, units.produced)
    return amounts.cumulative(perUnit, into).map((amount, t) => amount - (out[t] as bigint))
  }
  const { components, own } = workCosts(row)
  return own.map((amount) => grown(amount, units.worked)).reduce(add, grown(components, units.started))
}

/** What a unit in work costs in each period: its components, and each element of its own conversion. */
function workCosts(row: readonly StandardRecord[]): { readonly components: Units; readonly own: readonly Units[] } {
  const micro = (amount: number): number => Math.round(amount * 1e6)
  return {
    components: row.map(({ unitCost, thisLevel }) => {
      const rest = CONVERSION.reduce((left, element) => left - micro(thisLevel[element]), micro(unitCost))
      return (rest - micro(thisLevel.outsideProcessing)) / 1e6
    }),
    own: CONVERSION.map((element) => row.map(({ thisLevel }) => thisLevel[element])),
  }
}

/** Records changed one by one, the same as long as they were. */
function ownRows(
  row: readonly StandardRecord[] | undefined,
  change: (record: StandardRecord) => StandardRecord,
): readonly StandardRecord[] | undefined {
  const known = new Map<StandardRecord, StandardRecord>()
  return row?.map((record) => {
    const changed = known.get(record) ?? change(record)
    known.set(record, changed)
    return changed
  })
}

/** What of the cost of a unit in work is fixed overhead. */
function fixedWorkCosts(row: readonly StandardRecord[]): {
  readonly components: Units
  readonly own: readonly Units[]
} {
  const micro = (amount: number): number => Math.round(amount * 1e6)
  return {
    components: row.map((one) => (micro(one.fixedCost) - micro(one.thisLevel.fixedOverhead)) / 1e6),
    own: [row.map(({ thisLevel }) => thisLevel.fixedOverhead)],
  }
}

/** By how much units in work are worth more by the standard of a period than by the one before it, before its work. */
function revaluedInWork(
  row: readonly StandardRecord[] | undefined,
  units: { readonly produced: Units; readonly started: Units; readonly worked: Units },
  { cumulative }: MinorAmounts,
  fixedAlone = false,
): Amounts {
  if (row === undefined || units.started === units.produced) return units.produced.map(() => 0n)
  const { components, own } = fixedAlone ? fixedWorkCosts(row) : workCosts(row)
  const total = (perUnit: number, of: Units, until: number): bigint => sum(cumulative(perUnit, of.slice(0, until)))
  const held = (perUnit: number, into: Units, until: number): bigint =>
    total(perUnit, into, until) - total(perUnit, units.produced, until)
  const value = (until: number, s: number): bigint =>
    own.reduce(
      (worth, amounts) => worth + held(amounts[s] ?? 0, units.worked, until),
      held(components[s] ?? 0, units.started, until),
    )
  return row.map((record, t) => (t === 0 || record === row[t - 1] ? 0n : value(t, t) - value(t, t - 1)))
}

function stockExpected(facts: Facts, money: MoneyFacts, amounts: MinorAmounts): StockExpected[] {
  const { input, supply, inventory } = facts.plan
  const standards = standardsInForce(facts)
  const records = new Map(supply.records.map((record) => [record.itemId, record]))
  const projected = new Map(inventory.map((record) => [record.itemId, record]))
  const noWorkOutside = (row: StandardRecord): StandardRecord =>
    facts.sources.get(row.itemId)?.kind === 'subcontract'
      ? row
      : { ...row, thisLevel: { ...row.thisLevel, outsideProcessing: 0 } }
  const unitCost = (itemId: string): Units => standards.get(itemId)?.map((row) => row.unitCost) ?? none
  const none = facts.days.map(() => 0)
  const products = new Map<string, { itemId: string; units: Units }[]>()
  for (const { id } of input.items) {
    for (const { componentId, quantities } of records.get(id)?.components ?? []) {
      const known = products.get(componentId) ?? []
      products.set(componentId, known)
      known.push({ itemId: id, units: quantities })
    }
  }
  return input.items.map(({ id, quantityDecimals }) => {
    const record = records.get(id)
    // Without a supplier who works on it, what a given standard says of work outside is part of what goes in.
    const row = ownRows(standards.get(id), noWorkOutside)
    const atOwn = (element: keyof StandardRecord['thisLevel']): Units =>
      row?.map((one) => one.thisLevel[element]) ?? none
    const costs = unitCost(id)
    const first = costs[0] ?? 0
    const stock = projected.get(id)
    const produced = record?.produced ?? none
    const [started, worked] = startedAndWorked(record, quantityDecimals, none)
    const outside = amounts.cumulative(atOwn('outsideProcessing'), produced)
    const lots = money
      .lots(id)
      .map(({ ref, units, unitCost: own }) => ({ ref, units, value: amounts.product(units, own) }))
    const { power, whole } = gridOf(facts.items.get(id))
    const openingUnits = stock?.opening[0] ?? 0
    const plainUnits = lots.reduce((rest, { units }) => rest - whole(units), whole(openingUnits)) / power
    return {
      itemId: id,
      lots,
      plainUnits,
      plain: amounts.product(plainUnits, first),
      opening: amounts.product(openingUnits, first),
      closing: facts.days.map((_, t) => amounts.product(stock?.closing[t] ?? 0, costs[t] ?? 0)),
      // What is there when the standard changes comes to the new one.
      revalued: facts.days.map((_, t) => {
        if (t === 0 || row?.[t] === row?.[t - 1]) return undefined
        return amounts.product(stock?.closing[t - 1] ?? 0, costs[t] ?? 0)
      }),
      revaluedInWork: revaluedInWork(row, { produced, started, worked }, amounts),
      fixedInStock: facts.days.map((_, t) => {
        const fixed = (s: number): bigint => amounts.product(stock?.closing[t - 1] ?? 0, row?.[s]?.fixedCost ?? 0)
        return t === 0 || row?.[t] === row?.[t - 1] ? 0n : fixed(t) - fixed(t - 1)
      }),
      fixedInWork: revaluedInWork(row, { produced, started, worked }, amounts, true),
      flows: {
        itemId: id,
        started,
        produced,
        sold: record?.shipped ?? none,
        closing: stock?.closing ?? none,
        into: products.get(id) ?? [],
      },
      produced: amounts.cumulative(costs, produced).map((amount, t) => amount - (outside[t] as bigint)),
      producedUnits: produced,
      inWork: grownInWork(row, { produced, started, worked }, amounts),
      outside,
      isOutside: atOwn('outsideProcessing').some((amount) => amount > 0),
      absorbed: CONVERSION.map((element) => ({
        account: `${element}Absorbed`,
        amounts: amounts.cumulative(atOwn(element), worked),
      })),
      used: (record?.components ?? []).map(({ componentId, quantities }) => ({
        itemId: componentId,
        units: quantities,
        amounts: amounts.cumulative(unitCost(componentId), quantities),
      })),
      sold: amounts.cumulative(costs, record?.shipped ?? none),
      soldUnits: record?.shipped ?? none,
    }
  })
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
    assetsPaid: assets.map(({ id, acquired, cost, terms }) => ({
      ref: { assetId: id },
      cash: paid(
        days.map((_, s) => (acquired === s ? cost : 0n)),
        terms ?? AT_ONCE,
      ),
    })),
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
