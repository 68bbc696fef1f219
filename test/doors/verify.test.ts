import { expect, test } from 'vitest'
import { isSopError, plan, type PlanInput, verify } from '../../src/index.js'
import { isLegal } from './isLegal.js'
import { listMistakes, type Mistake } from './mistakes.js'
import { readPublicFace } from './publicFunctions.js'

const input: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
  forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
}

/**
 * Every mistake of every cell takes minutes, and is made by hand. Else each field of each kind of record is tried once with one of
 * them: all of the fields in the deep run, every third one otherwise.
 */
const EVERY = process.env['DOORS_EVERY'] !== undefined
const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const STEP = RUNS >= 300 ? 1 : 3

/** The name of a cell, whatever its row. */
const fieldOf = ({ path }: Mistake): string => path.map((part) => (typeof part === 'number' ? '*' : part)).join('.')

function choose(mistakes: readonly Mistake[]): readonly Mistake[] {
  if (EVERY) return mistakes
  const fields = new Map<string, Mistake[]>()
  for (const mistake of mistakes) fields.set(fieldOf(mistake), [...(fields.get(fieldOf(mistake)) ?? []), mistake])
  // A field of the plan itself is tried in every way, a deeper one in one way, another than its neighbor's.
  return [...fields.values()].flatMap((list, n) => {
    if (list[0]?.path.length === 2) return list
    return n % STEP === 0 ? [list[(n / STEP) % list.length] as Mistake] : []
  })
}

test('verify answers a plan with a changed cell by a failed check, and throws no other error than a SopError', async () => {
  const result = await plan(input)
  expect(verify(result, { input }).ok).toBe(true)
  const face = readPublicFace()
  const verifier = face.functions.find(({ name }) => name === 'verify')
  const mistakes = choose(listMistakes([result], verifier?.parameters ?? [], face))
  expect(mistakes.length).toBeGreaterThan(400 / STEP)
  const problems = mistakes.flatMap((mistake) => {
    const name = `${mistake.path.join('.')} ${mistake.kind}`
    try {
      const { ok } = verify(mistake.arguments[0] as typeof result, { input })
      return ok && !isLegal(mistake, face) ? [`${name}: silence`] : []
    } catch (error) {
      return isSopError(error) ? [] : [`${name}: ${String(error)}`]
    }
  })
  expect(problems.join('\n')).toBe('')
}, 600_000)

test.each([
  [{ inputs: input }, 'inputs'],
  [{ input: null }, ''],
  [{ input: 'x' }, ''],
  [null, ''],
  ['x', ''],
  [Number.NaN, ''],
])('verify refuses options as %j', async (options, field) => {
  const result = await plan(input)
  let caught: unknown
  try {
    verify(result, options as never)
  } catch (error) {
    caught = error
  }
  expect(isSopError(caught) && caught.issues.some(({ path }) => path.includes(field))).toBe(true)
})
