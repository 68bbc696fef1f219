import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Customers come before safety stock: that is an order, and no price. A saw is full for four months, and somebody waits for tables.
 * That a shelf of five boxes shall be kept beside it makes no table worth an hour of overtime, and no hour worth more than
 * it saves. And parts that lie there go to those who wait, however much a full shelf is wished for.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

describe('a full saw', () => {
  // A table and a box take an hour each, at 80 an hour; an hour of overtime costs 250.
  const shop = (boxes: number): PlanInput => ({
    calendar: { start: '2027-01-01', months: 6 },
    items: [
      { id: 'table', price: 100, safetyStock: 0 },
      { id: 'box', price: 100, safetyStock: boxes },
    ],
    operations: [
      { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
      { itemId: 'box', resourceId: 'saw', runHoursPerUnit: 1 },
    ],
    resources: [{ id: 'saw', capacityHours: 100, costPerHour: 80, overtimeHours: 20, overtimeCostPerHour: 250 }],
    policy: { serviceLevelShare: 0.98 },
    forecasts: [
      { itemId: 'table', quantities: [120, 120, 100, 90, 60, 60] },
      { itemId: 'box', quantities: [0, 0, 0, 0, 0, 1] },
    ],
  })

  it.each([0, 5])('lets the same tables wait beside a shelf of %d boxes', async (boxes) => {
    const result = await proven(shop(boxes))
    const { supply } = result
    // 20 wait in January, 20 more in February; April has 10 hours to spare, and May 40 for the 30 that are left.
    expect(supplyOf(result, 'table').backlog).toEqual([20, 40, 40, 30, 0, 0])
    // A table an hour earlier in January waits four months less: 100 x 1.2 x (31 + 28 + 31 + 30) / 365.
    expect(supply.resources[0]?.worthOfOneHour[0]).toBeCloseTo((120 * 120) / 365, 9)
    // What waits at the given rate, and not a multiple: 20 x 31 + 40 x 28 + 40 x 31 + 30 x 30 = 3880 table-days.
    expect(supply.objective.backlog).toBeCloseTo((-120 * 3880) / 365, 9)
  })

  it('works overtime for the boxes alone', async () => {
    const { supply, kpis } = await proven(shop(5))
    const without = await proven(shop(0))
    // A box missing costs 9.8 x 80 / 12 = 65 a month beside its holding, and regular hours come in May: four months for 170 more.
    expect(supply.resources[0]?.overtimeHours).toEqual([5, 0, 0, 0, 0, 0])
    expect(without.supply.resources[0]?.overtimeHours).toEqual([0, 0, 0, 0, 0, 0])
    // Five times 250 - 80.
    expect((without.kpis.netIncome.total ?? 0) - (kpis.netIncome.total ?? 0)).toBeCloseTo(850, 6)
  })
})

describe('parts of two goods', () => {
  // 109 hinges last until March: door b takes 2, of which 9 lie there and 22 + 20 are wanted: 66 hinges. Door a takes 1, of which 10 lie
  // there and 20 + 20 are wanted: 30. 13 are left for the shelf of a, which is to hold 40.
  it.each([0.9, 0.95, 0.98, 0.99, 0.999])(
    'go to those who wait, and what is left to the shelf, at a level of %d',
    async (serviceLevelShare) => {
      const result = await proven({
        calendar: { start: '2027-01-01', months: 3 },
        items: [
          { id: 'a', price: 84, safetyStock: 40 },
          { id: 'b', price: 107, safetyStock: 9 },
          { id: 'hinge', purchaseCost: 14, leadTimeDays: 67, safetyStock: 0 },
        ],
        billOfMaterials: [
          { itemId: 'a', componentId: 'hinge', quantityPer: 1 },
          { itemId: 'b', componentId: 'hinge', quantityPer: 2 },
        ],
        stock: [
          { itemId: 'a', onHand: 10 },
          { itemId: 'b', onHand: 9 },
          { itemId: 'hinge', onHand: 109 },
        ],
        forecasts: [
          { itemId: 'a', quantities: [20, 20, 20] },
          { itemId: 'b', quantities: [22, 20, 38] },
        ],
        policy: { serviceLevelShare },
      })
      expect(supplyOf(result, 'a').shipped).toEqual([20, 20, 20])
      expect(supplyOf(result, 'b').shipped).toEqual([22, 20, 38])
    },
  )
})

describe('hours that are left early', () => {
  // b takes 3 hours of 136 a month. From February on the last hours of each month are too few for one; in January 24 are left, and every
  // hinge may be ordered. Two of b made then serve all whom a shelf of a, full in all months, left waiting to the end.
  it('make what whole units leave open later, with its parts ordered along', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 5 },
      items: [
        { id: 'a', price: 104 },
        { id: 'b', price: 65, safetyStock: 0 },
        { id: 'hinge', purchaseCost: 30, leadTimeDays: 30 },
      ],
      billOfMaterials: [
        { itemId: 'a', componentId: 'hinge', quantityPer: 1 },
        { itemId: 'b', componentId: 'hinge', quantityPer: 1 },
      ],
      operations: [
        { itemId: 'a', resourceId: 'm', runHoursPerUnit: 2 },
        { itemId: 'b', resourceId: 'm', runHoursPerUnit: 3 },
      ],
      resources: [{ id: 'm', capacityHours: 136, costPerHour: 5 }],
      history: [
        {
          itemId: 'a',
          start: '2025-01',
          quantities: [11, 32, 14, 34, 23, 16, 19, 37, 16, 8, 36, 37, 8, 40, 39, 40, 26, 23, 29, 28, 14, 6, 20, 25],
        },
      ],
      forecasts: [{ itemId: 'b', quantities: [30, 36, 24, 22, 32] }],
      stock: [
        { itemId: 'a', onHand: 32 },
        { itemId: 'b', onHand: 20 },
        { itemId: 'hinge', onHand: 3 },
      ],
    })
    expect(supplyOf(result, 'b').shipped).toEqual([30, 36, 24, 22, 32])
    expect(supplyOf(result, 'a').backlog).toEqual([0, 0, 0, 0, 0])
  })
})

describe('an hour that is left in each of two months', () => {
  // 117 hours a month, 351 in all. b is asked for 88 times with 11 on hand: 77 hours. c is asked for 113 times with 7 on hand: 106
  // units, 212 hours. Both can be there in time, and 62 hours are left: 31 of a, with 16 on hand 47 of the 77 that are asked for.
  // So all hours are worked. In whole units an hour of February and one of March were left, and a c needs two: one b more in
  // February and one fewer in March joins them.
  it('makes a unit of two hours, when a unit of one hour is made a month earlier', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 3 },
      items: [
        { id: 'a', price: 49, safetyStock: 16 },
        { id: 'b', price: 50, safetyStock: 8 },
        { id: 'c', price: 198, safetyStock: 12 },
      ],
      operations: [
        { itemId: 'a', resourceId: 'm', runHoursPerUnit: 2 },
        { itemId: 'b', resourceId: 'm', runHoursPerUnit: 1 },
        { itemId: 'c', resourceId: 'm', runHoursPerUnit: 2 },
      ],
      resources: [{ id: 'm', capacityHours: 117, costPerHour: 11 }],
      stock: [
        { itemId: 'a', onHand: 16 },
        { itemId: 'b', onHand: 11 },
        { itemId: 'c', onHand: 7 },
      ],
      forecasts: [
        { itemId: 'a', quantities: [22, 30, 25] },
        { itemId: 'b', quantities: [16, 40, 32] },
        { itemId: 'c', quantities: [23, 48, 42] },
      ],
    })
    expect(supplyOf(result, 'c').shipped).toEqual([23, 48, 42])
    expect(supplyOf(result, 'b').shipped).toEqual([16, 40, 32])
    expect(supplyOf(result, 'a').backlog[2]).toBe(30)
  })
})

describe('hours of one machine, in whole units', () => {
  // 71 hours make 35 units of 2 hours a month; 29 and 39 are asked for: all 68 can be there in time, and 2 more for the shelves.
  it('go to who waits, and not to a unit more for the shelf of another item', async () => {
    const good = (id: string, price: number, safetyStock: number): PlanInput['items'][number] => ({
      id,
      price,
      safetyStock,
    })
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      items: [good('b', 137, 8), good('c', 46, 6), good('d', 72, 0)],
      operations: ['b', 'c', 'd'].map((itemId) => ({ itemId, resourceId: 'm', runHoursPerUnit: 2 })),
      resources: [{ id: 'm', capacityHours: 71, costPerHour: 15 }],
      forecasts: [
        { itemId: 'b', quantities: [12, 13] },
        { itemId: 'c', quantities: [7, 15] },
        { itemId: 'd', quantities: [10, 11] },
      ],
    })
    expect(result.supply.records.map(({ backlog }) => backlog)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
  })
})
