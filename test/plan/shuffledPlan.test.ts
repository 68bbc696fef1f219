import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { plan, verify } from '../../src/plan/index.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { shuffleRows } from './shuffleRows.js'

// 300 in the deep run.
const RUNS = Math.min(300, Math.ceil(Number(process.env['SOP_FC_RUNS'] ?? 100) / 3))
const solver = await loadDefaultSolver()

describe('the rows of every list of a plan but those that are read from the top', () => {
  it('may stand in any order: the verdict is the same', { timeout: 3_000_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, fc.infiniteStream(fc.nat()), async (input, numbers) => {
        const result = await plan(input, { solver })
        if (result.status !== 'optimal') return
        const pick = (most: number): number => (numbers.next().value as number) % (most + 1)
        const { exceptions, supply } = result
        const mixed = shuffleRows(result, pick)
        const fromTheTop = { exceptions: supply.exceptions, plannedOrders: supply.plannedOrders }
        const shuffled = { ...mixed, exceptions, supply: { ...mixed.supply, ...fromTheTop } }
        expect(verify(shuffled).checks.flatMap(({ failures }) => failures)).toEqual([])
        // A wrong cell is found in any order too.
        const [record] = shuffled.supply.records
        const wrong = { ...record, closing: record?.closing.map((quantity) => quantity + 1) }
        const records = [wrong, ...shuffled.supply.records.slice(1)]
        const changed = { ...shuffled, supply: { ...shuffled.supply, records } } as typeof result
        const failures = verify(changed).checks.flatMap((check) => check.failures)
        expect(failures.some(({ path }) => path.startsWith('supply.records[0].closing'))).toBe(true)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})
