import { describe, expect, it } from 'vitest'
import { optimizeProduction } from '../../src/production/index.js'
import { createCalendar } from '../../src/core/index.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * A shop sells bells that its customers buy elsewhere where they are not there on the day: 10 each, bought for 4. Its planner reads
 * the calendar: what is asked for before anything new can be there is met from the shelf, or by somebody else.
 */
const bells = (
  leadTimeDays: number,
  orders: readonly (readonly [quantity: number, requestedDate: string])[],
  more: Partial<PlanInput> = {},
): PlanInput => ({
  calendar: { start: '2027-01-01', months: 1 },
  items: [{ id: 'bell', price: 10, purchaseCost: 4, leadTimeDays, safetyStock: 0, unmetDemand: 'lost' }],
  forecasts: [{ itemId: 'bell', quantities: [0] }],
  customerOrders: orders.map(([quantity, requestedDate], n) => ({
    id: `order ${n}`,
    itemId: 'bell',
    quantity,
    requestedDate,
  })),
  ...more,
})

const onOrder = (quantity: number, dueDate: string): Partial<PlanInput> => ({
  supplyOrders: [{ id: 'PO-1', kind: 'buy', itemId: 'bell', quantity, dueDate }],
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  const { ok, checks } = verify(result, { input })
  expect(checks.flatMap(({ failures }) => failures)).toEqual([])
  expect(ok).toBe(true)
  return result
}

/** What a plan ships of the bell, and loses. */
async function served(input: PlanInput): Promise<{ readonly shipped: number[]; readonly lost: number[] }> {
  const { shipped, lost } = supplyOf(await proven(input), 'bell')
  return { shipped: [...shipped], lost: [...lost] }
}

describe('an order for a day, of who does not wait', () => {
  it.each([
    // New bells can be there on the 21st.
    ['31 January', 20, '2027-01-31', 30, 0],
    ['the day on which they come', 20, '2027-01-21', 30, 0],
    ['the day before', 20, '2027-01-20', 0, 30],
    ['4 January', 20, '2027-01-04', 0, 30],
    // From the 6th on.
    ['20 January, five days', 5, '2027-01-20', 30, 0],
    ['a day before the plan, five days', 5, '2026-12-20', 0, 30],
    ['a day before the plan, none', 0, '2026-12-20', 30, 0],
  ])('for %s: with %i days of lead time and %s wanted, %i are sold and %i lost', async (_, days, date, sold, lost) => {
    expect(await served(bells(days, [[30, date]]))).toEqual({ shipped: [sold], lost: [lost] })
  })

  it('is met from the shelf, as far as that goes', async () => {
    const stock = { stock: [{ itemId: 'bell', onHand: 12 }] }
    expect(await served(bells(20, [[30, '2027-01-04']], stock))).toEqual({ shipped: [12], lost: [18] })
    expect(await served(bells(5, [[30, '2026-12-20']], stock))).toEqual({ shipped: [12], lost: [18] })
  })

  it('stands beside forecast, which is spread over the days', async () => {
    // A bell a day beside both orders: 11 of 31 from the 21st on, the 30 of the 31st, and nothing of the 5 of the 4th.
    const input = bells(20, [
      [30, '2027-01-31'],
      [5, '2027-01-04'],
    ])
    const forecasts = [{ itemId: 'bell', quantities: [66] }]
    expect(await served({ ...input, forecasts })).toEqual({ shipped: [41], lost: [25] })
  })

  it('is asked for within a week, too', async () => {
    const calendar = { start: '2027-01-04', weeks: 1 }
    expect(await served(bells(3, [[7, '2027-01-08']], { calendar }))).toEqual({ shipped: [7], lost: [0] })
    expect(await served(bells(3, [[7, '2027-01-06']], { calendar }))).toEqual({ shipped: [0], lost: [7] })
  })

  it('is told with the day before which nothing new can be there', async () => {
    const { exceptions } = await proven(bells(20, [[30, '2027-01-04']]))
    expect(exceptions.filter(({ victims = [] }) => victims.length > 0)).toMatchObject([
      { code: 'lead-time', victims: [{ amount: 30, booked: 30 }], moneyAtStake: 300 },
    ])
  })
})

describe('what comes within a month', () => {
  const forecasts = [{ itemId: 'bell', quantities: [31] }]

  it('is the same whether it was ordered before or is ordered now', async () => {
    // On the 31st, when thirty customers have gone.
    const now = await served(bells(30, [], { forecasts }))
    const before = await served(bells(60, [], { forecasts, ...onOrder(31, '2027-01-31') }))
    expect(now).toEqual({ shipped: [1], lost: [30] })
    expect(before).toEqual(now)
  })

  it('serves who asks from its day on, and what is left the months after', async () => {
    // A bell a day. 59 come on the 20th: 12 in January, 28 in February, 19 are left for March. New ones can be there on
    // 22 March, for the last ten days; the nineteen last until the 19th, and the customers of the 20th and the 21st go.
    const input = bells(80, [], {
      calendar: { start: '2027-01-01', months: 3 },
      forecasts: [{ itemId: 'bell', quantities: [31, 28, 31] }],
      ...onOrder(59, '2027-01-20'),
    })
    const bell = supplyOf(await proven(input), 'bell')
    expect(bell).toMatchObject({ shipped: [12, 28, 29], lost: [19, 0, 2], purchased: [0, 0, 10], closing: [47, 19, 0] })
  })

  it('leaves the days before it to new supply, where that is there sooner', async () => {
    // Bells are bought from one day to the next, five a month at most; 59 are on order for the 20th. Five and those of twelve days.
    const items = [
      { id: 'bell', price: 10, purchaseCost: 4, safetyStock: 0, unmetDemand: 'lost' as const, supplyLimit: 5 },
    ]
    const result = await proven(bells(0, [], { forecasts, items, ...onOrder(59, '2027-01-20') }))
    expect(supplyOf(result, 'bell')).toMatchObject({ shipped: [17], lost: [14], purchased: [5] })
    expect(result.exceptions.find(({ victims = [] }) => victims.length > 0)).toMatchObject({
      code: 'supply-limit',
      victims: [{ amount: 14 }],
    })
    // Without the limit nobody goes: nineteen are bought for the days before.
    const free = [{ ...items[0], id: 'bell', supplyLimit: 100 }]
    const all = await proven(bells(0, [], { forecasts, items: free, ...onOrder(59, '2027-01-20') }))
    expect(supplyOf(all, 'bell')).toMatchObject({ shipped: [31], lost: [0], purchased: [19] })
  })

  it('is no reason to leave what who asks before it needs', async () => {
    // Ten a month can be bought. Twelve are wanted on 7 February, and 20 come on the 10th for nobody: two are bought in January.
    const items = [
      { id: 'bell', price: 10, purchaseCost: 4, safetyStock: 0, unmetDemand: 'lost' as const, supplyLimit: 10 },
    ]
    const input = bells(0, [[12, '2027-02-07']], {
      calendar: { start: '2027-01-01', months: 2 },
      forecasts: [{ itemId: 'bell', quantities: [0, 0] }],
      items,
      ...onOrder(20, '2027-02-10'),
    })
    const bell = supplyOf(await proven(input), 'bell')
    expect(bell).toMatchObject({ purchased: [2, 10], shipped: [0, 12], lost: [0, 0], closing: [2, 20] })
  })

  it('counts day by day, where several orders come', async () => {
    // 4 on the shelf, 6 on the 11th, 50 on the 21st. Ten days ask for ten each time: 4 of them are served, then 6, then 11.
    const supplyOrders = [
      { id: 'PO-1', kind: 'buy' as const, itemId: 'bell', quantity: 6, dueDate: '2027-01-11' },
      { id: 'PO-2', kind: 'buy' as const, itemId: 'bell', quantity: 50, dueDate: '2027-01-21' },
    ]
    const stock = [{ itemId: 'bell', onHand: 4 }]
    expect(await served(bells(60, [], { forecasts, stock, supplyOrders }))).toEqual({ shipped: [21], lost: [10] })
    // With 25 on the 11th five of these are left on the 21st: nobody goes but the six of the first ten days.
    const more = supplyOrders.map((order) => (order.id === 'PO-1' ? { ...order, quantity: 25 } : order))
    expect(await served(bells(60, [], { forecasts, stock, supplyOrders: more }))).toEqual({ shipped: [25], lost: [6] })
  })
})

describe('production for nobody', () => {
  /** Bells are cast from bronze that lies there, for nothing more. */
  const cast = (quantities: readonly number[], more: Partial<PlanInput> = {}): PlanInput => ({
    calendar: { start: '2027-01-01', months: quantities.length },
    items: [
      { id: 'bell', price: 10, leadTimeDays: 20, safetyStock: 0, unmetDemand: 'lost' },
      { id: 'bronze', purchaseCost: 4, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'bell', componentId: 'bronze', quantityPer: 1 }],
    stock: [{ itemId: 'bronze', onHand: 100 }],
    forecasts: [{ itemId: 'bell', quantities }],
    ...more,
  })

  it('is none, although the parts are paid for', async () => {
    // Eleven days of January are left, and the whole of February: 39 customers.
    const bell = supplyOf(await proven(cast([31, 28])), 'bell')
    expect(bell.shipped).toEqual([11, 28])
    expect(bell.produced.reduce((sum, units) => sum + units, 0)).toBe(39)
    expect(bell.closing[1]).toBe(0)
  })

  it('is a breach, where a plan has it all the same', async () => {
    const input = cast([0], {
      customerOrders: [{ id: 'o', itemId: 'bell', quantity: 31, requestedDate: '2027-01-31' }],
    })
    const result = await proven(input)
    expect(supplyOf(result, 'bell')).toMatchObject({ produced: [31], shipped: [31], closing: [0] })
    const records = result.supply.records.map((record) =>
      record.itemId === 'bell' ? { ...record, produced: [32], closing: [1] } : record,
    )
    const one: Plan = { ...result, supply: { ...result.supply, records } }
    const failed = verify(one).checks.filter(({ ok }) => !ok)
    expect(failed.map(({ id }) => id)).toContain('supply-wanted')
  })
})

describe('optimizeProduction alone', () => {
  const calendar = createCalendar({ start: '2027-01-01', months: 1 })
  const item = {
    id: 'bell',
    demand: [31],
    price: 10,
    purchaseCost: 4,
    leadTimeDays: 20,
    unmetDemand: 'lost',
    lostSaleCostPerUnit: 0,
  } as const

  it('spreads demand over the days of a period where no days are given', async () => {
    const { records } = await optimizeProduction({ calendar, items: [item] })
    expect(records[0]?.shipped).toEqual([11])
  })

  it('takes days of what is asked for and of what comes', async () => {
    const dated = { ...item, demandDates: [{ date: '2027-01-31', quantity: 31 }] }
    expect((await optimizeProduction({ calendar, items: [dated] })).records[0]?.shipped).toEqual([31])
    const coming = {
      ...item,
      leadTimeDays: 60,
      scheduledReceipts: [31],
      receiptDates: [{ date: '2027-01-30', quantity: 30 }],
    }
    expect((await optimizeProduction({ calendar, items: [coming] })).records[0]?.shipped).toEqual([3])
  })

  it('refuses days outside the calendar, and more than the period has', async () => {
    const wrong = {
      ...item,
      scheduledReceipts: [5],
      demandDates: [
        { date: '2027-02-01', quantity: 1 },
        { date: '2027-01-02', quantity: 32 },
      ],
      receiptDates: [{ date: '2027-01-02', quantity: -1 }],
    }
    await expect(optimizeProduction({ calendar, items: [wrong] })).rejects.toMatchObject({
      issues: [
        { path: 'items[0].demandDates[0].date', code: 'INVALID_DATE' },
        { path: 'items[0].demandDates', code: 'CONFLICT' },
        { path: 'items[0].receiptDates[0].quantity', code: 'OUT_OF_RANGE' },
      ],
    })
  })
})
