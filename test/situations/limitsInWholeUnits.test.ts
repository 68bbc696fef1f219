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
