import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Some customers wait, others go away. What waiting costs (`backlogCostRatePerYear`) is no money that anybody pays, and what
 * a sale brings is. So who goes away follows from money alone: a sale that would be lost comes before one that can wait,
 * as far as both can be served within the plan; where not both can, what an hour earns decides. Waiting weighs which of those
 * who wait are served first, and what is bought for them.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const RATES = [0.1, 0.3, 1.2, 3, 24]

/** Two items of one hour each, made on one bench out of a part of their own. */
function bench(
  [candle, lamp]: readonly [candle: Made, lamp: Made],
  { months, ...resource }: { months: number; capacityHours: number; costPerHour?: number; overtimeHours?: number },
): PlanInput {
  const all = [
    { ...candle, id: 'candle', unmetDemand: 'lost' },
    { ...lamp, id: 'lamp', unmetDemand: 'backlog' },
  ] as const
  return {
    calendar: { start: '2027-01-01', months },
    items: all.flatMap(({ id, price, part, unmetDemand }) => [
      { id, price, unmetDemand, safetyStock: 0 },
      { id: `${id} kit`, purchaseCost: part, safetyStock: 0 },
    ]),
    billOfMaterials: all.map(({ id }) => ({ itemId: id, componentId: `${id} kit`, quantityPer: 1 })),
    operations: all.map(({ id }) => ({ itemId: id, resourceId: 'bench', runHoursPerUnit: 1 })),
    resources: [{ id: 'bench', costPerHour: 0, ...resource }],
    forecasts: all.map(({ id, asked }) => ({ itemId: id, quantities: [...asked] })),
  }
}

interface Made {
  readonly price: number
  readonly part: number
  readonly asked: readonly number[]
}

const at = (input: PlanInput, backlogCostRatePerYear: number): PlanInput => ({
  ...input,
  policy: { backlogCostRatePerYear },
})

describe('400 hours for 420 units, 70 candles and 70 lamps in each of three months', () => {
  const asked = [70, 70, 70, 0]

  // A candle leaves 110 - 85 = 25, a lamp 100 - 85 = 15: 20 lamps are never made. The candles take 70 hours of each month, which
  // leaves 30, 30, 30 and 100 hours to the lamps: 40, 80 and 120 late, and 20 at the end.
  it.each(RATES)('lose no candle that earns more than a lamp, at %d of the price a year', async (rate) => {
    const candle = { price: 110, part: 85, asked }
    const lamp = { price: 100, part: 85, asked }
    const result = await proven(at(bench([candle, lamp], { months: 4, capacityHours: 100 }), rate))
    expect(supplyOf(result, 'candle').lost).toEqual([0, 0, 0, 0])
    expect(supplyOf(result, 'lamp').backlog).toEqual([40, 80, 120, 20])
  })

  // The other way round 20 candles go away, and all lamps are there by the end.
  it.each(RATES)('lose 20 candles that earn less than a lamp, at %d of the price a year', async (rate) => {
    const candle = { price: 100, part: 85, asked }
    const lamp = { price: 110, part: 85, asked }
    const result = await proven(at(bench([candle, lamp], { months: 4, capacityHours: 100 }), rate))
    expect(supplyOf(result, 'candle').lost.reduce((a, b) => a + b, 0)).toBe(20)
    expect(supplyOf(result, 'lamp').backlog.at(-1)).toBe(0)
  })

  // Where both earn 15, somebody must go without 20: it is told who, and no rate changes it.
  it('lose the same at every rate where both earn the same', async () => {
    const same = { price: 100, part: 85, asked }
    const plans = await Promise.all(
      RATES.map((rate) => proven(at(bench([same, same], { months: 4, capacityHours: 100 }), rate))),
    )
    const lost = plans.map((result) => supplyOf(result, 'candle').lost)
    for (const own of lost) expect(own).toEqual(lost[0])
    for (const result of plans) {
      const gone = supplyOf(result, 'candle').lost.reduce((a, b) => a + b, 0)
      expect(gone + (supplyOf(result, 'lamp').backlog.at(-1) ?? 0)).toBe(20)
    }
  })
})

describe('100 candles that leave 1 each beside 100 lamps that leave 900', () => {
  // January has hours for one of the two, February for the other. A candle of January is never asked for again, a lamp is.
  it.each(RATES)('are made first, and the lamps a month later, at %d of the price a year', async (rate) => {
    const candle = { price: 20, part: 19, asked: [100, 0] }
    const lamp = { price: 1000, part: 100, asked: [100, 0] }
    const result = await proven(at(bench([candle, lamp], { months: 2, capacityHours: 100 }), rate))
    expect(supplyOf(result, 'candle').lost).toEqual([0, 0])
    expect(supplyOf(result, 'lamp').shipped).toEqual([0, 100])
    // What a planner who would rather serve the lamps reads: the bench is full, and who waits for it.
    const [row] = result.exceptions
    expect(row).toMatchObject({ code: 'full-resource', victims: [{ ref: { itemId: 'lamp' }, amount: 100 }] })
    expect(row?.message).toContain("holds back 100 'lamp' (late)")
  })
})

describe('overtime that does not pay', () => {
  // An hour costs 10, one of overtime 40. A candle leaves 100 - 85 - 10 = 5: of 120 candles 100 are made in the regular hours, and 20
  // go away. 10 lamps wait for February: a month late costs at most 3 of 100 a year / 12 = 25, less than the 30 of overtime.
  it.each([0.1, 0.3, 1.2, 3])('is not worked for who would go away, at %d of the price a year', async (rate) => {
    const candle = { price: 100, part: 85, asked: [120, 0] }
    const lamp = { price: 100, part: 50, asked: [10, 0] }
    const input = bench([candle, lamp], { months: 2, capacityHours: 100, costPerHour: 10, overtimeHours: 50 })
    const resources = input.resources?.map((row) => ({ ...row, overtimeCostPerHour: 40 })) ?? []
    const result = await proven(at({ ...input, resources }, rate))
    expect(result.supply.resources[0]?.overtimeHours).toEqual([0, 0])
    expect(supplyOf(result, 'candle').lost).toEqual([20, 0])
    expect(supplyOf(result, 'lamp').shipped).toEqual([0, 10])
  })

  // At 6 a year a month is 50, more than 30: overtime for the 10 lamps, and no candle more.
  it('is worked for who waits where that costs more', async () => {
    const candle = { price: 100, part: 85, asked: [120, 0] }
    const lamp = { price: 100, part: 50, asked: [10, 0] }
    const input = bench([candle, lamp], { months: 2, capacityHours: 100, costPerHour: 10, overtimeHours: 50 })
    const resources = input.resources?.map((row) => ({ ...row, overtimeCostPerHour: 40 })) ?? []
    const result = await proven(at({ ...input, resources }, 6))
    expect(result.supply.resources[0]?.overtimeHours).toEqual([10, 0])
    expect(supplyOf(result, 'candle').lost).toEqual([20, 0])
    expect(supplyOf(result, 'lamp').shipped).toEqual([10, 0])
  })

  // A year of it: each hour of overtime costs 8 more than a regular one, each candle leaves 5. 20 go away every month.
  it('is not worked in a long plan, either, where nobody waits', async () => {
    const asked = new Array<number>(12).fill(120)
    const candle = { price: 100, part: 85, asked }
    const lamp = { price: 100, part: 50, asked: asked.map(() => 0) }
    const input = bench([candle, lamp], { months: 12, capacityHours: 100, costPerHour: 10, overtimeHours: 50 })
    const resources = input.resources?.map((row) => ({ ...row, overtimeCostPerHour: 18 })) ?? []
    const result = await proven({ ...input, resources })
    expect(supplyOf(result, 'candle').lost).toEqual(asked.map(() => 20))
  })
})

describe('two kinds of customers who go away, and one who waits', () => {
  // By the hour a chair leaves 60 - 10 = 50, a table 150 - 120 = 30, a stool 40 - 5 = 35. The stools can wait for February, so that
  // January makes 80 chairs and 20 tables, whatever waiting costs: 60 tables go away, not one for a stool.
  it.each(RATES)('are served by what their hour earns, at %d of the price a year', async (backlogCostRatePerYear) => {
    const all = [
      { id: 'chair', price: 60, part: 10, units: 80, unmetDemand: 'lost' },
      { id: 'table', price: 150, part: 120, units: 80, unmetDemand: 'lost' },
      { id: 'stool', price: 40, part: 5, units: 10, unmetDemand: 'backlog' },
    ] as const
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      items: all.flatMap(({ id, price, part, unmetDemand }) => [
        { id, price, unmetDemand, safetyStock: 0 },
        { id: `${id} kit`, purchaseCost: part, safetyStock: 0 },
      ]),
      billOfMaterials: all.map(({ id }) => ({ itemId: id, componentId: `${id} kit`, quantityPer: 1 })),
      operations: all.map(({ id }) => ({ itemId: id, resourceId: 'bench', runHoursPerUnit: 1 })),
      resources: [{ id: 'bench', capacityHours: 100, costPerHour: 0 }],
      forecasts: all.map(({ id, units }) => ({ itemId: id, quantities: [units, 0] })),
      policy: { backlogCostRatePerYear },
    })
    expect(supplyOf(result, 'chair').lost).toEqual([0, 0])
    expect(supplyOf(result, 'table').lost).toEqual([60, 0])
    expect(supplyOf(result, 'stool').shipped).toEqual([0, 10])
  })
})
