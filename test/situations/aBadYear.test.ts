import { expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A bad year. A chair takes 10 of wood and an hour at the bench, which costs 20; it sells for 100. The bench has 100 hours a month,
 * and the rent is 3,000 a month: 30 an hour, so a chair costs 60. Half of the chairs of other years are asked for.
 */
const shop = (change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 12 },
  items: [
    { id: 'chair', price: 100, safetyStock: 0 },
    { id: 'wood', purchaseCost: 10, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'chair', componentId: 'wood', quantityPer: 1 }],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20 }],
  forecasts: [{ itemId: 'chair', quantities: Array.from({ length: 12 }, () => 50) }],
  overheads: [{ id: 'rent', function: 'production', amount: 3000 }],
  finance: { openingCash: 50_000 },
  ...change,
})

const proven = async (input: PlanInput): Promise<Plan> => {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const line = (
  { statements }: Plan,
  statement: 'incomeStatement' | 'balanceSheet' | 'contribution',
  id: string,
): unknown => statements[statement].lines.find((one) => one.id === id)?.amounts

it('leaves the cost of a chair as it is: idle hours are a cost of the year, by both ways of costing', async () => {
  const year = await proven(shop())
  const each = (amount: number): number[] => Array.from({ length: 12 }, () => amount)
  expect(year.standards.map(({ itemId, unitCost }) => [itemId, unitCost])).toEqual([
    ['chair', 60],
    ['wood', 10],
  ])
  expect(line(year, 'incomeStatement', 'standardCostOfSales')).toEqual(each(-50 * 60))
  // 3,000 of rent, of which 50 hours at 30 are in chairs.
  expect(line(year, 'incomeStatement', 'fixedOverheadVariance')).toEqual(each(-1500))
  expect(line(year, 'incomeStatement', 'operatingIncome')).toEqual(each(500))
  // 50 x (100 - 30) less 3,000: no stock grows, so that the two profits are one.
  expect(line(year, 'contribution', 'variableCostingOperatingIncome')).toEqual(each(500))
  // Nothing of it is shared with stock.
  expect(line(year, 'balanceSheet', 'inventoryOverheadVariances')).toBeUndefined()
})

it('and in a good year no chair in stock is worth more than it cost', async () => {
  // The rate was set for 75 hours: 40, and a chair costs 70. In two months 180 chairs are made, 20 of them for stock.
  const good = await proven(
    shop({
      calendar: { start: '2027-01-01', months: 2 },
      items: [
        { id: 'chair', price: 100, safetyStock: 20 },
        { id: 'wood', purchaseCost: 10, safetyStock: 0 },
      ],
      resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20, fixedOverheadPerHour: 40 }],
      forecasts: [{ itemId: 'chair', quantities: [80, 80] }],
    }),
  )
  expect(good.supply.records.find(({ itemId }) => itemId === 'chair')?.produced).toEqual([100, 80])
  expect(line(good, 'balanceSheet', 'inventoryFinishedGoods')).toEqual([20 * 70, 20 * 70])
  // 7,200 absorbed of 6,000; 1,200 is more than 5 % of 160 x 70. A chair bore 6,000 / 180 = 33.33: 20 x (70 - 63.33) too much.
  expect(line(good, 'balanceSheet', 'inventoryOverheadVariances')).toEqual([0, -133.33])
  expect(line(good, 'incomeStatement', 'fixedOverheadVariance')).toEqual([1000, 66.67])
  // 160 x 70 - 6,000 by variable costing, and the rent in 20 chairs: 666.67.
  const [first, second] = line(good, 'contribution', 'variableCostingOperatingIncome') as number[]
  expect([first, second]).toEqual([80 * 70 - 3000, 80 * 70 - 3000])
  expect(good.kpis.operatingIncome.total).toBe(160 * 70 - 6000 + 666.67)
})
