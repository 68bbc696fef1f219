import { expect, it } from 'vitest'
import { dropDecision } from '../../src/costing/index.js'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A product that is stopped. A bench of 200 hours a month makes chairs (wood for 10, an hour) for 100 and stools (a seat for 5, half an
 * hour) for 30. An hour costs 20, and the rent is 3,000 a month: 15 an hour, so a chair costs 45 and a stool 22.50. 100 chairs and
 * 60 stools are asked for. Stools are sold at a stand of their own, and of nothing else; 40 seats lie in stock.
 */
const shop = (stand: number, stools = 60): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'chair', price: 100, safetyStock: 0 },
    { id: 'stool', price: 30, safetyStock: 0 },
    { id: 'wood', purchaseCost: 10, safetyStock: 0 },
    { id: 'seat', purchaseCost: 5, safetyStock: 0 },
  ],
  billOfMaterials: [
    { itemId: 'chair', componentId: 'wood', quantityPer: 1 },
    { itemId: 'stool', componentId: 'seat', quantityPer: 1 },
  ],
  operations: [
    { itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 },
    { itemId: 'stool', resourceId: 'bench', runHoursPerUnit: 0.5 },
  ],
  resources: [{ id: 'bench', capacityHours: 200, costPerHour: 20 }],
  forecasts: [
    { itemId: 'chair', quantities: [100, 100, 100] },
    { itemId: 'stool', quantities: [stools, stools, stools] },
  ],
  stock: [{ itemId: 'seat', onHand: 40 }],
  overheads: [
    { id: 'rent', function: 'production', amount: 3000 },
    { id: 'stand', function: 'selling', amount: stand, itemId: 'stool' },
  ],
  marginPolicies: [{ floorShare: 0 }],
  finance: { openingCash: 50_000 },
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const each = (amount: number): number[] => [amount, amount, amount]
const profits = ({ profitability }: Plan): unknown[] =>
  profitability.flatMap(({ itemId = '-', profit }) => (profit.some((amount) => amount !== 0) ? [[itemId, profit]] : []))
const incomeOf = ({ statements }: Plan): readonly number[] | undefined =>
  statements.incomeStatement.lines.find(({ id }) => id === 'operatingIncome')?.amounts

it('shows a loss while it still pays: what it bears of the rent stays when it goes', async () => {
  const kept = await proven(shop(600))
  // 60 x (30 - 22.50) less the stand; 70 hours of the bench are idle.
  expect(profits(kept)).toEqual([
    ['-', each(-1050)],
    ['chair', each(5500)],
    ['stool', each(-150)],
  ])
  const stopped = await proven(shop(0, 0))
  expect([incomeOf(kept), incomeOf(stopped)]).toEqual([each(4300), each(4000)])
  const stool = { revenue: 1800, variableCosts: 900, avoidableFixedCosts: 600, allocatedFixedCosts: 450 }
  expect(dropDecision(stool)).toMatchObject({ reportedProfit: -150, changeOfProfit: -300 })
})

it('is stopped when its stand takes more than it contributes, and what is left of it is told', async () => {
  const kept = await proven(shop(1000))
  expect(kept.exceptions).toMatchObject([
    {
      code: 'margin-outside-band',
      refs: [{ itemId: 'stool' }],
      // 3 x (450 - 1,000). 7,050 of cost for 180 stools are 39.17 each, and each brings 30.
      amount: 1650,
      value: {
        marginShare: -0.305556,
        priceChangeRate: 0.305556,
        costChangeRate: -0.234043,
        price: 39.17,
        unitCost: 30,
      },
    },
  ])
  const stopped = await proven(shop(0, 0))
  expect(profits(stopped)).toEqual([
    ['-', each(-1500)],
    ['chair', each(5500)],
  ])
  expect(stopped.exceptions).toMatchObject([{ code: 'dead-stock', refs: [{ itemId: 'seat' }], moneyAtStake: 200 }])
  expect([incomeOf(kept), incomeOf(stopped)]).toEqual([each(3900), each(4000)])
  const stool = { revenue: 1800, variableCosts: 900, avoidableFixedCosts: 1000, allocatedFixedCosts: 450 }
  expect(dropDecision(stool)).toMatchObject({ reportedProfit: -550, changeOfProfit: 100 })
})
