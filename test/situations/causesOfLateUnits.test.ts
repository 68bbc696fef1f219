import { describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'

/**
 * A planner who reads that twelve chairs are late does not know what to do; one who reads that the saw is full does. Each of these
 * companies has customers who wait or leave, and one thing in the way, which the plan must name, with whom it holds back.
 */
const monthly = (months: number): PlanInput['calendar'] => ({ start: '2027-01-01', months })

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  const failed = verify(result, { input }).checks.filter(({ ok }) => !ok)
  expect(failed.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const held = ({ exceptions }: Plan): unknown[] =>
  exceptions.flatMap(({ code, refs, victims }) =>
    victims === undefined
      ? []
      : [[code, refs, victims.map(({ ref, amount, never }) => [ref.itemId, amount, never ?? 0])]],
  )

describe('a furniture maker whose saw is full', () => {
  // 100 hours a month: 50 benches take an hour each and earn more by it, so 100 chairs of half an hour are left, of 200.
  const maker: PlanInput = {
    calendar: monthly(12),
    items: [
      { id: 'chair', price: 150, safetyStock: 0 },
      { id: 'bench', price: 400, safetyStock: 0 },
    ],
    operations: [
      { itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 0.5 },
      { itemId: 'bench', resourceId: 'saw', runHoursPerUnit: 1 },
    ],
    resources: [{ id: 'saw', capacityHours: 100, costPerHour: 20 }],
    forecasts: [
      { itemId: 'chair', quantities: new Array<number>(12).fill(200) },
      { itemId: 'bench', quantities: new Array<number>(12).fill(50) },
    ],
  }

  it('reads one row: the saw, for twelve months, with the chairs', async () => {
    const result = await proven(maker)
    const [full, ...rest] = result.exceptions
    // Within the months it is told who waits for hours: by the middle of January 75 hours are called for and 50 are worked, so that a third
    // of the 100 chairs that it serves waits; later the chairs of the month before come first, 50 hours of them, and nearly half of a
    // month's benches is asked for behind them: never more at a time, though it is so in each of eleven months.
    expect(rest.map(({ code, severity }) => [code, severity])).toEqual([['wait-within-period', 'look']])
    expect(rest[0]?.refs).toEqual([{ itemId: 'chair' }, { itemId: 'bench' }])
    expect(rest[0]?.value).toMatchObject({ units: [34, 24] })
    expect(full).toMatchObject({
      code: 'full-resource',
      refs: [{ resourceId: 'saw' }],
      periodIds: ['2027-01', '2027-12'],
      // In January 100 of 200 are late. From then on the oldest are served first, so every later chair is late: 100 + 11 x 200.
      // 1,200 of the 2,400 are made in the year.
      victims: [{ ref: { itemId: 'chair' }, amount: 2300, unit: 'units', moneyAtStake: 345_000, never: 1200 }],
      moneyAtStake: 345_000,
      // An hour of January makes two chairs, each of 150 and of 12 months of waiting at 1.2 x 150 x 31 / 365 and so on, a year of
      // 180 in all: 2 x 330, less the wage of 20.
      value: { periods: 12, worstPeriodId: '2027-01', overtimeHours: 0 },
    })
    expect(full?.value).toMatchObject({ worth: expect.closeTo(640, 6) as number })
    expect(full?.message).toBe(
      "'saw' is full in 12 periods from 2027-01 to 2027-12; it holds back 2,300 'chair' (late, 1,200 not served within the plan), 345,000 in all; one more hour is worth up to 640 (in 2027-01).",
    )
  })

  it('names the saw for tops that are sawn, not the tops', async () => {
    // A table takes a top, and the top takes the hour.
    const result = await proven({
      calendar: monthly(2),
      items: [
        { id: 'table', price: 400, safetyStock: 0 },
        { id: 'top', safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'table', componentId: 'top', quantityPer: 1 }],
      operations: [
        { itemId: 'top', resourceId: 'saw', runHoursPerUnit: 1 },
        { itemId: 'table', resourceId: 'bench', runHoursPerUnit: 1 },
      ],
      resources: [
        { id: 'saw', capacityHours: 10 },
        { id: 'bench', capacityHours: 100 },
      ],
      forecasts: [{ itemId: 'table', quantities: [12, 8] }],
    })
    // 2 of January wait, and are served before the 8 of February: none of those is late.
    expect(held(result)).toEqual([['full-resource', [{ resourceId: 'saw' }], [['table', 2, 0]]]])
  })

  it('without anyone late: hours that are worth something are told too', async () => {
    // 15 of February and 10 hours a month: 5 are made in January and held for a month.
    const result = await proven({
      calendar: monthly(2),
      items: [{ id: 'bench', price: 400, safetyStock: 0 }],
      operations: [{ itemId: 'bench', resourceId: 'saw', runHoursPerUnit: 1 }],
      resources: [{ id: 'saw', capacityHours: 10, costPerHour: 20 }],
      forecasts: [{ itemId: 'bench', quantities: [0, 15] }],
      finance: { openingCash: 1000 },
    })
    // An hour of February saves a bench of 20 in stock at the end of January: 0.2 x 20 x 31 / 365.
    const [full, ...rest] = result.exceptions
    expect(rest).toEqual([])
    expect(full).toMatchObject({ code: 'full-resource', periodIds: ['2027-02', '2027-02'], value: { case: 'in-time' } })
    expect(full?.moneyAtStake).toBeCloseTo((0.2 * 20 * 31) / 365, 9)
  })
})

describe('a bicycle maker', () => {
  const maker = (saddle: Partial<NonNullable<PlanInput['items']>[number]>): PlanInput => ({
    calendar: monthly(3),
    items: [
      { id: 'bike', price: 500, safetyStock: 0 },
      { id: 'trike', price: 450, safetyStock: 0 },
      { id: 'saddle', purchaseCost: 20, safetyStock: 0, ...saddle },
    ],
    billOfMaterials: [
      { itemId: 'bike', componentId: 'saddle', quantityPer: 1 },
      { itemId: 'trike', componentId: 'saddle', quantityPer: 1 },
    ],
    stock: [{ itemId: 'saddle', onHand: 2 }],
    forecasts: [
      { itemId: 'bike', quantities: [10, 10, 10] },
      { itemId: 'trike', quantities: [0, 0, 5] },
    ],
  })

  it('waits for a saddle of 49 days: the saddle, and the day on which it comes', async () => {
    const result = await proven(maker({ leadTimeDays: 49 }))
    // 31 days of January and 18 of February. 2 of 10 bikes have a saddle.
    expect(held(result)).toEqual([['lead-time', [{ itemId: 'saddle' }], [['bike', 8, 0]]]])
    expect(result.exceptions[0]?.message).toBe(
      "'saddle' cannot arrive before 2027-02-19: 8 'bike' late before then, 4,000 in all.",
    )
  })

  it('has a supplier who gives 9 a month: the supplier, and both goods that take the saddle', async () => {
    const result = await proven(maker({ supplyLimit: 9 }))
    // 2 + 9 for 10 bikes, 1 + 9 for 10, and 9 for 10 bikes of 500 and 5 trikes of 450: a bike and 5 trikes are left.
    expect(held(result)).toEqual([
      [
        'supply-limit',
        [{ itemId: 'saddle' }],
        [
          ['trike', 5, 5],
          ['bike', 1, 1],
        ],
      ],
    ])
    expect(result.exceptions[0]).toMatchObject({
      amount: 6,
      moneyAtStake: 5 * 450 + 500,
      periodIds: ['2027-03', '2027-03'],
    })
  })

  it('has fixed its first month: the fence', async () => {
    const result = await proven({ ...maker({}), policy: { firmPeriods: 1 } })
    // Nothing is ordered to make in January, so no bike is there, whatever saddles lie in stock.
    expect(held(result)).toEqual([['firm-supply', [{ itemId: 'bike' }], [['bike', 10, 0]]]])
  })

  it('has a saddle of 100 days in a plan of 90: it is told how long the plan must be', async () => {
    const result = await proven(maker({ leadTimeDays: 100 }))
    const [lead, beyond] = result.exceptions
    // 2 of 30 bikes; 28 and 5 trikes are never served. 100 days from January 1 are April 11.
    expect(lead).toMatchObject({
      code: 'lead-time',
      amount: 33,
      value: { leadTimeDays: 100, arrivalDate: '2027-04-11' },
    })
    expect(held(result)).toEqual([
      [
        'lead-time',
        [{ itemId: 'saddle' }],
        [
          ['bike', 28, 28],
          ['trike', 5, 5],
        ],
      ],
    ])
    expect(beyond?.message).toBe(
      "Nothing new of 'saddle' (100 days) can arrive within the 90 days of the plan, which must be at least 101 days long to order it.",
    )
  })
})

describe('a dealer', () => {
  it('sells for less than it pays: the price that would pay', async () => {
    const result = await proven({
      calendar: monthly(1),
      items: [{ id: 'stove', price: 10, purchaseCost: 474, safetyStock: 0, leadTimeDays: 0 }],
      forecasts: [{ itemId: 'stove', quantities: [4] }],
    })
    expect(held(result)).toEqual([['below-cost', [{ itemId: 'stove' }], [['stove', 4, 4]]]])
    expect(result.exceptions[0]).toMatchObject({ moneyAtStake: 40, value: { price: 10, cost: 474, payingPrice: 474 } })
  })

  it('repairs for less than the part costs: the price again, though it is the part that is not there', async () => {
    const result = await proven({
      calendar: monthly(1),
      items: [
        { id: 'repair', kind: 'service', price: 8, unmetDemand: 'lost' },
        { id: 'part', purchaseCost: 10, leadTimeDays: 0, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'repair', componentId: 'part', quantityPer: 1 }],
      stock: [{ itemId: 'part', onHand: 3 }],
      forecasts: [{ itemId: 'repair', quantities: [5] }],
    })
    // The three parts that lie there are used; a fourth repair would lose 2.
    expect(held(result)).toEqual([['below-cost', [{ itemId: 'repair' }], [['repair', 2, 2]]]])
    expect(result.exceptions[0]).toMatchObject({ value: { price: 8, cost: 10, payingPrice: 10 } })
  })

  it('waits for a cheaper month', async () => {
    const result = await proven({
      calendar: monthly(2),
      items: [{ id: 'stove', price: 120, purchaseCost: [100, 50], leadTimeDays: 0, safetyStock: 0 }],
      forecasts: [{ itemId: 'stove', quantities: [4, 0] }],
    })
    // A month of waiting costs 1.2 x 120 x 31 / 365, which is 12.23, and saves 50.
    expect(held(result)).toEqual([['late-is-cheaper', [{ itemId: 'stove' }], [['stove', 4, 0]]]])
  })

  describe('what is on order comes to more than is asked for', () => {
    const lamp = (price: number, months: number): PlanInput => ({
      calendar: monthly(months),
      items: [{ id: 'lamp', price, purchaseCost: 5, leadTimeDays: 10, safetyStock: 0 }],
      openOrders: [{ itemId: 'lamp', quantity: 100, dueDate: '2027-04-10' }],
      forecasts: [{ itemId: 'lamp', quantities: new Array<number>(months).fill(30) }],
    })
    const rows = ({ exceptions }: Plan): unknown[] =>
      exceptions.flatMap(({ code, periodIds, value, victims }) =>
        code === 'late-is-cheaper' ? [{ periodIds, value, late: victims?.map(({ amount }) => amount) }] : [],
      )

    it('waits for it, since a lamp more would be left at the end of the plan', async () => {
      const result = await proven(lamp(20, 4))
      // April: 100 come and 90 are asked for, those of February and March among them. A lamp costs 5, and waiting from February on
      // 1.2 x 20 x (28 + 31) / 365, which is 3.88.
      expect(rows(result)).toEqual([
        { periodIds: ['2027-02', '2027-03'], value: { case: 'left-over', arrivalPeriodId: '2027-04' }, late: [60] },
      ])
      expect(held(result)).toHaveLength(1)
    })

    it('waits with March alone where waiting since February costs more than a lamp', async () => {
      // 7.76 from February on, 1.2 x 40 x 31 / 365, which is 4.08, from March on.
      expect(rows(await proven(lamp(40, 4)))).toEqual([
        { periodIds: ['2027-03', '2027-03'], value: { case: 'left-over', arrivalPeriodId: '2027-04' }, late: [30] },
      ])
    })

    it('buys in time where a lamp more saves one that is bought later', async () => {
      // May to August want 120 more: what is bought for February is not bought in August.
      expect((await proven(lamp(20, 8))).exceptions.filter(({ victims }) => victims !== undefined)).toEqual([])
    })
  })

  it('loses customers in the bucket in which the first delivery comes: the lead time', async () => {
    const result = await proven({
      calendar: monthly(1),
      items: [{ id: 'lamp', price: 30, purchaseCost: 10, safetyStock: 0, leadTimeDays: 21, unmetDemand: 'lost' }],
      forecasts: [{ itemId: 'lamp', quantities: [31] }],
    })
    // 31 in 31 days; those of the first 21 days find nothing.
    expect(held(result)).toEqual([['lead-time', [{ itemId: 'lamp' }], [['lamp', 21, 21]]]])
  })

  it('owes customers from last year what it cannot get', async () => {
    const result = await proven({
      calendar: monthly(2),
      items: [{ id: 'lamp', price: 30, purchaseCost: 10, safetyStock: 0, supplyLimit: [4, 20] }],
      stock: [{ itemId: 'lamp', onHand: 0, backlog: 6 }],
      forecasts: [{ itemId: 'lamp', quantities: [5, 5] }],
    })
    // 6 waiting and 5 of January, and 4 come: 7 are late, and served in February with its own.
    expect(held(result)).toEqual([['supply-limit', [{ itemId: 'lamp' }], [['lamp', 7, 0]]]])
  })

  it('has stock for years: dead, slow and excess in a row each', async () => {
    const result = await proven({
      calendar: monthly(12),
      items: ['dead', 'slow', 'excess', 'fine'].map((id) => ({ id, price: 9, purchaseCost: 5, safetyStock: 10 })),
      stock: ['dead', 'slow', 'excess', 'fine'].map((itemId, n) => ({ itemId, onHand: [40, 2000, 800, 600][n] ?? 0 })),
      forecasts: ['slow', 'excess', 'fine'].map((itemId) => ({ itemId, quantities: new Array<number>(12).fill(100) })),
    })
    // 1,200 in the 365 days of 2027: of 2,000 less 10 of safety stock 790 are left. 180 days end on June 29: 500 and 29 / 30 of
    // 100 are gone, so 193 of 800 less 10 are left, in whole units, and nothing of 600.
    expect(result.exceptions.map(({ code, refs, value }) => [code, refs, value])).toEqual([
      [
        'slow-stock',
        [{ itemId: 'slow' }],
        { units: [790], money: [3950], writeDown: [3950], posting: 'told', days: 365 },
      ],
      ['excess-stock', [{ itemId: 'excess' }], { units: [193], money: [965], days: 180 }],
      ['dead-stock', [{ itemId: 'dead' }], { units: [40], money: [200], writeDown: [200], posting: 'told' }],
    ])
  })
})

describe('parts that just suffice', () => {
  // Twenty a month is what the machine makes, thirty are asked for; a part takes sixty days, so March is the first month with new ones.
  const shop = (parts: number, quantities: number[], leadTimeDays = 60): PlanInput => ({
    calendar: monthly(quantities.length),
    items: [
      { id: 'pump', price: 100, safetyStock: 0 },
      { id: 'seal', purchaseCost: 10, leadTimeDays, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'pump', componentId: 'seal', quantityPer: 1 }],
    operations: [{ itemId: 'pump', resourceId: 'press', runHoursPerUnit: 1 }],
    resources: [{ id: 'press', capacityHours: 20, costPerHour: 5 }],
    forecasts: [{ itemId: 'pump', quantities }],
    stock: [{ itemId: 'seal', onHand: parts }],
  })

  it('are not short: forty are what the press takes in two months, and a seal more would be of no use', async () => {
    // Late are 10 of January, 20 of February, all 30 of March and of April; at the end 10 of March and the 30 of April are open.
    for (const parts of [40, 41]) {
      expect(held(await proven(shop(parts, [30, 30, 30, 30])))).toEqual([
        ['full-resource', [{ resourceId: 'press' }], [['pump', 90, 40]]],
      ])
    }
  })

  it('are short where the press could use one more before new ones come', async () => {
    // Thirty seals until the end of May: 20 pumps in January, 10 in February. An hour more in January serves one a month sooner, a
    // seal more in February one three months sooner.
    expect(held(await proven(shop(30, [40, 0, 0, 0, 0, 0], 150)))).toEqual([
      ['lead-time', [{ itemId: 'seal' }], [['pump', 20, 0]]],
    ])
  })
})
