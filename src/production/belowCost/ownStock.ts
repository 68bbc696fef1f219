import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import { demandOf, shippingMargin } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { fromStock } from './spareStock.js'

/**
 * Promises stock at hand to customers who go away if they are not served: in every period as much of it is shipped as is asked for, above
 * the minimum stock, whoever would pay more later. Of what waits the oldest is served first anyway.
 *
 * What is on hand and on the way, without anything new, is there in any plan, so this is the least that every plan that keeps
 * nothing back ships: with new supply there is never less, and no more is asked for. A component may be kept for a later
 * customer of the plan who earns more, and is left to the optimizer.
 */
export function shipOwnStock(
  { isComponent }: Pick<PreparedProblem, 'isComponent'>,
  items: readonly PreparedItem[],
): readonly PreparedItem[] {
  return items.map((item, i) => {
    if (item.unmetDemand !== 'lost' || item.isService || isComponent[i] === 1) return item
    const grid = (units: number): number => toGrid(units, item.scale)
    let there = grid(item.onHand)
    const stock = item.receipts.map((units) => (there += grid(units)))
    // Nobody has to be served at a price that does not cover the selling cost.
    const asked = item.demand.map((_, t) => (shippingMargin(item, t) < 0 ? 0 : grid(demandOf(item, t))))
    const shipped = fromStock(item, asked, { stock })
    return shipped.some((units) => units > 0)
      ? { ...item, ownStock: shipped.map((units) => fromGrid(units, item.scale)) }
      : item
  })
}
