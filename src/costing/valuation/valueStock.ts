import { createStockLayers, type LayerOrder, type StockLayers } from './stockLayers.js'
import { readMovements } from './readMovements.js'
import type { StockLayer, StockMovement, StockValuation, ValuationMethod, ValueStockOptions } from './valuationTypes.js'

const ORDERS: Readonly<Record<ValuationMethod, LayerOrder>> = {
  fifo: 'oldest',
  lifoPerpetual: 'newest',
  lifoPeriodic: 'newest',
  weightedAveragePeriodic: 'average',
  movingAverage: 'average',
  standard: 'average',
  specific: 'named',
}

/**
 * Values the sales and the rest of one stock from its movements.
 *
 * `fifo` issues the oldest units first, `lifoPerpetual` the newest at each sale, `lifoPeriodic` the newest of the whole
 * time span; `weightedAveragePeriodic` takes one average of the time span, `movingAverage` a new one after each
 * receipt; `specific` the lot that is named; `standard` one cost for all, with what was paid beside it as a price
 * variance, of which each unit has its share. Cost of sales and closing stock add to the cost of all units available,
 * the price variance taken off it. Write-downs leave with their units. Source: IAS 2.21-27 (which permits FIFO,
 * weighted average, specific identification and standard cost), ASC 330 (LIFO). Not rounded.
 *
 * @param movements - opening stock, purchases (major units per unit) and sales in order of time
 * @param options - the method, layers of before, the standard cost
 * @returns cost of sales and closing stock in major units, and its layers
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`; `CONFLICT` for a sale of more than there is, also of
 * its lot
 * @example
 * ```ts
 * import { valueStock } from 'sop-engine'
 * const movements = [
 *   { type: 'opening', quantity: 10, unitCost: 5 },
 *   { type: 'purchase', quantity: 10, unitCost: 7 },
 *   { type: 'sale', quantity: 12 },
 * ] as const
 * const { costOfSales, closingStock, layers } = valueStock(movements, { method: 'fifo' })
 * costOfSales // => 64
 * closingStock // => 56
 * layers // => [{ units: 8, unitCost: 7, writeDownPerUnit: 0 }]
 * ```
 */
export function valueStock(movements: readonly StockMovement[], options: ValueStockOptions): StockValuation {
  const reader = readMovements(movements, options)
  const { method, openingLayers = [], standardCost } = options
  const isPeriodic = method === 'lifoPeriodic' || method === 'weightedAveragePeriodic'
  const isSale = (movement: StockMovement): boolean => movement.type === 'sale'
  // Periodic methods know the receipts of the whole time span before they cost the first sale.
  const ordered = isPeriodic
    ? [...movements.filter((movement) => !isSale(movement)), ...movements.filter(isSale)]
    : movements
  const stock = createStockLayers(ORDERS[method], reader, 2)
  const received = { units: 0, priceVariance: 0 }
  const receive = (units: number, unitCost: number, writeDown: number, lotId?: string): void => {
    const value = method === 'standard' ? (standardCost ?? unitCost) : unitCost
    received.units += units
    received.priceVariance += units * (value - unitCost)
    stock.add(units, [value, writeDown], lotId)
  }
  for (const layer of openingLayers) receive(layer.units, layer.unitCost, layer.writeDownPerUnit, layer.lotId)
  let [costOfSales, writtenDown] = [0, 0]
  for (const movement of ordered) {
    if (movement.type === 'sale') {
      const [cost = 0, writeDown = 0] = stock.remove(movement.quantity, movement.lotId)
      costOfSales += cost
      writtenDown += writeDown
    } else receive(movement.quantity, movement.unitCost, 0, movement.lotId)
  }
  const [cost = 0, allowance = 0] = stock.value()
  const closingUnits = stock.units()
  const inStock = received.units > 0 ? received.priceVariance * (closingUnits / received.units) : 0
  return {
    costOfSales: costOfSales - writtenDown,
    closingStock: cost - allowance,
    closingUnits,
    layers: layersOf(stock, reader.write),
    priceVariance:
      method === 'standard'
        ? { total: received.priceVariance, ofSales: received.priceVariance - inStock, inStock }
        : null,
  }
}

/** The layers as plain data. */
function layersOf(stock: StockLayers, write: (units: number) => number): StockLayer[] {
  return stock.layers().map(({ units, unitCosts: [unitCost = 0, writeDownPerUnit = 0], lotId }) => ({
    units: write(units),
    unitCost,
    writeDownPerUnit,
    ...(lotId !== undefined && { lotId }),
  }))
}
