import type { QuantityReader } from '../../core/quantityGrid.js'

interface Layer {
  units: number
  readonly variableCostPerUnit: number
  readonly fixedCostPerUnit: number
}

/** Stock in layers by age; what leaves it is taken from the oldest. */
export interface FifoStock {
  add(units: number, variableCostPerUnit: number, fixedCostPerUnit: number): void
  remove(units: number): void
  /** Units, and what they hold of variable and of fixed cost. */
  value(): { readonly units: number; readonly variableCost: number; readonly fixedCost: number }
}

/** Starts an empty stock that is issued first in, first out (IAS 2.27); units are added up as they are read. */
export function createFifoStock({ read, write }: QuantityReader): FifoStock {
  const layers: Layer[] = []
  let oldest = 0
  return {
    add(units, variableCostPerUnit, fixedCostPerUnit) {
      if (units > 0) layers.push({ units: read(units), variableCostPerUnit, fixedCostPerUnit })
    },
    remove(units) {
      let left = read(units)
      while (left > 0 && oldest < layers.length) {
        const layer = layers[oldest] as Layer
        const taken = Math.min(left, layer.units)
        layer.units -= taken
        left -= taken
        if (layer.units === 0) oldest++
      }
    },
    value() {
      let [units, variableCost, fixedCost] = [0, 0, 0]
      for (const layer of layers.slice(oldest)) {
        units += layer.units
        variableCost += write(layer.units) * layer.variableCostPerUnit
        fixedCost += write(layer.units) * layer.fixedCostPerUnit
      }
      return { units: write(units), variableCost, fixedCost }
    },
  }
}
