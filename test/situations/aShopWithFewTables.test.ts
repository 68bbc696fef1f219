import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A shop buys lamps at 5 and sells them at 9. Whatever else it has is told case by case: each turns on one figure that a planner
 * would look at.
 */
const shop = (more: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 9, purchaseCost: 5, safetyStock: 0 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100] }],
  ...more,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

describe('a shop with few tables', () => {
  it('is as unsure of what a fair adds as of what it adds to', async () => {
    const result = await proven(
      shop({
        forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100], stdDev: [10, 10, 10] }],
        events: [{ id: 'fair', itemId: 'lamp', firstDate: '2027-02-01', lastDate: '2027-02-28', upliftRate: 0.5 }],
      }),
    )
    // Half more in February: off by half more, and in the other months by what they were.
    expect(result.demand[0]).toMatchObject({ consensus: [100, 150, 100], stdDev: [10, 15, 10] })
  })

  it('takes for granted that two markets are off each for itself, and of one market nothing', async () => {
    const ofMarkets = (ids: readonly string[]): PlanInput =>
      shop({
        items: [{ id: 'lamp', price: 9, purchaseCost: 5 }],
        markets: ids.map((id) => ({ id })),
        forecasts: ids.map((marketId) => ({
          itemId: 'lamp',
          marketId,
          quantities: [100, 100, 100],
          stdDev: [10, 10, 10],
        })),
      })
    const taken = async (ids: readonly string[]): Promise<unknown> =>
      (await proven(ofMarkets(ids))).assumptions.find(({ code }) => code === 'markets-independent')?.refs
    expect(await taken(['north', 'south'])).toEqual([{ itemId: 'lamp' }])
    expect(await taken(['north'])).toBeUndefined()
  })

  it('keeps stock against a supplier who is not on time, though its demand is sure', async () => {
    const result = await proven({
      calendar: { start: '2027-01-04', weeks: 4 },
      items: [{ id: 'lamp', price: 9 }],
      sources: [{ itemId: 'lamp', kind: 'buy', purchaseCost: 5, leadTimeDays: 7, leadTimeStdDevDays: 14 }],
      stock: [{ itemId: 'lamp', onHand: 700 }],
      forecasts: [{ itemId: 'lamp', quantities: [70, 70, 70, 70] }],
    })
    // Ten a day for the week of the order and that of the plan are 140, and fourteen days more or less are 140, too: exponential, and
    // the table of chi-square has 5.991 for 0.95 and two degrees: 5.991 / 2 x 140 - 140 = 279.4
    expect(result.safetyStock).toMatchObject([{ itemId: 'lamp', basis: 'leadTime', safetyStock: [280, 280, 280, 280] }])
  })

  it('keeps it of a lamp of which one is sold a week, too', async () => {
    const result = await proven({
      calendar: { start: '2027-01-04', weeks: 4 },
      items: [{ id: 'lamp', price: 9 }],
      sources: [{ itemId: 'lamp', kind: 'buy', purchaseCost: 5, leadTimeDays: 7, leadTimeStdDevDays: 14 }],
      stock: [{ itemId: 'lamp', onHand: 9 }],
      forecasts: [{ itemId: 'lamp', quantities: [1, 1, 1, 1] }],
    })
    // A seventieth of the case before: 3.99
    expect(result.safetyStock[0]?.safetyStock).toEqual([4, 4, 4, 4])
  })

  it('has more than it sells in a year, of which the plan shows three months', async () => {
    const result = await proven(shop({ stock: [{ itemId: 'lamp', onHand: 1300 }] }))
    // 300 in the 90 days of the plan, and 300 / 90 a day in the 275 after it: 1216.7; the 83 beyond that lie longer.
    expect(result.exceptions.find(({ code }) => code === 'slow-stock')).toMatchObject({
      refs: [{ itemId: 'lamp' }],
      value: { units: [83] },
    })
  })

  it('buys one lamp in its one month', async () => {
    const result = await proven(
      shop({ calendar: { start: '2027-01-01', months: 1 }, forecasts: [{ itemId: 'lamp', quantities: [1] }] }),
    )
    expect(result.supply.plannedOrders).toMatchObject([{ itemId: 'lamp', quantity: 1, cost: 5 }])
    expect(result.kpis.inventoryValue.total).toBe(0)
    const payables = result.statements.balanceSheet.lines.find(({ id }) => id === 'cash')
    expect(payables?.amounts.at(-1)).toBe(4)
  })

  it('delivers at a loss what it must deliver', async () => {
    const result = await proven(
      shop({ items: [{ id: 'lamp', price: 3, purchaseCost: 5, safetyStock: 0, unmetDemand: 'forbidden' }] }),
    )
    expect(result.supply.records[0]?.shipped).toEqual([100, 100, 100])
  })

  it('plans the same whichever of two sales of a day was written first', async () => {
    const sold = [0.1, 0.2, 0.3].map((quantity, n) => ({
      id: `${n}`,
      itemId: 'tea',
      date: '2026-11-12',
      quantity,
    }))
    const ofSales = (transactions: NonNullable<PlanInput['transactions']>): PlanInput => ({
      asOf: '2026-12-31',
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'tea', price: 9, purchaseCost: 5, safetyStock: 0, quantityDecimals: 1 }],
      transactions,
    })
    const [first, last] = [await proven(ofSales(sold)), await proven(ofSales([...sold].reverse()))]
    expect(last.demand).toEqual(first.demand)
  })

  it('books a single yen', async () => {
    const result = await proven(
      shop({
        currency: 'JPY',
        calendar: { start: '2027-01-01', months: 1 },
        items: [{ id: 'lamp', price: 3, purchaseCost: 1, safetyStock: 0 }],
        forecasts: [{ itemId: 'lamp', quantities: [1] }],
      }),
    )
    const income = result.statements.incomeStatement.lines.find(({ id }) => id === 'grossProfit')
    expect(income?.amounts).toEqual([2])
  })

  it('judges an item in a market by a policy for both', async () => {
    const result = await proven(
      shop({
        markets: [{ id: 'north' }, { id: 'south' }],
        forecasts: ['north', 'south'].map((marketId) => ({ itemId: 'lamp', marketId, quantities: [10, 10, 10] })),
        prices: [{ itemId: 'lamp', marketId: 'south', price: 6 }],
        marginPolicies: [{ itemId: 'lamp', marketId: 'south', floorShare: 0.5 }],
      }),
    )
    // 30 lamps at 6 bring 180 and earn 30; half would be 90.
    expect(result.exceptions.filter(({ code }) => code === 'margin-outside-band')).toMatchObject([
      { refs: [{ itemId: 'lamp', marketId: 'south' }], amount: 60 },
    ])
  })

  it('says of a van that was sold before the plan that it is not in it', async () => {
    const result = await proven(
      shop({
        assets: [
          {
            id: 'van',
            function: 'selling',
            acquiredDate: '2025-01-01',
            disposedDate: '2026-06-30',
            cost: 4_800,
            lifeMonths: 48,
          },
        ],
      }),
    )
    expect(result.warnings.find(({ code }) => code === 'asset-before-plan')?.refs).toEqual([{ assetId: 'van' }])
  })

  it('names what will bring least of its cost first', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 3 },
      items: ['amber', 'brass'].map((id) => ({ id, price: 3, purchaseCost: 5, safetyStock: 0 })),
      stock: [
        { itemId: 'amber', onHand: 30 },
        { itemId: 'brass', onHand: 90 },
      ],
      forecasts: [
        { itemId: 'amber', quantities: [10, 10, 10] },
        { itemId: 'brass', quantities: [30, 30, 30] },
      ],
    })
    // 2 too little on each of 90 and of 30.
    expect(result.exceptions.find(({ code }) => code === 'stock-above-value')).toMatchObject({
      refs: [{ itemId: 'brass' }, { itemId: 'amber' }],
      value: { writeDown: [180, 60] },
    })
  })

  it('is as unsure as before where what somebody overrode has expired', async () => {
    const result = await proven(
      shop({
        asOf: '2026-12-31',
        forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100], stdDev: [10, 10, 10] }],
        overrides: [
          {
            id: 'rumor',
            itemId: 'lamp',
            periodIds: ['2027-02'],
            quantity: 500,
            stdDev: 200,
            expiryDate: '2026-12-01',
            reason: 'a rumor',
            owner: 'sales',
          },
        ],
      }),
    )
    expect(result.demand[0]).toMatchObject({ consensus: [100, 100, 100], stdDev: [10, 10, 10] })
  })

  it('takes an order larger than the forecast of its month from that month first, then from the one before', async () => {
    const result = await proven(
      shop({
        policy: { consumeBackwardPeriods: 1 },
        customerOrders: [{ id: 'o1', itemId: 'lamp', quantity: 130, requestedDate: '2027-02-10' }],
      }),
    )
    expect(result.demand[0]?.consensus).toEqual([70, 130, 100])
  })

  it('takes for granted that an order of a market is part of the forecast of the item', async () => {
    const result = await proven(
      shop({
        markets: [{ id: 'north' }],
        customerOrders: [{ id: 'o1', itemId: 'lamp', marketId: 'north', quantity: 30, requestedDate: '2027-02-10' }],
      }),
    )
    const taken = result.assumptions.find(({ code }) => code === 'order-forecast-assumed')
    expect(taken?.refs).toEqual([{ itemId: 'lamp', marketId: 'north', orderId: 'o1' }])
  })

  it('charges a lamp with the advertisement for it, and with nothing else that is paid', async () => {
    const result = await proven(shop({ overheads: [{ id: 'ads', function: 'selling', itemId: 'lamp', amount: 50 }] }))
    const own = result.profitability.filter(({ itemId }) => itemId === 'lamp')
    const total = own.map(({ attributableExpense }) => attributableExpense)
    expect(total).toContainEqual([-50, -50, -50])
  })

  it('expects what it does not sell within the plan to bring what most pay', async () => {
    const result = await proven(
      shop({
        items: [{ id: 'lamp', price: 6, purchaseCost: 5.5, safetyStock: 0 }],
        markets: [{ id: 'north' }, { id: 'south' }],
        prices: [{ itemId: 'lamp', marketId: 'south', price: 3 }],
        forecasts: [
          { itemId: 'lamp', marketId: 'north', quantities: [20, 20, 20] },
          { itemId: 'lamp', marketId: 'south', quantities: [10, 10, 10] },
        ],
        stock: [{ itemId: 'lamp', onHand: 100 }],
      }),
    )
    // 60 at 6 and 30 at 3: 5 each, a half too little; of the ten that are left, and of 90 within the plan.
    expect(result.exceptions.find(({ code }) => code === 'stock-above-value')?.value).toMatchObject({ writeDown: [50] })
  })
})
