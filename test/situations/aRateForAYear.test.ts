import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A rate for a year. A lamp takes an hour at the bench, which costs 20, and the bench has 100 hours a month. Rent is 3,000 a month,
 * and 600 more in each later year. A hundred lamps are in stock.
 *
 * An hour absorbs 3,000 / 100 = 30 of rent in the first year, so a lamp costs 50 and the stock is worth 5,000; 36 in the second
 * and 42 in the third. How many years the plan looks ahead changes nothing of what the stock is worth: it was made at this year's
 * rent.
 */
const shop = (months: number, change: Partial<PlanInput> = {}): PlanInput => ({
  currency: 'USD',
  calendar: { start: '2027-01-01', months },
  items: [{ id: 'lamp', price: 100, safetyStock: 0 }],
  operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20 }],
  forecasts: [{ itemId: 'lamp', quantities: Array.from({ length: months }, () => 50) }],
  stock: [{ itemId: 'lamp', onHand: 100 }],
  overheads: [
    {
      id: 'rent',
      function: 'production',
      amount: Array.from({ length: months }, (_, t) => 3000 + 600 * Math.floor(t / 12)),
    },
  ],
  finance: { openingCash: 10_000 },
  ...change,
})

/** The rate in the first month of each calendar year. */
const ratesOf = ({ input, calendar }: Plan): (number | undefined)[] => {
  const rate = input.resources[0]?.fixedOverheadPerHour
  const starts = calendar.periods.flatMap(({ id }, t) => (id.endsWith('-01') ? [t] : []))
  return starts.map((t) => (typeof rate === 'object' ? rate[t] : rate))
}

const figures = (result: Plan): unknown => ({
  rates: ratesOf(result),
  cost: result.costs[0]?.unitCost,
  stock: result.statements.balanceSheet.lines.find(({ id }) => id === 'inventoryFinishedGoods')?.opening,
  told: result.assumptions.find(({ code }) => code === 'overhead-rate-derived')?.value,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.filter(({ ok }) => !ok)).toEqual([])
  return result
}

describe('a derived rate of fixed overhead', () => {
  it.each([12, 24, 36])('is that of each year in a plan of %s months', async (months) => {
    const rates = [30, 36, 42].slice(0, months / 12)
    expect(figures(await proven(shop(months)))).toEqual({
      rates,
      cost: 50,
      stock: 5000,
      told: { taken: rates, fiscalYears: [2027, 2028, 2029].slice(0, months / 12) },
    })
  })

  it('is absorbed by the lamps of its year, and stock that was made before stays at what it cost', async () => {
    // No lamp is made in January and February: the hundred in stock are sold. Then fifty a month, and nothing is in stock.
    const made = await proven(shop(24))
    const line = (id: string): readonly number[] =>
      made.statements.incomeStatement.lines.find((one) => one.id === id)?.amounts ?? []
    expect(made.standards.map(({ periodId, reason, unitCost }) => [periodId, reason, unitCost])).toEqual([
      ['2027-01', 'firstPeriod', 50],
      ['2028-01', 'fiscalYear', 56],
    ])
    // 50 x 50, then 50 x 56; the rent that 50 idle hours left: 3,000 - 50 x 30, and 3,600 - 50 x 36.
    expect([line('costOfSales')[0], line('costOfSales')[11], line('costOfSales')[12]]).toEqual([-5500, -4000, -4600])
    expect(line('fixedOverheadVariance')[12]).toBe(-1800)
  })

  it('counts a fiscal year, and what is written off in it', async () => {
    // A press of 7,200 lasts 24 months: 300 a month. January to June are fiscal year 2027; the rent goes up within the next one.
    const assets = [
      { id: 'press', cost: 7200, lifeMonths: 24, acquiredDate: '2027-01', function: 'production' as const },
    ]
    const calendar = { start: '2027-01-01', months: 24, fiscalYearStartMonth: 7 }
    const result = await proven(shop(24, { assets, calendar }))
    expect(figures(result)).toEqual({
      // 3,000 + 300 in the half year, then (6 x 3,000 + 6 x 3,600 + 12 x 300) / 1,200 = 36, and 36 + 3 in the last half year.
      rates: [33, 36],
      cost: 53,
      stock: 5300,
      told: { taken: [33, 36, 39], fiscalYears: [2027, 2028, 2029] },
    })
    // In calendar years 2027 has the same, 3,000 and 300, in each of its months.
    expect(figures(await proven(shop(24, { assets })))).toMatchObject({ rates: [33, 39] })
  })

  it('passes over a year in which nobody works', async () => {
    const hours = Array.from({ length: 24 }, (_, t) => (t < 12 ? 0 : 100))
    const resources = [{ id: 'bench', capacityHours: hours, costPerHour: 20 }]
    expect(figures(await proven(shop(24, { resources })))).toMatchObject({
      rates: [36, 36],
      told: { taken: [36, 36], fiscalYears: [2027, 2028] },
    })
  })

  it('leaves stock at its book value where one is given', async () => {
    const stock = [{ itemId: 'lamp', onHand: 100, unitCost: 47 }]
    for (const months of [12, 24]) expect(figures(await proven(shop(months, { stock })))).toMatchObject({ stock: 4700 })
  })
})
