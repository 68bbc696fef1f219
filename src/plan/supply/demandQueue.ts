import type { Calendar } from '../../core/time/calendar.js'
import { groupBy, indexById, type Key } from '../../core/keys/keys.js'
import type { MoneyInput } from '../../core/money/money.js'
import { gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { periodDays } from '../../core/time/series.js'
import { seriesKey, STOCK_KEY, stockKey } from '../../core/keys/seriesId.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { type BookedOrder, readCustomerOrders } from '../demand/readCustomerOrders.js'
import type { DemandRecord } from '../demand/types.js'
import { seriesPrices } from '../seriesPrices.js'
import { type AskedFor, compareServed } from './serveFirst.js'

/** Units of one series that were asked for in one period, at one price; those of an order stand by themselves. */
export interface QueuedDemand extends AskedFor {
  /** Place of the series among the demand records. */
  readonly series: number
  /** Units of the item's grid. */
  readonly units: number
}

/**
 * The demand of every item that has any, in the order in which it is served: what was late before the plan, then the periods
 * one after the other. A unit keeps the price of its order, or of the period in which it was asked for.
 */
export function demandQueues(
  input: NormalInput,
  calendar: Calendar,
  demand: readonly DemandRecord[],
): Map<string, QueuedDemand[]> {
  const prices = seriesPrices(input, calendar, demand)
  const items = indexById(input.items, 'id')
  const places = groupBy(
    demand.map((record, series) => ({ ...record, series })),
    STOCK_KEY,
  )
  const orders = ordersBySeries(input, calendar)
  const backlog = new Map<string, number>()
  for (const row of input.stock) {
    const scale = gridScale(items.get(row.itemId)?.quantityDecimals ?? 0)
    backlog.set(row.itemId, (backlog.get(row.itemId) ?? 0) + toGrid(row.backlog, scale))
  }
  const { starts, end } = periodDays(calendar.periods)
  /** The day after a period: what is only forecast comes after all that is ordered for a day of it. */
  const dayAfter = (t: number): number => starts[t + 1] ?? end
  const queues = new Map<string, QueuedDemand[]>()
  for (const { itemId } of demand) {
    if (queues.has(itemId)) continue
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const own = places.get(stockKey({ itemId })) ?? []
    const queue = own.flatMap((record, n): QueuedDemand[] => {
      const { series, marketId, consensus, booked } = record
      const priceAt = (t: number): MoneyInput => prices[series]?.[Math.max(0, t)] ?? 0
      const plain = (periodIndex: number, units: number): QueuedDemand => ({
        series,
        marketId,
        periodIndex,
        day: dayAfter(periodIndex),
        priority: Infinity,
        units,
        price: priceAt(periodIndex),
        orderId: undefined,
        orderLine: undefined,
      })
      const ordered = (orders.get(seriesKey(record)) ?? []).map(
        ({ order, units, periodIndex: t, day }): QueuedDemand => {
          return {
            ...plain(t, units),
            day,
            priority: order.priority ?? Infinity,
            price: order.price ?? priceAt(t),
            orderId: order.id,
            orderLine: order.line,
          }
        },
      )
      // A backlog without orders belongs to the first market: the input does not say whose it is.
      const late = n === 0 ? [plain(-1, backlog.get(itemId) ?? 0)] : []
      const forecast = consensus.map((quantity, t) =>
        plain(t, toGrid(quantity, scale) - toGrid(booked?.[t] ?? 0, scale)),
      )
      return [...late, ...ordered, ...forecast]
    })
    queues.set(itemId, queue.sort(compareServed))
  }
  return queues
}

/** An order of a day before or within the plan. */
type ServedOrder = BookedOrder & { readonly periodIndex: number }

/** Orders that the plan serves, by the series that they are of. */
function ordersBySeries(input: NormalInput, calendar: Calendar): Map<Key, ServedOrder[]> {
  const bySeries = new Map<Key, ServedOrder[]>()
  for (const booked of readCustomerOrders(input, calendar)) {
    const { periodIndex } = booked
    if (periodIndex === null) continue
    const key = seriesKey(booked.order)
    const known = bySeries.get(key)
    const served = { ...booked, periodIndex }
    if (known === undefined) bySeries.set(key, [served])
    else known.push(served)
  }
  return bySeries
}
