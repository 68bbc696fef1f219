import { createModelBuilder, type LinearModel, type ModelBuilder } from '../../lp/model.js'
import { sumOfFirst, type UnservedPart, unitsInRange, unservedParts } from '../problem/waitingDemand.js'
import { type Rise, riseOf } from './concave.js'
import type { WaitingUnits } from './shipBest.js'
import { runningUse } from './wholePlan.js'
import type { WholeShop } from './wholeShop.js'

/** The whole-unit model of some items of a shop, in stock units, beside a plan that the others keep. */
export interface WholeModel {
  readonly model: LinearModel
  /** Step of each column, 0 where it may be anything, and what a step weighs in money. */
  readonly step: readonly number[]
  readonly weight: readonly number[]
  /** Columns of a lower rank decide about those of a higher one. */
  readonly rank: readonly number[]
  /** Column of the supply and of the shipments, indexed `item * periodCount + period`; -1 where there is none. */
  readonly supply: Int32Array
  readonly ship: Int32Array
  /** Items whose stock moves with the supply that is sought, and the resources that it takes. */
  readonly touched: readonly number[]
  readonly resources: readonly number[]
}

/** What the model is made from. */
export interface WholeModelParts {
  readonly shop: WholeShop
  /** Items whose supply is sought, in rising order. */
  readonly free: readonly number[]
  /** Supply of the plan that is there, in grid units: what the other items keep. */
  readonly supplyNow: Float64Array
  /** Money that one grid unit of an item decides about. */
  readonly weightOf: ArrayLike<number>
  /** The most of each item that any plan can use, in grid units. */
  readonly mostOf: ArrayLike<number>
}

interface Draft extends WholeModelParts {
  readonly builder: ModelBuilder
  readonly step: number[]
  readonly weight: number[]
  readonly rank: number[]
  readonly supply: Int32Array
  readonly ship: Int32Array
  readonly isFree: Uint8Array
  /** Rows in which the closing stock of an item and period stands, each with its factor. */
  readonly stockRows: Map<number, { readonly row: number; readonly factor: number }[]>
  /** Rows of what is shipped in time, by the period in which something comes within it. */
  readonly arrivalRows: Map<number, { readonly row: number; readonly isAfterSupply: boolean }[]>
  /** Holding cost of a stock unit from the period to the end. */
  readonly holdFrom: Float64Array
}

/**
 * Writes the model of which the plan in whole units is a solution, for some items of a shop.
 *
 * Stock and backlog are rows, not columns: the closing stock of a period is what was there, plus all supply, less all
 * shipments and use so far. A line whose quantity per unit is whole takes a multiple of the supply; of another the running
 * use U is a whole column with q X <= U <= q X + (d - 1) / d for q = n / d in grid units, which is the ceiling exactly.
 */
export function buildWholeModel(parts: WholeModelParts): WholeModel {
  const { shop, free } = parts
  const { items, periodCount } = shop
  const size = items.length * periodCount
  const draft: Draft = {
    ...parts,
    builder: createModelBuilder('maximize'),
    step: [],
    weight: [],
    rank: [],
    supply: new Int32Array(size).fill(-1),
    ship: new Int32Array(size).fill(-1),
    isFree: new Uint8Array(items.length),
    stockRows: new Map(),
    arrivalRows: new Map(),
    holdFrom: new Float64Array(size),
  }
  for (const i of free) draft.isFree[i] = 1
  const all = new Set(free)
  for (const i of free) for (const c of items[i].lines) all.add(shop.lines[c].component)
  const touched = [...all].sort((a, b) => a - b)
  for (const i of touched) addStock(draft, i)
  for (const i of touched) addShipments(draft, i)
  for (const i of free) addSupply(draft, i)
  for (const i of free) for (const c of items[i].lines) addUse(draft, c)
  const resources = addHours(draft)
  const { builder, step, weight, rank, supply, ship } = draft
  return { model: builder.build(), step, weight, rank, supply, ship, touched, resources }
}

function addColumn(
  draft: Draft,
  column: {
    readonly objective: number
    readonly upper: number
    readonly step?: number
    readonly weight?: number
    readonly rank?: number
  },
): number {
  draft.step.push(column.step ?? 0)
  draft.weight.push(column.weight ?? 0)
  draft.rank.push(column.rank ?? 0)
  return draft.builder.addColumn({ objective: column.objective, upper: Math.max(0, column.upper) })
}

/** Adds to the closing stock of an item from a period on. */
function addToStock(draft: Draft, at: number, last: number, column: number, coefficient: number): void {
  for (let n = at; n <= last; n += 1) {
    for (const { row, factor } of draft.stockRows.get(n) ?? []) draft.builder.addTerm(row, column, factor * coefficient)
  }
}

/** Supply that is no column: of an item that keeps its plan, or firm. */
function fixedSupply({ shop, isFree, supplyNow }: Draft, i: number, t: number): number {
  return isFree[i] === 0 ? supplyNow[i * shop.periodCount + t] : Math.max(0, shop.items[i].firm[t])
}

/** Running use of a line by supply that is no column; 0 of a line of its own running column. */
function fixedUse(draft: Draft, c: number): Float64Array {
  const { shop, isFree } = draft
  const { item, perUnit } = shop.lines[c]
  const use = new Float64Array(shop.periodCount)
  if (isFree[item] === 0) {
    runningUse(shop, draft.supplyNow, c, use)
    return use
  }
  if (perUnit.d !== 1n) return use
  let made = 0
  return use.map((_, t) => (made += fixedSupply(draft, item, t)) * Number(perUnit.n))
}

/** Rows of the closing stock, of the safety stock, and of what comes within the next period. */
function addStock(draft: Draft, i: number): void {
  const { shop, builder, stockRows, holdFrom } = draft
  const { periodCount } = shop
  const { rules, given, purchaseCost, takers } = shop.items[i]
  const { scale } = shop.problem.items[i]
  const uses = takers.map((c) => fixedUse(draft, c))
  let [fixed, asked] = [0, 0]
  addArrivals(draft, i, { t: 0, there: 0 })
  for (let t = periodCount - 1; t >= 0; t -= 1) {
    holdFrom[i * periodCount + t] =
      rules.holding[t] * scale + (t + 1 < periodCount ? holdFrom[i * periodCount + t + 1] : 0)
  }
  for (let t = 0; t < periodCount; t += 1) {
    const own = fixedSupply(draft, i, t)
    fixed += own
    asked += rules.demand[t]
    let units = given[t] + fixed - (rules.isForced ? asked : 0)
    for (const use of uses) units -= use[t]
    const there = units / scale
    builder.addConstant(-rules.holding[t] * units - purchaseCost[t] * own)
    builder.addConstant(
      rules.isForced
        ? rules.margin[t] * rules.demand[t]
        : -rules.openCost[t] * (rules.isLost ? rules.demand[t] : asked),
    )
    const row = builder.addRow({ lower: rules.minimum[t] / scale - there, upper: rules.maximum[t] / scale - there })
    const rows = [{ row, factor: 1 }]
    stockRows.set(i * periodCount + t, rows)
    if (rules.shortCost[t] > 0 && rules.target[t] > 0) {
      // What is missing is never more than the target, where the stock keeps at 0.
      const target = rules.target[t] / scale
      const missing = addColumn(draft, { objective: -rules.shortCost[t] * scale, upper: target })
      const short = builder.addRow({ lower: target - there })
      builder.addTerm(short, missing, 1)
      rows.push({ row: short, factor: 1 })
    }
    if (t + 1 < periodCount) {
      for (const row of addArrivals(draft, i, { t: t + 1, there })) rows.push({ row, factor: -1 })
    }
  }
}

/** Rows of what is shipped in time where something comes within a period; `there` is what is known of the stock before it. */
function addArrivals(
  draft: Draft,
  i: number,
  { t, there }: { readonly t: number; readonly there: number },
): readonly number[] {
  const { shop, builder, arrivalRows } = draft
  const { scale } = shop.problem.items[i]
  const rows = (shop.items[i].rules.arrivals?.[t] ?? []).map(({ most, isAfterSupply }) => {
    const own = isAfterSupply ? fixedSupply(draft, i, t) : 0
    return { row: builder.addRow({ upper: (most + own) / scale + there }), isAfterSupply }
  })
  if (rows.length > 0) arrivalRows.set(i * shop.periodCount + t, rows)
  return rows.map(({ row }) => row)
}

/**
 * Columns of what is shipped, where that is a choice, and rows that no more is shipped than was asked for so far. What waiting
 * demand earns is concave in all that is shipped, at the convex hull of what the rest loses.
 */
function addShipments(draft: Draft, i: number): void {
  const { shop, builder, ship, holdFrom } = draft
  const { periodCount } = shop
  const { rules } = shop.items[i]
  if (rules.isForced) return
  const { scale } = shop.problem.items[i]
  const from = i * periodCount
  const { parts, sure } = rules.isLost ? { parts: [], sure: -1 } : openParts(rules.waiting)
  const hasTotal = sure >= 0 || parts.length > 1
  // Of one part every unit earns the same, and no column is needed for it.
  const marginOf = (t: number): number => (rules.isLost ? rules.margin[t] : hasTotal ? 0 : (parts[0]?.loss ?? 0))
  const least = Math.max(0, sure) / scale
  const total = hasTotal ? builder.addRow({ lower: least, upper: least }) : -1
  if (sure > 0) builder.addConstant(sumOfFirst(sure, rules.waiting.units, rules.waiting.margin))
  if (total >= 0) addParts(draft, total, { parts: riseOf(parts), scale })
  const late = new Float64Array(periodCount + 1)
  for (let t = periodCount - 1; t >= 0; t -= 1) late[t] = late[t + 1] + rules.openCost[t] * scale
  let asked = 0
  for (let t = 0; t < periodCount; t += 1) {
    asked += rules.demand[t]
    const most = rules.isLost ? rules.demand[t] - (rules.unpaid?.[t] ?? 0) : asked
    if (most === 0) continue
    const cost = rules.isLost ? rules.openCost[t] * scale : late[t]
    const parts = rules.lostParts?.[t]?.hull
    const column = addColumn(draft, {
      objective: (parts === undefined ? marginOf(t) * scale : 0) + holdFrom[from + t] + cost,
      upper: most / scale,
    })
    if (parts !== undefined) {
      const served = builder.addRow({ lower: 0, upper: 0 })
      builder.addTerm(served, column, 1)
      addParts(draft, served, { parts, scale })
    }
    ship[from + t] = column
    addToStock(draft, from + t, from + periodCount - 1, column, -1)
    for (const { row } of draft.arrivalRows.get(from + t) ?? []) builder.addTerm(row, column, 1)
    if (rules.isLost) continue
    if (total >= 0) builder.addTerm(total, column, 1)
    const row = builder.addRow({ upper: asked / scale })
    for (let s = 0; s <= t; s += 1) if (ship[from + s] >= 0) builder.addTerm(row, ship[from + s], 1)
  }
}

/** Columns for the prices of a queue, which what is shipped of it, in a row, fills in their order. */
function addParts(draft: Draft, row: number, { parts, scale }: { readonly parts: Rise; readonly scale: number }): void {
  for (let k = 0; k < parts.units.length; k += 1) {
    const served = addColumn(draft, { objective: parts.margin[k] * scale, upper: parts.units[k] / scale })
    draft.builder.addTerm(row, served, -1)
  }
}

/**
 * The parts of a queue that may be left, oldest first, and how many older units are served for sure: -1 where nothing was decided about it
 * (`decideQueues`).
 */
function openParts({ units, margin, left }: WaitingUnits): { readonly parts: UnservedPart[]; readonly sure: number } {
  if (left === undefined) return { parts: unservedParts({ units, margin }).reverse(), sure: -1 }
  const asked = Array.from(units).reduce((sum, own) => sum + own, 0)
  return {
    parts: unservedParts({ units: unitsInRange(units, left), margin }).reverse(),
    sure: Math.max(0, asked - left.most),
  }
}

/** The most whole units of an item that the hours of a period hold. */
function unitsInHours({ items, hourLimit, periodCount }: WholeShop, i: number, t: number): number {
  const { resources, hours } = items[i]
  return resources.reduce(
    (most, r, o) => (hours[o] > 0 ? Math.min(most, Math.floor(hourLimit[r * periodCount + t] / hours[o])) : most),
    Infinity,
  )
}

/** Columns of supply, with its cost, its hours at regular wages, and the use of components by whole multiples. */
function addSupply(draft: Draft, i: number): void {
  const { shop, holdFrom, supply, mostOf } = draft
  const { periodCount, lines, problem } = shop
  const item = shop.items[i]
  const { scale } = problem.items[i]
  const from = i * periodCount
  const last = from + periodCount - 1
  for (let t = 0; t < periodCount; t += 1) {
    const upper = Math.min(item.upper[t], mostOf[i])
    if (item.firm[t] >= 0 || upper <= 0) continue
    let objective = -item.purchaseCost[t] * scale - holdFrom[from + t]
    item.resources.forEach((r, o) => {
      const { wage, variableOverhead } = problem.resources[r]
      objective -= (wage[t] + variableOverhead[t]) * item.hours[o] * scale
    })
    const multiples = item.lines.filter((c) => lines[c].perUnit.d === 1n)
    const perUnit = (c: number): number =>
      (Number(lines[c].perUnit.n) * scale) / problem.items[lines[c].component].scale
    for (const c of multiples) objective += perUnit(c) * holdFrom[lines[c].component * periodCount + t]
    const column = addColumn(draft, {
      objective,
      upper: Math.min(upper, unitsInHours(shop, i, t)) / scale,
      step: 1 / scale,
      weight: draft.weightOf[i],
      rank: 2 * problem.structure.lowLevelCode[i],
    })
    supply[from + t] = column
    addToStock(draft, from + t, last, column, 1)
    for (const { row, isAfterSupply } of draft.arrivalRows.get(from + t) ?? []) {
      if (isAfterSupply) draft.builder.addTerm(row, column, -1)
    }
    for (const c of multiples) {
      const at = lines[c].component * periodCount
      addToStock(draft, at + t, at + periodCount - 1, column, -perUnit(c))
    }
  }
}

/** Running use of a line whose quantity per unit is not whole: a whole column in every period. */
function addUse(draft: Draft, c: number): void {
  const { shop, builder, supply, mostOf } = draft
  const { periodCount, problem } = shop
  const { item, component, perUnit, running } = shop.lines[c]
  if (perUnit.d === 1n) return
  const [own, scale] = [problem.items[item].scale, problem.items[component].scale]
  const ratio = (Number(perUnit.n) / Number(perUnit.d)) * (own / scale)
  const room = (Number(perUnit.d) - 1) / Number(perUnit.d) / scale
  const { holding } = shop.items[component].rules
  let fixed = 0
  for (let t = 0; t < periodCount; t += 1) {
    fixed += fixedSupply(draft, item, t)
    const column = addColumn(draft, {
      objective: holding[t] * scale,
      upper: (running(mostOf[item] + fixed) + 1) / scale,
      step: 1 / scale,
      weight: draft.weightOf[component],
      rank: 2 * problem.structure.lowLevelCode[component] - 1,
    })
    const need = ratio * (fixed / own)
    const row = builder.addRow({ lower: need, upper: need + room })
    builder.addTerm(row, column, 1)
    for (let s = 0; s <= t; s += 1) {
      const made = supply[item * periodCount + s]
      if (made >= 0) builder.addTerm(row, made, -ratio)
    }
    const at = component * periodCount + t
    addToStock(draft, at, at, column, -1)
  }
}

/** Hours within the limit, overtime at what it costs more; returns the resources. */
function addHours(draft: Draft): readonly number[] {
  const { shop, builder, free, supply } = draft
  const { items, periodCount, problem } = shop
  const used = new Set<number>()
  for (const i of free) for (const r of items[i].resources) used.add(r)
  const resources = [...used].sort((a, b) => a - b)
  for (const r of resources) {
    const { capacity, overtime, wage, overtimeWage, variableOverhead } = problem.resources[r]
    const mine = items.flatMap((item, i) => {
      const o = item.resources.indexOf(r)
      return o < 0 ? [] : [{ i, hours: item.hours[o] }]
    })
    for (let t = 0; t < periodCount; t += 1) {
      let fixed = 0
      for (const { i, hours } of mine) fixed += hours * fixedSupply(draft, i, t)
      builder.addConstant(-(wage[t] + variableOverhead[t]) * fixed)
      const row = builder.addRow({ upper: capacity[t] - fixed })
      if (overtime[t] > 0) {
        const premium = Math.max(0, overtimeWage[t] - wage[t])
        const column = addColumn(draft, { objective: -premium, upper: overtime[t] })
        builder.addTerm(row, column, -1)
      }
      for (const { i, hours } of mine) {
        const column = supply[i * periodCount + t]
        if (column >= 0) builder.addTerm(row, column, hours * problem.items[i].scale)
      }
    }
  }
  return resources
}
