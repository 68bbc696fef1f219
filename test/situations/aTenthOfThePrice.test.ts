import { describe, expect, it } from 'vitest'
import { createCalendar, optimizeProduction, type ProductionPlan, verify, plan } from '../../src/index.js'

/**
 * What stands for a figure that nobody gave. A lamp sells for 100, and who finds none goes elsewhere. Nobody said what that costs: a
 * tenth of the price beside the margin, so 10. A lamp that is bought for 108 loses 8, less than the 10; one for 112 loses 12.
 */
const january = (purchaseCost: number): Promise<ProductionPlan> =>
  optimizeProduction({
    calendar: createCalendar({ start: '2027-01-01', months: 1 }),
    items: [{ id: 'lamp', source: 'buy', price: 100, purchaseCost, demand: [10], unmetDemand: 'lost' }],
  })

describe('a customer who is lost', () => {
  it('costs a tenth of the price: a lamp for 108 is bought, and ten of them lose 80', async () => {
    const { records, objective } = await january(108)
    expect(records[0]).toMatchObject({ shipped: [10], lost: [0] })
    expect(objective).toMatchObject({ total: -80, lostSales: 0 })
  })

  it('costs no more: a lamp for 112 is not bought, and ten lost customers cost 100', async () => {
    const { records, objective } = await january(112)
    expect(records[0]).toMatchObject({ shipped: [0], lost: [10] })
    expect(objective).toMatchObject({ total: -100, lostSales: -100 })
  })
})

describe('an hour of overtime', () => {
  it('costs half as much again where nobody says what it costs', async () => {
    // Ten lamps take ten hours: eight at 20, and two at 30.
    const input = {
      calendar: { start: '2027-01-01', months: 1 },
      items: [{ id: 'lamp', price: 100, safetyStock: 0 }],
      operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 }],
      resources: [{ id: 'bench', capacityHours: 8, costPerHour: 20, overtimeHours: 4 }],
      forecasts: [{ itemId: 'lamp', quantities: [10] }],
    }
    const result = await plan(input)
    expect(result.supply.objective).toMatchObject({ regularLabor: -160, overtime: -60 })
    expect(verify(result, { input }).ok).toBe(true)
  })
})
