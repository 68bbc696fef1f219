import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { catchSopError } from '../core/catchSopError.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { RUNS } from './runs.js'
import { namesPlace, pathText, placesIn, readAt } from './tampering.js'
import { teaShop } from './teaShop.js'
import { workshop } from './workshop.js'

const solver = await loadDefaultSolver()

type Holder = Record<string | number, unknown>

describe('verify with the input that the plan was made from', () => {
  let companies: readonly (readonly [PlanInput, Plan])[]

  beforeAll(async () => {
    companies = await Promise.all(
      [workshop, teaShop].map(
        async (input) => [input, JSON.parse(JSON.stringify(await plan(input, { solver }))) as Plan] as const,
      ),
    )
  })

  it('holds for any company', { timeout: 3_000_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, async (input) => {
        const result = await plan(input, { solver })
        if (result.status !== 'optimal') return
        const check = verify(result, { input }).checks.find(({ id }) => id === 'input-normal')
        expect(check?.failures).toEqual([])
        expect(check?.compared).toBeGreaterThan(30)
      }),
      { numRuns: Math.ceil(RUNS / 4), endOnFailure: true },
    )
  })

  it('names every cell of the input that is another, and every row that is missing', { timeout: 3_000_000 }, () => {
    for (const [input, result] of companies) {
      const places = placesIn(result.input, (value) => value === null || typeof value !== 'object', ['input'])
      const step = RUNS >= 10_000 ? 1 : Math.ceil(places.length / (RUNS < 100 ? 30 : 60))
      for (let n = 0; n < places.length; n += step) {
        const path = places[n] as (typeof places)[number]
        const holder = readAt(result, path.slice(0, -1)) as Holder
        const field = path.at(-1) as string | number
        const before = holder[field]
        holder[field] = typeof before === 'number' ? before + 1e-9 : `${String(before)}x`
        const check = verify(result, { input }).checks.find(({ id }) => id === 'input-normal')
        expect(
          check?.failures.some((failure) => namesPlace(failure, path)),
          `${pathText(path)}: ${JSON.stringify(check?.failures)}`,
        ).toBe(true)
        holder[field] = before
      }
      for (const [name, rows] of Object.entries(result.input)) {
        if (!Array.isArray(rows) || rows.length === 0) continue
        const cut = { ...result, input: { ...result.input, [name]: rows.slice(1) } }
        const check = verify(cut, { input }).checks.find(({ id }) => id === 'input-normal')
        expect(check?.failures.some(({ path }) => path === `input.${name}`)).toBe(true)
      }
    }
  })

  it('refuses options that there are not, and an input that is none', () => {
    const [, result] = companies[0] as (typeof companies)[number]
    expect(catchSopError(() => verify(result, { inptu: workshop } as never)).issues[0]).toMatchObject({
      code: 'UNKNOWN_FIELD',
      path: 'options.inptu',
    })
    expect(catchSopError(() => verify(result, { input: { ...workshop, items: [] } })).issues.length).toBeGreaterThan(0)
    expect(catchSopError(() => verify(result, 7 as never)).issues.length).toBeGreaterThan(0)
  })
})
