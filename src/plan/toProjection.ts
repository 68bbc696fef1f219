import type { ProjectionItem } from '../inventory/types.js'
import type { ProductionRecord } from '../production/types.js'
import { snap } from './grid.js'
import type { NormalInput, NormalItem } from './normalizeInput.js'

/** The production plan's flows as the stock projection takes them. */
export function toProjection(input: NormalInput, records: readonly ProductionRecord[]): ProjectionItem[] {
  const stock = new Map(input.stock.map((level) => [level.itemId, level]))
  return records.map((record, i) => {
    const item = input.items[i] as NormalItem
    const level = stock.get(item.id)
    return {
      itemId: item.id,
      opening: level?.onHand ?? 0,
      openingBacklog: level?.backlog ?? 0,
      receipts: record.produced.map((made, t) =>
        snap(made + (record.purchased[t] as number) + (record.scheduledReceipts[t] as number), item.quantityDecimals),
      ),
      demand: record.demand,
      dependentDemand: record.dependentDemand,
      shipments: record.shipped,
      unmetDemand: item.unmetDemand === 'lost' ? 'lost' : 'backlog',
      safetyStock: record.safetyStock,
    }
  })
}
