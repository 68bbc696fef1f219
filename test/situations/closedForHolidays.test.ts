import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { actualsOf, rollForward, varianceAnalysis } from '../../src/review/index.js'

/** A workshop sells 80 tables a month, and nothing in August, when everybody is away. */
const workshop: PlanInput = {
  asOf: '2027-06-30',
  calendar: { start: '2027-07-01', months: 4 },
  items: [{ id: 'table', price: 80, safetyStock: 0 }],
  operations: [{ itemId: 'table', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'bench', capacityHours: [50, 0, 50, 50], costPerHour: 20 }],
  forecasts: [{ itemId: 'table', quantities: [80, 0, 80, 80] }],
  finance: { openingCash: 1_000 },
}
/** The same with its history in place of a forecast. */
const { forecasts: _, ...unforeseen } = workshop
const seen: PlanInput = {
  ...unforeseen,
  history: [{ itemId: 'table', start: '2027-05', quantities: [80, 80] }],
}
const july = { periodId: '2027-07' } as const
const JULY = [
  { ...july, kind: 'sales', itemId: 'table', units: 80, amount: 6_400 },
  { ...july, kind: 'output', itemId: 'table', units: 80 },
  { ...july, kind: 'hours', resourceId: 'bench', forItemId: 'table', hours: 40, amount: 800 },
] as const

it('one row of nothing closes a month in which nothing moved; no row is a month that was forgotten', async () => {
  const made = await plan(workshop)
  const to = '2027-09'
  expect(() => rollForward(workshop, { actuals: JULY, plan: made, to })).toThrow('one row of 0 units')
  const actuals = [...JULY, { periodId: '2027-08', kind: 'sales', itemId: 'table', units: 0, amount: 0 } as const]
  const { input } = rollForward(workshop, { actuals, plan: made, to })
  // Nobody bought a table in August, and that is known.
  expect(rollForward(seen, { actuals, to }).input.history?.[0]?.quantities).toEqual([80, 80, 80, 0])
  expect(input.openingBalances).toEqual([{ account: 'cash', amount: 1_000 + 6_400 - 800 }])
  const { periodIds, actualProfit } = varianceAnalysis(made, { actuals })
  expect(periodIds).toEqual(['2027-07', '2027-08'])
  expect(actualProfit).toBe(5_600)
})

it('a rehearsal goes over the month, too', async () => {
  const made = await plan(workshop)
  const to = '2027-10'
  const rolled = rollForward(workshop, { ...actualsOf(made, { to }), plan: made, to })
  expect(rolled.input.calendar).toEqual({ start: '2027-10-01', months: 1 })
  expect(rolled.assumptions).toEqual([])
})

it.for([
  { resources: [{ id: 'bench', capacityHours: [50, 0, 0, 0], costPerHour: 20 }] },
  { resources: [{ id: 'bench', hoursPerWorkingDay: 2, machines: [1, 0, 0, 0], costPerHour: 20 }] },
  {
    resources: [{ id: 'bench', hoursPerWorkingDay: 20, machines: 2, calendarId: 'crew', costPerHour: 20 }],
    workCalendars: [{ id: 'crew', workWeek: [], exceptions: [{ date: '2027-07-06', workingDays: 1 }] }],
  },
] satisfies Partial<PlanInput>[])(
  'a bench that is out for all that is left makes nothing, and is no mistake',
  async (bench) => {
    const base = { ...workshop, ...bench }
    const made = await plan(base)
    const { input } = rollForward(base, { ...actualsOf(made, { to: '2027-08' }), plan: made, to: '2027-08' })
    const next = await plan(input)
    expect(verify(next, { input }).ok).toBe(true)
    expect(next.supply.records[0]?.produced).toEqual([0, 0, 0])
    expect(next.exceptions.map(({ code }) => code)).toContain('full-resource')
  },
)
