import { expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { type PlanVariance, varianceAnalysis } from '../../src/review/index.js'
import type { PlanActual } from '../../src/schema/index.js'

/**
 * A bad month. A table takes two boards at 10 and half an hour at the bench, at 24 with 4 of power; the rent is 3,000 for 150 hours: 20
 * an hour. A table costs 20 + 12 + 2 + 10 = 44, sells at 80, and the agent gets a twentieth of that. 200 a month are planned.
 */
const joinery = (change: Partial<PlanInput> = {}): PlanInput => ({
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'table', price: 80, safetyStock: 0 },
    { id: 'board', purchaseCost: 10, safetyStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'table', componentId: 'board', quantityPer: 2 }],
  operations: [{ itemId: 'table', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'bench', capacityHours: 150, costPerHour: 24, variableOverheadPerHour: 4 }],
  forecasts: [{ itemId: 'table', quantities: [200, 200] }],
  overheads: [
    { id: 'rent', function: 'production', amount: 3000 },
    { id: 'agent', function: 'selling', rateOfRevenue: 0.05 },
    { id: 'office', function: 'administration', amount: 1000 },
  ],
  finance: { openingCash: 50_000 },
  ...change,
})

const january = { periodId: '2027-01' } as const
/** 20 tables fewer, and cheaper; boards are dear and some break; hours are slow, dear, and five of them nobody had work. */
const HAPPENED: readonly PlanActual[] = [
  { ...january, kind: 'sales', itemId: 'table', units: 180, amount: 14_040 },
  { ...january, kind: 'purchases', itemId: 'board', units: 420, amount: 4620 },
  { ...january, kind: 'output', itemId: 'table', units: 190 },
  { ...january, kind: 'usage', itemId: 'board', forItemId: 'table', units: 400 },
  { ...january, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 105, amount: 2625 },
  { ...january, kind: 'hours', resourceId: 'bench', hours: 5, amount: 125 },
  { ...january, kind: 'overhead', resourceId: 'bench', amount: 450 },
  { ...january, kind: 'overhead', overheadId: 'rent', amount: 3100 },
  { ...january, kind: 'overhead', overheadId: 'agent', amount: 702 },
]

const proven = async (input: PlanInput): Promise<Plan> => {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const leavesOf = (node: PlanVariance): PlanVariance[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf)

it('says where 2,342 of the planned 4,400 went, line by line', async () => {
  const { planProfit, actualProfit, statement, tree, unexplained, ...rest } = varianceAnalysis(
    await proven(joinery()),
    {
      actuals: HAPPENED,
    },
  )
  // 16,000 less 4,000 of boards, 2,400 of wages, 400 of power, 3,000, 800 for the agent and 1,000.
  expect(planProfit).toBe(4400)
  // 14,040 less 4,620, 2,750, 450, 3,100, 702 and the 1,000 that nobody told of; 10 tables and 20 boards are left.
  expect(actualProfit).toBe(14_040 - 12_622 + 10 * 44 + 20 * 10)
  expect(statement).toEqual([
    { line: 'planProfit', amount: 4400 },
    // 20 tables at 80 - 44 - 4.
    { line: 'salesVolume', amount: -640 },
    { line: 'salesPrice', amount: 14_040 - 180 * 80 },
    { line: 'materialPrice', amount: 420 * 10 - 4620 },
    { line: 'materialUsage', amount: (380 - 400) * 10 },
    { line: 'laborRate', amount: 110 * 24 - 2750 },
    { line: 'laborEfficiency', amount: (95 - 105) * 24 },
    { line: 'idleTime', amount: -5 * 24 },
    { line: 'variableOverheadSpending', amount: 105 * 4 - 450 },
    { line: 'variableOverheadEfficiency', amount: (95 - 105) * 4 },
    { line: 'fixedOverheadSpending', amount: -100 },
    // 190 tables absorb 5 hours less than 200 do.
    { line: 'fixedOverheadVolume', amount: -5 * 20 },
    // The agent has a twentieth less of what the price lost.
    { line: 'sellingCostPrice', amount: 18 },
    { line: 'actualProfit', amount: 2058 },
  ])
  expect([unexplained, tree.amount]).toEqual([0, -2342])
  expect(leavesOf(tree).map(({ name, ref, amount }) => [name, Object.values(ref)[0], amount])).toContainEqual([
    'fixedOverheadCapacity',
    'bench',
    100,
  ])
  expect(rest.assumptions.map(({ code, refs }) => [code, refs])).toEqual([
    ['overhead-as-planned', [{ overheadId: 'office' }]],
  ])
  expect(rest.warnings).toEqual([])
})

it('by variable costing: ten tables in stock carry no rent', async () => {
  const { planProfit, actualProfit, totals, unexplained } = varianceAnalysis(await proven(joinery()), {
    actuals: HAPPENED,
    costing: 'variable',
  })
  expect([planProfit, actualProfit, unexplained]).toEqual([4400, 2058 - 10 * 10, 0])
  expect([totals.salesVolume, totals.fixedOverhead]).toEqual([-20 * (80 - 34 - 4), -100])
})

it('takes the rows from the input, too, and tells what went as the plan foresaw apart', async () => {
  // The bench is short of ten hours, which are worked at 36: the plan foresees that, and fifteen came of it.
  const short = joinery({
    resources: [
      {
        id: 'bench',
        capacityHours: 90,
        overtimeHours: 20,
        costPerHour: 24,
        overtimeCostPerHour: 36,
        variableOverheadPerHour: 4,
        fixedOverheadPerHour: 20,
      },
    ],
    actuals: [
      { ...january, kind: 'sales', itemId: 'table', units: 200, amount: 16_000 },
      { ...january, kind: 'purchases', itemId: 'board', units: 400, amount: 4000 },
      { ...january, kind: 'output', itemId: 'table', units: 200 },
      { ...january, kind: 'usage', itemId: 'board', forItemId: 'table', units: 400 },
      { ...january, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 105, amount: 90 * 24 + 15 * 36 },
    ],
  })
  const { tree, planProfit, actualProfit, unexplained } = varianceAnalysis(await proven(short))
  const rate = leavesOf(tree).find(({ name }) => name === 'laborRate')
  expect(rate).toMatchObject({ planned: -10 * 12, actual: -15 * 12, amount: -5 * 12 })
  // Five hours more: their wages at 24 and 12 more for overtime, and 4 of power at the plan's rate.
  expect([planProfit, actualProfit, unexplained]).toEqual([4400 - 120, 4400 - 120 - 5 * 40, 0])
})
