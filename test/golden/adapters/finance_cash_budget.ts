import { cashBudget, collections, purchasesBudget } from '../../../src/finance/index.js'
import type { GoldenCase } from '../runner.js'

const USD = { currency: 'USD' } as const

export const adapter = ({ given }: GoldenCase): unknown => {
  if (given.disbursements !== undefined) {
    const budget = cashBudget(
      {
        openingCash: given.openingCash,
        minimumCash: given.minimumCash ?? 0,
        receipts: given.receipts,
        disbursements: given.disbursements,
        interestRatePerPeriod: given.interestPerPeriod ?? 0,
      },
      USD,
    )
    return { ...budget, rows: budget.rows.map((row) => ({ ...row, endingCash: row.closingCash })) }
  }
  if (given.unitSales !== undefined) {
    const budget = purchasesBudget(
      {
        unitSales: given.unitSales,
        closingStockRate: given.endingShareOfNext,
        openingUnits: given.openingUnits,
        horizon: given.periods,
        purchaseCost: given.unitCost,
        terms: { profile: given.payProfile },
        openingPayables: given.openingPayables ?? 0,
      },
      USD,
    )
    return { ...budget, purchaseCost: budget.purchases, closingPayables: budget.payables.at(-1) }
  }
  if (given.amounts !== undefined && given.profile !== undefined) {
    const { amounts, profile, from } = given
    return collections({ amounts, terms: { profile }, historyPeriods: from ?? 0 }, USD)
  }
  return undefined
}
