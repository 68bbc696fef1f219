import type { Calendar } from '../core/time/calendar.js'
import { createIssueList, SopError, type SopIssue } from '../core/checking/errors.js'
import { checkReferences } from './checking/checkReferences.js'
import { readShape } from './shape/readShape.js'
import type { PlanInput } from './types.js'

/** An input without mistakes, and the calendar that it describes. */
export interface CheckedInput {
  readonly input: PlanInput
  readonly calendar: Calendar
}

/** Reads an unknown value as a plan's input, or throws one SopError that lists every mistake. */
export function readPlanInput(value: unknown): CheckedInput {
  const { value: input, sound, issues: shape } = readShape(value)
  if (input === null || typeof input !== 'object' || Array.isArray(input)) throw new SopError(shape)
  const references = createIssueList()
  // A value of the wrong shape often breaks a reference as well: one report for each place is enough.
  const reported = new Set(shape.map((issue) => issue.path))
  const calendar = checkReferences(sound as PlanInput, reported, references)
  // What a record seems to lack, or to hold too much of, may only be the field whose value is wrong.
  const broken = new Set(shape.map(({ path }) => path.replace(/\.\w+(\[\d+\])*$/, '')))
  const follows = ({ code, path }: SopIssue): boolean =>
    (code === 'CONFLICT' || code === 'MISSING_VALUE' || code === 'EMPTY') && broken.has(path)
  const issues = [...shape, ...references.issues.filter((issue) => !reported.has(issue.path) && !follows(issue))]
  if (issues.length > 0 || calendar === undefined) throw new SopError(issues)
  return { input: input as PlanInput, calendar }
}

/**
 * Lists every mistake in a plan's input without planning: for forms, imports and services that report them.
 *
 * @param input - anything; meant to be a PlanInput
 * @returns the issues, each with path, value received and remedy; empty where the input can be planned
 * @example
 * ```ts
 * import { checkPlanInput } from 'sop-engine'
 * const issues = checkPlanInput({
 *   calendar: { start: '2027-01-01', months: 12 },
 *   items: [{ id: 'lamp' }],
 *   history: [{ itemId: 'lmap', start: '2026-01', quantities: [7, 9, 8] }],
 * })
 * issues[0]?.path // => 'history[0].itemId'
 * ```
 */
export function checkPlanInput(input: unknown): readonly SopIssue[] {
  try {
    readPlanInput(input)
    return []
  } catch (error) {
    if (error instanceof SopError) return error.issues
    throw error
  }
}
