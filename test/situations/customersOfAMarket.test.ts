import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Customers of a market. The hotel and the school are customers of the north; their sales of last year carry their names
 * alone. The north buys 6 + 4 lamps every month, so the naive forecast is 10; the south, where nobody is known by name, buys 3.
 * The hotel pays 35 by contract, which is kept and named, but the north is planned with its own price of 40.
 */
const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}-15`)
const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 20 }],
  markets: [{ id: 'north' }, { id: 'south' }],
  customers: [
    { id: 'hotel', marketId: 'north' },
    { id: 'school', marketId: 'north' },
  ],
  transactions: months.flatMap((date) => [
    { itemId: 'lamp', customerId: 'hotel', date, quantity: 6 },
    { itemId: 'lamp', customerId: 'school', date, quantity: 4 },
    { itemId: 'lamp', marketId: 'south', date, quantity: 3 },
  ]),
  prices: [
    { itemId: 'lamp', marketId: 'north', price: 40 },
    { itemId: 'lamp', marketId: 'north', customerId: 'hotel', price: 35 },
  ],
  forecasting: { model: 'naive' },
}

it('are planned with it, totaled by name, and their own price is kept', async () => {
  const result = await plan(input)
  const asked = result.demand.map(({ itemId, marketId, consensus }) => [itemId, marketId, consensus])
  expect(asked).toEqual([
    ['lamp', 'north', [10, 10]],
    ['lamp', 'south', [3, 3]],
  ])
  // 10 x 40 + 3 x 50.
  expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([550, 550])
  expect(result.assumptions.map(({ code }) => code)).toContain('customer-price-not-planned')
  // 12 x 6 and 12 x 4.
  expect(result.customers).toEqual([
    { customerId: 'hotel', itemId: 'lamp', marketId: 'north', quantity: 72 },
    { customerId: 'school', itemId: 'lamp', marketId: 'north', quantity: 48 },
  ])
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
})
