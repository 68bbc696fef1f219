import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { amounts, openingOf } from './statementOf.js'

/**
 * Essence counted to the milligram of a kilogram and finer. 1000.000001 kg are there, 1000 are sold in January: a millionth is left, in
 * every part of the plan. At 20,000 a kilogram it is worth 2 cents.
 */
const store: PlanInput = {
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'essence', unit: 'kg', quantityDecimals: 6, price: 30_000, purchaseCost: 20_000, leadTimeDays: 0 }],
  stock: [{ itemId: 'essence', onHand: 1000.000001 }],
  forecasts: [{ itemId: 'essence', quantities: [1000, 0] }],
  finance: { openingCash: 0 },
}

it('is there in the supply plan, the projection and the balance sheet', async () => {
  const result = await plan(store)
  expect(result.supply.records[0]?.closing).toEqual([0.000001, 0.000001])
  expect(result.inventory[0]?.closing).toEqual([0.000001, 0.000001])
  expect(result.inventory[0]?.projectedAvailableBalance).toEqual([0.000001, 0.000001])
  expect(openingOf(result, 'inventoryMerchandise')).toBe(20_000_000.02)
  expect(amounts(result, 'balanceSheet', 'inventoryMerchandise')).toEqual([0.02, 0.02])
  expect(verify(result, { input: store }).checks.flatMap(({ failures }) => failures)).toEqual([])
})

it('is shared between markets to the last', async () => {
  // Asked for are 1000.000003 in all: 0.000002 more than there is, and no more can be had.
  const short: PlanInput = {
    ...store,
    items: [{ ...(store.items[0] as PlanInput['items'][number]), supplyLimit: 0 }],
    markets: [{ id: 'a' }, { id: 'b' }],
    forecasts: [
      { itemId: 'essence', marketId: 'a', quantities: [500.000001, 0] },
      { itemId: 'essence', marketId: 'b', quantities: [500.000002, 0] },
    ],
  }
  const result = await plan(short)
  // Asked for in the same month at the same price: a comes first by its id and has all that it asks for, b the rest.
  expect(result.shipments.map(({ shipped }) => shipped[0])).toEqual([500.000001, 500])
  expect(result.inventory[0]?.backlog).toEqual([0.000002, 0.000002])
  expect(result.inventory[0]?.closing).toEqual([0, 0])
  expect(verify(result, { input: short }).checks.flatMap(({ failures }) => failures)).toEqual([])
})
