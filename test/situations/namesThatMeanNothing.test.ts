import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Names mean nothing. A shop sells ten lamps a month at 100 and ten shades at 50; lamps cost 60, shades 30, and each month it
 * buys what it sells. It has 1,000 in the bank. What a market, a supplier or an item is called changes no cent.
 */
const shop = {
  calendar: { start: '2027-01-01', months: 2 },
  forecasts: [
    { itemId: 'lamp', quantities: [10, 10] },
    { itemId: 'shade', quantities: [10, 10] },
  ],
  finance: { openingCash: 1_000 },
} satisfies Partial<PlanInput>

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const NAMES = ['north', 'customers', 'undefined', 'null', 'suppliers', 'payroll', 'opening', 'cash', '__proto__', '{}']

describe('a market that pays a month later, whatever it is called', () => {
  it.each(NAMES)("'%s'", async (name) => {
    const result = await proven({
      ...shop,
      items: [
        { id: 'lamp', price: 100, purchaseCost: 60 },
        { id: 'shade', price: 50, purchaseCost: 30 },
      ],
      markets: [{ id: name, terms: { profile: [0, 1] } }],
      forecasts: [
        { itemId: 'lamp', marketId: name, quantities: [10, 10] },
        { itemId: 'shade', quantities: [10, 10] },
      ],
    })
    // 10 x 100 + 10 x 50 less 10 x 60 + 10 x 30.
    expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([1_500, 1_500])
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([600, 600])
    // Shades are paid at once, the lamps of January in February.
    expect(amounts(result, 'cashFlow', 'receiptsFromCustomers')).toEqual([500, 1_500])
    expect(amounts(result, 'cashFlow', 'paymentsToSuppliers')).toEqual([-900, -900])
    expect(amounts(result, 'balanceSheet', 'receivables')).toEqual([1_000, 1_000])
    // 1,000 + 500 - 900, then + 1,500 - 900.
    expect(amounts(result, 'balanceSheet', 'cash')).toEqual([600, 1_200])
  })
})

describe('a supplier that is paid a month later, whatever it is called', () => {
  it.each(NAMES)("'%s'", async (name) => {
    const result = await proven({
      ...shop,
      items: [
        { id: 'lamp', price: 100, purchaseCost: 60, supplierId: name },
        { id: 'shade', price: 50, purchaseCost: 30 },
      ],
      suppliers: [{ id: name, terms: { profile: [0, 1] } }],
    })
    // Shades are paid at once, the lamps of January in February.
    expect(amounts(result, 'cashFlow', 'paymentsToSuppliers')).toEqual([-300, -900])
    expect(amounts(result, 'balanceSheet', 'payables')).toEqual([600, 600])
    // 1,000 + 1,500 - 300, then + 1,500 - 900.
    expect(amounts(result, 'balanceSheet', 'cash')).toEqual([2_200, 2_800])
  })
})

describe('two items and two markets whose names run together', () => {
  it.each([
    ['a', 'b@c', 'a@b', 'c'],
    ['a', 'b|c', 'a|b', 'c'],
    ['a', 'b,c', 'a,b', 'c'],
    ['a', '1:b', 'a1:', 'b'],
  ])("'%s' in '%s' and '%s' in '%s'", async (item, market, otherItem, otherMarket) => {
    const result = await proven({
      ...shop,
      items: [
        { id: item, price: 100, purchaseCost: 60 },
        { id: otherItem, price: 50, purchaseCost: 30 },
      ],
      markets: [{ id: market, terms: { profile: [0, 1] } }, { id: otherMarket }],
      prices: [
        { itemId: item, marketId: market, price: 90 },
        { itemId: otherItem, marketId: otherMarket, price: 45 },
      ],
      forecasts: [
        { itemId: item, marketId: market, quantities: [10, 10] },
        { itemId: otherItem, marketId: otherMarket, quantities: [4, 4] },
      ],
    })
    // 10 x 90 + 4 x 45; 10 x 60 + 4 x 30.
    expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([1_080, 1_080])
    expect(amounts(result, 'incomeStatement', 'standardCostOfSales')).toEqual([-720, -720])
    expect(amounts(result, 'cashFlow', 'receiptsFromCustomers')).toEqual([180, 1_080])
    const sold = result.shipments.map(({ itemId, marketId, shipped }) => [itemId, marketId, shipped])
    expect(sold).toContainEqual([item, market, [10, 10]])
    expect(sold).toContainEqual([otherItem, otherMarket, [4, 4]])
  })
})

describe('a price in a market where nothing is sold, whatever it is called', () => {
  it.each(NAMES)("'%s'", async (name) => {
    const result = await proven({
      ...shop,
      items: [
        { id: 'lamp', price: 100, purchaseCost: 60 },
        { id: 'shade', price: 50, purchaseCost: 30 },
      ],
      markets: [{ id: name }],
      prices: [{ itemId: 'lamp', marketId: name, price: 80 }],
    })
    // Lamps are sold outside of all markets, at their own price.
    expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([1_500, 1_500])
  })
})
