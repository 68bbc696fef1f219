import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { createCalendar, toTable, type ToTableOptions } from '../../../src/core/index.js'
import { checkPlanInput } from '../../../src/schema/index.js'
import { isSopError } from '../../../src/core/checking/errors.js'

/** The problems of a call, as code, place and what was received. */
function problems(call: () => unknown): string[] {
  try {
    call()
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ code, path, received }) => `${code} ${path} ${received}`)
    throw error
  }
  return []
}

const remedies = (call: () => unknown): string[] => {
  try {
    call()
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ remedy }) => remedy)
    throw error
  }
  return []
}

/** One cell as it is chosen. */
const read = (value: unknown, choice: object): unknown =>
  toTable([{ c: value }], { fields: { x: { from: 'c', ...choice } } } as unknown as ToTableOptions)[0]

/** A decimal or a day of a driver, which writes itself. */
class Written {
  readonly #words: string
  constructor(words: string) {
    this.#words = words
  }
  toString(): string {
    return this.#words
  }
}

describe('a cell becomes what it is chosen to be', () => {
  test.each([
    ['lamp', {}, 'lamp'],
    ['  lamp ', {}, '  lamp '],
    [1001, {}, '1001'],
    [9007199254740993n, {}, '9007199254740993'],
    [7, { as: 'number' }, 7],
    [-0, { as: 'number' }, 0],
    [12n, { as: 'number' }, 12],
    ['12.50', { as: 'number' }, 12.5],
    [' 1e3 ', { as: 'number' }, 1000],
    ['1,234,567.8', { as: 'number', decimalSign: '.' }, 1234567.8],
    ['1.234,50', { as: 'number', decimalSign: ',' }, 1234.5],
    ['-0,5', { as: 'number', decimalSign: ',' }, -0.5],
    ['17', { as: 'number', decimalSign: ',' }, 17],
    [new Written('3.75'), { as: 'number' }, 3.75],
    ['2027-01-31', { as: 'day' }, '2027-01-31'],
    ['20270131', { as: 'day' }, '2027-01-31'],
    [20270131, { as: 'day' }, '2027-01-31'],
    [20270131n, { as: 'day' }, '2027-01-31'],
    ['2027-01-31T00:00:00', { as: 'day' }, '2027-01-31'],
    ['2027-01-31 23:59:59.999', { as: 'day', round: 'down' }, '2027-01-31'],
    [new Written('2027-01-31'), { as: 'day' }, '2027-01-31'],
    [new Date('2027-01-31'), { as: 'day' }, '2027-01-31'],
    // midnights of Berlin and of New York, as drivers give days
    [new Date('2027-01-30T23:00:00Z'), { as: 'day', round: 'nearest' }, '2027-01-31'],
    [new Date('2027-01-31T05:00:00Z'), { as: 'day', round: 'nearest' }, '2027-01-31'],
    ['2027-01-31T00:00:00+01:00', { as: 'day', round: 'nearest' }, '2027-01-31'],
    [new Date('2027-01-31T23:00:00Z'), { as: 'day', round: 'down' }, '2027-01-31'],
    ['2028-02-29', { as: 'day' }, '2028-02-29'],
    [true, { as: 'flag' }, true],
    [0, { as: 'flag' }, false],
    [1n, { as: 'flag' }, true],
    ['f', { as: 'flag' }, false],
    ['X', { as: 'flag' }, true],
  ])('%s %o', (value, choice, expected) => {
    expect(read(value, choice)).toStrictEqual({ x: expected })
  })

  test.each([
    [new Date('2027-01-31'), {}, 'WRONG_TYPE rows[0].c a Date; write 2027-01-31', /as: 'day'/],
    [true, {}, 'WRONG_TYPE rows[0].c true', /as: 'number' or 'flag'/],
    ['1.234,50', { as: 'number' }, 'WRONG_TYPE rows[0].c "1.234,50"', /decimalSign: ',' for 1234\.5/],
    [
      '1,234.50',
      { as: 'number', decimalSign: ',' },
      'WRONG_TYPE rows[0].c "1,234.50"',
      /decimalSign: '\.' for 1234\.5/,
    ],
    // a thousand and some, or one and some?
    [
      '1,234',
      { as: 'number' },
      'WRONG_TYPE rows[0].c "1,234"',
      /decimalSign: '\.' for 1234, decimalSign: ',' for 1\.234/,
    ],
    ['1.234.5', { as: 'number', decimalSign: ',' }, 'WRONG_TYPE rows[0].c "1.234.5"', /Pass a number/],
    ['12 pieces', { as: 'number' }, 'WRONG_TYPE rows[0].c "12 pieces"', /Pass a number/],
    [9007199254740993n, { as: 'number' }, 'WRONG_TYPE rows[0].c 9007199254740993n (bigint)', /as text/],
    [Number.NaN, { as: 'number' }, 'WRONG_TYPE rows[0].c NaN', /a number/],
    ['0x10', { as: 'number' }, 'WRONG_TYPE rows[0].c "0x10"', /a number/],
    [[5], { as: 'number' }, 'WRONG_TYPE rows[0].c [5]', /a number/],
    [{}, { as: 'number' }, 'WRONG_TYPE rows[0].c {}', /a number/],
    ['2027-02-29', { as: 'day' }, 'WRONG_TYPE rows[0].c "2027-02-29"', /YYYY-MM-DD/],
    ['31.01.2027', { as: 'day' }, 'WRONG_TYPE rows[0].c "31.01.2027"', /YYYY-MM-DD/],
    [46388, { as: 'day' }, 'WRONG_TYPE rows[0].c 46388', /YYYY-MM-DD/],
    // an hour before midnight in UTC: the 30th or the 31st?
    [
      new Date('2027-01-30T23:00:00Z'),
      { as: 'day' },
      /^WRONG_TYPE rows\[0\]\.c a Date \(2027-01-30T23:00Z\)/,
      /round: 'nearest'/,
    ],
    ['2027-01-30 23:00', { as: 'day' }, 'WRONG_TYPE rows[0].c "2027-01-30 23:00"', /round: 'down'/],
    [new Date(Number.NaN), { as: 'day' }, 'WRONG_TYPE rows[0].c an invalid Date', /YYYY-MM-DD/],
    [1800000000000n, { as: 'day' }, 'WRONG_TYPE rows[0].c 1800000000000n (bigint)', /YYYY-MM-DD/],
    [20270231, { as: 'day' }, 'WRONG_TYPE rows[0].c 20270231', /YYYY-MM-DD/],
    ['1e400', { as: 'number' }, 'WRONG_TYPE rows[0].c "1e400"', /^Pass a number\.$/],
    [{ toString: (): object => ({}) }, { as: 'number' }, /^WRONG_TYPE rows\[0\]\.c/, /a number/],
    ['   ', { as: 'number' }, 'MISSING_VALUE rows[0].c "   "', /optional: true/],
    // 2 ** 53 + 1 has come as 2 ** 53, and so has its neighbor
    [9007199254740992, {}, 'WRONG_TYPE rows[0].c 9007199254740992', /text or bigint/],
    ['maybe', { as: 'flag' }, 'WRONG_TYPE rows[0].c "maybe"', /t or f/],
    [null, { as: 'number' }, 'MISSING_VALUE rows[0].c null', /optional: true/],
    ['', {}, 'MISSING_VALUE rows[0].c ""', /optional: true/],
  ])('or is refused: %s %o', (value, choice, problem, remedy) => {
    const [found, ...more] = problems(() => read(value, choice))
    if (problem instanceof RegExp) expect(found).toMatch(problem)
    else expect(found).toBe(problem)
    expect(more).toEqual([])
    expect(remedies(() => read(value, choice))[0]).toMatch(remedy)
  })

  test('an empty cell of an optional field leaves the field away', () => {
    for (const value of [null, undefined, '', '   ', '\u00a0'])
      expect(read(value, { optional: true })).toStrictEqual({})
    expect(read('00000000', { as: 'day', optional: true, empty: ['00000000'] })).toStrictEqual({})
    expect(read(-1, { as: 'number', optional: true, empty: [-1] })).toStrictEqual({})
  })

  test('a text is read as the number that it writes, and what is written differently is not read', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(read(String(number), { as: 'number' })).toStrictEqual({ x: number + 0 })
        const comma = String(number).replace('.', ',')
        expect(read(comma, { as: 'number', decimalSign: ',' })).toStrictEqual({ x: number + 0 })
      }),
    )
  })
})

describe('a table', () => {
  const rows = [
    { MATNR: '000000000000001001', MAKTX: 'lamp', STPRS: '12.50', WERKS: 'A', SPRAS: null },
    { MATNR: '000000000000001002', MAKTX: 'shade', STPRS: null, WERKS: 'B', SPRAS: null },
  ]

  test('has the fields that are chosen, of the types that they are chosen to be', () => {
    const items = toTable(rows, {
      fields: {
        id: 'MATNR',
        name: 'MAKTX',
        purchaseCost: { from: 'STPRS', as: 'number', optional: true },
        kind: { value: 'good' },
        attributes: { record: { plant: 'WERKS', language: { from: 'SPRAS', optional: true } } },
      },
    })
    expectTypeOf(items).toEqualTypeOf<
      {
        readonly id: string
        readonly name: string
        readonly kind: 'good'
        readonly attributes: { readonly plant: string; readonly language?: string }
        readonly purchaseCost?: number
      }[]
    >()
    expect(items).toStrictEqual([
      { id: '000000000000001001', name: 'lamp', purchaseCost: 12.5, kind: 'good', attributes: { plant: 'A' } },
      { id: '000000000000001002', name: 'shade', kind: 'good', attributes: { plant: 'B' } },
    ])
  })

  test('may come of anything that can be walked through, and of rows with getters', () => {
    class Line {
      get item(): string {
        return 'lamp'
      }
    }
    expect(toTable(new Set([new Line()]), { fields: { itemId: 'item' } })).toEqual([{ itemId: 'lamp' }])
    expect(toTable([], { fields: { itemId: 'item' } })).toEqual([])
  })

  test('names every column that there is not, and every row that is none, at once', () => {
    expect(problems(() => toTable(rows, { fields: { id: 'MATNO', name: 'MAKTX', more: { from: 'x' } } }))).toEqual([
      'UNKNOWN_FIELD options.fields.id "MATNO"',
      'UNKNOWN_FIELD options.fields.more "x"',
    ])
    expect(remedies(() => toTable(rows, { fields: { id: 'MATNO' } }))[0]).toMatch(/Did you mean 'MATNR'\?/)
    expect(problems(() => toTable(rows, { fields: { id: 'toString' } }))).toEqual([
      'UNKNOWN_FIELD options.fields.id "toString"',
    ])
    const marked = [{ '\uFEFFMATNR': '1001', MAKTX: 'lamp' }]
    expect(remedies(() => toTable(marked, { fields: { id: 'MATNR' } }))[0]).toMatch(/byte order mark.*bom: true/)
    const broken = [['a', 1], null] as unknown as object[]
    expect(problems(() => toTable(broken, { fields: { id: 'a' } }))).toEqual([
      'WRONG_TYPE rows[0] ["a",1]',
      'WRONG_TYPE rows[1] null',
    ])
    expect(problems(() => toTable('rows' as unknown as object[], { fields: { id: 'a' } }))).toEqual([
      'WRONG_TYPE rows "rows"',
    ])
  })

  test.each([
    [{}, ['MISSING_VALUE options.fields undefined']],
    [{ fields: { id: 5 } }, ['WRONG_TYPE options.fields.id 5']],
    [{ fields: { id: { from: 'a', kind: 'day' } } }, ['UNKNOWN_FIELD options.fields.id.kind "day"']],
    [{ fields: { id: { from: 'a', as: 'date' } } }, ['UNKNOWN_ID options.fields.id.as "date"']],
    [{ fields: { id: { value: [1] } } }, ['WRONG_TYPE options.fields.id.value [1]']],
    [{ fields: { id: 'a' }, pivots: {} }, ['UNKNOWN_FIELD options.pivots {}']],
  ])('refuses options that are none: %o', (options, expected) => {
    const found = problems(() => toTable(rows, options as unknown as ToTableOptions))
    expect(found.map((one) => one.replace(/^\w+/, ''))).toEqual(expected.map((one) => one.replace(/^\w+/, '')))
  })
})

describe('long rows become arrays', () => {
  const calendar = createCalendar({ start: '2027-01-01', months: 3 })
  const fields = {
    itemId: 'item',
    periodId: 'month',
    quantity: { from: 'units', as: 'number' },
  } as const
  const pivot = { by: 'periodId', calendar, values: { quantity: 'quantities' }, missing: null } as const
  const long = [
    { item: 'lamp', month: '2027-02', units: '5' },
    { item: 'shade', month: '2027-03', units: '2' },
    { item: 'lamp', month: '2027-01', units: '7' },
  ]

  test('one row for each item, in the order in which they appear, with what is missing as it was said', () => {
    const table = toTable(long, { fields, pivot })
    expectTypeOf(table).toEqualTypeOf<{ readonly itemId: string; readonly quantities: readonly (number | null)[] }[]>()
    expect(table).toStrictEqual([
      { itemId: 'lamp', quantities: [7, 5, null] },
      { itemId: 'shade', quantities: [null, null, 2] },
    ])
    expect(toTable(long, { fields, pivot: { ...pivot, missing: 0 } })[0]?.quantities).toEqual([7, 5, 0])
  })

  test('a history begins with the calendar, or with the first row of its item', () => {
    const history = toTable(long, { fields, pivot: { ...pivot, missing: 0, firstPeriod: 'start' } })
    expectTypeOf(history).toEqualTypeOf<
      { readonly itemId: string; readonly start: string; readonly quantities: readonly number[] }[]
    >()
    expect(history[1]).toEqual({ itemId: 'shade', start: '2027-01', quantities: [0, 0, 2] })
    const own = toTable(long, { fields, pivot: { ...pivot, missing: 0, firstPeriod: 'start', fromFirstRow: true } })
    expect(own[1]).toEqual({ itemId: 'shade', start: '2027-03', quantities: [2] })
    const issues = checkPlanInput({
      calendar: { start: '2027-04-01', months: 3 },
      items: [
        { id: 'lamp', price: 5 },
        { id: 'shade', price: 2 },
      ],
      history: own,
    })
    expect(issues).toEqual([])
  })

  test('transactions are added up in the period of their day, the same in any order of the rows', () => {
    const sales = [
      { item: 'lamp', day: new Date('2027-01-31'), units: 0.1 },
      { item: 'lamp', day: new Date('2027-02-01'), units: 4 },
      { item: 'lamp', day: new Date('2027-01-02'), units: 0.2 },
      { item: 'lamp', day: new Date('2027-01-03'), units: -0.3 },
    ]
    const read = (rows: typeof sales): unknown =>
      toTable(rows, {
        fields: { itemId: 'item', date: { from: 'day', as: 'day' }, quantity: { from: 'units', as: 'number' } },
        pivot: { by: 'date', calendar, values: { quantity: 'quantities' }, missing: 0, add: true },
      })
    expect(read(sales)).toEqual([{ itemId: 'lamp', quantities: [0, 4, 0] }])
    expect(read([...sales].reverse())).toEqual(read(sales))
  })

  test('two values by period, and a field that tells rows of one item apart', () => {
    const rows = [
      { r: 'saw', p: '2027-01', h: 160, c: 20 },
      { r: 'saw', p: '2027-02', h: 150, c: 21 },
    ]
    const resources = toTable(rows, {
      fields: { id: 'r', p: 'p', hours: { from: 'h', as: 'number' }, cost: { from: 'c', as: 'number' } },
      pivot: { by: 'p', calendar, values: { hours: 'capacityHours', cost: 'costPerHour' }, missing: 0 },
    })
    expect(resources).toEqual([{ id: 'saw', capacityHours: [160, 150, 0], costPerHour: [20, 21, 0] }])
    const markets = [...long, { ...long[0], market: 'north' }].map((row) => ({ market: null, ...row }))
    const split = toTable(markets, { fields: { ...fields, marketId: { from: 'market', optional: true } }, pivot })
    expect(split.map(({ itemId, marketId }) => [itemId, marketId])).toEqual([
      ['lamp', undefined],
      ['shade', undefined],
      ['lamp', 'north'],
    ])
  })

  test('refuses a period twice, one outside the calendar, and a pivot that contradicts the fields', () => {
    expect(problems(() => toTable([...long, ...long.slice(0, 1)], { fields, pivot }))).toEqual([
      'DUPLICATE_ID rows[3].periodId "2027-02"',
    ])
    const outside = [
      ...long,
      { item: 'lamp', month: '2026-12', units: '9' },
      { item: 'lamp', month: 'soon', units: '9' },
    ]
    expect(problems(() => toTable(outside, { fields, pivot }))).toEqual([
      'OUT_OF_RANGE rows[3].periodId "2026-12"',
      'OUT_OF_RANGE rows[4].periodId "soon"',
    ])
    expect(toTable(outside, { fields, pivot: { ...pivot, leaveOutside: true } })).toEqual(
      toTable(long, { fields, pivot }),
    )
    expect(problems(() => toTable(long, { fields, pivot: { ...pivot, by: 'month' } }))).toEqual([
      'UNKNOWN_FIELD options.pivot.by "month"',
    ])
    expect(
      problems(() => toTable(long, { fields, pivot: { ...pivot, values: { itemId: 'x', quantity: 'itemId' } } })),
    ).toEqual(['CONFLICT options.fields.itemId "item"'])
    expect(problems(() => toTable(long, { fields, pivot: { ...pivot, fromFirstRow: true } }))).toEqual([
      'MISSING_VALUE options.pivot.firstPeriod undefined',
    ])
  })
})
