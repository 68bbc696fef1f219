import { expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Rising prices. A shop sells ten lamps a month at 100. A lamp costs 40 in January, 43 in February, 60 in March; twenty can be had in
 * January, ten in each month after it, and ten must be in stock at each end of a month.
 */
const shop = (policy: NonNullable<PlanInput['policy']> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'lamp', price: 100, purchaseCost: [40, 43, 60], supplyLimit: [20, 10, 10], safetyStock: 0, minimumStock: 10 },
  ],
  forecasts: [{ itemId: 'lamp', quantities: [10, 10, 10] }],
  finance: { openingCash: 5000 },
  policy,
})

async function proven(policy?: NonNullable<PlanInput['policy']>): Promise<Plan> {
  const input = shop(policy)
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  expect(result.supply.records[0]?.purchased).toEqual([20, 10, 10])
  return result
}

const profit = ({ statements }: Plan): unknown =>
  statements.incomeStatement.lines.find(({ id }) => id === 'grossProfit')?.amounts

const stock = ({ kpis }: Plan): unknown => kpis.inventoryValue.values

it('at standard: the standard follows in March, and the ten lamps in stock stay at what they cost', async () => {
  const result = await proven()
  expect(result.standards.map(({ periodId, reason, unitCost }) => [periodId, reason, unitCost])).toEqual([
    ['2027-01', 'firstPeriod', 40],
    // 43 is 7.5 % away, 60 is 50 %.
    ['2027-03', 'purchasePrice', 60],
  ])
  // 1,000 - 400; 30 more is paid in February; in March 600, of which 5 of the 10 old lamps, half of those there, take back 100.
  expect(profit(result)).toEqual([600, 570, 500])
  // 10 x 40; 10 x 40; 10 x 60 less what the other half of the old ones did not cost.
  expect(stock(result)).toEqual([400, 400, 500])
  const told = result.warnings.find(({ code }) => code === 'standards-set-anew')
  expect(told).toMatchObject({ amount: 200, value: { periodIds: ['2027-03'], amounts: [200] } })
})

it('at moving average: every lamp costs what they cost on average', async () => {
  const result = await proven({ valuation: 'movingAverage' })
  // 40; (400 + 430) / 20 = 41.50; (415 + 600) / 20 = 50.75.
  expect(profit(result)).toEqual([600, 1000 - 415, 1000 - 507.5])
  expect(stock(result)).toEqual([400, 415, 507.5])
})

it('with the standard of January throughout: what was paid beyond it is shared with the lamps that are still there', async () => {
  const result = await proven({ restandardRate: 1 })
  expect(result.standards).toHaveLength(1)
  // 30 and 200 beyond standard: 230 is more than 5 % of 1,200. Of 30 half is left in February; of 15 + 200 half in March.
  expect(profit(result)).toEqual([600, 570, 1000 - 400 - 200 + 107.5])
  expect(stock(result)).toEqual([400, 400, 507.5])
})

it('with standards of its own: they hold, whatever is paid', async () => {
  const row = { itemId: 'lamp', version: '2027', element: 'material' as const }
  const input: PlanInput = {
    ...shop({ restandardRate: 0 }),
    standards: [
      { ...row, firstDate: '2026-10-01', amountPerUnit: 45 },
      { ...row, firstDate: '2027-02-15', amountPerUnit: 50 },
    ],
  }
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  expect(result.standards.map(({ periodId, reason, unitCost }) => [periodId, reason, unitCost])).toEqual([
    ['2027-01', 'firstPeriod', 45],
    ['2027-03', 'purchasePrice', 50],
  ])
  const cost = result.statements.incomeStatement.lines.find(({ id }) => id === 'standardCostOfSales')?.amounts
  expect(cost).toEqual([-450, -450, -500])
})
