import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import { applyPatch } from '../../src/scenario/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryChanges } from '../scenario/arbitraryChanges.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { arbitraryYard } from './arbitraryYard.js'
import { costlyRuns } from './runs.js'

/** Each plans two or three times. */
const RUNS = costlyRuns(12)

describe('a plan made before', () => {
  it('of the same input is the plan, byte for byte, through JSON too', async () => {
    for (const inputs of [arbitraryPlanInput, arbitraryYard]) {
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => {
          const first = JSON.stringify(await plan(input))
          const previous = deepFreeze(JSON.parse(first) as Plan)
          expect(JSON.stringify(await plan(input, { previous }))).toBe(first)
        }),
        { numRuns: RUNS, endOnFailure: true },
      )
    }
  }, 900_000)

  it('of another input costs the optimum nothing, and the proof holds', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryChanges, async ({ input, changes }) => {
        const patched = applyPatch(input, { changes })
        const previous = await plan(input)
        const [free, near] = [await plan(patched), await plan(patched, { previous })]
        expect(near.status).toBe(free.status)
        if (free.supply.records.length === 0) return
        expect(verify(near, { input: patched }).checks.flatMap(({ failures }) => failures)).toEqual([])
        const [best, own] = [free.supply.objective.beforeRounding, near.supply.objective.beforeRounding]
        expect(Math.abs(own - best)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(best)))
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 900_000)

  it('that is none is refused with everything that is missing', async () => {
    const input = { calendar: { start: '2027-01-01', months: 1 }, items: [{ id: 'lamp', price: 9 }] } as const
    const told = async (previous: unknown): Promise<string[]> => {
      try {
        await plan({ ...input, forecasts: [{ itemId: 'lamp', quantities: [1] }] }, { previous } as never)
        return []
      } catch (error) {
        if (!isSopError(error)) throw error
        return error.issues.map(({ code, path }) => `${code} ${path}`)
      }
    }
    expect(await told(7)).toEqual(['WRONG_TYPE options.previous'])
    expect(await told(input)).toEqual(['MISSING_VALUE options.previous.kpis'])
    const whole = await plan({ ...input, forecasts: [{ itemId: 'lamp', quantities: [1] }] })
    const bent = {
      ...whole,
      calendar: { periods: [{ id: 5 }] },
      supply: { records: [{ itemId: 'lamp', produced: [1] }] },
    }
    expect(await told(bent)).toEqual([
      'WRONG_TYPE options.previous.calendar.periods[0].id',
      'MISSING_VALUE options.previous.supply.records[0].purchased',
    ])
  })
})
