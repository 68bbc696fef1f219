import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, type PlannedOrder, verify } from '../../src/index.js'

/**
 * The days of orders, each worked out by hand. Demand falls evenly on the days of a period; an order is due on the day on which
 * the stock would fall under its safety stock, and goes out a lead time before.
 */
const NO_SAFETY = { safetyStock: 0 }

async function ordersOf(input: PlanInput): Promise<readonly PlannedOrder[]> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.supply.plannedOrders
}

/** One order in a line: item, units, from release to receipt, what it costs, whether it goes out now. */
const line = ({ itemId, quantity, releaseDate, dueDate, cost, releaseNow }: PlannedOrder): string =>
  `${itemId} ${quantity}: ${releaseDate} to ${dueDate}, ${cost}${releaseNow === true ? ', now' : ''}`

describe('the day on which an order is due', () => {
  it('what lies there lasts until the 15th of April, then the safety stock would be touched', async () => {
    // 30 in the 30 days of April: 25 - 10 of safety stock are 15 days. 25 + 15 - 30 = 10 are left.
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 1 },
      items: [{ id: 'lamp', price: 49, purchaseCost: 30, leadTimeDays: 6, safetyStock: 10 }],
      forecasts: [{ itemId: 'lamp', quantities: [30] }],
      stock: [{ itemId: 'lamp', onHand: 25 }],
    })
    expect(orders.map(line)).toEqual(['lamp 15: 2027-04-10 to 2027-04-16, 450, now'])
  })

  it('weeks: 9 last a week and two days', async () => {
    // One a day. Week 1 is served from stock; 2 are left, for 11 and 12 January. On the 13th one is missing.
    const orders = await ordersOf({
      calendar: { start: '2027-01-04', weeks: 3 },
      items: [{ id: 'lamp', price: 49, purchaseCost: 30, leadTimeDays: 3, ...NO_SAFETY }],
      forecasts: [{ itemId: 'lamp', quantities: [7, 7, 7] }],
      stock: [{ itemId: 'lamp', onHand: 9 }],
    })
    // The next plan is made on 11 January, and what it orders first is there on the 14th: the one of the 13th cannot wait for it.
    expect(orders.map(line)).toEqual([
      'lamp 1: 2027-01-10 to 2027-01-13, 30, now',
      'lamp 4: 2027-01-11 to 2027-01-14, 120',
      'lamp 7: 2027-01-15 to 2027-01-18, 210',
    ])
  })

  it('a month and a quarter: forty days from the first of March are the tenth of April', async () => {
    // One a day: 40 last the 31 days of March and 9 of April. 91 - 9 = 82 are missing, 31 of them until 10 May: what the next plan
    // orders on the first of April is there on the 11th.
    const orders = await ordersOf({
      calendar: { start: '2027-03-01', months: 1, quarters: 1 },
      items: [{ id: 'lamp', price: 49, purchaseCost: 30, leadTimeDays: 40, ...NO_SAFETY }],
      forecasts: [{ itemId: 'lamp', quantities: [31, 91] }],
      stock: [{ itemId: 'lamp', onHand: 40 }],
    })
    expect(orders.map(line)).toEqual([
      'lamp 31: 2027-03-01 to 2027-04-10, 930, now',
      'lamp 51: 2027-04-01 to 2027-05-11, 1530',
    ])
  })

  it('flour by the kilogram: 1.5 of 4.5 in 30 days last ten days', async () => {
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 1 },
      items: [{ id: 'flour', unit: 'kg', price: 4, purchaseCost: 0.8, ...NO_SAFETY }],
      forecasts: [{ itemId: 'flour', quantities: [4.5] }],
      stock: [{ itemId: 'flour', onHand: 1.5 }],
    })
    expect(orders.map(line)).toEqual(['flour 3: 2027-04-11 to 2027-04-11, 2.4, now'])
  })

  it('what is made ahead is due when its period ends, and is worked on before', async () => {
    // 50 in May, 30 hours in each month: 20 are made in April, for which nobody asks in April, in the last 20 of its 30 days.
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 2 },
      items: [{ id: 'chair', price: 90, ...NO_SAFETY }],
      operations: [{ itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 }],
      resources: [{ id: 'saw', capacityHours: 30, costPerHour: 20 }],
      forecasts: [{ itemId: 'chair', quantities: [0, 50] }],
    })
    // In May the saw works all 31 days, 30 / 31 of a chair a day: seven take until the 8th, though the 20 last until the 12th. The
    // 22nd to the 28th are called for from the 26th on (41 * 31 / 50 = 25.4), the last two from the 30th on (48 * 31 / 50 = 29.8).
    // What is made is paid as wages: no supplier is paid for it.
    expect(orders.map(line)).toEqual([
      'chair 7: 2027-04-11 to 2027-04-17, 0, now',
      'chair 7: 2027-04-18 to 2027-04-24, 0, now',
      'chair 6: 2027-04-25 to 2027-04-30, 0, now',
      'chair 7: 2027-05-01 to 2027-05-08, 0',
      'chair 7: 2027-05-08 to 2027-05-15, 0',
      'chair 7: 2027-05-15 to 2027-05-22, 0',
      'chair 7: 2027-05-22 to 2027-05-26, 0',
      'chair 2: 2027-05-29 to 2027-05-30, 0',
    ])
  })

  it('customers who wait are served on the first day', async () => {
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 1 },
      items: [{ id: 'lamp', price: 49, purchaseCost: 30, ...NO_SAFETY }],
      forecasts: [{ itemId: 'lamp', quantities: [30] }],
      stock: [{ itemId: 'lamp', onHand: 20, backlog: 25 }],
    })
    expect(orders.map(line)).toEqual(['lamp 35: 2027-04-01 to 2027-04-01, 1050, now'])
  })

  it('a firm order sooner than its lead time goes out today', async () => {
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 2 },
      items: [{ id: 'lamp', price: 49, purchaseCost: 30, leadTimeDays: 45, firmSupply: [30, null], ...NO_SAFETY }],
      forecasts: [{ itemId: 'lamp', quantities: [30, 31] }],
    })
    // 1 April + 45 days is 16 May: from then on 16 days of May are left, but whoever waits is served then.
    expect(orders.map(line)).toEqual([
      'lamp 30: 2027-04-01 to 2027-04-30, 900, now',
      'lamp 31: 2027-04-01 to 2027-05-16, 930, now',
    ])
  })
})

describe('parts before what they go into', () => {
  it('frames of twenty days, bikes of five', async () => {
    // One bike a day. 20 bikes last until 20 January; frames ordered today are there on the 21st, bikes five days later.
    const orders = await ordersOf({
      calendar: { start: '2027-01-01', months: 2 },
      items: [
        { id: 'bike', price: 500, leadTimeDays: 5, ...NO_SAFETY },
        { id: 'frame', purchaseCost: 40, leadTimeDays: 20, ...NO_SAFETY },
      ],
      billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
      forecasts: [{ itemId: 'bike', quantities: [31, 28] }],
      stock: [{ itemId: 'bike', onHand: 20 }],
    })
    // February's bikes begin on the first, when their frames are there: those go out on 12 January.
    expect(orders.map(line)).toEqual([
      'bike 11: 2027-01-21 to 2027-01-26, 0, now',
      'bike 28: 2027-02-01 to 2027-02-06, 0',
      'frame 11: 2027-01-01 to 2027-01-21, 440, now',
      'frame 28: 2027-01-12 to 2027-02-01, 1120, now',
    ])
  })

  it('frames that lie there do not hold the bikes up, frames under way do', async () => {
    const company = (dueDate: string): PlanInput => ({
      calendar: { start: '2027-04-01', months: 1 },
      items: [
        { id: 'bike', price: 500, ...NO_SAFETY },
        { id: 'frame', purchaseCost: 40, leadTimeDays: 60, ...NO_SAFETY },
      ],
      billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 2 }],
      forecasts: [{ itemId: 'bike', quantities: [30] }],
      stock: [
        { itemId: 'bike', onHand: 12 },
        { itemId: 'frame', onHand: 10 },
      ],
      openOrders: [{ itemId: 'frame', quantity: 26, dueDate }],
    })
    // 12 bikes last until 12 April; the other 18 take 36 frames, 10 that lie there and 26 under way.
    expect((await ordersOf(company('2027-04-07'))).map(line)).toEqual(['bike 18: 2027-04-13 to 2027-04-13, 0, now'])
    // The 10 are five bikes, which begin on the 13th and last until the 17th; the others wait for the 20th.
    expect((await ordersOf(company('2027-04-20'))).map(line)).toEqual([
      'bike 5: 2027-04-13 to 2027-04-13, 0, now',
      'bike 13: 2027-04-20 to 2027-04-20, 0, now',
    ])
  })

  it('two kinds of bikes share the frames that lie there, work outside is paid with each order', async () => {
    // 20 frames of 60 lie there, a third of what April takes: 10 of 30 bikes of each kind begin at once, the other 20 when the frames
    // are there on the 11th, before which day the first ten of each last. 10 of 0.335 are 3.35; 30 are 10.05, so the 20 are 6.70.
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 1 },
      items: [
        { id: 'blue', price: 500, source: 'subcontract', purchaseCost: 0.335, ...NO_SAFETY },
        { id: 'red', price: 500, source: 'subcontract', purchaseCost: 0.333, ...NO_SAFETY },
        { id: 'frame', purchaseCost: 40, leadTimeDays: 10, ...NO_SAFETY },
      ],
      billOfMaterials: [
        { itemId: 'blue', componentId: 'frame', quantityPer: 1 },
        { itemId: 'red', componentId: 'frame', quantityPer: 1 },
      ],
      forecasts: [
        { itemId: 'blue', quantities: [30] },
        { itemId: 'red', quantities: [30] },
      ],
      stock: [{ itemId: 'frame', onHand: 20 }],
    })
    // 10 of 0.333 are 3.33, 30 are 9.99: the 20 are 6.66.
    expect(orders.map(line)).toEqual([
      'blue 10: 2027-04-01 to 2027-04-01, 3.35, now',
      'blue 20: 2027-04-11 to 2027-04-11, 6.7, now',
      'frame 40: 2027-04-01 to 2027-04-11, 1600, now',
      'red 10: 2027-04-01 to 2027-04-01, 3.33, now',
      'red 20: 2027-04-11 to 2027-04-11, 6.66, now',
    ])
  })

  it('work outside: the painter has four days and is paid for his work', async () => {
    const orders = await ordersOf({
      calendar: { start: '2027-04-01', months: 1 },
      items: [
        {
          id: 'door',
          price: 80,
          purchaseCost: 7,
          supplierId: 'painter',
          leadTimeDays: 4,
          source: 'subcontract',
          ...NO_SAFETY,
        },
        { id: 'raw', purchaseCost: 20, ...NO_SAFETY },
      ],
      suppliers: [{ id: 'painter' }],
      billOfMaterials: [{ itemId: 'door', componentId: 'raw', quantityPer: 1 }],
      forecasts: [{ itemId: 'door', quantities: [30] }],
      stock: [{ itemId: 'raw', onHand: 30 }],
    })
    expect(orders).toEqual([
      {
        kind: 'subcontract',
        itemId: 'door',
        sourceId: 'door',
        supplierId: 'painter',
        periodId: '2027-04',
        quantity: 30,
        releaseDate: '2027-04-01',
        dueDate: '2027-04-05',
        cost: 210,
        releaseNow: true,
      },
    ])
  })
})

it('the cost of an order is what it adds to what is paid, to the cent', async () => {
  // A third of a dollar: 5 under way are 1.665, paid 1.66; with 10 more they are 4.995, paid 5.00. The order is the rest, 3.34.
  const input: PlanInput = {
    calendar: { start: '2027-04-01', months: 1 },
    items: [{ id: 'screw', price: 1, purchaseCost: 0.333, ...NO_SAFETY }],
    forecasts: [{ itemId: 'screw', quantities: [15] }],
    openOrders: [{ itemId: 'screw', quantity: 5, dueDate: '2027-04-10' }],
  }
  const result = await plan(input)
  expect(result.supply.plannedOrders.map(({ cost }) => cost)).toEqual([3.34])
  const { ledger } = result
  const paid = ledger.amountMinor.filter(
    (_, n) =>
      ledger.rules[ledger.rule[n] as number] === 'purchase' &&
      ledger.accounts[ledger.account[n] as number] === 'payables',
  )
  expect(paid).toEqual([-500])
  expect(verify(result, { input }).ok).toBe(true)
})

it('what is made for longer than a period is told, because its parts would be there too late', async () => {
  // Fourteen days of work on a part of seven: weeks plan both in the week of receipt, and work would begin before the part.
  const shop = (leadTimeDays: number): PlanInput => ({
    calendar: { start: '2027-01-04', weeks: 8 },
    items: [
      { id: 'top', price: 100, leadTimeDays, ...NO_SAFETY },
      { id: 'part', purchaseCost: 5, leadTimeDays: 7, ...NO_SAFETY },
    ],
    billOfMaterials: [{ itemId: 'top', componentId: 'part', quantityPer: 1 }],
    forecasts: [{ itemId: 'top', quantities: [0, 0, 10, 0, 0, 0, 0, 10] }],
  })
  const told = async (leadTimeDays: number): Promise<unknown> =>
    (await plan(shop(leadTimeDays))).exceptions
      .filter(({ code }) => code === 'parts-before-work')
      .map(({ refs, value }) => [refs, value])
  // The week of 18 January ends on the 24th; parts that are there on the 18th are tops on 1 February, or on the 25th.
  expect(await told(14)).toEqual([[[{ itemId: 'top' }], { units: [20], leadTimeDays: [14], daysTooFew: [8] }]])
  expect(await told(7)).toEqual([[[{ itemId: 'top' }], { units: [20], leadTimeDays: [7], daysTooFew: [1] }]])
  // Six days fit into a week, and a bought part may take as long as it likes.
  expect(await told(6)).toEqual([])
})
