import { describe, expect, it } from 'vitest'
import { isSopError, plan, type PlanInput, verify } from '../../src/index.js'
import { loadDefaultSolver } from '../../src/lp/index.js'

/**
 * A tea shop has its forecasts made elsewhere: 100 tins a week. Its planner knows how far off they are. What she says of that
 * decides how much is kept in the shop, as the error of a history of ours would.
 */
const solver = await loadDefaultSolver()

const shop = (change: Partial<PlanInput> = {}, leadTimeDays = 0): PlanInput => ({
  calendar: { start: '2027-01-04', weeks: 4 },
  items: [{ id: 'tea', price: 9, purchaseCost: 4, leadTimeDays, serviceLevelShare: 0.95 }],
  forecasts: [{ itemId: 'tea', quantities: [100, 100, 100, 100], stdDev: 20 }],
  ...change,
})

async function planned(input: PlanInput): Promise<Awaited<ReturnType<typeof plan>>> {
  const result = await plan(input, { solver })
  const { checks } = verify(result, { input })
  expect(checks.flatMap(({ failures }) => failures.map(({ message }) => message))).toEqual([])
  return result
}

const stockOf = (result: Awaited<ReturnType<typeof plan>>): readonly number[] =>
  result.safetyStock[0]?.safetyStock ?? []

describe('a forecast made elsewhere', () => {
  it('has safety stock for the deviation that it is said to have', async () => {
    const result = await planned(shop())
    // gamma with mean 100 and deviation 20: shape 25, scale 4; its 95 % quantile is twice the chi-square quantile of 50
    // degrees, 67.505 (tables): 135.01, so 35.01 above the mean, 36 whole tins
    expect(stockOf(result)).toEqual([36, 36, 36, 36])
    expect(result.safetyStock[0]?.basis).toBe('forecastError')
    expect(result.demand[0]?.stdDev).toEqual([20, 20, 20, 20])
    // 95 %: 1.95996 deviations of 20 to either side
    const [, wide] = result.demand[0]?.intervals ?? []
    expect(wide?.lower[0]).toBeCloseTo(60.8, 1)
    expect(wide?.upper[0]).toBeCloseTo(139.2, 1)
    expect(result.assumptions.some(({ code }) => code === 'no-forecast-error')).toBe(false)
    expect(result.assumptions.find(({ code }) => code === 'given-errors-independent')?.refs).toEqual([
      { itemId: 'tea' },
    ])
  })

  it('has more where the lead time is longer: errors of the weeks are independent', async () => {
    // one week on the way and one to the next review: 200 with a deviation of 28.28, shape 50, scale 4; chi-square of 100
    // degrees at 95 % is 124.342: 248.68
    expect(stockOf(await planned(shop({}, 7)))).toEqual([49, 49, 49, 49])
  })

  it('keeps what the quantile of its service level asks for', async () => {
    const quantiles = [
      { probability: 0.95, quantities: [160, 160, 160, 160] },
      { probability: 0.5, quantities: [95, 95, 95, 95] },
    ]
    const input = shop({ forecasts: [{ itemId: 'tea', quantities: [100, 100, 100, 100], quantiles }] })
    const result = await planned(input)
    // 160 are not exceeded in 95 % of weeks, 100 are expected
    expect(stockOf(result)).toEqual([60, 60, 60, 60])
    const [eighty] = result.demand[0]?.intervals ?? []
    // from 95 at a normal score of 0 to 160 at 1.645 straight on: 1.2816 of the way makes 95 + 50.64, and 95 - 50.64
    expect(eighty?.upper[0]).toBeCloseTo(145.6, 1)
    expect(eighty?.lower[0]).toBeCloseTo(44.4, 1)
    // an event lifts what is expected and how far off it is, and the quantiles no longer fit: gamma it is
    const fair = { id: 'fair', firstDate: '2027-01-04', lastDate: '2027-01-31', upliftRate: 1 }
    const lifted = await planned({ ...input, events: [fair] })
    expect(lifted.demand[0]?.consensus).toEqual([200, 200, 200, 200])
    expect(lifted.demand[0]?.stdDev[0]).toBeCloseTo(2 * (result.demand[0]?.stdDev[0] ?? 0), 9)
  })

  it('falls back to its deviation at a level that lies outside of its quantiles, and says so', async () => {
    const quantiles = [{ probability: 0.9, quantities: [120, 120, 120, 120] }]
    const result = await planned(shop({ forecasts: [{ itemId: 'tea', quantities: [100, 100, 100, 100], quantiles }] }))
    expect(result.warnings.map(({ code }) => code)).toContain('quantile-unknown')
    // 20 above the mean at a score of 1.2816: a deviation of 15.6, below the 20 of the first story
    const [units = 0] = stockOf(result)
    expect(units).toBeGreaterThan(20)
    expect(units).toBeLessThan(36)
  })

  it('says that nothing is known where nothing is said, whatever else is done to it', async () => {
    const forecasts = [{ itemId: 'tea', quantities: [100, 100, 100, 100] }]
    const fair = { id: 'fair', firstDate: '2027-01-04', lastDate: '2027-01-10', upliftRate: 1 }
    for (const events of [[], [fair]]) {
      const result = await planned(shop({ forecasts, events }))
      expect(stockOf(result)).toEqual([0, 0, 0, 0])
      expect(result.safetyStock[0]?.basis).toBe('none')
      const assumed = result.assumptions.find(({ code }) => code === 'no-forecast-error')
      expect(assumed?.refs).toEqual([{ itemId: 'tea' }])
    }
    // that it is never off is something else
    const sure = await planned(
      shop({ forecasts: [{ ...forecasts[0], itemId: 'tea', quantities: [100, 100, 100, 100], stdDev: 0 }] }),
    )
    expect(stockOf(sure)).toEqual([0, 0, 0, 0])
    expect(sure.safetyStock[0]?.basis).toBe('forecastError')
    expect(sure.assumptions.some(({ code }) => code === 'no-forecast-error')).toBe(false)
  })

  it('takes what people say of their own numbers, and else what was known before them', async () => {
    const row = { itemId: 'tea', reason: 'agreed', owner: 'Ann' }
    const overrides = [
      { ...row, id: 'order', periodIds: ['2027-W02'], quantity: 150, stdDev: 0 },
      { ...row, id: 'guess', periodIds: ['2027-W03'], quantity: 300, stdDev: 120 },
      { ...row, id: 'more', periodIds: ['2027-W04'], change: 10 },
    ]
    const result = await planned(shop({ overrides }))
    expect(result.demand[0]?.consensus).toEqual([100, 150, 300, 110])
    expect(result.demand[0]?.stdDev).toEqual([20, 0, 120, 20])
    expect(result.assumptions.find(({ code }) => code === 'override-error-assumed')?.refs).toEqual([{ itemId: 'tea' }])
    const all = overrides.map((one) => ({ stdDev: 5, ...one }))
    const said = await planned(shop({ overrides: all }))
    expect(said.demand[0]?.stdDev).toEqual([20, 0, 120, 5])
    expect(said.assumptions.some(({ code }) => code === 'override-error-assumed')).toBe(false)
  })

  it('is part of its totals, and is not changed by them', async () => {
    const items = ['tea', 'mug', 'pot'].map((id) => ({ id, price: 9, purchaseCost: 4, safetyStock: 0 }))
    const history = ['mug', 'pot'].map((itemId) => ({
      itemId,
      start: '2026-W40',
      quantities: new Array<number>(14).fill(10),
      seasonLength: 1,
    }))
    const hierarchy = [{ id: 'all' }, ...items.map(({ id }) => ({ id, parentId: 'all' }))]
    const { demand, reconciliation, warnings } = await planned(shop({ items, history, hierarchy }))
    const tea = demand.find(({ itemId }) => itemId === 'tea')
    expect(tea?.consensus).toEqual([100, 100, 100, 100])
    const [all] = reconciliation?.nodes ?? []
    // 10 mugs, 10 pots and the 100 tins
    expect(all?.consensus).toEqual([120, 120, 120, 120])
    for (const values of [all?.statistical, all?.reconciled])
      values?.forEach((value) => expect(value).toBeCloseTo(120, 6))
    expect(warnings.filter(({ code }) => code === 'not-reconciled')).toEqual([])
  })

  it('refuses what cannot be, all of it at once', async () => {
    const quantities = [100, 100, 100, 100]
    const both = {
      itemId: 'tea',
      quantities,
      stdDev: -1,
      quantiles: [{ probability: 0.9, quantities: [120, 120, 120, 120] }],
    }
    const crossing = {
      itemId: 'mug',
      quantities,
      quantiles: [
        { probability: 0.9, quantities: [120, 120, 90, 120] },
        { probability: 0.5, quantities },
      ],
    }
    const strange = { itemId: 'pot', quantities, quantiles: [{ probability: 90, quantities: [120, 120] }] }
    const short = { itemId: 'cup', quantities, quantiles: [{ probability: 0.9, quantities: [120, 120] }] }
    const median = { itemId: 'can', quantities, quantiles: [{ probability: 0.5, quantities }] }
    const two = {
      itemId: 'box',
      quantities,
      stdDev: 1,
      quantiles: [{ probability: 0.9, quantities: [120, 120, 120, 120] }],
    }
    const items = ['tea', 'mug', 'pot', 'cup', 'can', 'box'].map((id) => ({ id, price: 9, purchaseCost: 4 }))
    const error: unknown = await plan(shop({ items, forecasts: [both, crossing, strange, short, median, two] }), {
      solver,
    }).catch((reason: unknown) => reason)
    expect(isSopError(error) && error.issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'CONFLICT forecasts[1].quantiles[0].quantities[2]',
      'CONFLICT forecasts[4].quantiles',
      'CONFLICT forecasts[5].stdDev',
      'MISALIGNED forecasts[3].quantiles[0].quantities',
      'OUT_OF_RANGE forecasts[0].stdDev',
      'OUT_OF_RANGE forecasts[2].quantiles[0].probability',
    ])
  })
})
