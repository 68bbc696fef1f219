import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { indexById } from '../../core/keys/keys.js'
import type { MoneyInput } from '../../core/money/money.js'
import { type SeriesId, seriesId } from '../../core/keys/seriesId.js'
import type { ProductionRecord } from '../../production/types.js'
import type { DemandRecord } from '../demand/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { QueuedDemand } from '../supply/demandQueue.js'
import { partQueue } from '../supply/refusedQueue.js'

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
    const plan = plans.get(itemId)
    if (plan === undefined) continue
    const parts = partQueue(queue, plan, scale)
    const toRefused = plan.shipped.map((_, t) => toGrid(plan.refusedShipped?.[t] ?? 0, scale))
    const give = (part: QueuedDemand, t: number, units: number): void => {
      const { series, price, orderId, orderLine } = part
      deliveries[series]?.[t]?.push({ units: fromGrid(units, scale), price, orderId, orderLine })
    }
    const toServed = plan.shipped.map((quantity, t) => toGrid(quantity, scale) - (toRefused[t] ?? 0))
    serveQueue(parts.served, { shipped: toServed, isLost, give })
    serveQueue(parts.refused, { shipped: toRefused, isLost, give })
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

/** Gives what is shipped in each period to what stands first in a queue and is open. */
function serveQueue(
  queue: readonly QueuedDemand[],
  {
    shipped,
    isLost,
    give,
  }: {
    /** Units of the grid, by period. */
    readonly shipped: readonly number[]
    readonly isLost: boolean
    readonly give: (part: QueuedDemand, t: number, units: number) => void
  },
): void {
  let first = 0
  let given = 0
  shipped.forEach((quantity, t) => {
    let units = quantity
    for (let part = queue[first]; part !== undefined && part.periodIndex <= t; part = queue[first]) {
      // What was late before the plan can still be served in the first period; what is lost cannot later.
      const isGone = isLost && t > 0 && part.periodIndex < t
      const served = isGone ? 0 : Math.min(units, part.units - given)
      if (served > 0) give(part, t, served)
      given += served
      units -= served
      if (!isGone && given < part.units) break
      first += 1
      given = 0
    }
  })
}
