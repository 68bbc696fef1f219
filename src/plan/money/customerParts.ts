import type { Calendar } from '../../core/time/calendar.js'
import { allocateMinor } from '../../core/money/allocateMinor.js'
import { type Key, compareText, groupBy, indexBy, keyOf } from '../../core/keys/keys.js'
import { decimalSumOfProducts, type MoneyScale, productToMinor } from '../../core/money/money.js'
import { fromGrid, gridScale, MOST_GRID_UNITS, toGrid } from '../../core/numbers/quantityGrid.js'
import { SERIES_KEY, seriesKey } from '../../core/keys/seriesId.js'
import { stockUnitsOf } from '../../core/structure/units.js'
import type { NormalInput, NormalItem } from '../../schema/normalForm/normalInput.js'
import { readCustomerOrders } from '../demand/readCustomerOrders.js'
import type { Delivery, ShipmentRecord, ShipmentSplit } from './splitShipments.js'

/** What one customer gets of a series. */
export interface CustomerPart {
  /** Left out for those whom nobody knows by name. */
  readonly customerId?: string
  /** All that it gets, by period: stock units. */
  readonly shipped: readonly number[]
  /** Of its own orders, by period: units of the item's grid. */
  readonly orderedUnits: readonly number[]
  /** What these bring, in minor units. */
  readonly orderedRevenue: readonly number[]
  /** Its share of all else that is shipped in a period, as a whole number beside those of the others. */
  readonly weights: readonly number[]
}

/** Name of a customer; undefined for whoever has none. */
type CustomerId = string | undefined

/** Decimals of what a customer took: a sale may be in a unit of which a stock unit is no round number. */
const DECIMALS = 9

/** Steps of a unit to which shares of units are told. */
const FINEST = 1e6

const ORDER = ['id', 'line'] as const
const orderKey = ({ orderId, orderLine }: Pick<Delivery, 'orderId' | 'orderLine'>): Key =>
  keyOf({ id: orderId, line: orderLine }, ORDER)

/** The day a year before another, `YYYY-MM-DD`. */
const yearBefore = (day: string): string => `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`

/**
 * What each customer took of each series: in transactions of the year before the plan, and in orders up to its end; stock units, none
 * below zero.
 */
function takenByCustomer(input: NormalInput, calendar: Calendar): Map<Key, Map<CustomerId, number>> {
  const { start = '' } = calendar.periods[0] ?? {}
  const from = yearBefore(start)
  const items = new Map(input.items.map((item) => [item.id, item]))
  const sales = input.transactions.filter(({ date }) => date >= from && date < start)
  const orders = readCustomerOrders(input, calendar).filter(({ periodIndex }) => periodIndex !== null)
  const rows = [
    ...sales.map(({ itemId, marketId, customerId, quantity, unit }) => {
      return {
        itemId,
        marketId,
        customerId,
        product: [quantity, stockUnitsOf(unit, items.get(itemId) as NormalItem)] as const,
      }
    }),
    ...orders.map(({ units, order: { itemId, marketId, customerId } }) => {
      const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
      return { itemId, marketId, customerId, product: [fromGrid(units, scale), 1] as const }
    }),
  ]
  const taken = new Map<Key, Map<CustomerId, number>>()
  for (const [key, group] of groupBy(rows, SERIES_KEY)) {
    const ofSeries = new Map<CustomerId, number>()
    for (const own of groupBy(group, ['customerId']).values()) {
      const products = own.map(({ product }) => product)
      ofSeries.set(own[0]?.customerId, Math.max(0, decimalSumOfProducts(products, DECIMALS)))
    }
    taken.set(key, ofSeries)
  }
  return taken
}

/** What is shipped to orders of one customer, by period: units of the item's grid, and minor units. */
interface Ordered {
  readonly units: number[]
  readonly revenue: number[]
}

/**
 * Who gets what is shipped of each series: a customer its orders at their own price, and of the rest what brings it nearest to its
 * share of all that was shipped until then. That share is what it took in the year before the plan and has ordered, over what
 * all did: an assumption.
 */
export function customerParts(
  {
    input,
    calendar,
    split,
  }: { readonly input: NormalInput; readonly calendar: Calendar; readonly split: ShipmentSplit },
  scale: MoneyScale,
): CustomerPart[][] {
  const taken = takenByCustomer(input, calendar)
  const orders = indexBy(input.customerOrders, ORDER)
  const items = new Map(input.items.map((item) => [item.id, item]))
  return split.records.map((shipment, n) => {
    const grid = gridScale(items.get(shipment.itemId)?.quantityDecimals ?? 0)
    const ordered = new Map<CustomerId, Ordered>()
    split.deliveries[n]?.forEach((parts, t) => {
      const booked = parts.filter(({ orderId }) => orderId !== undefined)
      for (const own of groupBy(booked, ['orderId', 'orderLine']).values()) {
        const [{ orderId, orderLine, price }] = own as [Delivery]
        const customerId = orders.get(orderKey({ orderId, orderLine }))?.customerId
        const row = ordered.get(customerId) ?? nothingOrdered(shipment)
        ordered.set(customerId, row)
        const units = own.reduce((sum, part) => sum + toGrid(part.units, grid), 0)
        row.units[t] = (row.units[t] ?? 0) + units
        row.revenue[t] = (row.revenue[t] ?? 0) + productToMinor(fromGrid(units, grid), price, scale)
      }
    })
    const shares = taken.get(seriesKey(shipment)) ?? new Map<CustomerId, number>()
    const known = [...new Set([...shares.keys(), ...ordered.keys()])].filter((name) => name !== undefined)
    // Whoever has no name comes first; a sort would put it last, whatever it compares by.
    const names: CustomerId[] = [undefined, ...known.sort(compareText)]
    // Nobody is known by name: nothing is to be shared out.
    if (names.length === 1) return []
    const own = names.map((name) => ordered.get(name) ?? nothingOrdered(shipment))
    const rest = shareRest(shipment, grid, { ordered: own, shares: names.map((name) => shares.get(name) ?? 0) })
    return names.map((customerId, i): CustomerPart => {
      const { units, revenue } = own[i] as Ordered
      return {
        ...(customerId !== undefined && { customerId }),
        ...(rest[i] as Pick<CustomerPart, 'shipped' | 'weights'>),
        orderedUnits: units,
        orderedRevenue: revenue,
      }
    })
  })
}

const nothingOrdered = ({ shipped }: ShipmentRecord): Ordered => {
  return { units: shipped.map(() => 0), revenue: shipped.map(() => 0) }
}

/**
 * Shares out what is shipped beside orders, period by period. Of a series of which nobody took anything, all of it goes to nobody by
 * name, who comes first. Shares of units have six decimals, unless so many are shipped that these could not be written.
 */
function shareRest(
  { shipped }: ShipmentRecord,
  grid: number,
  { ordered, shares }: { readonly ordered: readonly Ordered[]; readonly shares: readonly number[] },
): Pick<CustomerPart, 'shipped' | 'weights'>[] {
  const total = shipped.reduce((sum, quantity) => sum + quantity, 0)
  const fine = total * FINEST <= MOST_GRID_UNITS ? FINEST : grid
  const given = shares.some((share) => share > 0) ? shares : shares.map((_, i) => (i === 0 ? 1 : 0))
  const made = shares.map(() => ({ shipped: new Array<number>(), weights: new Array<number>() }))
  const received = shares.map(() => 0)
  let all = 0
  shipped.forEach((quantity, t) => {
    const units = toGrid(quantity, grid) * (fine / grid)
    const booked = ordered.map((own) => (own.units[t] ?? 0) * (fine / grid))
    all += units
    const targets = allocateMinor(all, given)
    const weights = targets.map((target, i) => Math.max(0, target - (received[i] ?? 0) - (booked[i] ?? 0)))
    const rest = units - booked.reduce((sum, part) => sum + part, 0)
    const parts = rest > 0 ? allocateMinor(rest, weights) : weights.map(() => 0)
    made.forEach((one, i) => {
      const own = (parts[i] ?? 0) + (booked[i] ?? 0)
      received[i] = (received[i] ?? 0) + own
      one.shipped.push(fromGrid(own, fine))
      one.weights.push(weights[i] ?? 0)
    })
  })
  return made
}
