import type { Calendar } from '../../../src/core/time/calendar.js'
import { prepareProblem } from '../../../src/production/prepareProblem.js'
import type { ProductionItem, ProductionProblem, ProductionRecord } from '../../../src/production/types.js'
import { type Fraction, fractionOf, minus, over, plus, times } from './fractions.js'
import { valueAt } from '../valueAt.js'

/** One item as the oracle reads it: quantities in whole units of its grid, money for one of them, by period. */
export interface ShopItem {
  readonly id: string
  readonly scale: number
  readonly isBought: boolean
  readonly isService: boolean
  readonly unmetDemand: 'backlog' | 'lost' | 'forbidden'
  /** Demand, that of the first period with what was late before it. */
  readonly demand: readonly number[]
  readonly onHand: number
  readonly receipts: readonly number[]
  readonly minimum: readonly number[]
  /** Infinity for none. */
  readonly maximum: readonly number[]
  readonly safetyStock: readonly number[]
  /** The least and the most that may be supplied. */
  readonly supplyLower: readonly number[]
  readonly supplyUpper: readonly number[]
  /** What can be shipped of `lost` demand in the period of the first arrival beside what is there; else Infinity. */
  readonly early: readonly number[]
  readonly price: readonly number[]
  readonly sellingCost: readonly number[]
  readonly purchaseCost: readonly number[]
  readonly holding: readonly number[]
  readonly backlogCost: readonly number[]
  readonly lostCost: readonly number[]
  readonly safetyPenalty: readonly number[]
  readonly hours: readonly { readonly resource: number; readonly perUnit: number }[]
}

/** What one grid unit of an item takes of a component, in the component's grid units. */
export interface ShopLine {
  readonly item: number
  readonly component: number
  readonly perUnit: Fraction
}

export interface ShopResource {
  readonly id: string
  readonly capacity: readonly number[]
  readonly overtime: readonly number[]
  readonly cost: readonly number[]
  readonly overtimeCost: readonly number[]
}

/** A production problem in whole units, with the defaults that the documentation promises. */
export interface ShopModel {
  readonly periodCount: number
  readonly items: readonly ShopItem[]
  readonly lines: readonly ShopLine[]
  readonly resources: readonly ShopResource[]
}

const DAY = 86_400_000

const fill = (value: number | readonly number[] | undefined, count: number, missing = 0): number[] =>
  typeof value === 'number' || value === undefined
    ? new Array<number>(count).fill(value ?? missing)
    : value.map((one) => one)

/** First period that new supply reaches, and the share of its days before the day of arrival. */
function arrivalOf(calendar: Calendar, leadTimeDays: number): { readonly period: number; readonly share: number } {
  const { periods } = calendar
  const day = Date.parse(`${periods[0]?.start}T00:00:00Z`) / DAY + leadTimeDays
  const period = periods.findIndex(({ end }) => Date.parse(`${end}T00:00:00Z`) / DAY > day)
  if (period < 0) return { period: periods.length, share: 0 }
  const start = Date.parse(`${periods[period]?.start}T00:00:00Z`) / DAY
  return { period, share: Math.max(0, day - start) / (periods[period]?.days ?? 1) }
}

/** Component stock units in one good unit, lines of the same component added up. */
function readLines(problem: ProductionProblem, isBought: readonly boolean[]): ShopLine[] {
  const indexOf = new Map(problem.items.map(({ id }, i) => [id, i]))
  const sums = new Map<string, ShopLine>()
  for (const { itemId, componentId, quantityPer, scrapShare = 0 } of problem.billOfMaterials ?? []) {
    const [item, component] = [indexOf.get(itemId) as number, indexOf.get(componentId) as number]
    if (isBought[item]) continue
    const parent = problem.items[item] as ProductionItem
    const good = times(minus(fractionOf(1), fractionOf(scrapShare)), fractionOf(parent.yieldShare ?? 1))
    const grids = over(fractionOf(scaleOf(problem.items[component])), fractionOf(scaleOf(parent)))
    const perUnit = times(over(fractionOf(quantityPer), good), grids)
    const known = sums.get(`${item} ${component}`)
    sums.set(`${item} ${component}`, {
      item,
      component,
      perUnit: known === undefined ? perUnit : plus(known.perUnit, perUnit),
    })
  }
  return [...sums.values()]
}

const scaleOf = (item: ProductionItem | undefined): number => Number(`1e${item?.quantityDecimals ?? 0}`)

/**
 * Reads a problem of single-source items with all quantities on their grids, as documented in the types of production. Who is
 * refused below cost, and what stock at hand is sold to him, is no part of it: records say who that is.
 */
export function readShop(problem: ProductionProblem, records: readonly ProductionRecord[] = []): ShopModel {
  const { calendar, operations = [], resources = [] } = problem
  const count = calendar.periods.length
  const withMethod = new Set([...(problem.billOfMaterials ?? []), ...operations].map(({ itemId }) => itemId))
  const sources = new Map((problem.sources ?? []).map((source) => [source.itemId, source]))
  const rows = problem.items.map((item): ProductionItem => {
    const { purchaseCost, leadTimeDays, supplyLimit, firmSupply } = sources.get(item.id) ?? item
    return {
      ...item,
      ...(purchaseCost !== undefined && { purchaseCost }),
      ...(leadTimeDays !== undefined && { leadTimeDays }),
      ...(supplyLimit !== undefined && { supplyLimit }),
      ...(firmSupply !== undefined && { firmSupply }),
    }
  })
  const isBought = rows.map((row) => {
    const kind = sources.get(row.id)?.kind ?? row.source
    return (kind ?? (withMethod.has(row.id) || row.kind === 'service' ? 'make' : 'buy')) === 'buy'
  })
  const lines = readLines(problem, isBought)
  const read: ShopResource[] = resources.map((resource) => {
    const wage = fill(resource.costPerHour, count)
    const overhead = fill(resource.variableOverheadPerHour, count)
    const overtimeWage = fill(resource.overtimeCostPerHour ?? wage.map((cost) => cost * 1.5), count)
    return {
      id: resource.id,
      capacity: fill(resource.capacityHours, count),
      overtime: fill(resource.overtimeHours, count),
      cost: wage.map((cost, t) => cost + (overhead[t] as number)),
      overtimeCost: overtimeWage.map((cost, t) => cost + (overhead[t] as number)),
    }
  })
  const hoursOf = (row: ProductionItem, i: number): ShopItem['hours'] =>
    isBought[i]
      ? []
      : operations
          .filter(({ itemId }) => itemId === row.id)
          .map(({ resourceId, runHoursPerUnit, setupHours = 0 }) => ({
            resource: resources.findIndex(({ id }) => id === resourceId),
            perUnit: (runHoursPerUnit + setupHours / (row.lotSize ?? 1)) / (row.yieldShare ?? 1) / scaleOf(row),
          }))
  const hours = rows.map(hoursOf)
  // Penalties are weights, not facts, and so is the safety stock that is dropped below cost: what they are is shown in test/plan and by `verify`, and here they are taken as they are.
  const weights = new Map(prepareProblem(problem).items.map((item) => [item.id, item]))
  const items = rows.map((row, i): ShopItem => {
    const scale = scaleOf(row)
    const units = (value: number): number => Math.round(value * scale)
    const each = (value: number | readonly number[] | undefined): number[] => fill(value, count).map((x) => x / scale)
    const isService = row.kind === 'service'
    const unmetDemand = row.unmetDemand ?? 'backlog'
    const arrival = arrivalOf(calendar, row.leadTimeDays ?? 0)
    const { refused, refusedShipped, safetyStock } = records.find(({ itemId }) => itemId === row.id) ?? {}
    const demand = fill(row.demand, count).map(
      (quantity, t) => units(quantity) - units(refused?.[t] ?? 0) + (t === 0 ? units(row.backlog ?? 0) : 0),
    )
    const firm = fill(undefined, count).map(
      (_, t) => row.firmSupply?.[t] ?? (t < (problem.firmPeriods ?? 0) ? 0 : null),
    )
    const { supplyLimit } = row
    const limit =
      supplyLimit === undefined
        ? undefined
        : fill(undefined, count).map((_, t) => Math.floor(valueAt(supplyLimit, t, Infinity) * scale + 1e-6))
    const weight = weights.get(row.id)
    return {
      id: row.id,
      scale,
      isBought: isBought[i] as boolean,
      isService,
      unmetDemand,
      demand,
      onHand: units(row.onHand ?? 0),
      receipts: fill(row.scheduledReceipts, count).map(
        (quantity, t) => units(quantity) - units(refusedShipped?.[t] ?? 0),
      ),
      minimum: fill(row.minimumStock, count).map((quantity) => Math.ceil(quantity * scale - 1e-6)),
      maximum: fill(undefined, count).map((_, t) =>
        isService
          ? 0
          : row.maximumStock === undefined
            ? Infinity
            : Math.floor(valueAt(row.maximumStock, t, Infinity) * scale + 1e-6),
      ),
      safetyStock: isService
        ? fill(0, count)
        : fill(safetyStock ?? weight?.safetyStock, count).map((quantity) => quantity * scale),
      supplyLower: firm.map((quantity) => (quantity === null ? 0 : units(quantity))),
      supplyUpper: firm.map((quantity, t) =>
        quantity !== null ? units(quantity) : t < arrival.period ? 0 : (limit?.[t] ?? Infinity),
      ),
      early: demand.map((quantity, t) =>
        unmetDemand === 'lost' && t === arrival.period && arrival.share > 0
          ? Math.floor((1 - arrival.share) * quantity + 1e-9)
          : Infinity,
      ),
      price: each(row.price),
      sellingCost: each(row.sellingCostPerUnit),
      purchaseCost: each(row.purchaseCost),
      holding: each(row.holdingCostPerUnit),
      backlogCost: each(unmetDemand === 'backlog' ? weight?.backlogCost : 0),
      lostCost: each(unmetDemand === 'lost' ? weight?.lostCost : 0),
      safetyPenalty: each(weight?.safetyPenalty),
      hours: hours[i] as ShopItem['hours'],
    }
  })
  return { periodCount: count, items, lines, resources: read }
}
