import type { Calendar } from '../../core/time/calendar.js'
import { seriesId } from '../../core/keys/seriesId.js'
import { indexById, keyOf } from '../../core/keys/keys.js'
import { fromMinor, type MoneyInput, moneyScale, sumProductsMinor } from '../../core/money/money.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import type { SalesFlow } from '../../finance/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { seriesPrices } from '../seriesPrices.js'
import type { Delivery, ShipmentSplit } from './splitShipments.js'

const ORDER = ['orderId', 'orderLine'] as const

/** What is shipped is sold at the price of its order, or of the period in which it was asked for, whenever that was. */
export function salesFlows({
  input,
  calendar,
  split,
}: {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly split: ShipmentSplit
}): SalesFlow[] {
  const markets = new Map(input.markets.map((market) => [market.id, market]))
  const prices = seriesPrices(input, calendar, split.records)
  const scale = moneyScale(input, 'input')
  const items = indexById(input.items, 'id')
  return split.records.flatMap((shipment, n): SalesFlow[] => {
    const { marketId } = shipment
    const terms = marketId === undefined ? undefined : markets.get(marketId)?.terms
    const price = prices[n] as MoneyInput[]
    const deliveries = split.deliveries[n] as readonly (readonly Delivery[])[]
    const whose = { ...seriesId(shipment), ...(terms !== undefined && { terms }) }
    const forecast = deliveries.map((parts) => parts.filter(({ orderId }) => orderId === undefined))
    const isOwn = forecast.every((parts, t) => parts.every((part) => part.price === price[t]))
    const grid = gridScale(items.get(shipment.itemId)?.quantityDecimals ?? 0)
    const unitsOf = (parts: readonly Delivery[]): number =>
      fromGrid(
        parts.reduce((sum, { units }) => sum + toGrid(units, grid), 0),
        grid,
      )
    const amountOf = (parts: readonly Delivery[]): number => {
      const sold = parts.map(({ units, price: agreed }): [number, MoneyInput] => [units, agreed])
      return fromMinor(sumProductsMinor(sold, scale, `shipments[${n}].price`), scale)
    }
    const rest = { ...whose, units: forecast.map(unitsOf), price, ...(!isOwn && { amounts: forecast.map(amountOf) }) }
    return [rest, ...soldByOrder(deliveries, unitsOf).map((sold) => ({ ...whose, ...sold }))]
  })
}

/** What is shipped of each order of a series, at its one price. */
function soldByOrder(
  deliveries: readonly (readonly Delivery[])[],
  unitsOf: (parts: readonly Delivery[]) => number,
): Pick<SalesFlow, 'orderId' | 'orderLine' | 'units' | 'price'>[] {
  const orders = new Map<string, { readonly first: Delivery; readonly parts: Delivery[][] }>()
  deliveries.forEach((all, t) => {
    for (const part of all) {
      if (part.orderId === undefined) continue
      const key = keyOf(part, ORDER)
      const known = orders.get(key) ?? { first: part, parts: deliveries.map(() => []) }
      orders.set(key, known)
      known.parts[t]?.push(part)
    }
  })
  return [...orders.values()].map(({ first: { orderId, orderLine, price }, parts }) => ({
    ...(orderId !== undefined && { orderId }),
    ...(orderLine !== undefined && { orderLine }),
    units: parts.map(unitsOf),
    price: deliveries.map(() => price),
  }))
}
