import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Who stands first in the queue of an item pays less than who stands behind him. The dear end can be reached by serving all of the cheap
 * one only, so a shop that has hours for a part of the queue serves another item, or all of it.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

/** Chairs are asked for by 50 at 30 in January and 50 at 100 in February; 75 stools at 60 in February. */
const shop = (hours: readonly [number, number]): PlanInput => ({
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'chair', price: [30, 100], safetyStock: 0 },
    { id: 'stool', price: 60, safetyStock: 0 },
  ],
  operations: [
    { itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 },
    { itemId: 'stool', resourceId: 'bench', runHoursPerUnit: 1 },
  ],
  resources: [{ id: 'bench', capacityHours: [...hours], costPerHour: 5 }],
  forecasts: [
    { itemId: 'chair', quantities: [50, 50] },
    { itemId: 'stool', quantities: [0, 75] },
  ],
})

describe('75 hours', () => {
  it('go to 75 stools at 60, not to the 50 cheap chairs and 25 of the dear ones behind them', async () => {
    const result = await proven(shop([0, 75]))
    // 75 x 60 = 4,500; 50 x 30 + 25 x 100 = 4,000.
    expect([supplyOf(result, 'chair').shipped, supplyOf(result, 'stool').shipped]).toEqual([
      [0, 0],
      [0, 75],
    ])
    expect(result.supply.objective.revenue).toBe(4500)
    expect(result.supply.certificate.openRanges).toEqual([
      { itemId: 'chair', periodId: '2027-02', least: 50, most: 100 },
    ])
    expect(result.exceptions.map(({ code }) => code)).not.toContain('whole-units-cost')
  })

  it('are worth what stools bring in them: 60 less a wage of 5, and their lateness', async () => {
    const result = await proven(shop([0, 75]))
    // Nobody can be served more stools; a chair at 30 less 5, and its lateness of February at 1.2 x 100 a year, is next.
    expect(result.supply.resources[0]?.worthOfOneHour[1]).toBeCloseTo(30 - 5 + (1.2 * 100 * 28) / 365, 9)
  })
})

it('serves the whole queue where there are hours for it', async () => {
  const result = await proven(shop([0, 100]))
  // 50 x 30 + 50 x 100 = 6,500; 75 x 60 + 25 x 30 = 5,250.
  expect(result.supply.objective.revenue).toBe(6500)
})

it('is the same within one month, where a cheap order stands before the forecast', async () => {
  const result = await proven({
    ...shop([0, 0]),
    calendar: { start: '2027-01-01', months: 1 },
    items: [
      { id: 'chair', price: 100, safetyStock: 0 },
      { id: 'stool', price: 60, safetyStock: 0 },
    ],
    resources: [{ id: 'bench', capacityHours: 40, costPerHour: 5 }],
    forecasts: [
      { itemId: 'chair', quantities: [100] },
      { itemId: 'stool', quantities: [75] },
    ],
    customerOrders: [{ id: 'o', itemId: 'chair', quantity: 50, requestedDate: '2027-01-02', price: 30 }],
  })
  // 40 stools bring 55 each above their wage, 40 chairs of the order 25.
  expect(result.kpis.netIncome.total).toBe(40 * 55)
})

it('does not call a queue that one supplier cannot fill a cost of whole units', async () => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 400, purchaseCost: 50, supplyLimit: 20, safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [10, 30, 40] }],
    customerOrders: [{ id: 'o', itemId: 'lamp', quantity: 10, requestedDate: '2027-01-10', price: 100 }],
  })
  // 60 of 80: 10 at 100 and 50 at 400.
  expect(result.supply.objective.revenue).toBe(21_000)
  expect(result.supply.objective.beforeRounding).toBeCloseTo(result.supply.objective.total, 6)
  expect(result.exceptions.map(({ code }) => code)).toEqual(['supply-limit'])
})

describe('the proof', () => {
  const broken = async (change: (certificate: Record<string, unknown>) => void): Promise<string[]> => {
    const input = shop([0, 75])
    const result = structuredClone(await plan(input))
    change(result.supply.certificate as unknown as Record<string, unknown>)
    return verify(result, { input }).checks.flatMap(({ ok, id }) => (ok ? [] : [id]))
  }

  it('refuses other ranges than those of the answer', async () => {
    expect(
      await broken((one) => (one['openRanges'] = [{ itemId: 'chair', periodId: '2027-02', least: 0, most: 50 }])),
    ).toContain('optimality-certificate')
  })

  it('refuses ranges without the program that has none', async () => {
    expect(await broken((one) => delete one['withoutRanges'])).toContain('optimality-certificate')
  })

  it('refuses that more was left undecided than the program without ranges misses', async () => {
    expect(await broken((one) => (one['undecided'] = 1e5))).toContain('optimality-certificate')
  })
})

describe('a price that rises behind another, with a cost between the two', () => {
  it.each([
    { prices: [100, 110], costs: [80, 106] },
    { prices: [50, 100], costs: [20, 80] },
  ])('is paid by who stands behind, whatever the mean of both: $prices at $costs', async ({ prices, costs }) => {
    const [first, second] = prices as [number, number]
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'lamp', price: prices, purchaseCost: costs, supplyLimit: 10, safetyStock: 0 }],
      history: [],
      forecasts: [{ itemId: 'lamp', quantities: [10, 10] }],
    })
    expect(supplyOf(result, 'lamp').shipped).toEqual([10, 10])
    expect(result.supply.objective.total).toBe(10 * (first - (costs[0] ?? 0)) + 10 * (second - (costs[1] ?? 0)))
  })
})
