import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createNotice, type NoticeEntry, type NoticeFields } from '../../src/core/notices/notices.js'
import { REF_FIELDS } from '../../src/core/keys/ref.js'
import { NOTICE_REFERENCE, noticeMessage } from '../../src/plan/noticeMessage.js'
import { catchSopError } from '../core/catchSopError.js'
import { noticeReferencePage } from './noticeReference.js'

const ALL = Object.entries(NOTICE_REFERENCE).flatMap(([code, entries]) =>
  entries.map((entry): [string, NoticeEntry] => [
    entry.rule.case === undefined ? code : `${code} ${entry.rule.case}`,
    entry,
  ]),
)

/** Every text of the fields whose names say that they hold ids, and of the Refs. */
function renamed(fields: NoticeFields, name: (id: string) => string): NoticeFields {
  const rename = (value: unknown, field: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => rename(one, field))
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([own, part]) => [own, rename(part, own)]))
    }
    return typeof value === 'string' && isIdField(field) ? name(value) : value
  }
  return rename(fields, '') as NoticeFields
}

const isIdField = (field: string): boolean =>
  ((REF_FIELDS as readonly string[]).includes(field) || /Ids?$/.test(field)) && !/eriodIds?$/.test(field)

test('the reference page is the one that the rules make', () => {
  const file = readFileSync(join(import.meta.dirname, '../../docs/reference/notices.md'), 'utf8')
  expect(file, 'write it anew: npm run write:notices').toBe(noticeReferencePage())
})

describe('every rule', () => {
  test('stands under its own code, apart from the others by its case, and says when it is given', () => {
    for (const [code, entries] of Object.entries(NOTICE_REFERENCE)) {
      expect(entries.length, code).toBeGreaterThan(0)
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
      const cases = entries.map(({ rule }) => rule.case)
      expect(new Set(cases).size, code).toBe(cases.length)
      if (entries.length > 1) expect(cases, code).not.toContain(undefined)
      for (const { rule, cause } of entries) {
        expect(rule.code).toBe(code)
        expect(cause).toMatch(/^[A-Z].*\.$/)
        if (rule.remedy !== undefined) expect(rule.remedy).toMatch(/^[A-Z].*\.$/)
        // What must be acted on can be acted on.
        if ((rule.kind ?? 'warning') !== 'warning') expect(rule.remedy, code).toBeDefined()
      }
    }
  })

  test.each(ALL)('%s makes its message of its fields, also after JSON', (_, { rule, example }) => {
    const notice = createNotice(rule, example)
    expect(notice.message).toMatch(/\S+ .*[.?]$/)
    // One remedy speaks of null in a history.
    expect(notice.message.replace('Put null there', '')).not.toMatch(/undefined|null|NaN|\[object/)
    const read = JSON.parse(JSON.stringify(notice)) as typeof notice
    expect(read).toEqual(notice)
    expect(noticeMessage(read)).toBe(notice.message)
  })

  test.each(ALL)('%s names no id that is not in a field of ids', (_, { rule, example }) => {
    const ids: string[] = []
    const marked = renamed(example, (id) => {
      ids.push(id)
      return `<${'x'.repeat(ids.length)}>`
    })
    const { message } = createNotice(rule, marked)
    // Everything outside the marks is our own text: the example's ids are gone from it.
    const own = message.replace(/<x+>/g, '')
    for (const id of new Set(ids)) expect(own.split(/[^A-Za-z0-9-]+/), message).not.toContain(id)
  })
})

describe('noticeMessage', () => {
  const notice = createNotice((NOTICE_REFERENCE.overload[0] as NoticeEntry).rule, {
    ...(NOTICE_REFERENCE.overload[0] as NoticeEntry).example,
  })

  test('follows the ids', () => {
    expect(noticeMessage({ ...notice, refs: [{ resourceId: 'Bench 1' }] })).toBe(
      notice.message.replace("'bench'", "'Bench 1'"),
    )
  })

  test.each([
    ['an unknown code', { ...notice, code: 'overlode' }, 'OUT_OF_RANGE code'],
    ['no code', { ...notice, code: undefined }, 'MISSING_VALUE code'],
    ['no value', { ...notice, value: undefined }, 'MISSING_VALUE value'],
    ['a figure that is missing', { ...notice, value: { worstPeriodId: 'a' } }, 'MISSING_VALUE value.worthOfOneHour'],
    ['a figure that is none', { ...notice, amount: Number.NaN }, 'NOT_FINITE amount'],
    ['a text for a figure', { ...notice, amount: 'x' }, 'WRONG_TYPE amount'],
    [
      'a figure for a text',
      { ...notice, value: { ...(notice.value as object), worstPeriodId: 7 } },
      'WRONG_TYPE value.worstPeriodId',
    ],
    ['no periods', { ...notice, periodIds: undefined }, 'MISSING_VALUE periodIds'],
    ['refs that are short', { ...notice, refs: [] }, 'MISSING_VALUE refs'],
    ['a misspelled field', { ...notice, amounts: 1 }, 'UNKNOWN_FIELD amounts'],
    ['no refs', { ...notice, refs: undefined }, 'MISSING_VALUE refs'],
    ['a Ref that is none', { ...notice, refs: [null] }, 'WRONG_TYPE refs[0]'],
    ['no notice', null, 'WRONG_TYPE '],
    [
      'a case that there is not',
      { ...notice, code: 'full-resource', value: { case: 'lately', periods: 1 } },
      'OUT_OF_RANGE value.case',
    ],
  ])('refuses %s', (_, given, problem) => {
    const error = catchSopError(() => noticeMessage(given as unknown as typeof notice))
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toContain(problem)
  })
})
