import { beforeAll, describe, expect, it } from 'vitest'
import { type CheckFailure, type Plan, plan, verify } from '../../src/plan/index.js'
import { createRandom } from '../core/createRandom.js'
import { RUNS } from './runs.js'
import { teaShop } from './teaShop.js'

const CHANGED = Math.min(2000, 2 * RUNS)

let proven: Plan

beforeAll(async () => {
  proven = JSON.parse(JSON.stringify(await plan(teaShop))) as Plan
})

/** What the arithmetic of the waterfall says, without repeating the forecast. */
const failuresOf = (result: Plan): readonly CheckFailure[] =>
  verify(result).checks.find(({ id }) => id === 'waterfall-ties')?.failures ?? []

type Json = { [field: string]: any }

const rowOf = (rows: readonly Json[], id: string): Json => rows.find((row) => row['id'] === id) as Json
const teaOf = (p: Json): Json => p['demand'].find((record: Json) => record['itemId'] === 'tea') as Json
const viewOf = (p: Json, contributor: string): Json =>
  p['input'].views.find((view: Json) => view['contributor'] === contributor) as Json

describe('the proof of a waterfall', () => {
  it('holds, and compares every step', () => {
    const check = verify(proven).checks.find(({ id }) => id === 'waterfall-ties')
    expect(check?.ok).toBe(true)
    const cells = proven.demand.reduce((sum, { waterfall }) => sum + waterfall.length * 4, 0)
    expect(check?.compared).toBeGreaterThan(cells)
  })

  it(
    `finds any one cell that is changed, and names its record and period (${CHANGED} changes)`,
    { timeout: 3_000_000 },
    () => {
      const random = createRandom(3)
      const below = (count: number): number => Math.floor(random() * count)
      for (let run = 0; run < CHANGED; run++) {
        const copy = structuredClone(proven) as Json
        const n = below(copy['demand'].length)
        const record = copy['demand'][n] as Json
        const t = below(4)
        const place = below(record['waterfall'].length + 2)
        const step = record['waterfall'][place] as Json | undefined
        const values =
          step === undefined
            ? place % 2 === 0
              ? record['consensus']
              : record['statistical']
            : step['weights'] !== undefined && run % 2 === 0
              ? step['weights']
              : step['quantities']
        // Nothing holds the statistical forecast of a series that has none.
        if (values === record['statistical'] && record['basis'] === 'none') continue
        const before = values[t] as number
        values[t] = [before + 1, before * 1.01 + 0.001, -before - 0.7, before - 0.001][below(4)]
        const failures = failuresOf(copy as unknown as Plan)
        const text = `demand[${n}] ${step?.['step'] ?? 'record'} [${t}] from ${before} to ${values[t]}`
        expect(failures.length, `escaped: ${text}`).toBeGreaterThan(0)
        const named = failures.some(
          ({ path }) => path.startsWith(`demand[${n}].`) && (path.endsWith(`[${t}]`) || path.endsWith('waterfall')),
        )
        expect(named, `${text}: ${failures.map(({ path }) => path).join(', ')}`).toBe(true)
      }
    },
  )

  const lies: readonly (readonly [string, (plan: Json) => void, RegExp])[] = [
    [
      'an expired override that counts',
      (p) => (rowOf(p['input'].overrides, 'old').expiryDate = undefined),
      /demand\[TEA\]\.waterfall/,
    ],
    [
      'an override with another owner',
      (p) => (teaOf(p).waterfall.find((step: Json) => step['step'] === 'override').owner = 'Zoe'),
      /demand\[TEA\]\.waterfall\[\d+\]\.reason/,
    ],
    [
      'an override that is left out',
      (p) => (rowOf(p['input'].overrides, 'delay').expiryDate = '2020-01-01'),
      /demand\[\d+\]\.waterfall/,
    ],
    [
      'an opportunity of another size',
      (p) => (rowOf(p['input'].opportunities, 'hotel').quantity = 61),
      /demand\[TEA\]\.waterfall\[\d+\]\.quantities\[2\]/,
    ],
    [
      'an event on other days',
      (p) => (rowOf(p['input'].events, 'spring').lastDate = '2027-02-15'),
      /demand\[TEA\]\.waterfall\[\d+\]\.quantities\[1\]/,
    ],
    ['another weight', (p) => (viewOf(p, 'sales').weight = 2), /demand\[TEA\]\.waterfall\[\d+\]\.weights\[0\]/],
    [
      'another transfer',
      (p) => (p['input'].successions[0].transferShare = 1),
      /demand\[\d+\]\.waterfall\[\d+\]\.quantities\[2\]/,
    ],
    [
      'a total that is not the sum',
      (p) => (p['reconciliation'].nodes[0].reconciled[1] += 1),
      /reconciliation\.nodes\[0\]\.reconciled\[1\]/,
    ],
    [
      'a total of the plan that is not the sum',
      (p) => (p['reconciliation'].nodes[1].consensus[3] -= 1),
      /reconciliation\.nodes\[1\]\.consensus\[3\]/,
    ],
    ['a gap that was hidden', (p) => (p['reconciliation'].coherence.after.largestGap = 3), /largestGap/],
  ]
  it.each(lies)('finds %s', (_, lie, path) => {
    const copy = structuredClone(proven) as Json
    lie(copy)
    const failures = failuresOf(copy as unknown as Plan)
    expect(failures.map((failure) => failure.path).join('\n')).toMatch(
      new RegExp(path.source.replace('TEA', String(copy['demand'].indexOf(teaOf(copy))))),
    )
  })
})
