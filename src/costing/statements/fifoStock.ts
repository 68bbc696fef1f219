import type { QuantityReader } from '../../core/numbers/quantityGrid.js'
import { createStockLayers } from '../valuation/stockLayers.js'

/** Stock of which the oldest units leave first, with what they hold of variable and of fixed cost. */
export interface FifoStock {
  add(units: number, variableCostPerUnit: number, fixedCostPerUnit: number): void
  remove(units: number): void
  /** Units, and what they hold of variable and of fixed cost. */
  value(): { readonly units: number; readonly variableCost: number; readonly fixedCost: number }
}

/** Starts an empty stock that is issued first in, first out (IAS 2.27); units are added up as they are read. */
export function createFifoStock(reader: QuantityReader): FifoStock {
  const stock = createStockLayers('oldest', reader, 2)
  return {
    add: (units, variableCostPerUnit, fixedCostPerUnit) => stock.add(units, [variableCostPerUnit, fixedCostPerUnit]),
    remove: (units) => void stock.remove(units),
    value() {
      const [variableCost = 0, fixedCost = 0] = stock.value()
      return { units: stock.units(), variableCost, fixedCost }
    },
  }
}
