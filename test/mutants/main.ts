import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleTests, listTests } from './bundleTests.js'
import { drawMutants, listMutants } from './drawMutants.js'
import type { Mutant } from './findMutants.js'
import type { Asked, CaseReach, Judged, Report } from './job.js'
import { runDriver } from './runDriver.js'

const ROOT = join(import.meta.dirname, '../..')
const { values: flags } = parseArgs({
  options: {
    sample: { type: 'string', default: '400' },
    first: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    within: { type: 'string', default: '' },
    ids: { type: 'string', default: '' },
    tests: { type: 'string', default: '' },
    lanes: { type: 'string', default: '2' },
    runs: { type: 'string', default: '20' },
    budget: { type: 'string', default: '300' },
    folder: { type: 'string', default: 'reports/mutants' },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
})
const [SAMPLE, SEED, LANES] = [Number(flags.sample), Number(flags.seed), Number(flags.lanes)]
/** Of a sample only the changes that were drawn first, where time is short. */
const FIRST = Number(flags.first)
/** Of a sample only the changes in files whose path this fits; `only` draws another sample. */
const WITHIN = new RegExp(flags.within)
/** Of a sample only these; none for all. */
const IDS = flags.ids.split(',').filter((id) => id !== '')
/** Folders or files whose tests are asked at all; none for all of them. */
const TESTS = flags.tests.split(' ').filter((path) => path !== '')
/** How often a property is tried. */
const RUNS = Number(flags.runs)
/** Cases of this much time are asked for one change, as long as they took over the source as it is; the others are not. */
const BUDGET_SECONDS = Number(flags.budget)
const FOLDER = join(ROOT, flags.folder)
/** Changes that one process judges before a new one begins: what a file loaded anew leaves behind is never given back. */
const PER_PROCESS = 40

const describe = ({ file, line, original, text }: Mutant): string => {
  const short = (code: string): string => code.replaceAll(/\s+/g, ' ').slice(0, 90)
  return `${file}:${line}  ${short(original)}  ->  ${short(text)}`
}

/** Works through a list in so many lanes at a time. */
async function inLanes<T>(waiting: T[], work: (next: T, lane: number) => Promise<void>): Promise<void> {
  const lane = async (_: unknown, n: number): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next, n)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

/** Which case reaches which change, from a run of all of them over the source as it is; kept in `folder` for the next time. */
async function findReaches(sample: readonly Mutant[], tests: readonly string[]): Promise<Report[]> {
  const kept = join(FOLDER, 'reached.jsonl')
  const known = existsSync(kept) ? readFileSync(kept, 'utf8') : ''
  const waiting = tests.filter((test) => !known.includes(JSON.stringify(test)))
  const each = Math.ceil(waiting.length / LANES)
  await inLanes(waiting, async (first, lane) => {
    const part = [first, ...waiting.splice(0, each - 1)]
    const reportFile = join(FOLDER, `lane${lane}.jsonl`)
    const job = { size: sample.length, outdir: join(FOLDER, 'bundle'), reportFile, tests: part }
    const found = await runDriver(job, RUNS)
    appendFileSync(kept, found.map((report) => `${JSON.stringify(report)}\n`).join(''))
  })
  return readFileSync(kept, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Report)
}

/**
 * The cases that reach a change, as many as the budget allows: first the quickest of each file, then the second of each, since cases of
 * one file are much alike.
 */
function casesFor(id: number, reaches: readonly CaseReach[], isAtLoad: boolean): CaseReach[] {
  const cost = ({ before, milliseconds }: CaseReach): number => before + milliseconds
  const quickFirst = reaches.filter(({ reached }) => isAtLoad || reached.includes(id)).sort((a, b) => cost(a) - cost(b))
  const seen = new Map<string, number>()
  const ranks = new Map<CaseReach, number>()
  for (const one of quickFirst) {
    const rank = seen.get(one.test) ?? 0
    seen.set(one.test, rank + 1)
    ranks.set(one, rank)
  }
  let total = 0
  return quickFirst
    .sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
    .filter((one) => (total += cost(one)) <= BUDGET_SECONDS * 1000)
}

async function main(): Promise<void> {
  const drawn = drawMutants(listMutants(ROOT, flags.only), { sample: SAMPLE, seed: SEED })
  if (flags.list) {
    drawn.forEach((mutant, id) => console.log(`${id} ${describe(mutant)}`))
    return
  }
  mkdirSync(FOLDER, { recursive: true })
  const tests = listTests(ROOT, TESTS)
  if (!flags.keep) await bundleTests(tests, { root: ROOT, outdir: join(FOLDER, 'bundle'), sample: drawn })
  console.log(`${drawn.length} changes; first the source as it is, to see which case reaches which`)
  const reports = await findReaches(drawn, tests)
  const reaches = reports.filter((report) => report.kind === 'reach')
  const atLoad = new Set(reports.flatMap((report) => (report.kind === 'loaded' ? report.reached : [])))
  const unfit = reports.filter((report) => report.kind === 'unfit')
  console.log(`${reaches.length} cases; ${unfit.length} files cannot be asked in this way`)
  for (const { test, why } of unfit) console.log(`  ${test}: ${why}`)

  const outcomes: Judged[] = []
  const finish = (outcome: Judged): void => {
    const mutant = drawn[outcome.id]
    if (mutant === undefined) return
    outcomes.push(outcome)
    const by = outcome.test === undefined ? '' : `  [${outcome.test}: ${outcome.name}: ${outcome.why}]`
    console.log(`${outcome.verdict === 'noticed' ? 'noticed ' : 'SURVIVED'} ${outcome.id} ${describe(mutant)}${by}`)
    appendFileSync(join(FOLDER, 'judged.jsonl'), `${JSON.stringify(outcome)}\n`)
  }
  const waiting = drawn
    .map((mutant, id) => ({ mutant, id }))
    .slice(0, FIRST)
    .filter(({ mutant, id }) => WITHIN.test(mutant.file) && (IDS.length === 0 || IDS.includes(String(id))))
    .map(({ id }): Asked => ({ id, cases: casesFor(id, reaches, atLoad.has(id)) }))
  await inLanes(waiting, async (first, lane) => {
    const isAtLoad = (asked: Asked | undefined): boolean => asked !== undefined && atLoad.has(asked.id)
    const mutants = [first]
    while (mutants.length < PER_PROCESS && !isAtLoad(first) && waiting.length > 0 && !isAtLoad(waiting[0])) {
      mutants.push(waiting.shift() as Asked)
    }
    const reportFile = join(FOLDER, `lane${lane}.jsonl`)
    const job = { size: drawn.length, outdir: join(FOLDER, 'bundle'), reportFile, tests: [], mutants }
    const told = await runDriver(isAtLoad(first) ? { ...job, fromLoad: first.id } : job, RUNS)
    const judged = told.filter((report) => report.kind === 'judged')
    for (const outcome of judged) finish(outcome)
    const last = told.at(-1)
    if (last?.kind === 'asks') finish({ ...last, kind: 'judged', verdict: 'noticed', why: 'it hangs' })
    else if (last?.kind !== 'done') throw new Error('The process that asks the tests ended before it was done')
    const isOpen = ({ id }: Asked): boolean => !outcomes.some((outcome) => outcome.id === id)
    waiting.unshift(...mutants.filter(isOpen))
  })
  const noticed = outcomes.filter(({ verdict }) => verdict === 'noticed').length
  console.log(`${noticed} of ${outcomes.length} changes noticed: ${((100 * noticed) / outcomes.length).toFixed(1)} %`)
}

await main()
