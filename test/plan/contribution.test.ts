import { describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'

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
    // Standards stay those of January.
    policy: { restandardRate: 0.2 },
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

describe('a cost that follows revenue', () => {
  /** 1,000 books at 15, printed outside for 5; the author gets 10 % of revenue, the platform 2 % and the seller 4 %. */
  const publisher = (overheads: NonNullable<PlanInput['overheads']>): Promise<Plan> =>
    plan({
      currency: 'USD',
      calendar: { start: '2027-01-01', months: 1 },
      items: [{ id: 'book', price: 15, purchaseCost: 5, safetyStock: 0 }],
      forecasts: [{ itemId: 'book', quantities: [1000] }],
      overheads,
    })
  const of = (result: Plan, id: string): readonly number[] | undefined =>
    result.statements.contribution.lines.find((line) => line.id === id)?.amounts
  const incomeOf = (result: Plan, id: string): readonly number[] | undefined =>
    result.statements.incomeStatement.lines.find((line) => line.id === id)?.amounts

  it('is variable, whatever it is for: a royalty of production is no fixed overhead', async () => {
    const result = await publisher([{ id: 'royalty', function: 'production', rateOfRevenue: 0.1 }])
    expect(verify(result).checks.filter(({ ok }) => !ok)).toEqual([])
    // 15,000 - 5,000 - 1,500
    expect(of(result, 'contributionMargin')).toEqual([8500])
    expect(of(result, 'variableProductionExpense')).toEqual([-1500])
    expect(of(result, 'fixedProductionOverhead')).toEqual([0])
    expect(incomeOf(result, 'fixedOverheadVariance')).toEqual([0])
    expect(incomeOf(result, 'costOfSales')).toEqual([-6500])
    expect(result.contribution.map(({ contributionMargin }) => contributionMargin)).toEqual([[0], [8500]])
    expect(result.contribution[1]?.variableProductionExpense).toEqual([-1500])
  })

  it('stands by its function, and leaves the operating income as it is', async () => {
    const result = await publisher([
      { id: 'agent', function: 'selling', rateOfRevenue: 0.04 },
      { id: 'platform', function: 'administration', rateOfRevenue: 0.02 },
      { id: 'rent', function: 'administration', amount: 700 },
      { id: 'royalty', function: 'production', rateOfRevenue: 0.1 },
    ])
    expect(verify(result).checks.filter(({ ok }) => !ok)).toEqual([])
    expect(of(result, 'variableSellingExpense')).toEqual([-600])
    expect(of(result, 'variableAdministrativeExpense')).toEqual([-300])
    expect(of(result, 'administrativeExpense')).toEqual([-700])
    expect(of(result, 'contributionMargin')).toEqual([10_000 - 1500 - 600 - 300])
    expect(of(result, 'operatingIncome')).toEqual([6900])
    expect(incomeOf(result, 'administrativeExpense')).toEqual([-700])
    expect(incomeOf(result, 'variableAdministrativeExpense')).toEqual([-300])
    expect(incomeOf(result, 'operatingIncome')).toEqual([6900])
  })

  it('is not there where there is none', async () => {
    const result = await publisher([{ id: 'agent', function: 'selling', rateOfRevenue: 0.04 }])
    expect(of(result, 'variableProductionExpense')).toBeUndefined()
    expect(Object.keys(result.contribution[0] ?? {})).not.toContain('variableProductionExpense')
  })
})
