import { expect, it } from 'vitest'
import { chartOfAccounts, type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Costs by nature (IAS 1.102). A workshop makes 60 frames in January, sells 50 at 100 and keeps 10. Each takes a part of 40 and
 * an hour at 20, of which 5 more are overhead; rent of the hall is 300. Wages are paid a month later.
 */
const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 1 },
  items: [
    { id: 'frame', price: 100, firmSupply: [60] },
    { id: 'part', purchaseCost: 40 },
  ],
  billOfMaterials: [{ itemId: 'frame', componentId: 'part', quantityPer: 1 }],
  operations: [{ itemId: 'frame', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 60, costPerHour: 20, variableOverheadPerHour: 5 }],
  overheads: [{ id: 'hall', function: 'production', amount: 300 }],
  forecasts: [{ itemId: 'frame', quantities: [50] }],
  finance: { openingCash: 9_000, payrollTerms: { profile: [0, 1] } },
}

function byNature({ ledger }: Plan): Record<string, number> {
  const natures = new Map(chartOfAccounts().map(({ id, nature }) => [id, nature]))
  const sums: Record<string, number> = {}
  ledger.amountMinor.forEach((minor, n) => {
    const nature = natures.get(ledger.accounts[ledger.account[n] ?? -1] ?? '')
    if (nature === undefined || (ledger.periodIndex[n] ?? -1) < 0) return
    sums[nature] = (sums[nature] ?? 0) - minor / 100
  })
  return sums
}

it('add to the profit, and labor is the wages', async () => {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  expect(byNature(result)).toEqual({
    // 50 x 100.
    sales: 5_000,
    // 60 x 20.
    labor: -1_200,
    // 60 x 5 + 300.
    overhead: -600,
    // 60 parts at 40 bought, less 10 frames at 40 + 20 + 5 + 300 / 60 kept.
    changeInInventories: -1_700,
  })
  // 5,000 - 1,200 - 600 - 1,700.
  expect(amounts(result, 'incomeStatement', 'netIncome')).toEqual([1_500])
  expect(amounts(result, 'balanceSheet', 'wagesPayable')).toEqual([1_200])
})
