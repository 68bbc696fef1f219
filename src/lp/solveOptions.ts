import { type Check, flag, number, optional, QUANTITY, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { RUN_FIELDS } from '../core/running/runChecks.js'
import type { LpSolveOptions } from './solver.js'

/** A limit, from nothing to none at all. */
const limit: Check = (value, path, issues) => value === Infinity || number(QUANTITY)(value, path, issues)

/** Nodes of a search, or as many as it takes. */
export const nodeCount: Check = (value, path, issues) =>
  value === Infinity || number({ min: 0, whole: true })(value, path, issues)

const solveOptions = record<LpSolveOptions>({
  timeLimitSeconds: optional(limit),
  relativeGap: optional(limit),
  nodeLimit: optional(nodeCount),
  presolve: optional(flag),
  signal: RUN_FIELDS.signal,
})

/**
 * Refuses options of a solve that no solver could obey.
 *
 * @throws SopError that lists every option that there is not, and every one of the wrong kind or size
 */
export function checkSolveOptions(options: LpSolveOptions): void {
  const issues = createIssueList()
  solveOptions(options, 'options', issues)
  issues.throwIfAny()
}
