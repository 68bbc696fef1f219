import { describe, expect, it } from 'vitest'
import { createMemory, openSteps, type PlanMemory } from '../../src/plan/memory/planMemory.js'
import type { NormalInput } from '../../src/schema/normalForm/normalInput.js'

/** Tables that no registry has: the memory knows none by name. */
type Harbor = { readonly boats: readonly string[]; readonly berths?: number; readonly flags: readonly string[] }
const harbor: Harbor = { boats: ['Anna'], berths: 4, flags: ['red'] }

/** Does one step of a plan of this harbor; how often it was done. */
function harborMaster(): {
  readonly count: () => number
  readonly plan: (
    input: Harbor,
    before: PlanMemory | undefined,
    read: (input: Harbor) => unknown,
    beside?: unknown,
  ) => Promise<PlanMemory>
} {
  let done = 0
  return {
    count: () => done,
    async plan(input, before, read, beside = 'tide') {
      const memory = createMemory()
      const { recall, close } = openSteps(input as never as NormalInput, memory, before)
      await recall('moor', [beside], (tables) => {
        done += 1
        return [read(tables as never as Harbor)]
      })
      close()
      return memory
    },
  }
}

describe('a step of a plan', () => {
  it('is done again where a table that it read says something else, and only then', async () => {
    const { plan, count } = harborMaster()
    const read = ({ boats }: Harbor): unknown => boats.length
    const first = await plan(harbor, undefined, read)
    await plan({ ...harbor, flags: ['blue'], boats: ['Anna'] }, first, read)
    expect(count()).toBe(1)
    await plan({ ...harbor, boats: ['Berta'] }, first, read)
    expect(count()).toBe(2)
  })

  it('reads what it looks for and does not find, and all where it looks through everything', async () => {
    const { plan, count } = harborMaster()
    const { berths: _, ...small } = harbor
    const looks = (input: Harbor): unknown => 'berths' in input
    const one = await plan(small, undefined, looks)
    await plan({ ...small, flags: [] }, one, looks)
    expect(count()).toBe(1)
    await plan(harbor, one, looks)
    expect(count()).toBe(2)
    const owns = (input: Harbor): unknown => Object.hasOwn(input, 'berths')
    const two = await plan(small, undefined, owns)
    await plan(harbor, two, owns)
    expect(count()).toBe(4)
    const all = (input: Harbor): unknown => ({ ...input })
    const three = await plan(small, undefined, all)
    await plan(small, three, all)
    expect(count()).toBe(5)
    await plan({ ...small, flags: [] }, three, all)
    await plan(harbor, three, all)
    expect(count()).toBe(7)
  })

  it('counts what is read late, and what the caller changes after it', async () => {
    const { plan, count } = harborMaster()
    const boats = ['Anna']
    const late =
      (input: Harbor): unknown =>
      () =>
        input.boats
    const memory = createMemory()
    const input = { ...harbor, boats } as never as NormalInput
    const { recall, close } = openSteps(input, memory, undefined)
    const [open] = (await recall('moor', ['tide'], (tables) => [late(tables as never)])) as [() => unknown]
    open()
    close()
    boats[0] = 'Berta'
    await plan({ ...harbor, boats: ['Anna'] }, memory, late)
    expect(count()).toBe(0)
    await plan({ ...harbor, boats: ['Berta'] }, memory, late)
    expect(count()).toBe(1)
  })

  it('is found by the very results that it takes; what came out the same is the same', async () => {
    const { plan, count } = harborMaster()
    const read = (): unknown => 7
    const tide = { height: 3 }
    const first = await plan(harbor, undefined, read, tide)
    await plan(harbor, first, read, { height: 3 })
    expect(count()).toBe(2)
    const { same } = openSteps(harbor as never, createMemory(), first)
    expect(same('tide', tide)).toBe(tide)
    const next = createMemory()
    const steps = openSteps(harbor as never, next, undefined)
    expect(steps.same('tide', tide)).toBe(tide)
    expect(openSteps(harbor as never, createMemory(), next).same('tide', { height: 3 })).toBe(tide)
  })

  it('passes on what it used to the plan after it, and nothing older', async () => {
    const { plan, count } = harborMaster()
    const read = ({ boats }: Harbor): unknown => boats.length
    const first = await plan(harbor, undefined, read)
    const second = await plan({ ...harbor, boats: ['Berta'] }, first, read)
    const third = await plan({ ...harbor, boats: ['Berta'] }, second, read)
    expect(count()).toBe(2)
    expect(third.remembered).toHaveLength(1)
    await plan(harbor, third, read)
    expect(count()).toBe(3)
  })
})
