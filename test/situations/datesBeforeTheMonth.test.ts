import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { dayOfNumber, numberOfDay } from './days.js'

/**
 * What is made of parts begins before the month in which it is received, where its parts lie there: a plan in months books parts and
 * hours in the month of receipt, and who gives out orders needs the day on which work must begin. Where that cannot be, because parts or
 * hours come in the month only, the plan says who waits.
 */
async function planned(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const ordersOf = ({ supply }: Plan): string[] =>
  supply.plannedOrders.map(
    ({ kind, quantity, itemId, releaseDate, dueDate }) => `${kind} ${quantity} ${itemId}: ${releaseDate}, ${dueDate}`,
  )
const waitsOf = ({ exceptions }: Plan): unknown[] =>
  exceptions.flatMap(({ code, refs, value }) => (code === 'wait-within-period' ? [[refs, value]] : []))
const waiting = (itemId: string, units: number, until: string): unknown => [
  [{ itemId }],
  { units: [units], untilDates: [until] },
]
const codesOf = ({ exceptions }: Plan): string[] => exceptions.map(({ code }) => code)

/** x takes ten days and is made of one p; 20 are ordered for the first of February. */
const shop = (onHand: number, more: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'x', price: 100, leadTimeDays: 10, safetyStock: 0 },
    { id: 'p', purchaseCost: 10, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'x', componentId: 'p', quantityPer: 1 }],
  forecasts: [{ itemId: 'x', quantities: [0, 0, 0] }],
  customerOrders: [{ id: 'A', itemId: 'x', quantity: 20, requestedDate: '2027-02-01' }],
  stock: [{ itemId: 'p', onHand }],
  ...more,
})

describe('an order for the first of a month', () => {
  it('begins ten days before on parts that lie there', async () => {
    const result = await planned(shop(20))
    expect(ordersOf(result)).toEqual(['make 20 x: 2027-01-22, 2027-02-01'])
    expect(result.supply.plannedOrders[0]?.releaseNow).toBe(true)
    expect(waitsOf(result)).toEqual([])
    // The books have the parts until the month of receipt.
    const part = result.supply.records.find(({ itemId }) => itemId === 'p')
    expect([part?.dependentDemand, part?.closing]).toEqual([
      [0, 20, 0],
      [20, 0, 0],
    ])
  })

  it('begins with 12 of them, the others wait for parts that are bought in February', async () => {
    const result = await planned(shop(12))
    expect(ordersOf(result)).toEqual([
      'buy 8 p: 2027-02-01, 2027-02-01',
      'make 12 x: 2027-01-22, 2027-02-01',
      'make 8 x: 2027-02-01, 2027-02-11',
    ])
    expect(waitsOf(result)).toEqual([waiting('x', 8, '2027-02-11')])
  })

  it('leaves the parts that January takes, and takes what comes before they are', async () => {
    // 24 lie there, January takes 15, 6 come on the 25th: 9 are left on the 22nd, and 15 from the 25th on.
    const result = await planned(
      shop(24, {
        customerOrders: [
          { id: 'A', itemId: 'x', quantity: 20, requestedDate: '2027-02-01' },
          { id: 'B', itemId: 'x', quantity: 15, requestedDate: '2027-01-31' },
        ],
        openOrders: [{ itemId: 'p', quantity: 6, dueDate: '2027-01-25' }],
      }),
    )
    expect(ordersOf(result)).toEqual([
      'buy 5 p: 2027-02-01, 2027-02-01',
      'make 15 x: 2027-01-21, 2027-01-31',
      'make 9 x: 2027-01-22, 2027-02-01',
      'make 6 x: 2027-01-25, 2027-02-04',
      'make 5 x: 2027-02-01, 2027-02-11',
    ])
    expect(waitsOf(result)).toEqual([waiting('x', 11, '2027-02-11')])
  })

  it('two that take the part share what lies there', async () => {
    // 30 of 40: three quarters of each.
    const input = shop(30)
    const result = await planned({
      ...input,
      items: [...input.items, { id: 'y', price: 90, leadTimeDays: 10, safetyStock: 0 }],
      billOfMaterials: [
        { itemId: 'x', componentId: 'p', quantityPer: 1 },
        { itemId: 'y', componentId: 'p', quantityPer: 1 },
      ],
      customerOrders: [
        { id: 'A', itemId: 'x', quantity: 20, requestedDate: '2027-02-01' },
        { id: 'B', itemId: 'y', quantity: 20, requestedDate: '2027-02-01' },
      ],
    })
    expect(ordersOf(result).filter((order) => order.startsWith('make'))).toEqual([
      'make 15 x: 2027-01-22, 2027-02-01',
      'make 5 x: 2027-02-01, 2027-02-11',
      'make 15 y: 2027-01-22, 2027-02-01',
      'make 5 y: 2027-02-01, 2027-02-11',
    ])
  })

  it('days: five days before, over five periods, and nothing to act on', async () => {
    const result = await planned(
      shop(20, {
        calendar: { start: '2027-01-01', days: 31 },
        items: [
          { id: 'x', price: 100, leadTimeDays: 5, safetyStock: 0 },
          { id: 'p', purchaseCost: 10, safetyStock: 0 },
        ],
        forecasts: [{ itemId: 'x', quantities: new Array<number>(31).fill(0) }],
        customerOrders: [{ id: 'A', itemId: 'x', quantity: 20, requestedDate: '2027-01-20' }],
      }),
    )
    expect(ordersOf(result)).toEqual(['make 20 x: 2027-01-15, 2027-01-20'])
    expect(codesOf(result)).not.toContain('parts-before-work')
  })

  it('month by month: parts in stock for the first days of each are the remedy', async () => {
    // Three a day; x takes 14 days, p 30. 50 parts are 16 days of x.
    const steady = (safetyStock: number): PlanInput => ({
      ...shop(100),
      items: [
        { id: 'x', price: 100, leadTimeDays: 14, safetyStock: 0 },
        { id: 'p', purchaseCost: 10, leadTimeDays: 30, safetyStock },
      ],
      forecasts: [{ itemId: 'x', quantities: [93, 84, 93] }],
      customerOrders: [],
      stock: [
        { itemId: 'x', onHand: 93 },
        { itemId: 'p', onHand: 100 },
      ],
    })
    // 16 parts are left for March: x lasts until the 6th (5.3 days), the rest comes on the 15th, and 14 * 3 - 16 wait.
    expect(waitsOf(await planned(steady(0)))).toEqual([waiting('x', 26, '2027-03-15')])
    expect(waitsOf(await planned(steady(50)))).toEqual([])
  })
})

describe('what a plan in periods cannot know is told', () => {
  it('160 hours for the first of February are worked in February', async () => {
    // One a day of eight hours, Monday 1 February to Friday the 26th: 19 come later than on the first.
    const result = await planned({
      calendar: { start: '2027-01-01', months: 3 },
      items: [{ id: 'x', price: 1000, safetyStock: 0 }],
      resources: [{ id: 'r', hoursPerWorkingDay: 8, costPerHour: 10 }],
      operations: [{ itemId: 'x', resourceId: 'r', runHoursPerUnit: 8 }],
      forecasts: [{ itemId: 'x', quantities: [0, 0, 0] }],
      customerOrders: [{ id: 'A', itemId: 'x', quantity: 20, requestedDate: '2027-02-01' }],
    })
    expect(waitsOf(result)).toEqual([waiting('x', 19, '2027-02-26')])
  })

  it('of two goods on a machine that wanted first is made first', async () => {
    // Ten a day. 20 a on the 2nd are in time; 30 b on the 3rd: ten that day, ten on each of the 4th and the 5th.
    const result = await planned({
      calendar: { start: '2027-04-01', months: 1 },
      items: [
        { id: 'a', price: 100, safetyStock: 0 },
        { id: 'b', price: 100, safetyStock: 0 },
      ],
      resources: [{ id: 'r', capacityHours: 300, costPerHour: 10 }],
      operations: [
        { itemId: 'a', resourceId: 'r', runHoursPerUnit: 1 },
        { itemId: 'b', resourceId: 'r', runHoursPerUnit: 1 },
      ],
      forecasts: [
        { itemId: 'a', quantities: [0] },
        { itemId: 'b', quantities: [0] },
      ],
      customerOrders: [
        { id: '1', itemId: 'a', quantity: 20, requestedDate: '2027-04-02' },
        { id: '2', itemId: 'b', quantity: 30, requestedDate: '2027-04-03' },
      ],
    })
    expect(waitsOf(result)).toEqual([waiting('b', 20, '2027-04-05')])
  })

  it('a machine that makes each day what is asked for lets nobody wait', async () => {
    const result = await planned({
      calendar: { start: '2027-04-01', months: 1 },
      items: [{ id: 'x', price: 100, safetyStock: 0 }],
      resources: [{ id: 'r', capacityHours: 45, costPerHour: 10 }],
      operations: [{ itemId: 'x', resourceId: 'r', runHoursPerUnit: 1 }],
      forecasts: [{ itemId: 'x', quantities: [45] }],
    })
    expect(waitsOf(result)).toEqual([])
  })

  it('who waits behind a backlog', async () => {
    // The 3 that lie there are for the order of December; those of 4 January come on the 6th.
    const result = await planned({
      calendar: { start: '2027-01-01', months: 1 },
      items: [{ id: 'x', price: 100, purchaseCost: 10, leadTimeDays: 5, safetyStock: 0 }],
      forecasts: [{ itemId: 'x', quantities: [0] }],
      customerOrders: [
        { id: '1', itemId: 'x', quantity: 3, requestedDate: '2026-12-20' },
        { id: '2', itemId: 'x', quantity: 3, requestedDate: '2027-01-04' },
      ],
      stock: [{ itemId: 'x', onHand: 3 }],
    })
    expect(waitsOf(result)).toEqual([waiting('x', 3, '2027-01-06')])
  })

  it('who is left at the end of the month is late, and those before him have waited', async () => {
    // 20 of 31 come on the 11th; ten have asked by then. The last eleven are January's backlog.
    const result = await planned({
      calendar: { start: '2027-01-01', months: 1 },
      items: [{ id: 'x', price: 100, purchaseCost: 10, leadTimeDays: 10, safetyStock: 0, supplyLimit: 20 }],
      forecasts: [{ itemId: 'x', quantities: [31] }],
    })
    expect(result.supply.records[0]?.backlog).toEqual([11])
    expect(waitsOf(result)).toEqual([waiting('x', 10, '2027-01-11')])
  })

  it('no order goes out after it is due: two Z of A and B, A of C and D, D of E, in weeks', async () => {
    const days = { Z: 14, A: 7, B: 7, C: 7, D: 7, E: 21 }
    const result = await planned({
      calendar: { start: '2027-01-04', weeks: 10 },
      items: Object.entries(days).map(([id, leadTimeDays]) => ({
        id,
        leadTimeDays,
        safetyStock: 0,
        ...(id === 'Z' && { price: 1000 }),
        ...('BCE'.includes(id) && { purchaseCost: 1 }),
      })),
      billOfMaterials: [
        { itemId: 'Z', componentId: 'A', quantityPer: 2 },
        { itemId: 'Z', componentId: 'B', quantityPer: 3 },
        { itemId: 'A', componentId: 'C', quantityPer: 4 },
        { itemId: 'A', componentId: 'D', quantityPer: 4 },
        { itemId: 'D', componentId: 'E', quantityPer: 2 },
      ],
      forecasts: [{ itemId: 'Z', quantities: [0, 0, 0, 0, 0, 0, 0, 0, 0, 59] }],
    })
    // E is there on Monday 8 March, D a week later, A on the 22nd, Z on 5 April: 22 days after the last of the plan.
    expect(ordersOf(result).filter((order) => order.startsWith('make'))).toEqual([
      'make 118 A: 2027-03-14, 2027-03-14',
      'make 472 D: 2027-03-08, 2027-03-14',
      'make 59 Z: 2027-03-14, 2027-03-14',
    ])
    const [told] = result.exceptions.filter(({ code }) => code === 'parts-before-work')
    expect(told?.value).toEqual({ units: [59, 118, 472], leadTimeDays: [14, 7, 7], daysTooFew: [22, 8, 1] })
  })
})

it('nobody who ordered for a later month waits where the parts lie there and the lead time is shorter than a month', async () => {
  // 40 shops, their orders and lead times drawn by a linear congruential generator (Park and Miller, 1988).
  let seed = 11
  const draw = (least: number, most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return least + (seed % (most - least + 1))
  }
  const february = numberOfDay('2027-02-01')
  let early = 0
  for (let n = 0; n < 40; n++) {
    const orders = Array.from({ length: 6 }, (_, k) => ({
      id: String(k),
      itemId: 'x',
      quantity: draw(1, 30),
      requestedDate: dayOfNumber(february + draw(0, 88)),
    }))
    const result = await planned({
      calendar: { start: '2027-01-01', months: 4 },
      items: [
        { id: 'x', price: 100, leadTimeDays: draw(1, 31), safetyStock: 0 },
        { id: 'p', purchaseCost: 10, leadTimeDays: draw(0, 25), safetyStock: 0 },
        { id: 'q', purchaseCost: 7, leadTimeDays: draw(0, 25), safetyStock: 0 },
      ],
      billOfMaterials: [
        { itemId: 'x', componentId: 'p', quantityPer: 1 },
        { itemId: 'x', componentId: 'q', quantityPer: 2 },
      ],
      forecasts: [{ itemId: 'x', quantities: [0, 0, 0, 0] }],
      customerOrders: orders,
      stock: [
        { itemId: 'p', onHand: 180 },
        { itemId: 'q', onHand: 360 },
      ],
    })
    expect(waitsOf(result)).toEqual([])
    for (const { requestedDate } of orders) {
      const come = result.supply.plannedOrders.filter(
        ({ itemId, dueDate }) => itemId === 'x' && dueDate <= requestedDate,
      )
      const asked = orders.filter((order) => order.requestedDate <= requestedDate)
      const sum = (rows: readonly { readonly quantity: number }[]): number =>
        rows.reduce((a, row) => a + row.quantity, 0)
      expect(sum(come)).toBeGreaterThanOrEqual(sum(asked))
    }
    early += result.supply.plannedOrders.filter(({ releaseDate, periodId }) => !releaseDate.startsWith(periodId)).length
  }
  expect(early).toBeGreaterThan(40)
})
