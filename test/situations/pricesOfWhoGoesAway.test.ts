import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/** Fifty hours a month for chairs and stools of an hour each; who is not served goes away. */
const shop = (over: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 1 },
  policy: { unmetDemand: 'lost' },
  items: [
    { id: 'chair', price: 20, safetyStock: 0 },
    { id: 'stool', price: 50, safetyStock: 0 },
  ],
  operations: ['chair', 'stool'].map((itemId) => ({ itemId, resourceId: 'bench', runHoursPerUnit: 1 })),
  resources: [{ id: 'bench', capacityHours: 50, costPerHour: 10 }],
  history: [],
  forecasts: [
    { itemId: 'chair', quantities: [110] },
    { itemId: 'stool', quantities: [60] },
  ],
  customerOrders: [{ id: 'inn', itemId: 'chair', quantity: 10, requestedDate: '2027-01-15', price: 100 }],
  ...over,
})

async function proven(input: PlanInput) {
  const result = await plan(input)
  expect(verify(result).checks.filter(({ ok }) => !ok)).toEqual([])
  return result
}

describe('of customers who go away', () => {
  it('who pays most by the hour is served, though others want the same for less', async () => {
    const result = await proven(shop())
    expect(supplyOf(result, 'chair').shipped).toEqual([10])
    expect(supplyOf(result, 'stool').shipped).toEqual([40])
    expect(result.supply.objective).toMatchObject({ revenue: 3000, regularLabor: -500, total: 2500 })
    // One more hour makes a stool.
    expect(result.supply.resources[0]?.worthOfOneHour).toEqual([40])
  })

  it('an hour is worth what the next of them pays, not what all pay together', async () => {
    const result = await proven(shop({ resources: [{ id: 'bench', capacityHours: 75, costPerHour: 10 }] }))
    // Ten at 100, sixty at 50, five of the hundred at 20.
    expect(supplyOf(result, 'chair').shipped).toEqual([15])
    expect(result.supply.resources[0]?.worthOfOneHour).toEqual([10])
  })

  it('overtime is worked for who pays for it', async () => {
    const result = await proven(
      shop({
        resources: [{ id: 'bench', capacityHours: 50, costPerHour: 10, overtimeHours: 40, overtimeCostPerHour: 45 }],
      }),
    )
    expect(supplyOf(result, 'chair').shipped).toEqual([10])
    expect(supplyOf(result, 'stool').shipped).toEqual([60])
    expect(result.supply.resources[0]?.overtimeHours).toEqual([20])
  })

  it('an order at a loss is kept, and no forecast is made at a loss beside it', async () => {
    const result = await proven(
      shop({
        resources: [{ id: 'bench', capacityHours: 60, costPerHour: 10, overtimeHours: 40, overtimeCostPerHour: 45 }],
        customerOrders: [{ id: 'inn', itemId: 'chair', quantity: 10, requestedDate: '2027-01-15', price: 40 }],
      }),
    )
    // Sixty stools at 50 in regular hours, the inn in overtime.
    expect(supplyOf(result, 'chair').shipped).toEqual([10])
    expect(supplyOf(result, 'stool').shipped).toEqual([60])
    const loss = result.exceptions.find(({ code }) => code === 'orders-below-cost')
    expect(loss).toMatchObject({ amount: 10, moneyAtStake: 50 })
  })

  it('the market that pays more has the hours of a month, in whichever month it asks', async () => {
    const result = await proven({
      ...shop({ customerOrders: [], resources: [{ id: 'bench', capacityHours: [0, 30], costPerHour: 10 }] }),
      calendar: { start: '2027-01-01', months: 2 },
      markets: [{ id: 'home' }, { id: 'abroad' }],
      prices: [
        { itemId: 'chair', marketId: 'home', price: 30 },
        { itemId: 'chair', marketId: 'abroad', price: 90 },
      ],
      forecasts: [
        { itemId: 'chair', marketId: 'home', quantities: [0, 40] },
        { itemId: 'chair', marketId: 'abroad', quantities: [0, 12] },
        { itemId: 'stool', marketId: 'home', quantities: [0, 60] },
      ],
    })
    expect(supplyOf(result, 'chair').shipped).toEqual([0, 12])
    expect(supplyOf(result, 'stool').shipped).toEqual([0, 18])
    expect(result.supply.objective.revenue).toBe(12 * 90 + 18 * 50)
  })

  it('an early order at little comes before dear forecast, and is left where both would cost more', async () => {
    const of = (chairs: number) =>
      proven(
        shop({
          items: [
            { id: 'chair', price: 70, safetyStock: 0 },
            { id: 'stool', price: 50, safetyStock: 0 },
          ],
          forecasts: [
            { itemId: 'chair', quantities: [10 + chairs] },
            { itemId: 'stool', quantities: [60] },
          ],
          customerOrders: [{ id: 'inn', itemId: 'chair', quantity: 10, requestedDate: '2027-01-15', price: 30 }],
        }),
      )
    // Ten at 30 and thirty at 70 bring 60 an hour, more than a stool; with five at 70 behind them 43.33.
    expect(supplyOf(await of(30), 'chair').shipped).toEqual([40])
    expect(supplyOf(await of(5), 'chair').shipped).toEqual([0])
  })

  it('a unit of January is held for who pays more in February than the next of January', async () => {
    const order = (id: string, quantity: number, requestedDate: string, price: number) => ({
      id,
      itemId: 'lamp',
      quantity,
      requestedDate,
      price,
    })
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      policy: { unmetDemand: 'lost' },
      items: [{ id: 'lamp', purchaseCost: 24, supplyLimit: 10, price: 65, safetyStock: 0 }],
      history: [],
      forecasts: [{ itemId: 'lamp', quantities: [0, 0] }],
      customerOrders: [
        order('first', 12, '2027-01-13', 76),
        order('second', 9, '2027-01-17', 123),
        order('third', 18, '2027-02-27', 93),
      ],
    })
    // The nine at 123 stand behind twelve, more than there are.
    expect(supplyOf(result, 'lamp').shipped).toEqual([2, 18])
    expect(result.supply.objective.revenue).toBe(2 * 76 + 18 * 93)
  })

  it('the price that would pay is that of the dearest of the months that it is told for', async () => {
    const of = (price: number) =>
      proven({
        calendar: { start: '2027-01-01', months: 2 },
        policy: { unmetDemand: 'lost' },
        items: [{ id: 'lamp', price, purchaseCost: [25, 48], safetyStock: 0 }],
        history: [],
        forecasts: [{ itemId: 'lamp', quantities: [8, 20] }],
      })
    const row = (await of(11)).exceptions.find(({ code }) => code === 'below-cost')
    // Bought in January at 25 and held for a month: 25 x 0.2 x 31 / 365.
    expect(row).toMatchObject({ amount: 28, value: { payingPrice: 25.43 } })
    expect(supplyOf(await of(25.43), 'lamp').lost).toEqual([0, 0])
  })
})
