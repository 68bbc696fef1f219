import { isSopError, type IssueList } from '../core/errors.js'
import { type MoneyInput, type MoneyScale, toMinor } from '../core/money.js'
import { checkTerms, type PaymentTerms } from '../core/terms.js'

/** Checks that add what they find to one list of problems. */
export interface InputChecks {
  readonly issues: IssueList
  /** A finite number that is not negative; true where it is one. */
  quantity(value: unknown, path: string): boolean
  /** Finite numbers, none negative, one per period. */
  quantities(values: unknown, path: string, count: number): void
  /** An amount of money; its minor units, or undefined where it is none. */
  money(value: MoneyInput | undefined, path: string, options?: { readonly negative?: boolean }): number | undefined
  moneys(values: readonly MoneyInput[], path: string, count: number, options?: { readonly negative?: boolean }): void
  /** A text that is not empty and, with `seen`, not there before. */
  id(value: unknown, path: string, seen?: Set<string>): void
  terms(terms: PaymentTerms | undefined, path: string): void
  /** A share of 0 to 1. */
  share(value: unknown, path: string): void
}

/** Starts the checks of an input whose money lies on a grid. */
export function createInputChecks(issues: IssueList, scale: MoneyScale): InputChecks {
  const quantity: InputChecks['quantity'] = (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      issues.add('NOT_FINITE', path, value, 'This must be a finite number.', 'Give zero or more.')
      return false
    }
    if (value < 0) issues.add('OUT_OF_RANGE', path, value, 'This cannot be negative.', 'Give zero or more.')
    return value >= 0
  }
  const aligned = (values: unknown, path: string, count: number): values is readonly unknown[] => {
    if (!Array.isArray(values)) {
      issues.add('MISSING_VALUE', path, values, 'An array is missing here.', `Give ${count} values, one per period.`)
      return false
    }
    if (values.length === count) return true
    issues.add(
      'MISALIGNED',
      path,
      values.length,
      `The calendar has ${count} periods.`,
      `Give ${count} values, one per period.`,
    )
    return false
  }
  const money: InputChecks['money'] = (value, path, options = {}) => {
    let minor: number
    try {
      minor = toMinor(value as MoneyInput, scale, path)
    } catch (error) {
      if (isSopError(error)) issues.issues.push(...error.issues)
      else
        issues.add(
          'WRONG_TYPE',
          path,
          value,
          'This is not an amount of money.',
          "Give a number as 12.5, or a string as '12.50'.",
        )
      return undefined
    }
    if (minor < 0 && options.negative !== true) {
      issues.add('OUT_OF_RANGE', path, value, 'This amount cannot be negative.', 'Give zero or more.')
      return undefined
    }
    return minor
  }
  return {
    issues,
    quantity,
    quantities(values, path, count) {
      if (!aligned(values, path, count)) return
      for (let t = 0; t < count; t++) {
        const value = values[t]
        // The path is written only where it is needed: most inputs are right.
        if (typeof value !== 'number' || !(value >= 0 && value < Number.POSITIVE_INFINITY))
          quantity(value, `${path}[${t}]`)
      }
    },
    money,
    moneys(values, path, count, options) {
      if (!aligned(values, path, count)) return
      for (let t = 0; t < count; t++) money(values[t], `${path}[${t}]`, options)
    },
    id(value, path, seen) {
      if (typeof value !== 'string' || value === '') {
        issues.add('MISSING_VALUE', path, value, 'An id is missing here.', 'Give a text that is not empty.')
      } else if (seen?.has(value) === true) {
        issues.add(
          'DUPLICATE_ID',
          path,
          value,
          `'${value}' is there twice.`,
          'Give every one an id of its own, or add the two up.',
        )
      } else seen?.add(value)
    },
    terms(terms, path) {
      if (terms === undefined) return
      if (typeof terms !== 'object' || terms === null || !('netDays' in terms || Array.isArray(terms.profile))) {
        issues.add(
          'WRONG_TYPE',
          path,
          terms,
          'These are no payment terms.',
          'Give { netDays: 30 } or { profile: [0.2, 0.8] }.',
        )
      } else checkTerms(terms, path, issues)
    },
    share(value, path) {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        issues.add('NOT_FINITE', path, value, 'A share must be a finite number.', 'Write 21 % as 0.21.')
      } else if (value < 0 || value > 1) {
        issues.add('OUT_OF_RANGE', path, value, 'A share lies between 0 and 1.', 'Write 21 % as 0.21.')
      }
    },
  }
}
