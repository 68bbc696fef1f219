import type * as z from 'zod'
import type { IssueList } from '../../core/checking/errors.js'
import { describeValue } from '../../core/checking/describeValue.js'
import { suggestName } from '../../core/checking/suggestName.js'
import { remedyOfWeekday } from '../../core/time/workWeekCheck.js'
import { FORECAST_MODELS } from '../../demand/modelNames.js'
import { meaningOfValue } from './otherNames.js'
import { isNotPlannedYet } from './notPlannedYet.js'
import { MOST_QUANTITY } from '../tables/quantityLimit.js'
import { expectedText, remedyOfNumber, remedyOfType } from './remedyOfType.js'
import type { ShapeReader } from './shapeReader.js'

/** A complaint of the shape about one value. */
export type ShapeIssue = z.core.$ZodIssue

/** A field that a later version plans, by its name and table: it is reported once, with the number of its rows. */
export type NotPlanned = Map<
  string,
  { readonly table: string; readonly field: string; readonly at: string; readonly value: unknown; count: number }
>

/** Place in the input as an error names it, as `items[3].price`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = ''
  for (const part of path) {
    text += typeof part === 'number' ? `[${part}]` : text === '' ? String(part) : `.${String(part)}`
  }
  return text
}

/** The value at a path, or undefined where the path ends before. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part]
  return value
}

const isMoneyField = (field: string): boolean =>
  /^price$|[cC]ost$|^amount$|^opening|^limit$|Capital$|Earnings$|Cash$|Value$|^proceeds$/.test(field)

const isBound = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

/** Fields that name a share: a value above 1 is most often a percentage. */
const isShare = (path: readonly PropertyKey[]): boolean =>
  path.some((part) => /Share$|^profile$|^levels$|^probability$|^phaseIn$/.test(String(part)))

/** Fields that name a change by a ratio: one below -1, where less than nothing is left, is most often a percentage. */
const isRate = (path: readonly PropertyKey[]): boolean => path.some((part) => /Rate$|RatePerYear$/.test(String(part)))

/** What is meant where a share or a rate was written as a percentage. */
function remedyOfPercent(path: readonly PropertyKey[], value: unknown, bound: unknown): string | undefined {
  if (typeof value !== 'number' || Math.abs(value) > 100) return undefined
  if (isShare(path) && value > 1) return `Shares are written as fractions: ${value} % is ${value / 100}.`
  if (isRate(path) && bound === -1) return `Rates are written as ratios: ${value} % is ${value / 100}.`
  return undefined
}

/** A value that is none of those that a field can take, or is not given at all. */
function addChoice(choices: readonly unknown[], at: string, value: unknown, issues: IssueList): void {
  const all = `Use one of ${choices.map((one) => describeValue(one)).join(', ')}.`
  if (value === undefined) {
    issues.add('MISSING_VALUE', at, value, 'This field is needed.', all)
    return
  }
  const texts = choices.filter((one): one is string => typeof one === 'string')
  const meant = typeof value === 'string' ? (meaningOfValue(value, texts) ?? suggestName(value, texts)) : undefined
  const message = 'This is none of the values that the field can take.'
  issues.add('OUT_OF_RANGE', at, value, message, meant === undefined ? all : `${meant} ${all}`)
}

function addRange(issue: ShapeIssue, at: string, value: unknown, issues: IssueList): void {
  if (issue.code === 'too_small' && issue.origin !== 'number' && issue.origin !== 'int') {
    issues.add('EMPTY', at, value, 'This must not be empty.', 'Give at least one element, or leave the field out.')
    return
  }
  const [bound, side] =
    issue.code === 'too_small'
      ? [issue.minimum, issue.inclusive === false ? 'above' : 'at least']
      : issue.code === 'too_big'
        ? [issue.maximum, issue.inclusive === false ? 'below' : 'at most']
        : [undefined, '']
  const limit = isBound(bound) ? `${side} ${bound}` : 'within its bounds'
  issues.add(
    'OUT_OF_RANGE',
    at,
    value,
    `The value must be ${limit}.`,
    remedyOfPercent(issue.path, value, bound) ?? remedyOfEnd(fieldOf(issue.path), value) ?? `Give a value ${limit}.`,
  )
}

/** What is meant by the ends of a range, where its numbers alone do not say it. */
function remedyOfEnd(field: string, value: unknown): string | undefined {
  if (field === 'workingDays')
    return 'Give 0 for a day off, 0.5 for half a day, 1 for a whole one, or up to 3 for a day of several shifts.'
  if (field === 'workWeek') return remedyOfWeekday(value)
  if (field === 'onHand')
    return 'Units that are owed to customers are its backlog: give 0, and the units owed as backlog. Units that a system has wrong are 0 until they are counted.'
  if (field.endsWith('Days') && Number(value) > 0) return remedyOfDays(Number(value))
  if (!/^(serviceLevel|fillRate)Share$/.test(field)) return undefined
  if (value === 0) return 'Give a safetyStock of 0 where none is wanted.'
  if (value === 1) return 'No stock covers every case: give 0.99 or 0.999, or a minimumStock that must always be there.'
  return undefined
}

/** A span that no plan waits for is one in another unit: what it would be in days, where it is whole days of seconds or less. */
function remedyOfDays(value: number): string {
  const units = [
    [86_400_000, 'milliseconds'],
    [86_400, 'seconds'],
    [1_440, 'minutes'],
  ] as const
  const [perDay, name] = units.find(([size]) => value % size === 0) ?? [0, '']
  return name === '' ? 'Count in calendar days.' : `Count in calendar days: ${value} ${name} are ${value / perDay}.`
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
  if (issue.path.includes('attributes')) {
    if (typeof value === 'number') addNumber(value, at, issues)
    else issues.add('WRONG_TYPE', at, value, 'An attribute is a text or a number.', 'Give one of the two.')
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
      remedyOfNumber(value) ?? 'Give one of the two.',
    )
  }
}

function addText(value: string, at: string, issues: IssueList): void {
  if (/^\s*-/.test(value))
    issues.add('OUT_OF_RANGE', at, value, 'The value must not be negative.', 'Give zero or more.')
  else
    issues.add(
      'WRONG_TYPE',
      at,
      value,
      'This is not an amount.',
      "Give a number, or a decimal string such as '12.50', without separators of thousands and currency sign; `toTable` reads '1.234,50' with { from: 'column', as: 'number', decimalSign: ',' }.",
    )
}

function addNumber(value: unknown, at: string, issues: IssueList): void {
  if (typeof value !== 'number') {
    const remedy = remedyOfNumber(value) ?? 'Give a finite number.'
    issues.add('WRONG_TYPE', at, value, 'This must be a number.', remedy)
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

function addWrongType(
  issue: ShapeIssue & { readonly expected: string },
  at: string,
  value: unknown,
  { shape, issues }: Explanation,
): void {
  const { path, expected } = issue
  const table = path.length === 0 ? '' : String(path[0])
  const remedy = remedyOfType(expected, value, { field: fieldOf(path), table, needed: shape.neededFields(path) })
  if (value === undefined) issues.add('MISSING_VALUE', at, value, 'This field is needed.', remedy)
  else issues.add('WRONG_TYPE', at, value, `This must be ${expectedText(expected)}.`, remedy)
}

/** Everything that one complaint is explained with. */
export interface Explanation {
  readonly input: unknown
  readonly shape: ShapeReader
  readonly issues: IssueList
  readonly notPlanned: NotPlanned
}

/** Says in words what a complaint of the shape means, and what to do about it. */
export function addShapeIssue(issue: ShapeIssue, explanation: Explanation): void {
  const { input, shape, issues } = explanation
  const at = pathText(issue.path)
  const value = valueAt(input, issue.path)
  if (value === null && issue.code !== 'unrecognized_keys' && shape.canBeLeftOut(issue.path)) {
    issues.add('WRONG_TYPE', at, value, 'There is no value here.', 'Leave the field out where nothing is known.')
    return
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) addUnknownField(issue.path, key, at === '' ? key : `${at}.${key}`, explanation)
      return
    case 'too_small':
    case 'too_big':
      return addRange(issue, at, value, issues)
    case 'invalid_union':
      return addUnion(issue, at, value, issues)
    case 'invalid_value':
      return addChoice(issue.values, at, value, issues)
    case 'invalid_format':
      if (/[dD]ate$|^start$|^asOf$|^holidays$/.test(fieldOf(issue.path))) {
        issues.add('INVALID_DATE', at, value, 'This is not a date.', "Write it as 'YYYY-MM-DD', as '2027-01-31'.")
      } else addText(String(value), at, issues)
      return
    case 'invalid_type':
      if (typeof value === 'number' && !Number.isFinite(value)) addNumber(value, at, issues)
      else addWrongType(issue, at, value, explanation)
      return
    default:
      issues.add('INVALID_INPUT', at, value, issue.message, 'See the documentation of PlanInput.')
  }
}

/** The name of the field at a path, of a list that of the list. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  String([...path].reverse().find((part) => typeof part === 'string') ?? '')

function addUnknownField(
  path: readonly PropertyKey[],
  field: string,
  at: string,
  { input, shape, issues, notPlanned }: Explanation,
): void {
  const value = (valueAt(input, path) as Readonly<Record<string, unknown>> | undefined)?.[field]
  const table = path.length === 0 ? '' : String(path[0])
  if (isNotPlannedYet(table, field)) {
    const known = notPlanned.get(`${table} ${field}`)
    if (known === undefined) notPlanned.set(`${table} ${field}`, { table, field, at, value, count: 1 })
    else known.count++
    return
  }
  const meant = shape.meantBy(path, field)
  const isRow = shape.canBeLeftOut([...path, 'attributes'])
  const orOwn = isRow ? ', or move a column of your own into `attributes`' : ''
  const fields = meant === undefined ? shape.tellFields(path) : undefined
  const toldFields = fields === undefined ? '' : `; the fields are ${fields.join(', ')}`
  issues.add(
    'UNKNOWN_FIELD',
    at,
    value,
    `There is no field '${field}' here.`,
    meant === undefined
      ? `Correct its name or remove it${orOwn}${toldFields}.`
      : `${meant} Otherwise remove it${orOwn}.`,
  )
}
