import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'
import { supplyOf } from './supplyOf.js'

/**
 * An order keeps the price of the month in which it was asked for. A shop buys soap at 4 and sells it at 10, in March at 8
 * for the fair: 100 a month are wanted, 200 in March. Nothing is gained by letting March wait for the price of April.
 */
const fair: PlanInput = {
  calendar: { start: '2027-01-01', months: 6 },
  items: [{ id: 'soap', price: [10, 10, 8, 10, 10, 10], purchaseCost: 4 }],
  forecasts: [{ itemId: 'soap', quantities: [100, 100, 200, 100, 100, 100] }],
  finance: { openingCash: 1000 },
}

const failures = (result: Plan, input: PlanInput): unknown[] =>
  verify(result, { input }).checks.flatMap((check) => check.failures)

const revenue = (result: Plan): readonly number[] => amounts(result, 'incomeStatement', 'revenue')

describe('the fair of March', () => {
  it('is served in March', async () => {
    const result = await plan(fair)
    expect(supplyOf(result, 'soap').shipped).toEqual([100, 100, 200, 100, 100, 100])
    expect(revenue(result)).toEqual([1000, 1000, 1600, 1000, 1000, 1000])
    expect(failures(result, fair)).toEqual([])
  })

  it('is paid at the price of March where it comes late', async () => {
    // 120 can come in March and 180 in April: 80 of March are served in April, before the 100 of April.
    const input = { ...fair, items: [{ ...fair.items[0], id: 'soap', supplyLimit: [100, 100, 120, 180, 100, 100] }] }
    const result = await plan(input)
    expect(supplyOf(result, 'soap').shipped).toEqual([100, 100, 120, 180, 100, 100])
    // 120 x 8; 80 x 8 + 100 x 10.
    expect(revenue(result)).toEqual([1000, 1000, 960, 1640, 1000, 1000])
    const own = result.contribution.find(({ itemId }) => itemId === 'soap')
    expect(own?.revenue).toEqual([1000, 1000, 960, 1640, 1000, 1000])
    expect(result.supply.objective.revenue).toBeCloseTo(6600, 9)
    expect(result.kpis.revenue.total).toBe(6600)
    expect(failures(result, input)).toEqual([])
  })
})

describe('what is not served by the end of the plan', () => {
  const short = (price: readonly number[]): PlanInput => ({
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'soap', price, purchaseCost: 4, supplyLimit: 30 }],
    forecasts: [{ itemId: 'soap', quantities: [50, 50] }],
    finance: { openingCash: 1000 },
  })

  it('is the newest, at falling prices', async () => {
    const input = short([10, 8])
    const result = await plan(input)
    // 30 x 10; then the other 20 of January and 10 of February.
    expect(revenue(result)).toEqual([300, 280])
    expect(supplyOf(result, 'soap').backlog).toEqual([20, 40])
    expect(result.supply.objective.revenue).toBeCloseTo(580, 9)
    expect(failures(result, input)).toEqual([])
  })

  it('is the newest, at rising prices, too, and the linear program knows it', async () => {
    const input = short([8, 10])
    const result = await plan(input)
    // 30 x 8; then the other 20 of January and 10 of February.
    expect(revenue(result)).toEqual([240, 260])
    expect(result.supply.objective.revenue).toBeCloseTo(500, 9)
    // All 100 would earn 900. The 40 of February lose 10 each, or 400; at the mean of both months, 9, they would lose 360.
    expect(result.supply.objective.beforeRounding - result.supply.objective.total).toBeCloseTo(0, 6)
    expect(result.supply.certificate.openRanges).toEqual([{ itemId: 'soap', periodId: '2027-02', least: 0, most: 50 }])
    expect(failures(result, input)).toEqual([])
  })
})

describe('orders that were late before the plan', () => {
  it('bring the price of the first month, whenever they are served', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'soap', price: [10, 12], purchaseCost: 4, leadTimeDays: 31 }],
      stock: [{ itemId: 'soap', onHand: 0, backlog: 5 }],
      forecasts: [{ itemId: 'soap', quantities: [0, 20] }],
      finance: { openingCash: 1000 },
    }
    const result = await plan(input)
    expect(supplyOf(result, 'soap').shipped).toEqual([0, 25])
    // 5 x 10 + 20 x 12.
    expect(revenue(result)).toEqual([0, 290])
    expect(failures(result, input)).toEqual([])
  })
})

describe('scarce supply among markets', () => {
  it('goes to the older demand, then to the higher price, whatever the order of rows', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 2 },
      markets: [{ id: 'east' }, { id: 'west' }],
      items: [{ id: 'soap', price: 10, purchaseCost: 4, supplyLimit: [40, 40] }],
      prices: [
        { itemId: 'soap', marketId: 'west', price: [11, 14] },
        { itemId: 'soap', marketId: 'east', price: [10, 16] },
      ],
      forecasts: [
        { itemId: 'soap', marketId: 'east', quantities: [30, 10] },
        { itemId: 'soap', marketId: 'west', quantities: [30, 10] },
      ],
      finance: { openingCash: 1000 },
    }
    const result = await plan(input)
    // January: 30 of the west at 11, 10 of the east at 10. February: the other 20 of the east at 10, then 10 of the east at 16
    // and 10 of the west at 14.
    expect(result.shipments).toEqual([
      { itemId: 'soap', marketId: 'east', demand: [30, 10], shipped: [10, 30] },
      { itemId: 'soap', marketId: 'west', demand: [30, 10], shipped: [30, 10] },
    ])
    expect(result.contribution.map(({ marketId, revenue: sold }) => [marketId, sold])).toEqual([
      [undefined, [0, 0]],
      ['east', [100, 360]],
      ['west', [330, 140]],
    ])
    // Late are 20 of the east, whose price is 10: the money is theirs, not that of the mean of both.
    expect(result.exceptions.filter(({ victims = [] }) => victims.length > 0)).toMatchObject([
      { amount: 20, moneyAtStake: 200, victims: [{ ref: { itemId: 'soap' }, amount: 20, moneyAtStake: 200 }] },
    ])
    expect(failures(result, input)).toEqual([])
    const turned = {
      ...input,
      forecasts: [...(input.forecasts ?? [])].reverse(),
      prices: [...(input.prices ?? [])].reverse(),
    }
    expect(JSON.stringify(await plan(turned))).toBe(JSON.stringify(result))
  })
})
