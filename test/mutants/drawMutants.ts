import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandomIntegers } from '../../src/math/createRandom.js'
import { findMutants, type Mutant } from './findMutants.js'

/** Rooms whose figures a controller or a planner reads. */
const ROOMS = ['src/core/money', 'src/costing', 'src/finance', 'src/inventory', 'src/plan'] as const
/** What explains notices to readers of the documentation: words and examples, of which a gate makes a page. */
const TEXT_ONLY = /(noticeReference|index)\.ts$/

/** Every change that can be drawn, in the order of files and places. */
export function listMutants(root: string, only = ''): Mutant[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !TEXT_ONLY.test(file) && file.includes(only))
      .sort()
      .flatMap((file) => findMutants(file, readFileSync(join(root, file), 'utf8'))),
  )
}

/**
 * A sample of the changes by a seed, each with the same chance, in the order in which they were drawn. Of two that overlap the first drawn is taken, since all stand in
 * the source at the same time and a run chooses one.
 */
export function drawMutants(all: readonly Mutant[], { sample, seed }: { sample: number; seed: number }): Mutant[] {
  const next = createRandomIntegers(seed)
  const rest = [...all]
  const drawn: Mutant[] = []
  while (drawn.length < sample && rest.length > 0) {
    const at = next() % rest.length
    const [mutant] = rest.splice(at, 1)
    if (mutant === undefined) break
    const overlaps = drawn.some(
      (other) => other.file === mutant.file && other.start < mutant.end && mutant.start < other.end,
    )
    if (!overlaps) drawn.push(mutant)
  }
  return drawn
}
