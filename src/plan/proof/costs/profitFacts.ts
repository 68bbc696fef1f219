import { type Key, keyOf } from '../../../core/keys/keys.js'
import type { SeriesId } from '../../../core/keys/seriesId.js'
import type { ProfitabilityRecord } from '../../money/profitabilityRecords.js'
import { dayNumber } from '../civilDays.js'
import { type Facts, SERIES, seriesIds, seriesKey } from '../facts/facts.js'
import { type Fraction, fraction, plus, round, shareOut, times, ZERO } from '../fraction.js'
import { gridOf, stockUnitsOf } from '../gridUnits.js'
import { type MinorAmounts, minorAmounts } from '../facts/minorAmounts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { soldBy } from '../customers/soldUnits.js'
import { standardsInForce } from '../facts/standardFacts.js'

/** The ids that tell records of profitability apart. */
export const PROFIT_KEY: readonly [...typeof SERIES, 'customerId'] = [...SERIES, 'customerId']

/** What follows revenue, and is shared out by it. */
export const FOLLOWING = [
  'variableSellingExpense',
  'variableProductionExpense',
  'variableAdministrativeExpense',
] as const
/** What is added up to profit. */
export const PROFIT_PARTS = [
  'revenue',
  'variableCostOfSales',
  'variableSellingExpense',
  'variableProductionExpense',
  'variableAdministrativeExpense',
  'fixedCostOfSales',
  'attributableExpense',
  'stockWriteDown',
] as const

export type ProfitPart = (typeof PROFIT_PARTS)[number]

/** What is added up to contribution margin: what varies with sales. */
export const MARGIN_PARTS: readonly ProfitPart[] = ['revenue', 'variableCostOfSales', ...FOLLOWING]

/** Minor units by period. */
type Money = { readonly [Part in ProfitPart]: bigint[] }

/** A record as it must be: units in millionths or in steps of the grid, money in minor units. */
export interface ExpectedProfit {
  readonly ids: Pick<ProfitabilityRecord, (typeof PROFIT_KEY)[number]>
  readonly shipped: readonly number[]
  readonly parts: Money
}

type Name = string | undefined

interface Part {
  readonly name: Name
  readonly units: bigint[]
  readonly revenue: bigint[]
  /** What of the rest of a period is its, beside the others. */
  readonly weights: bigint[]
  /** Stock units. */
  readonly shipped: number[]
}

const zero = (n: bigint): Fraction => ({ n, d: 1n })

/** What names took of each series within a year before the plan, and have ordered; to nine decimals, none below zero. */
const takenBySeries: (facts: Facts) => ReadonlyMap<Key, ReadonlyMap<Name, Fraction>> = oncePerPlan((facts) => {
  const { plan, items, starts, end } = facts
  const [year = '', month = '', day = ''] = (plan.calendar.periods[0]?.start ?? '').split('-')
  const from = dayNumber(`${String(Number(year) - 1).padStart(4, '0')}-${month}-${day}`)
  const taken = new Map<Key, Map<Name, Fraction>>()
  const add = (row: SeriesId & { readonly customerId?: string }, quantity: Fraction): void => {
    const own = taken.get(seriesKey(row)) ?? new Map<Name, Fraction>()
    taken.set(seriesKey(row), own)
    own.set(row.customerId, plus(own.get(row.customerId) ?? ZERO, quantity))
  }
  const factorOf = (itemId: string, unit: string | undefined): Fraction =>
    fraction(stockUnitsOf(items.get(itemId), unit))
  for (const sale of plan.input.transactions) {
    const on = dayNumber(sale.date)
    if (on >= from && on < (starts[0] ?? 0)) add(sale, times(fraction(sale.quantity), factorOf(sale.itemId, sale.unit)))
  }
  for (const order of plan.input.customerOrders) {
    if (dayNumber(order.requestedDate) >= end) continue
    const { power } = gridOf(items.get(order.itemId))
    const exact = times(fraction(order.quantity), factorOf(order.itemId, order.unit))
    add(order, { n: round(times(exact, fraction(power)), 'halfUp'), d: BigInt(power) })
  }
  const nine = fraction(1e9)
  for (const own of taken.values()) {
    for (const [name, quantity] of own) {
      const whole = round(times(quantity, nine), 'halfEven')
      own.set(name, { n: whole > 0n ? whole : 0n, d: nine.n })
    }
  }
  return taken
})

const total = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)

/** Whose an order is, by its id and line. */
const ownersOfOrders: (facts: Facts) => ReadonlyMap<Key, Name> = oncePerPlan(
  ({ plan }) => new Map(plan.input.customerOrders.map((order) => [keyOf(order, ['id', 'line']), order.customerId])),
)

/** Who gets what of a series: his orders, and of the rest a weight. */
function partsOf(facts: Facts, shipment: Facts['plan']['shipments'][number], amounts: MinorAmounts): Part[] {
  const { items, days } = facts
  const { power, whole } = gridOf(items.get(shipment.itemId))
  const taken = takenBySeries(facts).get(seriesKey(shipment)) ?? new Map<Name, Fraction>()
  const owners = ownersOfOrders(facts)
  const made = new Map<Name, Part>()
  const partOf = (name: Name): Part => {
    const empty = { units: days.map(() => 0n), revenue: days.map(() => 0n), weights: [], shipped: [] }
    const part = made.get(name) ?? { name, ...empty }
    made.set(name, part)
    return part
  }
  partOf(undefined)
  for (const name of taken.keys()) partOf(name)
  for (const { order, units, amounts: money } of soldBy(facts, shipment, amounts)) {
    if (order === undefined) continue
    const part = partOf(owners.get(keyOf({ id: order.id, line: order.line }, ['id', 'line'])))
    units.forEach((quantity, t) => (part.units[t] = (part.units[t] ?? 0n) + BigInt(Math.round(quantity * power))))
    money.forEach((amount, t) => (part.revenue[t] = (part.revenue[t] ?? 0n) + amount))
  }
  const parts = [...made.values()].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
  const shares = parts.map(({ name }) => taken.get(name) ?? ZERO)
  const given = shares.some(({ n }) => n > 0n) ? shares : parts.map(({ name }) => zero(name === undefined ? 1n : 0n))
  const many = shipment.shipped.reduce((sum, units) => sum + units, 0)
  const fine = many * 1e6 <= 1e15 ? 1e6 : power
  const step = BigInt(fine) / BigInt(power)
  const got = parts.map(() => 0n)
  let all = 0n
  shipment.shipped.forEach((quantity, t) => {
    const units = BigInt(whole(quantity)) * step
    const ordered = parts.map((part) => (part.units[t] ?? 0n) * step)
    all += units
    const missing = shareOut(all, given).map((target, n) => target - (got[n] ?? 0n) - (ordered[n] ?? 0n))
    const weights = missing.map((amount) => (amount > 0n ? amount : 0n))
    const rest = units - total(ordered)
    const shared = rest > 0n ? shareOut(rest, weights.map(zero)) : weights.map(() => 0n)
    parts.forEach((part, n) => {
      const own = (shared[n] ?? 0n) + (ordered[n] ?? 0n)
      got[n] = (got[n] ?? 0n) + own
      part.weights.push(weights[n] ?? 0n)
      part.shipped.push(Number(own) / fine)
    })
  })
  return parts
}

/** What profitability must be: each series of the contribution by customer, own expenses, and what nobody causes. */
export const expectedProfits: (facts: Facts) => readonly ExpectedProfit[] = oncePerPlan((facts) => {
  const { plan, days, items } = facts
  const amounts = minorAmounts(facts)
  const minor = BigInt(10 ** plan.ledger.decimals)
  const toMinor = (value: number | undefined): bigint => round(times(fraction(value ?? 0), zero(minor)), 'halfEven')
  const standards = standardsInForce(facts)
  const shipments = new Map(plan.shipments.map((shipment) => [seriesKey(shipment), shipment]))
  const found = new Map<Key, ExpectedProfit>()
  const rowOf = (ids: ExpectedProfit['ids'], shipped: readonly number[] = days.map(() => 0)): ExpectedProfit => {
    const key = keyOf(ids, PROFIT_KEY)
    const empty = Object.fromEntries(PROFIT_PARTS.map((part) => [part, days.map(() => 0n)]))
    const row = found.get(key) ?? { ids, shipped, parts: empty as Money }
    found.set(key, row)
    return row
  }
  const add = (row: ExpectedProfit, part: ProfitPart, t: number, amount: bigint): void =>
    void (row.parts[part][t] = (row.parts[part][t] ?? 0n) + amount)

  for (const record of plan.contribution) {
    const { itemId, marketId } = record
    const cells = (part: 'revenue' | 'variableCostOfSales' | (typeof FOLLOWING)[number]): bigint[] =>
      days.map((_, t) => toMinor(record[part]?.[t]))
    const shipment =
      itemId === undefined
        ? undefined
        : shipments.get(seriesKey({ itemId, ...(marketId !== undefined && { marketId }) }))
    if (itemId === undefined || shipment === undefined) {
      const row = rowOf(itemId === undefined ? {} : seriesIds({ ...record, itemId }))
      for (const part of ['revenue', 'variableCostOfSales', ...FOLLOWING] as const)
        cells(part).forEach((amount, t) => add(row, part, t, amount))
      continue
    }
    const parts = partsOf(facts, shipment, amounts)
    const { whole } = gridOf(items.get(itemId))
    const money = parts.map(
      (): Money => Object.fromEntries(PROFIT_PARTS.map((part) => [part, days.map(() => 0n)])) as Money,
    )
    const put = (part: ProfitPart, t: number, shares: readonly bigint[]): void =>
      shares.forEach((amount, n) => ((money[n] as Money)[part][t] = amount))
    const unitFixed = standards.get(itemId)?.map(({ fixedCost }) => fixedCost) ?? 0
    const fixed = amounts.cumulative(unitFixed, shipment.shipped).map((amount) => -amount)
    const revenues = cells('revenue')
    const costs = { variableCostOfSales: cells('variableCostOfSales'), fixedCostOfSales: fixed }
    const following = FOLLOWING.map((part) => [part, cells(part)] as const)
    const shareIn = (t: number): void => {
      const ordered = parts.map(({ units }) => units[t] ?? 0n)
      const units = BigInt(whole(shipment.shipped[t]))
      const rest = units - total(ordered)
      const weights = parts.map((part) => zero(part.weights[t] ?? 0n))
      const toNobody = (amount: bigint): bigint[] => parts.map(({ name }) => (name === undefined ? amount : 0n))
      const toShares = (amount: bigint): bigint[] => (rest === 0n ? toNobody(amount) : shareOut(amount, weights))
      const booked = parts.map(({ revenue }) => revenue[t] ?? 0n)
      const revenue = toShares((revenues[t] ?? 0n) - total(booked)).map((amount, n) => amount + (booked[n] ?? 0n))
      put('revenue', t, revenue)
      for (const [part, own] of Object.entries(costs)) {
        const [first = 0n, ...others] = units === 0n ? [] : shareOut(own[t] ?? 0n, [zero(rest), ...ordered.map(zero)])
        const shares = toShares(first).map((amount, n) => amount + (others[n] ?? 0n))
        put(part as keyof typeof costs, t, units === 0n ? toNobody(own[t] ?? 0n) : shares)
      }
      for (const [part, own] of following)
        put(part, t, total(revenue) === 0n ? toNobody(own[t] ?? 0n) : shareOut(own[t] ?? 0n, revenue.map(zero)))
    }
    if (parts.length > 1) days.forEach((_, t) => shareIn(t))
    else {
      // Nobody is known by name: all of it is nobody's.
      const all = { revenue: revenues, ...costs, ...Object.fromEntries(following) }
      for (const [part, own] of Object.entries(all)) own.forEach((amount, t) => put(part as ProfitPart, t, [amount]))
    }
    const isThere = parts.map((_, n) =>
      [...(parts[n]?.shipped ?? []), ...Object.values(money[n] ?? {}).flat()].some((value) => Number(value) !== 0),
    )
    parts.forEach(({ name }, n) => {
      if (isThere[n] !== true && (name !== undefined || isThere.includes(true))) return
      const row = rowOf({ ...seriesIds(shipment), ...(name !== undefined && { customerId: name }) }, parts[n]?.shipped)
      for (const part of PROFIT_PARTS) (money[n]?.[part] ?? []).forEach((amount, t) => add(row, part, t, amount))
    })
  }
  addOwnExpenses(facts, (ids, t, amount) => add(rowOf(ids), 'attributableExpense', t, amount))
  addWriteDowns(facts, (ids, t, amount) => add(rowOf(ids), 'stockWriteDown', t, amount))
  const lines = new Map(plan.statements.contribution.lines.map((line) => [line.id, line.amounts]))
  const nobody = rowOf({})
  days.forEach((_, t) => {
    const line = (id: string): bigint => toMinor(lines.get(id)?.[t])
    const put = (part: ProfitPart): bigint => total([...found.values()].map((row) => row.parts[part][t] ?? 0n))
    const fixed = line('fixedProductionOverhead') + line('changeInFixedOverheadInStock')
    const expense = line('operatingIncome') - line('contributionMargin') - fixed - line('stockWriteDown')
    add(nobody, 'fixedCostOfSales', t, fixed - put('fixedCostOfSales'))
    add(nobody, 'attributableExpense', t, expense - put('attributableExpense'))
  })
  return [...found.values()]
})

/** What overheads that name an item, a market or a customer cost, as the ledger's postings have it. */
function addOwnExpenses(
  { plan: { input, ledger }, days }: Facts,
  add: (ids: ExpectedProfit['ids'], t: number, amount: bigint) => void,
): void {
  const causes = new Map<string, ExpectedProfit['ids']>()
  for (const { id, itemId, marketId, customerId } of input.overheads) {
    const named = Object.entries({ itemId, marketId, customerId }).filter(([, value]) => value !== undefined)
    if (named.length === 0) continue
    const ids = Object.fromEntries(named) as ExpectedProfit['ids']
    causes.set(id, ids)
    days.forEach((_, t) => add(ids, t, 0n))
  }
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const account = ledger.accounts[ledger.account[n] ?? -1]
    if (account !== 'fixedSellingExpense' && account !== 'administrativeExpense') continue
    const ids = causes.get(ledger.refs[ledger.ref[n] ?? -1]?.overheadId ?? '')
    if (ids !== undefined) add(ids, ledger.periodIndex[n] ?? 0, -BigInt(Math.round(ledger.amountMinor[n] ?? 0)))
  }
}

/** What the ledger's postings write an item's stock down by; where all of it comes to nothing in every period, too. */
function addWriteDowns(
  { plan: { ledger } }: Facts,
  add: (ids: ExpectedProfit['ids'], t: number, amount: bigint) => void,
): void {
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const itemId = ledger.refs[ledger.ref[n] ?? -1]?.itemId
    if (itemId === undefined || ledger.accounts[ledger.account[n] ?? -1] !== 'stockWriteDown') continue
    add({ itemId }, ledger.periodIndex[n] ?? 0, -BigInt(Math.round(ledger.amountMinor[n] ?? 0)))
  }
}
