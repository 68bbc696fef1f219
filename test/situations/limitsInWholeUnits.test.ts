import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Limits in whole units. A lathe has 3.6 hours a month and takes 1 hour for a unit: in fractions 3.6 units a month, in whole
 * ones 3. What a limit asks for in the second month has to be begun in the first, and 3 + 3 = 6 is just enough.
 */
const base = {
  calendar: { start: '2027-01-01', months: 2 },
  resources: [{ id: 'lathe', capacityHours: 3.6 }],
} satisfies Partial<PlanInput>

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const gear = { id: 'gear', price: 90, safetyStock: 0 }
const turning = { itemId: 'gear', resourceId: 'lathe', runHoursPerUnit: 1 }

describe('3 + 3 units where fractions would give 3.6 + 3.6', () => {
  it('are the parts of a firm order for 6', async () => {
    const result = await proven({
      ...base,
      items: [
        { ...gear, firmSupply: [null, 6] },
        { id: 'blank', safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'gear', componentId: 'blank', quantityPer: 1 }],
      operations: [{ ...turning, itemId: 'blank' }],
      forecasts: [{ itemId: 'gear', quantities: [0, 6] }],
    })
    expect(supplyOf(result, 'gear')).toMatchObject({ produced: [0, 6], shipped: [0, 6], closing: [0, 0] })
    expect(supplyOf(result, 'blank')).toMatchObject({ produced: [3, 3], dependentDemand: [0, 6], closing: [3, 0] })
  })

  it('meet a demand for 6 that must not be late', async () => {
    const result = await proven({
      ...base,
      items: [{ ...gear, unmetDemand: 'forbidden' }],
      operations: [turning],
      forecasts: [{ itemId: 'gear', quantities: [0, 6] }],
    })
    expect(supplyOf(result, 'gear')).toMatchObject({
      produced: [3, 3],
      shipped: [0, 6],
      closing: [3, 0],
      backlog: [0, 0],
    })
  })

  it('keep a minimum stock of 6', async () => {
    const result = await proven({
      ...base,
      items: [{ ...gear, minimumStock: [0, 6] }],
      operations: [turning],
      forecasts: [{ itemId: 'gear', quantities: [0, 0] }],
    })
    expect(supplyOf(result, 'gear')).toMatchObject({ produced: [3, 3], closing: [3, 6] })
  })

  it('are three and not two where 3 x 0.1 hours are the 0.3 hours that there are', async () => {
    const result = await proven({
      ...base,
      items: [{ ...gear, unmetDemand: 'forbidden' }],
      operations: [{ ...turning, runHoursPerUnit: 0.1 }],
      resources: [{ id: 'lathe', capacityHours: 0.3 }],
      forecasts: [{ itemId: 'gear', quantities: [3, 3] }],
    })
    expect(supplyOf(result, 'gear')).toMatchObject({ produced: [3, 3] })
  })

  it('are not enough for 7: the answer is no plan, and the lathe is named', async () => {
    // In fractions 7.2 units could be made, so that the linear program has a plan; in whole ones there is none.
    const result = await plan({
      ...base,
      items: [{ ...gear, unmetDemand: 'forbidden' }],
      operations: [turning],
      forecasts: [{ itemId: 'gear', quantities: [0, 7] }],
    })
    expect(['infeasible', 'noPlanInLimit']).toContain(result.status)
    expect(result.supply.records).toEqual([])
    expect(result.supply.diagnosis?.conflicts.length).toBeGreaterThan(0)
  })
})

describe('a stock that must not pass 5', () => {
  it('is brought to 5 by one unit more than is asked for', async () => {
    // 10 blanks on hand. Of 1,000 gears begun 921 come out good: 3 take 3 / 0.921 = 3.26 blanks, 4 of them, and 6 are left.
    // 4 gears take 4 / 0.921 = 4.34, 5 of them, and 5 are left: the fourth gear goes on the shelf. A gear takes a bearing at
    // 20 too, so that a fifth one would be dear: 5 / 0.921 = 5.43, a sixth bearing.
    const result = await proven({
      ...base,
      calendar: { start: '2027-01-01', months: 1 },
      items: [
        { ...gear, yieldShare: 0.921 },
        { id: 'blank', purchaseCost: 2, maximumStock: 5 },
        { id: 'bearing', purchaseCost: 20 },
      ],
      billOfMaterials: [
        { itemId: 'gear', componentId: 'blank', quantityPer: 1 },
        { itemId: 'gear', componentId: 'bearing', quantityPer: 1 },
      ],
      operations: [],
      stock: [{ itemId: 'blank', onHand: 10 }],
      forecasts: [{ itemId: 'gear', quantities: [3] }],
    })
    expect(supplyOf(result, 'gear')).toMatchObject({ produced: [4], shipped: [3], closing: [1] })
    expect(supplyOf(result, 'blank')).toMatchObject({ purchased: [0], dependentDemand: [5], closing: [5] })
    expect(supplyOf(result, 'bearing')).toMatchObject({ purchased: [5], dependentDemand: [5], closing: [0] })
  })
})
