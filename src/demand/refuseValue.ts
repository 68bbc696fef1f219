import type { IssueList, SopErrorCode } from '../core/errors.js'

/** Adds one problem: what the value must be is both the message and, unless there is a better one, the remedy. */
export function refuse(
  issues: IssueList,
  code: SopErrorCode,
  path: string,
  value: unknown,
  what: string,
  remedy?: string,
): void {
  issues.add(code, path, value, `This must be ${what}.`, remedy ?? `Pass ${what}.`)
}

/** The code of a value that should have been a number within limits. */
export function numberCode(value: unknown): 'MISSING_VALUE' | 'WRONG_TYPE' | 'NOT_FINITE' | 'OUT_OF_RANGE' {
  if (value === undefined) return 'MISSING_VALUE'
  if (typeof value !== 'number') return 'WRONG_TYPE'
  return Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE'
}
