import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ForecastMemory } from '../../src/plan/demand/forecastMemory.js'
import { plan, type Plan } from '../../src/plan/index.js'
import { planWith } from '../../src/plan/plan.js'
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
const changed = (change: PatchChange): PlanInput => applyPatch(shop, { changes: [change] })

it('forecasts anew what is another history, and nothing else', async () => {
  const memory: ForecastMemory = new Map()
  await planWith(shop, {}, memory)
  expect(memory.size).toBe(1)
  await planWith(changed({ table: 'items', key: 'lamp', field: 'price', op: 'set', value: 60 }), {}, memory)
  expect(memory.size).toBe(1)
  const more: PatchChange = {
    table: 'history',
    key: { itemId: 'lamp' },
    field: 'quantities',
    periodId: '2026-12',
    op: 'add',
    value: 9,
  }
  await planWith(changed(more), {}, memory)
  expect(memory.size).toBe(2)
  await planWith(changed({ table: 'policy', field: 'serviceLevelShare', op: 'set', value: 0.9 }), {}, memory)
  await planWith(changed({ table: 'forecasting', field: 'model', op: 'set', value: 'mean' }), {}, memory)
  expect(memory.size).toBe(4)
})

it('makes the plan that is made without it, byte for byte', async () => {
  const text = (one: Plan): string => JSON.stringify(one)
  await fc.assert(
    fc.asyncProperty(arbitraryChanges, async ({ input, changes }) => {
      const memory: ForecastMemory = new Map()
      const patched = applyPatch(input, { changes })
      await planWith(input, {}, memory)
      expect(text(await planWith(patched, {}, memory))).toBe(text(await plan(patched)))
    }),
    { numRuns: Number(process.env['SOP_FC_RUNS'] ?? 10), endOnFailure: true },
  )
}, 900_000)
