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
  expect(result.exceptions.filter(({ code }) => code === 'below-cost')).toEqual([])
})
