import { type Check, type Fields, flag, optional, record, refuse } from '../core/checking/checks.js'
import type { IssueList } from '../core/checking/errors.js'

type Kind = 'number' | 'boolean' | 'string'

/** What `typeof` says of each field. */
type Kinds<T> = { readonly [Field in keyof T]-?: Kind }

// Whether a number is finite is for validateModel, which knows the place that each has in the model.
const CHECKS: Readonly<Record<Kind, Check>> = {
  number: (value, path, issues) =>
    typeof value === 'number' ||
    refuse(issues, 'WRONG_TYPE', path, value, 'a number, infinite where there is no bound'),
  boolean: flag,
  string: (value, path, issues) => typeof value === 'string' || refuse(issues, 'WRONG_TYPE', path, value, 'a text'),
}

/**
 * A reader of the options of columns or rows, of which a model has a hundred thousand: it looks at the kind of each value,
 * and only where one is not right puts into words what is wrong. Those options then count as left out.
 */
export function createOptionsReader<T extends object>(
  what: string,
  kinds: Kinds<T>,
  issues: IssueList,
): (options: T, index: number) => Partial<T> {
  const known = new Map<string, Kind>(Object.entries(kinds))
  const check = record<T>(
    Object.fromEntries([...known].map(([field, kind]) => [field, optional(CHECKS[kind])])) as Fields<T>,
  )
  const isRight = (options: T): boolean => {
    if (options === null || typeof options !== 'object' || Array.isArray(options)) return false
    for (const field in options) {
      const value = options[field]
      if (value !== undefined && typeof value !== known.get(field)) return false
    }
    return true
  }
  return (options, index) => (isRight(options) || check(options, `${what}[${index}]`, issues) ? options : {})
}
