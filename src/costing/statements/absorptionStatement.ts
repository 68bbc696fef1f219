import {
  checkLength,
  number,
  optional,
  perPeriodNumber,
  POSITIVE,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { createFifoStock } from './fifoStock.js'
import { assumedOpeningCost, idleCapacity } from '../notices.js'
import { costingPeriods, type ReadPeriods, readCostingPeriods } from './readCostingPeriods.js'
import type { AbsorptionStatement, CostingPeriods } from './statementTypes.js'

/** Options of {@link absorptionStatement}. */
export interface AbsorptionOptions {
  /** Predetermined fixed overhead that each unit produced absorbs; give this or `normalUnits`. Default: none. */
  readonly fixedOverheadPerUnit?: number
  /**
   * Units of a period at normal capacity, above zero: a unit absorbs the fixed overhead of the period over these units,
   * or over those produced where they are more (IAS 2.13). Default: the units produced; in a period with less than half
   * of the busiest one's, the mean of the other periods, with a warning.
   */
  readonly normalUnits?: number | readonly number[]
}

/**
 * Income statement by period under absorption costing: stock carries its share of the fixed manufacturing overhead.
 *
 * Each unit produced takes variable manufacturing cost and fixed overhead per unit (actual, at normal capacity, or
 * predetermined); stock is issued first in, first out. Profit = revenue - cost of sales + overhead over-absorbed -
 * selling cost. Fixed overhead of idle capacity is a cost of its period and goes into no stock. Source: IAS 2.12-13;
 * CIMA Official Terminology, "absorption costing", "over- or under-absorbed overhead". Amounts are not rounded.
 *
 * @param input - units produced and sold by period, price and costs (major units), opening stock
 * @param options - a predetermined rate, or normal capacity, instead of the units produced
 * @returns arrays by period; the warning `assumed-opening-cost` where opening stock came without its fixed cost,
 * `idle-capacity` where a period made so little that its overhead was not spread over it
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`, `EMPTY`; `CONFLICT` where more is sold than there is, or
 * a rate stands beside normal capacity
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
  record<AbsorptionOptions>({
    fixedOverheadPerUnit: optional(number(QUANTITY)),
    normalUnits: optional(perPeriodNumber(POSITIVE)),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  checkOptions(options, input.producedUnits.length, issues)
  const read = readCostingPeriods(input, issues)
  const series = (value: (t: number) => number): number[] => Array.from({ length: read.count }, (_, t) => value(t))
  const warnings: Notice[] = []
  const rates = readRates(read, options, warnings)
  const opening = openingRate(read.openingUnits, read.openingFixedCostPerUnit, rates[0] as number, warnings)

  const stock = createFifoStock(read.units)
  stock.add(read.openingUnits, read.openingVariableCostPerUnit, opening)
  const [openingStock, closingStock, closingUnits]: [number[], number[], number[]] = [[], [], []]
  const [productionCost, inStock, deferred, overAbsorbed]: [number[], number[], number[], number[]] = [[], [], [], []]
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
    const incurred = read.fixedManufacturing[t] as number
    // At actual rates all is absorbed by definition; the product of a quotient may miss it by a hair.
    overAbsorbed.push(produced > 0 && rate === incurred / produced ? 0 : produced * rate - incurred)
    before = after
  }
  const revenue = series((t) => (read.price[t] as number) * (read.sold[t] as number))
  const costOfSales = series(
    (t) => (openingStock[t] as number) + (productionCost[t] as number) - (closingStock[t] as number),
  )
  const grossProfit = series((t) => (revenue[t] as number) - (costOfSales[t] as number) + (overAbsorbed[t] as number))
  const sellingCost = series(
    (t) => (read.variableSelling[t] as number) * (read.sold[t] as number) + (read.fixedSelling[t] as number),
  )
  return {
    revenue,
    openingStock,
    productionCost,
    closingStock,
    costOfSales,
    overAbsorbedOverhead: overAbsorbed.map((amount) => (amount === 0 ? 0 : amount)),
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

function checkOptions(
  { fixedOverheadPerUnit, normalUnits }: AbsorptionOptions,
  count: number,
  issues: IssueList,
): void {
  checkLength(Array.isArray(normalUnits) ? normalUnits : undefined, 'options.normalUnits', count, 'periods', issues)
  if (fixedOverheadPerUnit === undefined || normalUnits === undefined) return
  issues.add(
    'CONFLICT',
    'options.normalUnits',
    normalUnits,
    'options.fixedOverheadPerUnit says already what a unit absorbs.',
    'Give one of the two.',
  )
}

/** Fixed overhead that a unit of each period absorbs; NaN where nothing was made to absorb it. */
function readRates(
  { produced, fixedManufacturing }: ReadPeriods,
  { fixedOverheadPerUnit, normalUnits }: AbsorptionOptions,
  warnings: Notice[],
): number[] {
  if (fixedOverheadPerUnit !== undefined) return produced.map(() => fixedOverheadPerUnit)
  const over = (units: number, t: number): number => (fixedManufacturing[t] as number) / units
  if (normalUnits !== undefined) {
    return produced.map((units, t) => {
      const normal = typeof normalUnits === 'number' ? normalUnits : (normalUnits[t] as number)
      return over(Math.max(normal, units), t)
    })
  }
  const busiest = Math.max(...produced)
  const isIdle = produced.map((units) => 2 * units < busiest)
  const usual = produced.filter((units, t) => units > 0 && isIdle[t] === false)
  const normal = usual.reduce((sum, units) => sum + units, 0) / usual.length
  const idle = produced.flatMap((units, t) => (units > 0 && isIdle[t] === true ? [t] : []))
  if (idle.length > 0) {
    warnings.push(
      createNotice(idleCapacity, { path: 'producedUnits', value: { periodIndexes: idle, normalUnits: normal } }),
    )
  }
  return produced.map((units, t) => (units > 0 ? over(isIdle[t] === true ? normal : units, t) : Number.NaN))
}

function openingRate(units: number, given: number, firstRate: number, warnings: Notice[]): number {
  if (!Number.isNaN(given)) return given
  const assumed = Number.isNaN(firstRate) ? 0 : firstRate
  if (units > 0) {
    warnings.push(createNotice(assumedOpeningCost, { path: 'openingFixedCostPerUnit', value: assumed }))
  }
  return assumed
}
