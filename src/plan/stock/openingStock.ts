import { indexById } from '../../core/keys/keys.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { inStockUnits } from '../../core/structure/units.js'
import type { NormalInput, NormalItem } from '../../schema/normalForm/normalInput.js'

/** Units of an item before the plan. */
export interface OpeningStock {
  readonly onHand: number
  readonly backlog: number
}

/** Stock before the plan by item: the rows of its lots added up, and the orders that were asked for before; on the item's grid. */
export function openingStock(input: NormalInput): Map<string, OpeningStock> {
  const items = indexById(input.items, 'id')
  const stock = new Map<string, OpeningStock>()
  for (const { itemId, onHand, backlog } of input.stock) {
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const before = stock.get(itemId) ?? { onHand: 0, backlog: 0 }
    stock.set(itemId, {
      onHand: fromGrid(toGrid(before.onHand, scale) + toGrid(onHand, scale), scale),
      backlog: fromGrid(toGrid(before.backlog, scale) + toGrid(backlog, scale), scale),
    })
  }
  for (const order of input.customerOrders) {
    // Days are written so that their order is that of their text.
    if (order.requestedDate >= input.calendar.start) continue
    const item = items.get(order.itemId) as NormalItem
    const scale = gridScale(item.quantityDecimals)
    const before = stock.get(order.itemId) ?? { onHand: 0, backlog: 0 }
    const units = toGrid(before.backlog, scale) + toGrid(inStockUnits(order, item), scale)
    stock.set(order.itemId, { ...before, backlog: fromGrid(units, scale) })
  }
  return stock
}
