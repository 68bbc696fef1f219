import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A shop sells deck chairs at a lake: none from October to March, and the same summer every year. It plans its second year
 * with eighteen months of history, then its third and fourth: the chairs come when the guests do, not spread over the year.
 */
const SUMMER = [0, 0, 0, 20, 60, 100, 110, 90, 40, 0, 0, 0] as const

const shop = (months: number): PlanInput => ({
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 12 },
  items: [{ id: 'chair', price: 60, purchaseCost: 25, leadTimeDays: 0, safetyStock: 0 }],
  history: [
    {
      itemId: 'chair',
      start: `${2027 - Math.ceil(months / 12)}-${String(1 + ((12 - (months % 12)) % 12)).padStart(2, '0')}`,
      quantities: Array.from({ length: months }, (_, t) => SUMMER[(t + 12 - (months % 12)) % 12] as number),
    },
  ],
})

describe('a season with months at zero', () => {
  it.each([
    { months: 18, most: 12 },
    { months: 24, most: 5 },
    { months: 36, most: 5 },
  ])('is planned for after $months months', async ({ months, most }) => {
    const input = shop(months)
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    const consensus = result.demand[0]?.consensus ?? []
    // what was sold each summer: 420 chairs, none outside it
    consensus.forEach((value, t) => expect(Math.abs(value - (SUMMER[t] as number))).toBeLessThanOrEqual(most))
    const total = consensus.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(total - 420)).toBeLessThan(30)
  })
})
