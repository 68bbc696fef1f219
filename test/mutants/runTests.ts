import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const CONFIG = join(import.meta.dirname, 'vitest.config.ts')

/** How a run of tests ended: `hung` is one that a change keeps from ending. */
export type Verdict = 'passed' | 'failed' | 'hung'

/** What a run of test files needs beside their names. */
export interface TestRun {
  /** File with the sample as JSON. */
  readonly sampleFile: string
  /** Place of the change in the sample; none for the source as it is. */
  readonly mutant?: number
  /** File to which each test file writes what it reached. */
  readonly reachedFile?: string
  readonly limitSeconds: number
  /** How often a property is tried. */
  readonly runs: number
}

/** Runs test files in a process of their own, until the first test fails or the limit is over. */
export function runTests(files: readonly string[], options: TestRun): Promise<Verdict> {
  const { sampleFile, mutant, reachedFile, limitSeconds, runs } = options
  const bail = mutant === undefined ? [] : ['--bail=1']
  return new Promise((resolve) => {
    const child = spawn('npx', ['vitest', 'run', '--config', CONFIG, ...bail, ...files], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', mutant === undefined ? 'inherit' : 'ignore'],
      // A group of its own, so that its workers end with it.
      detached: true,
      env: {
        ...process.env,
        CI: 'true',
        SOP_FC_RUNS: String(runs),
        SOP_MUTANTS: sampleFile,
        ...(mutant !== undefined && { SOP_MUTANT: String(mutant) }),
        ...(reachedFile !== undefined && { SOP_MUTANTS_REACHED: reachedFile }),
      },
    })
    let hung = false
    const limit = setTimeout(() => {
      hung = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, limitSeconds * 1000)
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve(hung ? 'hung' : code === 0 ? 'passed' : 'failed')
    })
  })
}
