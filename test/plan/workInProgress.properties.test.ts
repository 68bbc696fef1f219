import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { ProductionRecord } from '../../src/production/types.js'
import { createRandom } from '../core/createRandom.js'
import { arbitraryYard } from './arbitraryYard.js'
import { shuffleRows } from './shuffleRows.js'

const RUNS = Math.max(10, Math.round(Number(process.env['SOP_FC_RUNS'] ?? 100) / 4))

/** How many plans have what: a property that no plan reaches proves nothing. */
const seen = new Map<string, number>()
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)

const longRecords = ({ supply }: Plan): readonly ProductionRecord[] =>
  supply.records.filter(({ workInProgress }) => workInProgress !== undefined)

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('yards whose ships take longer than a month', () => {
  it('get a plan that is proven, or a reason why there is none', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryYard, async (input) => {
        const result = await plan(input)
        count(result.status)
        if (result.supply.records.length === 0) {
          expect(['infeasible', 'noPlanInLimit']).toContain(result.status)
          expect(result.supply.diagnosis?.conflicts.length).toBeGreaterThan(0)
          return
        }
        expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        for (const { workInProgress = [], produced, itemId } of longRecords(result)) {
          if (sum(produced) > 0) count(`makes ${itemId}`)
          if (workInProgress.some((work) => work > 1)) count('waits')
          expect(workInProgress.every((work) => work >= 0)).toBe(true)
        }
        if (result.supply.warnings.some(({ code }) => code === 'unit-not-finished')) count('not finished')
      }),
      { numRuns: RUNS },
    )
  })

  it('are the same, byte for byte, whatever the order of their rows', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryYard, fc.integer(), async (input, seed) => {
        const random = createRandom(seed)
        const shuffled = shuffleRows(input, (most) => Math.floor(random() * (most + 1)))
        expect(JSON.stringify(await plan(shuffled))).toBe(JSON.stringify(await plan(input)))
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    )
  })

  afterAll(() => {
    for (const what of ['optimal', 'makes ship', 'not finished']) expect(seen.get(what) ?? 0, what).toBeGreaterThan(0)
    if (RUNS >= 200) console.log(Object.fromEntries([...seen].sort()))
  })
})
