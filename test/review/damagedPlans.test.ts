import { afterAll, expect, it, vi } from 'vitest'
import { plan, type Plan, type PlanInput } from '../../src/index.js'
import { replan } from '../../src/plan/index.js'
import { actualsOf, comparePlans, planStability, rollForward, varianceAnalysis } from '../../src/review/index.js'
import { catchSopError } from '../core/catchSopError.js'
import { workshop } from '../plan/workshop.js'

vi.setConfig({ testTimeout: 300_000 })
// Files share their processes.
afterAll(() => vi.resetConfig())

/** Places of a plan its sections, and the first row or the fields of each. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (value === null || typeof value !== 'object' || path.length > 1) return []
  const entries = Object.entries(value).slice(0, Array.isArray(value) ? 1 : undefined)
  return entries.flatMap(([field, part]) => [[...path, field], ...placesOf(part, [...path, field])])
}

/** A copy in which a place is null, or gone where it is a field. */
function damage(from: Plan, path: readonly string[], how: 'null' | 'gone'): Plan {
  // As through an app: what two places of a plan share are two things then.
  const copy = JSON.parse(JSON.stringify(from)) as Plan
  let at = copy as unknown as Record<string, unknown>
  for (const field of path.slice(0, -1)) at = at[field] as Record<string, unknown>
  const last = path.at(-1) as string
  if (how === 'null' || Array.isArray(at)) at[last] = null
  else delete at[last]
  return copy
}

// A company that buys, makes, borrows terms and has orders of both kinds, small: it is closed some hundred times.
const company: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'chair', price: 90, safetyStock: 0 },
    { id: 'leg', purchaseCost: 5, safetyStock: 0, leadTimeDays: 20, supplierId: 'mill' },
  ],
  billOfMaterials: [{ itemId: 'chair', componentId: 'leg', quantityPer: 4 }],
  operations: [{ itemId: 'chair', resourceId: 'bench', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'bench', capacityHours: 40, costPerHour: 20, variableOverheadPerHour: 2 }],
  suppliers: [{ id: 'mill', terms: { netDays: 14 } }],
  markets: [{ id: 'home' }],
  customers: [{ id: 'Ann', marketId: 'home' }],
  forecasts: [{ itemId: 'chair', marketId: 'home', quantities: [20, 20, 20] }],
  customerOrders: [{ id: 'c1', itemId: 'chair', customerId: 'Ann', quantity: 5, requestedDate: '2027-01-12' }],
  supplyOrders: [{ id: 's1', kind: 'buy', itemId: 'leg', quantity: 40, dueDate: '2027-02-03' }],
  stock: [{ itemId: 'leg', onHand: 100 }],
  overheads: [{ id: 'rent', function: 'production', amount: 100 }],
  finance: { openingCash: 5_000, customerTerms: { netDays: 30 } },
}

it('a plan that lost something on its way is used or refused with the place, whatever it lost', async () => {
  const made = await plan(company)
  const to = made.calendar.periods[1]?.id ?? ''
  const happened = actualsOf(made, { to })
  const moved = happened.actuals.filter(({ kind }) => kind !== 'balance')
  let refused = 0
  const elsewhere: string[] = []
  for (const path of placesOf(made)) {
    for (const how of ['null', 'gone'] as const) {
      const damaged = damage(made, path, how)
      const uses = [
        [() => actualsOf(damaged, { to }), 'plan'],
        [() => planStability(made, damaged), 'next'],
        [() => comparePlans(damaged, made), 'a'],
        [() => comparePlans(made, damaged), 'b'],
        [() => rollForward(company, { ...happened, plan: damaged, to }), 'options.plan'],
        [() => varianceAnalysis(damaged, { actuals: moved }), 'plan'],
      ] as const
      for (const [use, name] of uses) {
        try {
          use()
        } catch {
          const { issues } = catchSopError(use)
          const place = `${name}.${path.join('.')}`
          const told = issues.map((issue) => issue.path.replaceAll(/\[(\d+)\]/g, '.$1'))
          expect(told.every((at) => at === name || at.startsWith(`${name}.`))).toBe(true)
          expect(issues.every(({ message, remedy }) => message.length > 0 && remedy.length > 0)).toBe(true)
          // What is missing is told: its place, or one below it.
          const isThere = told.some((at) => at === place || at.startsWith(`${place}.`))
          if (!isThere) elsewhere.push(`${how} ${place}: ${told[0]}`)
          if (path.length === 1) expect(told).toContain(place)
          refused += 1
        }
      }
    }
  }
  expect(elsewhere).toEqual([])
  expect(refused).toBeGreaterThan(100)
})

it('tells what is wrong with the options and with the actuals at once, at the place where it was given', async () => {
  const january = workshop.calendar.start.slice(0, 7)
  const actuals = [
    null as never,
    { periodId: '2027-13', kind: 'sales', itemId: 'x', units: 1, amount: 1 } as const,
    { periodId: january, kind: 'balance', account: 'petty cash', amount: 1 } as const,
    { periodId: '2027-05', kind: 'balance', account: 'cash', amount: 1 } as const,
  ]
  const calendar = { start: '2027-05-01', months: 0 }
  const told = (run: () => unknown): string[] => catchSopError(run).issues.map(({ code, path }) => `${code} ${path}`)
  expect(told(() => rollForward(workshop, { actuals, to: '2027-02', calendar }))).toEqual([
    'WRONG_TYPE options.actuals[0]',
    'UNKNOWN_ID options.actuals[1].itemId',
    'INVALID_DATE options.actuals[1].periodId',
    'EMPTY options.calendar',
    'UNKNOWN_ID options.actuals[2].account',
    'OUT_OF_RANGE options.actuals[3].periodId',
  ])
  const nothing = { actuals: [], to: 'x', calendar: null } as never
  expect(told(() => rollForward({ ...workshop, currency: 'gold' }, nothing))).toEqual([
    'UNKNOWN_ID currency',
    'WRONG_TYPE options.calendar',
  ])
  // What only the next plan would be refused for is told where it came from.
  const owed = { periodId: january, kind: 'balance', account: 'creditFacilities', amount: -5 } as const
  const sold = { periodId: january, kind: 'sales', itemId: company.items[0]?.id ?? '', units: 0, amount: 0 } as const
  expect(told(() => rollForward(company, { actuals: [sold, owed], to: '2027-02' }))).toEqual([
    'OUT_OF_RANGE options.actuals[1].amount',
  ])
})

it('replan takes a signal that can say stop, and no other', async () => {
  const made = await plan({
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'lamp', price: 50, purchaseCost: 30 }],
    forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
  })
  const patch = { changes: [] }
  for (const signal of [{}, [], { abort: true }, 5, null])
    await expect(replan(made, { patch, signal: signal as never })).rejects.toMatchObject({ path: 'options.signal' })
  expect((await replan(made, { patch, signal: new AbortController().signal })).status).toBe('optimal')
})
