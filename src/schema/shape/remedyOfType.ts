import { describeValue } from '../../core/checking/describeValue.js'
import { TABLE_NAMES } from '../tables/tables.js'
import { remedyOfWeekday } from '../../core/time/workWeekCheck.js'

/** What a shape expects, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  int: 'a whole number',
  string: 'a text',
  array: 'an array of rows or values',
  object: 'an object with fields',
  boolean: 'true or false',
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`)

/** What must stand at a place, by the word that the shape has for it. */
export const expectedText = (expected: string): string => EXPECTED[expected] ?? article(expected)

/** How a period is written where Dates, or numbers as 202701, are what a database gives; other text is looked at by the calendar. */
const PERIOD = "Write the period as text, as '2027-01' for a month"
const DAY = "Write the day as text, as '2027-01-31'"
const OF_COLUMNS = '`toTable` makes days of the Dates of a column'

function remedyOfText(field: string, value: unknown, isCalendar: boolean): string {
  const isPeriod = /^periodIds?$/.test(field) || (field === 'start' && !isCalendar)
  const isDay = /[dD]ate$|^start$|^asOf$|^holidays$/.test(field)
  if (isPeriod || isDay) {
    const how = isPeriod ? PERIOD : DAY
    const isDate = Object.prototype.toString.call(value) === '[object Date]'
    return isDate ? `${how}; ${OF_COLUMNS}: { from: 'column', as: 'day' }.` : `${how}.`
  }
  if (typeof value === 'number' || typeof value === 'bigint')
    return `Write it as text, '${value}', here and wherever it is meant.`
  return 'Give a text.'
}

/** The remedy for a text or a bigint where a number must stand, undefined where the value is no number at all. */
export function remedyOfNumber(value: unknown): string | undefined {
  if (typeof value === 'bigint') return 'Turn it into a number: Number(value).'
  if (typeof value !== 'string' || value.trim() === '' || !Number.isFinite(Number(value))) return undefined
  return `Write it without quotes, ${Number(value)}; \`toTable\` reads a column of text: { from: 'column', as: 'number' }.`
}

const isTable = (field: string): boolean => TABLE_NAMES.some((name) => name === field)

/** What to write where a table, or a list within a row, is something else. */
function remedyOfList(isRows: boolean, value: unknown): string {
  if (value instanceof Map) return `Give an array of its ${isRows ? 'rows' : 'values'}: [...map.values()].`
  if (value instanceof Set) return `Give an array of its ${isRows ? 'rows' : 'values'}: [...set].`
  if (isRows)
    return typeof value === 'object' && value !== null
      ? 'Give an array of rows: the name before each colon becomes a field of its row.'
      : 'Give an array of rows.'
  if (typeof value === 'object' && value !== null)
    return 'Give an array of its values in their order: Object.values(values).'
  return value === undefined ? 'Give an array of values.' : `Give an array, as [${describeValue(value)}].`
}

/** What to do about a value that is not of its type, by what other languages and drivers give in its place. */
export function remedyOfType(
  expected: string,
  value: unknown,
  place: { readonly field: string; readonly table: string; readonly needed: readonly string[] },
): string {
  const { field, table, needed } = place
  if (field === 'workWeek') return remedyOfWeekday(value)
  if (expected === 'string') return remedyOfText(field, value, table === 'calendar')
  if (expected === 'number' || expected === 'int') return remedyOfNumber(value) ?? `Give ${expectedText(expected)}.`
  if (expected === 'array') return remedyOfList(isTable(field), value)
  if (expected === 'object' && typeof value === 'string' && table === '')
    return 'Give the object itself: JSON.parse(text).'
  if (expected === 'object' && needed.length > 0) return `Give an object with fields, at least ${needed.join(', ')}.`
  return `Give ${expectedText(expected)}.`
}
