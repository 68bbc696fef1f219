import { expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'

// A mill sells flour to a bakery, Ann, and to a shop, Bob, and knows each sale. In 2026 Ann took three quarters of it, in every month 30
// of 40 sacks. As long as nobody says otherwise she takes three quarters of what comes.
const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`)
const mill: PlanInput = {
  asOf: '2026-12-31',
  calendar: { start: '2027-01-01', months: 4 },
  items: [{ id: 'flour', price: 20, purchaseCost: 8, safetyStock: 0 }],
  markets: [{ id: 'town' }],
  customers: [
    { id: 'Ann', marketId: 'town' },
    { id: 'Bob', marketId: 'town' },
  ],
  transactions: months.flatMap((month) => [
    { itemId: 'flour', customerId: 'Ann', date: `${month}-10`, quantity: 30 },
    { itemId: 'flour', customerId: 'Bob', date: `${month}-20`, quantity: 10 },
  ]),
}

/** Units and profit over the plan, by customer. */
const ofCustomers = ({ profitability }: Plan): readonly (readonly [string | undefined, number, number])[] =>
  profitability
    .filter(({ itemId }) => itemId !== undefined)
    .map(({ customerId, shipped, profit }) => [
      customerId,
      shipped.reduce((sum, units) => sum + units, 0),
      profit.reduce((sum, amount) => sum + amount, 0),
    ])

it('knows month after month who buys, where all comes as planned', async () => {
  let [input, before] = [mill, await plan(mill)]
  expect(ofCustomers(before)).toEqual([
    ['Ann', 120, 1_440],
    ['Bob', 40, 480],
  ])
  for (const to of ['2027-02', '2027-03', '2027-04']) {
    const happened = actualsOf(before, { to })
    expect(happened.actuals.filter(({ kind }) => kind === 'sales')).toMatchObject([
      { customerId: 'Ann', units: 30, amount: 600 },
      { customerId: 'Bob', units: 10, amount: 200 },
    ])
    input = rollForward(input, { ...happened, plan: before, to }).input
    before = await plan(input)
    expect(verify(before, { input }).ok).toBe(true)
    const left = before.calendar.periods.length
    expect(ofCustomers(before)).toEqual([
      ['Ann', 30 * left, 360 * left],
      ['Bob', 10 * left, 120 * left],
    ])
  }
})

it('takes the customers of the actuals, and of who waits', () => {
  const january = { periodId: '2027-01', itemId: 'flour' } as const
  const actuals = [
    { ...january, kind: 'sales', customerId: 'Ann', units: 20, amount: 400 },
    { ...january, kind: 'sales', customerId: 'Bob', units: 12, amount: 240 },
    { ...january, kind: 'purchases', units: 32, amount: 256 },
    { ...january, kind: 'backlog', customerId: 'Ann', units: 9 },
  ] as const
  const { input } = rollForward(mill, { actuals, to: '2027-02' })
  // Ann asked for 29: 20 that she got, and 9 for which she waits.
  expect(input.transactions?.slice(-2)).toEqual([
    { itemId: 'flour', marketId: 'town', id: 'actual 2027-01', customerId: 'Ann', date: '2027-01-31', quantity: 29 },
    { itemId: 'flour', marketId: 'town', id: 'actual 2027-01', customerId: 'Bob', date: '2027-01-31', quantity: 12 },
  ])
})

it('knows of who waits by the orders that are handed over, too, and puts who waits beside them into one place', async () => {
  const january = { periodId: '2027-01', itemId: 'flour' } as const
  const sold = { ...january, kind: 'sales', customerId: 'Bob', units: 12, amount: 240 } as const
  const bought = { ...january, kind: 'purchases', units: 12, amount: 96 } as const
  const late = { id: 'c1', itemId: 'flour', customerId: 'Ann', quantity: 28, requestedDate: '2027-01-14' }
  const handed = { actuals: [sold, bought], customerOrders: [late], to: '2027-02' }
  const { input } = rollForward(mill, handed)
  expect(input.transactions?.slice(-2).map(({ customerId, quantity }) => [customerId, quantity])).toEqual([
    ['Ann', 28],
    ['Bob', 12],
  ])
  expect(input.stock ?? []).toEqual([])
  // 30 wait by the books, of whom the orders tell of 28: one plan cannot take late orders and a backlog of one item.
  const waiting = { ...january, kind: 'backlog', units: 30 } as const
  const more = rollForward(mill, { ...handed, actuals: [sold, bought, waiting] })
  expect(more.input.stock ?? []).toEqual([])
  expect(more.input.customerOrders).toEqual([
    late,
    {
      id: 'waiting 2027-01 flour town',
      itemId: 'flour',
      marketId: 'town',
      quantity: 2,
      requestedDate: '2027-01-31',
    },
  ])
  const next = await plan(more.input)
  expect(verify(next, { input: more.input }).ok).toBe(true)
  expect(next.supply.records[0]?.shipped[0]).toBe((next.demand[0]?.consensus[0] ?? 0) + 30)
})
