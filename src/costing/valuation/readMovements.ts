import {
  anything,
  type Check,
  list,
  number,
  oneOf,
  optional,
  QUANTITY,
  record,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { type QuantityReader, readerOf } from '../../core/numbers/quantityGrid.js'
import type { StockLayer, StockMovement, ValuationMethod, ValueStockOptions } from './valuationTypes.js'

const METHODS: readonly ValuationMethod[] = [
  'fifo',
  'lifoPerpetual',
  'lifoPeriodic',
  'weightedAveragePeriodic',
  'movingAverage',
  'standard',
  'specific',
]

type Receipt = Extract<StockMovement, { readonly unitCost: number }>
type Sale = Exclude<StockMovement, Receipt>

/** A sale has no cost of its own; everything else has. */
const stockMovement: Check = (value, path, issues) => {
  const quantity = number(QUANTITY)
  const lotId = optional(text)
  const type = value !== null && typeof value === 'object' && 'type' in value ? value.type : undefined
  if (type === 'sale') return record<Sale>({ type: anything, quantity, lotId })(value, path, issues)
  const isKnown = type === undefined || oneOf('opening', 'purchase', 'sale')(type, `${path}.type`, issues)
  return isKnown && record<Receipt>({ type: anything, quantity, unitCost: quantity, lotId })(value, path, issues)
}

/** A layer of stock, as an earlier valuation left it. */
export const stockLayer: Check = record<StockLayer>({
  units: number(QUANTITY),
  unitCost: number(QUANTITY),
  writeDownPerUnit: number(QUANTITY),
  lotId: optional(text),
})

/** Adds a problem for a layer that is written down by more than it cost. */
export function checkLayers(layers: readonly StockLayer[], path: string, issues: IssueList): void {
  layers.forEach(({ unitCost, writeDownPerUnit }, n) => {
    if (writeDownPerUnit <= unitCost) return
    const message = `A unit that cost ${unitCost} cannot be written down by more.`
    issues.add('OUT_OF_RANGE', `${path}[${n}].writeDownPerUnit`, writeDownPerUnit, message, 'Correct one of the two.')
  })
}

/** Checks the movements of a stock, and finds the grid on which its units add up; one SopError lists all that is wrong. */
export function readMovements(movements: readonly StockMovement[], options: ValueStockOptions): QuantityReader {
  const issues = createIssueList()
  list(stockMovement)(movements, 'movements', issues)
  record<ValueStockOptions>({
    method: oneOf(...METHODS),
    openingLayers: optional(list(stockLayer)),
    standardCost: optional(number(QUANTITY)),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { method, openingLayers = [], standardCost } = options
  checkLayers(openingLayers, 'options.openingLayers', issues)
  if (method === 'standard' && standardCost === undefined) {
    const message = 'Stock at standard needs the standard cost of a unit.'
    issues.add('MISSING_VALUE', 'options.standardCost', undefined, message, 'Give standardCost.')
  }
  if (method !== 'standard' && standardCost !== undefined) {
    const message = `The method '${method}' does not look at a standard cost.`
    issues.add('CONFLICT', 'options.standardCost', standardCost, message, "Remove it, or take method 'standard'.")
  }
  const quantities = [...openingLayers.map(({ units }) => units), ...movements.map(({ quantity }) => quantity)]
  const reader = readerOf(quantities.filter((quantity) => quantity >= 0 && quantity < Infinity))
  checkSales(movements, options, reader, issues)
  issues.throwIfAny()
  return reader
}

/** Adds a problem for every sale of more than there is: in all, or of the lot that it names. */
function checkSales(
  movements: readonly StockMovement[],
  { method, openingLayers = [] }: ValueStockOptions,
  { isExact, read, write }: QuantityReader,
  issues: IssueList,
): void {
  const isSpecific = method === 'specific'
  const stock = new Map<string | undefined, number>()
  const place = (lotId: string | undefined): string | undefined => (isSpecific ? lotId : undefined)
  const change = (lotId: string | undefined, units: number): void =>
    void stock.set(place(lotId), Math.max(0, (stock.get(place(lotId)) ?? 0) + units))
  for (const { units, lotId } of openingLayers) if (units >= 0) change(lotId, read(units))
  movements.forEach((movement, i) => {
    const { quantity, type, lotId } = movement
    if (!(quantity >= 0)) return
    const units = read(quantity)
    const there = stock.get(place(lotId)) ?? 0
    if (type === 'sale' && units > there * (isExact ? 1 : 1 + 1e-12)) {
      const of = isSpecific && lotId !== undefined ? ` of lot '${lotId}'` : ''
      const message = `There were only ${write(there)} units${of} in stock.`
      const remedy = 'Check the order of the movements and their quantities.'
      issues.add('CONFLICT', `movements[${i}].quantity`, quantity, message, remedy)
    }
    change(lotId, type === 'sale' ? -units : units)
  })
}
