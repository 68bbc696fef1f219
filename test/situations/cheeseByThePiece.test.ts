import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Cheese bought in wheels of 6.2 kg, kept by the kilogram and sold by the piece of a quarter of a kilogram, of which 4 of 100
 * parts are rind. 1.1 kg are there, two wheels come on 10 January at 11 a kilogram, and more costs 12, the standard. 30 pieces are
 * asked for in January and 25 in February, at 5.
 */
const dairy: PlanInput = {
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    {
      id: 'cheese',
      unit: 'kg',
      units: [{ unit: 'wheel', stockUnits: 6.2 }],
      purchaseCost: 12,
      leadTimeDays: 0,
    },
    { id: 'piece', price: 5 },
  ],
  billOfMaterials: [{ itemId: 'piece', componentId: 'cheese', quantityPer: 0.25, scrapShare: 0.04 }],
  stock: [{ itemId: 'cheese', onHand: 1.1 }],
  openOrders: [{ id: 'spring', itemId: 'cheese', quantity: 2, unit: 'wheel', dueDate: '2027-01-10', unitCost: 11 }],
  forecasts: [{ itemId: 'piece', quantities: [30, 25] }],
  finance: { openingCash: 200 },
}

it('leaves the shelf by the gram and the shop by the piece', async () => {
  const result = await plan(dairy)
  const [cheese, piece] = result.supply.records
  expect(piece?.produced).toEqual([30, 25])
  // 2 x 6.2.
  expect(cheese?.scheduledReceipts).toEqual([12.4, 0])
  // 30 x 0.25 / 0.96 = 7.8125; 55 x 0.25 / 0.96 = 14.32291...: 14.323 - 7.813.
  expect(cheese?.dependentDemand).toEqual([7.813, 6.51])
  // 1.1 + 12.4 - 7.813 = 5.687 are left, and 6.51 - 5.687 are bought.
  expect(cheese?.purchased).toEqual([0, 0.823])
  expect(cheese?.closing).toEqual([5.687, 0])
  expect(result.inventory[0]?.closing).toEqual([5.687, 0])
  expect(result.inventory[0]?.opening).toEqual([1.1, 5.687])
  expect(result.inventory[0]?.receipts).toEqual([12.4, 0.823])
  // 5.687 x 12 = 68.244.
  expect(amounts(result, 'balanceSheet', 'inventoryMaterials')).toEqual([68.24, 0])
  // 200 + 150 - 12.4 x 11; + 125 - 0.823 x 12 = 9.876.
  expect(amounts(result, 'balanceSheet', 'cash')).toEqual([213.6, 328.72])
  expect(verify(result, { input: dairy }).checks.flatMap(({ failures }) => failures)).toEqual([])
})
