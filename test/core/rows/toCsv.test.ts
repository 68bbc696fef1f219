import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar, toCsv, toRows, toWide } from '../../../src/core/index.js'
import { isSopError } from '../../../src/core/checking/errors.js'

function problems(call: () => unknown): string[] {
  try {
    call()
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}

const read = (text: string, delimiter = ','): string[][] =>
  parse(text, { delimiter, record_delimiter: '\r\n', bom: true })

describe('CSV', () => {
  test('is what RFC 4180 says, and what another program reads back', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a,b', 'say "hi"', 'two\r\nlines', ' edge ', ';', '\t'),
    )
    const rows = fc.array(fc.record({ id: cell, note: cell }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), fc.boolean(), (table, separator, byteOrderMark) => {
        const text = toCsv(table, { separator, byteOrderMark, formulas: 'keep' })
        expect(read(text, separator)).toEqual([['id', 'note'], ...table.map(({ id, note }) => [id, note])])
      }),
    )
  })

  test('numbers, flags and what is missing', () => {
    const rows = [{ a: -3.5, b: true, c: null }, { a: 1e21, d: 'x' }, { a: -0 }]
    expect(toCsv(rows)).toBe('a,b,c,d\r\n-3.5,true,,\r\n1e+21,,,x\r\n0,,,\r\n')
    expect(toCsv(rows, { separator: ';', decimalSign: ',', columns: ['d', 'a'] })).toBe(
      'd;a\r\n;-3,5\r\nx;1e+21\r\n;0\r\n',
    )
    expect(toCsv([{ a: null }, { a: '' }])).toBe('a\r\n""\r\n""\r\n')
    expect(toCsv([])).toBe('')
    expect(toCsv([], { columns: ['itemId'] })).toBe('itemId\r\n')
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['  =1', "'  =1"],
    ['\n=1', '"\'\n=1"'],
    ['\uff1d1', "'\uff1d1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a=1', 'a=1'],
    ['lamp-2', 'lamp-2'],
  ])('text that a sheet would run is made harmless: %j', (id, written) => {
    expect(toCsv([{ id, n: 1 }])).toBe(`id,n\r\n${written},1\r\n`)
    // The header, too, is a stranger's where columns are ids.
    expect(toCsv([{ [id]: 1, n: 1 }])).toBe(`${written},n\r\n1,1\r\n`)
  })

  test('refuses what no cell can be, columns that there are not, and one sign for two things', () => {
    const bad = [{ a: Number.NaN, b: { c: 1 }, d: [1] }, null] as unknown as object[]
    expect(problems(() => toCsv(bad))).toEqual([
      'WRONG_TYPE rows[0].a',
      'WRONG_TYPE rows[0].b',
      'WRONG_TYPE rows[0].d',
      'WRONG_TYPE rows[1]',
    ])
    expect(problems(() => toCsv([{ a: 1 }], { columns: ['a', 'b'] }))).toEqual(['UNKNOWN_FIELD options.columns[1]'])
    expect(problems(() => toCsv([{ a: 1 }], { decimalSign: ',' }))).toEqual(['CONFLICT options.separator'])
    expect(problems(() => toCsv([{ a: 1 }], { separator: '|' as ',' }))).toHaveLength(1)
  })
})

describe('the wide form of a sheet', () => {
  const calendar = createCalendar({ start: '2027-01-01', months: 2 })
  const records = [
    { itemId: 'lamp', demand: [5, 4], closing: [7, 3] },
    { itemId: 'shade', demand: [1, 2], closing: [9, 7] },
  ]
  const rows = toRows(records, { calendar })
  const layout = { rows: ['itemId'], across: 'periodId', values: ['demand', 'closing'] } as const

  test('has a row for each item and measure, and a column for each period', () => {
    expect(toWide(rows, layout)).toEqual([
      { itemId: 'lamp', measure: 'demand', '2027-01': 5, '2027-02': 4 },
      { itemId: 'lamp', measure: 'closing', '2027-01': 7, '2027-02': 3 },
      { itemId: 'shade', measure: 'demand', '2027-01': 1, '2027-02': 2 },
      { itemId: 'shade', measure: 'closing', '2027-01': 9, '2027-02': 7 },
    ])
    expect(toCsv(toWide(rows, layout)).split('\r\n').slice(0, 2)).toEqual([
      'itemId,measure,2027-01,2027-02',
      'lamp,demand,5,4',
    ])
  })

  test('a sheet of years begins with its items, too', () => {
    const years = createCalendar({ start: '2027-01-01', years: 2 })
    const sheet = toWide(toRows(records, { calendar: years }), { ...layout, values: ['demand'] })
    expect(toCsv(sheet)).toBe('itemId,measure,2027,2028\r\nlamp,demand,5,4\r\nshade,demand,1,2\r\n')
    expect(toCsv([{ 10: 1, name: 'a', 9: 2 }])).toBe('name,9,10\r\na,2,1\r\n')
  })

  test('leaves cells empty that no row fills', () => {
    const some = [...rows.slice(0, 1), ...rows.slice(3)]
    expect(toWide(some, { ...layout, values: ['closing'] })).toEqual([
      { itemId: 'lamp', measure: 'closing', '2027-01': 7, '2027-02': null },
      { itemId: 'shade', measure: 'closing', '2027-01': null, '2027-02': 7 },
    ])
    expect(toWide([], layout)).toEqual([])
  })

  test('refuses two rows for one cell, columns that there are not, and names that meet', () => {
    expect(problems(() => toWide(rows, { ...layout, rows: [] }))).toEqual([
      'DUPLICATE_ID rows[2]',
      'DUPLICATE_ID rows[3]',
    ])
    expect(problems(() => toWide(rows, { rows: ['item'], across: 'month', values: ['x'] }))).toEqual([
      'UNKNOWN_FIELD options.rows[0]',
      'UNKNOWN_FIELD options.across',
      'UNKNOWN_FIELD options.values[0]',
    ])
    const nowhere = [...rows.slice(0, 1), { itemId: 'lamp', demand: 3 }, { itemId: 'lamp', periodId: null, demand: 3 }]
    expect(problems(() => toWide(nowhere, { ...layout, values: ['demand'] }))).toEqual([
      'MISSING_VALUE rows[1].periodId',
      'MISSING_VALUE rows[2].periodId',
    ])
    const named = [{ measure: 'kilowatt', periodId: '2027-01', value: 1 }]
    expect(problems(() => toWide(named, { ...layout, rows: ['measure'], values: ['value'] }))).toEqual([
      'CONFLICT options.rows[0]',
    ])
    const twice = { rows: ['itemId', 'itemId'], across: 'periodId', values: ['demand', 'demand'] }
    expect(problems(() => toWide(rows, twice))).toEqual(['CONFLICT options.rows[1]', 'CONFLICT options.values[1]'])
    const clash = [{ itemId: 'lamp', periodId: 'itemId', closing: 1 }]
    expect(problems(() => toWide(clash, { ...layout, values: ['closing'] }))).toEqual(['CONFLICT options.across'])
  })
})
