import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { examplesPlugin } from '../docs/examplesPlugin.js'
import { roomSources } from '../docs/checkTypes.js'
import type { Mutant } from './findMutants.js'
import { mutantsPlugin } from './mutantsPlugin.js'

const ROOT = join(import.meta.dirname, '../..')
const sample = JSON.parse(readFileSync(process.env['SOP_MUTANTS'] ?? '', 'utf8')) as Mutant[]

/** The tests of `npm test` over a source that holds a sample of changes. */
export default defineConfig({
  root: ROOT,
  plugins: [mutantsPlugin(ROOT, sample), examplesPlugin()],
  resolve: {
    alias: Object.entries(roomSources()).map(([name, replacement]) => ({ find: new RegExp(`^${name}$`), replacement })),
  },
  test: {
    include: ['test/**/*.test.ts'],
    // What compares texts of the source or measures it says nothing of a figure; the other rooms do not use those that are changed.
    exclude: ['consumers', 'browser', 'docs', 'gates', 'bench', 'math', 'lp', 'demand', 'production', 'examples'].map(
      (room) => `test/${room}/**`,
    ),
    setupFiles: [join(ROOT, 'test/mutants/chooseMutant.ts'), join(ROOT, 'test/gates/fixSeed.ts')],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['dot'],
    maxWorkers: 1,
  },
})
