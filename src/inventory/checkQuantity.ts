import type { IssueList } from '../core/errors.js'

/** Adds an issue for a quantity that is not a finite number, or is negative; tells whether it is sound. */
export function checkQuantity(value: number, path: string, issues: IssueList): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    issues.add('NOT_FINITE', path, value, 'It must be a finite number.', 'Give zero or more.')
    return false
  }
  if (value < 0) {
    issues.add('OUT_OF_RANGE', path, value, 'It must not be negative.', 'Give zero or more.')
    return false
  }
  return true
}
