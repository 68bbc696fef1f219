import type { Calendar } from '../../../src/core/time/calendar.js'
import { prepareProblem } from '../../../src/production/prepareProblem.js'
import type { PreparedItem } from '../../../src/production/problem/prepareItem.js'
import { withRanges } from '../../../src/production/risingPrices/openQueues.js'
import type {
  OpenRangeRecord,
  ProductionItem,
  ProductionProblem,
  ProductionRecord,
} from '../../../src/production/types.js'
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
  /** Limits of what is shipped of `lost` demand in a period within which something comes. */
  readonly early: readonly (readonly Early[])[]
  readonly price: readonly number[]
  readonly sellingCost: readonly number[]
  readonly purchaseCost: readonly number[]
  readonly holding: readonly number[]
  readonly backlogCost: readonly number[]
  readonly lostCost: readonly number[]
  /** Orders of `lost` demand that are booked below cost, by period: what one more costs that is lost beyond so many units of forecast. */
  readonly promises: readonly { readonly forecast: number; readonly cost: number }[]
  readonly safetyPenalty: readonly number[]
  readonly hours: readonly { readonly resource: number; readonly perUnit: number }[]
}

/** What is shipped in a period is at most so many units, what is there at its start, and where supply comes before, supply. */
export interface Early {
  readonly units: number
  readonly hasSupply: boolean
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

const dayOf = (date: string | undefined): number => Date.parse(`${date}T00:00:00Z`) / DAY

/** First period that new supply reaches, and the day. */
function arrivalOf(calendar: Calendar, leadTimeDays: number): { readonly period: number; readonly day: number } {
  const { periods } = calendar
  const day = dayOf(periods[0]?.start) + leadTimeDays
  const period = periods.findIndex(({ end }) => dayOf(end) > day)
  return { period: period < 0 ? periods.length : period, day }
}

/** What may be shipped of demand that does not wait, for every day within a period before which not all of it is there. */
function earlyOf(
  item: ProductionItem,
  calendar: Calendar,
  of: { readonly t: number; readonly refused: number; readonly sold: number; readonly isThere: boolean },
): Early[] {
  const period = calendar.periods[of.t] as Calendar['periods'][number]
  const [start, end] = [dayOf(period.start), dayOf(period.end)]
  const first = arrivalOf(calendar, item.leadTimeDays ?? 0)
  const own = (rows: ProductionItem['demandDates'], from = start): number =>
    (rows ?? []).reduce((sum, { date, quantity }) => {
      const day = dayOf(date)
      return sum + (day >= from && day < end ? quantity : 0)
    }, 0)
  const scale = scaleOf(item)
  const found: Early[] = []
  for (const { date } of [...(item.receiptDates ?? []), { date: undefined }]) {
    const day = date === undefined ? first.day : dayOf(date)
    if (day <= start || day >= end) continue
    const share = (end - day) / (end - start)
    const demand = (item.demand?.[of.t] ?? 0) - of.refused
    const spread = Math.max(0, demand - own(item.demandDates))
    const whole = (units: number): number => Math.floor(units * scale + 1e-6)
    const received = (item.scheduledReceipts?.[of.t] ?? 0) - of.sold - own(item.receiptDates, day)
    const soldLater = Math.min(Math.round(of.sold * scale), whole(share * of.refused))
    const dated = Math.round((received + Math.min(demand, own(item.demandDates, day))) * scale)
    found.push({
      units: whole(share * spread) + dated + soldLater,
      // Fixed supply of what is made is work that has gone out: it is there when its period begins.
      hasSupply: of.isThere || of.t !== first.period || day > first.day,
    })
  }
  return found
}

/** The items of a problem with the weights that the optimizer gives them, beside those of whom some are left for what they pay. */
function weighedItems(problem: ProductionProblem, openRanges: readonly OpenRangeRecord[]): readonly PreparedItem[] {
  const prepared = prepareProblem(problem)
  const itemAt = new Map(prepared.items.map(({ id }, i) => [id, i]))
  const periodAt = new Map(problem.calendar.periods.map(({ id }, t) => [id, t]))
  const ranges = openRanges.map((one) => {
    const [i, t] = [itemAt.get(one.itemId) as number, periodAt.get(one.periodId) as number]
    return [i * prepared.periodCount + t, one] as const
  })
  return withRanges(prepared, new Map(ranges)).items
}

/** What the orders of a period weigh beside their price; those of a shop have one price in a period, so they weigh the same. */
function promiseOf(item: PreparedItem | undefined, t: number): ShopItem['promises'][number] {
  const scale = item?.scale ?? 1
  const parts = (item?.demandParts ?? []).filter(({ periodIndex }) => Math.max(0, periodIndex) === t)
  const forecast = parts.reduce((sum, { promised = 0, quantity }) => sum + (promised === 0 ? quantity : 0), 0)
  return {
    forecast: Math.round(forecast * scale),
    cost: Math.max(0, ...parts.map(({ promised = 0 }) => promised)) / scale,
  }
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
 * refused below cost, and what stock at hand is sold to him, is no part of it: records say who that is; ranges say beside whom a part's safety
 * stock weighs little.
 */
export function readShop(
  problem: ProductionProblem,
  {
    records = [],
    openRanges = [],
  }: { readonly records?: readonly ProductionRecord[]; readonly openRanges?: readonly OpenRangeRecord[] } = {},
): ShopModel {
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
  const weights = new Map(weighedItems(problem, openRanges).map((item) => [item.id, item]))
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
      early: demand.map((_, t) =>
        unmetDemand === 'lost'
          ? earlyOf(row, calendar, {
              t,
              refused: refused?.[t] ?? 0,
              sold: refusedShipped?.[t] ?? 0,
              isThere: firm[t] !== null && isBought[i] !== true,
            })
          : [],
      ),
      price: each(row.price),
      sellingCost: each(row.sellingCostPerUnit),
      purchaseCost: each(row.purchaseCost),
      holding: each(row.holdingCostPerUnit),
      backlogCost: each(unmetDemand === 'backlog' ? weight?.backlogCost : 0),
      lostCost: each(unmetDemand === 'lost' ? weight?.lostCost : 0),
      promises: demand.map((_, t) => promiseOf(unmetDemand === 'lost' ? weight : undefined, t)),
      safetyPenalty: each(weight?.safetyPenalty),
      hours: hours[i] as ShopItem['hours'],
    }
  })
  return { periodCount: count, items, lines, resources: read }
}
