import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, type PlannedOrder, verify } from '../../src/index.js'

/**
 * Work takes days. A machine that is full for a month works from its first day to its last, one that is half full works for half of
 * the days. An order begins when the machine must begin, not on the day on which it should be ready, and its parts lie there when it
 * begins. Work of more than a week is given out week by week.
 */
const line = ({ kind, itemId, quantity, releaseDate, dueDate, releaseNow }: PlannedOrder): string =>
  `${kind} ${quantity} ${itemId}: ${releaseDate} to ${dueDate}${releaseNow === true ? ', now' : ''}`

async function ordersOf(input: PlanInput): Promise<string[]> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.supply.plannedOrders.map(line)
}

/** One hour for a saddle; leather takes two weeks. */
const saddler = (forecast: readonly number[], more: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-05-01', months: 3 },
  items: [
    { id: 'saddle', price: 120, safetyStock: 0 },
    { id: 'leather', purchaseCost: 30, leadTimeDays: 14, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'saddle', componentId: 'leather', quantityPer: 1 }],
  operations: [{ itemId: 'saddle', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20 }],
  forecasts: [{ itemId: 'saddle', quantities: [...forecast] }],
  ...more,
})

describe('a bench that is full', () => {
  it('works all June at what July asks for, and has its leather on the first', async () => {
    // 200 in July, 100 hours a month. June: 100 in 30 days. 7 days are 23.3, 14 are 46.7, 21 are 70, 28 are 93.3: up to whole saddles
    // 24, 47, 70, 94. The first 24 take 7.2 days, until the 8th; the second begin on that day.
    // July: the 100 last 15.5 days. 100 in 31 days: 7 days are 22.6, 14 are 45.2, 21 are 67.7, 28 are 90.3, so 23, 46, 68, 91. The
    // fourth lot is called for from the day on which 168 are gone (26.04 days), sooner than it is all done; so is the fifth (29.6).
    // Leather: the next plan is made on 1 June, and can have leather there on the 15th: June's first two lots cannot wait.
    expect(await ordersOf(saddler([0, 0, 200]))).toEqual([
      'buy 47 leather: 2027-05-18 to 2027-06-01, now',
      'buy 53 leather: 2027-06-01 to 2027-06-15',
      'buy 100 leather: 2027-06-17 to 2027-07-01',
      'make 24 saddle: 2027-06-01 to 2027-06-08',
      'make 23 saddle: 2027-06-08 to 2027-06-15',
      'make 23 saddle: 2027-06-15 to 2027-06-21',
      'make 24 saddle: 2027-06-22 to 2027-06-29',
      'make 6 saddle: 2027-06-29 to 2027-06-30',
      'make 23 saddle: 2027-07-01 to 2027-07-08',
      'make 23 saddle: 2027-07-08 to 2027-07-15',
      'make 22 saddle: 2027-07-15 to 2027-07-22',
      'make 23 saddle: 2027-07-22 to 2027-07-27',
      'make 9 saddle: 2027-07-29 to 2027-07-30',
    ])
  })

  it('overtime is work too: nobody works overtime in a month that is not full', async () => {
    // 110 in June in 30 days: 25.7, 51.3, 77, 102.7, so 26, 52, 77, 103, 110. As May is asked for nothing, all is for June's last day.
    const firm = saddler([0, 0, 110], {
      resources: [{ id: 'bench', capacityHours: 100, overtimeHours: 10, costPerHour: 20 }],
    })
    const orders = await ordersOf({
      ...firm,
      items: firm.items.map((item) => ({ ...item, firmSupply: [null, 110, null] })),
    })
    expect(orders.filter((order) => order.startsWith('make'))).toEqual([
      // 26 * 30 / 110 = 7.09, 52: 14.2, 77: 21, 103: 28.1.
      'make 26 saddle: 2027-06-01 to 2027-06-08',
      'make 26 saddle: 2027-06-08 to 2027-06-15',
      'make 25 saddle: 2027-06-15 to 2027-06-21',
      'make 26 saddle: 2027-06-22 to 2027-06-29',
      'make 7 saddle: 2027-06-29 to 2027-06-30',
    ])
  })
})

describe('a bench that is half full', () => {
  it('works in the second half of June at what July asks for', async () => {
    // 50 in 15 days, from the 16th: 7 days are 23.3, so 24 take until the 23rd. The last week and the day after it end on the 30th.
    const orders = await ordersOf(saddler([0, 0, 150]))
    expect(orders.slice(0, 4)).toEqual([
      'buy 50 leather: 2027-06-02 to 2027-06-16',
      'buy 100 leather: 2027-06-17 to 2027-07-01',
      'make 24 saddle: 2027-06-16 to 2027-06-23',
      'make 26 saddle: 2027-06-23 to 2027-06-30',
    ])
  })

  it('an order for the 16th of June takes the 15 days until then', async () => {
    // 90 of 180 hours: six a day.
    const input = saddler([0, 0, 0], {
      resources: [{ id: 'bench', capacityHours: 180, costPerHour: 20 }],
      customerOrders: [{ id: 'a', itemId: 'saddle', quantity: 90, requestedDate: '2027-06-16' }],
    })
    expect(await ordersOf(input)).toEqual([
      'buy 84 leather: 2027-05-19 to 2027-06-02, now',
      'buy 6 leather: 2027-06-02 to 2027-06-16',
      'make 42 saddle: 2027-06-02 to 2027-06-08',
      'make 42 saddle: 2027-06-09 to 2027-06-15',
      'make 6 saddle: 2027-06-16 to 2027-06-16',
    ])
  })

  it('a bench that does little is ready on the day', async () => {
    // 9 of 180 hours are a day and a half: two days.
    const input = saddler([0, 0, 0], {
      resources: [{ id: 'bench', capacityHours: 180, costPerHour: 20 }],
      customerOrders: [{ id: 'a', itemId: 'saddle', quantity: 9, requestedDate: '2027-06-16' }],
    })
    expect(await ordersOf(input)).toEqual([
      'buy 9 leather: 2027-06-01 to 2027-06-15',
      'make 9 saddle: 2027-06-15 to 2027-06-16',
    ])
  })
})

it('work that must be done before the next plan is made is given out, the rest is not', async () => {
  // One a day, asked for and made; the next plan is made on the 11th. Ten are worked on before, and asked for before.
  const orders = await ordersOf(
    saddler([31], {
      calendar: { start: '2027-05-01', months: 1 },
      resources: [{ id: 'bench', capacityHours: 31, costPerHour: 20 }],
      stock: [{ itemId: 'leather', onHand: 31 }],
      policy: { reviewDays: 10 },
    }),
  )
  expect(orders).toEqual([
    'make 7 saddle: 2027-05-01 to 2027-05-01, now',
    'make 3 saddle: 2027-05-08 to 2027-05-08, now',
    'make 4 saddle: 2027-05-11 to 2027-05-11',
    'make 7 saddle: 2027-05-15 to 2027-05-15',
    'make 7 saddle: 2027-05-22 to 2027-05-22',
    'make 3 saddle: 2027-05-29 to 2027-05-29',
  ])
})

describe('work for which the month is too short when its parts are there', () => {
  /** A top is made of one part, of which none lies there; one a day is asked for. */
  const shop = (days: { readonly top: number; readonly part: number }, more: Partial<PlanInput> = {}): PlanInput => ({
    calendar: { start: '2027-01-01', months: 3 },
    items: [
      { id: 'top', price: 100, leadTimeDays: days.top, safetyStock: 0 },
      { id: 'part', purchaseCost: 5, leadTimeDays: days.part, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'top', componentId: 'part', quantityPer: 1 }],
    forecasts: [{ itemId: 'top', quantities: [31, 28, 31] }],
    ...more,
  })
  const told = async (input: PlanInput): Promise<unknown> => {
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    return result.exceptions.flatMap(({ code, value }) => (code === 'parts-before-work' ? [value] : []))
  }

  it.each([
    // 31 January and three days are 3 February; 29 January and two, or 28 and three, are the 31st.
    { top: 3, part: 30, daysTooFew: 3 },
    { top: 2, part: 28, daysTooFew: 0 },
    { top: 3, part: 27, daysTooFew: 0 },
    { top: 4, part: 27, daysTooFew: 1 },
    // 21 January and twenty days are 10 February.
    { top: 20, part: 20, daysTooFew: 10 },
  ])('made in $top days of a part of $part days', async ({ daysTooFew, ...days }) => {
    // Whoever does not wait is lost in the lead time of the first tops, one a day, and no top is made for him.
    for (const [unmetDemand, units] of [
      ['backlog', 31],
      ['lost', 31 - days.top],
    ] as const) {
      const row = { units: [units], leadTimeDays: [days.top], daysTooFew: [daysTooFew] }
      expect(await told(shop(days, { policy: { unmetDemand } }))).toEqual(daysTooFew === 0 ? [] : [row])
    }
    // The work goes out when its part is there, not before.
    const [first] = (await plan(shop(days))).supply.plannedOrders.filter(({ kind }) => kind === 'make')
    if (daysTooFew > 0) expect(first?.releaseDate).toBe(`2027-01-${days.part + 1}`)
  })

  it('a full bench has its part on the 11th and would work until 10 February', async () => {
    const bench = (capacityHours: number): Partial<PlanInput> => ({
      operations: [{ itemId: 'top', resourceId: 'bench', runHoursPerUnit: 1 }],
      resources: [{ id: 'bench', capacityHours, costPerHour: 20 }],
    })
    // Of 31, one a day, 21 are made from then on. February and March have their parts in time. At 31 of 62 hours the 16 days from the 11th end on the 26th.
    expect(await told(shop({ top: 0, part: 10 }, bench(31)))).toEqual([
      { units: [10], leadTimeDays: [0], daysTooFew: [10] },
    ])
    expect(await told(shop({ top: 0, part: 10 }, bench(62)))).toEqual([])
  })

  it('what else the bench has to do is done first, as far as its parts are there', async () => {
    // A full bench: 16 hours on tops, whose part comes on the 11th, and 15 on knobs, which need none. From the 11th on 21 days are left.
    const tops = shop({ top: 0, part: 10 })
    const input: PlanInput = {
      ...tops,
      items: [...tops.items, { id: 'knob', price: 60, safetyStock: 0 }],
      operations: ['top', 'knob'].map((itemId) => ({ itemId, resourceId: 'bench', runHoursPerUnit: 1 })),
      resources: [{ id: 'bench', capacityHours: 31, costPerHour: 20 }],
      forecasts: [
        { itemId: 'top', quantities: [16, 0, 0] },
        { itemId: 'knob', quantities: [15, 0, 0] },
      ],
    }
    expect(await told(input)).toEqual([])
    // Where knobs are made of the same part, both wait, and all 31 days are missing but 21: 10 of 31 days are 15 * 10 / 31 = 4.8 knobs
    // and 5.2 tops, in whole ones.
    const both: PlanInput = {
      ...input,
      billOfMaterials: ['top', 'knob'].map((itemId) => ({ itemId, componentId: 'part', quantityPer: 1 })),
    }
    expect(await told(both)).toEqual([{ units: [5, 6], leadTimeDays: [0, 0], daysTooFew: [10, 10] }])
  })

  it('parts that lie there for the first days are worked on in time', async () => {
    // Three lie there, and are tops on the 4th; the others begin on the 31st.
    const input = shop({ top: 3, part: 30 }, { stock: [{ itemId: 'part', onHand: 3 }] })
    expect((await ordersOf(input)).filter((order) => order.startsWith('make')).slice(0, 2)).toEqual([
      'make 3 top: 2027-01-01 to 2027-01-04, now',
      'make 28 top: 2027-01-31 to 2027-01-31, now',
    ])
    expect(await told(input)).toEqual([{ units: [28], leadTimeDays: [3], daysTooFew: [3] }])
  })
})

describe('work of which the last parts come late', () => {
  it('begins in time with the parts that are there', async () => {
    // 50 chairs in 31 days, 12 a week. Of four legs each 184 are there, for 46. 45 are ordered for the 12th, and with what else is asked
    // for until then all but ten on hand: what begins on the 8th waits for no leg of the last four chairs.
    const orders = await ordersOf({
      calendar: { start: '2027-03-01', months: 1 },
      items: [
        { id: 'chair', price: 90, safetyStock: 0 },
        { id: 'leg', purchaseCost: 2, leadTimeDays: 8, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
      operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 0.5 }],
      resources: [{ id: 'bench', capacityHours: 25, costPerHour: 20 }],
      stock: [
        { itemId: 'chair', onHand: 10 },
        { itemId: 'leg', onHand: 184 },
      ],
      customerOrders: [{ id: 'c1', itemId: 'chair', quantity: 45, requestedDate: '2027-03-12' }],
      forecasts: [{ itemId: 'chair', quantities: [60] }],
    })
    expect(orders).toEqual([
      'make 12 chair: 2027-03-01 to 2027-03-08, now',
      'make 34 chair: 2027-03-08 to 2027-03-12, now',
      'make 4 chair: 2027-03-23 to 2027-03-23, now',
      'buy 16 leg: 2027-03-15 to 2027-03-23, now',
    ])
  })
})
