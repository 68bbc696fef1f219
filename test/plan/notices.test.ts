import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/core/notices/notices.js'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { noticeMessage, type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { teaShop } from './teaShop.js'
import { workshop } from './workshop.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const solver = await loadDefaultSolver()

const copy = (result: Plan): Plan => JSON.parse(JSON.stringify(result)) as Plan

/** Names of the checks that fail, with the places. */
const wrong = (result: Plan, input?: PlanInput): string[] =>
  verify(result, input === undefined ? {} : { input }).checks.flatMap(({ id, failures }) =>
    failures.map(({ path }) => `${id} ${path}`),
  )

const listsOf = (result: Plan): readonly (readonly [string, readonly Notice[]])[] => [
  ['assumption', result.assumptions],
  ['warning', result.warnings],
  ['exception', result.exceptions],
]

describe('the notices of any plan', () => {
  it('stand in the list of their kind, with messages made of their fields, exceptions one for each cause', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, async (input) => {
        const result = copy(await plan(input, { solver }))
        for (const [kind, notices] of listsOf(result)) {
          for (const notice of notices) {
            expect(notice.kind).toBe(kind)
            expect(noticeMessage(notice)).toBe(notice.message)
            // A row is named by its key, never by its place in a table; only periods are counted.
            expect(notice.path ?? '').not.toMatch(/^\w+\[\d+\]/)
          }
        }
        const causes = result.exceptions.map(({ code, refs, value }) =>
          JSON.stringify([code, refs, (value as { readonly heldBy?: string } | undefined)?.heldBy]),
        )
        expect(new Set(causes).size).toBe(causes.length)
        const atStake = result.exceptions.map(({ moneyAtStake = 0 }) => moneyAtStake)
        expect(atStake).toEqual([...atStake].sort((a, b) => b - a))
        if (result.status === 'optimal') expect(wrong(result, input)).toEqual([])
      }),
      { numRuns: Math.max(20, RUNS / 4), endOnFailure: true },
    )
  }, 600_000)
})

describe('verify holds the notices', () => {
  const companies: readonly (readonly [string, PlanInput])[] = [
    ['the workshop', workshop],
    ['the tea shop', teaShop],
  ]

  it.each(companies)('of %s: an emptied list, a missing row and one that is there twice fail', async (_, input) => {
    const proven = copy(await plan(input, { solver }))
    expect(wrong(proven, input)).toEqual([])
    for (const field of ['assumptions', 'warnings', 'exceptions'] as const) {
      const rows = proven[field]
      // The tea shop has nothing that must be looked at.
      if (rows.length === 0 && field === 'exceptions' && input === teaShop) continue
      expect(rows.length, field).toBeGreaterThan(0)
      expect(wrong({ ...proven, [field]: [] }, input).some((place) => place.endsWith(` ${field}`))).toBe(true)
      rows.forEach((row, n) => {
        const less = { ...proven, [field]: rows.filter((other) => other !== row) }
        expect(wrong(less, input), `${field} without ${row.code}`).not.toEqual([])
        const twice = { ...proven, [field]: [...rows, rows[n]] }
        expect(wrong(twice, input), `${field} with ${row.code} twice`).not.toEqual([])
      })
      const turned = { ...proven, [field]: [...rows].reverse() }
      if (field === 'exceptions') expect(wrong(turned, input), `${field} upside down`).not.toEqual([])
      else expect(wrong(turned, input), `${field} in another order`).toEqual([])
    }
  })

  it('without the input: what the steps assume, not what the reader of the input did', async () => {
    const proven = copy(
      await plan(
        {
          calendar: { start: '2027-01-01', months: 2 },
          items: [{ id: 'tea' }],
          forecasts: [{ itemId: 'tea', quantities: [3, 4] }],
        },
        { solver },
      ),
    )
    expect(wrong(proven)).toEqual([])
    expect(wrong({ ...proven, assumptions: [] })).toContain('notices-follow assumptions')
    const moved = copy(proven)
    const [first] = moved.assumptions as unknown as { message: string }[]
    if (first !== undefined) first.message = 'All is well.'
    expect(wrong(moved)).toEqual(['notices-follow assumptions[0].message'])
  })
})
