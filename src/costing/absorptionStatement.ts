import { number, optional, QUANTITY, record, throwIfUnreadable } from '../core/checks.js'
import { createIssueList } from '../core/errors.js'
import { createNotice, type Notice } from '../core/notices.js'
import { createFifoStock } from './fifoStock.js'
import { assumedOpeningCost } from './notices.js'
import { costingPeriods, readCostingPeriods } from './readCostingPeriods.js'
import type { AbsorptionStatement, CostingPeriods } from './statementTypes.js'

/** Options of {@link absorptionStatement}. */
export interface AbsorptionOptions {
  /**
   * Predetermined fixed overhead that each unit produced absorbs; what is absorbed more or less than incurred is the
   * volume variance. Default: the actual fixed overhead of each period over the units it produced.
   */
  readonly fixedOverheadPerUnit?: number
}

/**
 * Income statement by period under absorption costing: stock carries its share of the fixed manufacturing overhead.
 *
 * Each unit produced takes variable manufacturing cost and fixed overhead per unit (actual, or predetermined); stock is
 * issued first in, first out. Profit = revenue - cost of sales + volume variance - selling cost. Fixed overhead of a period that produced
 * nothing at actual rates cannot be absorbed and is an adverse volume variance. Source: IAS 2.12-13; CIMA Official
 * Terminology, "absorption costing". Amounts are not rounded.
 *
 * @param input - units produced and sold by period, price and costs (major units), opening stock
 * @param options - a predetermined rate instead of the actual one
 * @returns arrays by period; the warning `assumed-opening-cost` where opening stock came without its fixed cost
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`, `EMPTY`; `CONFLICT` where more is sold than there is
 * @example
 * ```ts
 * import { absorptionStatement } from 'sop-engine'
 * const statement = absorptionStatement({
 *   producedUnits: [9150],
 *   soldUnits: [8750],
 *   price: 128,
 *   variableManufacturingCostPerUnit: 96,
 *   variableSellingCostPerUnit: 14,
 *   fixedManufacturingCost: 137_250,
 *   fixedSellingCost: 9200,
 * })
 * statement.profit // => [17050]
 * ```
 */
export function absorptionStatement(input: CostingPeriods, options: AbsorptionOptions = {}): AbsorptionStatement {
  const issues = createIssueList()
  costingPeriods(input, '', issues)
  record<AbsorptionOptions>({ fixedOverheadPerUnit: optional(number(QUANTITY)) })(options, 'options', issues)
  throwIfUnreadable(issues)
  const predetermined = options.fixedOverheadPerUnit
  const read = readCostingPeriods(input, issues)
  const series = (value: (t: number) => number): number[] => Array.from({ length: read.count }, (_, t) => value(t))
  const warnings: Notice[] = []
  const rates = series((t) => {
    if (predetermined !== undefined) return predetermined
    const produced = read.produced[t] as number
    return produced > 0 ? (read.fixedManufacturing[t] as number) / produced : Number.NaN
  })
  const opening = openingRate(read.openingUnits, read.openingFixedCostPerUnit, rates[0] as number, warnings)

  const stock = createFifoStock(read.units)
  stock.add(read.openingUnits, read.openingVariableCostPerUnit, opening)
  const [openingStock, closingStock, closingUnits]: [number[], number[], number[]] = [[], [], []]
  const [productionCost, inStock, deferred, variance]: [number[], number[], number[], number[]] = [[], [], [], []]
  let before = stock.value()
  for (let t = 0; t < read.count; t++) {
    const produced = read.produced[t] as number
    const variable = read.variableManufacturing[t] as number
    const rate = Number.isNaN(rates[t]) ? 0 : (rates[t] as number)
    stock.add(produced, variable, rate)
    stock.remove(read.sold[t] as number)
    const after = stock.value()
    openingStock.push(before.variableCost + before.fixedCost)
    closingStock.push(after.variableCost + after.fixedCost)
    closingUnits.push(after.units)
    productionCost.push(produced * (variable + rate))
    inStock.push(after.fixedCost)
    deferred.push(after.fixedCost - before.fixedCost)
    // At actual rates all is absorbed by definition; only a period without production leaves its overhead over.
    const isExact = predetermined === undefined && produced > 0
    variance.push(isExact ? 0 : produced * rate - (read.fixedManufacturing[t] as number))
    before = after
  }
  const revenue = series((t) => (read.price[t] as number) * (read.sold[t] as number))
  const costOfSales = series(
    (t) => (openingStock[t] as number) + (productionCost[t] as number) - (closingStock[t] as number),
  )
  const grossProfit = series((t) => (revenue[t] as number) - (costOfSales[t] as number) + (variance[t] as number))
  const sellingCost = series(
    (t) => (read.variableSelling[t] as number) * (read.sold[t] as number) + (read.fixedSelling[t] as number),
  )
  return {
    revenue,
    openingStock,
    productionCost,
    closingStock,
    costOfSales,
    volumeVariance: variance.map((amount) => (amount === 0 ? 0 : amount)),
    grossProfit,
    sellingCost,
    profit: series((t) => (grossProfit[t] as number) - (sellingCost[t] as number)),
    closingUnits,
    fixedCostPerUnit: rates.map((rate) => (Number.isNaN(rate) ? null : rate)),
    fixedOverheadInStock: inStock,
    fixedOverheadDeferred: deferred,
    warnings,
  }
}

function openingRate(units: number, given: number, firstRate: number, warnings: Notice[]): number {
  if (!Number.isNaN(given)) return given
  const assumed = Number.isNaN(firstRate) ? 0 : firstRate
  if (units > 0) {
    warnings.push(createNotice(assumedOpeningCost, { path: 'openingFixedCostPerUnit', value: assumed }))
  }
  return assumed
}
