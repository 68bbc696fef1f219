import type { ProductionPlan, ProductionRecord } from '../../../src/production/types.js'
import { ceilOf, type Fraction, times } from './fractions.js'
import type { ShopItem, ShopModel } from './readShop.js'

/** A rule that a plan breaks. */
export interface Breach {
  readonly rule:
    | 'grid'
    | 'balance'
    | 'bill'
    | 'demand'
    | 'negative'
    | 'minimumStock'
    | 'maximumStock'
    | 'supply'
    | 'arrival'
    | 'forbidden'
    | 'hours'
    | 'objective'
  readonly id: string
  readonly periodIndex: number
  /** By how much, in stock units, hours or money. */
  readonly amount: number
}

/** Hours are reported to six decimals, regular and overtime apart. */
const HOURS_NOISE = 1.6e-6

/**
 * Holds the records of a plan against its shop by arithmetic of its own, in whole grid units: balances, bills, demand,
 * every hard limit, hours and money.
 */
export function auditPlan(
  shop: ShopModel,
  plan: Pick<ProductionPlan, 'records' | 'resources' | 'objective'>,
): Breach[] {
  const { items, lines, periodCount } = shop
  const breaches: Breach[] = []
  const record = new Map(plan.records.map((one) => [one.itemId, one]))
  const supply: number[][] = []
  const taken = items.map(() => new Array<number>(periodCount).fill(0))

  const unitsOf = (item: ShopItem, values: readonly number[]): number[] =>
    values.map((value, t) => {
      const units = Math.round(value * item.scale)
      if (units / item.scale !== value) breaches.push({ rule: 'grid', id: item.id, periodIndex: t, amount: value })
      return units
    })
  items.forEach((item, i) => {
    const { produced, purchased } = record.get(item.id) as ProductionRecord
    const [made, bought] = [unitsOf(item, produced), unitsOf(item, purchased)]
    supply[i] = made.map((units, t) => units + (bought[t] as number))
  })
  for (const { item, component, perUnit } of lines) {
    const child = items[component] as ShopItem
    const maker = record.get((items[item] as ShopItem).id) as ProductionRecord
    const own = maker.components
    const { scale } = items[item] as ShopItem
    const used = unitsOf(child, own.find(({ componentId }) => componentId === child.id)?.quantities ?? [])
    let [sum, made] = [0, 0]
    used.forEach((units, t) => {
      sum += units
      made += supply[item]?.[t] as number
      // Units in work have taken their components.
      const begun = made + Math.ceil((maker.workInProgress?.[t] ?? 0) * scale - 1e-6)
      if (!isNeed(sum, perUnit, begun)) {
        const amount = (sum - Number(ceilOf(times(perUnit, whole(begun))))) / child.scale
        breaches.push({ rule: 'bill', id: `${items[item]?.id} ${child.id}`, periodIndex: t, amount })
      }
      const row = taken[component] as number[]
      row[t] = (row[t] as number) + units
    })
  }
  items.forEach((item, i) => {
    auditItem(
      { item, record: record.get(item.id) as ProductionRecord, breaches, unitsOf },
      supply[i] as number[],
      taken[i] as number[],
    )
  })
  auditHours(shop, plan, supply, breaches)
  const money = planMoney(shop, plan)
  if (Math.abs(money - plan.objective.total) > 1e-7 * Math.max(1, Math.abs(money), plan.objective.revenue)) {
    breaches.push({ rule: 'objective', id: '', periodIndex: -1, amount: plan.objective.total - money })
  }
  return breaches
}

const whole = (units: number): Fraction => ({ numerator: BigInt(units), denominator: 1n })

/** True where what was taken is the smallest whole number that covers the need; ratios are floats, so a need may be off by their last digits. */
function isNeed(taken: number, perUnit: Fraction, made: number): boolean {
  const exact = times(perUnit, whole(made))
  const need = ceilOf(exact)
  if (BigInt(taken) === need) return true
  const slack = { numerator: exact.numerator * 1_000_000_000n, denominator: exact.denominator * 1_000_000_001n }
  return BigInt(taken) === ceilOf(slack)
}

interface ItemAudit {
  readonly item: ShopItem
  readonly record: ProductionRecord
  readonly breaches: Breach[]
  readonly unitsOf: (item: ShopItem, values: readonly number[]) => number[]
}

function auditItem(
  { item, record, breaches, unitsOf }: ItemAudit,
  supply: readonly number[],
  taken: readonly number[],
): void {
  const read = (values: readonly number[]): number[] => unitsOf(item, values)
  const [shipped, closing, backlog, lost] = [record.shipped, record.closing, record.backlog, record.lost].map(read) as [
    number[],
    number[],
    number[],
    number[],
  ]
  let stock = item.onHand
  let open = 0
  supply.forEach((units, t) => {
    const check = (rule: Breach['rule'], excess: number): void => {
      if (excess > 1e-9) breaches.push({ rule, id: item.id, periodIndex: t, amount: excess / item.scale })
    }
    const at = (values: readonly number[]): number => values[t] as number
    const before = stock
    stock += units + at(item.receipts) - at(shipped) - at(taken)
    check('balance', Math.abs(stock - at(closing)))
    check('negative', -Math.min(stock, units, at(shipped), at(backlog), at(lost)))
    check('minimumStock', at(item.minimum) - stock)
    check('maximumStock', stock - at(item.maximum))
    check('supply', Math.max(units - at(item.supplyUpper), at(item.supplyLower) - units))
    for (const { units: most, hasSupply } of item.early[t] ?? [])
      check('arrival', at(shipped) - before - most - (hasSupply ? units : 0))
    open = (item.unmetDemand === 'lost' ? 0 : open) + at(item.demand) - at(shipped)
    check('demand', Math.abs(open - at(item.unmetDemand === 'lost' ? lost : backlog)))
    if (item.unmetDemand === 'forbidden') check('forbidden', open)
  })
}

function auditHours(
  { items, resources }: ShopModel,
  plan: Pick<ProductionPlan, 'records' | 'resources'>,
  supply: readonly (readonly number[])[],
  breaches: Breach[],
): void {
  const inWork = items.map(({ id }) => plan.records.find(({ itemId }) => itemId === id)?.workInProgress)
  resources.forEach((resource, r) => {
    const found = plan.resources.find(({ resourceId }) => resourceId === resource.id)
    resource.capacity.forEach((capacity, t) => {
      let load = 0
      items.forEach(({ hours, scale }, i) => {
        const grown = (inWork[i]?.[t] ?? 0) - (t === 0 ? 0 : (inWork[i]?.[t - 1] ?? 0))
        for (const one of hours)
          if (one.resource === r) load += one.perUnit * ((supply[i]?.[t] as number) + grown * scale)
      })
      const [regular, overtime] = [found?.regularHours[t] ?? 0, found?.overtimeHours[t] ?? 0]
      const excess = Math.max(
        load - capacity - (resource.overtime[t] as number),
        regular - capacity,
        overtime - (resource.overtime[t] as number),
        Math.abs(regular + overtime - load),
      )
      if (excess > HOURS_NOISE + 1e-12 * load)
        breaches.push({ rule: 'hours', id: resource.id, periodIndex: t, amount: excess })
    })
  })
}

/** What a plan earns, from its records and the prices and penalties of the shop. */
export function planMoney(
  { items, resources }: ShopModel,
  plan: Pick<ProductionPlan, 'records' | 'resources'>,
): number {
  let money = 0
  for (const item of items) {
    const record = plan.records.find(({ itemId }) => itemId === item.id) as ProductionRecord
    const sum = (values: readonly number[], price: (t: number) => number): number =>
      values.reduce((total, value, t) => total + value * item.scale * price(t), 0)
    const of =
      (prices: readonly number[]) =>
      (t: number): number =>
        prices[t] as number
    const margin = (t: number): number => of(item.price)(t) - of(item.sellingCost)(t)
    if (item.unmetDemand === 'lost') money += sum(record.shipped, margin)
    else {
      // Served oldest first, each unit at the price of the period that asked for it.
      let left = Math.round(record.shipped.reduce((a, b) => a + b, 0) * item.scale)
      item.demand.forEach((units, t) => {
        money += Math.min(left, units) * margin(t)
        left -= Math.min(left, units)
      })
    }
    money -= sum(record.produced, of(item.purchaseCost)) + sum(record.purchased, of(item.purchaseCost))
    money -= sum(record.closing, of(item.holding)) + sum(record.backlog, of(item.backlogCost))
    money -= sum(record.lost, of(item.lostCost)) + sum(record.workInProgress ?? [], of(item.holding))
    item.promises.forEach(({ forecast, cost }, t) => {
      money -= cost * Math.max(0, Math.round((record.lost[t] as number) * item.scale) - forecast)
    })
    const missing = record.closing.map((closing, t) => Math.max(0, of(item.safetyStock)(t) / item.scale - closing))
    money -= sum(missing, of(item.safetyPenalty))
  }
  resources.forEach((resource) => {
    const found = plan.resources.find(({ resourceId }) => resourceId === resource.id)
    found?.regularHours.forEach((hours, t) => {
      money -=
        hours * (resource.cost[t] as number) + (found.overtimeHours[t] as number) * (resource.overtimeCost[t] as number)
    })
  })
  return money
}
