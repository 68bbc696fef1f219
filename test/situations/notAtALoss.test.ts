import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Being late decides when somebody is served, never whether. A saw works 100 regular hours a month at 20, all for tables at 200; a stool at 30
 * could be made in overtime at 40 only, and a year of lateness at 3 a month would have paid for the loss.
 */
const shop = (change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 4 },
  policy: { unmetDemand: 'backlog' },
  items: [
    { id: 'stool', price: 30, safetyStock: 5 },
    { id: 'table', price: 200, safetyStock: 0 },
  ],
  operations: [
    { itemId: 'stool', resourceId: 'saw', runHoursPerUnit: 1 },
    { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
  ],
  resources: [{ id: 'saw', capacityHours: 100, costPerHour: 20, overtimeHours: 30, overtimeCostPerHour: 40 }],
  forecasts: [
    { itemId: 'stool', quantities: [10, 10, 10, 10] },
    { itemId: 'table', quantities: [100, 100, 100, 100] },
  ],
  ...change,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

/** What customers are left for who would pay for regular hours: hours, and the price that would pay for overtime. */
const lossOf = ({ exceptions }: Plan): unknown =>
  exceptions.find(({ code, victims = [] }) => code === 'full-resource' && victims.length > 0)?.value

describe.each(['backlog', 'lost'] as const)('forecast that can be made in overtime only (%s)', (unmetDemand) => {
  it('is not made where overtime costs more than it pays, nor for safety', async () => {
    const result = await proven(shop({ policy: { unmetDemand } }))
    expect(supplyOf(result, 'stool').produced).toEqual([0, 0, 0, 0])
    // 400 tables, 200 less a wage of 20.
    expect(result.kpis.netIncome.total).toBe(400 * 180)
    // A stool at 30 pays for an hour at 20; at 40 it would pay for one of overtime.
    expect(lossOf(result)).toMatchObject({ dearHours: 120, payingItemId: 'stool', payingPrice: 40 })
    result.supply.resources[0]?.worthOfOneHour.forEach((worth) => expect(worth).toBeCloseTo(10, 3))
  })

  it('is made where it pays', async () => {
    const input = shop({ policy: { unmetDemand } })
    const result = await proven({
      ...input,
      items: input.items.map((item) => (item.id === 'stool' ? { ...item, price: 41 } : item)),
    })
    expect(supplyOf(result, 'stool').shipped).toEqual([10, 10, 10, 10])
    expect(lossOf(result)).toBeUndefined()
  })

  it('is made at a loss where the policy says so', async () => {
    const result = await proven(shop({ policy: { unmetDemand, sellBelowCost: 'always', backlogCostRatePerYear: 6 } }))
    expect(supplyOf(result, 'stool').shipped[0]).toBe(10)
  })

  it('is made in regular hours that are left, and no further', async () => {
    const input = shop({ policy: { unmetDemand } })
    const forecasts = [
      { itemId: 'stool', quantities: [10, 10, 10, 10] },
      { itemId: 'table', quantities: [100, 100, 100, 94] },
    ]
    const items = input.items.map((item) => ({ ...item, safetyStock: 0 }))
    const result = await proven({ ...input, items, forecasts })
    // Six hours of April are left.
    expect(supplyOf(result, 'stool').produced).toEqual([0, 0, 0, 6])
    expect(supplyOf(result, 'stool').shipped).toEqual([0, 0, 0, 6])
  })
})

it('is served in regular hours all along, not in overtime first and not at all then', async () => {
  const result = await proven({
    calendar: { start: '2027-01-04', weeks: 6 },
    policy: { serviceLevelShare: 0.99 },
    items: [{ id: 'stool', price: 64, safetyStock: 10 }],
    operations: [{ itemId: 'stool', resourceId: 'saw', runHoursPerUnit: 3 }],
    resources: [{ id: 'saw', capacityHours: 12, costPerHour: 20, overtimeHours: 20 }],
    forecasts: [{ itemId: 'stool', quantities: [10, 10, 10, 10, 10, 10] }],
  })
  // Three hours at 20 pay at 64, three of overtime at 30 do not.
  expect(supplyOf(result, 'stool').shipped).toEqual([4, 4, 4, 4, 4, 4])
  expect(supplyOf(result, 'stool').closing).toEqual([0, 0, 0, 0, 0, 0])
  expect(result.kpis.netIncome.total).toBe(24 * 4)
})

it('leaves nothing lying beside who is left, where hours are for a part of a unit', async () => {
  const input = shop()
  const result = await proven({
    ...input,
    items: input.items.map((item) => ({ ...item, safetyStock: 0 })),
    operations: [
      { itemId: 'stool', resourceId: 'saw', runHoursPerUnit: 0.8 },
      { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
    ],
    forecasts: [
      { itemId: 'stool', quantities: [10, 10, 10, 10] },
      { itemId: 'table', quantities: [100, 100, 100, 94] },
    ],
  })
  // Six hours are left for 7.5 stools: seven, or an eighth that is made in overtime in part.
  const shipped = supplyOf(result, 'stool').shipped.reduce((sum, units) => sum + units, 0)
  expect([7, 8]).toContain(shipped)
  expect(supplyOf(result, 'stool').closing).toEqual([0, 0, 0, 0])
  expect(lossOf(result)).toMatchObject({ payingItemId: 'stool', payingPrice: 32 })
})

it('serves an order that is booked in overtime, whatever it pays', async () => {
  const result = await proven({
    ...shop(),
    customerOrders: [{ id: 'o', itemId: 'stool', quantity: 4, requestedDate: '2027-01-05' }],
  })
  expect(supplyOf(result, 'stool').shipped).toEqual([4, 0, 0, 0])
})

it('buys nothing in a dear month for who does not pay it, whatever waiting costs', async () => {
  // Three months of 10 % of 17 are more than the 5 that one of January loses at 22.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 17, purchaseCost: [22, 22, 13], supplyLimit: [50, 50, 25], safetyStock: 0 }],
    forecasts: [{ itemId: 'lamp', quantities: [20, 20, 20] }],
  })
  expect(supplyOf(result, 'lamp').purchased).toEqual([0, 0, 25])
  expect(result.kpis.netIncome.total).toBe(25 * 4)
})

it('keeps a part for what it goes into while nobody waits for it, and no longer', async () => {
  // Two hours at 8 pay for a frame at 20, two of overtime at 12 do not; a bike at 60 would pay for both.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 4 },
    policy: { unmetDemand: 'backlog' },
    items: [
      { id: 'bike', price: 60, safetyStock: 0 },
      { id: 'frame', price: 20, safetyStock: 2 },
    ],
    billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
    operations: [{ itemId: 'frame', resourceId: 'saw', runHoursPerUnit: 2 }],
    resources: [{ id: 'saw', capacityHours: 20, costPerHour: 8, overtimeHours: 10, overtimeCostPerHour: 12 }],
    forecasts: [
      { itemId: 'bike', quantities: [8, 8, 8, 8] },
      { itemId: 'frame', quantities: [0, 6, 6, 0] },
    ],
  })
  // 80 regular hours are 40 frames, 10 a month, 8 of them for bikes. In January two lie there for safety; in February all four that are left
  // go to the six who ask for a frame, and no overtime is worked so that two may lie there beside those who wait.
  const frame = supplyOf(result, 'frame')
  expect(frame.shipped).toEqual([0, 4, 2, 2])
  expect(frame.safetyStock).toEqual([2, 2, 2, 2])
  expect(frame.closing).toEqual([2, 0, 0, 0])
  expect(result.supply.objective.revenue).toBe(32 * 60 + 8 * 20)
  expect(result.supply.objective.overtime).toBeCloseTo(0, 6)
})

it('leaves one cause for all forecast that is left, period by period, not whole units: the hours', async () => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 4 },
    items: [
      { id: 'stool', price: 14, safetyStock: 0 },
      { id: 'table', price: 100, safetyStock: 0 },
    ],
    operations: [
      { itemId: 'stool', resourceId: 'saw', runHoursPerUnit: 1 },
      { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
    ],
    resources: [{ id: 'saw', capacityHours: 10, costPerHour: 10, overtimeHours: 10, overtimeCostPerHour: 15 }],
    forecasts: [
      { itemId: 'stool', quantities: [5, 5, 5, 5] },
      { itemId: 'table', quantities: [10, 10, 10, 10] },
    ],
  })
  // All hours go to tables; an hour of overtime is 1 more than a stool brings, a regular one 4 less.
  const held = result.exceptions.flatMap(({ code, victims = [] }) => victims.map(({ amount }) => [code, amount]))
  expect(held).toEqual([['full-resource', 20]])
  result.supply.resources[0]?.worthOfOneHour.forEach((worth) => expect(worth).toBeCloseTo(4, 3))
})

it('leaves a lamp on the shelf for who asks before the lamps of March come', async () => {
  // 77 lie there, and 60 more come on the 10th of March. The north pays 33 and wants 28, 3, 1 and 1, the south pays 6 for what costs 20 to buy. Of
  // February's close one is for the north, whose lamp of March may be asked for before the 10th: 77 - 28 - 3 - 1 = 45 are to sell in January and
  // February, not 46, and nothing is bought.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 4 },
    markets: [{ id: 'north' }, { id: 'south' }],
    items: [{ id: 'lamp', safetyStock: 0, purchaseCost: 20 }],
    prices: [
      { itemId: 'lamp', marketId: 'north', price: 33 },
      { itemId: 'lamp', marketId: 'south', price: 6 },
    ],
    forecasts: [
      { itemId: 'lamp', marketId: 'north', quantities: [28, 3, 1, 1] },
      { itemId: 'lamp', marketId: 'south', quantities: [29, 27, 38, 40] },
    ],
    stock: [{ itemId: 'lamp', onHand: 77 }],
    supplyOrders: [{ id: 'way', kind: 'buy', itemId: 'lamp', quantity: 60, dueDate: '2027-03-10', unitCost: 20 }],
    policy: { unmetDemand: 'lost' },
  })
  const [lamp] = result.supply.records
  expect(lamp?.purchased).toEqual([0, 0, 0, 0])
  expect(lamp?.refusedShipped?.slice(0, 2)).toEqual([29, 16])
  expect(lamp?.closing[1]).toBe(1)
})
