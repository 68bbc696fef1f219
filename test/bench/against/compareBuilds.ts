import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build as bundle } from 'esbuild'
import type { Build } from './builds.js'
import { inWordsOf } from './inputWords.js'
import type { RunReport, Scenario } from './scenario.js'

/** What the runs of one scenario took on both builds, pair by pair. */
export interface Comparison {
  readonly scenario: string
  readonly ours: readonly RunReport[]
  readonly theirs: readonly RunReport[]
}

/**
 * Runs every scenario of a file on both builds, turn by turn, each run in a new process, so that neither build gains
 * from what the other has warmed up.
 *
 * @param file a module that exports `scenarios`
 * @param builds ours and theirs
 * @param pairs runs on each build
 * @param report is told of each scenario when its runs are done
 */
export async function compareBuilds(
  file: string,
  builds: { readonly ours: Build; readonly theirs: Build },
  pairs: number,
  report: (comparison: Comparison) => void,
): Promise<void> {
  const { scenarios } = (await import(file)) as { scenarios?: readonly Scenario[] }
  if (scenarios === undefined) throw new Error(`${basename(file)} exports no scenarios`)
  const folder = mkdtempSync(join(tmpdir(), 'sop-engine-scenarios-'))
  try {
    const script = join(folder, 'run.mjs')
    // One plain script: a loader of TypeScript in the process would add its own memory to both sides.
    await bundle({
      stdin: {
        contents: `
          import { scenarios } from ${JSON.stringify(file)}
          import { runScenario } from ${JSON.stringify(join(import.meta.dirname, 'runScenario.ts'))}
          await runScenario(scenarios, process.argv.slice(2))`,
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      external: ['#glpk'],
      outfile: script,
      logLevel: 'error',
    })
    for (const [index, scenario] of scenarios.entries()) {
      const input = scenario.makeInput()
      const reports: Record<keyof typeof builds, RunReport[]> = { ours: [], theirs: [] }
      for (const side of ['ours', 'theirs'] as const) {
        writeFileSync(join(folder, `${side}.json`), JSON.stringify(inWordsOf(input, builds[side].schema)))
      }
      for (let pair = 0; pair < pairs; pair += 1) {
        // Each goes first in every other pair: what the machine does slowly on its way up or down cancels out.
        for (const side of pair % 2 === 0 ? (['theirs', 'ours'] as const) : (['ours', 'theirs'] as const)) {
          const out = join(folder, 'report.json')
          // On one thread, processor time is what the work took, whatever else the machine does.
          execFileSync(
            process.execPath,
            ['--single-threaded', script, String(index), builds[side].entry, join(folder, `${side}.json`), out],
            { stdio: ['ignore', 'ignore', 'inherit'] },
          )
          reports[side].push(JSON.parse(readFileSync(out, 'utf8')) as RunReport)
        }
      }
      report({ scenario: scenario.name, ...reports })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
