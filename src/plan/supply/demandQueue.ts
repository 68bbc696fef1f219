import type { Calendar } from '../../core/calendar.js'
import { groupBy, indexById } from '../../core/keys.js'
import { gridScale, toGrid } from '../../core/quantityGrid.js'
import { STOCK_KEY, stockKey } from '../../core/seriesId.js'
import type { NormalInput } from '../../schema/normalInput.js'
import type { DemandRecord } from '../demand/types.js'
import { seriesPrices } from '../seriesPrices.js'
import { openingStock } from '../stock/openingStock.js'
import { type AskedFor, compareServed } from './serveFirst.js'

/** Units of one series that were asked for in one period, at one price. */
export interface QueuedDemand extends AskedFor {
  /** Place of the series among the demand records. */
  readonly series: number
  /** Units of the item's grid. */
  readonly units: number
}

/**
 * The demand of every item that has any, in the order in which it is served: what was late before the plan, then the periods
 * one after the other. A unit keeps the price of the period in which it was asked for.
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
  const stock = openingStock(input)
  const queues = new Map<string, QueuedDemand[]>()
  for (const { itemId } of demand) {
    if (queues.has(itemId)) continue
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const own = places.get(stockKey({ itemId })) ?? []
    const queue = own.flatMap(({ series, marketId, consensus }, n): QueuedDemand[] => {
      const ask = (periodIndex: number, quantity: number): QueuedDemand => ({
        series,
        marketId,
        periodIndex,
        units: toGrid(quantity, scale),
        price: prices[series]?.[Math.max(0, periodIndex)] ?? 0,
      })
      // Orders that were late before the plan belong to the first market: the input does not say whose they are.
      const late = n === 0 ? [ask(-1, stock.get(itemId)?.backlog ?? 0)] : []
      return [...late, ...consensus.map((quantity, t) => ask(t, quantity))]
    })
    queues.set(itemId, queue.sort(compareServed))
  }
  return queues
}
