import { describe, expect, test } from 'vitest'
import { isSopError } from '../../src/index.js'
import { readPublicFace } from './publicFunctions.js'
import { type Callable, copyPlain, doors, recordCalls } from './recordCalls.js'

/** Functions that take anything and have nothing to refuse, and one that answers by what it finds. */
const TAKES_ANYTHING = new Set(['isSopError'])
const face = readPublicFace()

/** What is said of a promise that stands where its value was meant: undefined where that is to await it. */
async function judge(door: Callable, args: readonly unknown[]): Promise<string | undefined> {
  let answer: unknown
  try {
    answer = await door(...args)
  } catch (error) {
    if (!isSopError(error)) return String(error)
    return told(error.issues) ? undefined : error.message
  }
  return /await/.test(JSON.stringify(answer) ?? '') ? undefined : 'silence'
}

const told = (issues: readonly { readonly received: string; readonly remedy: string }[]): boolean =>
  issues.some(({ received, remedy }) => received === 'a Promise' && /`await`/.test(remedy))

describe('what was not awaited', () => {
  test.each(
    face.functions.filter(({ name }) => !TAKES_ANYTHING.has(name)).map((one) => [one.name, one.examples] as const),
  )(
    '%s says so, of each argument and each of its fields',
    async (name, examples) => {
      const [call] = (await Promise.all(examples.map((code) => recordCalls(name, code)))).flat()
      const given = call?.arguments ?? []
      const problems: string[] = []
      for (const [n, argument] of given.entries()) {
        const door = doors.get(name) as Callable
        const swap = (part: unknown): unknown[] => given.map((one, at) => (at === n ? part : copyPlain(one)))
        const found = await judge(door, swap(Promise.resolve(argument)))
        if (found !== undefined) problems.push(`${name} argument ${n}: ${found}`)
        if (argument === null || typeof argument !== 'object' || Array.isArray(argument)) continue
        if (Object.getPrototypeOf(argument) !== Object.prototype) continue
        // Of what a function gave back no more is looked at than is read.
        if ('kpis' in argument || 'entry' in argument) continue
        for (const field of Object.keys(argument)) {
          const wrong = { ...(copyPlain(argument) as object), [field]: Promise.resolve(1) }
          const said = await judge(door, swap(wrong))
          if (said !== undefined) problems.push(`${name} argument ${n}.${field}: ${said}`)
        }
      }
      expect(problems.join('\n')).toBe('')
    },
    60_000,
  )
})
