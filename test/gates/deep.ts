import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * The deep run: every test file with properties again, 2,000 companies that are given more and 1,200 nearly full shops, then the browser.
 * What takes longest has fewer runs (`costlyRuns`, `holdShops`). Where a change is judged
 * all of them are the same ones at each commit, for a verdict must not depend on luck; by hand, with more of both
 * (`npm run test:deep -- --runs 10000`), they are those of the commit. The seeds are printed; `SOP_FC_SEED` repeats them.
 */
const { values } = parseArgs({ options: { runs: { type: 'string' } } })
const { runs } = values
if (runs !== undefined && !/^[1-9]\d*$/.test(runs))
  throw new Error(`--runs is a whole number above zero, not '${runs}'`)
const RUNS = runs ?? '300'
const SHOPS = runs ?? '2000'
const ROOT = join(import.meta.dirname, '../..')
const SEED = process.env['SOP_FC_SEED'] ?? (runs === undefined ? '20261122' : seedOfCommit())

/** Seven hex digits of the commit as a number: 28 bits, which every random generator here takes. */
function seedOfCommit(): string {
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0)
    throw new Error('The deep run takes its seed from the commit: run it in a clone, or set SOP_FC_SEED')
  return String(Number.parseInt(stdout.slice(0, 7), 16))
}

// Those that read the number of runs by themselves or from their helpers.
const withProperties = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => /RUNS\b|SHOPS\b|IS_DEEP\b|costlyRuns\(/.test(readFileSync(file, 'utf8')))
  .map((file) => relative(ROOT, file))

function run(title: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  console.log(`deep run: ${title}`)
  const { status } = spawnSync('npx', [...command], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) {
    console.log(`deep run: FAILED at ${title}`)
    process.exit(1)
  }
}

if (withProperties.length === 0) throw new Error('No test file reads the number of runs')
run(
  `${RUNS} runs of each property in ${withProperties.length} files, ${SHOPS} companies, seed ${SEED}`,
  ['vitest', 'run', '--project', 'all', '--project', 'TZ=UTC', ...withProperties],
  { SOP_FC_RUNS: RUNS, SOP_FC_SEED: SEED, SOP_SHOPS: SHOPS },
)
run('build', ['tsup', '--silent'])
run('browser', ['vitest', 'run', '--project', 'browser'])
console.log('deep run: all passed')
