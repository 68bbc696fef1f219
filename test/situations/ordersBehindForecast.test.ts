import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * A booked order is served, whoever waits before it; and nothing is bought or made at a loss so that its turn comes. Lamps cost 10 in January, when the
 * supplier has none, and 14 from February on. Eighty are foreseen for January at 11, five are ordered for February at 30.
 */
const lamps = (change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  policy: { unmetDemand: 'backlog' },
  items: [{ id: 'lamp', price: 11, purchaseCost: [10, 14, 14], supplyLimit: [0, 1000, 1000], safetyStock: 0 }],
  forecasts: [{ itemId: 'lamp', quantities: [80, 0, 0] }],
  customerOrders: [{ id: 'o', itemId: 'lamp', quantity: 5, requestedDate: '2027-02-10', price: 30 }],
  ...change,
})

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const refusedRow = ({ exceptions }: Plan): unknown => exceptions.find(({ code }) => code === 'below-cost')
const soldTo = ({ ledger }: Plan, orderId: string): boolean => ledger.refs.some((ref) => ref.orderId === orderId)

// A lamp of January comes in February: waiting takes rate x 31 / 365 of its price, so that 14 / (1 - rate x 31 / 365) would pay for it.
describe.each([
  [0.3, 0.280274, 14.37],
  [1.2, 1.121096, 15.59],
  [3, 2.80274, 18.79],
])('an order behind forecast that does not pay, lateness at %s of the price a year', (rate, waitCost, payingPrice) => {
  const policy = { unmetDemand: 'backlog' as const, backlogCostRatePerYear: rate }

  it('is served in its month, and nothing is bought for who stands before it', async () => {
    const result = await proven(lamps({ policy }))
    expect(supplyOf(result, 'lamp').purchased).toEqual([0, 5, 0])
    expect(supplyOf(result, 'lamp').shipped).toEqual([0, 5, 0])
    expect(supplyOf(result, 'lamp').refused).toEqual([80, 0, 0])
    expect(soldTo(result, 'o')).toBe(true)
    // Five at 30 less 14.
    expect(result.kpis.netIncome.total).toBe(80)
    expect(refusedRow(result)).toMatchObject({
      value: { price: 11, cost: 14 + waitCost, waitCost, payingPrice },
      victims: [{ ref: { itemId: 'lamp' }, amount: 80, never: 80, moneyAtStake: 880 }],
    })
  })

  it('is served so where January is fixed', async () => {
    const items = [{ id: 'lamp', price: 11, purchaseCost: [10, 14, 14], safetyStock: 0 }]
    const result = await proven(lamps({ items, policy: { ...policy, firmPeriods: 1 } }))
    expect(supplyOf(result, 'lamp').purchased).toEqual([0, 5, 0])
  })

  it('is served behind what of the forecast pays', async () => {
    const items = [{ id: 'lamp', price: 11, purchaseCost: [10, 14, 14], supplyLimit: [20, 1000, 1000], safetyStock: 0 }]
    const result = await proven(lamps({ items, policy }))
    expect(supplyOf(result, 'lamp').purchased).toEqual([20, 5, 0])
    expect(supplyOf(result, 'lamp').shipped).toEqual([20, 5, 0])
    expect(supplyOf(result, 'lamp').refused).toEqual([60, 0, 0])
  })
})

it('is served behind forecast of another market, and the market that pays is served, too', async () => {
  const result = await proven(
    lamps({
      markets: [{ id: 'north' }, { id: 'south' }],
      items: [{ id: 'lamp', purchaseCost: [10, 14, 14], supplyLimit: [0, 1000, 1000], safetyStock: 0 }],
      prices: [
        { itemId: 'lamp', marketId: 'north', price: 11 },
        { itemId: 'lamp', marketId: 'south', price: 15 },
      ],
      forecasts: [
        { itemId: 'lamp', marketId: 'north', quantities: [80, 0, 0] },
        { itemId: 'lamp', marketId: 'south', quantities: [0, 8, 0] },
      ],
      customerOrders: [
        { id: 'o', itemId: 'lamp', marketId: 'south', quantity: 5, requestedDate: '2027-02-10', price: 30 },
      ],
    }),
  )
  // The order is five of the eight that the south wants.
  expect(supplyOf(result, 'lamp').purchased).toEqual([0, 8, 0])
  expect(supplyOf(result, 'lamp').refused).toEqual([80, 0, 0])
})

it('is served where a market behind it would take all that there is', async () => {
  const result = await proven(
    lamps({
      markets: [{ id: 'north' }, { id: 'south' }],
      items: [{ id: 'lamp', purchaseCost: [10, 14, 14], supplyLimit: [0, 10, 0], safetyStock: 0 }],
      prices: [
        { itemId: 'lamp', marketId: 'north', price: 11 },
        { itemId: 'lamp', marketId: 'south', price: 25 },
      ],
      forecasts: [
        { itemId: 'lamp', marketId: 'north', quantities: [80, 0, 0] },
        { itemId: 'lamp', marketId: 'south', quantities: [4, 5, 20] },
      ],
      customerOrders: [
        { id: 'o', itemId: 'lamp', marketId: 'south', quantity: 5, requestedDate: '2027-02-10', price: 30 },
      ],
    }),
  )
  // Four of January, the order, and one of the twenty of March.
  expect(supplyOf(result, 'lamp').purchased).toEqual([0, 10, 0])
  expect(supplyOf(result, 'lamp').shipped).toEqual([0, 9, 1])
  expect(supplyOf(result, 'lamp').refused).toEqual([80, 0, 0])
  expect(soldTo(result, 'o')).toBe(true)
})

it('keeps what lies there for the order, and sells the rest', async () => {
  const result = await proven(lamps({ stock: [{ itemId: 'lamp', onHand: 50 }] }))
  expect(supplyOf(result, 'lamp').purchased).toEqual([0, 0, 0])
  expect(supplyOf(result, 'lamp').shipped).toEqual([45, 5, 0])
})

it('is served where a part is dear from February on', async () => {
  const result = await proven(
    lamps({
      items: [
        { id: 'lamp', price: 11, safetyStock: 0 },
        { id: 'shade', purchaseCost: [10, 14, 14], supplyLimit: [0, 1000, 1000], safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
    }),
  )
  expect(supplyOf(result, 'lamp').produced).toEqual([0, 5, 0])
  expect(supplyOf(result, 'shade').purchased).toEqual([0, 5, 0])
})

it('is served where work outside is dear from February on', async () => {
  const result = await proven(
    lamps({
      items: [
        { id: 'lamp', price: 11, purchaseCost: [4, 8, 8], supplyLimit: [0, 1000, 1000], safetyStock: 0 },
        { id: 'shade', purchaseCost: 6, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
    }),
  )
  expect(
    supplyOf(result, 'lamp').purchased.map((units, t) => units + (supplyOf(result, 'lamp').produced[t] ?? 0)),
  ).toEqual([0, 5, 0])
})

describe('tables at 200, made at 150 in ten regular hours a month and at 220 in overtime', () => {
  const tables = (change: Partial<PlanInput> = {}): PlanInput => ({
    calendar: { start: '2027-01-01', months: 3 },
    policy: { unmetDemand: 'backlog' },
    items: [{ id: 'table', price: 200, safetyStock: 0 }],
    operations: [{ itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 }],
    resources: [
      { id: 'saw', capacityHours: [10, 10, 0], costPerHour: 150, overtimeHours: 100, overtimeCostPerHour: 220 },
    ],
    forecasts: [{ itemId: 'table', quantities: [50, 0, 0] }],
    customerOrders: [{ id: 'o', itemId: 'table', quantity: 5, requestedDate: '2027-03-10' }],
    ...change,
  })

  it('are made in regular hours, and five in overtime for an order', async () => {
    const result = await proven(tables())
    const { produced, refused } = supplyOf(result, 'table')
    expect(produced.reduce((sum, units) => sum + units, 0)).toBe(25)
    expect(refused).toEqual([30, 0, 0])
    expect(soldTo(result, 'o')).toBe(true)
    // Twenty at a profit of 50, five at a loss of 20.
    expect(result.kpis.netIncome.total).toBe(900)
    expect(refusedRow(result)).toMatchObject({ value: { price: 200, cost: 220, payingPrice: 220 } })
  })

  it('are made for an order where regular hours are paid all the same', async () => {
    const [saw] = tables().resources ?? []
    const result = await proven(
      tables({ resources: [{ ...saw, id: 'saw', capacityHours: [10, 10, 0], paidHours: 'capacity' }] }),
    )
    expect(soldTo(result, 'o')).toBe(true)
    expect(supplyOf(result, 'table').refused).toEqual([30, 0, 0])
  })

  it('are made for the forecast, too, at the price that is told', async () => {
    const result = await proven(tables({ items: [{ id: 'table', price: 220, safetyStock: 0 }] }))
    expect(supplyOf(result, 'table').produced.reduce((sum, units) => sum + units, 0)).toBe(55)
    expect(supplyOf(result, 'table').refused).toBeUndefined()
  })
})

it('is served alone where nobody waits: no lamp is bought at 14 for who would go away at 11', async () => {
  const result = await proven(
    lamps({ policy: { unmetDemand: 'lost' }, forecasts: [{ itemId: 'lamp', quantities: [0, 80, 0] }] }),
  )
  // The order is five of the eighty.
  expect(supplyOf(result, 'lamp').purchased).toEqual([0, 5, 0])
  expect(supplyOf(result, 'lamp').lost).toEqual([0, 75, 0])
})

it('waits in its turn where supply is short for all who pay', async () => {
  const result = await proven(
    lamps({ items: [{ id: 'lamp', price: 20, purchaseCost: 14, supplyLimit: [0, 30, 30], safetyStock: 0 }] }),
  )
  expect(supplyOf(result, 'lamp').shipped).toEqual([0, 30, 30])
  expect(supplyOf(result, 'lamp').refused).toBeUndefined()
})

it('is served behind forecast of eight markets, at as many prices, none of which pays for what there is', async () => {
  const markets = Array.from({ length: 8 }, (_, n) => ({ id: `market ${n}`, price: 11 + n }))
  const ofMarkets = [...markets, { id: 'south', price: 25 }]
  const result = await proven({
    calendar: { start: '2027-01-01', months: 3 },
    policy: { unmetDemand: 'backlog' },
    markets: ofMarkets.map(({ id }) => ({ id })),
    items: [{ id: 'lamp', purchaseCost: [10, 20, 20], supplyLimit: [0, 10, 0], safetyStock: 0 }],
    prices: ofMarkets.map(({ id, price }) => ({ itemId: 'lamp', marketId: id, price })),
    forecasts: [
      ...markets.map(({ id }) => ({ itemId: 'lamp', marketId: id, quantities: [10, 0, 0] })),
      { itemId: 'lamp', marketId: 'south', quantities: [4, 5, 20] },
    ],
    customerOrders: [
      { id: 'o', itemId: 'lamp', marketId: 'south', quantity: 5, requestedDate: '2027-02-10', price: 30 },
    ],
  })
  // Ten lamps in February: four of January at 25, the order, of which the forecast of February is, and one of March.
  expect(supplyOf(result, 'lamp').purchased).toEqual([0, 10, 0])
  expect(supplyOf(result, 'lamp').refused).toEqual([80, 0, 0])
  expect(soldTo(result, 'o')).toBe(true)
  expect(result.supply.objective.revenue).toBe(4 * 25 + 5 * 30 + 25)
})
