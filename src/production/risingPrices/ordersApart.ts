import { addToGroup } from '../../core/keys/keys.js'
import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import type { OvertakenUnits } from '../belowCost/belowCost.js'
import { inProportion, meanPrices, unitsOf } from '../belowCost/refusedDemand.js'
import { prepareProblem } from '../prepareProblem.js'
import type { PreparedItem, PreparedPart } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { sellingCostAt } from '../problem/waitingDemand.js'
import type { DemandPart, ProductionItem, ProductionProblem } from '../types.js'

/** By so much of its price at most a unit weighs more than one behind it in the queue: it decides who gets the last unit that pays. */
const SENIORITY = 1e-5

/** Stands for the forecast of an item at one price. */
interface ForecastService {
  readonly id: string
  /** Place of the item. */
  readonly i: number
  readonly price: number
  readonly parts: readonly PreparedPart[]
}

/**
 * The problem with orders and forecast of some items apart: the item keeps its orders, and its forecast of each price is a service that takes one
 * of it, so that nobody waits for anybody; all draw on the same supply.
 *
 * An order weighs a little less than the forecast that stands before it, whatever it pays, so that it takes from nobody what pays him; an order
 * that no forecast stands before is promised as ever. Stock at hand is kept for orders and safety stock first: as for all who are refused, nothing is to be bought or made for
 * anybody because it was sold to forecast that pays for nothing new.
 */
export function ordersApart(
  problem: ProductionProblem,
  {
    prepared,
    isSuspect,
    before,
  }: {
    readonly prepared: PreparedProblem
    readonly isSuspect: readonly boolean[]
    readonly before: OvertakenUnits
  },
): {
  readonly apart: PreparedProblem
  /** Places of the services, and of the items in the problem that is given. */
  readonly services: readonly (Pick<ForecastService, 'i' | 'price'> & { readonly n: number })[]
} {
  const ids = new Set(problem.items.map(({ id }) => id))
  const services = prepared.items.flatMap((item, i) => (isSuspect[i] ? servicesOf(item, i, ids) : []))
  const placeOf = new Map(prepared.items.map(({ id }, i) => [id, i]))
  const rowOf = new Map(problem.items.map((row) => [row.id, row]))
  const rows = problem.items.map((row) => {
    const i = placeOf.get(row.id) as number
    if (!isSuspect[i]) return row
    const item = prepared.items[i]
    const { orders, onHand, receipts } = keepStock(item)
    // Who is refused already stays where he is refused.
    const kept = [...orders, ...(item.refused?.parts ?? [])].sort((a, b) => a.periodIndex - b.periodIndex)
    return { ...row, ...askedFor(item, kept), onHand, scheduledReceipts: receipts }
  })
  const forecasts = services.map(({ id, i, parts }): ProductionItem => {
    const item = prepared.items[i]
    const { unit, quantityDecimals, sellingCostRate } = rowOf.get(item.id) ?? {}
    return {
      id,
      kind: 'service',
      ...(unit !== undefined && { unit }),
      ...(quantityDecimals !== undefined && { quantityDecimals }),
      ...(sellingCostRate !== undefined && { sellingCostRate }),
      backlogCostPerUnit: item.backlogCost,
      // As booked nobody of them is refused by what the service itself seems to cost.
      ...askedFor(
        item,
        parts.map((part) => ({ ...part, isBooked: true })),
      ),
    }
  })
  const lines = services.map(({ id, i }) => ({
    itemId: id,
    componentId: prepared.items[i].id,
    quantityPer: 1,
  }))
  const together = prepareProblem(
    { ...problem, items: [...rows, ...forecasts], billOfMaterials: [...(problem.billOfMaterials ?? []), ...lines] },
    before,
  )
  const serviceOf = new Map(services.map((service) => [service.id, service]))
  const seniorities = prepared.items.map((item, i) => (isSuspect[i] ? seniority(item) : undefined))
  const items = together.items.map((item) => {
    const service = serviceOf.get(item.id)
    const weights = seniorities[service?.i ?? placeOf.get(item.id) ?? -1]
    if (weights === undefined) return item
    if (service === undefined) return weighBy(item, weights.orders)
    return weighBy(
      asForecast(item),
      service.parts.map((part) => weights.forecast.get(part)),
    )
  })
  const places = together.items.flatMap(({ id }, n) => {
    const service = serviceOf.get(id)
    return service === undefined ? [] : [{ n, i: service.i, price: service.price }]
  })
  return { apart: { ...together, items }, services: places }
}

/**
 * What is left of stock at hand, and of orders, when orders behind forecast have taken what comes last before their periods, and the safety
 * stock what comes last of all.
 */
function keepStock(item: PreparedItem): {
  readonly orders: readonly DemandPart[]
  readonly onHand: number
  readonly receipts: readonly number[]
} {
  const { scale, safetyStock, refused } = item
  // What goes to who is refused already has left the receipts; together they are what comes.
  const receipts = item.receipts.map((units, t) => toGrid(units, scale) + toGrid(refused?.shipped[t] ?? 0, scale))
  let onHand = toGrid(item.onHand, scale)
  const take = (units: number, until: number): number => {
    let left = units
    for (let t = until; t >= 0 && left > 0; t -= 1) {
      const own = Math.max(0, Math.min(left, receipts[t]))
      receipts[t] -= own
      left -= own
    }
    const own = Math.min(left, onHand)
    onHand -= own
    return left - own
  }
  let isBehind = false
  const orders = inOrder(item).flatMap((part): DemandPart[] => {
    if (isForecast(part)) {
      isBehind ||= part.quantity > 0
      return []
    }
    if (!isBehind) return [part]
    return [{ ...part, quantity: fromGrid(take(toGrid(part.quantity, scale), part.periodIndex), scale) }]
  })
  if (isBehind) take(Math.ceil(Math.max(...safetyStock) * scale), receipts.length - 1)
  return { orders, onHand: fromGrid(onHand, scale), receipts: receipts.map((units) => fromGrid(units, scale)) }
}

/** The forecast of an item by its prices; each takes an id that nothing else has. */
function servicesOf(item: PreparedItem, i: number, ids: Set<string>): ForecastService[] {
  const byPrice = new Map<number, PreparedPart[]>()
  for (const part of forecastOf(item)) addToGroup(byPrice, part.price, part)
  return [...byPrice].map(([price, parts]) => {
    let id = `${item.id} at ${price}`
    while (ids.has(id)) id += '*'
    ids.add(id)
    return { id, i, price, parts }
  })
}

/**
 * What a unit weighs beside the others of its queue: forecast what it brings, an order behind forecast no more than that, whoever stands before
 * a little more; undefined of orders that no forecast stands before: they are promised.
 */
function seniority(item: PreparedItem): {
  readonly orders: readonly (number | undefined)[]
  readonly forecast: ReadonlyMap<PreparedPart, number>
} {
  const parts = inOrder(item)
  const orders: (number | undefined)[] = []
  const forecast = new Map<PreparedPart, number>()
  let least = Infinity
  parts.forEach((part, k) => {
    const senior = 1 + (SENIORITY * (parts.length - k)) / parts.length
    if (!isForecast(part)) {
      orders.push(least === Infinity ? undefined : least * senior)
      return
    }
    const brings = part.price - sellingCostAt(item, part.periodIndex, part.price)
    if (part.quantity > 0) least = Math.min(least, brings)
    forecast.set(part, brings * senior)
  })
  return { orders, forecast }
}

/** Forecast that is served in its turn; what was late before the plan is no forecast. */
const isForecast = ({ isBooked, periodIndex }: DemandPart): boolean => isBooked !== true && periodIndex >= 0

/** What is asked for by who is served, in the order of the queue. */
const inOrder = ({ demandParts }: PreparedItem): PreparedPart[] =>
  [...demandParts].sort((a, b) => a.periodIndex - b.periodIndex)

const forecastOf = (item: PreparedItem): PreparedPart[] => inOrder(item).filter(isForecast)

/** An item whose customers weigh so much each, in the order of its queue. */
function weighBy(item: PreparedItem, weights: readonly (number | undefined)[]): PreparedItem {
  const parts = item.demandParts.map((part, k) => {
    const weight = weights[k]
    if (weight === undefined) return part
    const { price, periodIndex } = part
    return { ...part, promised: weight - price + sellingCostAt(item, Math.max(0, periodIndex), price) }
  })
  return { ...item, demandParts: parts }
}

/** What is asked for by some parts of the demand of an item. */
function askedFor(item: PreparedItem, parts: readonly DemandPart[]): Partial<ProductionItem> {
  const price = meanPrices(parts, item)
  const inUnits = (some: readonly DemandPart[]): number[] => unitsOf(some, item).map((units) => units / item.scale)
  return {
    demand: inUnits(parts),
    booked: inUnits(parts.filter(({ isBooked }) => isBooked)),
    demandParts: parts.map(({ periodIndex, quantity, price: own, isBooked }) => ({
      periodIndex,
      quantity,
      price: own,
      ...(isBooked === true && { isBooked }),
    })),
    price,
    sellingCostPerUnit: inProportion(item.sellingCost, item.price, price),
  }
}

/** Forecast by itself: nothing of it is fixed, refused or promised, whatever its cheapest way seems to cost. */
function asForecast(item: PreparedItem): PreparedItem {
  return {
    ...item,
    firm: item.firm.map(() => Number.NaN),
    demandParts: item.demandParts.map((part) => ({ ...part, isBooked: false, promised: 0 })),
    promised: item.promised.map(() => 0),
  }
}
