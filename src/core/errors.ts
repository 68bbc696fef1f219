/** Every kind of mistake that a caller can make; the set is closed, so a `switch` over it can be exhaustive. */
export type SopErrorCode =
  | 'INVALID_INPUT' // several kinds at once, or a shape that fits no other code
  | 'MISSING_VALUE'
  | 'WRONG_TYPE'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_ID'
  | 'DUPLICATE_ID'
  | 'OUT_OF_RANGE'
  | 'NOT_FINITE'
  | 'MISALIGNED'
  | 'INVALID_DATE'
  | 'PERIODS_OUT_OF_ORDER'
  | 'CYCLE'
  | 'MISSING_CONVERSION'
  | 'CURRENCY_MISMATCH'
  | 'NO_CAPACITY'
  | 'EMPTY'
  | 'CONFLICT'
  | 'MONEY_OVERFLOW'
  | 'UNBALANCED'
  | 'SOLVER_FAILED'
  | 'ABORTED'

/** One problem in the input: where it is, what was found there, and what to do about it. */
export interface SopIssue {
  readonly code: SopErrorCode
  /** Place in the input, as in `items[3].leadTimeDays`; an empty string for the input as a whole. */
  readonly path: string
  /** What is wrong, in one sentence. */
  readonly message: string
  /** The value found, as short text (`undefined` where nothing was given). */
  readonly received: string
  /** What the caller can do to mend it. */
  readonly remedy: string
}

const MARK = 'SopError'

/**
 * The one error that the library throws: it lists every problem found, not only the first.
 *
 * `code` and `path` are those of the first issue; where the issues are of different kinds, `code` is `INVALID_INPUT`.
 */
export class SopError extends Error {
  override readonly name: string = MARK
  readonly code: SopErrorCode
  readonly path: string
  readonly issues: readonly SopIssue[]

  constructor(issues: readonly SopIssue[]) {
    super(summarize(issues))
    const first = issues[0]
    this.code = first === undefined || issues.some((issue) => issue.code !== first.code) ? 'INVALID_INPUT' : first.code
    this.path = first?.path ?? ''
    this.issues = issues
  }
}

function summarize(issues: readonly SopIssue[]): string {
  const lines = issues.map(
    (issue) =>
      `${issue.path === '' ? 'input' : issue.path}: ${issue.message} Received ${issue.received}. ${issue.remedy}`,
  )
  return lines.length === 1
    ? (lines[0] as string)
    : `${lines.length} problems in the input:\n${lines.map((line) => `- ${line}`).join('\n')}`
}

/**
 * Tells whether a caught value is a SopError, also across the ESM and the CommonJS build, where `instanceof` fails.
 *
 * @param error - anything that was thrown
 * @returns true for a SopError of any copy of this library
 * @example
 * ```ts
 * import { createCalendar, isSopError } from 'sop-engine'
 * try {
 *   createCalendar({ start: '2027-02-30', months: 12 })
 * } catch (error) {
 *   if (!isSopError(error)) throw error
 *   error.issues[0]?.path // => 'start'
 * }
 * ```
 */
export function isSopError(error: unknown): error is SopError {
  // By its marks alone: an error of another window or vm context is no instance of this one's Error.
  const { name, stack, issues } = (error ?? {}) as Partial<SopError>
  return name === MARK && typeof stack === 'string' && Array.isArray(issues)
}

/** Short text of a value for an error message. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'function') return 'a function'
  let text: string
  try {
    text = JSON.stringify(value) ?? String(value)
  } catch {
    text = Object.prototype.toString.call(value)
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

/** Collects problems while an input is read, so that all of them are reported at once. */
export interface IssueList {
  readonly issues: SopIssue[]
  add(code: SopErrorCode, path: string, value: unknown, message: string, remedy: string): void
  /** Throws one SopError that lists everything collected; does nothing where nothing was. */
  throwIfAny(): void
}

/** Starts an empty list of problems. */
export function createIssueList(): IssueList {
  const issues: SopIssue[] = []
  return {
    issues,
    add(code, path, value, message, remedy) {
      issues.push({ code, path, message, received: describeValue(value), remedy })
    },
    throwIfAny() {
      if (issues.length > 0) throw new SopError(issues)
    },
  }
}
