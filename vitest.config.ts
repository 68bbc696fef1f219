import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'
import { roomSources } from './test/docs/checkTypes.js'
import { examplesPlugin } from './test/docs/examplesPlugin.js'
import { LongestFirst } from './test/gates/longestFirst.js'

/** The zones that the calendar tests run under; each is a project with processes of its own. */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Apia', 'Pacific/Kiritimati', 'Asia/Kolkata'] as const

const CALENDAR_TESTS = 'test/core/calendar*.test.ts'
const NEEDS_BUILD = ['test/consumers/**', 'test/browser/**']

/** Properties take more time as they get more runs; what hangs must end, on a machine that has other work too. */
const testTimeout = Number(process.env['SOP_FC_RUNS'] ?? 100) >= 300 ? 900_000 : 60_000

/** Repeats at the very end what a test left in `task.meta.closing`. */
const closingLines: Reporter = {
  onTestRunEnd(testModules: readonly TestModule[]) {
    for (const testModule of testModules) {
      for (const testCase of testModule.children.allTests()) {
        const { closing } = testCase.meta() as { closing?: string }
        if (closing !== undefined) process.stdout.write(`${closing}\n`)
      }
    }
  },
}

export default defineConfig({
  test: {
    reporters: ['default', closingLines],
    setupFiles: [join(import.meta.dirname, 'test/gates/fixSeed.ts')],
    testTimeout,
    hookTimeout: testTimeout,
    // Vitest would leave one core to whoever waits for it.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        plugins: [examplesPlugin()],
        resolve: {
          alias: Object.entries(roomSources()).map(([name, replacement]) => ({
            find: new RegExp(`^${name}$`),
            replacement,
          })),
        },
        test: {
          name: 'all',
          // Files share their processes: to load and to warm up a library of pure functions anew for each of two hundred files takes more
          // than half of the time. A test that changes something global puts it back.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [CALENDAR_TESTS, 'test/gates/timeZone.test.ts', ...NEEDS_BUILD],
        },
      },
      ...ZONES.map((zone) => ({
        extends: true as const,
        test: {
          name: `TZ=${zone}`,
          include: [CALENDAR_TESTS, 'test/gates/timeZone.test.ts'],
          pool: 'forks' as const,
          env: { TZ: zone, EXPECTED_ZONE: zone },
        },
      })),
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/consumers/*.test.ts'],
          globalSetup: [join(import.meta.dirname, 'test/consumers/installPackage.ts')],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          globalSetup: [join(import.meta.dirname, 'test/consumers/installPackage.ts')],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'places',
          include: ['test/consumers/places/*.test.ts'],
          globalSetup: [
            join(import.meta.dirname, 'test/consumers/installPackage.ts'),
            join(import.meta.dirname, 'test/consumers/places/installPlaces.ts'),
          ],
          testTimeout: 600_000,
        },
      },
    ],
  },
})
