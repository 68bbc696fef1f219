import { indexById } from '../../core/keys/keys.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import type { ProjectionItem } from '../../inventory/types.js'
import type { ProductionRecord } from '../../production/types.js'
import type { NormalInput, NormalItem } from '../../schema/normalForm/normalInput.js'
import { openingStock } from './openingStock.js'

/** The production plan's flows as the stock projection takes them. */
export function toProjection(input: NormalInput, records: readonly ProductionRecord[]): ProjectionItem[] {
  const items = indexById(input.items, 'id')
  const policies = indexById(input.stockPolicies, 'itemId')
  const stock = openingStock(input)
  return records.map((record) => {
    const item = items.get(record.itemId) as NormalItem
    const level = stock.get(item.id)
    const scale = gridScale(item.quantityDecimals)
    return {
      itemId: item.id,
      onHand: level?.onHand ?? 0,
      backlog: level?.backlog ?? 0,
      quantityDecimals: item.quantityDecimals,
      receipts: record.produced.map((made, t) =>
        fromGrid(
          [made, record.purchased[t] as number, record.scheduledReceipts[t] as number].reduce(
            (sum, quantity) => sum + toGrid(quantity, scale),
            0,
          ),
          scale,
        ),
      ),
      demand: record.demand,
      dependentDemand: record.dependentDemand,
      shipments: record.shipped,
      unmetDemand: policies.get(item.id)?.unmetDemand === 'lost' ? 'lost' : 'backlog',
      safetyStock: record.safetyStock,
    }
  })
}
