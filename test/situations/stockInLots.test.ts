import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { amounts, openingOf } from './statementOf.js'

/**
 * Stock in two lots. A shop has 10 lamps that it bought at 20 and 5 that it bought at 26; today one costs 24, which is the
 * standard. It sells 4 in January and 4 in February at 50, all from stock, and buys none: 15 are more than enough.
 */
const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 24 }],
  stock: [
    { itemId: 'lamp', lotId: 'autumn', onHand: 10, unitCost: 20 },
    { itemId: 'lamp', lotId: 'winter', onHand: 5, unitCost: 26 },
  ],
  forecasts: [{ itemId: 'lamp', quantities: [4, 4] }],
  finance: { openingCash: 100 },
}

it('stands in the opening balance sheet at what was paid, and is brought to standard in the first period', async () => {
  const result = await plan(input)
  expect(result.supply.records[0]?.closing).toEqual([11, 7])
  // 10 x 20 + 5 x 26.
  expect(openingOf(result, 'inventoryMerchandise')).toBe(330)
  expect(openingOf(result, 'totalAssets')).toBe(430)
  // 15 x 24 = 360: a gain of 30, in January.
  expect(amounts(result, 'incomeStatement', 'stockRevaluation')).toEqual([30, 0])
  expect(amounts(result, 'incomeStatement', 'standardCostOfSales')).toEqual([-96, -96])
  // 4 x 50 - 4 x 24 + 30, then 4 x 50 - 4 x 24.
  expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([134, 104])
  // 11 x 24, 7 x 24.
  expect(amounts(result, 'balanceSheet', 'inventoryMerchandise')).toEqual([264, 168])
  expect(amounts(result, 'balanceSheet', 'cash')).toEqual([300, 500])
  const told = result.warnings.filter(({ code }) => code.startsWith('stock-'))
  expect(told).toMatchObject([
    { code: 'stock-revalued', refs: [{ itemId: 'lamp' }], amount: 30, unit: 'money', value: { gain: 30, loss: 0 } },
  ])
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
})

it('is told apart where its standard is above what it sells for: 15 lamps at 24 that bring 22 each', async () => {
  const dear: PlanInput = { ...input, items: [{ id: 'lamp', price: 22, purchaseCost: 24 }] }
  const result = await plan(dear)
  const told = [...result.warnings, ...result.exceptions].filter(({ code }) => code.startsWith('stock-'))
  expect(told).toMatchObject([
    { code: 'stock-revalued', severity: 'look', amount: 30 },
    // 15 x (24 - 22).
    { code: 'stock-above-value', severity: 'act', refs: [{ itemId: 'lamp' }], amount: 30, unit: 'money' },
  ])
  // The posting stays: 15 x 24 - 330.
  expect(amounts(result, 'incomeStatement', 'stockRevaluation')).toEqual([30, 0])
  expect(verify(result, { input: dear }).checks.flatMap(({ failures }) => failures)).toEqual([])
})

it('is one stock for the plan: lots without a cost of their own are worth the standard', async () => {
  const rows = {
    ...input,
    stock: input.stock?.map(({ itemId, lotId, onHand }) => ({ itemId, lotId, onHand })) as never,
  }
  const result = await plan(rows)
  // 15 x 24.
  expect(openingOf(result, 'inventoryMerchandise')).toBe(360)
  expect(amounts(result, 'incomeStatement', 'stockRevaluation')).toEqual([0, 0])
  expect(result.inventory[0]?.opening).toEqual([15, 11])
  expect(verify(result, { input: rows }).ok).toBe(true)
})
