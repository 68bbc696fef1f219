import { describe, expect, it } from 'vitest'
import { checkPlanInput, type DemandRecord, plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'
import { supplyOf } from './supplyOf.js'

/**
 * Customers' orders beside a forecast. A workshop sells bells at 50, buys them at 20, and forecasts what will be asked for;
 * what is already ordered is part of that forecast, as far as the forecast foresaw it.
 */
const bells = (input: Partial<PlanInput>): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'bell', price: 50, purchaseCost: 20 }],
  forecasts: [{ itemId: 'bell', quantities: [80, 75, 74] }],
  finance: { openingCash: 10_000 },
  ...input,
})

type Order = NonNullable<PlanInput['customerOrders']>[number]

const order = (id: string, quantity: number, requestedDate: string, more: Partial<Order> = {}): Order => ({
  id,
  itemId: 'bell',
  quantity,
  requestedDate,
  ...more,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap((check) => check.failures)).toEqual([])
  return result
}

const demandOf = (result: Plan, marketId?: string): DemandRecord => {
  const found = result.demand.find((row) => row.marketId === marketId)
  if (found === undefined) throw new Error(`There is no demand of ${marketId}.`)
  return found
}

const ordersStep = (record: DemandRecord): readonly number[] | undefined =>
  record.waterfall.find(({ step }) => step === 'orders')?.quantities

/** Sales postings of the ledger: order, units, money. */
function sales(result: Plan, periodIndex: number): readonly (readonly [string | undefined, number, number])[] {
  const { ledger } = result
  return ledger.account.flatMap((account, n) =>
    ledger.accounts[account] === 'revenue' && ledger.periodIndex[n] === periodIndex
      ? [
          [
            ledger.refs[ledger.ref[n] as number]?.orderId,
            -(ledger.quantity[n] ?? 0),
            -(ledger.amountMinor[n] as number) / 100,
          ] as const,
        ]
      : [],
  )
}

describe('orders that the forecast foresaw', () => {
  it('do not add to it: sixteen of them, 40 bells in all, leave 229 at 229', async () => {
    // 8 orders of 3 in January, 4 of 2 in February, 4 of 2 in March: 24, 8, 8.
    const customerOrders = Array.from({ length: 16 }, (_, n) =>
      n < 8 ? order(`o${n}`, 3, '2027-01-20') : order(`o${n}`, 2, n < 12 ? '2027-02-03' : '2027-03-31'),
    )
    const result = await proven(bells({ customerOrders }))
    const record = demandOf(result)
    expect(record.consensus).toEqual([80, 75, 74])
    expect(record.booked).toEqual([24, 8, 8])
    expect(ordersStep(record)).toEqual([0, 0, 0])
    expect(result.kpis.revenue.total).toBe(229 * 50)
    // 24 of 80 are sure: the posting of each order stands by itself, and 56 of the forecast beside them.
    expect(sales(result, 0)).toHaveLength(9)
    expect(sales(result, 0)[0]).toEqual([undefined, 56, 2800])
    expect(sales(result, 0)[1]).toEqual(['o0', 3, 150])
  })

  it('raise it where they exceed it, each in its own month', async () => {
    const result = await proven(bells({ customerOrders: [order('a', 90, '2027-01-20'), order('b', 1, '2027-02-28')] }))
    expect(demandOf(result).consensus).toEqual([90, 75, 74])
    expect(ordersStep(demandOf(result))).toEqual([10, 0, 0])
  })

  it('reach into other months as far as they may', async () => {
    const customerOrders = [order('a', 90, '2027-01-20'), order('b', 80, '2027-03-01')]
    // January has 10 too many, and takes them from February; March has 6 too many, and takes them from February, too.
    const policy = { consumeForwardPeriods: 1, consumeBackwardPeriods: 1 }
    const result = await proven(bells({ customerOrders, policy }))
    expect(demandOf(result).consensus).toEqual([90, 59, 80])
    expect(ordersStep(demandOf(result))).toEqual([10, -16, 6])
    // A window longer than the plan reaches over all of it.
    const long = bells({ customerOrders, policy: { consumeForwardPeriods: 99, consumeBackwardPeriods: 99 } })
    expect(demandOf(await proven(long)).consensus).toEqual([90, 59, 80])
  })

  it('are not cut by rounding', async () => {
    // 10.4 and 10.4 bells are 10 and 11 in whole ones, by their running total 20.8; 11 are ordered in January.
    const result = await proven(
      bells({
        calendar: { start: '2027-01-01', months: 2 },
        forecasts: [{ itemId: 'bell', quantities: [10.4, 10.4] }],
        customerOrders: [order('a', 11, '2027-01-20')],
      }),
    )
    expect(demandOf(result).consensus).toEqual([11, 11])
    expect(ordersStep(demandOf(result))).toEqual([1, 0])
  })
})

describe('orders with a price of their own', () => {
  it('keep it, are served by their day, and stand in the ledger by their id', async () => {
    // Eight are there, and more can come in February only. January asks for 10: 3 on the 5th at 60, 4 on the 10th at 45, and 3
    // that are only forecast, at 50: those wait.
    const input = bells({
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'bell', price: 50, purchaseCost: 20, leadTimeDays: 31, safetyStock: 0 }],
      stock: [{ itemId: 'bell', onHand: 8 }],
      forecasts: [{ itemId: 'bell', quantities: [10, 10] }],
      customerOrders: [
        order('later', 4, '2027-01-10', { price: 45 }),
        order('sooner', 3, '2027-01-05', { price: '60' }),
        order('next', 2, '2027-02-10', { price: 55 }),
      ],
    })
    const result = await proven(input)
    expect(supplyOf(result, 'bell').shipped).toEqual([8, 12])
    expect(sales(result, 0)).toEqual([
      [undefined, 1, 50],
      ['later', 4, 180],
      ['sooner', 3, 180],
    ])
    // February: the other 2 of January and 8 of February at 50, and 2 at 55.
    expect(sales(result, 1)).toEqual([
      [undefined, 10, 500],
      ['next', 2, 110],
    ])
    expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([410, 610])
    expect(result.supply.objective.revenue).toBeCloseTo(1020, 9)
  })

  it('of one day go by priority, then by price', async () => {
    const day = '2027-01-05'
    const input = bells({
      calendar: { start: '2027-01-01', months: 1 },
      items: [{ id: 'bell', price: 50, purchaseCost: 20, supplyLimit: [4] }],
      forecasts: [],
      customerOrders: [
        order('cheap', 2, day, { price: 40 }),
        order('dear', 2, day, { price: 60 }),
        order('first', 1, day, { price: 30, priority: 1 }),
        order('second', 1, day, { price: 70, priority: 2 }),
      ],
    })
    const result = await proven(input)
    expect(sales(result, 0)).toEqual([
      ['dear', 2, 120],
      ['first', 1, 30],
      ['second', 1, 70],
    ])
    expect(supplyOf(result, 'bell').backlog).toEqual([2])
    const turned = { ...input, customerOrders: [...(input.customerOrders ?? [])].reverse() }
    expect(JSON.stringify(await plan(turned))).toBe(JSON.stringify(result))
  })
})

describe('the day of an order', () => {
  it('is the day on which what it lacks is due', async () => {
    // 50 are there, and 100 are ordered for 3 January: the other 50 can be bought at once, and are due on that day.
    const result = await proven(
      bells({
        calendar: { start: '2027-01-01', months: 2 },
        items: [{ id: 'bell', price: 50, purchaseCost: 20, safetyStock: 0 }],
        stock: [{ itemId: 'bell', onHand: 50 }],
        forecasts: [{ itemId: 'bell', quantities: [0, 0] }],
        customerOrders: [order('a', 100, '2027-01-03')],
      }),
    )
    expect(result.supply.plannedOrders.map(({ quantity, dueDate }) => [quantity, dueDate])).toEqual([
      [50, '2027-01-03'],
    ])
  })

  it('tells who waits within the month', async () => {
    // What is bought comes on the 16th at the soonest; 30 of the 80 for the 3rd lie there, so that 50 wait until then.
    const result = await proven(
      bells({
        calendar: { start: '2027-01-01', months: 2 },
        items: [{ id: 'bell', price: 50, purchaseCost: 20, safetyStock: 0, leadTimeDays: 15 }],
        stock: [{ itemId: 'bell', onHand: 30 }],
        forecasts: [{ itemId: 'bell', quantities: [0, 0] }],
        customerOrders: [order('a', 80, '2027-01-03')],
      }),
    )
    expect(result.exceptions.filter(({ code }) => code === 'wait-within-period')).toMatchObject([
      { amount: 50, value: { units: [50], untilDates: ['2027-01-16'] } },
    ])
  })
})

describe('an order of the last day of a month, at a low price', () => {
  it('is served before what is only forecast for the month', async () => {
    // 50 can come a month; 100 are forecast for January, of which 40 are ordered for its last day.
    const result = await proven(
      bells({
        calendar: { start: '2027-01-01', months: 2 },
        items: [{ id: 'bell', price: 50, purchaseCost: 20, supplyLimit: 50 }],
        forecasts: [{ itemId: 'bell', quantities: [100, 0] }],
        customerOrders: [order('a', 40, '2027-01-31', { price: 45 })],
      }),
    )
    expect(sales(result, 0)).toEqual([
      [undefined, 10, 500],
      ['a', 40, 1800],
    ])
    expect(sales(result, 1)).toEqual([[undefined, 50, 2500]])
  })
})

describe('orders that were asked for before the plan', () => {
  const late = [order('old', 5, '2026-12-15', { price: 40 }), order('older', 2, '2026-11-30')]

  it('are the backlog, are served first, and consume no forecast', async () => {
    const result = await proven(
      bells({
        calendar: { start: '2027-01-01', months: 2 },
        items: [{ id: 'bell', price: [50, 52], purchaseCost: 20, supplyLimit: [6, 30] }],
        forecasts: [{ itemId: 'bell', quantities: [10, 10] }],
        customerOrders: late,
      }),
    )
    expect(demandOf(result).consensus).toEqual([10, 10])
    expect(supplyOf(result, 'bell').shipped).toEqual([6, 21])
    expect(supplyOf(result, 'bell').backlog).toEqual([11, 0])
    // The oldest first, at the price of the first month; then 4 of the other at its own.
    expect(sales(result, 0)).toEqual([
      ['old', 4, 160],
      ['older', 2, 100],
    ])
    // The last of them, 10 of January at 50 and 10 of February at 52.
    expect(sales(result, 1)).toEqual([
      [undefined, 20, 1020],
      ['old', 1, 40],
    ])
  })

  it('cannot stand beside a backlog of the same item: both places are named', () => {
    const input = bells({ customerOrders: late, stock: [{ itemId: 'bell', onHand: 0, backlog: 7 }] })
    const issues = checkPlanInput(input)
    expect(issues).toMatchObject([{ code: 'CONFLICT', path: 'stock[0].backlog' }])
    expect(issues[0]?.message).toContain('customerOrders[0]')
  })
})

describe('orders of markets', () => {
  it('consume the forecast of their market', async () => {
    const result = await proven(
      bells({
        markets: [{ id: 'north' }, { id: 'south' }],
        customers: [{ id: 'abbey', marketId: 'south' }],
        forecasts: [
          { itemId: 'bell', marketId: 'north', quantities: [10, 10, 10] },
          { itemId: 'bell', marketId: 'south', quantities: [10, 10, 10] },
        ],
        customerOrders: [order('a', 12, '2027-01-20', { customerId: 'abbey' })],
      }),
    )
    expect(demandOf(result, 'north').consensus).toEqual([10, 10, 10])
    expect(demandOf(result, 'south').consensus).toEqual([12, 10, 10])
  })

  it('consume the forecast without a market where theirs has none, and are sold in their own', async () => {
    const result = await proven(
      bells({
        markets: [{ id: 'north' }],
        prices: [{ itemId: 'bell', marketId: 'north', price: 55 }],
        customerOrders: [order('a', 30, '2027-01-20', { marketId: 'north' })],
      }),
    )
    expect(demandOf(result).consensus).toEqual([50, 75, 74])
    expect(ordersStep(demandOf(result))).toEqual([-30, 0, 0])
    expect(demandOf(result, 'north').consensus).toEqual([30, 0, 0])
    expect(amounts(result, 'incomeStatement', 'revenue')[0]).toBe(30 * 55 + 50 * 50)
    expect(result.assumptions.filter(({ code }) => code === 'order-forecast-assumed')).toMatchObject([
      { refs: [{ itemId: 'bell', marketId: 'north', orderId: 'a' }] },
    ])
  })

  it('say which one, where the item is planned by market', () => {
    const input = bells({
      markets: [{ id: 'north' }],
      forecasts: [{ itemId: 'bell', marketId: 'north', quantities: [1, 1, 1] }],
      customerOrders: [order('a', 1, '2027-01-20')],
    })
    expect(checkPlanInput(input)).toMatchObject([{ code: 'CONFLICT', path: 'customerOrders[0].marketId' }])
  })
})

describe('orders in other words', () => {
  it('are counted in units of the item, left out after the plan, and not planned by what was promised', async () => {
    const result = await proven(
      bells({
        items: [{ id: 'bell', price: 50, purchaseCost: 20, units: [{ unit: 'box', stockUnits: 12 }] }],
        customerOrders: [
          order('a', 8, '2027-01-20', { unit: 'box', promisedDate: '2027-02-10' }),
          order('b', 8, '2027-04-01'),
        ],
      }),
    )
    // 96 in January, beside 80 that are forecast.
    expect(demandOf(result).consensus).toEqual([96, 75, 74])
    expect(result.warnings.filter(({ code }) => code === 'customer-order-beyond-plan')).toMatchObject([
      { path: "customerOrders['b']", amount: 8, refs: [{ itemId: 'bell', orderId: 'b' }] },
    ])
    expect(result.assumptions.filter(({ code }) => code === 'promise-not-planned')).toMatchObject([
      { refs: [{ itemId: 'bell', orderId: 'a' }] },
    ])
  })

  it('are refused where they are wrong, all at once', () => {
    const issues = checkPlanInput(
      bells({
        customerOrders: [
          order('a', 1, '2027-02-30'),
          order('a', 0.5, '2027-01-20'),
          order('c', 1, '2027-01-20', { itemId: 'gong', marketId: 'east', customerId: 'nobody' }),
          order('d', 0, '2027-01-20', { priority: 0 }),
          order('e', 1, '2027-01-20', { unit: 'box', price: -1 }),
          order('f', 1, '1926-01-20'),
        ],
        policy: { consumeBackwardPeriods: -1, consumeForwardPeriods: 0.5 },
      }),
    )
    expect(new Set(issues.map(({ path }) => path))).toEqual(
      new Set([
        'customerOrders[0].requestedDate',
        'customerOrders[1]',
        'customerOrders[1].quantity',
        'customerOrders[2].itemId',
        'customerOrders[2].marketId',
        'customerOrders[2].customerId',
        'customerOrders[3].quantity',
        'customerOrders[3].priority',
        'customerOrders[4].unit',
        'customerOrders[4].price',
        'customerOrders[5].requestedDate',
        'policy.consumeBackwardPeriods',
        'policy.consumeForwardPeriods',
      ]),
    )
  })
})
