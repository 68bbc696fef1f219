import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { createCalendar } from '../../../src/core/time/calendar.js'
import { sumDecimals } from '../../../src/core/numbers/sumDecimals.js'
import { summarize } from '../../../src/core/rows/summarize.js'
import { toRows } from '../../../src/core/rows/toRows.js'
import { deepFreeze } from '../../costing/deepFreeze.js'
import { catchSopError } from '../catchSopError.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

const calendar = createCalendar({ start: '2027-02-01', months: 5, fiscalYearStartMonth: 4 })
const items = [
  { id: 'desk', supplierId: 'north', attributes: { family: 'lamps', grade: 1 } },
  { id: 'floor', supplierId: 'south', attributes: { family: 'lamps', grade: 2 } },
  { id: 'shade', attributes: {} },
]
const inventory = [
  {
    itemId: 'floor',
    opening: [8, 7, 7, 7, 7],
    shipped: [1, 2, 3, 4, 5],
    closing: [7, 7, 7, 7, 7],
    daysOfCover: [1, 2, 3, 4, null],
  },
  {
    itemId: 'desk',
    opening: [6, 5, 4, 3, 2],
    shipped: [10, 20, 30, 40, 50],
    closing: [5, 4, 3, 2, 1],
    daysOfCover: [1, 1, 1, 1, 1],
  },
  {
    itemId: 'shade',
    opening: [0, 1, 1, 1, 1],
    shipped: [0, 0, 0, 0, 0.5],
    closing: [1, 1, 1, 1, 0.5],
    daysOfCover: [9, 9, 9, 9, 9],
  },
]

const refused = (call: () => unknown): string[] => catchSopError(call).issues.map(({ code, path }) => `${code} ${path}`)

describe('summarize', () => {
  test('totals flows, takes levels at the end and openings at the start, and leaves rates out', () => {
    const result = summarize(deepFreeze(inventory), { by: 'family', to: 'fiscalYear', calendar, tables: { items } })
    expect(result.records).toEqual([
      { family: null, count: 1, opening: [0, 1], shipped: [0, 0.5], closing: [1, 0.5] },
      { family: 'lamps', count: 2, opening: [14, 11], shipped: [33, 132], closing: [11, 8] },
    ])
    expect(result.leftOut).toEqual(['daysOfCover'])
    expect(result.calendar?.periods).toEqual([
      { id: '2027', unit: 'year', start: '2027-02-01', end: '2027-04-01', days: 59, workingDays: 43, fiscalYear: 2027 },
      { id: '2028', unit: 'year', start: '2027-04-01', end: '2027-07-01', days: 91, workingDays: 65, fiscalYear: 2028 },
    ])
    expect(toRows(result.records, { calendar: result.calendar! })[3]).toMatchObject({ periodId: '2028', shipped: 132 })
  })

  test('puts periods together by the quarter of the fiscal year, a week where it begins', () => {
    const all = summarize(inventory, { to: 'quarter', calendar, measures: ['shipped'] })
    expect(all.calendar?.periods.map(({ id }) => id)).toEqual(['2027-Q4', '2028-Q1'])
    expect(all.records).toEqual([{ count: 3, shipped: [33, 132.5] }])
    const weeks = createCalendar({ start: '2027-03-22', weeks: 3 })
    const byMonth = summarize([{ shipped: [1, 2, 4] }], { to: 'month', calendar: weeks })
    expect(byMonth.calendar?.periods.map(({ id, start }) => `${id} ${start}`)).toEqual([
      '2027-03 2027-03-22',
      '2027-04 2027-04-05',
    ])
    expect(byMonth.records).toEqual([{ count: 1, shipped: [3, 4] }])
  })

  test('groups by several fields: of the record, attributes and columns of its rows', () => {
    const { records } = summarize(inventory, {
      by: ['grade', 'supplierId', 'itemId'],
      calendar,
      tables: { items },
      measures: ['closing'],
    })
    expect(records).toEqual([
      { grade: null, supplierId: null, itemId: 'shade', count: 1, closing: [1, 1, 1, 1, 0.5] },
      { grade: 1, supplierId: 'north', itemId: 'desk', count: 1, closing: [5, 4, 3, 2, 1] },
      { grade: 2, supplierId: 'south', itemId: 'floor', count: 1, closing: [7, 7, 7, 7, 7] },
    ])
  })

  test('weighs a rate by its base', () => {
    const resources = [
      { resourceId: 'a', capacityHours: [100, 100], utilization: [0.5, 1], worthOfOneHour: [0, 3] },
      { resourceId: 'b', capacityHours: [300, 0], utilization: [0.1, 0.7], worthOfOneHour: [0, 0] },
    ]
    const months = createCalendar({ start: '2027-01-01', months: 2 })
    expect(summarize(resources, { calendar: months })).toEqual({
      calendar: months,
      records: [{ count: 2, capacityHours: [400, 100], utilization: [80 / 400, 1] }],
      leftOut: ['worthOfOneHour'],
    })
    expect(summarize(resources, { calendar: months, to: 'quarter' }).records[0]?.utilization).toEqual([180 / 500])
    const none = [{ capacityHours: [0, 5], utilization: [0.2, null] }]
    expect(summarize(none, { calendar: months }).records[0]?.utilization).toEqual([null, null])
  })

  test('takes fields of the caller as what he says that they are', () => {
    const visits = [
      { shop: 'x', visits: [1, 2], staff: [3, 4], share: [0.5, 0.25] },
      { shop: 'y', visits: [3, 2], staff: [1, 1], share: [0.1, 0.75] },
    ]
    const kinds = {
      visits: { kind: 'flow' },
      staff: { kind: 'level' },
      share: { kind: 'rate', weight: 'visits' },
    } as const
    expect(summarize(visits, { kinds }).records).toEqual([
      { count: 2, visits: [4, 4], staff: [4, 5], share: [0.2, 0.5] },
    ])
    expect(refused(() => summarize(visits))).toEqual([
      'UNKNOWN_FIELD records[0].visits',
      'UNKNOWN_FIELD records[0].staff',
      'UNKNOWN_FIELD records[0].share',
    ])
  })

  test('totals rows that have one number, and passes what was not observed on', () => {
    const sold = [
      { customerId: 'c1', itemId: 'desk', quantity: 0.1 },
      { customerId: 'c2', itemId: 'desk', quantity: 0.2 },
    ]
    expect(summarize(sold, { by: 'itemId' }).records).toEqual([{ itemId: 'desk', count: 2, quantity: 0.3 }])
    expect(summarize([{ shipped: [1, null] }, { shipped: [2, 2] }]).records).toEqual([{ count: 2, shipped: [3, null] }])
    expect(summarize([])).toEqual({ records: [], leftOut: [] })
  })

  test.each([
    ['no records', () => summarize(7 as never), ['WRONG_TYPE records']],
    ['a record that is none', () => summarize([null] as never), ['WRONG_TYPE records[0]']],
    ['a misspelled option', () => summarize([], { bye: 'x' } as never), ['UNKNOWN_FIELD options.bye']],
    [
      'wider periods without a calendar',
      () => summarize(inventory, { to: 'quarter' }),
      ['MISSING_VALUE options.calendar'],
    ],
    [
      'a year made of quarters',
      () => summarize([], { to: 'month', calendar: createCalendar({ start: '2027-01-01', quarters: 1 }) }),
      ['CONFLICT options.to'],
    ],
    [
      'an unknown field',
      () => summarize(inventory, { by: 'brand', tables: { items } }),
      ['UNKNOWN_FIELD options.by[0]'],
    ],
    ['an attribute without its table', () => summarize(inventory, { by: 'family' }), ['UNKNOWN_FIELD options.by[0]']],
    [
      'an item that is not in the table',
      () => summarize(inventory, { by: 'family', tables: { items: items.slice(1) } }),
      ['UNKNOWN_ID records[1].itemId'],
    ],
    [
      'a field of two tables',
      () =>
        summarize([{ itemId: 'desk', marketId: 'm', shipped: [1] }], {
          by: 'region',
          tables: {
            items: [{ id: 'desk', attributes: { region: 'n' } }],
            markets: [{ id: 'm', attributes: { region: 's' } }],
          },
        }),
      ['CONFLICT options.by[0]'],
    ],
    [
      'a rate asked for',
      () => summarize(inventory, { measures: ['closing', 'daysOfCover'] }),
      ['CONFLICT options.measures[1]'],
    ],
    ['an unknown measure', () => summarize(inventory, { measures: ['closed'] }), ['UNKNOWN_FIELD options.measures[0]']],
    ['another calendar', () => summarize([{ shipped: [1] }], { calendar }), ['MISALIGNED records[0].shipped']],
    [
      'rows that are none',
      () => summarize(inventory, { tables: { items: [null] } } as never),
      ['WRONG_TYPE options.tables.items[0]'],
    ],
    [
      'a kind that there is not',
      () => summarize([], { kinds: { a: { kind: 'sum' } } } as never),
      ['OUT_OF_RANGE options.kinds.a.kind'],
    ],
  ])('refuses %s', (_, call, expected) => {
    expect(refused(call)).toEqual(expected)
  })

  describe('of rows of one period each', () => {
    const rows = toRows(inventory, { calendar })

    test('takes a level where it stands: 5 months of it were summed', () => {
      const { records } = summarize([...rows].reverse(), { by: 'itemId', measures: ['opening', 'shipped', 'closing'] })
      expect(records).toEqual([
        { itemId: 'desk', count: 5, opening: 6, shipped: 150, closing: 1 },
        { itemId: 'floor', count: 5, opening: 8, shipped: 15, closing: 7 },
        { itemId: 'shade', count: 5, opening: 0, shipped: 0.5, closing: 0.5 },
      ])
    })

    test('gives what the records give', () => {
      for (const by of [[], ['family']]) {
        const wide = summarize(inventory, { by, tables: { items }, to: 'fiscalYear', calendar })
        const months = summarize(rows, { by: [...by, 'periodId'], tables: { items } })
        const first = summarize(
          rows.filter(({ periodStart }) => periodStart < '2027-04-01'),
          { by, tables: { items } },
        )
        expect(first.records.map(({ opening, shipped, closing }) => [opening, shipped, closing])).toEqual(
          wide.records.map(({ opening, shipped, closing }) => [opening?.[0], shipped?.[0], closing?.[0]]),
        )
        const flat = toRows(summarize(inventory, { by, tables: { items }, calendar }).records, { calendar })
        expect(months.records.map(({ closing }) => closing)).toEqual(flat.map(({ closing }) => closing))
      }
    })

    test('knows the last period by its start, its place, or its place in the calendar', () => {
      const weeks = [
        { id: 'W10', closing: 3 },
        { id: 'W9', closing: 2 },
      ]
      const placed = toRows(inventory).map(({ periodIndex, itemId, closing }) => ({ itemId, closing, periodIndex }))
      expect(summarize(placed, { by: 'itemId' }).records.map(({ closing }) => closing)).toEqual([1, 7, 0.5])
      const named = weeks.map(({ id, closing }) => ({ periodId: id, closing }))
      const periods = ['W9', 'W10'].map((id, t) => ({ ...calendar.periods[t]!, id }))
      expect(summarize(named, { calendar: { ...calendar, periods } }).records[0]?.closing).toBe(3)
    })

    test('says which numbers have no total', () => {
      const figures = toRows({ revenue: { values: [10, 20], total: 30 } })
      const { records, leftOut } = summarize(figures, { by: 'kpi' })
      expect(records).toEqual([{ kpi: 'revenue', count: 2 }])
      expect(leftOut).toEqual(['total', 'value'])
      expect(summarize(figures, { by: 'kpi', kinds: { value: { kind: 'flow' } } }).records[0]?.value).toBe(30)
    })
  })

  test('has the types of the records', () => {
    const [first] = summarize(inventory, { by: ['itemId', 'family'], tables: { items } }).records
    expectTypeOf(first!.family).toEqualTypeOf<string | number | boolean | null>()
    expectTypeOf(first!.closing).toEqualTypeOf<readonly (number | null)[] | undefined>()
    // @ts-expect-error it was not asked for
    void first?.grade
  })

  test('keeps totals, whatever is put together, in any order of the records', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
    const record = fc.record({
      itemId: fc.constantFrom('desk', 'floor', 'shade'),
      marketId: fc.constantFrom('n', '1', 'undefined'),
      shipped: fc.array(cents, { minLength: 5, maxLength: 5 }),
      closing: fc.array(cents, { minLength: 5, maxLength: 5 }),
    })
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(1, 10, 100, 1000),
        (whole, scale) => {
          const scaled = whole.map(({ shipped, closing, ...ids }) => ({
            ...ids,
            shipped: shipped.map((n) => n / scale),
            closing: closing.map((n) => n / scale),
          }))
          const total = (field: 'shipped' | 'closing', places: readonly number[]): number =>
            whole.reduce((sum, one) => sum + places.reduce((part, t) => part + (one[field][t] as number), 0), 0)
          for (const by of [[], ['family'], ['itemId', 'marketId']]) {
            const options = { by, to: 'quarter', calendar, tables: { items } } as const
            const { records } = summarize(scaled, options)
            const sums = (field: 'shipped' | 'closing', t: number): number =>
              sumDecimals(records.map((one) => one[field]?.[t] as number)) * scale
            expect(records.reduce((sum, { count }) => sum + count, 0)).toBe(whole.length)
            expect(Math.round(sums('shipped', 0))).toBe(total('shipped', [0, 1]))
            expect(Math.round(sums('shipped', 1))).toBe(total('shipped', [2, 3, 4]))
            expect(Math.round(sums('closing', 1))).toBe(total('closing', [4]))
            // Decimal numbers stay decimal numbers, to the last bit.
            for (const { shipped } of records)
              for (const n of shipped ?? []) expect(Math.round((n as number) * scale) / scale).toBe(n)
            expect(summarize([...scaled].reverse(), options).records).toEqual(records)
          }
        },
      ),
      { numRuns: RUNS },
    )
  })
})

describe('what cannot be totaled', () => {
  const problems = (records: readonly object[], options = {}): string[] =>
    catchSopError(() => summarize(records, options)).issues.map(({ code, path }) => `${code} ${path}`)
  const flow = { kinds: { visits: { kind: 'flow' }, count: { kind: 'flow' } } } as const

  test.each([
    ['a series beside one number', [{ shipped: [1, 2] }, { shipped: 7 }], 'MISALIGNED records[1].shipped'],
    ['one number beside a series', [{ shipped: 7 }, { shipped: [1, 2] }], 'MISALIGNED records[1].shipped'],
    ['text beside a number', [{ shipped: 7 }, { shipped: '90' }], 'WRONG_TYPE records[1].shipped'],
    ['a bigint beside a number', [{ shipped: 7 }, { shipped: 9n }], 'WRONG_TYPE records[1].shipped'],
    ['no number', [{ closing: [1, Number.NaN] }], 'NOT_FINITE records[0].closing[1]'],
    ['no end', [{ shipped: Infinity }], 'NOT_FINITE records[0].shipped'],
    ['text in a series', [{ closing: [1, 'x'] }], 'WRONG_TYPE records[0].closing[1]'],
    ['no periods beside some', [{ closing: [1, 2] }, { closing: [] }], 'MISALIGNED records[1].closing'],
    ['a weight that is text', [{ price: [1], shipped: ['x'] }], 'WRONG_TYPE records[0].shipped[0]'],
    ['text by a name that the caller explains', [{ visits: '7' }], 'WRONG_TYPE records[0].visits'],
    ['a measure of the name of the number of records', [{ count: 7 }], 'CONFLICT records[0].count'],
  ])('%s is refused by its cell', (_, records, problem) => {
    const weighted = { kinds: { ...flow.kinds, price: { kind: 'rate', weight: 'shipped' } } }
    expect(problems(records, weighted)).toContain(problem)
  })

  test('a value that is not there is none', () => {
    expect(summarize([{ shipped: 7 }, { shipped: undefined }, {}]).records).toEqual([{ count: 3, shipped: 7 }])
  })
})

describe('sumDecimals', () => {
  test('adds decimals exactly, and other numbers as well as a double can', () => {
    expect(sumDecimals([0.1, 0.2])).toBe(0.3)
    expect(sumDecimals(new Array<number>(1000).fill(0.01))).toBe(10)
    expect(sumDecimals([1e15, 0.25, -1e15])).toBe(0.25)
    expect(sumDecimals([1 / 3, 1 / 3, 1 / 3])).toBe(1)
    expect(Object.is(sumDecimals([-0, 0.5, -0.5]), 0)).toBe(true)
    expect(sumDecimals([])).toBe(0)
    expect(sumDecimals([2 ** 53, 2, 0.5])).toBe(2 ** 53 + 2)
  })
})
