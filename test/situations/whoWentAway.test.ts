import { expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'

/** A shop has 60 lamps in January. 100 are asked for; 60 are sold, and 40 customers go elsewhere. */
const shop: PlanInput = {
  asOf: '2026-12-31',
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 30, supplyLimit: 60, safetyStock: 0, unmetDemand: 'lost' }],
  history: [{ itemId: 'lamp', start: '2026-09', quantities: [100, 100, 100, 100] }],
  finance: { openingCash: 10_000 },
}
const january = { periodId: '2027-01' } as const
const SOLD = [
  { ...january, kind: 'sales', itemId: 'lamp', units: 60, amount: 3_000 },
  { ...january, kind: 'purchases', itemId: 'lamp', units: 60, amount: 1_800 },
] as const

it('history is what was asked for: who went away counts where somebody tells of them, and sales alone where nobody does', () => {
  const lost = { ...january, kind: 'lost', itemId: 'lamp', units: 40 } as const
  const historyOf = (actuals: Parameters<typeof rollForward>[1]['actuals']): unknown =>
    rollForward(shop, { actuals, to: '2027-02' }).input.history?.[0]?.quantities
  expect(historyOf([...SOLD, lost])).toEqual([100, 100, 100, 100, 100])
  expect(historyOf(SOLD)).toEqual([100, 100, 100, 100, 60])
})

it('a rehearsal tells of whom the plan does not serve: the next forecast is the same', async () => {
  const made = await plan(shop)
  const happened = actualsOf(made, { to: '2027-02' })
  expect(happened.actuals).toContainEqual({ ...january, kind: 'lost', itemId: 'lamp', units: 40 })
  const { input } = rollForward(shop, { ...happened, plan: made, to: '2027-02' })
  const next = await plan(input)
  expect(next.demand[0]?.consensus).toEqual(made.demand[0]?.consensus.slice(1))
})

it('who is refused and gets stock later has not gone away: nobody is told as sold and as lost', async () => {
  // A lamp costs 14, and January's ten customers would pay 8: they are refused. 26 come in February: 10 for its own, 10 for March, 6 for them.
  const lamps: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    policy: { unmetDemand: 'backlog' },
    items: [{ id: 'lamp', purchaseCost: 14, price: [8, 30, 30], safetyStock: 0 }],
    history: [{ itemId: 'lamp', start: '2026-01', quantities: Array(12).fill(10) }],
    openOrders: [{ id: 'late', itemId: 'lamp', quantity: 26, dueDate: '2027-02-01' }],
    finance: { openingCash: 1_000 },
  }
  const made = await plan(lamps)
  expect(made.supply.records[0]).toMatchObject({ shipped: [0, 16, 10], refused: [10, 0, 0], refusedShipped: [0, 6, 0] })
  const told = actualsOf(made, { to: '2027-03' })
  expect(told.actuals.filter(({ kind }) => kind === 'lost')).toEqual([
    { ...january, kind: 'lost', itemId: 'lamp', units: 4 },
  ])
  // 20 were asked for in the two months, and history has 20.
  const { input } = rollForward(lamps, { ...told, plan: made, to: '2027-03' })
  expect(input.history?.[0]?.quantities?.slice(12)).toEqual([4, 16])
})
