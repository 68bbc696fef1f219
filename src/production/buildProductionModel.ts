import { createModelBuilder, type LinearModel, type ModelBuilder } from '../lp/model.js'
import { hintPivots } from './hintPivots.js'
import { prepareProblem, type PreparedProblem } from './prepareProblem.js'
import type { PreparedItem } from './prepareItem.js'
import type { PreparedResource } from './prepareResource.js'
import type { ProductionProblem } from './types.js'

/**
 * Where each quantity of a problem stands in its model. Arrays over items are indexed `item * periodCount + period`,
 * those over resources `resource * periodCount + period`; -1 where the model has no such column or row.
 */
export interface ProductionModelMap {
  readonly periodCount: number
  /** In the order of the model, which is that of the ids. */
  readonly itemIds: readonly string[]
  readonly resourceIds: readonly string[]
  /** Column of the quantity made or bought. */
  readonly supply: readonly number[]
  /** Column of the closing stock above `stockBase`. */
  readonly stock: readonly number[]
  /** Column of the safety stock that is missing; closing stock = stockBase + stock - shortfall. */
  readonly shortfall: readonly number[]
  readonly stockBase: readonly number[]
  /** Column of the quantity shipped; where there is none it follows from demand and backlog. */
  readonly ship: readonly number[]
  /** Column of the backlog at the close. */
  readonly backlog: readonly number[]
  /** Row of the stock balance; its dual is the worth of one more unit. */
  readonly balance: readonly number[]
  /** Row of the demand balance. */
  readonly demand: readonly number[]
  /** Row that keeps early demand of the bucket of the first arrival to what is there. */
  readonly arrival: readonly number[]
  /** Column of the regular hours. */
  readonly regular: readonly number[]
  /** Column of the overtime hours. */
  readonly overtime: readonly number[]
  /** Row of the hours. */
  readonly hours: readonly number[]
}

/** A linear model with the map from a problem's quantities to it. */
export interface ProductionModel {
  readonly model: LinearModel
  readonly map: ProductionModelMap
}

/**
 * Writes a production problem as a linear model that maximizes money over the horizon.
 *
 * For every item and period: closing stock = opening stock + supply + scheduled receipts - shipments - use as a
 * component; for every resource and period: standard hours of what is made = regular + overtime hours. Source of the
 * form: the multi-period production and inventory model of Hillier & Lieberman, Introduction to Operations Research,
 * and Johnson & Montgomery, Operations Research in Production Planning, Scheduling and Inventory Control (1974).
 *
 * @param problem - items, bills, routings and resources over a calendar
 * @returns the model and where each quantity stands in it
 * @throws SopError that lists every mistake in the problem
 * @example
 * ```ts
 * import { createCalendar } from 'sop-engine'
 * import { buildProductionModel } from 'sop-engine/production'
 * const calendar = createCalendar({ start: '2027-01-01', months: 2 })
 * const { model } = buildProductionModel({ calendar, items: [{ id: 'tea', purchaseCost: 2, price: 5, demand: [10, 10] }] })
 * model.sense // => 'maximize'
 * ```
 */
export function buildProductionModel(problem: ProductionProblem): ProductionModel {
  return buildModel(prepareProblem(problem))
}

interface Draft {
  readonly builder: ModelBuilder
  readonly problem: PreparedProblem
  readonly map: { readonly [Key in keyof ProductionModelMap]: Key extends ListKey ? number[] : ProductionModelMap[Key] }
}
type ListKey =
  | 'supply'
  | 'stock'
  | 'shortfall'
  | 'stockBase'
  | 'ship'
  | 'backlog'
  | 'balance'
  | 'demand'
  | 'arrival'
  | 'regular'
  | 'overtime'
  | 'hours'

/** {@link buildProductionModel} of a problem that is already prepared. */
export function buildModel(problem: PreparedProblem): ProductionModel {
  const { items, resources, periodCount } = problem
  const absent = (count: number): number[] => new Array<number>(count * periodCount).fill(-1)
  const draft: Draft = {
    builder: createModelBuilder('maximize'),
    problem,
    map: {
      periodCount,
      itemIds: items.map(({ id }) => id),
      resourceIds: resources.map(({ id }) => id),
      supply: absent(items.length),
      stock: absent(items.length),
      shortfall: absent(items.length),
      stockBase: absent(items.length).fill(0),
      ship: absent(items.length),
      backlog: absent(items.length),
      balance: absent(items.length),
      demand: absent(items.length),
      arrival: absent(items.length),
      regular: absent(resources.length),
      overtime: absent(resources.length),
      hours: absent(resources.length),
    },
  }
  addResources(draft)
  items.forEach((item, i) => {
    for (let t = 0; t < periodCount; t += 1) addBalance(draft, item, i, t)
    addDemand(draft, item, i)
  })
  items.forEach((item, i) => {
    if (item.source === 'make') addUse(draft, i)
  })
  hintPivots(draft.builder, problem, draft.map)
  return { model: draft.builder.build(), map: draft.map }
}

/** Hours: standard hours of what is made - regular - overtime = 0, for every resource that an operation uses. */
function addResources({ builder, problem, map }: Draft): void {
  const { periodCount, periodIds } = problem
  for (const r of new Set([...problem.resourceOf].sort((a, b) => a - b))) {
    const resource = problem.resources[r] as PreparedResource
    for (let t = 0; t < periodCount; t += 1) {
      const at = r * periodCount + t
      const key = `${resource.id} ${periodIds[t]}`
      const overhead = resource.variableOverhead[t] as number
      const row = builder.addRow({ lower: 0, upper: 0, key: `hours ${key}` })
      const regular = builder.addColumn({
        objective: -((resource.wage[t] as number) + overhead),
        upper: resource.capacity[t] as number,
        key: `regular ${key}`,
      })
      const overtime = builder.addColumn({
        objective: -((resource.overtimeWage[t] as number) + overhead),
        upper: resource.overtime[t] as number,
        key: `overtime ${key}`,
      })
      builder.addTerm(row, regular, -1)
      builder.addTerm(row, overtime, -1)
      map.hours[at] = row
      map.regular[at] = regular
      map.overtime[at] = overtime
    }
  }
}

/** The least and the most of a closing stock, and what of the safety stock lies between them and can be missed. */
export interface StockRange {
  readonly base: number
  /** Bounds of the stock above the base. */
  readonly lower: number
  readonly upper: number
  /** The most that can be missing under the base; 0 where no column is needed. */
  readonly shortfall: number
  /** Safety stock that lies above the maximum stock and is missed whatever is done. */
  readonly lostTarget: number
}

/**
 * The stock is split at its safety stock, stock = base + above - missing, which spares a row for each safety stock:
 * missing a unit costs money, so no best plan has both.
 */
export function stockRange(item: PreparedItem, t: number): StockRange {
  const minimum = item.minimumStock[t] as number
  const maximum = item.maximumStock[t] as number
  const target = item.safetyStock[t] as number
  const penalty = item.safetyPenalty[t] as number
  const lostTarget = Math.max(0, target - maximum)
  const base = Math.min(target, maximum)
  if (penalty <= 0 || base <= minimum) return { base: 0, lower: minimum, upper: maximum, shortfall: 0, lostTarget }
  return { base, lower: 0, upper: maximum - base, shortfall: base - minimum, lostTarget }
}

/** Balance: stock - stock before - supply + shipments + use as a component = scheduled receipts (+ stock on hand). */
function addBalance({ builder, problem, map }: Draft, item: PreparedItem, i: number, t: number): void {
  const { periodCount, periodIds } = problem
  const at = i * periodCount + t
  const key = `${item.id} ${periodIds[t]}`
  let fixed = (item.receipts[t] as number) + (t === 0 ? item.onHand : 0)
  const firm = item.firm[t] as number
  const holding = item.holding[t] as number
  const range = stockRange(item, t)
  map.stockBase[at] = range.base
  fixed -= range.base
  if (demandForm(item, problem.isComponent[i] === 1) === 'net') fixed -= demandOf(item, t)
  if (t > 0) fixed += map.stockBase[at - 1] as number
  const row = builder.addRow({ lower: fixed, upper: fixed, key: `balance ${key}` })
  map.balance[at] = row

  const isFirm = !Number.isNaN(firm)
  if (isFirm || t >= item.arrivalPeriod) {
    const column = builder.addColumn({
      objective: item.source === 'buy' ? -(item.purchaseCost[t] as number) : 0,
      lower: isFirm ? firm : 0,
      upper: isFirm ? firm : (item.supplyUpper[t] as number),
      key: `supply ${key}`,
    })
    builder.addTerm(row, column, -1)
    map.supply[at] = column
  }
  builder.addConstant(-holding * range.base - (item.safetyPenalty[t] as number) * range.lostTarget)
  if (!item.isService) {
    const column = builder.addColumn({ objective: -holding, lower: range.lower, upper: range.upper, key: `stock ${key}` })
    builder.addTerm(row, column, 1)
    map.stock[at] = column
    if (t > 0) builder.addTerm(row, map.stock[at - 1] as number, -1)
  }
  if (range.shortfall > 0) {
    const column = builder.addColumn({
      objective: holding - (item.safetyPenalty[t] as number),
      upper: range.shortfall,
      key: `shortfall ${key}`,
    })
    builder.addTerm(row, column, -1)
    map.shortfall[at] = column
  }
  if (t > 0 && (map.shortfall[at - 1] as number) >= 0) builder.addTerm(row, map.shortfall[at - 1] as number, 1)
}

/** Money earned by shipping one unit in a period. */
export function shippingMargin(item: PreparedItem, t: number): number {
  return (item.price[t] as number) - (item.sellingCost[t] as number)
}

/** Demand of the period, with what was late before the first one. */
export function demandOf(item: PreparedItem, t: number): number {
  return (item.demand[t] as number) + (t === 0 ? item.openingBacklog : 0)
}

function addDemand(draft: Draft, item: PreparedItem, i: number): void {
  const form = demandForm(item, draft.problem.isComponent[i] === 1)
  if (form === 'forced') addForcedDemand(draft, item, i)
  else if (form === 'lost') addLostDemand(draft, item, i)
  else if (form === 'net') addNetBacklog(draft, item, i)
  else if (form === 'waiting') addBacklog(draft, item, i)
}

/** How the demand of an item enters the model: `net` is backlog without columns for shipments. */
export function demandForm(item: PreparedItem, isComponent: boolean): 'none' | 'forced' | 'lost' | 'net' | 'waiting' {
  if (item.openingBacklog === 0 && item.demand.every((quantity) => quantity === 0)) return 'none'
  if (item.unmetDemand === 'forbidden') return 'forced'
  if (item.unmetDemand === 'lost') return 'lost'
  return shipmentsFollow(item, isComponent) ? 'net' : 'waiting'
}

/** Shipments equal demand: columns of which both bounds are the demand, so that its worth can be read from them. */
function addForcedDemand({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  for (let t = 0; t < problem.periodCount; t += 1) {
    const demand = demandOf(item, t)
    if (demand === 0) continue
    const column = builder.addColumn({
      objective: shippingMargin(item, t),
      lower: demand,
      upper: demand,
      key: `ship ${item.id} ${problem.periodIds[t]}`,
    })
    map.ship[i * problem.periodCount + t] = column
    builder.addTerm(map.balance[i * problem.periodCount + t] as number, column, 1)
  }
}

/** Lost = demand - shipped, so losing a unit costs what shipping it would have earned and saved. */
function addLostDemand({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  const { periodCount, periodIds } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const demand = demandOf(item, t)
    if (demand === 0) continue
    const at = i * periodCount + t
    const lostCost = item.lostCost[t] as number
    builder.addConstant(-lostCost * demand)
    const column = builder.addColumn({
      objective: shippingMargin(item, t) + lostCost,
      upper: demand,
      key: `ship ${item.id} ${periodIds[t]}`,
    })
    map.ship[at] = column
    builder.addTerm(map.balance[at] as number, column, 1)
    if (t !== item.arrivalPeriod || item.arrivalShare === 0) continue
    // Inside the bucket of the first arrival, the demand of the days before it is met from what is there.
    const before = t === 0 ? item.onHand : (map.stockBase[at - 1] as number)
    const row = builder.addRow({
      upper: (1 - item.arrivalShare) * demand + before + (item.receipts[t] as number),
      key: `arrival ${item.id} ${periodIds[t]}`,
    })
    builder.addTerm(row, column, 1)
    map.arrival[at] = row
    if (t === 0) continue
    if ((map.stock[at - 1] as number) >= 0) builder.addTerm(row, map.stock[at - 1] as number, -1)
    if ((map.shortfall[at - 1] as number) >= 0) builder.addTerm(row, map.shortfall[at - 1] as number, 1)
  }
}

/**
 * True where shipments cannot turn negative in a best plan although nothing forbids it, so that neither their columns
 * nor the rows of demand are needed.
 *
 * With ship = demand + backlog before - backlog, the stock and the backlog of a period stand in the balance as their
 * difference. Where one unit more of both costs money in every period, a best plan has the least of both, backlog =
 * max(0, -(stock - backlog)), and then backlog <= backlog before + demand, because supply is never negative. Needs that
 * nothing else draws on the stock (no parent, no minimum). A service that is no component has no stock: what is made
 * is shipped.
 */
function shipmentsFollow(item: PreparedItem, isComponent: boolean): boolean {
  if (isComponent) return false
  if (item.isService) return true
  const last = item.demand.length - 1
  return item.demand.every((_, t) => {
    if ((item.minimumStock[t] as number) > 0) return false
    const later = t === last ? 0 : shippingMargin(item, t + 1)
    const both = (item.backlogCost[t] as number) + shippingMargin(item, t) - later + (item.holding[t] as number)
    const saved = stockRange(item, t).shortfall > 0 ? (item.safetyPenalty[t] as number) : 0
    return both - saved > 1e-9 * Math.max(1, item.price[t] as number)
  })
}

/** Backlog without shipments: see {@link shipmentsFollow}. */
function addNetBacklog({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  const { periodCount, periodIds } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const margin = shippingMargin(item, t)
    const later = t === periodCount - 1 ? 0 : shippingMargin(item, t + 1)
    const demand = demandOf(item, t)
    builder.addConstant(margin * demand)
    const column = builder.addColumn({
      objective: later - margin - (item.backlogCost[t] as number),
      key: `backlog ${item.id} ${periodIds[t]}`,
    })
    map.backlog[at] = column
    const row = map.balance[at] as number
    builder.addTerm(row, column, -1)
    if (t > 0) builder.addTerm(row, map.backlog[at - 1] as number, 1)
  }
}

/** Backlog with shipments: ship + backlog - backlog before = demand. */
function addBacklog({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  const { periodCount, periodIds } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const demand = demandOf(item, t)
    const row = builder.addRow({ lower: demand, upper: demand, key: `demand ${item.id} ${periodIds[t]}` })
    const ship = builder.addColumn({ objective: shippingMargin(item, t), key: `ship ${item.id} ${periodIds[t]}` })
    const backlog = builder.addColumn({
      objective: -(item.backlogCost[t] as number),
      key: `backlog ${item.id} ${periodIds[t]}`,
    })
    builder.addTerm(map.balance[at] as number, ship, 1)
    builder.addTerm(row, ship, 1)
    builder.addTerm(row, backlog, 1)
    if (t > 0) builder.addTerm(row, map.backlog[at - 1] as number, -1)
    map.ship[at] = ship
    map.backlog[at] = backlog
    map.demand[at] = row
  }
}

/** What one unit made takes: component units from their balances, hours from its resources. */
function addUse({ builder, problem, map }: Draft, i: number): void {
  const { structure, resourceOf, periodCount } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const column = map.supply[i * periodCount + t] as number
    if (column < 0) continue
    for (let c = structure.componentStart[i] as number; c < (structure.componentStart[i + 1] as number); c += 1) {
      const row = map.balance[(structure.component[c] as number) * periodCount + t] as number
      builder.addTerm(row, column, structure.componentQuantity[c] as number)
    }
    for (let o = structure.operationStart[i] as number; o < (structure.operationStart[i + 1] as number); o += 1) {
      const r = resourceOf[structure.operationResource[o] as number] as number
      builder.addTerm(map.hours[r * periodCount + t] as number, column, structure.operationHours[o] as number)
    }
  }
}
