import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * What does not pay. A shop sells a lamp at 10 that costs 474 to buy: somebody mistyped a price, or nobody has looked at it for years.
 * What lies there may go for what it brings; nothing is bought for it, and no safety stock is kept. The plan says so, with the price
 * that would pay.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const shop = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 10, purchaseCost: 474, safetyStock: 300 }],
  stock: [{ itemId: 'lamp', onHand: 50 }],
  forecasts: [{ itemId: 'lamp', quantities: [20, 20, 20] }],
} satisfies PlanInput

describe('a lamp at 10 that costs 474', () => {
  it.each(['backlog', 'lost'] as const)('is sold while it lies there, and not bought: %s', async (unmetDemand) => {
    const result = await proven({ ...shop, policy: { unmetDemand } })
    // 50 on hand: 20, 20 and the last 10.
    expect(supplyOf(result, 'lamp')).toMatchObject({
      shipped: [20, 20, 10],
      purchased: [0, 0, 0],
      safetyStock: [0, 0, 0],
    })
    const told = result.exceptions.filter(({ code }) => code === 'below-cost')
    expect(told).toHaveLength(1)
    // 60 - 50 are not served; 474 is what a unit costs.
    expect(told[0]).toMatchObject({ refs: [{ itemId: 'lamp' }], amount: 10, value: { price: 10, payingPrice: 474 } })
  })

  it('is bought for everybody where the policy says so', async () => {
    const result = await proven({ ...shop, policy: { sellBelowCost: 'always' } })
    // 20 are sold and 300 kept: 270 of them are bought, then 20 a month.
    expect(supplyOf(result, 'lamp')).toMatchObject({ shipped: [20, 20, 20], purchased: [270, 20, 20] })
  })

  it('stays where it is where the policy says so', async () => {
    const result = await proven({ ...shop, policy: { sellBelowCost: 'never' } })
    expect(supplyOf(result, 'lamp')).toMatchObject({ shipped: [0, 0, 0], closing: [50, 50, 50] })
    expect(result.exceptions.find(({ code }) => code === 'below-cost')).toMatchObject({ value: { payingPrice: 474 } })
  })

  it('is bought for those who have ordered it before the plan', async () => {
    const input = { ...shop, stock: [{ itemId: 'lamp', onHand: 0, backlog: 5 }] }
    expect(supplyOf(await proven(input), 'lamp')).toMatchObject({ shipped: [5, 0, 0], purchased: [5, 0, 0] })
  })

  it('is bought where one who pays asks for it', async () => {
    const input = { ...shop, items: [{ id: 'lamp', price: 480, purchaseCost: 474, safetyStock: 0 }] }
    expect(supplyOf(await proven(input), 'lamp')).toMatchObject({ shipped: [20, 20, 20], purchased: [0, 0, 10] })
  })
})

describe('a shade that goes into such lamps alone', () => {
  const parts = {
    ...shop,
    items: [
      { id: 'lamp', price: 10 },
      { id: 'shade', purchaseCost: 474, safetyStock: 300 },
    ],
    billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
    stock: [],
  } satisfies PlanInput

  it('has no safety stock', async () => {
    expect(supplyOf(await proven(parts), 'shade')).toMatchObject({ safetyStock: [0, 0, 0], purchased: [0, 0, 0] })
  })

  it('has one where it goes into something that pays, too', async () => {
    const result = await proven({
      ...parts,
      items: [...parts.items, { id: 'lantern', price: 900 }],
      billOfMaterials: [...parts.billOfMaterials, { itemId: 'lantern', componentId: 'shade', quantityPer: 1 }],
      forecasts: [...parts.forecasts, { itemId: 'lantern', quantities: [1, 1, 1] }],
    })
    expect(supplyOf(result, 'shade')).toMatchObject({ safetyStock: [300, 300, 300], purchased: [301, 1, 1] })
    expect(supplyOf(result, 'lamp').produced).toEqual([0, 0, 0])
  })
})

it('a market that pays is served beside one that does not', async () => {
  // 20 and 10 for what costs 16: the mean of 15 does not pay, and nobody asks for it at 15.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 3 },
    markets: [{ id: 'north' }, { id: 'south' }],
    items: [{ id: 'lamp', purchaseCost: 16, safetyStock: 0 }],
    prices: [
      { itemId: 'lamp', marketId: 'north', price: 20 },
      { itemId: 'lamp', marketId: 'south', price: 10 },
    ],
    forecasts: [
      { itemId: 'lamp', marketId: 'north', quantities: [50, 50, 50] },
      { itemId: 'lamp', marketId: 'south', quantities: [50, 50, 50] },
    ],
  })
  const north = result.shipments.find(({ marketId }) => marketId === 'north')
  expect(north?.shipped).toEqual([50, 50, 50])
  // South is refused, and told at the price that it pays.
  const south = result.shipments.find(({ marketId }) => marketId === 'south')
  expect(south?.shipped).toEqual([0, 0, 0])
  const told = result.exceptions.filter(({ code }) => code === 'below-cost')
  expect(told).toMatchObject([{ amount: 150, moneyAtStake: 1500, value: { price: 10, cost: 16, payingPrice: 16 } }])
})

describe('an order in the book of a lamp that does not pay', () => {
  const months = { start: '2027-01-01', months: 3 }
  const askedFor = (
    quantity: number,
    requestedDate: string,
    price: number,
  ): NonNullable<PlanInput['customerOrders']> => [{ id: 'book', itemId: 'lamp', quantity, requestedDate, price }]
  /** Money of the order, and of forecast, by the ledger. */
  const revenueOf = (result: Plan): readonly [number, number] => {
    const { ledger } = result
    let [order, forecast] = [0, 0]
    ledger.account.forEach((account, n) => {
      if (ledger.accounts[account] !== 'revenue') return
      const isOrder = ledger.refs[ledger.ref[n] as number]?.orderId === 'book'
      const money = -(ledger.amountMinor[n] as number) / 100
      if (isOrder) order += money
      else forecast += money
    })
    return [order, forecast]
  }

  it('that pays is served, and what was bought for it goes to nobody else', async () => {
    const result = await proven({
      calendar: months,
      items: [{ id: 'lamp', price: 10, purchaseCost: 40, safetyStock: 0 }],
      forecasts: [{ itemId: 'lamp', quantities: [100, 100, 0] }],
      customerOrders: askedFor(5, '2027-03-10', 400),
    })
    // 5 x 400 for the order; 200 of forecast at 10 are refused, whoever waits longer.
    expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [0, 0, 5], shipped: [0, 0, 5], refused: [100, 100, 0] })
    expect(revenueOf(result)).toEqual([2000, 0])
  })

  it('that does not pay is served in its month all the same', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 4 },
      items: [{ id: 'lamp', price: 10, purchaseCost: 474, safetyStock: 0 }],
      forecasts: [{ itemId: 'lamp', quantities: [10, 20, 30, 10] }],
      customerOrders: askedFor(5, '2027-02-10', 9),
    })
    expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [0, 5, 0, 0], shipped: [0, 5, 0, 0] })
    expect(revenueOf(result)).toEqual([45, 0])
    // 10 + (20 - 5) + 30 + 10 are refused, at the price of the forecast.
    expect(result.exceptions.filter(({ code }) => code === 'below-cost')).toMatchObject([
      { amount: 65, moneyAtStake: 650, value: { price: 10, cost: 474, payingPrice: 474 } },
    ])
  })

  it.each(['stockOnly', 'never'] as const)('keeps the stock that it needs: %s', async (sellBelowCost) => {
    const result = await proven({
      calendar: months,
      items: [{ id: 'lamp', price: 10, purchaseCost: 474, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 20 }],
      forecasts: [{ itemId: 'lamp', quantities: [50, 50, 0] }],
      customerOrders: askedFor(30, '2027-02-03', 11),
      policy: { sellBelowCost },
    })
    // 20 lie there for the 30 of February: only 10 are bought, and January's forecast gets none.
    expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [0, 10, 0], shipped: [0, 30, 0] })
    expect(revenueOf(result)).toEqual([330, 0])
  })

  it('leaves what it does not need to the forecast', async () => {
    const result = await proven({
      calendar: months,
      items: [{ id: 'lamp', price: 10, purchaseCost: 474, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 50 }],
      forecasts: [{ itemId: 'lamp', quantities: [50, 50, 0] }],
      customerOrders: askedFor(30, '2027-02-03', 11),
    })
    // 50 - 30 of the order: 20 of January's 50.
    expect(supplyOf(result, 'lamp')).toMatchObject({
      purchased: [0, 0, 0],
      shipped: [20, 30, 0],
      refusedShipped: [20, 0, 0],
    })
    expect(revenueOf(result)).toEqual([330, 200])
  })

  it('waits for hours that earn more elsewhere, and the row of the hours says that it is booked', async () => {
    const result = await proven({
      calendar: months,
      items: [
        { id: 'lamp', price: 10, safetyStock: 0 },
        { id: 'lantern', price: 500, safetyStock: 0 },
        { id: 'shade', purchaseCost: 30 },
      ],
      billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
      operations: [
        { itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 },
        { itemId: 'lantern', resourceId: 'bench', runHoursPerUnit: 1 },
      ],
      resources: [{ id: 'bench', capacityHours: 20 }],
      forecasts: [{ itemId: 'lantern', quantities: [30, 30, 30] }],
      customerOrders: askedFor(15, '2027-01-10', 10),
    })
    expect(supplyOf(result, 'lamp').produced).toEqual([0, 0, 0])
    const full = result.exceptions.find(({ code }) => code === 'full-resource')
    expect(full?.victims).toContainEqual(
      expect.objectContaining({ ref: { itemId: 'lamp' }, amount: 15, never: 15, booked: 15 }),
    )
    expect(full?.message).toContain('15 of them booked')
    expect(result.exceptions.map(({ code }) => code)).not.toContain('below-cost')
  })

  it('takes the hours that are left, and overtime that costs more than it pays', async () => {
    const result = await proven({
      calendar: months,
      items: [
        { id: 'lamp', price: 10, safetyStock: 0 },
        { id: 'shade', purchaseCost: 30 },
      ],
      billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
      operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 }],
      resources: [{ id: 'bench', capacityHours: 3, overtimeHours: 10, costPerHour: 8, overtimeCostPerHour: 12 }],
      forecasts: [{ itemId: 'lamp', quantities: [30, 30, 30] }],
      customerOrders: askedFor(12, '2027-03-31', 10),
    })
    // Three hours of each month, and three hours of overtime for the rest of the twelve; the 81 of forecast take none.
    expect(supplyOf(result, 'lamp')).toMatchObject({ produced: [3, 3, 6], shipped: [0, 0, 12] })
    expect(result.supply.resources[0]?.overtimeHours).toEqual([0, 0, 3])
  })
})

it.each(['backlog', 'lost'] as const)(
  'a price that rises pays from the month on in which it covers the cost: %s',
  async (unmetDemand) => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 3 },
      items: [{ id: 'lamp', price: [5, 5, 30], purchaseCost: 10, safetyStock: 0 }],
      forecasts: [{ itemId: 'lamp', quantities: [10, 20, 3] }],
      policy: { unmetDemand },
    })
    // 3 x (30 - 10) are earned; 30 at 5 are refused.
    expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [0, 0, 3], shipped: [0, 0, 3], refused: [10, 20, 0] })
    expect(result.exceptions.filter(({ code }) => code === 'below-cost')).toMatchObject([
      { amount: 30, moneyAtStake: 150, value: { price: 5, cost: 10, payingPrice: 10 } },
    ])
  },
)

it('a market that pays does not serve one that does not, where customers go away', async () => {
  // 20 and 14 for what costs 16: the mean of 17 pays, the 14 of the south do not.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 2 },
    markets: [{ id: 'north' }, { id: 'south' }],
    items: [{ id: 'lamp', purchaseCost: 16, safetyStock: 0, unmetDemand: 'lost' }],
    prices: [
      { itemId: 'lamp', marketId: 'north', price: 20 },
      { itemId: 'lamp', marketId: 'south', price: 14 },
    ],
    forecasts: [
      { itemId: 'lamp', marketId: 'north', quantities: [50, 50] },
      { itemId: 'lamp', marketId: 'south', quantities: [50, 50] },
    ],
    stock: [{ itemId: 'lamp', onHand: 130 }],
  })
  // 130 - 100 of the north are left: the south gets 30 of them in January, and nothing is bought.
  expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [0, 0], refusedShipped: [30, 0], lost: [20, 50] })
  expect(result.shipments.map(({ marketId, shipped }) => [marketId, shipped])).toEqual([
    ['north', [50, 50]],
    ['south', [30, 0]],
  ])
})

it('parts that would be left over are no reason to make what does not pay, and the row tells what a unit costs', async () => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 1 },
    items: [
      { id: 'toy', price: 10, safetyStock: 0 },
      { id: 'lamp', price: 100, safetyStock: 0 },
      { id: 'shade', purchaseCost: 20, safetyStock: 0 },
    ],
    billOfMaterials: [
      { itemId: 'toy', componentId: 'shade', quantityPer: 1 },
      { itemId: 'lamp', componentId: 'shade', quantityPer: 1 },
    ],
    stock: [{ itemId: 'shade', onHand: 12 }],
    forecasts: [
      { itemId: 'toy', quantities: [10] },
      { itemId: 'lamp', quantities: [10] },
    ],
  })
  expect(supplyOf(result, 'lamp').produced).toEqual([10])
  expect(supplyOf(result, 'toy').produced).toEqual([0])
  // A shade costs 20; that two of them are left makes a third no cheaper.
  expect(result.exceptions.filter(({ code }) => code === 'below-cost')).toMatchObject([
    { amount: 10, value: { price: 10, cost: 20, payingPrice: 20 } },
  ])
})

it('what is fixed to come within the month, and nobody pays for, leaves a plan', async () => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 1 },
    items: [
      {
        id: 'lamp',
        price: 10,
        purchaseCost: 16,
        leadTimeDays: 1,
        firmSupply: [16],
        safetyStock: 0,
        unmetDemand: 'lost',
      },
    ],
    stock: [{ itemId: 'lamp', onHand: 1, backlog: 4 }],
    forecasts: [{ itemId: 'lamp', quantities: [30] }],
  })
  // 4 are owed and do not wait: one gets what is there. The 16 come on the second day, to a forecast of 29 from then on that pays no new ones.
  expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [16], shipped: [17], refusedShipped: [16], closing: [0] })
})

it.each([15, 19, 25, 36, 80])('an order is served no worse because it pays more: at %d', async (price) => {
  const result = await proven({
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 50, purchaseCost: [20, 36, 36], supplyLimit: [40, 60, 60], safetyStock: 0 }],
    customerOrders: [1, 2, 3].map((month) => ({
      id: `o${month}`,
      itemId: 'lamp',
      quantity: 50,
      requestedDate: `2027-0${month}-15`,
      price,
    })),
  })
  // 150 are ordered: 40 at 20 in January, all 60 of February, and the 50 that are left in March.
  expect(supplyOf(result, 'lamp')).toMatchObject({ purchased: [40, 60, 50], backlog: [10, 0, 0] })
})

describe('the price that would pay', () => {
  const priced = (price: number, change: Partial<PlanInput>): PlanInput => ({
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'fan', price, purchaseCost: 20, safetyStock: 0 }],
    forecasts: [{ itemId: 'fan', quantities: [10, 10] }],
    ...change,
  })
  const commission = (rateOfRevenue: number): Partial<PlanInput> => ({
    finance: { overheads: [{ id: 'commission', function: 'selling', rateOfRevenue }] },
  })
  /** Bought at 27 in January, February and March and at 13 in April; 25 are asked for in January. */
  const cheapInApril = (price: number): PlanInput => ({
    calendar: { start: '2027-01-01', months: 4 },
    policy: { backlogCostRatePerYear: 1.2 },
    items: [{ id: 'fan', price, purchaseCost: [27, 27, 27, 13], safetyStock: 0 }],
    forecasts: [{ itemId: 'fan', quantities: [25, 0, 0, 0] }],
  })
  async function told(input: PlanInput): Promise<readonly unknown[]> {
    const { exceptions } = await proven(input)
    return exceptions.flatMap(({ code, value }) => (code === 'below-cost' ? [value] : []))
  }

  it('pays, after the commission, to the cent', async () => {
    // 20 / 0.9 = 22.222...: 22.22 leaves 19.998, 22.23 leaves 20.007.
    expect(await told(priced(22, commission(0.1)))).toEqual([
      { price: 22, cost: 20, payingPrice: 22.23, sellingCost: 2.2 },
    ])
    expect(await told(priced(22.22, commission(0.1)))).toHaveLength(1)
    expect(await told(priced(22.23, commission(0.1)))).toEqual([])
  })

  it('says what the sale leaves', async () => {
    const { exceptions } = await proven(priced(22, commission(0.1)))
    expect(exceptions.find(({ code }) => code === 'below-cost')?.message).toBe(
      "'fan' is asked for at 22, of which the sale leaves 19.8, and costs 20 to make or buy anew; that holds back 20 'fan' (not served within the plan), 440 in all; a price of 22.23 would pay.",
    )
  })

  it('grows with the wait that it pays for', async () => {
    // Late at the closes of January, February and March, 31 + 28 + 31 = 90 days: 1.2 x 90 / 365 = 0.29589 of the price.
    // 13 / (1 - 0.29589) = 18.463. At 13 the wait costs 3.846575.
    expect(await told(cheapInApril(13))).toEqual([
      { price: 13, cost: 16.846575, payingPrice: 18.47, waitCost: 3.846575 },
    ])
    expect(await told(cheapInApril(18.46))).toMatchObject([{ payingPrice: 18.47 }])
    expect(await told(cheapInApril(18.47))).toEqual([])
  })

  it('has the digits of the price where these are finer than cents', async () => {
    const screw = priced(0.0043, { items: [{ id: 'fan', price: 0.0043, purchaseCost: 0.0051, safetyStock: 0 }] })
    expect(await told(screw)).toEqual([{ price: 0.0043, cost: 0.0051, payingPrice: 0.0051 }])
    const { exceptions } = await proven(screw)
    expect(exceptions.find(({ code }) => code === 'below-cost')?.message).toContain(
      'is asked for at 0.0043 and costs 0.0051 to make or buy anew;',
    )
  })

  it('may count on what losing the sale costs', async () => {
    const lost = (price: number): PlanInput =>
      priced(price, {
        policy: { unmetDemand: 'lost' },
        items: [{ id: 'fan', price, purchaseCost: 20, safetyStock: 0, lostSaleCostPerUnit: 1 }],
      })
    expect(await told(lost(18))).toEqual([{ price: 18, cost: 20, payingPrice: 19, lostSaleCost: 1 }])
    expect(await told(lost(18.99))).toHaveLength(1)
    expect(await told(lost(19))).toEqual([])
  })

  it('is none where the sale takes more than any price', async () => {
    const { exceptions } = await proven(priced(30, commission(1.1)))
    const found = exceptions.find(({ code }) => code === 'below-cost')
    expect(found?.value).toEqual({ price: 30, cost: 20, payingPrice: null, sellingCost: 33 })
    expect(found?.message).toContain('no price would pay')
  })
})
