import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { PlanInput } from '../../src/schema/index.js'
import { normalizeInput } from '../../src/schema/normalForm/normalizeInput.js'
import { readPlanInput } from '../../src/schema/checkPlanInput.js'
import type { NormalInput } from '../../src/schema/normalForm/normalInput.js'
import { spellOut, toPlanInput } from '../../src/schema/normalForm/spellOut.js'
import { applyPatch, diffInputs, invertPatch, mergeInputs, type PatchChange } from '../../src/scenario/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryPlanInput } from '../plan/arbitraryPlanInput.js'
import { costlyRuns } from '../plan/runs.js'
import { shuffleRows } from '../plan/shuffleRows.js'
import { arbitraryChanges, withCalendarOf } from './arbitraryChanges.js'

// Each reads, changes and checks several inputs.
const RUNS = costlyRuns(40)
const check = (property: fc.IRawProperty<unknown>): void =>
  void fc.assert(property as fc.IProperty<unknown>, { numRuns: RUNS, endOnFailure: true })

/** What an input means: every value of it, given or by default. */
function meaning(given: PlanInput): NormalInput {
  const { input, calendar } = readPlanInput(given)
  return normalizeInput(input, calendar, [], [])
}

vi.setConfig({ testTimeout: 900_000 })
// Files share their processes.
afterAll(() => vi.resetConfig())

describe('an input spelled out', () => {
  it('means the same, and spelled out again it is the same', () => {
    check(
      fc.property(arbitraryPlanInput, (input) => {
        const out = toPlanInput(spellOut(deepFreeze(readPlanInput(input).input)))
        expect(meaning(out)).toEqual(meaning(input))
        expect(toPlanInput(spellOut(out))).toEqual(out)
      }),
    )
  })
})

describe('the algebra of inputs', () => {
  it('a difference leads from one input to the other, through JSON too', () => {
    check(
      fc.property(arbitraryPlanInput, arbitraryPlanInput, fc.boolean(), (a, other, sameDays) => {
        const b = sameDays ? withCalendarOf(a, other) : other
        const difference = diffInputs(deepFreeze(a), deepFreeze(b))
        expect(meaning(applyPatch(a, JSON.parse(JSON.stringify(difference))))).toEqual(meaning(b))
      }),
    )
  })

  it('an input does not differ from itself, from its rows in another order, or from its normal form', () => {
    check(
      fc.property(arbitraryPlanInput, fc.infiniteStream(fc.nat()), (input, numbers) => {
        const shuffled = shuffleRows(input, (count) => (numbers.next().value as number) % count)
        expect(diffInputs(input, shuffled).changes).toEqual([])
        expect(diffInputs(input, meaning(input)).changes).toEqual([])
      }),
    )
  })

  it('what is undone is as before, to the last digit', () => {
    check(
      fc.property(arbitraryChanges, ({ input, changes }) => {
        const patched = applyPatch(deepFreeze(input), deepFreeze({ changes }))
        expect(meaning(applyPatch(patched, invertPatch(input, { changes })))).toEqual(meaning(input))
      }),
    )
  })

  it('the order of rows and of changes decides nothing, nor whether they stand in one patch or in two', () => {
    check(
      fc.property(arbitraryChanges, fc.infiniteStream(fc.nat()), ({ input, changes }, numbers) => {
        const next = (count: number): number => (numbers.next().value as number) % count
        const shuffled = [...changes]
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = next(i + 1)
          ;[shuffled[i], shuffled[j]] = [shuffled[j] as never, shuffled[i] as never]
        }
        const expected = JSON.stringify(applyPatch(input, { changes }))
        expect(JSON.stringify(applyPatch(shuffleRows(input, next), { changes: shuffled }))).toBe(expected)
        const cut = next(changes.length + 1)
        const two = [{ changes: shuffled.slice(0, cut) }, { changes: shuffled.slice(cut) }]
        expect(JSON.stringify(applyPatch(input, two))).toBe(expected)
      }),
    )
  })

  it('a patch means the same on a base that somebody has changed elsewhere: 5 % are 5 % of what is there', () => {
    const cellOf = ({ table, key, op, field, value }: PatchChange): string =>
      JSON.stringify(op === 'insert' || op === 'delete' ? [table, key ?? value] : [table, key, field])
    check(
      fc.property(arbitraryChanges, fc.nat({ max: 4 }), ({ input, changes }, place) => {
        const [theirs, ours] = [changes.slice(0, place), changes.slice(place)]
        fc.pre(theirs.length > 0 && ours.length > 0)
        fc.pre(new Set(changes.map(cellOf)).size === changes.length)
        // What is changed in a row that the other one takes away has nothing left to mean.
        const rebased = { changes: JSON.parse(JSON.stringify(ours)) as PatchChange[] }
        expect(meaning(applyPatch(applyPatch(input, { changes: theirs }), rebased))).toEqual(
          meaning(applyPatch(input, { changes })),
        )
      }),
    )
    check(
      fc.property(
        fc.record({
          price: fc.nat({ max: 999 }),
          other: fc.nat({ max: 999 }),
          percent: fc.integer({ min: -50, max: 50 }),
        }),
        ({ price, other, percent }) => {
          const base = (value: number): PlanInput => ({
            calendar: { start: '2027-01-01', months: 1 },
            items: [{ id: 'lamp', price: value }],
            forecasts: [{ itemId: 'lamp', quantities: [1] }],
          })
          const change = {
            table: 'items',
            key: 'lamp',
            field: 'price',
            op: 'multiply',
            value: 1 + percent / 100,
          } as const
          for (const value of [price, other])
            expect(Number(applyPatch(base(value), { changes: [change] }).items[0]?.price)).toBeCloseTo(
              value + (value * percent) / 100,
              9,
            )
        },
      ),
    )
  })

  it('merged with what nobody changed, an input stays itself', () => {
    check(
      fc.property(arbitraryPlanInput, arbitraryPlanInput, fc.boolean(), (base, other, byRow) => {
        const mode = byRow ? 'row' : 'cell'
        const x = withCalendarOf(base, other)
        const meant = meaning(x)
        for (const sides of [
          { ours: base, theirs: x },
          { ours: x, theirs: base },
          { ours: x, theirs: x },
        ]) {
          const merge = mergeInputs(base, { ...sides, mode })
          expect(merge.conflicts).toEqual([])
          expect(merge.broken).toEqual([])
          expect(meaning(merge.input)).toEqual(meant)
        }
      }),
    )
  })

  it('a merge is the same from either side, but for the names', () => {
    check(
      fc.property(arbitraryChanges, arbitraryPlanInput, fc.boolean(), ({ input, changes }, other, byRow) => {
        const ours = applyPatch(input, { changes })
        const theirs = withCalendarOf(input, other)
        // Inputs of two calendars are refused, from either side.
        fc.pre(JSON.stringify(ours.calendar) === JSON.stringify(input.calendar))
        const mode = byRow ? 'row' : 'cell'
        const one = mergeInputs(input, { ours, theirs, mode })
        const two = mergeInputs(input, { ours: theirs, theirs: ours, mode })
        expect(JSON.stringify(two.input)).toBe(JSON.stringify(one.input))
        expect(two.broken).toEqual(one.broken)
        expect(two.conflicts.map(({ ours, theirs, ...rest }) => ({ ...rest, ours: theirs, theirs: ours }))).toEqual(
          one.conflicts.map(({ ours, theirs, ...rest }) => ({ ...rest, ours, theirs })),
        )
      }),
    )
  })
})
