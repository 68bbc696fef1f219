import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { loadDefaultSolver, type LpSolver } from '../../src/lp/index.js'
import { type Plan, plan, replan, verify } from '../../src/plan/index.js'
import { applyPatch, type PatchChange } from '../../src/scenario/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryChanges } from '../scenario/arbitraryChanges.js'
import { costlyRuns } from './runs.js'

/** Each plans five times. */
const RUNS = costlyRuns(12)
const text = (one: Plan): string => JSON.stringify(one)
/** A plan as it comes back from where it was stored: nobody remembers how it was made. */
const stored = (one: Plan): Plan => JSON.parse(text(one)) as Plan
const patchOf = (change: PatchChange): { readonly changes: readonly PatchChange[] } => ({ changes: [change] })

/** Five lamps, each on a bench of its own, with a season in their history. */
const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [0, 1, 2, 3, 4].map((n) => ({ id: `lamp ${n}`, price: 50 + n })),
  operations: [0, 1, 2, 3, 4].map((n) => ({ itemId: `lamp ${n}`, resourceId: `bench ${n}`, runHoursPerUnit: 1 })),
  resources: [0, 1, 2, 3, 4].map((n) => ({ id: `bench ${n}`, capacityHours: 95, costPerHour: 10 })),
  history: [0, 1, 2, 3, 4].map((n) => ({
    itemId: `lamp ${n}`,
    start: '2025-01',
    quantities: Array.from({ length: 24 }, (_, t) => 90 + ((t * (7 + n)) % 12)),
  })),
  finance: { openingCash: 1000 },
}

/** The default solver, and how often it was asked. */
async function counted(): Promise<{ readonly solver: LpSolver; readonly count: () => number }> {
  const own = await loadDefaultSolver()
  let count = 0
  const solve: LpSolver['solve'] = (model, limits) => {
    count += 1
    return own.solve(model, limits)
  }
  return { solver: { ...own, solve }, count: () => count }
}

describe('a plan made again with a patch', () => {
  it('is the plan of the patched input beside the plan before it, byte for byte, whatever is remembered, and is proven', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryChanges, async ({ input, changes }) => {
        const patched = applyPatch(input, { changes })
        const before = await plan(input)
        const expected = text(await plan(patched, { previous: stored(before) }))
        const after = await replan(deepFreeze(before), { patch: { changes }, input })
        expect(text(after)).toBe(expected)
        expect(text(await replan(stored(before), { patch: { changes }, input }))).toBe(expected)
        // And on from there, and back.
        const back = text(await plan(applyPatch(input, { changes: [] }), { previous: stored(after) }))
        expect(text(await replan(after, { patch: { changes: [] }, input }))).toBe(back)
        if (after.supply.records.length === 0) return
        expect(verify(after, { input: patched }).checks.flatMap(({ failures }) => failures)).toEqual([])
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 900_000)

  it('is the same when its input is not at hand, as far as the normal form says all', async () => {
    const before = await plan(shop)
    const dearer = patchOf({ table: 'items', key: 'lamp 2', field: 'price', op: 'add', value: 5 })
    const after = await replan(before, dearer)
    expect(text(after)).toBe(text(await plan(applyPatch(before.input, dearer), { previous: stored(before) })))
    expect(after.kpis).toEqual((await replan(before, { patch: dearer, input: shop })).kpis)
  })

  it('solves and forecasts what the patch changes, and nothing else', async () => {
    const { solver, count } = await counted()
    const before = await plan(shop, { solver })
    const whole = count()
    let forecasts = 0
    const told = async (change: PatchChange): Promise<readonly [number, number]> => {
      const asked = count()
      forecasts = 0
      const onProgress = ({ stage, done }: { readonly stage: string; readonly done: number }): void => {
        if (stage === 'forecast' && done > 0) forecasts += 1
      }
      await replan(before, { patch: patchOf(change), input: shop, solver, onProgress })
      return [count() - asked, forecasts]
    }
    expect(whole).toBeGreaterThan(4)
    expect(await told({ table: 'finance', field: 'openingCash', op: 'set', value: 5 })).toEqual([0, 0])
    expect(
      await told({
        table: 'overheads',
        op: 'insert',
        value: { id: 'rent', function: 'administration', amount: 70 },
      }),
    ).toEqual([0, 0])
    const [solves, none] = await told({ table: 'items', key: 'lamp 2', field: 'price', op: 'add', value: 5 })
    expect(none).toBe(0)
    expect(solves).toBeGreaterThan(0)
    expect(solves).toBeLessThan(whole)
    const key = { itemId: 'lamp 2' }
    const sold: PatchChange = { table: 'history', key, field: 'quantities', periodId: '2026-12', op: 'add', value: 9 }
    expect((await told(sold))[1]).toBe(1)
  })

  it('takes nothing from what the caller made of the plans he was given', async () => {
    const rent = patchOf({ table: 'finance', field: 'openingCash', op: 'set', value: 5 })
    const before = await plan(shop)
    const expected = text(await replan(before, { patch: rent, input: shop }))
    const bent = before as unknown as {
      demand: { consensus: number[] }[]
      costs: { unitCost: number }[]
      safetyStock: { safetyStock: number[] }[]
      supply: {
        records: { closing: number[] }[]
        certificate: { primal: number[] }
        plannedOrders: { quantity: number }[]
      }
      shipments: { shipped: number[] }[]
      exceptions: { refs: unknown[] }[]
      input: { items: { price: number }[] }
    }
    bent.demand[0]?.consensus.fill(7)
    bent.safetyStock[0]?.safetyStock.fill(7)
    bent.supply.records[0]?.closing.fill(7)
    bent.supply.certificate.primal.fill(7)
    for (const order of bent.supply.plannedOrders) order.quantity = 7
    for (const { shipped } of bent.shipments) shipped.fill(7)
    for (const { refs } of bent.exceptions) refs.length = 0
    for (const card of bent.costs) card.unitCost = 7
    for (const item of bent.input.items) item.price = 7
    expect(text(await replan(before, { patch: rent, input: shop }))).toBe(expected)
  })

  it('of what is no plan, with what is no patch or no option, is refused', async () => {
    const before = await plan(shop)
    const told = async (run: () => Promise<unknown>): Promise<string[]> => {
      try {
        await run()
        return []
      } catch (error) {
        if (!isSopError(error)) throw error
        return error.issues.map(({ code, path }) => `${code} ${path}`)
      }
    }
    expect(await told(() => replan(shop as never, { patch: { changes: [] }, previous: before } as never))).toEqual([
      'MISSING_VALUE plan.kpis',
      'UNKNOWN_FIELD options.previous',
    ])
    const lost: PatchChange = { table: 'items', key: 'lmap', field: 'price', op: 'set', value: 5 }
    expect(await told(() => replan(before, patchOf(lost)))).toEqual(['UNKNOWN_ID patch.changes[0].key'])
    const stop = { aborted: true }
    expect(await told(() => replan(before, { patch: [], signal: stop }))).toEqual(['ABORTED options.signal'])
  })
})
