import { expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { rollForward, varianceAnalysis } from '../../src/review/index.js'
import type { PlanActual } from '../../src/schema/index.js'

/**
 * A joinery closes January. Its ERP knows what was sold and made, and not who worked how long. Somebody was paid all the same: the controller
 * explains the profit with the wages that the books are handed on with.
 */
const joinery: PlanInput = {
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'table', price: 80, safetyStock: 0 }],
  operations: [
    { itemId: 'table', resourceId: 'bench', runHoursPerUnit: 0.5 },
    { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 0.1 },
  ],
  resources: [
    { id: 'bench', capacityHours: 50, costPerHour: 24, variableOverheadPerHour: 4, fixedOverheadPerHour: 0 },
    { id: 'saw', capacityHours: 20, costPerHour: 30, fixedOverheadPerHour: 0 },
  ],
  forecasts: [{ itemId: 'table', quantities: [100, 100] }],
  finance: { openingCash: 10_000, payrollTerms: { profile: [0, 1] }, supplierTerms: { profile: [0, 1] } },
}
const january = { periodId: '2027-01' } as const
const GOODS: readonly PlanActual[] = [
  { ...january, kind: 'sales', itemId: 'table', units: 80, amount: 6_400 },
  { ...january, kind: 'output', itemId: 'table', units: 80 },
]
const worthOf = ({ openingBalances = [] }: PlanInput): number =>
  openingBalances.reduce(
    (sum, { account, amount }) => sum + Number(amount) * (account === 'cash' || account === 'receivables' ? 1 : -1),
    0,
  )

it.for([
  // Planned are 50 hours of the bench at 24, 10 of the saw at 30, and 4 an hour of the bench: 1,200 + 300 + 200.
  { told: [], profit: 6_400 - 1_700, taken: { refs: ['bench', 'saw'], amount: 1_500 } },
  // 42 hours of the bench were told, and bring 168 along; the saw is as planned.
  {
    told: [{ ...january, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 42, amount: 1_000 }],
    profit: 6_400 - 1_000 - 168 - 300,
    taken: { refs: ['saw'], amount: 300 },
  },
  // Nobody worked the saw, and somebody says so.
  {
    told: [
      { ...january, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 42, amount: 1_000 },
      { ...january, kind: 'hours', resourceId: 'saw', hours: 0, amount: 0 },
    ],
    profit: 6_400 - 1_000 - 168,
    taken: undefined,
  },
] as const)('wages that nobody tells of are paid as planned, in the books and in the analysis', async (row) => {
  const made = await plan(joinery)
  const actuals = [...GOODS, ...row.told]
  const analysis = varianceAnalysis(made, { actuals })
  const rolled = rollForward(joinery, { actuals, plan: made, to: '2027-02' })
  expect(analysis.actualProfit).toBe(row.profit)
  expect(worthOf(rolled.input) - 10_000).toBe(row.profit)
  expect(analysis.unexplained).toBe(0)
  expect(analysis.warnings).toEqual([])
  for (const { assumptions } of [analysis, rolled]) {
    const told = assumptions.find(({ code }) => code === 'hours-as-planned')
    expect(told && { refs: told.refs.map(({ resourceId }) => resourceId), amount: told.amount }).toEqual(row.taken)
  }
})

it('without a plan nothing is known of them', () => {
  const { input, assumptions } = rollForward(joinery, { actuals: GOODS, to: '2027-02' })
  expect(worthOf(input)).toBe(16_400)
  expect(assumptions.some(({ code }) => code === 'hours-as-planned')).toBe(false)
})
