import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, type PlanResource, verify } from '../../src/index.js'

/**
 * Paid all the same. A joiner's people are there 100 hours a month, at 20 an hour, whether there is work or not. A chair takes an
 * hour and sells at 100; 60 are wanted in January and 130 in February, when 30 hours of overtime at 30 can be worked.
 *
 * Their wages are 2,000 in each month. A chair takes 20 of them, as it takes its share of the rent: the 60 of January absorb 1,200,
 * and 800 were paid for nothing. Nobody would rather make February's chairs in January to save wages, for none are saved; but 30 of
 * them, made in hours that are paid already, save 30 x 30 = 900 of overtime, and are made then.
 */
const shop = (bench: Partial<PlanResource>, change: Partial<PlanInput> = {}): PlanInput => ({
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'chair', price: 100, safetyStock: 0 }],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [
    { id: 'bench', capacityHours: 100, costPerHour: 20, overtimeHours: 30, overtimeCostPerHour: 30, ...bench },
  ],
  forecasts: [{ itemId: 'chair', quantities: [60, 130] }],
  overheads: [],
  finance: { openingCash: 10_000 },
  ...change,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.filter(({ ok }) => !ok)).toEqual([])
  return result
}

const income = (result: Plan, id: string): readonly number[] | undefined =>
  result.statements.incomeStatement.lines.find((line) => line.id === id)?.amounts
const contribution = (result: Plan, id: string): readonly number[] | undefined =>
  result.statements.contribution.lines.find((line) => line.id === id)?.amounts

describe('people who are paid all the same', () => {
  it('cost their wages in every month, and a chair takes them as fixed overhead', async () => {
    const result = await proven(
      shop({ paidHours: 'capacity' }, { forecasts: [{ itemId: 'chair', quantities: [60, 60] }] }),
    )
    expect(result.costs[0]).toMatchObject({ unitCost: 20, fixedCost: 20, variableCost: 0 })
    expect(result.supply.records[0]?.produced).toEqual([60, 60])
    expect(income(result, 'standardCostOfSales')).toEqual([-1200, -1200])
    expect(income(result, 'fixedOverheadVariance')).toEqual([-800, -800])
    expect(income(result, 'operatingIncome')).toEqual([4000, 4000])
    expect(contribution(result, 'contributionMargin')).toEqual([6000, 6000])
    expect(contribution(result, 'fixedProductionOverhead')).toEqual([-2000, -2000])
    expect(result.statements.cashFlow.lines.find(({ id }) => id === 'paymentsToEmployees')?.amounts).toEqual([
      -2000, -2000,
    ])
    expect(result.assumptions.map(({ code }) => code)).not.toContain('idle-hours-unpaid')
  })

  it('make ahead in hours that are paid already, what would take overtime', async () => {
    const result = await proven(shop({ paidHours: 'capacity' }))
    expect(result.supply.records[0]?.produced).toEqual([90, 100])
    expect(result.supply.resources[0]?.overtimeHours).toEqual([0, 0])
    // 30 chairs in stock at 20; of January's 2,000, 90 x 20 were absorbed.
    expect(income(result, 'fixedOverheadVariance')).toEqual([-200, 0])
    expect(income(result, 'operatingIncome')).toEqual([6000 - 1200 - 200, 13_000 - 2600])
  })

  it('work overtime that costs all of its wages', async () => {
    const items = [{ id: 'chair', price: 100, safetyStock: 0, unmetDemand: 'lost' as const }]
    const forecasts = [{ itemId: 'chair', quantities: [120, 60] }]
    const result = await proven(shop({ paidHours: 'capacity' }, { items, forecasts }))
    expect(result.supply.resources[0]?.overtimeHours).toEqual([20, 0])
    // 20 hours at 30, and the wages of 100 and of 40 idle hours: 120 x 20 - 2,000 over-absorbed, 60 x 20 - 2,000 under.
    expect(income(result, 'laborVariance')).toEqual([-600, 0])
    expect(income(result, 'fixedOverheadVariance')).toEqual([400, -800])
    expect(result.exceptions.map(({ code, moneyAtStake }) => [code, moneyAtStake])).toEqual([['overload', 600]])
  })

  it('make what sells below their wages, for these are paid anyhow; where hours worked are paid, nobody would', async () => {
    const cheap = { items: [{ id: 'chair', price: 15, safetyStock: 0, unmetDemand: 'lost' as const }] }
    const forecasts = [{ itemId: 'chair', quantities: [60, 60] }]
    const anyhow = await proven(shop({ paidHours: 'capacity' }, { ...cheap, forecasts }))
    expect(anyhow.supply.records[0]?.produced).toEqual([60, 60])
    const worked = await proven(shop({ paidHours: 'worked' }, { ...cheap, forecasts }))
    expect(worked.supply.records[0]?.produced).toEqual([0, 0])
  })

  it('are taken to be paid for hours worked where nobody says, which is told', async () => {
    const result = await proven(shop({}))
    expect(result.input.resources[0]?.paidHours).toBe('worked')
    const told = result.assumptions.filter(({ code }) => code === 'idle-hours-unpaid')
    expect(told.map(({ refs }) => refs)).toEqual([[{ resourceId: 'bench' }]])
    expect(result.costs[0]).toMatchObject({ unitCost: 20, fixedCost: 0, variableCost: 20 })
  })
})
