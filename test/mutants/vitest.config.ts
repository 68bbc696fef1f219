import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const ROOT = join(import.meta.dirname, '../..')

/** One process that loads the bundled tests and asks them of change after change. */
export default defineConfig({
  root: ROOT,
  test: {
    include: ['test/mutants/askTests.driver.ts'],
    setupFiles: [join(ROOT, 'test/gates/fixSeed.ts')],
    reporters: ['dot'],
    maxWorkers: 1,
    pool: 'forks',
  },
})
