import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildCommit, buildHere } from './builds.js'
import { compareBuilds } from './compareBuilds.js'
import { describeComparison } from './describe.js'

const ROOT = join(import.meta.dirname, '../../..')
const USAGE = `npm run --silent bench:against -- GITREF [FILES] [--pairs 5]

Builds that commit in a temporary worktree, runs its build and ours turn by turn, and prints the medians of the ratios
ours / theirs: processor time of each step, and the peak memory of the process up to its end. Below 1 ours is the better.
FILES export \`scenarios\`; without any, test/bench/plan.against.ts.`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pairs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
  })
  const [commit, ...named] = positionals
  const pairs = Number(values.pairs)
  if (values.help || commit === undefined || !(Number.isInteger(pairs) && pairs > 0)) {
    console.error(USAGE)
    return values.help ? 0 : 2
  }
  const files = (named.length > 0 ? named : ['test/bench/plan.against.ts']).map((file) => resolve(file))
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length > 0) {
    console.error(`No such file: ${missing.join(', ')}`)
    return 2
  }
  // The worktree is removed in any case: an interrupted run ends as a failed one.
  let interrupted = false
  const interrupt = (): void => void (interrupted = true)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  let remove = (): void => undefined
  try {
    const theirs = buildCommit(ROOT, commit)
    remove = theirs.remove
    const ours = buildHere(ROOT)
    console.log(
      `ours / theirs (${commit}), medians of ${pairs} pairs (lowest..highest ratio; medians of ours / theirs)`,
    )
    for (const file of files) {
      await compareBuilds(file, { ours, theirs }, pairs, (comparison) => {
        if (interrupted) throw new Error('interrupted')
        for (const line of describeComparison(comparison)) console.log(line)
      })
    }
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return 1
  } finally {
    remove()
  }
}

process.exitCode = await main()
