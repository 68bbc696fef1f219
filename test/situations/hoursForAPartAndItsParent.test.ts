import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Hours for a part and its parent. A stool sells at 200 and takes one seat. Both are made on one bench, which has 86.22 hours
 * a month at 9: a seat takes 2 hours, a stool 0.02. Customers want 100 stools in each of three months.
 *
 * A seat and its stool take 2.02 hours, so 42 stools a month take 84.84. A 43rd seat would leave 86.22 - 86 = 0.22 hours,
 * which is 11 stools: the month would lose 31 stools for one more later. So the best is 42 of both, every month. Hours that
 * go to seats first leave none for the stools, and seats pile up.
 */
const stools: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'stool', price: 200, safetyStock: 0 }, { id: 'seat' }],
  billOfMaterials: [{ itemId: 'stool', componentId: 'seat', quantityPer: 1 }],
  operations: [
    { itemId: 'stool', resourceId: 'bench', runHoursPerUnit: 0.02 },
    { itemId: 'seat', resourceId: 'bench', runHoursPerUnit: 2 },
  ],
  resources: [{ id: 'bench', capacityHours: 86.22, costPerHour: 9 }],
  forecasts: [{ itemId: 'stool', quantities: [100, 100, 100] }],
}

describe('a part and its parent on one bench', () => {
  it('share the hours so that no part is made without its parent', async () => {
    const result = await plan(stools)
    expect(verify(result, { input: stools }).ok).toBe(true)
    expect(supplyOf(result, 'stool')).toMatchObject({ produced: [42, 42, 42], backlog: [58, 116, 174] })
    expect(supplyOf(result, 'seat')).toMatchObject({ produced: [42, 42, 42], closing: [0, 0, 0] })
    // 126 x 200 = 25,200; 126 x 2.02 h x 9 = 2,290.68; late: 240 a year x (58 x 31 + 116 x 28 + 174 x 31) / 365 = 6,864.66.
    expect(result.supply.objective.total).toBeCloseTo(25_200 - 2_290.68 - (240 * 10_440) / 365, 6)
  })

  it('earn as much as where a planner fixes the 42 by hand', async () => {
    const firmSupply = [42, 42, 42]
    const fixed = await plan({ ...stools, items: stools.items.map((item) => ({ ...item, firmSupply })) })
    const free = await plan(stools)
    expect(free.supply.objective.total).toBeCloseTo(fixed.supply.objective.total, 6)
  })

  it('share them the same way where the names stand in the other order', async () => {
    const renamed = JSON.parse(
      JSON.stringify(stools).replaceAll('"seat"', '"a"').replaceAll('"stool"', '"z"'),
    ) as PlanInput
    const result = await plan(renamed)
    expect(result.supply.records.map(({ produced }) => produced)).toEqual([
      [42, 42, 42],
      [42, 42, 42],
    ])
  })
})
