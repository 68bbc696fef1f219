import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { amounts, openingOf } from './statementOf.js'

/**
 * What is owed before the plan. A shop is owed 900 until the middle of February, 250 that was due in November, and owes its
 * supplier 400 until 31 March. It buys two lamps a month at 10 and sells them at 25, all for cash.
 */
const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 25, purchaseCost: 10, supplierId: 'works' }],
  suppliers: [{ id: 'works' }],
  forecasts: [{ itemId: 'lamp', quantities: [2, 2, 2] }],
  openingBalances: [
    { account: 'cash', amount: 500 },
    { id: 'invoice 7', account: 'receivables', amount: 900, dueDate: '2027-02-15' },
    { id: 'invoice 3', account: 'receivables', amount: 250, dueDate: '2026-11-30' },
    { account: 'payables', supplierId: 'works', amount: 400, dueDate: '2027-03-31' },
  ],
}

it('becomes cash in the period of its due day, and at once where that has passed', async () => {
  const result = await plan(input)
  expect(openingOf(result, 'receivables')).toBe(1_150)
  // 50 of the month; 250 overdue in January, 900 in February.
  expect(amounts(result, 'cashFlow', 'receiptsFromCustomers')).toEqual([300, 950, 50])
  expect(amounts(result, 'balanceSheet', 'receivables')).toEqual([900, 0, 0])
  // 20 of the month; 400 in March.
  expect(amounts(result, 'cashFlow', 'paymentsToSuppliers')).toEqual([-20, -20, -420])
  expect(amounts(result, 'balanceSheet', 'payables')).toEqual([400, 400, 0])
  // 500 + 300 - 20, + 950 - 20, + 50 - 420.
  expect(amounts(result, 'balanceSheet', 'cash')).toEqual([780, 1_710, 1_340])
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
})
