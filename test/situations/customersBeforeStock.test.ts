import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Customers before stock. Safety stock is there so that customers need not wait: it is no reason to let them wait. A shop that has
 * seven on the shelf, which is its safety stock, sells them when they are asked for, at every service level, and fills the shelf
 * when new ones can arrive. The same holds for parts of what is asked for, and for hours.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const LEVELS = [0.8, 0.9, 0.95, 0.99]

describe('seven on the shelf', () => {
  const shelf = {
    calendar: { start: '2027-01-04', weeks: 5 },
    stock: [{ itemId: 'kettle', onHand: 7 }],
    forecasts: [{ itemId: 'kettle', quantities: [4, 2, 3, 1, 2] }],
  } satisfies Partial<PlanInput>
  const kettle = { id: 'kettle', price: 180, purchaseCost: 120, leadTimeDays: 21, safetyStock: 7 }

  // Weeks 1 and 2 take 4 and 2, and week 3 the last one. On day 21, the first of week 4, new ones arrive: 2 late and 1 more.
  it.each(LEVELS)('go to those who ask first, at a level of %d', async (serviceLevelShare) => {
    const byPolicy = await proven({ ...shelf, items: [kettle], policy: { serviceLevelShare } })
    expect(supplyOf(byPolicy, 'kettle').shipped).toEqual([4, 2, 1, 3, 2])
    const byItem = await proven({ ...shelf, items: [{ ...kettle, serviceLevelShare }] })
    expect(supplyOf(byItem, 'kettle').shipped).toEqual([4, 2, 1, 3, 2])
  })

  it('are all sold before a customer goes away', async () => {
    const result = await proven({ ...shelf, items: [{ ...kettle, unmetDemand: 'lost' }] })
    // In week 3 one is left of 7 - 4 - 2: two of three customers go away. Week 4 buys 1, and the 7 of the shelf.
    expect(supplyOf(result, 'kettle').shipped).toEqual([4, 2, 1, 1, 2])
    expect(supplyOf(result, 'kettle').lost).toEqual([0, 0, 2, 0, 0])
    expect(supplyOf(result, 'kettle').purchased).toEqual([0, 0, 0, 8, 2])
  })

  it('are sold in the last week of the plan, too', async () => {
    const { calendar, ...rest } = shelf
    const oneWeek = { ...rest, calendar: { ...calendar, weeks: 1 }, forecasts: [{ itemId: 'kettle', quantities: [9] }] }
    expect(supplyOf(await proven({ ...oneWeek, items: [kettle] }), 'kettle').shipped).toEqual([7])
  })

  it('stand still under the minimum stock, which is a limit', async () => {
    const result = await proven({ ...shelf, items: [{ ...kettle, minimumStock: 2 }] })
    // 7 - 2 = 5 can be sold: 4 and 1.
    expect(supplyOf(result, 'kettle').shipped).toEqual([4, 1, 0, 5, 2])
  })
})

describe('thirty-nine on the shelf, and no more to be had', () => {
  const lamp = {
    id: 'lamp',
    price: 100,
    purchaseCost: 20,
    supplyLimit: 0,
    safetyStock: 0,
    unmetDemand: 'lost',
  } as const
  const shelf = {
    calendar: { start: '2027-01-01', months: 3 },
    stock: [{ itemId: 'lamp', onHand: 39 }],
    forecasts: [{ itemId: 'lamp', quantities: [0, 18, 21] }],
  } satisfies Partial<PlanInput>
  const order = (price: number): NonNullable<PlanInput['customerOrders']> => [
    { id: 'book', itemId: 'lamp', quantity: 31, requestedDate: '2027-01-14', price },
  ]

  // 31 are ordered for January, 8 are left for February's 18, whatever they would bring later.
  it.each([100, 45, 30])('go to who has ordered them at %d, not to who may come', async (price) => {
    const result = await proven({ ...shelf, items: [lamp], customerOrders: order(price) })
    expect(supplyOf(result, 'lamp')).toMatchObject({ shipped: [31, 8, 0], lost: [0, 10, 21] })
  })

  it.each(LEVELS)('go to forecast, too, at a level of %d', async (serviceLevelShare) => {
    // 70 brings less than 131; a safety stock of 12 is no reason to lose who asks now.
    const result = await proven({
      ...shelf,
      items: [{ ...lamp, price: [70, 90, 131], safetyStock: 12, serviceLevelShare }],
      forecasts: [{ itemId: 'lamp', quantities: [17, 18, 21] }],
    })
    expect(supplyOf(result, 'lamp').shipped).toEqual([17, 18, 4])
  })

  it('go by tenths, too', async () => {
    // 0.3 were asked for before the plan and 2.9 in January; as numbers of a computer they are a hair under 3.2.
    const result = await proven({
      ...shelf,
      items: [{ ...lamp, quantityDecimals: 1 }],
      stock: [{ itemId: 'lamp', onHand: 39, backlog: 0.3 }],
      forecasts: [{ itemId: 'lamp', quantities: [2.9, 18, 21] }],
    })
    expect(supplyOf(result, 'lamp').shipped).toEqual([3.2, 18, 17.8])
  })

  it('stay where they are under the minimum stock of a later month', async () => {
    const result = await proven({
      ...shelf,
      items: [{ ...lamp, minimumStock: [0, 0, 10] }],
      forecasts: [{ itemId: 'lamp', quantities: [17, 18, 21] }],
    })
    // 39 - 10 may go: 17, then 12 of 18.
    expect(supplyOf(result, 'lamp').shipped).toEqual([17, 12, 0])
  })
})

describe('parts of a bicycle', () => {
  // Late bicycles cost 1.2 x 200 / 12 = 20 a month. A part that is missing costs 3.6 x 40 / 12 = 12 a month beyond its holding:
  // less than the bicycle, and both parts together more.
  const bicycle = { id: 'bicycle', price: 200, safetyStock: 0 }
  const wheel = { id: 'wheel', purchaseCost: 20, leadTimeDays: 59, safetyStock: 10 }
  const works = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [bicycle, { id: 'frame', purchaseCost: 40, leadTimeDays: 59, safetyStock: 5 }, wheel],
    billOfMaterials: [
      { itemId: 'bicycle', componentId: 'frame', quantityPer: 1 },
      { itemId: 'bicycle', componentId: 'wheel', quantityPer: 2 },
    ],
    stock: [
      { itemId: 'frame', onHand: 5 },
      { itemId: 'wheel', onHand: 10 },
    ],
    forecasts: [{ itemId: 'bicycle', quantities: [2, 2, 2] }],
  } satisfies PlanInput

  it('go into bicycles that somebody waits for', async () => {
    const result = await proven(works)
    expect(supplyOf(result, 'bicycle').shipped).toEqual([2, 2, 2])
    // Day 59 is the first of March: 1 is left of 5, 2 are used, 5 shall be there.
    expect(supplyOf(result, 'frame').purchased).toEqual([0, 0, 6])
    expect(supplyOf(result, 'wheel').purchased).toEqual([0, 0, 12])
  })

  it('go into parts of bicycles, two levels down', async () => {
    const tubes = {
      ...works,
      items: [
        bicycle,
        { id: 'frame', leadTimeDays: 0, safetyStock: 0 },
        wheel,
        { id: 'tube', purchaseCost: 30, leadTimeDays: 59, safetyStock: 15 },
      ],
      billOfMaterials: [...works.billOfMaterials, { itemId: 'frame', componentId: 'tube', quantityPer: 3 }],
      stock: [
        { itemId: 'tube', onHand: 15 },
        { itemId: 'wheel', onHand: 10 },
      ],
    } satisfies PlanInput
    const result = await proven(tubes)
    expect(supplyOf(result, 'bicycle').shipped).toEqual([2, 2, 2])
    expect(supplyOf(result, 'tube').closing).toEqual([9, 3, 15])
  })
})

describe('hours of a saw', () => {
  // A late stool costs 1.2 x 30 / 12 = 3 a month, a missing cabinet 3.6 x 220 / 12 = 66 beyond its holding.
  const saw = (months: number): PlanInput => ({
    calendar: { start: '2027-01-01', months },
    items: [
      { id: 'stool', price: 30 },
      { id: 'cabinet', price: 400, safetyStock: 100 },
      { id: 'board', purchaseCost: 200 },
    ],
    billOfMaterials: [{ itemId: 'cabinet', componentId: 'board', quantityPer: 1 }],
    operations: [
      { itemId: 'stool', resourceId: 'saw', runHoursPerUnit: 1 },
      { itemId: 'cabinet', resourceId: 'saw', runHoursPerUnit: 1 },
    ],
    resources: [{ id: 'saw', capacityHours: 130, costPerHour: 20 }],
    stock: [{ itemId: 'stool', onHand: 0, backlog: 130 }],
    forecasts: [
      { itemId: 'stool', quantities: new Array<number>(months).fill(0) },
      { itemId: 'cabinet', quantities: new Array<number>(months).fill(0) },
    ],
  })

  it('go to 130 stools that customers wait for, then to the cabinets of the safety stock', async () => {
    const result = await proven(saw(2))
    expect(supplyOf(result, 'stool').shipped).toEqual([130, 0])
    expect(supplyOf(result, 'cabinet').produced).toEqual([0, 100])
  })

  it('go to the stools in the last month, too', async () => {
    const result = await proven(saw(1))
    expect(supplyOf(result, 'stool').shipped).toEqual([130])
    expect(supplyOf(result, 'cabinet').produced).toEqual([0])
  })

  it('fill the safety stock where nobody waits for them', async () => {
    const result = await proven({ ...saw(2), stock: [] })
    expect(supplyOf(result, 'cabinet').produced).toEqual([100, 0])
  })
})

describe('late and lost', () => {
  // In January there are hours for 100 of 200. A lamp can wait a month, a candle is never asked for again. Both can be served
  // within the plan, so the candles come first, whatever a month of waiting costs.
  it.each([0.1, 1.2, 24, 240])(
    'are served in this order, at %d of the price a year',
    async (backlogCostRatePerYear) => {
      const result = await proven({
        calendar: { start: '2027-01-01', months: 2 },
        items: [
          { id: 'lamp', price: 100 },
          { id: 'candle', price: 100, unmetDemand: 'lost' },
        ],
        operations: [
          { itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 },
          { itemId: 'candle', resourceId: 'bench', runHoursPerUnit: 1 },
        ],
        resources: [{ id: 'bench', capacityHours: 100, costPerHour: 10 }],
        forecasts: [
          { itemId: 'lamp', quantities: [100, 0] },
          { itemId: 'candle', quantities: [100, 0] },
        ],
        policy: { backlogCostRatePerYear },
      })
      expect(supplyOf(result, 'candle').lost).toEqual([0, 0])
      expect(supplyOf(result, 'lamp').shipped).toEqual([0, 100])
    },
  )
})

describe('scarce hours', () => {
  // A chair leaves 60 - 10 = 50 for its hour, a table 150 - 120 = 30: whoever goes away, the chairs are made.
  it.each([1, 12])('go to what earns most by the hour, in a plan of %d months', async (months) => {
    const every = (units: number): number[] => new Array<number>(months).fill(units)
    const result = await proven({
      calendar: { start: '2027-01-01', months },
      items: [
        { id: 'chair', price: 60 },
        { id: 'table', price: 150 },
        { id: 'leg', purchaseCost: 10 },
        { id: 'top', purchaseCost: 120 },
      ],
      billOfMaterials: [
        { itemId: 'chair', componentId: 'leg', quantityPer: 1 },
        { itemId: 'table', componentId: 'top', quantityPer: 1 },
      ],
      operations: [
        { itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 1 },
        { itemId: 'table', resourceId: 'bench', runHoursPerUnit: 1 },
      ],
      resources: [{ id: 'bench', capacityHours: 100, costPerHour: 0 }],
      forecasts: [
        { itemId: 'chair', quantities: every(80) },
        { itemId: 'table', quantities: every(80) },
      ],
      policy: { unmetDemand: 'lost' },
    })
    expect(supplyOf(result, 'chair').shipped).toEqual(every(80))
    expect(supplyOf(result, 'table').shipped).toEqual(every(20))
  })
})

describe('a safety stock that is empty', () => {
  const lathe = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'bowl', price: 100, safetyStock: 40 },
      { id: 'blank', purchaseCost: 50 },
    ],
    billOfMaterials: [{ itemId: 'bowl', componentId: 'blank', quantityPer: 1 }],
    operations: [{ itemId: 'bowl', resourceId: 'lathe', runHoursPerUnit: 1 }],
    resources: [{ id: 'lathe', capacityHours: [10, 60], costPerHour: 12, overtimeHours: 50, overtimeCostPerHour: 24 }],
    forecasts: [{ itemId: 'bowl', quantities: [10, 10] }],
  } satisfies PlanInput

  it('is worth overtime as the service level has it', async () => {
    // A month without one costs 3.8 x 62 x 31 / 365 = 20.0 beside its holding, 1.05; an hour of overtime 12 more.
    expect(supplyOf(await proven(lathe), 'bowl').produced).toEqual([50, 10])
  })

  it('takes parts that lie in a safety stock of their own', async () => {
    const result = await proven({
      ...lathe,
      items: [
        { id: 'bowl', price: 100, safetyStock: 40 },
        { id: 'blank', purchaseCost: 50, safetyStock: 60, leadTimeDays: 90 },
      ],
      resources: [{ id: 'lathe', capacityHours: 100, costPerHour: 12 }],
      stock: [{ itemId: 'blank', onHand: 60 }],
    })
    // 10 bowls a month, and 40 to be there: all 60 blanks go into bowls, of which nothing new arrives in the plan.
    expect(supplyOf(result, 'bowl').produced).toEqual([50, 10])
    expect(supplyOf(result, 'blank').closing).toEqual([10, 0])
  })
})
