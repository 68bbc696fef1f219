import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import type { Notice } from '../../src/core/notices/notices.js'
import { noticeMessage, type Plan, plan } from '../../src/plan/index.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { firstDifference } from './firstDifference.js'
import { oddNames, renameIds } from './renameIds.js'
import { RUNS } from './runs.js'
import { shuffleRows } from './shuffleRows.js'

const solver = await loadDefaultSolver()

/** Numbers to draw with, as many as one company can need. */
const draws = fc.array(fc.nat(), { minLength: 80, maxLength: 80 }).map((numbers) => {
  let n = 0
  return (most: number): number => (numbers[n++ % numbers.length] as number) % (most + 1)
})

/**
 * A plan in which sentences are made of the fields of what says them, and places in the input, which name rows by their ids
 * in words, are left out.
 */
function inFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inFields)
  if (value === null || typeof value !== 'object') return value
  const { message, path, ...fields } = value as { readonly message?: string; readonly path?: string }
  const isNotice = 'severity' in fields
  return {
    ...Object.fromEntries(Object.entries(fields).map(([field, part]) => [field, inFields(part)])),
    ...(message !== undefined && isNotice && { message: noticeMessage({ ...fields, path } as Notice) }),
  }
}

const comparable = (result: Plan): unknown => inFields(result)

describe('ids of a company', () => {
  it('mean nothing: with others in the same order the plan is the same, renamed', { timeout: 3_000_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, draws, async (input, pick) => {
        // Names close together, so that words of ours come in often.
        const { there, back } = oddNames(input, (most) => pick(Math.floor(most / 3)))
        const one = await plan(input, { solver })
        const other = await plan(renameIds(input, there), { solver })
        expect(firstDifference(comparable(renameIds(other, back)), comparable(one))).toBe(undefined)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})

describe('rows of the input', () => {
  it('may stand in any order: the same bytes of the whole plan', { timeout: 3_000_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, draws, async (input, pick) => {
        const one = await plan(input, { solver })
        const other = await plan(shuffleRows(input, pick), { solver })
        expect(firstDifference(other, one)).toBe(undefined)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})
