import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { laborVariancesOf } from './laborVariancesOf.js'
import { group, leaf, toSixDecimals } from './leaf.js'
import { materialVariancesOf } from './materialVariancesOf.js'
import { overheadVariancesOf } from './overheadVariancesOf.js'
import { actualProfitOf, budgetProfitOf } from './profits.js'
import { outputOf } from './quantities.js'
import { readVarianceInput, rowsOf, type VarianceReading } from './readVarianceInput.js'
import { budgetOf } from './salesLines.js'
import { salesVariancesOf } from './salesVariancesOf.js'
import { type StandardValues, standardValues } from './standardValues.js'
import { stockMovements } from './stockMovements.js'
import { totalsByName } from './totalsByName.js'
import { STATEMENT_LINES, VARIANCE_NAMES } from './varianceRules.js'
import type {
  OperatingStatementLine,
  Variance,
  VarianceInput,
  VarianceName,
  VarianceOptions,
  VarianceTree,
} from './varianceTypes.js'

/**
 * Cuts the difference between budgeted and actual profit into variances, each by a formula of its own.
 *
 * Sales (currency, price, quantity, mix, market size and share, new and dropped products), material (price, usage, mix,
 * yield, currency), labor (rate, efficiency, mix, yield, idle time), variable overhead (spending, efficiency), fixed
 * overhead (spending, capacity, efficiency), selling and period cost, stock differences; planning apart from operation
 * where revised standards are given. Positive is favorable. Stock is at standard cost: with fixed overhead under
 * absorption costing, without it under variable costing. No leaf is a remainder: actual profit comes from the totals of
 * the actuals, and `unexplained` is what the leaves miss of it, to a tenth of a cent. Source: CIMA Official
 * Terminology, variances; Horngren, Cost Accounting, ch. 7, 8, 14; Drury, Management and Cost Accounting; each leaf
 * names its own. Leaves are rounded to 6 decimals, sums are those of what is rounded.
 *
 * @param input - standards (items, resources, overheads), budget and actuals; major units of money, stock units, hours
 * @param options - how it is cut; the periods of the actuals
 * @returns both profits, the tree, sums by name, and the statement from one profit to the other
 * @throws SopError `UNKNOWN_ID`, `DUPLICATE_ID`, `MISSING_VALUE`, `CONFLICT`, `CYCLE`, `OUT_OF_RANGE`, `NOT_FINITE`,
 * `UNKNOWN_FIELD`
 * @example
 * ```ts
 * import { varianceTree } from 'sop-engine'
 * // A chair takes 4 kg of wood at 5.00, and sells at 40.
 * const { tree, totals, actualProfit } = varianceTree({
 *   items: [{ itemId: 'chair', materials: [{ itemId: 'wood', quantityPer: 4 }] }, { itemId: 'wood', standardPrice: 5 }],
 *   overheads: [{ overheadId: 'rent', behavior: 'fixed', budgetAmount: 1000, costPerUnit: 10 }],
 *   budget: { sales: [{ itemId: 'chair', units: 100, price: 40 }] },
 *   actuals: [
 *     { periodId: '2027-01', kind: 'sales', itemId: 'chair', units: 90, amount: 3690 },
 *     { periodId: '2027-01', kind: 'purchases', itemId: 'wood', units: 380, amount: 1862 },
 *     { periodId: '2027-01', kind: 'output', itemId: 'chair', units: 90 },
 *     { periodId: '2027-01', kind: 'usage', itemId: 'wood', forItemId: 'chair', units: 370 },
 *     { periodId: '2027-01', kind: 'overhead', overheadId: 'rent', amount: 1050 },
 *   ],
 * })
 * actualProfit // => 828
 * tree.amount // => -172
 * totals.salesPrice // => 90
 * totals.salesVolumeAlone // => -100
 * totals.materialPrice // => 38
 * totals.materialUsageAlone // => -50
 * totals.fixedOverheadSpending // => -50
 * totals.fixedOverheadVolumeAlone // => -100
 * ```
 */
export function varianceTree(input: VarianceInput, options: VarianceOptions = {}): VarianceTree {
  const reading = readVarianceInput(input, options)
  const standards = standardValues(reading)
  const output = outputOf(reading)
  const stockOf = stockMovements(reading)
  const groups = [
    salesVariancesOf(reading, standards),
    materialVariancesOf(reading, standards, output),
    laborVariancesOf(reading, output),
    ...overheadVariancesOf(reading, output),
    stockVariances(reading, standards, stockOf),
  ].filter(({ children }) => children.length > 0)
  const tree = group('profit', {}, groups)
  const budgetProfit = toSixDecimals(budgetProfitOf(reading, standards, output))
  const actualProfit = toSixDecimals(actualProfitOf(reading, standards, stockOf))
  return {
    costing: reading.options.costing,
    budgetProfit,
    actualProfit,
    tree,
    totals: totalsByName(tree, VARIANCE_NAMES),
    statement: statementOf(budgetProfit, tree, actualProfit),
    unexplained: toTenthsOfCents((ledgerProfit(reading) ?? actualProfit) - budgetProfit - tree.amount),
    backlog: backlogOf(reading, standards),
  }
}

/** What the rounding of many leaves to 6 decimals leaves over is no difference. */
const toTenthsOfCents = (amount: number): number => Math.round(amount * 1e3) / 1e3 + 0

function stockVariances(
  { bottomUp }: VarianceReading,
  { valueOf }: StandardValues,
  stockOf: ReturnType<typeof stockMovements>,
): Variance {
  const leaves = bottomUp.flatMap(({ itemId }) => {
    const { difference } = stockOf(itemId)
    return difference === 0 ? [] : [leaf('stockDifference', { itemId }, difference * valueOf(itemId))]
  })
  return group('stock', {}, leaves)
}

function statementOf(budgetProfit: number, tree: Variance, actualProfit: number): OperatingStatementLine[] {
  const sums = new Map<VarianceName, number[]>()
  for (const { children } of tree.children) {
    for (const { name, amount } of children) sums.set(name, [...(sums.get(name) ?? []), amount])
  }
  const lines = STATEMENT_LINES.flatMap((line) => {
    const amounts = sums.get(line)
    return amounts === undefined ? [] : [{ line, amount: sumDecimals(amounts) }]
  })
  return [{ line: 'budgetProfit', amount: budgetProfit }, ...lines, { line: 'actualProfit', amount: actualProfit }]
}

/** The ledger's profit at the end of the last period that has its balance. */
function ledgerProfit(reading: VarianceReading): number | undefined {
  const { profitAccount } = reading.options
  const rows = rowsOf(reading, 'balance').filter(({ account }) => account === profitAccount)
  return rows.at(-1)?.amount
}

function backlogOf(reading: VarianceReading, { valueOf, sellingOf }: StandardValues): VarianceTree['backlog'] {
  const rows = rowsOf(reading, 'backlog')
  const last = rows.at(-1)?.periodId
  const waiting = rows.filter(({ periodId }) => periodId === last)
  const find = budgetOf(reading.input.budget.sales)
  return {
    units: waiting.reduce((sum, { units }) => sum + units, 0),
    margin: waiting.reduce((sum, row) => {
      const { itemId = '' } = row
      const price = find(row)?.price ?? 0
      if (price === 0) return sum
      const { units } = row
      return sum + units * (price - valueOf(itemId)) - sellingOf(itemId, { units, revenue: units * price })
    }, 0),
  }
}
