import type { OvertakenUnits } from '../belowCost/belowCost.js'
import { inProportion, meanPrices, pricedParts, unitsOf } from '../belowCost/refusedDemand.js'
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
 * that no forecast stands before is promised as ever.
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
    // Who is refused already stays where he is refused.
    const kept = [...pricedParts(item).filter(({ isBooked }) => isBooked), ...(item.refused?.parts ?? [])]
    return {
      ...row,
      ...askedFor(
        item,
        [...kept].sort((a, b) => a.periodIndex - b.periodIndex),
      ),
    }
  })
  const forecasts = services.map(({ id, i, parts }): ProductionItem => {
    const item = prepared.items[i]
    const { unit, quantityDecimals, unmetDemand, sellingCostRate, lostSaleCostPerUnit } = rowOf.get(item.id) ?? {}
    return {
      id,
      kind: 'service',
      ...(unit !== undefined && { unit }),
      ...(quantityDecimals !== undefined && { quantityDecimals }),
      ...(unmetDemand !== undefined && { unmetDemand }),
      ...(sellingCostRate !== undefined && { sellingCostRate }),
      ...(lostSaleCostPerUnit !== undefined && { lostSaleCostPerUnit }),
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

/** The forecast of an item by its prices; each takes an id that nothing else has. */
function servicesOf(item: PreparedItem, i: number, ids: Set<string>): ForecastService[] {
  const byPrice = new Map<number, PreparedPart[]>()
  for (const part of forecastOf(item)) {
    byPrice.set(part.price, [...(byPrice.get(part.price) ?? []), part])
  }
  return [...byPrice].map(([price, parts]) => {
    let id = `${item.id} at ${price}`
    while (ids.has(id)) id += '*'
    ids.add(id)
    return { id, i, price, parts }
  })
}

/**
 * What a unit weighs beside the others of its queue: forecast what it brings, an order behind forecast no more than that, whoever stands before
 * a little more; undefined of orders that no forecast stands before: they are promised. Where customers go away there is no queue.
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
      orders.push(least === Infinity || item.unmetDemand === 'lost' ? undefined : least * senior)
      return
    }
    const brings = part.price - sellingCostAt(item, part.periodIndex, part.price)
    if (part.quantity > 0) least = Math.min(least, brings)
    forecast.set(part, brings * senior)
  })
  return { orders, forecast }
}

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
  // Who pays just what it costs is served.
  const lostCost = (item.lostGiven ?? item.lostCost).map((cost, t) => cost + SENIORITY * item.price[t])
  return {
    ...item,
    firm: item.firm.map(() => Number.NaN),
    demandParts: item.demandParts.map((part) => ({ ...part, isBooked: false, promised: 0 })),
    promised: item.promised.map(() => 0),
    lostCost,
    ...(item.lostAlone !== undefined && { lostAlone: lostCost }),
  }
}
