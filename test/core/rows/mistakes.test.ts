import { describe, expect, it } from 'vitest'
import { createCalendar, toCsv, toRows, toTable } from '../../../src/core/index.js'
import { catchSopError } from '../catchSopError.js'

type Loose = any

const told = (call: () => unknown): string[] =>
  catchSopError(call).issues.map(({ path, received, remedy }) => `${path} | ${received} | ${remedy}`)
const remedies = (call: () => unknown): string[] => catchSopError(call).issues.map(({ remedy }) => remedy)

const calendar = createCalendar({ start: '2027-01-01', months: 2 })
const inventory = [{ itemId: 'lamp', closing: [7, 3] }]
const flatten = (records: unknown, options: unknown = { calendar }) => toRows(records as Loose, options as Loose)

describe('toRows of what is no table has one problem, whatever it holds', () => {
  it('a whole plan: one of its tables, by their names', () => {
    const statements = { incomeStatement: { statement: 'incomeStatement', lines: [] } }
    const kpis = { revenue: { values: [1, 2], total: 3 } }
    const result = { status: 'optimal', inventory, supply: { status: 'optimal', records: inventory }, statements, kpis }
    expect(remedies(() => flatten(result))).toEqual([
      'Pass one of its tables: inventory, supply.records, statements.incomeStatement, kpis.',
    ])
    expect(flatten(result.kpis)).toHaveLength(2)
  })

  it('one record, or a result that was not waited for', () => {
    expect(remedies(() => flatten(inventory[0]))).toEqual(['Pass a list, also of one record: [record].'])
    expect(told(() => flatten(Promise.resolve(inventory)))).toEqual([
      'records | a Promise | Write `await` before what gives it.',
    ])
  })

  it('but a wrong figure among others is told by its name', () => {
    const kpis = { revenue: { values: [1, 2] }, margin: { values: [1, 1] }, note: 'x' }
    expect(told(() => flatten(kpis)).map((line) => line.split(' | ')[0])).toEqual(['records.note'])
  })

  it('a calendar is made, not described', () => {
    const remedy = "Pass `plan.calendar`, or createCalendar({ start: '2027-01-01', months: 12 })."
    expect(remedies(() => flatten(inventory, { calendar: { start: '2027-01-01', months: 2 } }))).toEqual([remedy])
    expect(remedies(() => flatten(inventory, { calendar: calendar.periods }))).toEqual([remedy])
  })
})

it('toCsv of records says that rows are made of them first', () => {
  expect(remedies(() => toCsv(inventory))).toEqual([
    'Make rows of records first: toCsv(toRows(records, { calendar })).',
  ])
  expect(remedies(() => toCsv([{ closing: Number.NaN }]))[0]).toContain('a finite number')
})

describe('toTable', () => {
  const rows = [{ a: 1 }]
  const table = (options: unknown, from: unknown = rows) => toTable(from as Loose, options as Loose)
  const kind = (as: string) => remedies(() => table({ fields: { id: { from: 'a', as } } }))

  it.each([
    ['varchar', "Did you mean 'text'?"],
    ['Integer', "Did you mean 'number'?"],
    ['decimal', "Did you mean 'number'?"],
    ['date', "Did you mean 'day'?"],
    ['timestamp', "Did you mean 'day'?"],
    ['boolean', "Did you mean 'flag'?"],
    ['month', "A column of days is { as: 'day' }; `pivot` with a calendar puts days into their periods."],
    ['toString', 'Pass one of text, number, day, flag.'],
  ])('a column as %s', (as, remedy) => {
    expect(kind(as)).toEqual([remedy])
  })

  it('without fields, with a list of them, with a function', () => {
    const example =
      "Name each field with its column: { fields: { id: 'MATNR', price: { from: 'PRICE', as: 'number' } } }."
    expect(remedies(() => table({}))).toEqual([example])
    expect(remedies(() => table({ fields: ['a'] }))).toEqual([example])
    expect(remedies(() => table(undefined))).toEqual(['Pass one; the fields are fields, pivot.'])
    expect(remedies(() => table({ fields: { id: (row: Loose) => row.a } }))[0]).toMatch(/^Choose a column;/)
  })

  it('of what holds the rows, of text, of a promise', () => {
    const fields = { id: 'a' }
    expect(remedies(() => table({ fields }, { rowCount: 1, rows }))).toEqual(['Pass the array in it: result.rows.'])
    expect(remedies(() => table({ fields }, 'a\n1'))[0]).toMatch(/^Read the text into objects first/)
    expect(told(() => table({ fields }, Promise.resolve(rows)))[0]).toContain('a Promise | Write `await`')
  })
})
