import { describe, expect, expectTypeOf, test } from 'vitest'
import { createCalendar } from '../../../src/core/time/calendar.js'
import { toRows } from '../../../src/core/rows/toRows.js'
import { catchSopError } from '../catchSopError.js'
import { deepFreeze } from '../../costing/deepFreeze.js'

const calendar = createCalendar({ start: '2027-01-01', months: 3 })
const JAN = { periodId: '2027-01', periodStart: '2027-01-01', periodEnd: '2027-02-01' }
const FEB = { periodId: '2027-02', periodStart: '2027-02-01', periodEnd: '2027-03-01' }

describe('toRows of records', () => {
  test('gives one row for each record and period', () => {
    const records = [
      {
        itemId: 'lamp',
        note: null,
        isNew: true,
        closing: [1, 2, 3],
        cover: [null, 4.5, null],
        parts: [{ a: 1 }],
        nested: { b: 2 },
        grade: ['a', 'b', 'c'],
        tags: ['x'],
      },
      { itemId: 'shade', note: 'x', isNew: false, closing: [4, 5, 6], cover: [1, 2, 3] },
    ]
    const rows = toRows(deepFreeze(records), { calendar })
    expect(rows).toHaveLength(6)
    expect(rows[1]).toEqual({ itemId: 'lamp', note: null, isNew: true, ...FEB, closing: 2, cover: 4.5, grade: 'b' })
    expect(rows[3]).toEqual({ itemId: 'shade', note: 'x', isNew: false, ...JAN, closing: 4, cover: 1 })
    expect(toRows([], { calendar })).toEqual([])
  })

  test('gives one row, without a period, to a record that has no series', () => {
    expect(toRows([{ itemId: 'lamp', warnings: [], tags: ['a'], elements: { labor: 1 } }], { calendar })).toEqual([
      { itemId: 'lamp' },
    ])
    expect(toRows([{ itemId: 'lamp', unitCost: 9 }])).toEqual([{ itemId: 'lamp', unitCost: 9 }])
  })

  test('counts the periods where there is no calendar', () => {
    expect(toRows([{ id: 'a', grade: ['x', 'y'], values: [7, 8] }])).toEqual([
      { id: 'a', periodIndex: 0, values: 7, grade: 'x' },
      { id: 'a', periodIndex: 1, values: 8, grade: 'y' },
    ])
    const error = catchSopError(() => toRows([{ id: 'a', values: [7, 8], more: [1] }]))
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['MISALIGNED records[0].more'])
  })

  test('writes a forecast with its bounds and its distribution, and not its past', () => {
    const forecast = {
      id: 'lamp',
      model: 'mean',
      point: [4, 5, 6],
      intervals: [
        { level: 0.8, lower: [1, 2, 3], upper: [7, 8, 9] },
        { level: 0.975, lower: [0, 0, 1], upper: [9, 9, 9] },
      ],
      distribution: { mean: [4, 5, 6], stdDev: [1, 1, 1], cumulativeStdDev: [1, 1.5, 2] },
      fitted: [null, 1, 2, 3],
      residuals: [null, 0, 0, 0],
      parameters: { alpha: 0.1 },
    }
    expect(toRows([forecast], { calendar })[2]).toEqual({
      id: 'lamp',
      model: 'mean',
      periodId: '2027-03',
      periodStart: '2027-03-01',
      periodEnd: '2027-04-01',
      point: 6,
      lower80: 3,
      upper80: 9,
      'lower97.5': 1,
      'upper97.5': 9,
      mean: 6,
      stdDev: 1,
      cumulativeStdDev: 2,
    })
    expect(toRows([forecast])[0]).toMatchObject({ periodIndex: 0, point: 4, lower80: 1 })
  })

  test('flattens the records in records, with the ids of the outer one', () => {
    const demand = [
      {
        itemId: 'lamp',
        marketId: 'north',
        model: 'mean',
        consensus: [1, 2, 3],
        waterfall: [
          { step: 'statistical', quantities: [1, 1, 1] },
          { step: 'event', id: 'sale', quantities: [0, 1, 2] },
        ],
      },
      { itemId: 'shade', model: 'none', consensus: [0, 0, 0], waterfall: [] },
    ]
    const rows = toRows(demand, { calendar, each: 'waterfall' })
    expect(rows).toHaveLength(6)
    expect(rows[4]).toEqual({
      itemId: 'lamp',
      marketId: 'north',
      step: 'event',
      id: 'sale',
      periodId: '2027-02',
      periodStart: '2027-02-01',
      periodEnd: '2027-03-01',
      quantities: 1,
    })
    const error = catchSopError(() => toRows(demand, { calendar, each: 'steps' }))
    expect(error.message).toContain('Lists of this record: consensus, waterfall')
  })

  test('refuses a measure of another length, also one with gaps, and lists every one of them', () => {
    const records = [
      { itemId: 'lamp', closing: [1, 2], cover: [null, 4] },
      { itemId: 'shade', closing: [1, 2, 3, 4] },
    ]
    const error = catchSopError(() => toRows(records, { calendar }))
    expect(error.code).toBe('MISALIGNED')
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'records[0].closing',
      'records[0].cover',
      'records[1].closing',
    ])
  })

  test.each([
    ['no records', () => toRows(null as never), 'WRONG_TYPE records'],
    ['a number', () => toRows(7 as never), 'WRONG_TYPE records'],
    [
      'a record that is none',
      () => toRows([7, null] as never, { calendar }),
      'WRONG_TYPE records[0] WRONG_TYPE records[1]',
    ],
    [
      'a calendar in the place of options',
      () => toRows([], calendar as never),
      'UNKNOWN_FIELD options.periods UNKNOWN_FIELD options.fiscalYearStartMonth',
    ],
    [
      'no calendar',
      () => toRows([], { calendar: {} as never }),
      'MISSING_VALUE options.calendar.periods MISSING_VALUE options.calendar.fiscalYearStartMonth',
    ],
    ['a misspelled option', () => toRows([], { calender: calendar } as never), 'UNKNOWN_FIELD options.calender'],
    ['each of a statement', () => toRows({ lines: [] }, { each: 'lines' }), 'CONFLICT options.each'],
    ['each that is no name', () => toRows([], { each: 1 as never }), 'WRONG_TYPE options.each'],
    ['an object that is no table', () => toRows({ a: { b: 1 } }), 'WRONG_TYPE records'],
    ['a statement without columns', () => toRows({ lines: [] }), 'WRONG_TYPE records'],
  ])('refuses %s', (_, call, expected) => {
    const error = catchSopError(call)
    expect(error.issues.map(({ code, path }) => `${code} ${path}`).join(' ')).toBe(expected)
  })

  test('has the types of the records', () => {
    const rows = toRows([{ itemId: 'lamp', note: null as string | null, closing: [1, 2, 3], tags: ['a'] }], {
      calendar,
    })
    expectTypeOf(rows[0]!.closing).toEqualTypeOf<number>()
    expectTypeOf(rows[0]!.periodId).toEqualTypeOf<string>()
    expectTypeOf(rows[0]!.note).toEqualTypeOf<string | null>()
    expectTypeOf(rows[0]!.tags).toEqualTypeOf<string | undefined>()
    const still = toRows([{ itemId: 'lamp', unitCost: 1 }])
    expectTypeOf(still[0]!).toEqualTypeOf<{ readonly itemId: string; readonly unitCost: number }>()
    const placed = toRows([{ closing: [1] }])
    expectTypeOf(placed[0]!.periodIndex).toEqualTypeOf<number>()
    // @ts-expect-error there is no such column
    void rows[0]?.opening
  })
})

describe('toRows of a statement', () => {
  const years = createCalendar({ start: '2027-01-01', months: 3, fiscalYearStartMonth: 3 })
  const statement = {
    statement: 'balanceSheet',
    currency: 'USD',
    periodIds: ['2027', '2028'],
    lines: [{ id: 'cash', label: 'Cash', kind: 'amount', amounts: [5, 9.5], opening: 2 }],
  } as const

  test('gives one row for each line and column, fiscal years as far as the calendar covers them', () => {
    expect(toRows(statement, { calendar: years })).toEqual([
      {
        statement: 'balanceSheet',
        line: 'cash',
        label: 'Cash',
        kind: 'amount',
        periodId: '2027',
        periodStart: '2027-01-01',
        periodEnd: '2027-03-01',
        amount: 5,
        opening: 2,
        currency: 'USD',
      },
      {
        statement: 'balanceSheet',
        line: 'cash',
        label: 'Cash',
        kind: 'amount',
        periodId: '2028',
        periodStart: '2027-03-01',
        periodEnd: '2027-04-01',
        amount: 9.5,
        opening: 2,
        currency: 'USD',
      },
    ])
    expect(toRows({ ...statement, method: 'direct' })[1]).toMatchObject({ periodId: '2028', method: 'direct' })
  })

  test('refuses the calendar of another plan and amounts that were cut off', () => {
    const error = catchSopError(() => toRows(statement, { calendar }))
    expect(error.issues.map(({ path }) => path)).toEqual(['records.periodIds[1]'])
    const cut = { ...statement, lines: [{ ...statement.lines[0], amounts: [1] }] }
    expect(catchSopError(() => toRows(cut)).issues.map(({ path }) => path)).toEqual(['records.lines[0].amounts'])
  })
})

describe('toRows of a ledger', () => {
  const ledger = {
    calendar,
    currency: 'USD',
    decimals: 2,
    accounts: ['cash', 'receivables', 'revenue'],
    rules: ['openingBalance', 'sale'],
    refs: [{}, { itemId: 'lamp', marketId: 'north' }],
    dueDates: ['2027-03-02'],
    periodIndex: [-1, 1, 1],
    account: [0, 1, 2],
    amountMinor: [12_345, 700, -700],
    rule: [0, 1, 1],
    ref: [0, 1, 1],
    entry: [0, 1, 1],
    quantity: [null, null, 7],
    dueDate: [null, 0, null],
  }

  test('gives one row for each posting, with ids, quantity and due date', () => {
    expect(toRows(deepFreeze(ledger))).toEqual([
      {
        entry: 0,
        periodId: null,
        periodStart: null,
        periodEnd: null,
        account: 'cash',
        amount: 123.45,
        currency: 'USD',
        rule: 'openingBalance',
        itemId: null,
        marketId: null,
        quantity: null,
        dueDate: null,
      },
      {
        entry: 1,
        ...FEB,
        account: 'receivables',
        amount: 7,
        currency: 'USD',
        rule: 'sale',
        itemId: 'lamp',
        marketId: 'north',
        quantity: null,
        dueDate: '2027-03-02',
      },
      {
        entry: 1,
        ...FEB,
        account: 'revenue',
        amount: -7,
        currency: 'USD',
        rule: 'sale',
        itemId: 'lamp',
        marketId: 'north',
        quantity: 7,
        dueDate: null,
      },
    ])
  })

  test('names the columns that are missing or cut', () => {
    const error = catchSopError(() => toRows({ ...ledger, refs: undefined, rule: [0], calendar: null } as never))
    expect(error.issues.map(({ path }) => path)).toEqual(['records.refs', 'records.rule', 'records.calendar'])
  })
})

describe('toRows of what is no cell', () => {
  test('names it, and fields whose column the rows have themselves', () => {
    const records = [
      { closing: [1, Number.NaN, 3] },
      { price: Infinity, day: new Date(0), size: 7n, days: [new Date(0)] },
      JSON.parse('{"__proto__":1}') as object,
      { periodId: 'mine', closing: [1, 2, 3] },
    ]
    const problems = catchSopError(() => toRows(records, { calendar })).issues.map(
      ({ code, path }) => `${code} ${path}`,
    )
    expect(problems).toEqual([
      'NOT_FINITE records[0].closing[1]',
      'NOT_FINITE records[1].price',
      'WRONG_TYPE records[1].day',
      'WRONG_TYPE records[1].size',
      'WRONG_TYPE records[1].days[0]',
      'CONFLICT records[2].__proto__',
      'CONFLICT records[3].periodId',
    ])
    expect(catchSopError(() => toRows([{ periodIndex: 7, closing: [1] }])).path).toBe('records[0].periodIndex')
    expect(toRows([{ periodId: 'mine', value: 1 }], { calendar })).toEqual([{ periodId: 'mine', value: 1 }])
  })
})

describe('toRows of key figures', () => {
  const kpis = {
    revenue: { values: [1, 2, 3], total: 6 },
    serviceLevel: { values: [1, null, 0.5], total: null },
    resourceUse: [{ resourceId: 'bench', values: [0.5, 0.6, 0.7], total: 0.6 }],
  }

  test('gives one row for each figure and period', () => {
    const rows = toRows(kpis, { calendar })
    expect(rows).toHaveLength(9)
    expect(rows[0]).toEqual({ kpi: 'revenue', total: 6, ...JAN, value: 1 })
    expect(rows[4]).toEqual({ kpi: 'serviceLevel', total: null, ...FEB, value: null })
    expect(rows[7]).toEqual({ kpi: 'resourceUse', resourceId: 'bench', total: 0.6, ...FEB, value: 0.6 })
    expect(toRows(kpis)[8]).toMatchObject({ periodIndex: 2, value: 0.7 })
  })

  test('names what is no key figure, and values of another length', () => {
    const error = catchSopError(() => toRows({ ...kpis, more: 7, resourceUse: [{ values: [1] }] }, { calendar }))
    expect(error.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'MISALIGNED records.resourceUse[0].values',
      'WRONG_TYPE records.more',
    ])
  })
})
