import { formatDay, parseDay } from '../numbers/days.js'
import { refuse } from '../checking/checks.js'
import type { IssueList } from '../checking/errors.js'
import type { CellChoice, CellKind } from './tableShapes.js'

const DAY = 86_400_000

/** A cell that was refused. */
export const REFUSED: unique symbol = Symbol('refused')

type Cell = string | number | boolean | undefined | typeof REFUSED
type Reader = (value: unknown, choice: CellChoice, path: string, issues: IssueList) => Exclude<Cell, undefined>

/** Reads one cell as it was chosen; undefined where it is empty and may be. */
export function readCell(value: unknown, choice: CellChoice, path: string, issues: IssueList): Cell {
  if (isEmpty(value, choice)) {
    if (choice.optional === true) return undefined
    const remedy = `Give it a value, or choose { from: '${choice.from}', optional: true }.`
    issues.add('MISSING_VALUE', path, value, 'The cell is empty.', remedy)
    return REFUSED
  }
  return READERS[choice.as ?? 'text'](value, choice, path, issues)
}

function isEmpty(value: unknown, { empty = [] }: CellChoice): boolean {
  // Columns of a fixed width are filled up with blanks.
  const isBlank = typeof value === 'string' && value.trim() === ''
  return isBlank || value === null || value === undefined || empty.includes(value as string)
}

const refused = (issues: IssueList, path: string, value: unknown, what: string, remedy?: string): typeof REFUSED => {
  refuse(issues, 'WRONG_TYPE', path, value, what, remedy)
  return REFUSED
}

/** Text of a value that writes itself, as the decimals and days of database drivers do; undefined of all others. */
function written(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim()
  if (value === null || typeof value !== 'object' || Array.isArray(value) || isDate(value)) return undefined
  const { toString } = value as { readonly toString?: unknown }
  if (typeof toString !== 'function' || toString === Object.prototype.toString) return undefined
  const words: unknown = toString.call(value)
  return typeof words === 'string' ? words.trim() : undefined
}

/** A Date, also of another realm. */
const isDate = (value: unknown): value is { getTime(): number } =>
  Object.prototype.toString.call(value) === '[object Date]'

const text: Reader = (value, { from }, path, issues) => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    // Two such ids may have become one before they came here.
    const exact = `Ask the driver for '${from}' as text or bigint.`
    return refused(issues, path, value, 'text, or a number that a double holds exactly', exact)
  }
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  const remedy = `Choose what the column is: { from: '${from}', as: ${isDate(value) ? "'day'" : "'number' or 'flag'"} }.`
  return refused(issues, path, value, 'text', remedy)
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** With thousands in groups, by the sign before the decimals. */
const GROUPED = {
  '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/,
  ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/,
} as const

/** The number that a text writes; undefined where it writes none. Without a sign nothing may be a group: '1,234' may be either. */
function parseNumber(words: string, sign: '.' | ',' | undefined): number | undefined {
  if (sign === undefined) {
    const plain = PLAIN.test(words) ? Number(words) : Number.NaN
    return Number.isFinite(plain) ? plain : undefined
  }
  const isGrouped = GROUPED[sign].test(words)
  if (!isGrouped && sign === ',' && words.includes('.')) return undefined
  const ungrouped = isGrouped ? words.replaceAll(sign === '.' ? ',' : '.', '') : words
  return parseNumber(ungrouped.replace(sign, '.'), undefined)
}

const SIGNS = ['.', ','] as const

const number: Reader = (value, { from, decimalSign }, path, issues) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0
  if (typeof value === 'bigint') {
    if (BigInt(Number(value)) === value) return Number(value)
    return refused(issues, path, value, 'a number that a double can hold', `Read '${from}' as text, if it is an id.`)
  }
  const words = written(value)
  const found = words === undefined ? undefined : parseNumber(words, decimalSign)
  if (found !== undefined) return found + 0
  const readable = SIGNS.filter((sign) => words !== undefined && parseNumber(words, sign) !== undefined)
  const choices = readable.map((sign) => `decimalSign: '${sign}' for ${parseNumber(words as string, sign)}`)
  const remedy =
    readable.length > 0 ? `Say what stands before the decimals of '${from}': ${choices.join(', ')}.` : undefined
  return refused(issues, path, value, 'a number', remedy)
}

/** A day and, where there is one, its time: '2027-01-31', '2027-01-31T22:00:00Z', '2027-01-31 22:00:00+02', '20270131'. */
const DAY_AND_TIME = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]([\d:.]+)\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/

const day: Reader = (value, { from, round }, path, issues) => {
  const needsRound = `Days with a time need a rule: { from: '${from}', as: 'day', round: 'down' } for the day it is in, round: 'nearest' where a driver gives days as midnights of its zone.`
  const wrong = (remedy?: string): typeof REFUSED =>
    refused(issues, path, value, "a day, a Date or text that begins 'YYYY-MM-DD'", remedy)
  if (isDate(value)) {
    const days = value.getTime() / DAY
    if (Number.isNaN(days)) return wrong()
    if (!Number.isInteger(days) && round === undefined) return wrong(needsRound)
    const found = formatDay(round === 'nearest' ? Math.round(days) : Math.floor(days))
    return parseDay(found) === undefined ? wrong() : found
  }
  // A day of an old system is a number of eight digits, 20270131.
  const isDigits = typeof value === 'bigint' || Number.isInteger(value)
  const match = DAY_AND_TIME.exec(isDigits ? String(value) : (written(value) ?? ''))
  const found = match === null ? undefined : parseDay(`${match[1]}-${match[2]}-${match[3]}`)
  if (match === null || found === undefined) return wrong()
  const seconds = secondsOf(match[4])
  if (seconds === undefined) return wrong()
  if (seconds === 0 && match[5] === undefined) return formatDay(found)
  if (seconds > 0 && round === undefined) return wrong(needsRound)
  return formatDay(round === 'nearest' ? Math.round(found + (seconds - zoneSeconds(match[5])) / 86_400) : found)
}

/** Seconds of a time of day, '22:00' or '22:00:00.5'; undefined for what is none. */
function secondsOf(time: string | undefined): number | undefined {
  if (time === undefined) return 0
  const match = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/.exec(time)
  if (match === null) return undefined
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  return hours < 24 && minutes < 60 && seconds < 61 ? 3600 * hours + 60 * minutes + seconds : undefined
}

/** How far a zone is ahead of UTC, as '+02:00', in seconds. */
function zoneSeconds(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '')
  return match === null ? 0 : (match[1] === '-' ? -1 : 1) * (3600 * Number(match[2]) + 60 * Number(match[3] ?? 0))
}

const TRUE: ReadonlySet<unknown> = new Set([true, 1, 1n, '1', 'true', 't', 'yes', 'y', 'x'])
const FALSE: ReadonlySet<unknown> = new Set([false, 0, 0n, '0', 'false', 'f', 'no', 'n'])

const flag: Reader = (value, _, path, issues) => {
  const known = typeof value === 'string' ? value.trim().toLowerCase() : value
  if (TRUE.has(known)) return true
  if (FALSE.has(known)) return false
  return refused(issues, path, value, 'true or false, 1 or 0, t or f')
}

const READERS: Readonly<Record<CellKind, Reader>> = { text, number, day, flag }
