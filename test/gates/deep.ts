import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * The deep run: every test file with properties again, with 1,000 runs of each, then the browser. By hand with more:
 * `npm run test:deep -- --runs 10000`.
 */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000' } } })
const RUNS = values.runs
if (!/^[1-9]\d*$/.test(RUNS)) throw new Error(`--runs is a whole number above zero, not '${RUNS}'`)
const ROOT = join(import.meta.dirname, '../..')

const withProperties = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => readFileSync(file, 'utf8').includes('SOP_FC_RUNS'))
  .map((file) => relative(ROOT, file))

function run(title: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  console.log(`deep run: ${title}`)
  const { status } = spawnSync('npx', [...command], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) {
    console.log(`deep run: FAILED at ${title}`)
    process.exit(1)
  }
}

if (withProperties.length === 0) throw new Error('No test file reads SOP_FC_RUNS')
run(
  `${RUNS} runs of each property in ${withProperties.length} files`,
  ['vitest', 'run', '--project', 'all', '--project', 'TZ=UTC', ...withProperties],
  { SOP_FC_RUNS: RUNS },
)
run('build', ['tsup', '--silent'])
run('browser', ['vitest', 'run', '--project', 'browser'])
console.log('deep run: all passed')
