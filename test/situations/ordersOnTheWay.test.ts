import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * On the way. On 20 December a shop plans the months from January on. It has 30 lamps on order. Whether the order is late depends on
 * that day, not on the first of January: what is due on the 28th is still to come.
 */
const shop = {
  calendar: { start: '2027-01-01', months: 2 },
  asOf: '2026-12-20',
  items: [{ id: 'lamp', price: 49, purchaseCost: 30, leadTimeDays: 0 }],
  forecasts: [{ itemId: 'lamp', quantities: [10, 10] }],
} satisfies PlanInput

describe('an order due before the plan', () => {
  it.each([
    ['2026-12-19', ['late-order']],
    ['2026-12-20', []],
    ['2026-12-28', []],
    ['2027-01-05', []],
  ])('due on %s', async (dueDate, codes) => {
    const input = { ...shop, openOrders: [{ itemId: 'lamp', quantity: 30, dueDate }] }
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    // Late or not, it is expected in the first period.
    expect(result.supply.records[0]?.scheduledReceipts).toEqual([30, 0])
    expect(result.exceptions.flatMap(({ code }) => (code === 'late-order' ? [code] : []))).toEqual(codes)
  })
})
