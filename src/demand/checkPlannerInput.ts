import { parseDay } from '../core/calendar.js'
import type { IssueList } from '../core/errors.js'

/** Quantities beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100

/** What a number must be. */
export interface NumberRule {
  /** Smallest value allowed. Default: any. */
  readonly min?: number
  /** Largest value allowed. Default 1e100 in size. */
  readonly max?: number
  /** Whether it must be a whole number. Default false. */
  readonly whole?: boolean
}

/** A quantity from zero. */
export const QUANTITY: NumberRule = { min: 0 }
/** A share or probability. */
export const SHARE: NumberRule = { min: 0, max: 1 }
/** A number of periods, from one. */
export const COUNT: NumberRule = { min: 1, max: 10_000, whole: true }

/** Adds a problem where a value is not an object with fields. */
export function checkObject(value: unknown, path: string, issues: IssueList): boolean {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true
  const code = value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
  issues.add(code, path, value, 'There is no object with fields.', 'Pass an object as the documentation shows.')
  return false
}

/** Adds a problem where a value is not a number that obeys the rule. */
export function checkNumber(value: unknown, path: string, issues: IssueList, rule: NumberRule = {}): boolean {
  const { min = -LARGEST, max = LARGEST, whole = false } = rule
  if (typeof value !== 'number') {
    const code = value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    issues.add(code, path, value, 'There is no number.', `Pass ${describeRule(rule)}.`)
    return false
  }
  if (!Number.isFinite(value)) {
    issues.add('NOT_FINITE', path, value, 'The number is not finite.', `Pass ${describeRule(rule)}.`)
    return false
  }
  if (value < min || value > max || (whole && !Number.isSafeInteger(value))) {
    const hint = max === 1 && value > 1 && value <= 100 ? `Pass ${value / 100} for ${value} %.` : undefined
    issues.add('OUT_OF_RANGE', path, value, 'The number lies outside its range.', hint ?? `Pass ${describeRule(rule)}.`)
    return false
  }
  return true
}

/** Adds every problem of a list of numbers; `length` is the number of entries it must have. */
export function checkNumbers(
  values: unknown,
  path: string,
  issues: IssueList,
  rule: NumberRule & { readonly length?: number } = {},
): boolean {
  if (!Array.isArray(values)) {
    const code = values === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    issues.add(code, path, values, 'There is no array of numbers.', 'Pass an array with one number by period.')
    return false
  }
  if (rule.length !== undefined && values.length !== rule.length) {
    const message = `The array has ${values.length} entries where ${rule.length} are needed.`
    issues.add('MISALIGNED', path, values.length, message, 'Pass one number for each period.')
    return false
  }
  if (values.length === 0) {
    issues.add('EMPTY', path, values, 'The array is empty.', 'Pass at least one number.')
    return false
  }
  let isGood = true
  for (let t = 0; t < values.length; t += 1) {
    isGood = checkNumber(values[t], `${path}[${t}]`, issues, rule) && isGood
  }
  return isGood
}

/** Adds a problem where a value is not a text of at least one character. */
export function checkText(value: unknown, path: string, issues: IssueList): boolean {
  if (typeof value === 'string' && value !== '') return true
  const code = value === undefined || value === '' ? 'MISSING_VALUE' : 'WRONG_TYPE'
  issues.add(code, path, value, 'There is no text.', 'Pass a text of at least one character.')
  return false
}

/** Adds a problem where a value is not a day. */
export function checkDay(value: unknown, path: string, issues: IssueList): void {
  if (parseDay(value) !== undefined) return
  const code = value === undefined ? 'MISSING_VALUE' : 'INVALID_DATE'
  issues.add(code, path, value, 'This day does not exist.', "Write it as 'YYYY-MM-DD'.")
}

/** Adds every problem of a list of objects that each have an id of their own. */
export function checkIds(values: unknown, path: string, issues: IssueList): boolean {
  if (!Array.isArray(values)) {
    const code = values === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    issues.add(code, path, values, 'There is no array.', 'Pass an array of objects, each with an id.')
    return false
  }
  const seen = new Set<unknown>()
  let isGood = true
  values.forEach((value: unknown, place) => {
    const at = `${path}[${place}]`
    if (!checkObject(value, at, issues)) {
      isGood = false
      return
    }
    const { id } = value as { id?: unknown }
    if (!checkText(id, `${at}.id`, issues)) isGood = false
    else if (seen.has(id)) {
      issues.add('DUPLICATE_ID', `${at}.id`, id, 'Two entries have one id.', 'Give each entry an id of its own.')
      isGood = false
    }
    seen.add(id)
  })
  return isGood
}

/** Adds a problem where weights have no sum above zero to share by. */
export function checkWeightSum(weights: readonly number[], path: string, issues: IssueList): void {
  if (weights.some((weight) => weight > 0)) return
  const remedy = 'Give at least one weight above zero, or leave all weights out for equal ones.'
  issues.add('EMPTY', path, weights, 'The weights sum to zero.', remedy)
}

/** Weights as shares that sum to one; they are measured by the largest, so that huge ones do not overflow. */
export function normalizeWeights(weights: readonly number[]): number[] {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0)
  const scaled = weights.map((weight) => weight / largest)
  const sum = scaled.reduce((a, b) => a + b, 0)
  return scaled.map((weight) => weight / sum)
}

function describeRule({ min, max, whole }: NumberRule): string {
  const kind = whole === true ? 'a whole number' : 'a finite number'
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`
  return min === undefined ? kind : `${kind} from ${min}`
}
