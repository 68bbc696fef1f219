import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calendar, createCalendar } from '../../src/core/time/calendar.js'
import { convertSeries, findPeriod, perPeriod, periodDays, toBuckets } from '../../src/core/time/series.js'
import { catchSopError } from './catchSopError.js'
import { dayNumber, isoDate } from './civilDays.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Calendars that all cover the two years 2027 and 2028. */
const TWO_YEARS: readonly Calendar[] = [
  createCalendar({ start: '2027-01-01', days: 731 }),
  createCalendar({ start: '2027-01-01', months: 24 }),
  createCalendar({ start: '2027-01-01', quarters: 8 }),
  createCalendar({ start: '2027-01-01', years: 2 }),
  createCalendar({ start: '2027-01-01', months: 12, quarters: 4 }),
  createCalendar({ start: '2027-01-01', months: 3, quarters: 3, years: 1 }),
  createCalendar({ start: '2027-01-01', days: 31, months: 2, quarters: 7 }),
]
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
/** Largest difference between two series; NaN where they cannot be compared. */
const furthest = (actual: readonly number[], expected: readonly number[]): number =>
  actual.length === expected.length
    ? Math.max(...actual.map((value, t) => Math.abs(value - (expected[t] as number))))
    : Number.NaN

describe('convertSeries', () => {
  const pair = fc.tuple(fc.constantFrom(...TWO_YEARS), fc.constantFrom(...TWO_YEARS))

  test('a flow keeps its total and is spread by days, checked day by day', () => {
    fc.assert(
      fc.property(pair, fc.infiniteStream(fc.integer({ min: -1000, max: 100_000 })), ([from, to], stream) => {
        const values = from.periods.map(() => stream.next().value as number)
        const result = convertSeries(values, { from, to, measure: 'flow' })
        expect(sum(result)).toBeCloseTo(sum(values), 5)
        const daily = from.periods.flatMap((period, s) =>
          new Array<number>(period.days).fill((values[s] as number) / period.days),
        )
        let day = 0
        const expected = to.periods.map((period) => sum(daily.slice(day, (day += period.days))))
        expect(furthest(result, expected)).toBeLessThan(1e-5)
      }),
      { numRuns: RUNS },
    )
  })

  test('a balance is that of the last day, an average balance and a rate are weighted by days', () => {
    fc.assert(
      fc.property(pair, fc.infiniteStream(fc.integer({ min: 0, max: 1000 })), ([from, to], stream) => {
        const values = from.periods.map(() => stream.next().value as number)
        const daily = from.periods.flatMap((period, s) => new Array<number>(period.days).fill(values[s] as number))
        const balance = convertSeries(values, { from, to, measure: 'balance' })
        const average = convertSeries(values, { from, to, measure: 'averageBalance' })
        const rate = convertSeries(values, { from, to, measure: 'rate' })
        let day = 0
        const parts = to.periods.map((period) => daily.slice(day, (day += period.days)))
        expect(balance).toEqual(parts.map((days) => days.at(-1)))
        const means = parts.map((days) => sum(days) / days.length)
        expect(furthest(average, means)).toBeLessThan(1e-8)
        expect(furthest(rate, means)).toBeLessThan(1e-8)
      }),
      { numRuns: RUNS },
    )
  })

  test('a price weighted by units keeps the revenue', () => {
    const [from, to] = [TWO_YEARS[1] as Calendar, TWO_YEARS[2] as Calendar]
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 99 })), {
          minLength: 24,
          maxLength: 24,
        }),
        (pairs) => {
          const units = pairs.map(([quantity]) => quantity)
          const prices = pairs.map(([, price]) => price)
          const wide = convertSeries(prices, { from, to, measure: 'rate', weights: units })
          const sold = convertSeries(units, { from, to, measure: 'flow' })
          const revenue = sum(wide.map((price, t) => price * (sold[t] as number)))
          expect(revenue).toBeCloseTo(sum(pairs.map(([quantity, price]) => quantity * price)), 6)
          wide.forEach((price) => expect(Number.isFinite(price)).toBe(true))
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('weeks that end in the middle of a month give it their days', () => {
    const from = createCalendar({ start: '2027-02-01', weeks: 4 })
    const to = createCalendar({ start: '2027-02-01', days: 28 })
    expect(convertSeries([7, 14, 21, 28], { from, to, measure: 'flow' })).toEqual(
      [1, 2, 3, 4].flatMap((n) => new Array<number>(7).fill(n)),
    )
  })

  test('a target that is not covered, values that are not aligned and weights that cannot weigh are refused', () => {
    const months = createCalendar({ start: '2027-01-01', months: 6 })
    const quarter = createCalendar({ start: '2027-01-01', quarters: 1 })
    const later = createCalendar({ start: '2027-06-01', months: 2 })
    const six = [1, 2, 3, 4, 5, 6]
    expect(catchSopError(() => convertSeries(six, { from: months, to: quarter, measure: 'flow' })).code).toBe(
      'MISALIGNED',
    )
    expect(convertSeries(six, { from: months, to: quarter, measure: 'balance' })).toEqual([3])
    expect(catchSopError(() => convertSeries(six, { from: months, to: later, measure: 'rate' })).path).toBe(
      'options.to',
    )
    const error = catchSopError(() =>
      convertSeries([1, Number.NaN], { from: months, to: quarter, measure: 'rate', weights: [1, Number.NaN, -1] }),
    )
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'values[1]',
      'options.weights[1]',
      'options.weights[2]',
      'values',
      'options.weights',
    ])
    const weights = months.periods.map(() => 1)
    for (const measure of ['flow', 'balance', 'averageBalance'] as const) {
      const refused = catchSopError(() => convertSeries(six, { from: months, to: quarter, measure, weights }))
      expect(refused.issues.map(({ code, path }) => `${code} ${path}`)).toContain('CONFLICT options.weights')
    }
  })

  test('stock is averaged over days: 10, 40 and 10 in 31, 28 and 31 days are 19.33 on the average, not 20', () => {
    const from = createCalendar({ start: '2027-01-01', months: 3 })
    const to = createCalendar({ start: '2027-01-01', quarters: 1 })
    // 310 + 1,120 + 310 over 90 days.
    expect(convertSeries([10, 40, 10], { from, to, measure: 'averageBalance' })[0]).toBeCloseTo(1740 / 90, 9)
  })
})

describe('toBuckets', () => {
  test('every record is in one bucket or counted outside', () => {
    const first = dayNumber(2027, 1, 1)
    fc.assert(
      fc.property(
        fc.constantFrom(...TWO_YEARS),
        fc.array(
          fc.record({ offset: fc.integer({ min: -50, max: 790 }), quantity: fc.integer({ min: -5, max: 500 }) }),
          { maxLength: 60 },
        ),
        (calendar, sales) => {
          const records = sales.map(({ offset, quantity }) => ({ date: isoDate(first + offset), quantity }))
          const { quantities, outside } = toBuckets(records, { calendar })
          calendar.periods.forEach((period, t) => {
            const inside = records.filter(({ date }) => date >= period.start && date < period.end)
            expect(quantities[t]).toBe(sum(inside.map(({ quantity }) => quantity)))
          })
          const others = sales.filter(({ offset }) => offset < 0 || offset >= 731)
          expect(outside).toEqual({ count: others.length, quantity: sum(others.map(({ quantity }) => quantity)) })
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('lists every bad record', () => {
    const calendar = TWO_YEARS[1] as Calendar
    const records = [
      { date: '2027-02-29', quantity: 1 },
      { date: '2027-02-28', quantity: Number.NaN },
      { date: '2027-02-27', quantity: 1 },
      { date: '27.2.2027', quantity: Number.POSITIVE_INFINITY },
    ]
    const error = catchSopError(() => toBuckets(records, { calendar }))
    expect(error.issues.map((issue) => issue.path)).toEqual([
      'records[0].date',
      'records[1].quantity',
      'records[3].date',
      'records[3].quantity',
    ])
    expect(error.code).toBe('INVALID_INPUT')
  })
})

test('a day that is a symbol is named, not thrown at', () => {
  const to = createCalendar({ start: '2027-01-01', months: 1 })
  const from = {
    ...to,
    periods: to.periods.map((period) => ({ ...period, start: Symbol('day') as unknown as string })),
  }
  expect(catchSopError(() => convertSeries([1], { from, to, measure: 'flow' })).path).toBe(
    'options.from.periods[0].start',
  )
})

describe('periods', () => {
  test('a day is found in its period, and nowhere outside', () => {
    for (const calendar of TWO_YEARS) {
      const { starts, end } = periodDays(calendar.periods)
      for (let day = dayNumber(2026, 12, 30); day < dayNumber(2029, 1, 3); day++) {
        const date = isoDate(day)
        expect(findPeriod(starts, end, day)).toBe(
          calendar.periods.findIndex((period) => date >= period.start && date < period.end),
        )
      }
    }
    expect(findPeriod([], 0, 5)).toBe(-1)
  })

  test('a single flow grows with the bucket, a single level does not', () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 2, fiscalYearStartMonth: 3, years: 1 })
    expect(perPeriod(10, calendar, 'flow')).toEqual([10, 10, 120])
    expect(perPeriod(10, calendar, 'level')).toEqual([10, 10, 10])
    expect(perPeriod(0.035, createCalendar({ start: '2027-03-01', months: 1, quarters: 1 }), 'flow')).toEqual([
      0.035, 0.105,
    ])
    expect(perPeriod([1, 2, 3], calendar, 'flow')).toEqual([1, 2, 3])
    const weeks = createCalendar({ start: '2027-02-01', weeks: 4, months: 1 })
    expect(perPeriod(7, weeks, 'flow')).toEqual([7, 7, 7, 7, 31])
  })
})
