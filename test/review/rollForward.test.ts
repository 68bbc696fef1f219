import { describe, expect, it } from 'vitest'
import { accuracyByLag, type PlanInput } from '../../src/index.js'
import { plan } from '../../src/plan/index.js'
import { actualsOf, planStability, rollForward } from '../../src/review/index.js'
import { catchSopError } from '../core/catchSopError.js'
import { workshop } from '../plan/workshop.js'

const base: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 30, safetyStock: 0 }],
  history: [{ itemId: 'lamp', start: '2026-10', quantities: [96, 104, 100] }],
  stock: [{ itemId: 'lamp', onHand: 40 }],
}
const sold = { periodId: '2027-01', kind: 'sales', itemId: 'lamp', units: 30, amount: 1_500 } as const
const issuesOf = (run: () => unknown): string[] => catchSopError(run).issues.map(({ code, path }) => `${code} ${path}`)

describe('what cannot be closed', () => {
  it('is told all at once, where the caller gave it', () => {
    const actuals = [
      sold,
      sold,
      { ...sold, periodId: '2027-03' },
      { ...sold, itemId: 'lmap' },
      { ...sold, kind: 'stockCount' as const },
      { periodId: '2027-01', kind: 'balance', account: 'cash', amount: 5, itemId: 'lamp' } as const,
    ]
    expect(issuesOf(() => rollForward(base, { actuals, to: '2027-07' }))).toEqual([
      'DUPLICATE_ID options.actuals[1]',
      'UNKNOWN_ID options.actuals[3].itemId',
      'UNKNOWN_FIELD options.actuals[4].amount',
      'UNKNOWN_FIELD options.actuals[5].itemId',
      'UNKNOWN_ID options.to',
    ])
    expect(issuesOf(() => rollForward(base, { actuals: [sold], to: '2027-01' }))).toEqual(['OUT_OF_RANGE options.to'])
  })

  it('actuals off the calendar, twice, of periods that are silent, and of accounts that there are not', () => {
    const actuals = [
      { ...sold, periodId: '2027-03' },
      { ...sold, periodId: '2026-12' },
      { ...sold, periodId: '2027-Q1' },
      { periodId: '2027-01', kind: 'balance', account: 'petty cash', amount: 5 } as const,
      sold,
    ]
    expect(issuesOf(() => rollForward({ ...base, actuals: [sold] }, { actuals, to: '2027-03' }))).toEqual([
      'UNKNOWN_ID options.actuals[3].account',
      'OUT_OF_RANGE options.actuals[0].periodId',
      'OUT_OF_RANGE options.actuals[1].periodId',
      'OUT_OF_RANGE options.actuals[2].periodId',
      'DUPLICATE_ID options.actuals[4]',
      'MISSING_VALUE options.actuals',
    ])
  })

  it('balances that do not balance, and stock below zero', () => {
    const balance = (account: string, amount: number) =>
      ({ periodId: '2027-01', kind: 'balance', account, amount }) as const
    const unbalanced = [sold, balance('cash', 1_000), balance('payables', 300), balance('retainedEarnings', 600)]
    const error = catchSopError(() => rollForward(base, { actuals: unbalanced, to: '2027-02' }))
    expect(error.issues.map(({ code, received }) => [code, received])).toEqual([['UNBALANCED', '100']])
    const balanced = [...unbalanced.slice(0, 3), balance('retainedEarnings', 700)]
    expect(rollForward(base, { actuals: balanced, to: '2027-02' }).input.openingBalances).toEqual([
      { account: 'cash', amount: 1_000 },
      { account: 'payables', amount: 300 },
    ])
    const all = [{ ...sold, units: 50 }]
    expect(issuesOf(() => rollForward(base, { actuals: all, to: '2027-02' }))).toEqual(['OUT_OF_RANGE options.actuals'])
  })

  it('a plan of another calendar, a calendar that begins on another day, and what is no plan', async () => {
    const other = await plan({ ...base, calendar: { start: '2027-01-01', months: 2 } })
    expect(issuesOf(() => rollForward(base, { actuals: [sold], to: '2027-02', plan: other }))).toEqual([
      'MISALIGNED options.plan.calendar',
    ])
    const calendar = { start: '2027-03-01', months: 3 }
    expect(issuesOf(() => rollForward(base, { actuals: [sold], to: '2027-02', calendar }))).toEqual([
      'MISALIGNED options.calendar.start',
    ])
    expect(issuesOf(() => rollForward(base, { actuals: [sold], to: '2027-02', plan: {} as never }))[0]).toMatch(
      /^MISSING_VALUE options\.plan/,
    )
    expect(issuesOf(() => actualsOf(other, { to: '2027-05' }))).toEqual(['UNKNOWN_ID options.to'])
    expect(issuesOf(() => planStability(other, {} as never))[0]).toMatch(/^MISSING_VALUE next/)
  })
})

it('takes actuals by the week into months, and leaves a history in shorter buckets as it was', () => {
  const weeks: PlanInput = {
    ...base,
    calendar: { start: '2027-01-04', weeks: 6 },
    history: [{ itemId: 'lamp', start: '2026-11', quantities: [96, 104] }],
  }
  const actuals = [1, 2, 3, 4].map((n) => ({ ...sold, periodId: `2027-W0${n}`, units: n }))
  // January is not whole: it ends after week 4, and began before week 1.
  const { input, warnings } = rollForward(weeks, { actuals, to: '2027-W05' })
  expect(input.history?.[0]?.quantities).toEqual([96, 104])
  expect(warnings.map(({ code }) => code)).toEqual(['sales-without-history'])
  const daily = { ...base, history: [{ itemId: 'lamp', start: '2026-W50', quantities: [20, 22, 19] }] }
  const monthly = rollForward(daily, { actuals: [sold], to: '2027-02' })
  expect(monthly.input.history?.[0]?.quantities).toEqual([20, 22, 19])
  expect(monthly.warnings.map(({ code }) => code)).toEqual(['sales-without-history'])
})

it('adds to transactions what was sold, and puts it into the series of the market', () => {
  const { history: _, ...rest } = base
  const sales: PlanInput = {
    ...rest,
    markets: [{ id: 'north' }, { id: 'south' }],
    customers: [{ id: 'Ann', marketId: 'north' }],
    transactions: [{ itemId: 'lamp', customerId: 'Ann', date: '2026-12-05', quantity: 9 }],
    history: [{ itemId: 'lamp', marketId: 'south', start: '2026-12', quantities: [20] }],
  }
  const actuals = [
    { ...sold, customerId: 'Ann', units: 4 },
    { ...sold, marketId: 'south', units: 21 },
  ]
  const { input } = rollForward(sales, { actuals, to: '2027-02' })
  expect(input.history?.[0]?.quantities).toEqual([20, 21])
  expect(input.transactions).toEqual([
    { itemId: 'lamp', customerId: 'Ann', date: '2026-12-05', quantity: 9 },
    { itemId: 'lamp', marketId: 'north', customerId: 'Ann', id: 'actual 2027-01', date: '2027-01-31', quantity: 4 },
  ])
})

it('rolls a company that uses most tables month by month, each time into a plan that is proven', async () => {
  let input: PlanInput = workshop
  for (const to of ['2027-02', '2027-03', '2027-04']) {
    const before = await plan(input)
    const rolled = rollForward(input, { ...actualsOf(before, { to }), plan: before, to })
    expect(rolled.stockDifferences).toEqual([])
    expect(rolled.balanceDifferences).toEqual([])
    input = rolled.input
    // Demand of bicycles is their history with what was planned: the last month is there.
    expect(input.history?.map(({ start, quantities }) => [start, quantities.length])).toContainEqual([
      '2026-01',
      12 + Number(to.slice(-2)) - 1,
    ])
  }
  expect((await plan(input)).status).toBe('optimal')
  // Three plans foresaw what came.
  const vintages = (input.forecastVintages ?? []).filter(({ marketId }) => marketId === 'export')
  expect(vintages.map(({ start }) => start)).toEqual(['2027-01', '2027-02', '2027-03'])
  const actual = input.history?.find(({ marketId }) => marketId === 'export')?.quantities.slice(12) ?? []
  const byLag = accuracyByLag(
    vintages.map(({ quantities }, n) => ({ origin: n - 1, forecast: quantities })),
    { actual },
  )
  // What was planned for the next month was sold.
  expect(byLag[0]?.mae).toBe(0)
  expect(byLag.slice(0, 3).map(({ periodCount }) => periodCount)).toEqual([3, 2, 1])
})

it('owes the variable overhead of a resource as it is told, else by its hours', async () => {
  const shop: PlanInput = {
    calendar: { start: '2027-01-01', months: 3 },
    items: [{ id: 'lamp', price: 50, safetyStock: 0 }],
    operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 0.5 }],
    resources: [{ id: 'bench', capacityHours: 100, costPerHour: 20, variableOverheadPerHour: 4 }],
    forecasts: [{ itemId: 'lamp', quantities: [100, 100, 100] }],
    finance: { openingCash: 9000, supplierTerms: { netDays: 60 } },
  }
  const made = await plan(shop)
  const happened = actualsOf(made, { to: '2027-02' })
  const movements = happened.actuals.filter(({ kind }) => kind !== 'balance')
  const owed = (actuals: typeof movements): unknown => {
    const { assumptions } = rollForward(shop, { actuals, plan: made, to: '2027-02' })
    return assumptions
      .filter(({ code }) => code === 'balance-calculated')
      .map(({ value }) => value as { account: string; was: number; is: number })
      .find(({ account }) => account === 'payables')
  }
  const isPower = (row: (typeof movements)[number]): boolean => row.kind === 'overhead' && row.resourceId === 'bench'
  // 50 hours at 4 were planned, and 230 charged.
  expect(owed(movements.map((row) => (isPower(row) ? { ...row, amount: 230 } : row)))).toMatchObject({
    was: 200,
    is: 230,
  })
  expect(owed(movements)).toBeUndefined()
  // Five hours more at 4, where nobody says what they came to.
  const longer = movements.filter((row) => !isPower(row))
  expect(owed(longer.map((row) => (row.kind === 'hours' ? { ...row, hours: 55 } : row)))).toMatchObject({
    was: 200,
    is: 220,
  })
})
