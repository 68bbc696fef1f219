import { indexById } from '../../core/keys.js'
import { fromGrid, gridScale, toGrid } from '../../core/quantityGrid.js'
import type { NormalInput } from '../../schema/normalInput.js'

/** Units of an item before the plan. */
export interface OpeningStock {
  readonly onHand: number
  readonly backlog: number
}

/** Stock before the plan by item: the rows of its lots added up, on the item's grid. */
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
  return stock
}
