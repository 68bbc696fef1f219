import type * as z from 'zod'
import { createIssueList, describeValue, type IssueList, type SopIssue } from '../core/errors.js'
import { FORECAST_MODELS } from '../demand/modelNames.js'
import { planInputSchema } from './planInputSchema.js'
import { MOST_QUANTITY } from './quantityLimit.js'
import { suggestField } from './suggestField.js'
import type { PlanInput } from './types.js'

type ShapeIssue = z.core.$ZodIssue

/**
 * A copy without fields that are `undefined`, so that `{ price: row.price }` means the same as no price; a record that
 * holds itself, which no plan's input does, is cut there.
 */
function withoutUndefined(value: unknown, above: readonly unknown[] = []): unknown {
  // Minus zero is zero: JSON cannot tell them apart.
  if (value === 0) return 0
  if (value === null || typeof value !== 'object') return value
  if (above.includes(value)) return null
  const inside = [...above, value]
  if (Array.isArray(value)) return Array.from(value, (part: unknown) => withoutUndefined(part, inside))
  const fields = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(fields.map(([field, part]) => [field, withoutUndefined(part, inside)]))
}

/** A copy without what has the wrong shape, so that the rest can still be checked for what refers to what. */
function prune(value: unknown, issues: readonly ShapeIssue[]): unknown {
  const copy = withoutUndefined(value)
  for (const { code, path } of issues) {
    if (code === 'unrecognized_keys') continue
    const holder = valueAt(copy, path.slice(0, -1))
    const field = path.at(-1)
    if (field === undefined || holder === null || typeof holder !== 'object') continue
    if (Array.isArray(holder)) (holder as unknown[])[Number(field)] = undefined
    else Reflect.deleteProperty(holder, field)
  }
  return copy
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part]
  return value
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`)

const isMoneyField = (field: string): boolean =>
  /^price$|[cC]ost$|^amount$|^opening|^limit$|Capital$|Earnings$|Cash$|Value$|^proceeds$/.test(field)

const isBound = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

/** Fields that name a share: a value above 1 is most often a percentage. */
const isShare = (path: readonly PropertyKey[]): boolean =>
  path.some((part) => /Share$|^profile$|^levels$|^probability$|^phaseIn$/.test(String(part)))

function addRange(issue: ShapeIssue, at: string, value: unknown, issues: IssueList): void {
  if (issue.code === 'too_small' && issue.origin !== 'number' && issue.origin !== 'int') {
    issues.add('EMPTY', at, value, 'This must not be empty.', 'Give at least one element, or leave the field out.')
    return
  }
  const [bound, inclusive, side] =
    issue.code === 'too_small'
      ? [issue.minimum, issue.inclusive, issue.inclusive === false ? 'above' : 'at least']
      : issue.code === 'too_big'
        ? [issue.maximum, issue.inclusive, issue.inclusive === false ? 'below' : 'at most']
        : [undefined, undefined, '']
  const limit = isBound(bound) ? `${side} ${bound}` : 'within its bounds'
  const percent =
    inclusive !== undefined && isShare(issue.path) && typeof value === 'number' && value > 1 && value <= 100
  issues.add(
    'OUT_OF_RANGE',
    at,
    value,
    `The value must be ${limit}.`,
    percent ? `Shares are written as fractions: ${value} % is ${value / 100}.` : `Give a value ${limit}.`,
  )
}

function addUnion(issue: ShapeIssue, at: string, value: unknown, issues: IssueList): void {
  const field = String(issue.path.at(-1))
  if (value === undefined) {
    issues.add(
      'MISSING_VALUE',
      at,
      value,
      'This field is needed.',
      'Give a number, or an array with a number for every period.',
    )
    return
  }
  if (/[tT]erms$/.test(field)) {
    issues.add(
      'INVALID_INPUT',
      at,
      value,
      'These are no payment terms.',
      'Give { netDays: 30 } (whole days), or { profile: [0.2, 0.8] } (shares by period, each 0 to 1).',
    )
    return
  }
  if (field === 'model') {
    issues.add(
      'OUT_OF_RANGE',
      at,
      value,
      'There is no such forecasting model.',
      `Use one of ${FORECAST_MODELS.map((name) => `'${name}'`).join(', ')}, or a model with its parts.`,
    )
    return
  }
  if (Array.isArray(value)) {
    const before = issues.issues.length
    value.forEach((element, i) => {
      const most = isMoneyField(field) ? Number.MAX_VALUE : MOST_QUANTITY
      if (typeof element === 'number' && element >= 0 && element <= most) return
      if (typeof element === 'string' && isMoneyField(field)) addText(element, `${at}[${i}]`, issues)
      else addNumber(element, `${at}[${i}]`, issues)
    })
    if (issues.issues.length === before)
      issues.add('WRONG_TYPE', at, value, 'This must be one number.', 'Give a number instead of the array.')
    return
  }
  if (typeof value === 'number') addNumber(value, at, issues)
  else if (typeof value === 'string' && isMoneyField(field)) addText(value, at, issues)
  else {
    issues.add(
      'WRONG_TYPE',
      at,
      value,
      'This must be a number, or an array with a number for every period.',
      'Give one of the two.',
    )
  }
}

function addText(value: string, at: string, issues: IssueList): void {
  if (/^\s*-/.test(value))
    issues.add('OUT_OF_RANGE', at, value, 'The value must not be negative.', 'Give zero or more.')
  else
    issues.add('WRONG_TYPE', at, value, 'This is not an amount.', "Give a number, or a decimal string such as '12.50'.")
}

function addNumber(value: unknown, at: string, issues: IssueList): void {
  if (typeof value !== 'number') {
    issues.add('WRONG_TYPE', at, value, 'This must be a number.', 'Give a finite number.')
  } else if (!Number.isFinite(value)) {
    issues.add(
      'NOT_FINITE',
      at,
      value,
      'A number must be finite.',
      'Find the division by zero or the missing value that it comes from.',
    )
  } else if (value < 0) issues.add('OUT_OF_RANGE', at, value, 'The value must not be negative.', 'Give zero or more.')
  else
    issues.add(
      'OUT_OF_RANGE',
      at,
      value,
      `The value must be at most ${MOST_QUANTITY}.`,
      'Count in a larger unit, as thousands.',
    )
}

function suggestion(path: readonly PropertyKey[], key: string): string {
  const field = suggestField(path, key)
  return field === undefined
    ? 'Correct its name or remove it; the fields are listed in the documentation of PlanInput.'
    : `Did you mean '${field}'? Otherwise remove it.`
}

function addIssue(issue: ShapeIssue, input: unknown, issues: IssueList): void {
  const at = pathText(issue.path)
  const value = valueAt(input, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        issues.add(
          'UNKNOWN_FIELD',
          at === '' ? key : `${at}.${key}`,
          valueAt(value, [key]),
          `There is no field '${key}' here.`,
          suggestion(issue.path, key),
        )
      }
      return
    case 'too_small':
    case 'too_big':
      return addRange(issue, at, value, issues)
    case 'invalid_union':
      return addUnion(issue, at, value, issues)
    case 'invalid_value':
      issues.add(
        'OUT_OF_RANGE',
        at,
        value,
        'This is none of the values that the field can take.',
        `Use one of ${issue.values.map((one) => describeValue(one)).join(', ')}.`,
      )
      return
    case 'invalid_format':
      if (/[dD]ate|start|due|asOf|acquired|disposed|valid|holidays|Day$|expires/.test(at)) {
        issues.add('INVALID_DATE', at, value, 'This is not a date.', "Write it as 'YYYY-MM-DD', as '2027-01-31'.")
      } else addText(String(value), at, issues)
      return
    case 'invalid_type':
      if (value === undefined) {
        issues.add('MISSING_VALUE', at, value, 'This field is needed.', `Give ${article(String(issue.expected))}.`)
      } else if (typeof value === 'number' && !Number.isFinite(value)) addNumber(value, at, issues)
      else {
        const expected = issue.expected === 'int' ? 'whole number' : String(issue.expected)
        issues.add('WRONG_TYPE', at, value, `This must be ${article(expected)}.`, `Give ${article(expected)}.`)
      }
      return
    default:
      issues.add('INVALID_INPUT', at, value, issue.message, 'See the documentation of PlanInput.')
  }
}

/** What was read: the value as given, what of it has the right shape, and every mistake of shape. */
export interface ReadShape {
  readonly value: unknown
  /** Parts of the wrong shape are missing. */
  readonly sound: Partial<PlanInput>
  readonly issues: readonly SopIssue[]
}

/** Reads an input's shape; `value` is a PlanInput where there is no issue. */
export function readShape(input: unknown): ReadShape {
  const value = withoutUndefined(input)
  const parsed = planInputSchema.safeParse(value)
  const issues = createIssueList()
  const found = parsed.error?.issues ?? []
  for (const issue of found) addIssue(issue, value, issues)
  return { value, sound: prune(value, found) as Partial<PlanInput>, issues: issues.issues }
}
