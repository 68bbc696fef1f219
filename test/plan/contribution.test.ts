import { describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'

/** Mugs at home and abroad, and pens; 5 % of revenue is commission; mugs become dearer in February. */
const shop = (): Promise<Plan> =>
  plan({
    currency: 'USD',
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'mug', price: 10, purchaseCost: [4, 4.5], safetyStock: 0, supplyLimit: 15 },
      { id: 'pen', price: 2, purchaseCost: 0.5, safetyStock: 0 },
    ],
    markets: [{ id: 'abroad' }, { id: 'home' }],
    prices: [{ itemId: 'mug', marketId: 'abroad', price: 12 }],
    forecasts: [
      { itemId: 'mug', marketId: 'home', quantities: [10, 10] },
      { itemId: 'mug', marketId: 'abroad', quantities: [5, 5] },
      { itemId: 'pen', quantities: [20, 20] },
    ],
    finance: { openingCash: 500, overheads: [{ id: 'commission', function: 'selling', rateOfRevenue: 0.05 }] },
  })

describe('contribution by item and market', () => {
  it('is revenue less variable standard cost and its share of the commission; variances belong to their item', async () => {
    const result = await shop()
    expect(verify(result).ok).toBe(true)
    expect(result.contribution).toEqual([
      {
        revenue: [0, 0],
        variableCostOfSales: [0, 0],
        variableSellingExpense: [0, 0],
        contributionMargin: [0, 0],
      },
      // 15 mugs at 4.50 for a standard of 4, in whichever market they are sold.
      {
        itemId: 'mug',
        revenue: [0, 0],
        variableCostOfSales: [0, -7.5],
        variableSellingExpense: [0, 0],
        contributionMargin: [0, -7.5],
      },
      {
        itemId: 'mug',
        marketId: 'abroad',
        revenue: [60, 60],
        variableCostOfSales: [-20, -20],
        variableSellingExpense: [-3, -3],
        contributionMargin: [37, 37],
      },
      {
        itemId: 'mug',
        marketId: 'home',
        revenue: [100, 100],
        variableCostOfSales: [-40, -40],
        variableSellingExpense: [-5, -5],
        contributionMargin: [55, 55],
      },
      {
        itemId: 'pen',
        revenue: [40, 40],
        variableCostOfSales: [-10, -10],
        variableSellingExpense: [-2, -2],
        contributionMargin: [28, 28],
      },
    ])
  })

  it('adds to the contribution statement in every period', async () => {
    const result = await shop()
    for (const id of ['revenue', 'variableCostOfSales', 'variableSellingExpense', 'contributionMargin'] as const) {
      const line = result.statements.contribution.lines.find((one) => one.id === id)
      const sums = [0, 1].map((t) => result.contribution.reduce((sum, record) => sum + (record[id][t] as number), 0))
      expect(sums, id).toEqual(line?.amounts)
    }
  })
})
