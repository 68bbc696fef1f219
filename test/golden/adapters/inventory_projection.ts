import { forwardCover } from '../../../src/inventory/forwardCover.js'
import { stockTurns } from '../../../src/inventory/stockTurns.js'
import type { GoldenCase } from '../runner.js'

export const adapter = (c: GoldenCase): unknown => {
  const { given } = c
  if (given.stock !== undefined && given.demand !== undefined)
    return forwardCover({ onHand: given.stock, demand: given.demand })
  if (given.cogs !== undefined) {
    const { turns, daysOnHand } = stockTurns({
      costOfSales: given.cogs,
      averageInventory: given.averageInventory,
      ...(given.days !== undefined && { days: given.days }),
    })
    return { turns, daysOnHand }
  }
  return undefined
}
