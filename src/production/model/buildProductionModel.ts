import { createModelBuilder, type LinearModel, type ModelBuilder } from '../../lp/model.js'
import { addRoundedUse } from './roundedUse.js'
import { hintPivots } from './hintPivots.js'
import { type DemandForm, demandForm, demandOf, shippingMargin, stockRange } from '../problem/itemForms.js'
import { addLostShipments } from './addLostShipments.js'
import { addUnserved } from './addUnserved.js'
import { earnedByRefused } from '../belowCost/refusedDemand.js'
import { prepareProblem } from '../prepareProblem.js'
import { bindingArrivals, mostWithArrival } from '../problem/arrivals.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { ArrivalRow, ProductionModelMap } from './productionModelMap.js'
import type { ProductionProblem } from '../types.js'

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
 */
export function buildProductionModel(problem: ProductionProblem): ProductionModel {
  return buildModel(prepareProblem(problem))
}

interface Draft {
  readonly builder: ModelBuilder
  readonly problem: PreparedProblem
  /** How the demand of each item enters the model. */
  readonly forms: readonly DemandForm[]
  readonly map: {
    readonly [Key in keyof ProductionModelMap]: Key extends ListKey
      ? number[]
      : Key extends 'arrival'
        ? (readonly ArrivalRow[])[]
        : ProductionModelMap[Key]
  }
}
type ListKey =
  | 'supply'
  | 'work'
  | 'inWork'
  | 'progress'
  | 'stock'
  | 'shortfall'
  | 'stockBase'
  | 'ship'
  | 'backlog'
  | 'unserved'
  | 'balance'
  | 'demand'
  | 'regular'
  | 'overtime'
  | 'hours'

/**
 * {@link buildProductionModel} of a problem that is already prepared.
 *
 * @param roundsUp - whether the use of a component may be what its running need is rounded up: a relaxation of the whole-unit
 * rule, for problems whose maximum stocks fractions of units cannot keep
 * @param isIn - 1 for items that are in the model; together they must share no bill and no resource with the others. Default all
 */
export function buildModel(
  problem: PreparedProblem,
  { roundsUp = false, isIn }: { readonly roundsUp?: boolean; readonly isIn?: Uint8Array | undefined } = {},
): ProductionModel {
  const { items, resources, periodCount } = problem
  const has = (i: number): boolean => isIn === undefined || isIn[i] === 1
  const absent = (count: number): number[] => new Array<number>(count * periodCount).fill(-1)
  const draft: Draft = {
    builder: createModelBuilder('maximize'),
    problem,
    forms: items.map((item, i) => demandForm(item, problem.isComponent[i] === 1)),
    map: {
      periodCount,
      itemIds: items.map(({ id }) => id),
      resourceIds: resources.map(({ id }) => id),
      supply: absent(items.length),
      work: absent(items.length),
      inWork: absent(items.length),
      progress: absent(items.length),
      stock: absent(items.length),
      shortfall: absent(items.length),
      stockBase: absent(items.length).fill(0),
      ship: absent(items.length),
      backlog: absent(items.length),
      unserved: absent(items.length),
      balance: absent(items.length),
      demand: absent(items.length),
      arrival: new Array<readonly ArrivalRow[]>(items.length * periodCount).fill([]),
      regular: absent(resources.length),
      overtime: absent(resources.length),
      hours: absent(resources.length),
    },
  }
  addResources(draft, usedResources(problem, has))
  items.forEach((item, i) => {
    if (!has(i)) return
    for (let t = 0; t < periodCount; t += 1) {
      addBalance(draft, item, i, t)
      if (problem.long.has(i)) addWork(draft, item, i, t)
    }
    addDemand(draft, item, i)
    const { revenue, sellingCost } = earnedByRefused(item)
    draft.builder.addConstant(revenue - sellingCost)
  })
  items.forEach((_, i) => has(i) && addUse(draft, i))
  if (roundsUp) addRoundedUse(draft.builder, problem, draft.map)
  hintPivots(draft.builder, problem, draft.map)
  return { model: draft.builder.build(), map: draft.map }
}

/** Resources that an operation of an item of the model uses, in order. */
function usedResources({ items, loads, resourceOf }: PreparedProblem, has: (i: number) => boolean): readonly number[] {
  const used = new Set<number>()
  items.forEach((_, i) => {
    if (!has(i)) return
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) used.add(resourceOf[loads.resource[o]])
  })
  return [...used].sort((a, b) => a - b)
}

/** Hours: standard hours of what is made - regular - overtime = 0, for every resource that an operation uses. */
function addResources({ builder, problem, map }: Draft, used: readonly number[]): void {
  const { periodCount, periodIds } = problem
  for (const r of used) {
    const resource = problem.resources[r]
    for (let t = 0; t < periodCount; t += 1) {
      const at = r * periodCount + t
      const key = `${resource.id} ${periodIds[t]}`
      const overhead = resource.variableOverhead[t]
      const row = builder.addRow({ lower: 0, upper: 0, key: `hours ${key}` })
      const regular = builder.addColumn({
        objective: -(resource.wage[t] + overhead),
        upper: resource.capacity[t],
        key: `regular ${key}`,
      })
      const overtime = builder.addColumn({
        objective: -(resource.overtimeWage[t] + overhead),
        upper: resource.overtime[t],
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

/** Balance: stock - stock before - supply + shipments + use as a component = scheduled receipts (+ stock on hand). */
function addBalance({ builder, problem, forms, map }: Draft, item: PreparedItem, i: number, t: number): void {
  const { periodCount, periodIds } = problem
  const at = i * periodCount + t
  const key = `${item.id} ${periodIds[t]}`
  let fixed = item.receipts[t] + (t === 0 ? item.onHand : 0)
  const firm = item.firm[t]
  const holding = item.holding[t]
  const range = stockRange(item, t)
  map.stockBase[at] = range.base
  fixed -= range.base
  if (forms[i] === 'net') fixed -= demandOf(item, t)
  if (t > 0) fixed += map.stockBase[at - 1]
  const row = builder.addRow({ lower: fixed, upper: fixed, key: `balance ${key}` })
  map.balance[at] = row

  const isFirm = !Number.isNaN(firm)
  if (isFirm || t >= item.arrivalPeriod) {
    const column = builder.addColumn({
      objective: 0 - item.purchaseCost[t],
      lower: isFirm ? firm : 0,
      upper: isFirm ? firm : item.supplyUpper[t],
      key: `supply ${key}`,
    })
    builder.addTerm(row, column, -1)
    map.supply[at] = column
  }
  builder.addConstant(-holding * range.base - item.safetyPenalty[t] * range.lostTarget)
  if (!item.isService) {
    const column = builder.addColumn({
      objective: -holding,
      lower: range.lower,
      upper: range.upper,
      key: `stock ${key}`,
    })
    builder.addTerm(row, column, 1)
    map.stock[at] = column
    if (t > 0) builder.addTerm(row, map.stock[at - 1], -1)
  }
  if (range.shortfall > 0) {
    const column = builder.addColumn({
      objective: holding - item.safetyPenalty[t],
      upper: range.shortfall,
      key: `shortfall ${key}`,
    })
    builder.addTerm(row, column, -1)
    map.shortfall[at] = column
  }
  if (t > 0 && map.shortfall[at - 1] >= 0) builder.addTerm(row, map.shortfall[at - 1], 1)
}

/**
 * Work on an item that is made over several periods: it begins when there are hours, before the lead time is over too, and
 * becomes supply when a unit of it is done. A unit in work is held at the cost of a unit in stock. What would be in work
 * after the last period is not begun.
 */
function addWork({ builder, problem, map }: Draft, item: PreparedItem, i: number, t: number): void {
  const { periodCount, periodIds } = problem
  const at = i * periodCount + t
  const key = `${item.id} ${periodIds[t]}`
  const row = builder.addRow({ lower: 0, upper: 0, key: `progress ${key}` })
  const work = builder.addColumn({ objective: 0, key: `work ${key}` })
  const inWork = builder.addColumn({
    objective: item.isService ? 0 : 0 - item.holding[t],
    upper: t === periodCount - 1 ? 0 : Infinity,
    key: `in work ${key}`,
  })
  builder.addTerm(row, work, -1)
  builder.addTerm(row, inWork, 1)
  if (t > 0) builder.addTerm(row, map.inWork[at - 1], -1)
  if (map.supply[at] >= 0) builder.addTerm(row, map.supply[at], 1)
  map.progress[at] = row
  map.work[at] = work
  map.inWork[at] = inWork
}

function addDemand(draft: Draft, item: PreparedItem, i: number): void {
  const form = draft.forms[i]
  if (form === 'forced') addForcedDemand(draft, item, i)
  else if (form === 'lost') addLostDemand(draft, item, i)
  else if (form === 'net') addNetBacklog(draft, item, i)
  else if (form === 'waiting') addBacklog(draft, item, i)
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
    builder.addTerm(map.balance[i * problem.periodCount + t], column, 1)
  }
}

/** Lost = demand - shipped, so losing a unit costs what shipping it would have earned and saved. */
function addLostDemand({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  const { periodCount, periodIds } = problem
  for (let t = 0; t < periodCount; t += 1) {
    if (demandOf(item, t) === 0) continue
    const at = i * periodCount + t
    const column = addLostShipments(builder, problem, map, i, t)
    map.ship[at] = column
    builder.addTerm(map.balance[at], column, 1)
    // What is asked for before something comes within the period is met from what is there before.
    const before = t === 0 ? item.onHand : map.stockBase[at - 1]
    map.arrival[at] = bindingArrivals(item, t).map((arrival, n) => {
      const row = builder.addRow({
        upper: mostWithArrival(item, t, arrival) + before,
        key: `arrival ${n + 1} ${item.id} ${periodIds[t]}`,
      })
      builder.addTerm(row, column, 1)
      if (arrival.isAfterSupply && map.supply[at] >= 0) builder.addTerm(row, map.supply[at], -1)
      if (t > 0 && map.stock[at - 1] >= 0) builder.addTerm(row, map.stock[at - 1], -1)
      if (t > 0 && map.shortfall[at - 1] >= 0) builder.addTerm(row, map.shortfall[at - 1], 1)
      return { row, day: arrival.day, laterShare: arrival.laterShare }
    })
  }
}

/** Backlog without shipments, which follow from it (see `shipmentsFollow`). */
function addNetBacklog({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  const { periodCount, periodIds } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const key = `backlog ${item.id} ${periodIds[t]}`
    const column =
      t === periodCount - 1
        ? addUnserved(builder, problem, map, i)
        : builder.addColumn({ objective: -item.backlogCost[t], key })
    map.backlog[at] = column
    const row = map.balance[at]
    builder.addTerm(row, column, -1)
    if (t > 0) builder.addTerm(row, map.backlog[at - 1], 1)
  }
}

/** Backlog with shipments: ship + backlog - backlog before = demand. */
function addBacklog({ builder, problem, map }: Draft, item: PreparedItem, i: number): void {
  const { periodCount, periodIds } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const demand = demandOf(item, t)
    const row = builder.addRow({ lower: demand, upper: demand, key: `demand ${item.id} ${periodIds[t]}` })
    const ship = builder.addColumn({ objective: 0, key: `ship ${item.id} ${periodIds[t]}` })
    const key = `backlog ${item.id} ${periodIds[t]}`
    const backlog =
      t === periodCount - 1
        ? addUnserved(builder, problem, map, i)
        : builder.addColumn({ objective: -item.backlogCost[t], key })
    builder.addTerm(map.balance[at], ship, 1)
    builder.addTerm(row, ship, 1)
    builder.addTerm(row, backlog, 1)
    if (t > 0) builder.addTerm(row, map.backlog[at - 1], -1)
    map.ship[at] = ship
    map.backlog[at] = backlog
    map.demand[at] = row
  }
}

/** What one unit of supply, or of work, takes: component units from their balances, hours from its resources. */
function addUse({ builder, problem, map }: Draft, i: number): void {
  const { structure, loads, resourceOf, periodCount } = problem
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const column = map.work[at] >= 0 ? map.work[at] : map.supply[at]
    if (column < 0) continue
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const row = map.balance[structure.component[c] * periodCount + t]
      builder.addTerm(row, column, structure.componentQuantity[c])
    }
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const r = resourceOf[loads.resource[o]]
      builder.addTerm(map.hours[r * periodCount + t], column, loads.hours[o])
    }
  }
}
