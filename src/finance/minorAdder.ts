import { createIssueList } from '../core/checking/errors.js'

/** Adds whole minor units; a SopError where the sum can no longer be kept exactly. */
export function createMinorAdder(path: string): (a: number, b: number) => number {
  return (a, b) => {
    const sum = a + b
    if (!Number.isSafeInteger(sum)) {
      const issues = createIssueList()
      issues.add(
        'MONEY_OVERFLOW',
        path,
        sum,
        'The sum passes 2^53 minor units, beyond which money cannot be kept exactly.',
        'Plan in a larger unit, as thousands.',
      )
      issues.throwIfAny()
    }
    return sum
  }
}
