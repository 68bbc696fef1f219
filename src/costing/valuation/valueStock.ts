import { anything, type Check, list, number, oneOf, QUANTITY, record, throwIfUnreadable } from '../../core/checks.js'
import { createIssueList } from '../../core/errors.js'
import { readerOf } from '../../core/quantityGrid.js'

/** One movement of a stock, in order of time. */
export type StockMovement =
  | { readonly type: 'opening' | 'purchase'; readonly quantity: number; readonly unitCost: number }
  | { readonly type: 'sale'; readonly quantity: number }

/** How the units that leave a stock are costed. */
export type ValuationMethod = 'fifo' | 'lifoPerpetual' | 'lifoPeriodic' | 'weightedAveragePeriodic' | 'movingAverage'

/** What was sold and what is left, at cost. */
export interface StockValuation {
  /** Major units of money. */
  readonly costOfSales: number
  readonly closingStock: number
  readonly closingUnits: number
}

interface Layer {
  units: number
  readonly unitCost: number
}

const METHODS: readonly ValuationMethod[] = [
  'fifo',
  'lifoPerpetual',
  'lifoPeriodic',
  'weightedAveragePeriodic',
  'movingAverage',
]

/**
 * Values the sales and the rest of one stock from its movements.
 *
 * `fifo` issues the oldest units first, `lifoPerpetual` the newest at each sale, `lifoPeriodic` the newest of the whole
 * time span; `weightedAveragePeriodic` takes one average of the time span, `movingAverage` a new one after each receipt.
 * Cost of sales and ending inventory add to the cost of all units available. Source: IAS 2.25-27 (which permits
 * FIFO and weighted average), ASC 330 (LIFO). Not rounded.
 *
 * @param movements - opening stock, purchases (major units per unit) and sales in order of time
 * @param options - the method
 * @returns cost of sales and ending inventory in major units
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`; `CONFLICT` for a sale of more than there is
 * @example
 * ```ts
 * import { valueStock } from 'sop-engine'
 * const movements = [
 *   { type: 'opening', quantity: 10, unitCost: 5 },
 *   { type: 'purchase', quantity: 10, unitCost: 7 },
 *   { type: 'sale', quantity: 12 },
 * ] as const
 * valueStock(movements, { method: 'fifo' }) // => { costOfSales: 64, closingStock: 56, closingUnits: 8 }
 * ```
 */
export function valueStock(
  movements: readonly StockMovement[],
  options: { readonly method: ValuationMethod },
): StockValuation {
  checkMovements(movements, options)
  const { method } = options
  const isPeriodic = method === 'lifoPeriodic' || method === 'weightedAveragePeriodic'
  const isSale = (movement: StockMovement): boolean => movement.type === 'sale'
  // Periodic methods know the receipts of the whole time span before they cost the first sale.
  const ordered = isPeriodic
    ? [...movements.filter((movement) => !isSale(movement)), ...movements.filter(isSale)]
    : movements
  const { read, write } = readerOf(movements.map(({ quantity }) => quantity))
  const isAverage = method === 'weightedAveragePeriodic' || method === 'movingAverage'
  const layers: Layer[] = []
  let costOfSales = 0
  for (const movement of ordered) {
    if (movement.type !== 'sale') {
      layers.push({ units: read(movement.quantity), unitCost: movement.unitCost })
      if (isAverage) mergeLayers(layers)
      continue
    }
    let left = read(movement.quantity)
    while (left > 0 && layers.length > 0) {
      const place = method === 'fifo' ? 0 : layers.length - 1
      const layer = layers[place] as Layer
      const taken = Math.min(left, layer.units)
      costOfSales += write(taken) * layer.unitCost
      layer.units -= taken
      left -= taken
      if (layer.units === 0) layers.splice(place, 1)
    }
  }
  return {
    costOfSales,
    closingStock: layers.reduce((sum, layer) => sum + write(layer.units) * layer.unitCost, 0),
    closingUnits: write(layers.reduce((sum, layer) => sum + layer.units, 0)),
  }
}

function mergeLayers(layers: Layer[]): void {
  const units = layers.reduce((sum, layer) => sum + layer.units, 0)
  const value = layers.reduce((sum, layer) => sum + layer.units * layer.unitCost, 0)
  layers.length = 0
  if (units > 0) layers.push({ units, unitCost: value / units })
}

type Receipt = Extract<StockMovement, { readonly unitCost: number }>
type Sale = Exclude<StockMovement, Receipt>

/** A sale has no cost of its own; everything else has. */
const stockMovement: Check = (value, path, issues) => {
  const quantity = number(QUANTITY)
  const type = value !== null && typeof value === 'object' && 'type' in value ? value.type : undefined
  if (type === 'sale') return record<Sale>({ type: anything, quantity })(value, path, issues)
  const isKnown = type === undefined || oneOf('opening', 'purchase', 'sale')(type, `${path}.type`, issues)
  return isKnown && record<Receipt>({ type: anything, quantity, unitCost: quantity })(value, path, issues)
}

function checkMovements(movements: readonly StockMovement[], options: { readonly method: ValuationMethod }): void {
  const issues = createIssueList()
  list(stockMovement)(movements, 'movements', issues)
  record<{ method: ValuationMethod }>({ method: oneOf(...METHODS) })(options, 'options', issues)
  throwIfUnreadable(issues)
  const sound = movements.map(({ quantity }) => quantity).filter((quantity) => quantity >= 0 && quantity < Infinity)
  const { isExact, read, write } = readerOf(sound)
  let stock = 0
  movements.forEach((movement, i) => {
    const { quantity, type } = movement
    if (!(quantity >= 0)) return
    const units = read(quantity)
    if (type === 'sale' && units > stock * (isExact ? 1 : 1 + 1e-12)) {
      issues.add(
        'CONFLICT',
        `movements[${i}].quantity`,
        quantity,
        `There were only ${write(stock)} units in stock.`,
        'Check the order of the movements and their quantities.',
      )
    }
    stock = type === 'sale' ? Math.max(0, stock - units) : stock + units
  })
  issues.throwIfAny()
}
