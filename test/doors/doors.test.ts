import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isSopError, type SopError } from '../../src/index.js'
import { isLegal } from './isLegal.js'
import { listMistakes, type Mistake } from './mistakes.js'
import { type PublicFace, type PublicFunction, readPublicFace } from './publicFunctions.js'
import { type Callable, doors, recordCalls } from './recordCalls.js'

/** Functions that take anything and have nothing to refuse. */
const TAKES_ANYTHING = new Set(['isSopError'])

/** Name of one function, to look at it alone. */
const ONLY = process.env['DOORS_ONLY']

/** Functions that take what is not typed, to read it as what another one takes. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ['checkPlanInput', 'plan'],
  ['migrateInput', 'plan'],
])

/** Functions that look at far too much for every mistake in every cell to be made here: they have a test of their own. */
const TOO_LONG = new Set([
  'verify',
  'comparePlans',
  'isSignedOff',
  'replan',
  'actualsOf',
  'planStability',
  'varianceAnalysis',
])

/** Functions whose first argument is rows of somebody else, of which only what is chosen is read. */
const READS_STRANGE_ROWS = new Set(['toTable'])

const face: PublicFace = readPublicFace()

function hasNaN(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isNaN(value)
  if (value === null || typeof value !== 'object' || depth > 12) return false
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)].some((one) => Number.isNaN(one))
  return Object.values(value).some((part) => hasNaN(part, depth + 1))
}

/** Whether an answer says itself that something is wrong: a failed check, a list of issues. */
function refuses(answer: unknown): boolean {
  if (Array.isArray(answer))
    return answer.some((one: unknown) => (one as { remedy?: unknown } | null)?.remedy !== undefined)
  const { ok, status, feasible } = (answer ?? {}) as { ok?: unknown; status?: unknown; feasible?: unknown }
  return ok === false || feasible === false || status === 'infeasible'
}

/** The record that holds the place of a mistake. */
function holderOf(mistake: Mistake): unknown {
  return mistake.path.slice(0, -1).reduce<unknown>((value, part) => (value as never)?.[part], mistake.arguments)
}

function names(error: SopError, mistake: Mistake): boolean {
  const { path, kind } = mistake
  const last = path
    .slice(1)
    .reverse()
    .find((part) => typeof part === 'string')
  if (last === undefined) return error.issues.length > 0
  const wanted = [String(last)]
  // An object with methods, as a solver, may have more than its interface says: what is missed is the true name.
  const holder = holderOf(mistake)
  const isInstance = Object.values((holder ?? {}) as object).some((part) => typeof part === 'function')
  if (kind === 'misspelled' && isInstance) wanted.push(String(last).slice(0, -1))
  return error.issues.some((issue) => {
    const text = `${issue.path} ${issue.message} ${issue.remedy}`
    return wanted.some((name) => text.includes(name))
  })
}

async function judge(door: Callable, mistake: Mistake, freeNames: boolean): Promise<string | undefined> {
  let answer: unknown
  try {
    answer = await door(...mistake.arguments)
  } catch (error) {
    if (!isSopError(error)) return `${(error as Error)?.name}: ${(error as Error)?.message}`
    // What the type allows may be refused for what it means: an id that nobody has.
    return isLegal(mistake, face) || names(error, mistake)
      ? undefined
      : `does not name the field: ${error.issues
          .map((i) => `${i.path}: ${i.message}`)
          .slice(0, 2)
          .join(' | ')}`
  }
  if (refuses(answer)) return undefined
  if (freeNames) return undefined
  if (hasNaN(answer)) return 'NaN in the answer'
  return isLegal(mistake, face) ? undefined : 'silence'
}

/** Whether what stands there, or the name under which it stands, is the user's own. */
function isFree(mistake: Mistake, parameters: PublicFunction['parameters']): boolean {
  let place = parameters[mistake.path[0] as number]
  for (const part of mistake.path.slice(1, -1)) {
    place = place && face.fieldOf(place, part)
    if (place === undefined) return false
    if (face.allows(place, 'anything')) return true
  }
  return mistake.path.length > 1 && place !== undefined && (face.hasFreeNames(place) || face.allows(place, 'anything'))
}

const report: string[] = []

/** Names of the functions on the page of all that can be imported, by whatever subpath. */
function listedFunctions(): string[] {
  const page = readFileSync(new URL('../../docs/reference/api.md', import.meta.url), 'utf8')
  const rooms = page.split(/^## /m).slice(1)
  const tables = rooms.map((room) => room.split(/^Types$/m)[0] as string)
  return tables.flatMap((table) => [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name as string))
}

describe('every public function', () => {
  test('that the reference lists, of the root or of a subpath, is among them', () => {
    const known = new Set(face.functions.map(({ name }) => name))
    const listed = listedFunctions()
    expect(listed.length).toBeGreaterThan(100)
    // A class is made by `new`, and its one argument is the library's own.
    expect(listed.filter((name) => !known.has(name) && name !== 'SopError')).toEqual([])
    expect([...known].filter((name) => !listed.includes(name))).toEqual([])
  })

  test.each(
    face.functions
      .filter(
        ({ name }) =>
          !TAKES_ANYTHING.has(name) && !TOO_LONG.has(name) && (ONLY === undefined || ONLY.split(',').includes(name)),
      )
      .map((one) => [one.name, one] as const),
  )(
    '%s refuses what it cannot read, and names it',
    async (name, { examples, parameters: own }) => {
      const readAs = face.functions.find((one) => one.name === READ_AS.get(name))
      const parameters = readAs?.parameters.slice(0, own.length) ?? own
      const calls = (await Promise.all(examples.map((code) => recordCalls(name, code)))).flat().slice(0, 3)
      expect(calls.length, 'the example calls it').toBeGreaterThan(0)
      const problems: string[] = []
      for (const call of calls) {
        for (const mistake of listMistakes(call.arguments, parameters, face)) {
          if (READS_STRANGE_ROWS.has(name) && mistake.path[0] === 0 && mistake.path.length > 2) continue
          const free = isFree(mistake, parameters)
          const problem = await judge(doors.get(name) as Callable, mistake, free)
          if (problem !== undefined) problems.push(`${name} ${mistake.path.join('.')} ${mistake.kind}: ${problem}`)
        }
      }
      report.push(...problems)
      if (process.env['DOORS_REPORT'] !== undefined) writeFileSync(process.env['DOORS_REPORT'], report.join('\n'))
      expect(problems.join('\n')).toBe('')
    },
    120_000,
  )
})
