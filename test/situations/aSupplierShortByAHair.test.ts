import { describe, expect, it } from 'vitest'
import { plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'

/**
 * A kiosk sells one lamp, bought at 6 and sold at 49. Ten are promised for January and must not be late. The supplier can
 * give a number of them that is a hair short of ten, or ten. A solver's presolve calls both the same.
 */
const kiosk = (supplyLimit: number): PlanInput => ({
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 1 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 6, supplyLimit, unmetDemand: 'forbidden', quantityDecimals: 4 }],
  forecasts: [{ itemId: 'lamp', quantities: [10] }],
  finance: { openingCash: 1000 },
})

describe('a supplier who is short by a hair', () => {
  it.each([9.9995, 9.999, 9.9999])('of %s can give no ten', async (limit) => {
    const result = await plan(kiosk(limit))
    expect(result.status).toBe('infeasible')
    // What is missing is 10 less the limit, and it is the supply that is short.
    const [conflict] = result.supply.diagnosis?.conflicts ?? []
    expect(conflict).toMatchObject({ limit: 'supply', itemId: 'lamp', periodId: '2027-01' })
    expect(conflict?.amount).toBeCloseTo(10 - limit, 6)
  })

  it('of exactly ten gives ten', async () => {
    const result = await plan(kiosk(10))
    expect(result.status).toBe('optimal')
    expect(result.supply.certificate.ok).toBe(true)
    expect(result.supply.records[0]?.purchased).toEqual([10])
    // 10 at 49 less 6.
    expect(result.supply.objective.total).toBeCloseTo(430, 6)
    expect(verify(result).ok).toBe(true)
  })
})
