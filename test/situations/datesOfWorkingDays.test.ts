import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, type PlannedOrder, verify } from '../../src/index.js'

/**
 * A plant that is shut. Where the hours of a machine are counted from working days, its work runs over these days: no order is given out
 * or ready while nobody is there, and parts come when work begins.
 */
const line = ({ kind, itemId, quantity, releaseDate, dueDate }: PlannedOrder): string =>
  `${kind} ${quantity} ${itemId}: ${releaseDate} to ${dueDate}`

/** January 2027: the 1st is a Friday. Work begins on Thursday the 21st: 21, 22, 25 to 29 are seven days. */
const upToThe20th = Array.from({ length: 20 }, (_, k) => `2027-01-${String(k + 1).padStart(2, '0')}`)

async function run(input: PlanInput): Promise<{ orders: string[]; waits: unknown[]; late: unknown[] }> {
  const result = await plan(input)
  expect(result.status).toBe('optimal')
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  const { exceptions, supply } = result
  return {
    orders: supply.plannedOrders.map(line),
    waits: exceptions.flatMap(({ code, value }) => (code === 'wait-within-period' ? [value] : [])),
    late: exceptions.flatMap(({ code, value }) => (code === 'parts-before-work' ? [value] : [])),
  }
}

/** One hour for a bell, cast of bronze. */
const foundry = (more: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 1 },
  items: [
    { id: 'bell', price: 50, safetyStock: 0 },
    { id: 'bronze', purchaseCost: 3, leadTimeDays: 0, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'bell', componentId: 'bronze', quantityPer: 1 }],
  operations: [{ itemId: 'bell', resourceId: 'oven', runHoursPerUnit: 1 }],
  workCalendars: [{ id: 'shut', holidays: upToThe20th }],
  resources: [{ id: 'oven', calendarId: 'shut', hoursPerWorkingDay: 8 }],
  forecasts: [{ itemId: 'bell', quantities: [40] }],
  ...more,
})

describe('a plant that is shut until the 20th', () => {
  const onThe21st = ['buy 40 bronze: 2027-01-21 to 2027-01-21', 'make 40 bell: 2027-01-21 to 2027-01-21']

  it('begins on the 21st, and has its parts on that day', async () => {
    // 40 of 56 hours: five of seven days, 21 to 27, within a week. By the evening of the 20th 40 x 20 / 31 = 25.8 were asked for, and
    // eight a day catch up with them on the fifth day.
    const { orders, waits, late } = await run(foundry())
    expect([...orders].sort()).toEqual(onThe21st)
    expect(waits).toEqual([{ units: [26], untilDates: ['2027-01-27'] }])
    expect(late).toEqual([])
  })

  it('does so by the holidays of the plan, too, and tells who has ordered for the 10th', async () => {
    const { orders, waits } = await run(
      foundry({
        calendar: { start: '2027-01-01', months: 1, holidays: upToThe20th },
        workCalendars: [],
        resources: [{ id: 'oven', hoursPerWorkingDay: 8 }],
        forecasts: [],
        customerOrders: [{ id: 'o', itemId: 'bell', quantity: 40, requestedDate: '2027-01-10' }],
      }),
    )
    expect([...orders].sort()).toEqual(onThe21st)
    expect(waits).toEqual([{ units: [40], untilDates: ['2027-01-27'] }])
  })

  it('spreads hours that are given for the month over all days, since these name no days', async () => {
    const { orders, waits } = await run(foundry({ resources: [{ id: 'oven', calendarId: 'shut', capacityHours: 56 }] }))
    expect(orders.filter((order) => order.startsWith('make'))[0]).toMatch(/: 2027-01-01 to 2027-01-01$/)
    expect(waits).toEqual([])
  })

  it('waits for parts that come while it is shut no longer than for the first day of work', async () => {
    // Bronze on the 11th. All 56 hours are needed and all seven days are there.
    const slow = foundry({ forecasts: [{ itemId: 'bell', quantities: [56] }] })
    const items = slow.items.map((item) => (item.id === 'bronze' ? { ...item, leadTimeDays: 10 } : item))
    const { orders, late } = await run({ ...slow, items })
    // 5 of 7 days lie in the first week: 21, 22, 25, 26, 27. 56 x 5 / 7 = 40. By the evening of the 22nd 56 x 22 / 31 = 39.7 were asked
    // for: the 41st is called for on Saturday, and has to be there on Friday.
    expect(orders.filter((order) => order.startsWith('make'))).toEqual([
      'make 40 bell: 2027-01-21 to 2027-01-21',
      'make 16 bell: 2027-01-22 to 2027-01-22',
    ])
    expect(orders.filter((order) => order.startsWith('buy'))[0]).toBe('buy 56 bronze: 2027-01-11 to 2027-01-21')
    expect(late).toEqual([])
  })

  it('tells how many working days are missing where parts come later', async () => {
    // Bronze on Monday the 25th: five days of work for seven, eight a day.
    const slow = foundry({ forecasts: [{ itemId: 'bell', quantities: [56] }] })
    const items = slow.items.map((item) => (item.id === 'bronze' ? { ...item, leadTimeDays: 24 } : item))
    const { late } = await run({ ...slow, items })
    expect(late).toEqual([{ units: [16], leadTimeDays: [0], daysTooFew: [2] }])
  })
})

it('what is wanted on a Sunday is ready on the Friday before', async () => {
  // 8 of 160 hours (20 working days) are a day; the lead time of two days lies behind it: Wednesday the 13th to Friday the 15th.
  const { orders } = await run(
    foundry({
      items: [
        { id: 'bell', price: 50, safetyStock: 0, leadTimeDays: 2 },
        { id: 'bronze', purchaseCost: 3, leadTimeDays: 0, safetyStock: 0 },
      ],
      workCalendars: [],
      resources: [{ id: 'oven', hoursPerWorkingDay: 8 }],
      calendar: { start: '2027-01-01', months: 1, holidays: ['2027-01-01'] },
      forecasts: [],
      customerOrders: [{ id: 'o', itemId: 'bell', quantity: 8, requestedDate: '2027-01-17' }],
    }),
  )
  expect([...orders].sort()).toEqual([
    'buy 8 bronze: 2027-01-13 to 2027-01-13',
    'make 8 bell: 2027-01-13 to 2027-01-15',
  ])
})

it('what needs no parts and is there on the first begins on the working day before its lead time', async () => {
  // 1 March is a Monday. Two days before it is Saturday, so work begins on Friday, 26 February.
  const { orders, waits } = await run({
    calendar: { start: '2027-02-01', months: 2 },
    items: [{ id: 'cord', price: 50, leadTimeDays: 2, safetyStock: 0 }],
    operations: [{ itemId: 'cord', resourceId: 'loom', runHoursPerUnit: 1 }],
    resources: [{ id: 'loom', hoursPerWorkingDay: 8 }],
    customerOrders: [{ id: 'o', itemId: 'cord', quantity: 8, requestedDate: '2027-03-01' }],
  })
  expect(orders).toEqual(['make 8 cord: 2027-02-26 to 2027-03-01'])
  expect(waits).toEqual([])
})
