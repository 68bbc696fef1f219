import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Two prices in one month. A joiner sells lamps to a hotel and on a market, and benches, all an hour each. Who pays what is known unit by
 * unit: an hour goes to a bench at 100 before a lamp at 20, and not to the lamps because the hotel pays 200 for others.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const joiner = {
  calendar: { start: '2027-01-01', months: 1 },
  items: [
    { id: 'bench', price: 100, safetyStock: 0 },
    { id: 'lamp', price: 20, safetyStock: 0 },
  ],
  operations: [
    { itemId: 'bench', resourceId: 'shop', runHoursPerUnit: 1 },
    { itemId: 'lamp', resourceId: 'shop', runHoursPerUnit: 1 },
  ],
  resources: [{ id: 'shop', capacityHours: 100, costPerHour: 5 }],
} satisfies Partial<PlanInput>

const revenueOf = ({ ledger }: Plan): number =>
  ledger.account.reduce(
    (sum, account, n) => (ledger.accounts[account] === 'revenue' ? sum - (ledger.amountMinor[n] as number) / 100 : sum),
    0,
  )

describe('an hour', () => {
  it('goes to the bench before the lamp of the market that pays less', async () => {
    const result = await proven({
      ...joiner,
      markets: [{ id: 'hotel' }, { id: 'market' }],
      prices: [{ itemId: 'lamp', marketId: 'hotel', price: 200 }],
      forecasts: [
        { itemId: 'lamp', marketId: 'hotel', quantities: [50] },
        { itemId: 'lamp', marketId: 'market', quantities: [50] },
        { itemId: 'bench', marketId: 'market', quantities: [50] },
      ],
    })
    // 50 x 200 + 50 x 100; a hundred lamps would have brought 11,000.
    expect([supplyOf(result, 'lamp').shipped, supplyOf(result, 'bench').shipped]).toEqual([[50], [50]])
    expect(result.supply.objective.revenue).toBeCloseTo(15_000, 9)
    expect(revenueOf(result)).toBe(15_000)
  })

  it('goes to the bench after an order that pays more, and before what is only forecast', async () => {
    const result = await proven({
      ...joiner,
      forecasts: [
        { itemId: 'lamp', quantities: [100] },
        { itemId: 'bench', quantities: [50] },
      ],
      customerOrders: [{ id: 'o', itemId: 'lamp', quantity: 50, requestedDate: '2027-01-02', price: 200 }],
    })
    expect([supplyOf(result, 'lamp').shipped, supplyOf(result, 'bench').shipped]).toEqual([[50], [50]])
    expect(revenueOf(result)).toBe(15_000)
  })

  it('of overtime is not worked for a lamp that does not pay it, whoever pays more for others', async () => {
    const result = await proven({
      ...joiner,
      markets: [{ id: 'hotel' }, { id: 'market' }],
      prices: [{ itemId: 'lamp', marketId: 'hotel', price: 200 }],
      forecasts: [
        { itemId: 'lamp', marketId: 'hotel', quantities: [50] },
        { itemId: 'lamp', marketId: 'market', quantities: [50] },
      ],
      resources: [{ id: 'shop', capacityHours: 50, costPerHour: 5, overtimeHours: 50, overtimeCostPerHour: 100 }],
    })
    // 50 x 200 less 50 hours at 5; 50 lamps more at 20 would take 5,000 of overtime.
    expect(supplyOf(result, 'lamp').shipped).toEqual([50])
    expect(result.kpis.netIncome.total).toBe(9750)
  })
})

it('an order that pays less than what is forecast after it is no cost of whole units', async () => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 400, purchaseCost: 50, supplyLimit: 20, safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [10, 30, 40] }],
    customerOrders: [{ id: 'o', itemId: 'lamp', quantity: 10, requestedDate: '2027-01-05', price: 100 }],
  })
  // 10, 30 and 40 are asked for, 20 a month are bought, some of February's in January: 80 less 60 are left. Nothing stands idle.
  expect(supplyOf(result, 'lamp').backlog.at(-1)).toBe(20)
  expect(result.exceptions.map(({ code }) => code)).not.toContain('whole-units-cost')
  expect(result.supply.objective.revenue).toBeCloseTo(revenueOf(result), 9)
})
