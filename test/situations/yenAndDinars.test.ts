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

describe('what a full bench holds back', () => {
  // 20 hours a month: the tables first, which take 1 hour and bring 79.99 less 9.97; then chairs at half an hour and 33.33.
  it.each([
    ['USD', 79.99, 33.33],
    ['JPY', 7999, 3333],
    ['KWD', 79.993, 33.337],
  ])('in %s is a sum of prices to the last digit', async (currency, table, chair) => {
    const input = shop(currency, {
      calendar: { start: '2027-01-01', months: 3 },
      items: [
        { id: 'table', price: table, safetyStock: 0 },
        { id: 'chair', price: chair, safetyStock: 0 },
        { id: 'board', purchaseCost: 1, safetyStock: 0 },
      ],
      billOfMaterials: ['table', 'chair'].map((itemId) => ({ itemId, componentId: 'board', quantityPer: 1 })),
      operations: [
        { itemId: 'table', resourceId: 'bench', runHoursPerUnit: 1 },
        { itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 0.5 },
      ],
      resources: [{ id: 'bench', capacityHours: 20, costPerHour: 1 }],
      forecasts: [
        { itemId: 'table', quantities: [23, 23, 23] },
        { itemId: 'chair', quantities: [17, 17, 17] },
      ],
    })
    const made = await plan(input)
    expect(verify(made, { input }).ok).toBe(true)
    const full = made.exceptions.find(({ code }) => code === 'full-resource')
    const decimals = { USD: 100, JPY: 1, KWD: 1000 }[currency] ?? 1
    const exact = (full?.victims ?? []).map(({ ref, amount }) =>
      Math.round(amount * decimals * (ref.itemId === 'table' ? table : chair)),
    )
    expect(full?.victims?.map(({ moneyAtStake }) => moneyAtStake)).toEqual(exact.map((minor) => minor / decimals))
    expect(full?.moneyAtStake).toBe(exact.reduce((sum, minor) => sum + minor, 0) / decimals)
  })
})
