import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { drawMutants, listMutants } from './drawMutants.js'
import type { Mutant } from './findMutants.js'
import { runTests, type Verdict } from './runTests.js'

const ROOT = join(import.meta.dirname, '../..')
const { values: flags } = parseArgs({
  options: {
    sample: { type: 'string', default: '400' },
    first: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    within: { type: 'string', default: '' },
    tests: { type: 'string', default: '' },
    lanes: { type: 'string', default: '2' },
    runs: { type: 'string', default: '100' },
    heavy: { type: 'string', default: '60' },
    budget: { type: 'string', default: '300' },
    reached: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
})
const [SAMPLE, SEED, LANES] = [Number(flags.sample), Number(flags.seed), Number(flags.lanes)]
/** Of a sample only the changes that were drawn first, where time is short. */
const FIRST = Number(flags.first)
/** Of a sample only the changes in files whose path this fits; `only` draws another sample. */
const WITHIN = new RegExp(flags.within)
/** Folders or files whose tests are asked at all; none for all of them. */
const TESTS = flags.tests.split(' ').filter((path) => path !== '')
/** How often a property is tried. */
const RUNS = Number(flags.runs)
/** A test file that takes longer is not asked for each change: what it alone would notice survives here. */
const HEAVY_SECONDS = Number(flags.heavy)
/** Tests of this much time are asked for one change, as long as they took over the source as it is; the others are not. */
const BUDGET_SECONDS = Number(flags.budget)

/** A test file, how long it takes as the source is, and which changes of the sample it passes by. */
interface Reach {
  readonly test: string
  readonly milliseconds: number
  readonly reached: readonly number[]
}

const describe = ({ file, line, original, text }: Mutant): string => {
  const short = (code: string): string => code.replaceAll(/\s+/g, ' ').slice(0, 90)
  return `${file}:${line}  ${short(original)}  ->  ${short(text)}`
}

/** Test files in the order in which they are likely to notice: those of the same room, then the quick ones. */
function orderTests({ file }: Mutant, reaches: readonly Reach[]): Reach[] {
  const room = file
    .replace(/^src\//, 'test/')
    .split('/')
    .slice(0, 2)
    .join('/')
  const isOwn = ({ test }: Reach): number => (test.startsWith(`${room}/`) ? 0 : 1)
  return [...reaches].sort((a, b) => isOwn(a) - isOwn(b) || a.milliseconds - b.milliseconds)
}

/** Cuts tests into runs that take about two, ten and more seconds: most changes are noticed by the first. */
function inRuns(tests: readonly Reach[]): Reach[][] {
  const cut: Reach[][] = [[], [], []]
  let total = 0
  for (const test of tests) {
    total += test.milliseconds
    if (total > BUDGET_SECONDS * 1000 && total > test.milliseconds) break
    cut[total < 2_000 ? 0 : total < 12_000 ? 1 : 2]?.push(test)
  }
  return cut.filter((part) => part.length > 0)
}

interface Outcome {
  readonly mutant: Mutant
  readonly verdict: Verdict | 'reached by no test'
}

const isNoticed = ({ verdict }: Outcome): boolean => verdict === 'failed' || verdict === 'hung'

async function judge(
  mutant: Mutant,
  tests: readonly Reach[],
  run: { mutant: number; sampleFile: string },
): Promise<Outcome> {
  if (tests.length === 0) return { mutant, verdict: 'reached by no test' }
  for (const part of inRuns(tests)) {
    const seconds = part.reduce((sum, { milliseconds }) => sum + milliseconds / 1000, 0)
    const files = part.map(({ test }) => test)
    const verdict = await runTests(files, { ...run, limitSeconds: 120 + 5 * seconds, runs: RUNS })
    if (verdict !== 'passed') return { mutant, verdict }
  }
  return { mutant, verdict: 'passed' }
}

/** Which test file reaches which change, from a run of all of them over the source as it is. */
async function findReaches(sampleFile: string, reachedFile: string): Promise<Reach[]> {
  if (!existsSync(reachedFile)) {
    const verdict = await runTests(TESTS, { sampleFile, reachedFile, limitSeconds: 3600, runs: RUNS })
    if (verdict !== 'passed') throw new Error(`The tests ${verdict} before anything was changed`)
  }
  const lines = readFileSync(reachedFile, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const reach = JSON.parse(line) as Reach
    return { ...reach, test: relative(ROOT, reach.test) }
  })
}

async function main(): Promise<void> {
  const drawn = drawMutants(listMutants(ROOT, flags.only), { sample: SAMPLE, seed: SEED })
  if (flags.list) {
    drawn.forEach((mutant, id) => console.log(`${id} ${describe(mutant)}`))
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'sop-engine-mutants-'))
  const sampleFile = join(folder, 'sample.json')
  writeFileSync(sampleFile, JSON.stringify(drawn))
  console.log(`${drawn.length} changes; first the source as it is, to see which test reaches which`)
  const all = await findReaches(sampleFile, flags.reached ?? join(folder, 'reached.jsonl'))
  const reaches = all.filter(({ milliseconds }) => milliseconds < HEAVY_SECONDS * 1000)
  console.log(`${all.length} test files, of which ${all.length - reaches.length} are too slow to be asked`)

  const outcomes: Outcome[] = []
  const waiting = drawn
    .slice(0, FIRST)
    .map((mutant, id) => ({ mutant, id }))
    .filter(({ mutant }) => WITHIN.test(mutant.file))
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { mutant, id } = next
      const reaching = reaches.filter(({ reached }) => reached.includes(id))
      const outcome = await judge(mutant, orderTests(mutant, reaching), { mutant: id, sampleFile })
      outcomes.push(outcome)
      const why = outcome.verdict === 'passed' || outcome.verdict === 'failed' ? '' : ` (${outcome.verdict})`
      console.log(`${isNoticed(outcome) ? 'noticed ' : 'SURVIVED'} ${id} ${describe(mutant)}${why}`)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  rmSync(folder, { recursive: true, force: true })

  const noticed = outcomes.filter(isNoticed).length
  console.log(`${noticed} of ${outcomes.length} changes noticed: ${((100 * noticed) / outcomes.length).toFixed(1)} %`)
}

await main()
