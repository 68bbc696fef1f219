import { allocateMinor } from '../../core/allocateMinor.js'
import { fromGrid, gridScale, toGrid } from '../../core/quantityGrid.js'
import { type SeriesId, seriesId } from '../../core/seriesId.js'
import type { ProductionRecord } from '../../production/types.js'
import type { DemandRecord } from '../demand/types.js'
import type { NormalInput } from '../../schema/normalInput.js'
import { openingStock } from '../stock/openingStock.js'

/** What one market gets of an item; units by period. */
export interface ShipmentRecord extends SeriesId {
  readonly demand: readonly number[]
  readonly shipped: readonly number[]
}

/**
 * Splits an item's shipments over its markets, in proportion to what each still waits for (largest remainder on the
 * item's grid, ties to the first): no market gets more than it asked for, and the parts add to the shipments.
 */
export function splitShipments(
  input: NormalInput,
  demand: readonly DemandRecord[],
  production: readonly ProductionRecord[],
): ShipmentRecord[] {
  const plans = new Map(production.map((record) => [record.itemId, record]))
  const items = new Map(input.items.map((item) => [item.id, item]))
  const policies = new Map(input.stockPolicies.map((policy) => [policy.itemId, policy]))
  const stock = openingStock(input)
  // An item is planned once for all its series, so that they share what there is of it.
  const byItem = new Map<string, number[]>()
  demand.forEach(({ itemId }, n) => byItem.set(itemId, [...(byItem.get(itemId) ?? []), n]))
  const shipped: number[][] = demand.map(() => [])
  for (const [itemId, places] of byItem) {
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const whole = (quantity: number | undefined): number => toGrid(quantity ?? 0, scale)
    const isLost = policies.get(itemId)?.unmetDemand === 'lost'
    // Orders that were late before the plan belong to the first market: the input does not say whose they are.
    const open = places.map((_, i) => (i === 0 ? whole(stock.get(itemId)?.backlog) : 0))
    const total = plans.get(itemId)?.shipped ?? []
    total.forEach((quantity, t) => {
      places.forEach((n, i) => {
        // What was late before the plan can still be served in the first period; what is lost cannot.
        open[i] = (isLost && t > 0 ? 0 : (open[i] as number)) + whole(demand[n]?.consensus[t])
      })
      const waiting = open.reduce((a, b) => a + b, 0)
      const parts = waiting > 0 ? allocateMinor(whole(quantity), open) : open.map(() => 0)
      parts.forEach((part, i) => {
        shipped[places[i] as number]?.push(fromGrid(part, scale))
        open[i] = (open[i] as number) - part
      })
    })
  }
  return demand.map((record, n) => ({
    ...seriesId(record),
    demand: [...record.consensus],
    shipped: shipped[n] as number[],
  }))
}
