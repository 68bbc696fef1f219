import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  calendarFrom,
  createCalendar,
  formatDay,
  parseDay,
  parsePeriodId,
  type PeriodUnit,
} from '../../src/core/time/calendar.js'
import { catchSopError } from './catchSopError.js'
import { civilDate, dayNumber, isoDate, isoWeekId, weekday } from './civilDays.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const ANY_DAY = fc.integer({ min: dayNumber(1900, 1, 1), max: dayNumber(2200, 1, 1) })
const START_MONTH = fc.integer({ min: 1, max: 12 })

const ids = (calendar: { periods: readonly { id: string }[] }): string[] => calendar.periods.map((period) => period.id)

describe('days', () => {
  test('every day from 1999 to 2101 is written and read back as whole-number arithmetic has it', () => {
    let expected = dayNumber(1999, 1, 1)
    for (let day = expected; day < dayNumber(2101, 1, 1); day++, expected++) {
      const text = isoDate(day)
      if (formatDay(day) !== text || parseDay(text) !== day) throw new Error(`${text} is not day ${day}`)
    }
    expect(expected).toBe(dayNumber(2101, 1, 1))
  })

  test('days that do not exist, and other spellings, are refused', () => {
    for (const text of [
      '2027-02-29',
      '2100-02-29',
      '2027-04-31',
      '2027-13-01',
      '2027-00-10',
      '2027-01-00',
      '2027-01-32',
    ]) {
      expect(parseDay(text)).toBeUndefined()
    }
    for (const text of [
      '2027-1-1',
      '2027/01/01',
      '20270101',
      '2027-01-01T00:00',
      ' 2027-01-01',
      '',
      '0001-01-01',
      null,
      20270101,
    ]) {
      expect(parseDay(text)).toBeUndefined()
    }
    expect(parseDay('2028-02-29')).toBe(dayNumber(2028, 2, 29))
    expect(parseDay('2000-02-29')).toBe(dayNumber(2000, 2, 29))
    expect(parseDay('1970-01-01')).toBe(0)
    expect(parseDay('1969-12-31')).toBe(-1)
  })

  test('a day that a time zone skipped or repeated is a day like any other', () => {
    // Samoa had no 30 December 2011; New York has days of 23 and 25 hours.
    const samoa = createCalendar({ start: '2011-12-29', days: 3 })
    expect(ids(samoa)).toEqual(['2011-12-29', '2011-12-30', '2011-12-31'])
    const newYork = createCalendar({ start: '2027-03-13', days: 3 })
    expect(ids(newYork)).toEqual(['2027-03-13', '2027-03-14', '2027-03-15'])
    expect(createCalendar({ start: '2027-11-01', months: 1 }).periods[0]).toMatchObject({ days: 30, end: '2027-12-01' })
  })
})

describe('createCalendar', () => {
  test('months, with leap days, working days and holidays', () => {
    const { periods } = createCalendar({
      start: '2028-01-01',
      months: 3,
      holidays: ['2028-01-01', '2028-01-17', '2028-02-29', '2028-02-29'],
    })
    expect(periods).toEqual([
      {
        id: '2028-01',
        unit: 'month',
        start: '2028-01-01',
        end: '2028-02-01',
        days: 31,
        workingDays: 20,
        fiscalYear: 2028,
      },
      {
        id: '2028-02',
        unit: 'month',
        start: '2028-02-01',
        end: '2028-03-01',
        days: 29,
        workingDays: 20,
        fiscalYear: 2028,
      },
      {
        id: '2028-03',
        unit: 'month',
        start: '2028-03-01',
        end: '2028-04-01',
        days: 31,
        workingDays: 23,
        fiscalYear: 2028,
      },
    ])
  })

  test('a year of 53 ISO weeks', () => {
    const calendar = createCalendar({ start: '2026-12-14', weeks: 4 })
    expect(ids(calendar)).toEqual(['2026-W51', '2026-W52', '2026-W53', '2027-W01'])
    expect(calendar.periods[2]).toMatchObject({ start: '2026-12-28', end: '2027-01-04', days: 7, workingDays: 5 })
  })

  test('a fiscal year that begins in July is named by the year in which it ends', () => {
    const calendar = createCalendar({ start: '2026-07-01', months: 6, quarters: 2, years: 1, fiscalYearStartMonth: 7 })
    expect(ids(calendar)).toEqual([
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-Q3',
      '2027-Q4',
      '2028',
    ])
    expect(calendar.periods.map((period) => period.fiscalYear)).toEqual([...new Array<number>(8).fill(2027), 2028])
    expect(calendar.periods.at(-1)).toMatchObject({ start: '2027-07-01', end: '2028-07-01', days: 366 })
  })

  test('every bucket agrees with whole-number arithmetic, whatever the start and the fiscal year', () => {
    const lengths: Record<PeriodUnit, number> = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }
    fc.assert(
      fc.property(
        ANY_DAY,
        START_MONTH,
        fc.constantFrom<PeriodUnit>('day', 'week', 'month', 'quarter', 'year'),
        (any, startMonth, unit) => {
          const { year, month } = civilDate(any)
          const back = (month - startMonth + 12) % lengths[unit]
          let day = any
          if (unit === 'week') day = any - weekday(any) + 1
          else if (unit !== 'day')
            day = month > back ? dayNumber(year, month - back, 1) : dayNumber(year - 1, month - back + 12, 1)
          const field = `${unit}s` as 'days'
          const { periods } = createCalendar({ start: isoDate(day), [field]: 9, fiscalYearStartMonth: startMonth })
          expect(periods).toHaveLength(9)
          for (const period of periods) {
            const date = civilDate(day)
            const next =
              unit === 'day' ? day + 1 : unit === 'week' ? day + 7 : dayNumber(date.year, date.month + lengths[unit], 1)
            const fiscal = date.month >= startMonth && startMonth > 1 ? date.year + 1 : date.year
            const id = {
              day: isoDate(day),
              week: isoWeekId(day),
              month: isoDate(day).slice(0, 7),
              quarter: `${fiscal}-Q${Math.floor(((date.month - startMonth + 12) % 12) / 3) + 1}`,
              year: String(fiscal),
            }[unit]
            let working = 0
            for (let d = day; d < next; d++) if (weekday(d) <= 5) working++
            expect(period).toEqual({
              id,
              unit,
              start: isoDate(day),
              end: isoDate(next),
              days: next - day,
              workingDays: working,
              fiscalYear: fiscal,
            })
            expect(parsePeriodId(period.id, startMonth)).toEqual({ unit, day })
            day = next
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('buckets of several kinds follow each other without a gap and cover every working day once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2020, max: 2060 }),
        START_MONTH,
        fc.integer({ min: 0, max: 2 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
        fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 40 }),
        (year, startMonth, spare, workWeek, offDays) => {
          const first = dayNumber(year, startMonth, 1)
          const calendar = createCalendar({
            start: isoDate(first),
            months: 3 + 3 * spare,
            quarters: 3 - spare,
            years: 1 + spare,
            fiscalYearStartMonth: startMonth,
            workWeek,
            holidays: offDays.map((offset) => isoDate(first + offset)),
          })
          expect(calendar.periods).toHaveLength(3 + 3 * spare + 3 - spare + 1 + spare)
          let day = first
          for (const period of calendar.periods) {
            expect(period.start).toBe(isoDate(day))
            let working = 0
            for (let d = day; d < day + period.days; d++) {
              if (workWeek.includes(weekday(d)) && !offDays.includes(d - first)) working++
            }
            expect(period.workingDays).toBe(working)
            day += period.days
            expect(period.end).toBe(isoDate(day))
          }
          expect(civilDate(day)).toMatchObject({ month: startMonth, day: 1 })
          expect(new Set(ids(calendar)).size).toBe(calendar.periods.length)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('a start in the middle of a bucket is refused, with the rule that it breaks', () => {
    const wrong = [
      { start: '2027-01-02', months: 1 },
      { start: '2027-01-01', weeks: 1 }, // a Friday
      { start: '2027-02-01', quarters: 1 },
      { start: '2027-04-01', years: 1 },
      { start: '2027-01-01', months: 2, quarters: 1 },
      { start: '2027-01-04', weeks: 3, months: 1 },
      { start: '2027-01-01', quarters: 1, fiscalYearStartMonth: 6 },
    ]
    for (const options of wrong) {
      expect(catchSopError(() => createCalendar(options))).toMatchObject({ code: 'MISALIGNED' })
    }
    expect(catchSopError(() => createCalendar({ start: '2027-01-01', months: 2, quarters: 1 })).path).toBe('quarters')
    // 1 February 2027 is a Monday, four weeks before 1 March.
    expect(ids(createCalendar({ start: '2027-02-01', weeks: 4, months: 1 })).slice(-2)).toEqual(['2027-W08', '2027-03'])
  })

  test('all mistakes are listed at once', () => {
    const error = catchSopError(() =>
      createCalendar({
        start: '2027-02-30',
        months: 1.5,
        weeks: -1,
        fiscalYearStartMonth: 13,
        workWeek: [0, 1, 8],
        holidays: ['2027-12-25', '2027-12-32'],
      }),
    )
    expect(error.issues.map((issue) => issue.path).sort()).toEqual(
      ['start', 'months', 'weeks', 'fiscalYearStartMonth', 'workWeek[0]', 'workWeek[2]', 'holidays[1]'].sort(),
    )
    expect(catchSopError(() => createCalendar({ start: '2027-01-01' })).code).toBe('EMPTY')
    expect(catchSopError(() => createCalendar({ start: '2027-01-01', days: 20_001 })).code).toBe('OUT_OF_RANGE')
  })

  test('a calendar ends with the year 9999, as a longer year has no ISO id', () => {
    expect(createCalendar({ start: '9999-01-01', months: 11 }).periods.at(-1)?.end).toBe('9999-12-01')
    expect(catchSopError(() => createCalendar({ start: '9999-01-01', months: 13 })).code).toBe('OUT_OF_RANGE')
    expect(catchSopError(() => createCalendar({ start: '2027-01-01', years: 20_000 })).code).toBe('OUT_OF_RANGE')
  })
})

describe('period ids', () => {
  test('ids that name nothing are not read', () => {
    for (const id of [
      '2027-W00',
      '2027-W53',
      '2027-Q0',
      '2027-Q5',
      '2027-13',
      '2027-1',
      '27',
      '2027-W5',
      '',
      'x',
      '0050',
      '0050-Q1',
      '0050-W10',
      7,
      null,
    ]) {
      expect(parsePeriodId(id)).toBeUndefined()
    }
    expect(parsePeriodId('2026-W53')).toEqual({ unit: 'week', day: dayNumber(2026, 12, 28) })
    expect(parsePeriodId('2027', 7)).toEqual({ unit: 'year', day: dayNumber(2026, 7, 1) })
    expect(parsePeriodId('2027-Q3', 7)).toEqual({ unit: 'quarter', day: dayNumber(2027, 1, 1) })
  })

  test('the calendar of a history begins with the period that is named', () => {
    expect(ids({ periods: calendarFrom('2024-11', 3)?.periods ?? [] })).toEqual(['2024-11', '2024-12', '2025-01'])
    expect(ids({ periods: calendarFrom('2026-W53', 2)?.periods ?? [] })).toEqual(['2026-W53', '2027-W01'])
    expect(calendarFrom('2024-Q2', 2, 4)?.periods[0]?.start).toBe('2023-07-01')
    for (const count of [0, -1, 1.5, Number.NaN]) expect(calendarFrom('2024-11', count)).toBeUndefined()
    expect(calendarFrom('2024-W54', 1)).toBeUndefined()
  })
})
