import { describeValue } from './describeValue.js'

export { describeValue } from './describeValue.js'

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
 * `cause` is what another program threw or gave as its reason: the failure of an engine, the `reason` of a signal.
 */
export class SopError extends Error {
  override readonly name: string = MARK
  readonly code: SopErrorCode
  readonly path: string
  readonly issues: readonly SopIssue[]

  constructor(issues: readonly SopIssue[], options: { readonly cause?: unknown } = {}) {
    super(summarize(issues), options)
    const first = issues[0]
    this.code = first === undefined || issues.some((issue) => issue.code !== first.code) ? 'INVALID_INPUT' : first.code
    this.path = first?.path ?? ''
    this.issues = issues
  }
}

/** Problems that a message shows; the rest it counts by field. */
const SHOWN = 20
/** Fields that it names with their counts. */
const COUNTED = 10

function summarize(issues: readonly SopIssue[]): string {
  const lines = issues
    .slice(0, SHOWN)
    .map(
      (issue) =>
        `${issue.path === '' ? 'input' : issue.path}: ${issue.message} Received ${issue.received}. ${issue.remedy}`,
    )
  if (issues.length === 1) return lines[0] as string
  const rest = issues.length > SHOWN ? [countByField(issues.slice(SHOWN))] : []
  return `${issues.length} problems in the input:\n${[...lines, ...rest].map((line) => `- ${line}`).join('\n')}`
}

/** `15980 more: history[].quantities (15000), items[].price (980)`. */
function countByField(issues: readonly SopIssue[]): string {
  const counts = new Map<string, number>()
  for (const { path } of issues) {
    const field = path === '' ? 'input' : path.replace(/\[\d+\]/g, '[]')
    counts.set(field, (counts.get(field) ?? 0) + 1)
  }
  // Of equal counts the field that came first.
  const fields = [...counts].sort((a, b) => b[1] - a[1])
  const named = fields.slice(0, COUNTED).map(([field, count]) => `${field} (${count})`)
  const others = fields.length - named.length
  return `${issues.length} more: ${named.join(', ')}${others > 0 ? ` and ${others} other fields` : ''}`
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

/** Collects problems while an input is read, so that all of them are reported at once. */
export interface IssueList {
  readonly issues: SopIssue[]
  add(code: SopErrorCode, path: string, value: unknown, message: string, remedy: string): void
  /** Throws one SopError that lists everything collected; does nothing where nothing was. */
  throwIfAny(): void
}

/** Adds what a second look found, but for places where the first had found something already. */
export function addUnreported(issues: IssueList, found: readonly SopIssue[]): void {
  const reported = new Set(issues.issues.map(({ path }) => path))
  issues.issues.push(...found.filter(({ path }) => !reported.has(path)))
}

const AWAIT = 'Write `await` before what gives it.'

/** Starts an empty list of problems. */
export function createIssueList(): IssueList {
  const issues: SopIssue[] = []
  return {
    issues,
    add(code, path, value, message, remedy) {
      const received = describeValue(value)
      // Of what is not there yet nothing else can be said.
      issues.push({ code, path, message, received, remedy: received === 'a Promise' ? AWAIT : remedy })
    },
    throwIfAny() {
      if (issues.length > 0) throw new SopError(issues)
    },
  }
}

/** Throws one problem; for what is met when the input as a whole was read before. */
export function throwIssue({ value, ...issue }: Omit<SopIssue, 'received'> & { readonly value: unknown }): never {
  throw new SopError([{ ...issue, received: describeValue(value) }])
}
