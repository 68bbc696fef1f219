import { indexById } from '../../core/keys.js'
import type { InventoryRecord, ProjectionItem } from '../../inventory/types.js'
import type { ProductionRecord } from '../../production/types.js'
import { snap } from '../grid.js'
import type { NormalInput, NormalItem } from '../../schema/normalInput.js'
import { openingStock } from './openingStock.js'

/** The production plan's flows as the stock projection takes them. */
export function toProjection(input: NormalInput, records: readonly ProductionRecord[]): ProjectionItem[] {
  const items = indexById(input.items, 'id')
  const policies = indexById(input.stockPolicies, 'itemId')
  const stock = openingStock(input)
  return records.map((record) => {
    const item = items.get(record.itemId) as NormalItem
    const level = stock.get(item.id)
    return {
      itemId: item.id,
      onHand: level?.onHand ?? 0,
      backlog: level?.backlog ?? 0,
      receipts: record.produced.map((made, t) =>
        snap(made + (record.purchased[t] as number) + (record.scheduledReceipts[t] as number), item.quantityDecimals),
      ),
      demand: record.demand,
      dependentDemand: record.dependentDemand,
      shipments: record.shipped,
      unmetDemand: policies.get(item.id)?.unmetDemand === 'lost' ? 'lost' : 'backlog',
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
  const items = indexById(input.items, 'id')
  return inventory.map((record) => {
    const { quantityDecimals } = items.get(record.itemId) as NormalItem
    const onGrid = (quantities: readonly number[]): number[] =>
      quantities.map((quantity) => snap(quantity, quantityDecimals))
    return QUANTITIES.reduce((snapped, field) => ({ ...snapped, [field]: onGrid(record[field]) }), record)
  })
}
