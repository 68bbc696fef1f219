import { describe, expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { rollForward } from '../../src/review/index.js'

/** A shop sells lamps in a city, where its one named customer is, and by the web; a month closes, and somebody may wait still. */
const shop: PlanInput = {
  calendar: { start: '2027-03-01', months: 2 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0 }],
  markets: [{ id: 'city' }, { id: 'web' }],
  customers: [{ id: 'hotel', marketId: 'city' }],
  forecasts: [
    { itemId: 'lamp', marketId: 'city', quantities: [100, 100] },
    { itemId: 'lamp', marketId: 'web', quantities: [20, 20] },
  ],
}
const march = { periodId: '2027-03', itemId: 'lamp' } as const

describe('an order of a customer, in a month that sold what was foreseen', () => {
  // 35 of the hundred in the city are the hotel's, whether its order names the city or only who ordered.
  it.each([{ customerId: 'hotel' }, { marketId: 'city' }, { customerId: 'hotel', marketId: 'city' }])(
    'is delivered, and asks for nothing more in April: %o',
    async (who) => {
      const order = { id: 'o', itemId: 'lamp', quantity: 35, requestedDate: '2027-03-10', ...who }
      const input = { ...shop, customerOrders: [order] }
      const { input: next } = rollForward(input, {
        plan: await plan(input),
        to: '2027-04',
        actuals: [
          { ...march, kind: 'sales', marketId: 'city', units: 100, amount: 5_000 },
          { ...march, kind: 'sales', marketId: 'web', units: 20, amount: 1_000 },
          { ...march, kind: 'purchases', units: 120, amount: 3_600 },
        ],
      })
      expect(next.customerOrders ?? []).toEqual([])
      expect((await plan(next)).supply.records[0]?.shipped).toEqual([120])
    },
  )
})

describe('customers who waited when a month began of which nobody tells who waits at its end', () => {
  const { markets: _, customers: __, ...noMarkets } = shop
  const waiting: PlanInput = {
    ...noMarkets,
    forecasts: [{ itemId: 'lamp', quantities: [60, 60] }],
    stock: [{ itemId: 'lamp', onHand: 0, backlog: 90 }],
  }
  const bought = { ...march, kind: 'purchases', units: 90, amount: 2_700 } as const
  const told = (actuals: Parameters<typeof rollForward>[1]['actuals']): unknown =>
    rollForward(waiting, { actuals: [bought, ...actuals], to: '2027-04' }).assumptions.find(
      ({ code }) => code === 'waiting-not-told',
    )

  it('are told as far as what was sold cannot have served them', () => {
    expect(told([{ ...march, kind: 'sales', units: 0, amount: 0 }])).toMatchObject({ amount: 90, unit: 'units' })
    expect(told([{ ...march, kind: 'sales', units: 40, amount: 2_000 }])).toMatchObject({ amount: 50 })
  })

  it('are no question where all were served, or where the actuals say who waits', () => {
    expect(told([{ ...march, kind: 'sales', units: 90, amount: 4_500 }])).toBeUndefined()
    expect(
      told([
        { ...march, kind: 'sales', units: 0, amount: 0 },
        { ...march, kind: 'backlog', units: 90 },
      ]),
    ).toBeUndefined()
  })
})
