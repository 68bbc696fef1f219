import {
  checkLength,
  isRecord,
  list,
  type Names,
  number,
  type NumberRule,
  numbers,
  refuse,
  refuseUnknown,
  text,
} from '../core/checking/checks.js'
import type { IssueList } from '../core/checking/errors.js'

/** Quantities beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100

/** A quantity from zero. */
export const QUANTITY: NumberRule = { min: 0 }
/** A number of periods, from one. */
export const COUNT: NumberRule = { min: 1, max: 10_000, whole: true }

/** Whether a value is an object; adds a problem where it is none, and for every field that it should not have. */
export function checkObject<T>(value: unknown, path: string, issues: IssueList, names: Names<T>): boolean {
  if (!isRecord(value, path, issues, names)) return false
  refuseUnknown(value, path, names, issues)
  return true
}

/** Adds a problem where a value is not a number that obeys the rule. */
export function checkNumber(value: unknown, path: string, issues: IssueList, rule: NumberRule = {}): boolean {
  if (!number(rule)(value, path, issues)) return false
  return (
    Math.abs(value as number) <= LARGEST || refuse(issues, 'OUT_OF_RANGE', path, value, `at most ${LARGEST} in size`)
  )
}

/** Adds every problem of a list of numbers; `length` is the number of entries it must have. */
export function checkNumbers(
  values: unknown,
  path: string,
  issues: IssueList,
  rule: NumberRule & { readonly length?: number } = {},
): boolean {
  if (rule.length !== undefined && !checkLength(values, path, rule.length, 'periods', issues)) return false
  if (!numbers({ ...rule, least: 1 })(values, path, issues)) return false
  const size: NumberRule = { orNull: rule.orNull === true }
  return (values as readonly number[]).every((value, t) => checkNumber(value, `${path}[${t}]`, issues, size))
}

/** Adds every problem of a list of objects that each have an id of their own. */
export function checkIds<T extends { readonly id: string }>(
  values: unknown,
  path: string,
  issues: IssueList,
  names: Names<T>,
): boolean {
  const isGood = list((value, at, into) => {
    return checkObject<T>(value, at, into, names) && text((value as T).id, `${at}.id`, into)
  })(values, path, issues)
  if (!Array.isArray(values)) return false
  const seen = new Set<unknown>()
  let isUnique = true
  values.forEach((value: { readonly id?: unknown } | null | undefined, place) => {
    const id = value?.id
    if (seen.has(id)) {
      isUnique = false
      issues.add('DUPLICATE_ID', `${path}[${place}].id`, id, 'Two entries have one id.', 'Give each an id of its own.')
    }
    if (typeof id === 'string') seen.add(id)
  })
  return isGood && isUnique
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
