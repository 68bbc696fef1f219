import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { varianceAnalysis } from '../../src/review/index.js'

/**
 * A shop that keeps its books in dollars (two decimals), in yen (none) or in Kuwaiti dinars (three). What it is told of money
 * stands on the grid of its books: no yen has cents, and the third digit of a dinar is not lost.
 */
const shop = (currency: string, rest: Partial<PlanInput> = {}): PlanInput => ({
  currency,
  calendar: { start: '2027-01-01', months: 4 },
  items: [{ id: 'lamp', price: 50, purchaseCost: [33.333, 34.111, 34.555, 33.999], safetyStock: 7 }],
  forecasts: [{ itemId: 'lamp', quantities: [101, 103, 99, 100] }],
  ...rest,
})

describe('what stock holds beyond its standard', () => {
  // Seven lamps at the moving average, less 7 x 33.333 = 233.331 at standard: the books say 237.69, 237 or 237.688.
  it.each([
    ['USD', 4.36],
    ['JPY', 4],
    ['KWD', 4.357],
  ])('in %s it changes by %d', async (currency, amount) => {
    const input = shop(currency, { policy: { valuation: 'movingAverage' } })
    const made = await plan(input)
    expect(verify(made, { input }).ok).toBe(true)
    const actuals = made.calendar.periods.flatMap(({ id: periodId }) => [
      { periodId, kind: 'sales', itemId: 'lamp', units: 90, amount: 4590 } as const,
      { periodId, kind: 'purchases', itemId: 'lamp', units: 95, amount: 3700 } as const,
    ])
    const { assumptions } = varianceAnalysis(made, { actuals })
    expect(assumptions.map((one) => [one.code, one.amount])).toEqual([['stock-beyond-standard', amount]])
  })
  it('a third of a yen is nothing to tell of', async () => {
    const input = shop('JPY')
    const made = await plan(input)
    const actuals = [{ periodId: '2027-01', kind: 'sales', itemId: 'lamp', units: 90, amount: 4590 } as const]
    expect(varianceAnalysis(made, { actuals }).assumptions).toEqual([])
  })
})
