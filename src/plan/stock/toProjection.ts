import type { InventoryRecord, ProjectionItem } from '../../inventory/types.js'
import type { ProductionRecord } from '../../production/types.js'
import { snap } from '../grid.js'
import type { NormalInput, NormalItem } from '../normalizeInput.js'

/** The production plan's flows as the stock projection takes them. */
export function toProjection(input: NormalInput, records: readonly ProductionRecord[]): ProjectionItem[] {
  const stock = new Map(input.stock.map((level) => [level.itemId, level]))
  return records.map((record, i) => {
    const item = input.items[i] as NormalItem
    const level = stock.get(item.id)
    return {
      itemId: item.id,
      onHand: snap(level?.onHand ?? 0, item.quantityDecimals),
      backlog: snap(level?.backlog ?? 0, item.quantityDecimals),
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

const QUANTITIES = [
  'opening',
  'receipts',
  'demand',
  'dependentDemand',
  'shipped',
  'shortage',
  'backlog',
  'lost',
  'closing',
  'projectedAvailableBalance',
  'safetyStock',
  'belowSafetyStock',
] as const

/** Projected stock on the grid of its item: 0.3 - 0.2 is 0.1, and worth what 0.1 is worth. */
export function snapInventory(input: NormalInput, inventory: readonly InventoryRecord[]): InventoryRecord[] {
  return inventory.map((record, i) => {
    const { quantityDecimals } = input.items[i] as NormalItem
    const onGrid = (quantities: readonly number[]): number[] =>
      quantities.map((quantity) => snap(quantity, quantityDecimals))
    return QUANTITIES.reduce((snapped, field) => ({ ...snapped, [field]: onGrid(record[field]) }), record)
  })
}
