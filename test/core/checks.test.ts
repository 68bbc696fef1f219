import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../src/core/time/calendarChecks.js'
import { createCalendar } from '../../src/core/time/calendar.js'
import {
  type Check,
  checkUniqueIds,
  COUNT,
  flag,
  list,
  number,
  numbers,
  oneOf,
  optional,
  PROBABILITY,
  QUANTITY,
  record,
  recordOf,
  SHARE,
  text,
  throwIfUnreadable,
} from '../../src/core/checking/checks.js'
import { day } from '../../src/core/time/dayCheck.js'
import { createIssueList } from '../../src/core/checking/errors.js'
import { currency, money } from '../../src/core/money/moneyChecks.js'
import { suggestName } from '../../src/core/checking/suggestName.js'

const found = (check: Check, value: unknown, path = 'x'): string[] => {
  const issues = createIssueList()
  const isGood = check(value, path, issues)
  expect(isGood).toBe(issues.issues.length === 0)
  return issues.issues.map((issue) => `${issue.code} ${issue.path}`)
}

describe('checks', () => {
  test('a number is of its type, finite and within its bounds', () => {
    const rows: [Check, unknown, string[]][] = [
      [number(), 0, []],
      [number(), undefined, ['MISSING_VALUE x']],
      [number(), '3', ['WRONG_TYPE x']],
      [number(), 3n, ['WRONG_TYPE x']],
      [number(), null, ['WRONG_TYPE x']],
      [number({ orNull: true }), null, []],
      [number(), Number.NaN, ['NOT_FINITE x']],
      [number(QUANTITY), -0.1, ['OUT_OF_RANGE x']],
      [number(SHARE), 1, []],
      [number(PROBABILITY), 1, ['OUT_OF_RANGE x']],
      [number(PROBABILITY), 0, ['OUT_OF_RANGE x']],
      [number(COUNT), 1.5, ['OUT_OF_RANGE x']],
      [numbers(QUANTITY), [1, -1, Number.NaN], ['OUT_OF_RANGE x[1]', 'NOT_FINITE x[2]']],
      [numbers(QUANTITY), Array(1), ['MISSING_VALUE x[0]']],
      [numbers({ least: 1 }), [], ['EMPTY x']],
      [numbers(), new Float64Array(3), ['WRONG_TYPE x']],
    ]
    for (const [check, value, problems] of rows) expect(found(check, value)).toEqual(problems)
  })

  test('a percentage is told as the share that it means', () => {
    const issues = createIssueList()
    number(SHARE)(95, 'x', issues)
    expect(issues.issues[0]?.remedy).toBe('Pass 0.95 for 95 %.')
  })

  test('texts, choices, days and money are what they say', () => {
    const rows: [Check, unknown, string[]][] = [
      [text, 'a', []],
      [text, '', ['MISSING_VALUE x']],
      [text, 7, ['WRONG_TYPE x']],
      [flag, 0, ['WRONG_TYPE x']],
      [oneOf('flow', 'rate'), 'flwo', ['OUT_OF_RANGE x']],
      [day, '2027-02-29', ['INVALID_DATE x']],
      [day, new Date(0), ['INVALID_DATE x']],
      [money(), '12.50', []],
      [money(), '12,50', ['NOT_FINITE x']],
      [money(), -1, ['OUT_OF_RANGE x']],
      [money({ signed: true }), -1, []],
      [currency, 'usd', ['UNKNOWN_ID x']],
    ]
    for (const [check, value, problems] of rows) expect(found(check, value)).toEqual(problems)
  })

  test('a record has its fields and no others, at any depth; a field left undefined is not there', () => {
    const lot = record<{ id: string; size?: number }>({ id: text, size: optional(number()) })
    const lots = record<{ lots: readonly { id: string }[] }>({ lots: list(lot) })
    expect(found(lots, { lots: [{ id: 'a' }] }, '')).toEqual([])
    expect(found(lots, { lots: [{ id: 'a', other: undefined }] }, '')).toEqual([])
    expect(found(lots, { lots: [{ id: 'a', siez: 3 }, {}] }, '')).toEqual([
      'UNKNOWN_FIELD lots[0].siez',
      'MISSING_VALUE lots[1].id',
    ])
    for (const value of [null, 3, 'x', [], new Map(), new Date(0)]) expect(found(lots, value)).toEqual(['WRONG_TYPE x'])
    expect(found(recordOf(number()), { a: 1, __b: 'x' })).toEqual(['WRONG_TYPE x.__b'])
    const issues = createIssueList()
    lot({ id: 'a', sise: 3 }, '', issues)
    expect(issues.issues[0]?.remedy).toBe("Did you mean 'size'? Otherwise remove it.")
  })

  test('ids that are there twice name where the first stands', () => {
    const issues = createIssueList()
    checkUniqueIds(['a', 'b', 'a'], (place) => `rows[${place}].id`, issues)
    expect(issues.issues).toMatchObject([{ code: 'DUPLICATE_ID', path: 'rows[2].id' }])
    expect(issues.issues[0]?.message).toContain('rows[0].id')
  })

  test('what cannot be read stops the checks that follow, what is out of range does not', () => {
    const issues = createIssueList()
    number(QUANTITY)(-1, 'x', issues)
    throwIfUnreadable(issues)
    number()('1', 'y', issues)
    expect(() => throwIfUnreadable(issues)).toThrow('2 problems')
  })

  test('a calendar of createCalendar passes, and one that was changed does not', () => {
    const made = createCalendar({ start: '2027-01-01', months: 3, quarters: 2 })
    expect(found(calendar, made)).toEqual([])
    const [first, second, ...rest] = made.periods
    const changed = (periods: readonly unknown[]): string[] => found(calendar, { ...made, periods })
    expect(changed([])).toEqual(['EMPTY x.periods'])
    expect(changed([second, first, ...rest])).not.toEqual([])
    expect(changed([{ ...first, days: 30 }, second, ...rest])).toEqual(['MISALIGNED x.periods[0].days'])
    expect(changed([first, { ...second, id: first?.id }, ...rest])).toEqual(['DUPLICATE_ID x.periods[1].id'])
    expect(changed([first, ...rest])).toEqual(['PERIODS_OUT_OF_ORDER x.periods[1].start'])
  })

  test('the name suggested is one of those known, and a word of one slip is found', () => {
    const known = ['leadTimeDays', 'purchaseCost', 'safetyStock', 'id']
    fc.assert(
      fc.property(fc.constantFrom('leadTimeDays', 'purchaseCost', 'safetyStock'), fc.nat(), (name, at) => {
        const place = at % name.length
        expect(suggestName(name.slice(0, place) + name.slice(place + 1), known)).toBe(`Did you mean '${name}'?`)
      }),
    )
    expect(suggestName('leadTime', known)).toBe("Did you mean 'leadTimeDays'?")
    expect(suggestName('colour', known)).toBeUndefined()
    expect(suggestName('i'.repeat(1e6), known)).toBeUndefined()
  })

  test('of names that are equally near all are named, and none where they are many', () => {
    const known = ['overtimeHours', 'overtimeCostPerHour', 'openingCash', 'openingTax', 'openingStock', 'openingWages']
    expect(suggestName('overtime', known)).toBe("Did you mean 'overtimeHours' or 'overtimeCostPerHour'?")
    expect(suggestName('openingCach', known)).toBe("Did you mean 'openingCash'?")
    expect(suggestName('opening', known)).toBeUndefined()
  })
})
