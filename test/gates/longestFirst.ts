import { join } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The test files that take more than a minute in the deep run, the longest first. A clean clone knows no durations: a file
 * of ten minutes would begin when the others are nearly done, and one core would wait for it.
 */
export const LONGEST: readonly string[] = [
  'test/production/wholeUnits/firstHalf.test.ts',
  'test/production/wholeUnits/secondHalf.test.ts',
  'test/plan/monotony.properties.test.ts',
  'test/plan/plan.properties.test.ts',
  'test/scenario/laws.properties.test.ts',
  'test/plan/tampering.test.ts',
  'test/plan/mutation.test.ts',
  'test/plan/replan.properties.test.ts',
  'test/plan/previousPlan.properties.test.ts',
  'test/review/roundingAtTheClose.test.ts',
  'test/review/attributeDifference.test.ts',
]

const ROOT = join(import.meta.dirname, '../..')
const RANKS = new Map(LONGEST.map((file, rank) => [join(ROOT, file), rank]))

/** Runs the files of a project in vitest's order, but the longest before all others. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rankOf = ({ moduleId }: TestSpecification): number => RANKS.get(moduleId) ?? LONGEST.length
    // One project after the other: processes are shared within one.
    return [...new Set(sorted.map(({ project }) => project))].flatMap((project) =>
      sorted.filter((file) => file.project === project).sort((a, b) => rankOf(a) - rankOf(b)),
    )
  }
}
