import { isStockBought, purchasesOf, shareTold } from './materialVariancesOf.js'
import { overheadBases, spentOn } from './overheadVariancesOf.js'
import { budgetedProduction } from './quantities.js'
import { rowsOf, type VarianceReading } from './readVarianceInput.js'
import type { StandardValues } from './standardValues.js'
import type { StockMovementOfItem } from './stockMovements.js'

/**
 * Profit as it was budgeted: sales at standard margin, less period cost and fixed overhead that units do not absorb, and what
 * production comes into stock at beyond what it is to cost.
 */
export function budgetProfitOf(
  reading: VarianceReading,
  { valueOf, rolledOf, sellingOf }: StandardValues,
  output: ReadonlyMap<string, number>,
): number {
  const { input, options, overheads } = reading
  const baseOf = overheadBases(reading, output)
  let profit = 0
  for (const { itemId, units, price } of input.budget.sales)
    profit += units * (price - valueOf(itemId)) - sellingOf(itemId, { units, revenue: units * price })
  for (const [itemId, units] of budgetedProduction(reading)) profit += units * (valueOf(itemId) - rolledOf(itemId))
  for (const overhead of overheads) {
    const { behavior, budgetAmount = 0, costPerHour, costPerUnit = 0 } = overhead
    if (behavior === 'period' || behavior === 'fixed') profit -= budgetAmount
    if (behavior === 'fixed' && options.costing === 'absorption') {
      profit += baseOf(overhead).budgeted * (costPerHour ?? costPerUnit)
    }
  }
  return profit
}

/** Profit from the totals of the books: revenue less all that was paid, more what the stock has gained. */
export function actualProfitOf(
  reading: VarianceReading,
  standards: StandardValues,
  stockOf: (itemId: string) => StockMovementOfItem,
): number {
  const total = (kind: 'sales' | 'purchases' | 'hours'): number =>
    rowsOf(reading, kind).reduce((sum, { amount }) => sum + amount, 0)
  const spent = spentOn(reading)
  let profit = total('sales') - total('purchases') - total('hours')
  for (const overhead of reading.overheads) profit -= spent(overhead)
  for (const item of reading.bottomUp) {
    const { opening, closing } = stockOf(item.itemId)
    profit += (closing - opening) * standards.valueOf(item.itemId) - heldDifference(reading, standards, item.itemId)
  }
  return profit
}

/** What stock at actual prices has gained in price differences: those of the units that are still there. */
function heldDifference(reading: VarianceReading, standards: StandardValues, itemId: string): number {
  const item = reading.items.get(itemId)
  if (item === undefined || reading.options.priceAt === 'purchase' || !isStockBought(item)) return 0
  const { units, standardPrice, amount } = purchasesOf(reading, standards, item)
  const before = reading.input.openingStock?.find((row) => row.itemId === itemId)?.priceDifference ?? 0
  const all = before + units * standardPrice - amount
  return all * (1 - shareTold(reading, item, units)) - before
}
