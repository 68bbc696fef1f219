import { list, number, optional, QUANTITY, record, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { checkLayers, stockLayer } from './readMovements.js'
import type { StockLayer } from './valuationTypes.js'

/** What a unit will bring. Major units of money. */
export interface NetRealizableValue {
  /** Expected net price of one unit. */
  readonly price: number
  /** What it still costs to complete it; default 0. */
  readonly costToComplete?: number
  /** What it costs to sell it; default 0. */
  readonly costToSell?: number
}

/** A stock at the lower of cost and net realizable value. Major units of money. */
export interface StockWriteDown {
  readonly netRealizableValuePerUnit: number
  /** Before write-downs. */
  readonly cost: number
  /** Carrying amount before this day's write-down or reversal. */
  readonly before: number
  /** Lower of cost and net realizable value. */
  readonly carryingAmount: number
  /** What profit loses now; 0 where nothing. */
  readonly writeDown: number
  /** What profit gets back of earlier write-downs; 0 where nothing. */
  readonly reversal: number
  /** Cost less carrying amount: all that is written down. */
  readonly allowance: number
  /** The layers with their write-downs, to go on from. */
  readonly layers: readonly StockLayer[]
}

/**
 * Writes an item's stock down to net realizable value where that is below cost, or back up, at most to cost.
 *
 * Net realizable value = price - cost to complete - cost to sell, at least 0; carrying amount = lower of cost and net
 * realizable value of the item's whole stock; a later rise reverses what was written down before, and no more. The
 * allowance is spread over layers in proportion to their cost, and leaves the stock with its units. Source: IAS 2.9,
 * 2.28-33 (US GAAP, ASC 330-10-35, allows no reversal). Not rounded.
 *
 * @param layers - the stock, as `valueStock` left it
 * @param value - what a unit will bring, major units
 * @returns write-down or reversal, carrying amount, and the layers
 * @throws SopError `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`
 * @example
 * ```ts
 * import { writeDownStock } from 'sop-engine/costing'
 * const stock = [{ units: 10, unitCost: 8, writeDownPerUnit: 0 }]
 * const bad = writeDownStock(stock, { price: 7, costToSell: 1 })
 * bad.writeDown // => 20
 * const better = writeDownStock(bad.layers, { price: 20 })
 * better.reversal // => 20
 * better.carryingAmount // => 80
 * ```
 */
export function writeDownStock(layers: readonly StockLayer[], value: NetRealizableValue): StockWriteDown {
  const issues = createIssueList()
  list(stockLayer)(layers, 'layers', issues)
  const amount = number(QUANTITY)
  record<NetRealizableValue>({ price: amount, costToComplete: optional(amount), costToSell: optional(amount) })(
    value,
    'value',
    issues,
  )
  throwIfUnreadable(issues)
  checkLayers(layers, 'layers', issues)
  issues.throwIfAny()
  const { price, costToComplete = 0, costToSell = 0 } = value
  const perUnit = Math.max(0, price - costToComplete - costToSell)
  const sum = (of: (layer: StockLayer) => number): number =>
    layers.reduce((all, layer) => all + layer.units * of(layer), 0)
  const cost = sum(({ unitCost }) => unitCost)
  const before = cost - sum(({ writeDownPerUnit }) => writeDownPerUnit)
  const carryingAmount = Math.min(
    cost,
    sum(() => perUnit),
  )
  const allowance = cost - carryingAmount
  const share = cost > 0 ? allowance / cost : 0
  return {
    netRealizableValuePerUnit: perUnit,
    cost,
    before,
    carryingAmount,
    writeDown: Math.max(0, before - carryingAmount),
    reversal: Math.max(0, carryingAmount - before),
    allowance,
    layers: layers.map((layer) => ({ ...layer, writeDownPerUnit: layer.unitCost * share })),
  }
}
