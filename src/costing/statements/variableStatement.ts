import { throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { createFifoStock } from './fifoStock.js'
import { costingPeriods, readCostingPeriods } from './readCostingPeriods.js'
import type { CostingPeriods, VariableStatement } from './statementTypes.js'

/**
 * Income statement by period under variable (marginal) costing: fixed overhead is a cost of its period, stock carries none.
 *
 * Contribution margin = revenue - variable cost of sales - variable selling cost; profit = contribution margin - fixed
 * manufacturing - fixed selling cost. Stock is issued first in, first out. Source: CIMA Official Terminology, "marginal
 * costing". Amounts are not rounded.
 *
 * @param input - units produced and sold by period, price and costs (major units), opening stock
 * @returns arrays by period
 * @throws SopError `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`, `EMPTY`; `CONFLICT` where more is sold than there is
 * @example
 * ```ts
 * import { variableStatement } from 'sop-engine'
 * const statement = variableStatement({
 *   producedUnits: [9150],
 *   soldUnits: [8750],
 *   price: 128,
 *   variableManufacturingCostPerUnit: 96,
 *   variableSellingCostPerUnit: 14,
 *   fixedManufacturingCost: 137_250,
 *   fixedSellingCost: 9200,
 * })
 * statement.profit // => [11050]
 * ```
 */
export function variableStatement(input: CostingPeriods): VariableStatement {
  const issues = createIssueList()
  costingPeriods(input, '', issues)
  throwIfUnreadable(issues)
  const read = readCostingPeriods(input, issues)
  const stock = createFifoStock(read.units)
  stock.add(read.openingUnits, read.openingVariableCostPerUnit, 0)
  const [openingStock, closingStock, closingUnits]: [number[], number[], number[]] = [[], [], []]
  for (let t = 0; t < read.count; t++) {
    openingStock.push(stock.value().variableCost)
    stock.add(read.produced[t] as number, read.variableManufacturing[t] as number, 0)
    stock.remove(read.sold[t] as number)
    const { units, variableCost } = stock.value()
    closingStock.push(variableCost)
    closingUnits.push(units)
  }
  const series = (value: (t: number) => number): number[] => Array.from({ length: read.count }, (_, t) => value(t))
  const revenue = series((t) => (read.price[t] as number) * (read.sold[t] as number))
  const productionCost = series((t) => (read.produced[t] as number) * (read.variableManufacturing[t] as number))
  const variableCostOfSales = series(
    (t) => (openingStock[t] as number) + (productionCost[t] as number) - (closingStock[t] as number),
  )
  const variableSellingCost = series((t) => (read.variableSelling[t] as number) * (read.sold[t] as number))
  const contributionMargin = series(
    (t) => (revenue[t] as number) - (variableCostOfSales[t] as number) - (variableSellingCost[t] as number),
  )
  return {
    revenue,
    openingStock,
    productionCost,
    closingStock,
    variableCostOfSales,
    variableSellingCost,
    contributionMargin,
    fixedManufacturingCost: [...read.fixedManufacturing],
    fixedSellingCost: [...read.fixedSelling],
    profit: series(
      (t) =>
        (contributionMargin[t] as number) - (read.fixedManufacturing[t] as number) - (read.fixedSelling[t] as number),
    ),
    closingUnits,
  }
}
