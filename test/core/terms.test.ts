import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calendar, createCalendar } from '../../src/core/time/calendar.js'
import {
  checkTerms,
  paymentSchedule,
  type PaymentTerms,
  paymentWeights,
  scheduleCash,
} from '../../src/core/time/terms.js'
import { createIssueList } from '../../src/core/checking/errors.js'
import { catchSopError } from './catchSopError.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const CALENDARS: readonly Calendar[] = [
  createCalendar({ start: '2028-01-01', months: 12 }),
  createCalendar({ start: '2028-01-01', months: 6, quarters: 6 }),
  createCalendar({ start: '2028-01-03', weeks: 13 }),
  createCalendar({ start: '2028-01-01', quarters: 1, years: 0 }),
  createCalendar({ start: '2028-07-01', months: 3, quarters: 3, years: 2, fiscalYearStartMonth: 7 }),
]
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const profiles = fc
  .array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 6 })
  .filter((parts) => sum(parts) > 0)
  .map((parts): PaymentTerms => ({ profile: parts.map((part) => part / sum(parts)) }))
const netDays = fc
  .oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 3650 }))
  .map((days): PaymentTerms => ({ netDays: days }))
const terms = fc.oneof(netDays, netDays, profiles)

describe('paymentSchedule', () => {
  test('the shares of every period add to 1 with what stays open, and nothing is paid before its invoice', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(...CALENDARS), (given, calendar) => {
        const { shares, beyond, opening } = paymentSchedule(given, { calendar })
        shares.forEach((row, s) => {
          expect(sum(row) + (beyond[s] as number)).toBeCloseTo(1, 9)
          expect(row.every((share, t) => (t < s ? share === 0 : share >= 0))).toBe(true)
        })
        expect(sum(opening)).toBeLessThanOrEqual(1 + 1e-9)
      }),
      { numRuns: RUNS },
    )
  })

  test('net days are those of invoices spread evenly over the days of their period, day by day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.constantFrom(...CALENDARS), (days, calendar) => {
        const owner = calendar.periods.flatMap((period, t) => new Array<number>(period.days).fill(t))
        const { shares, beyond, opening } = paymentSchedule({ netDays: days }, { calendar })
        let first = 0
        calendar.periods.forEach((period, s) => {
          const row = new Array<number>(calendar.periods.length).fill(0)
          let open = 0
          for (let day = first + days; day < first + days + period.days; day++) {
            const t = owner[day]
            if (t === undefined) open++
            else row[t] = (row[t] as number) + 1
          }
          const furthest = Math.max(
            ...row.map((count, t) => Math.abs((shares[s]?.[t] as number) - count / period.days)),
          )
          expect(furthest).toBeLessThan(1e-9)
          expect(beyond[s]).toBeCloseTo(open / period.days, 9)
          first += period.days
        })
        // What was open was invoiced on the net days before the first, and is paid on as many from the first.
        const length = Math.max(1, days)
        const due = calendar.periods.map((_, t) => owner.slice(0, length).filter((p) => p === t).length / length)
        due.forEach((share, t) => expect(opening[t]).toBeCloseTo(share, 9))
      }),
      { numRuns: RUNS },
    )
  })

  test('month lengths count: net 30 of January and of February', () => {
    const { shares } = paymentSchedule({ netDays: 30 }, { calendar: CALENDARS[0] as Calendar })
    expect(shares[0]?.slice(0, 3)).toEqual([1 / 31, 29 / 31, 1 / 31])
    expect(shares[1]?.slice(1, 4)).toEqual([0, 1, 0])
  })

  test('within a quarter, net 30 leaves about a third open', () => {
    const { shares, beyond } = paymentSchedule({ netDays: 30 }, { calendar: CALENDARS[3] as Calendar })
    expect(shares).toEqual([[61 / 91]])
    expect(beyond).toEqual([30 / 91])
  })

  test('a profile counts buckets, and what was open is paid as the rest of equal invoices', () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 3 })
    const { shares, beyond, opening } = paymentSchedule({ profile: [0.2, 0.7, 0.1] }, { calendar })
    expect(shares).toEqual([
      [0.2, 0.7, 0.1],
      [0, 0.2, 0.7],
      [0, 0, 0.2],
    ])
    expect(beyond[1]).toBeCloseTo(0.1, 12)
    // Of two invoices of 1: 0.8 of the last and 0.1 of the one before are open; 0.7 + 0.1 come first, then 0.1.
    expect(opening[0]).toBeCloseTo(0.8 / 0.9, 12)
    expect(opening[1]).toBeCloseTo(0.1 / 0.9, 12)
    expect(paymentSchedule({ profile: [1] }, { calendar }).opening).toEqual([1, 0, 0])
  })

  test('refuses terms that cannot be', () => {
    const calendar = CALENDARS[0] as Calendar
    for (const days of [-1, 1.5, 3651, Number.NaN, '30']) {
      expect(catchSopError(() => paymentSchedule({ netDays: days as number }, { calendar })).path).toBe('terms.netDays')
    }
    for (const profile of [[], [0.5], [0.5, 0.6], [1.5, -0.5], [Number.NaN, 1]]) {
      const code = profile.some(Number.isNaN) ? 'NOT_FINITE' : 'OUT_OF_RANGE'
      expect(catchSopError(() => paymentSchedule({ profile }, { calendar })).code).toBe(code)
    }
    const issues = createIssueList()
    checkTerms({ profile: [0.1, 0.2, 0.3, 0.4] }, 'x', issues)
    checkTerms({ netDays: 0 }, 'x', issues)
    expect(issues.issues).toEqual([])
  })
})

describe('scheduleCash', () => {
  test('opening + invoiced - cash = open in every period, and each invoice is paid or open to the cent', () => {
    fc.assert(
      fc.property(
        terms,
        fc.constantFrom(...CALENDARS),
        fc.infiniteStream(
          fc.oneof(fc.constant(0), fc.integer({ min: -50_000, max: 1_000_000 }), fc.integer({ min: 0, max: 9e12 })),
        ),
        fc.integer({ min: -100, max: 1e9 }),
        (given, calendar, stream, opening) => {
          const invoiced = calendar.periods.map(() => stream.next().value as number)
          const { shares } = paymentSchedule(given, { calendar })
          const weights = paymentWeights(given, calendar)
          const { cash, open } = scheduleCash(invoiced, opening, weights)
          let balance = opening
          open.forEach((left, t) => {
            balance += (invoiced[t] as number) - (cash[t] as number)
            expect(left).toBe(balance)
            expect(Number.isSafeInteger(cash[t]) && !Object.is(cash[t], -0)).toBe(true)
          })
          // Alone, each period's invoice is paid by its shares within one unit per part.
          const single = invoiced.map((amount, s) => (s === 0 ? amount : 0))
          scheduleCash(single, 0, weights).cash.forEach((paid, t) => {
            expect(Math.abs(paid - (single[0] as number) * (shares[0]?.[t] as number))).toBeLessThanOrEqual(1)
          })
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('a large invoice is shared out by whole days, to the last unit', () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 1 })
    // 26 of 31 days: 12_719_032_258.06451..., and the larger remainder is that of the other five.
    expect(scheduleCash([15_165_000_000], 0, paymentWeights({ netDays: 5 }, calendar)).cash).toEqual([12_719_032_258])
    expect(scheduleCash([1_516_500_000_000], 0, paymentWeights({ netDays: 5 }, calendar)).cash).toEqual([
      1_271_903_225_806,
    ])
  })

  test('shares of a profile that come after the end add up as decimals', () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 1 })
    const { invoices, opening } = paymentWeights({ profile: [0.7, 0.1, 0.2] }, calendar)
    expect(invoices).toEqual([[0.7, 0.3]])
    expect(opening).toEqual([0.3, 0.2])
  })
})
