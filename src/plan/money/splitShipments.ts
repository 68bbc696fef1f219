import { fromGrid, gridScale, toGrid } from '../../core/quantityGrid.js'
import { indexById } from '../../core/keys.js'
import type { MoneyInput } from '../../core/money.js'
import { type SeriesId, seriesId } from '../../core/seriesId.js'
import type { ProductionRecord } from '../../production/types.js'
import type { DemandRecord } from '../demand/types.js'
import type { NormalInput } from '../../schema/normalInput.js'
import type { QueuedDemand } from '../supply/demandQueue.js'

/** What one market gets of an item; units by period. */
export interface ShipmentRecord extends SeriesId {
  readonly demand: readonly number[]
  readonly shipped: readonly number[]
}

/** Units that are shipped in a period, all asked for in one period, or by one order, at one price. */
export interface Delivery {
  readonly units: number
  readonly price: MoneyInput
  readonly orderId: string | undefined
  readonly orderLine: string | undefined
}

/** Shipments by series, and what each period of them consists of. */
export interface ShipmentSplit {
  readonly records: readonly ShipmentRecord[]
  /** For each record, by period. */
  readonly deliveries: readonly (readonly (readonly Delivery[])[])[]
}

/**
 * Splits an item's shipments over its markets: what comes first in the queue of its demand is served first, whole. What is
 * lost leaves the queue at the close of its period. No market gets more than it asked for, and the parts add to the shipments.
 */
export function splitShipments(
  input: NormalInput,
  demand: readonly DemandRecord[],
  sources: {
    readonly production: readonly ProductionRecord[]
    readonly queues: ReadonlyMap<string, readonly QueuedDemand[]>
  },
): ShipmentSplit {
  const plans = indexById(sources.production, 'itemId')
  const items = indexById(input.items, 'id')
  const policies = indexById(input.stockPolicies, 'itemId')
  const deliveries = demand.map((record) => record.consensus.map((): Delivery[] => []))
  for (const [itemId, queue] of sources.queues) {
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const isLost = policies.get(itemId)?.unmetDemand === 'lost'
    const left = queue.map(({ units }) => units)
    let first = 0
    ;(plans.get(itemId)?.shipped ?? []).forEach((quantity, t) => {
      // What was late before the plan can still be served in the first period; what is lost cannot later.
      while (isLost && t > 0 && first < queue.length && (queue[first] as QueuedDemand).periodIndex < t) first += 1
      let units = toGrid(quantity, scale)
      while (units > 0 && first < queue.length && (queue[first] as QueuedDemand).periodIndex <= t) {
        const { series, price, orderId, orderLine } = queue[first] as QueuedDemand
        const served = Math.min(units, left[first] ?? 0)
        if (served > 0) deliveries[series]?.[t]?.push({ units: fromGrid(served, scale), price, orderId, orderLine })
        left[first] = (left[first] ?? 0) - served
        units -= served
        if (left[first] === 0) first += 1
      }
    })
  }
  const records = demand.map((record, n) => {
    const scale = gridScale(items.get(record.itemId)?.quantityDecimals ?? 0)
    return {
      ...seriesId(record),
      demand: [...record.consensus],
      shipped: (deliveries[n] ?? []).map((parts) =>
        fromGrid(
          parts.reduce((sum, { units }) => sum + toGrid(units, scale), 0),
          scale,
        ),
      ),
    }
  })
  return { records, deliveries }
}
