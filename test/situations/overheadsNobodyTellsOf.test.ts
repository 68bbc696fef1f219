import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { rollForward, varianceAnalysis } from '../../src/review/index.js'
import type { PlanActual } from '../../src/schema/index.js'

/**
 * A joinery closes January and February. Its bookkeeper tells what the rent and the power of the bench came to in January, and of no
 * other overhead. What the controller explains as profit must be what the books are handed on with: cash, claims and debts, to the cent.
 */
const joinery: PlanInput = {
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'table', price: 80, safetyStock: 0 }],
  operations: [{ itemId: 'table', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [
    { id: 'bench', capacityHours: 50, costPerHour: 24, variableOverheadPerHour: 4.003, fixedOverheadPerHour: 0 },
  ],
  forecasts: [{ itemId: 'table', quantities: [100, 100, 100] }],
  overheads: [
    { id: 'rent', function: 'administration', amount: 3_000, terms: { profile: [0, 1] } },
    { id: 'office', function: 'administration', amount: 333.335, terms: { profile: [0, 1] } },
    { id: 'agent', function: 'selling', rateOfRevenue: 0.0333, terms: { profile: [0, 1] } },
  ],
  finance: { openingCash: 10_000, supplierTerms: { profile: [0, 1] } },
}

const january = { periodId: '2027-01' } as const
const february = { periodId: '2027-02' } as const
const MADE: readonly PlanActual[] = [
  { ...january, kind: 'sales', itemId: 'table', units: 80, amount: 6_400.1 },
  { ...january, kind: 'output', itemId: 'table', units: 80 },
  { ...january, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 42, amount: 1_008 },
  { ...february, kind: 'sales', itemId: 'table', units: 90, amount: 7_105.35 },
  { ...february, kind: 'output', itemId: 'table', units: 90 },
  { ...february, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 44.3, amount: 1_060 },
]
const TOLD: readonly PlanActual[] = [
  { ...january, kind: 'overhead', overheadId: 'rent', amount: 3_100 },
  { ...january, kind: 'overhead', resourceId: 'bench', amount: 170 },
]

const OPENING = 10_000
const worthOf = ({ openingBalances = [] }: PlanInput): number =>
  openingBalances.reduce((sum, { account, amount }) => {
    const isOwned = account === 'cash' || account === 'receivables'
    return sum + Math.round(Number(amount) * 100) * (isOwned ? 1 : -1)
  }, 0) / 100

it('what profit is explained with is what is owed and owned afterwards', async () => {
  const made = await plan(joinery)
  expect(verify(made, { input: joinery }).ok).toBe(true)
  const actuals = [...MADE, ...TOLD]
  const { actualProfit, unexplained, assumptions } = varianceAnalysis(made, { actuals })
  const rolled = rollForward(joinery, { actuals, plan: made, to: '2027-03' })
  // Told in January: rent and power. The office is planned at 333.335, to the even cent 333.34; the agent has 3.33 % of what was sold:
  // 213.12333 and 236.608155; February's rent is as planned, and its power 44.3 hours at 4.003: 177.3329.
  const paid = 3_100 + 170 + 333.34 + 213.12
  const owed = 3_000 + 177.33 + 333.34 + 236.61
  const profit = 6_400.1 + 7_105.35 - 1_008 - 1_060 - paid - owed
  expect(actualProfit).toBeCloseTo(profit, 9)
  expect(unexplained).toBe(0)
  // No material, no claims, no wages are open: all but February's overheads is cash: 10,000 + 13,505.45 - 2,068 - 3,816.46.
  expect(rolled.input.openingBalances).toEqual([
    { account: 'cash', amount: 17_620.99 },
    { account: 'payables', amount: 3_747.28, dueDate: '2027-03-01' },
  ])
  expect(worthOf(rolled.input) - OPENING).toBeCloseTo(actualProfit, 9)
  // Both say of the same what they took for granted.
  const taken = [{ overheadId: 'rent' }, { overheadId: 'office' }, { overheadId: 'agent' }, { resourceId: 'bench' }]
  for (const told of [assumptions, rolled.assumptions]) {
    const { refs } = told.find(({ code }) => code === 'overhead-as-planned') ?? {}
    expect(refs).toHaveLength(4)
    expect(refs).toEqual(expect.arrayContaining(taken))
  }
})

it('one row of an overhead makes no other free of charge, and one of power counts without hours', async () => {
  const made = await plan(joinery)
  const closed = (told: readonly PlanActual[]): number =>
    worthOf(rollForward(joinery, { actuals: [...MADE, ...told], plan: made, to: '2027-03' }).input)
  const explained = (told: readonly PlanActual[]): number =>
    varianceAnalysis(made, { actuals: [...MADE, ...told] }).actualProfit
  // The rent as it was planned is told, or is not: nothing changes.
  const rent: PlanActual = { ...january, kind: 'overhead', overheadId: 'rent', amount: 3_000 }
  expect(closed([rent])).toBe(closed([]))
  expect(closed([rent]) - OPENING).toBeCloseTo(explained([rent]), 9)
  // Nobody told of hours: wages are as planned, 50 a month at 24, and so is the power of February, 50 x 4.003:
  // 3,000 + 200.15 + 333.34 + 236.61 are owed.
  const withoutHours = MADE.filter(({ kind }) => kind !== 'hours')
  const { input } = rollForward(joinery, { actuals: [...withoutHours, ...TOLD], plan: made, to: '2027-03' })
  expect(input.openingBalances?.find(({ account }) => account === 'payables')?.amount).toBe(3_770.1)
  expect(worthOf(input) - OPENING).toBeCloseTo(
    6_400.1 + 7_105.35 - 2 * 1_200 - (3_100 + 170 + 333.34 + 213.12) - (3_000 + 200.15 + 333.34 + 236.61),
    9,
  )
})
