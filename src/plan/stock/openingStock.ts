import { indexById } from '../../core/keys.js'
import type { NormalInput } from '../../schema/normalInput.js'
import { snap } from '../grid.js'

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
    const decimals = items.get(itemId)?.quantityDecimals ?? 0
    const before = stock.get(itemId)
    stock.set(itemId, {
      onHand: snap((before?.onHand ?? 0) + onHand, decimals),
      backlog: snap((before?.backlog ?? 0) + backlog, decimals),
    })
  }
  return stock
}
