import type { IssueList, SopErrorCode } from './errors.js'
import { suggestName } from './suggestName.js'

/**
 * Adds everything that is wrong with a value to the list, and tells whether nothing was.
 *
 * A check stands for what a value may be. They are put together as types are: `record({ id: text, price: optional(number(QUANTITY)) })`.
 */
export type Check = (value: unknown, path: string, issues: IssueList) => boolean

/** One check for each field of a record; a field that the type has and the checks have not is an error of types. */
export type Fields<T> = { readonly [Field in T extends unknown ? keyof T : never]-?: Check }

/** What a number must be; finite in any case. */
export interface NumberRule {
  /** Smallest value allowed. */
  readonly min?: number
  /** The value must be above this. */
  readonly above?: number
  /** Largest value allowed. */
  readonly max?: number
  /** The value must be below this. */
  readonly below?: number
  /** Whether it must be a whole number. Default false. */
  readonly whole?: boolean
  /** Whether null may stand for a value that is not known. Default false. */
  readonly orNull?: boolean
}

/** Any finite number. */
const FINITE: NumberRule = {}
/** A quantity, from zero. */
export const QUANTITY: NumberRule = { min: 0 }
/** A number above zero. */
export const POSITIVE: NumberRule = { above: 0 }
/** A share, both ends included. */
export const SHARE: NumberRule = { min: 0, max: 1 }
/** A probability that is neither never nor always. */
export const PROBABILITY: NumberRule = { above: 0, below: 1 }
/** A number of things, from one. */
export const COUNT: NumberRule = { min: 1, whole: true }

/** Adds a problem: what the value must be is both the message and, unless there is a better one, the remedy. */
export function refuse(
  issues: IssueList,
  code: SopErrorCode,
  path: string,
  value: unknown,
  what: string,
  remedy = `Pass ${what}.`,
): false {
  issues.add(code, path, value, `This must be ${what}.`, remedy)
  return false
}

/** The code of a value that is not of its type. */
const typeCode = (value: unknown): SopErrorCode => (value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE')

/** The code of a value that should have been a number within limits. */
export function numberCode(value: unknown): SopErrorCode {
  if (typeof value !== 'number') return typeCode(value)
  return Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE'
}

/** What a rule asks for, in words. */
function describeRule({ min, above, max, below, whole, orNull }: NumberRule): string {
  const lower = min !== undefined ? ` from ${min}` : above !== undefined ? ` above ${above}` : ''
  const upper = max !== undefined ? ` up to ${max}` : below !== undefined ? ` below ${below}` : ''
  const kind = whole === true ? 'a whole number' : 'a finite number'
  return `${kind}${lower}${lower !== '' && upper.startsWith(' below') ? ' and' : ''}${upper}${orNull === true ? ', or null where it is not known' : ''}`
}

function obeys(value: number, { min, above, max, below, whole }: NumberRule): boolean {
  return (
    !(min !== undefined && value < min) &&
    !(above !== undefined && value <= above) &&
    !(max !== undefined && value > max) &&
    !(below !== undefined && value >= below) &&
    !(whole === true && !Number.isSafeInteger(value))
  )
}

/** A finite number that obeys the rule. */
export function number(rule: NumberRule = FINITE): Check {
  return (value, path, issues) => {
    if (typeof value === 'number' ? Number.isFinite(value) && obeys(value, rule) : value === null && rule.orNull)
      return true
    const code = numberCode(value)
    const percent = Number(value)
    const isPercent = code === 'OUT_OF_RANGE' && (rule.max ?? rule.below) === 1 && percent > 1 && percent <= 100
    const remedy = isPercent ? `Pass ${percent / 100} for ${percent} %.` : undefined
    return refuse(issues, code, path, value, describeRule(rule), remedy)
  }
}

/** How many entries a list must have. */
export interface ListRule {
  /** Fewest entries. Default 0. */
  readonly least?: number
}

/** Whether a value is an array of enough entries. */
function isList(
  value: unknown,
  path: string,
  issues: IssueList,
  what: string,
  { least = 0 }: ListRule,
): value is unknown[] {
  if (!Array.isArray(value)) return refuse(issues, typeCode(value), path, value, `an array of ${what}`)
  if (value.length >= least) return true
  return refuse(issues, 'EMPTY', path, value, `an array of ${what}, at least ${least}`)
}

/** An array of numbers that all obey the rule. */
export function numbers(rule: NumberRule & ListRule = FINITE): Check {
  const one = number(rule)
  return (values, path, issues) => {
    if (!isList(values, path, issues, 'numbers', rule)) return false
    let isGood = true
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      // The path is written only where it is needed: most inputs are right.
      if (typeof value === 'number' && Number.isFinite(value) && obeys(value, rule)) continue
      isGood = one(value, `${path}[${i}]`, issues) && isGood
    }
    return isGood
  }
}

/** A number that holds in every period, or an array of one for each. */
export function perPeriodNumber(rule: NumberRule = FINITE): Check {
  const [one, many] = [number(rule), numbers(rule)]
  return (value, path, issues) => (Array.isArray(value) ? many : one)(value, path, issues)
}

/** A text of at least one character: an id or a name. */
export const text: Check = (value, path, issues) => {
  if (typeof value === 'string' && value !== '') return true
  return refuse(issues, value === '' ? 'MISSING_VALUE' : typeCode(value), path, value, 'a text that is not empty')
}

/** True or false. */
export const flag: Check = (value, path, issues) =>
  typeof value === 'boolean' || refuse(issues, typeCode(value), path, value, 'true or false')

/** A function. */
export const callable: Check = (value, path, issues) =>
  typeof value === 'function' || refuse(issues, typeCode(value), path, value, 'a function')

/** Anything at all that is given. */
export const anything: Check = (value, path, issues) =>
  value !== undefined || refuse(issues, 'MISSING_VALUE', path, value, 'given')

/** One of a few texts. */
export function oneOf(...choices: readonly string[]): Check {
  return (value, path, issues) => {
    if (choices.includes(value as string)) return true
    const code = typeof value === 'string' ? 'OUT_OF_RANGE' : typeCode(value)
    const remedy = typeof value === 'string' ? suggestName(value, choices) : undefined
    return refuse(issues, code, path, value, `one of ${choices.join(', ')}`, remedy)
  }
}

/** What may be left out. */
export function optional(check: Check): Check {
  return (value, path, issues) => value === undefined || check(value, path, issues)
}

/** What may be null. */
export function orNull(check: Check): Check {
  return (value, path, issues) => value === null || check(value, path, issues)
}

/** An array whose entries all pass the check. */
export function list(check: Check, rule: ListRule = {}): Check {
  return (values, path, issues) => {
    if (!isList(values, path, issues, 'entries', rule)) return false
    let isGood = true
    // Holes, too: forEach would leave them out.
    for (let i = 0; i < values.length; i++) isGood = check(values[i], `${path}[${i}]`, issues) && isGood
    return isGood
  }
}

const listNames = (names: object): string => `the fields are ${Object.keys(names).join(', ')}.`

/** Whether a value is an object of fields, as no array, Map, Date or promise is. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Object.prototype.toString.call(value) === '[object Object]'

/** Whether a value has fields, as a record of the caller's has; a problem that names them where it has none. */
export function isRecord(
  value: unknown,
  path: string,
  issues: IssueList,
  names?: object,
): value is Readonly<Record<string, unknown>> {
  return (
    isPlain(value) ||
    refuse(issues, typeCode(value), path, value, 'an object with fields', names && `Pass one; ${listNames(names)}`)
  )
}

/** A record with these fields and no others. */
export function record<T>(fields: Fields<T>): Check {
  const checks = fields as Readonly<Record<string, Check>>
  const known = Object.entries(checks)
  return (value, path, issues) => {
    if (!isRecord(value, path, issues, checks)) return false
    const under = path === '' ? '' : `${path}.`
    let isGood = refuseUnknown(value, path, checks, issues)
    for (const [field, check] of known) isGood = check(value[field], `${under}${field}`, issues) && isGood
    return isGood
  }
}

/** A record with these fields and any others: of what a function returned, more comes back than is read. */
export function having(fields: Readonly<Record<string, Check>>): Check {
  return (value, path, issues) => {
    if (!isRecord(value, path, issues)) return false
    let isGood = true
    for (const [field, check] of Object.entries(fields))
      isGood = check(value[field], `${path}.${field}`, issues) && isGood
    return isGood
  }
}

/** The names of all fields of a type. */
export type Names<T> = { readonly [Field in T extends unknown ? keyof T : never]-?: unknown }

/** Adds a problem for every field that is not among those known, with the one that it most likely means. */
export function refuseUnknown<T>(value: object, path: string, names: Names<T>, issues: IssueList): boolean {
  let isGood = true
  for (const [field, part] of Object.entries(value)) {
    if (Object.hasOwn(names, field) || part === undefined) continue
    const meant = suggestName(field, Object.keys(names))
    const remedy = meant ? `${meant} Otherwise remove it.` : `Correct its name or remove it; ${listNames(names)}`
    issues.add(
      'UNKNOWN_FIELD',
      path === '' ? field : `${path}.${field}`,
      part,
      `There is no field '${field}' here.`,
      remedy,
    )
    isGood = false
  }
  return isGood
}

/** A record whose names are the caller's own. */
export function recordOf(check: Check): Check {
  return (value, path, issues) => {
    if (!isRecord(value, path, issues)) return false
    let isGood = true
    for (const [field, part] of Object.entries(value)) isGood = check(part, `${path}.${field}`, issues) && isGood
    return isGood
  }
}

/** An object that the library asks for what it needs: a solver, a signal. */
export const instance: Check = (value, path, issues) =>
  (value !== null && typeof value === 'object') || refuse(issues, typeCode(value), path, value, 'an object')

/** Adds a problem for every id that is there before. */
export function checkUniqueIds(ids: readonly unknown[], pathOf: (place: number) => string, issues: IssueList): void {
  const seen = new Map<unknown, number>()
  ids.forEach((id, place) => {
    const before = seen.get(id)
    if (before === undefined) seen.set(id, place)
    else {
      const message = `${typeof id === 'string' ? `'${id}'` : 'It'} stands at ${pathOf(before)} already.`
      issues.add('DUPLICATE_ID', pathOf(place), id, message, 'Give each its own, or add the two up.')
    }
  })
}

/** Adds a problem where an array is not as long as another. */
export function checkLength(values: unknown, path: string, count: number, what: string, issues: IssueList): boolean {
  if (!Array.isArray(values) || values.length === count) return true
  const message = `There are ${values.length} values for ${count} ${what}.`
  issues.add('MISALIGNED', path, values.length, message, `Give one value for each of the ${count} ${what}.`)
  return false
}

/**
 * Throws what was found so far where a part is missing or of the wrong type: what depends on it cannot be looked at.
 * Numbers out of their range, or misspelled fields, do not stop the checks that follow.
 */
export function throwIfUnreadable(issues: IssueList): void {
  if (issues.issues.some(({ code }) => code === 'MISSING_VALUE' || code === 'WRONG_TYPE')) issues.throwIfAny()
}
