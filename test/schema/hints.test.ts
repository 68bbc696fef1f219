import { describe, expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { checkPlanInput } from '../../src/schema/index.js'

/** A lamp that is bought and sold for three months. */
const shop = (change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 20 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
  ...change,
})

const percentages = async (change: Partial<PlanInput>): Promise<unknown[]> => {
  const { warnings } = await plan(shop(change))
  return warnings.filter(({ code }) => code === 'rate-looks-like-percent').map(({ path, value }) => [path, value])
}

const sale = (upliftRate: number): Partial<PlanInput> => ({
  events: [{ id: 'sale', firstDate: '2027-01-01', lastDate: '2027-01-31', upliftRate }],
})

describe('a rate that was most likely meant in percent', () => {
  it.each([
    ["events['sale'].upliftRate", 15, sale(15)],
    ['policy.holdingCostRatePerYear', 20, { policy: { holdingCostRatePerYear: 20 } }],
    [
      "stockPolicies['lamp'].holdingCostRatePerYear",
      25,
      { stockPolicies: [{ itemId: 'lamp', holdingCostRatePerYear: 25 }] },
    ],
    ['policy.backlogCostRatePerYear', 120, { policy: { backlogCostRatePerYear: 120 } }],
    ['policy.safetyStockPenaltyRatePerYear', 380, { policy: { safetyStockPenaltyRatePerYear: 380 } }],
  ] as const)('%s of %s is asked about', async (path, value, change) => {
    expect(await percentages(change as Partial<PlanInput>)).toEqual([[path, value]])
  })

  it('is none where it is what others give: twice the demand, a dear day of waiting, the penalty of 99.9 %', async () => {
    expect(await percentages(sale(2))).toEqual([])
    // 0.2 x 0.999 / 0.001 = 199.8 is what this service level itself costs.
    const policy = { serviceLevelShare: 0.999, safetyStockPenaltyRatePerYear: 199.8, backlogCostRatePerYear: 12 }
    expect(await percentages({ policy })).toEqual([])
  })
})

describe('days in another unit', () => {
  it.each([
    [21 * 86_400, 'seconds'],
    [21 * 86_400_000, 'milliseconds'],
    [30 * 1440, 'minutes'],
  ])('a lead time of %s is told as %s', (leadTimeDays, unit) => {
    const items = [{ id: 'lamp', price: 49, purchaseCost: 20, leadTimeDays }]
    const issues = checkPlanInput(shop({ items }))
    expect(issues.map(({ path }) => path)).toEqual(['items[0].leadTimeDays'])
    expect(issues[0]?.remedy).toContain(`${leadTimeDays} ${unit} are ${unit === 'minutes' ? 30 : 21}.`)
  })
})

describe('a history of another century', () => {
  it('that ends long before the plan is a year that was mistyped', () => {
    const history = [{ itemId: 'lamp', start: '1926-01', quantities: Array.from({ length: 12 }, () => 100) }]
    const issues = checkPlanInput({ ...shop(), forecasts: [], history })
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toContain('OUT_OF_RANGE history[0].start')
    expect(issues.find(({ path }) => path === 'history[0].start')?.message).toContain('1927-01-01')
  })

  it('may begin there where it reaches the plan: a hundred years of a hundred a month', async () => {
    const history = [{ itemId: 'lamp', start: '1926-01', quantities: Array.from({ length: 1212 }, () => 100) }]
    const { demand } = await plan({ ...shop(), forecasts: [], history, forecasting: { model: 'mean' } })
    expect(demand[0]?.consensus).toEqual([100, 100, 100])
  })
})
