import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Sales are known by month: 90 and 110 in turn, so 100 foreseen. The plan is made by month or by quarter.
 *
 * Twelve months that are off by 10 have a variance of 12 x 100 / 11 = 109.09. The next month is off by that and by the error of the
 * mean, a twelfth of it: 118.18, a deviation of 10.871. Months err each on its own, so a quarter has three times the variance and a
 * deviation of 18.829, not 32.6. Half of an interval is wider by the same root of three.
 */
const lamps = async (calendar: PlanInput['calendar']): Promise<Plan['demand'][number]> => {
  const input: PlanInput = {
    calendar,
    items: [{ id: 'lamp', price: 100, purchaseCost: 20 }],
    history: [
      { itemId: 'lamp', start: '2026-01', quantities: Array.from({ length: 12 }, (_, t) => (t % 2 === 0 ? 90 : 110)) },
    ],
    forecasting: { model: 'mean' },
  }
  const result = await plan(input)
  expect(verify(result, { input }).ok).toBe(true)
  return result.demand[0] as Plan['demand'][number]
}

describe('a quarter of months', () => {
  it('is off by the root of three months', async () => {
    const month = await lamps({ start: '2027-01-01', months: 3 })
    const quarter = await lamps({ start: '2027-01-01', quarters: 1 })
    expect(month.stdDev[0]).toBeCloseTo(10.871, 3)
    expect(quarter.stdDev[0]).toBeCloseTo(18.829, 3)
    const half = ({ intervals, consensus }: typeof month): number =>
      (intervals[0]?.upper[0] ?? Number.NaN) - (consensus[0] ?? Number.NaN)
    expect(half(quarter) / half(month)).toBeCloseTo(1.732, 3)
  })
})
