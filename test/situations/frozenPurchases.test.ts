import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'
import type { RollForwardOptions } from '../../src/review/index.js'

// A dealer sells 100 lamps a month and buys them 20 days ahead. He has 100 on 1 January, so February's 100 are the first that he buys:
// 72 of them go out on 12 January, to be there from 1 February on; the other 28 are called for on 21 February and go out in February.
const shop: PlanInput = {
  asOf: '2026-12-31',
  calendar: { start: '2027-01-01', months: 4 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 30, leadTimeDays: 20, safetyStock: 0 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100, 100] }],
  stock: [{ itemId: 'lamp', onHand: 100 }],
  policy: { firmPeriods: 1 },
  finance: { openingCash: 10_000 },
}
const january = { periodId: '2027-01' } as const
const sold = { ...january, kind: 'sales', itemId: 'lamp', units: 100, amount: 5_000 } as const
const bought = (units: number) =>
  ({ ...january, kind: 'purchases', itemId: 'lamp', units, amount: 30 * units }) as const
const due = (id: string, dueDate: string, quantity: number) =>
  ({ id, kind: 'buy', itemId: 'lamp', quantity, dueDate }) as const

/** Closes January: units of February that are fixed, orders under way, and what the plan of February buys of its own accord. */
async function february(input: PlanInput, options: Omit<RollForwardOptions, 'to' | 'plan'>) {
  const before = await plan(input)
  const rolled = rollForward(input, { ...options, plan: before, to: '2027-02' })
  const next = await plan(rolled.input)
  expect(verify(next, { input: rolled.input }).ok).toBe(true)
  return {
    onHand: rolled.input.stock?.[0]?.onHand ?? 0,
    underWay: (rolled.input.supplyOrders ?? []).map(({ dueDate, quantity }) => [dueDate, quantity]),
    firm: rolled.input.sources?.[0]?.firmSupply,
    buys: next.supply.records[0]?.purchased,
    told: rolled.assumptions.map(({ code, path }) => [code, path]),
  }
}

it('what had gone out of a frozen month and came before its day is not bought once more', async () => {
  const asPlanned = await february(shop, { actuals: [sold] })
  expect(asPlanned).toMatchObject({ onHand: 0, underWay: [['2027-02-01', 72]], firm: [28, null, null] })
  // 60 of the 72 came in January: the stock is 60 more, 12 are under way, and 28 are still to be bought.
  const some = await february(shop, { actuals: [sold, bought(60)] })
  expect(some).toMatchObject({
    onHand: 60,
    underWay: [['2027-02-01', 12]],
    firm: [28, null, null],
    buys: [28, 100, 100],
  })
  expect(some.told).toContainEqual(['orders-received-early', 'sources[].firmSupply'])
  // All of them, and none is open, whether nobody says so or the buyer does.
  for (const said of [{}, { supplyOrders: [] }]) {
    const all = await february(shop, { actuals: [sold, bought(72)], ...said })
    expect(all).toMatchObject({ onHand: 72, underWay: [], firm: [28, null, null], buys: [28, 100, 100] })
    expect(all.told).toContainEqual(['orders-received-early', 'sources[].firmSupply'])
  }
  // That nothing came, and nothing is open, says that nothing was given out: February's 100 are all to be bought.
  expect(await february(shop, { actuals: [sold], supplyOrders: [] })).toMatchObject({ firm: [100, null, null] })
  // The buyer's own orders, with their own ids: all of February is given out, in boxes of ten.
  const boxes = { ...shop, items: [{ ...shop.items[0]!, units: [{ unit: 'box', stockUnits: 10 }] }] }
  const inBoxes = [{ ...due('PO-7', '2027-02-03', 10), unit: 'box' }]
  expect(await february(boxes, { actuals: [sold], supplyOrders: inBoxes })).toMatchObject({
    firm: [0, null, null],
    buys: [0, 100, 100],
  })
})

it('supply that is given for a month is not bought beside the orders that were given out for it', async () => {
  // The planner has fixed February's 100 himself, two months frozen or none.
  for (const [firmSupply, firmPeriods, then] of [
    [[0, 100, null, null], 2, 100],
    [[null, 100, null, null], 0, null],
  ] as const) {
    const fixed = { ...shop, items: [{ ...shop.items[0]!, firmSupply }], policy: { firmPeriods } }
    const before = await plan(fixed)
    const happened = await february(fixed, actualsOf(before, { to: '2027-02' }))
    expect(happened).toMatchObject({ underWay: [['2027-02-01', 72]], firm: [28, then, null], buys: [28, 100, 100] })
    const early = await february(fixed, { actuals: [sold, bought(72)] })
    expect(early).toMatchObject({ onHand: 72, underWay: [], firm: [28, then, null], buys: [28, 100, 100] })
  }
})

it('an order of January that comes late takes nothing from what is frozen for February', async () => {
  // 40 lamps lie there and 10 days are enough: January buys 60, February 100, of which 36 go out in January, to 1 February's first days.
  const short = {
    ...shop,
    items: [{ ...shop.items[0]!, leadTimeDays: 10, firmSupply: [60, null, null, null] }],
    stock: [{ itemId: 'lamp', onHand: 40 }],
  }
  const [first, second] = (await plan(short)).supply.plannedOrders
  expect([first?.quantity, first?.periodId, second?.quantity, second?.dueDate]).toEqual([
    60,
    '2027-01',
    36,
    '2027-02-01',
  ])
  // Only the 40 that were there are sold. The 60 are overdue, the 36 under way: 64 of February's 100 are to be bought.
  const few = { ...sold, units: 40, amount: 2_000 }
  const late = await february(short, { actuals: [few] })
  expect(late.underWay.map(([, units]) => units)).toEqual([60, 36])
  expect(late.firm).toEqual([64, null, null])
  // The supplier has confirmed the 60 for 9 February: orders of 96 in that month are not all its own.
  const confirmed = [due('PO-1', '2027-02-09', 60), due('PO-2', '2027-02-01', 36)]
  expect(await february(short, { actuals: [few], supplyOrders: confirmed })).toMatchObject({ firm: [64, null, null] })
})

it('what was made ahead of a month that is fixed is not made once more', async () => {
  // 20 gates are fixed for February. The 15 that are called for until the 20th went out in January, and were done then.
  const forge: PlanInput = {
    asOf: '2026-12-31',
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'gate', price: 90, leadTimeDays: 20, safetyStock: 0, firmSupply: [null, 20, null] }],
    operations: [{ itemId: 'gate', resourceId: 'anvil', runHoursPerUnit: 1 }],
    resources: [{ id: 'anvil', capacityHours: 40, costPerHour: 20 }],
    forecasts: [{ itemId: 'gate', quantities: [20, 20, 20] }],
    stock: [{ itemId: 'gate', onHand: 20 }],
    finance: { openingCash: 10_000 },
  }
  const before = await plan(forge)
  expect(before.supply.plannedOrders[0]).toMatchObject({ quantity: 15, periodId: '2027-02', releaseDate: '2027-01-12' })
  const { actuals, ...open } = actualsOf(before, { to: '2027-02' })
  const made = { ...january, kind: 'output', itemId: 'gate', units: 15 } as const
  const rest = actuals.filter(({ kind }) => kind !== 'stockCount')
  const rolled = rollForward(forge, { ...open, actuals: [...rest, made], plan: before, to: '2027-02' })
  expect(rolled.input.stock).toEqual([{ itemId: 'gate', onHand: 15 }])
  expect(rolled.input.sources?.[0]?.firmSupply).toEqual([5, null])
  expect(rolled.assumptions.map(({ code }) => code)).toContain('orders-received-early')
})
