import { bench, describe } from 'vitest'
import type { PlanInput } from '../../src/index.js'
import { plan, replan } from '../../src/plan/index.js'
import type { PatchChange } from '../../src/scenario/index.js'
import { planCompany } from './planCompany.js'

/**
 * A slider over companies of 100 items and 12 months, beside `plan` of the same in the same run: one in which all share seven
 * resources at 95 % load, so that a changed item calls for a new solve of all, and one of 100 lines that share nothing.
 */
const lines = Array.from({ length: 100 }, (_, n) => n)
const companies: Readonly<Record<string, PlanInput>> = {
  'seven shared resources': planCompany({ finished: 25, assemblies: 15, parts: 60, months: 12 }),
  '100 lines of their own': {
    calendar: { start: '2027-01-01', months: 12 },
    items: lines.map((n) => ({ id: `P${n}`, price: 50 + n })),
    operations: lines.map((n) => ({ itemId: `P${n}`, resourceId: `L${n}`, runHoursPerUnit: 0.5 })),
    resources: lines.map((n) => ({ id: `L${n}`, capacityHours: 55, costPerHour: 20, overtimeHours: 8 })),
    history: lines.map((n) => ({
      itemId: `P${n}`,
      start: '2024-01',
      quantities: Array.from({ length: 36 }, (_, t) => Math.round(100 + 15 * Math.sin((t + n) / 2)) + ((t * n) % 7)),
    })),
    finance: { openingCash: 1000 },
  },
}

const settings = { iterations: 10, time: 0, warmupIterations: 3, warmupTime: 0 }

for (const [name, input] of Object.entries(companies)) {
  const before = await plan(input)
  const itemId = input.items.find(({ price }) => price !== undefined)?.id as string
  let moves = 0
  const slide = async (change: (value: number) => PatchChange): Promise<void> => {
    moves += 1
    await replan(before, { patch: { changes: [change(moves)] }, input })
  }
  describe(name, () => {
    bench('plan() in all (baseline)', async () => void (await plan(input)), settings)
    bench(
      'replan(), finance alone',
      () => slide((value) => ({ table: 'finance', field: 'openingCash', op: 'add', value })),
      settings,
    )
    bench(
      'replan(), the price of one item',
      () =>
        slide((value) => ({ table: 'items', key: itemId, field: 'price', op: 'multiply', value: 1 + value / 1000 })),
      settings,
    )
    bench(
      'replan(), the last month of one history',
      () =>
        slide((value) => ({
          table: 'history',
          key: { itemId },
          field: 'quantities',
          periodId: '2026-12',
          op: 'add',
          value,
        })),
      settings,
    )
  })
}
