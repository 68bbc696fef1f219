import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemory } from '../../src/plan/memory/planMemory.js'
import { plan, type Plan } from '../../src/plan/index.js'
import type { Forecast } from '../../src/demand/types.js'
import { planRead } from '../../src/plan/plan.js'
import { type CheckedInput, readPlanInput } from '../../src/schema/checkPlanInput.js'
import { applyPatch, type PatchChange } from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { arbitraryChanges } from '../scenario/arbitraryChanges.js'

const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 30 }],
  history: [
    { itemId: 'lamp', start: '2025-01', quantities: Array.from({ length: 24 }, (_, t) => 90 + ((t * 7) % 12)) },
  ],
}
const changed = (change: PatchChange): CheckedInput => readPlanInput(applyPatch(shop, { changes: [change] }))

it('forecasts anew what is another history, and nothing else', async () => {
  const forecasts = new Map<string, readonly Forecast[]>()
  const memory = { ...createMemory(), forecasts }
  await planRead(readPlanInput(shop), {}, { shared: memory })
  expect(forecasts.size).toBe(1)
  await planRead(changed({ table: 'items', key: 'lamp', field: 'price', op: 'set', value: 60 }), {}, { shared: memory })
  expect(forecasts.size).toBe(1)
  const more: PatchChange = {
    table: 'history',
    key: { itemId: 'lamp' },
    field: 'quantities',
    periodId: '2026-12',
    op: 'add',
    value: 9,
  }
  await planRead(changed(more), {}, { shared: memory })
  expect(forecasts.size).toBe(2)
  await planRead(
    changed({ table: 'policy', field: 'serviceLevelShare', op: 'set', value: 0.9 }),
    {},
    { shared: memory },
  )
  await planRead(changed({ table: 'forecasting', field: 'model', op: 'set', value: 'mean' }), {}, { shared: memory })
  expect(forecasts.size).toBe(4)
})

it('makes the plan that is made without it, byte for byte', async () => {
  const text = (one: Plan): string => JSON.stringify(one)
  await fc.assert(
    fc.asyncProperty(arbitraryChanges, async ({ input, changes }) => {
      const memory = createMemory()
      const patched = applyPatch(input, { changes })
      await planRead(readPlanInput(input), {}, { shared: memory })
      expect(text(await planRead(readPlanInput(patched), {}, { shared: memory }))).toBe(text(await plan(patched)))
    }),
    { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 10), endOnFailure: true },
  )
}, 900_000)
