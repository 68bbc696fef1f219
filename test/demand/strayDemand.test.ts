import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { forecast, forecastMany, forecastPanel } from '../../src/demand/index.js'
import type { Driver, Forecast, ForecastOptions } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { readData } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const MONTHS = 36

/** About 100 a month, 95 to 105. */
const steady = Array.from({ length: MONTHS }, (_, t) => 95 + ((t * 37) % 11))
/** The same with 400 in each December. */
const festive = steady.map((value, t) => (t % 12 === 11 ? 300 + value : value))

const typed = (list: readonly number[], t: number, value: number): number[] =>
  list.map((one, k) => (k === t ? value : one))

const OPTIONS: ForecastOptions = { horizon: 3, seasonLength: 12 }

/** Periods and values that a forecast takes for slips. */
const strays = ({ warnings }: Pick<Forecast, 'warnings'>): unknown[] =>
  warnings
    .filter(({ code }) => code === 'stray-demand')
    .map(({ value }) => value as { periodIndex: number; given: number })
    .map(({ periodIndex, given }) => [periodIndex, given])
const straysOf = (values: readonly (number | null)[], seasonLength = 12, drivers: readonly Driver[] = []): unknown[] =>
  strays(
    forecast(deepFreeze({ values, ...(drivers.length > 0 && { drivers }) }), {
      horizon: 1,
      seasonLength,
      model: 'naive',
    }),
  )

describe('a value typed wrong in a history', () => {
  it.each([
    ['a billion', () => 1e9],
    ['another unit', (usual: number) => 100 * usual],
    ['a point left out', (usual: number) => 10 * usual],
    ['a wrong sign', (usual: number) => -usual],
    ['a large one with it', () => -1e9],
  ])('%s is told with period, value and what is usual, wherever it stands', (_, slip) => {
    // three months about the peak say less: it may have moved there
    for (const t of [3, 5, 11, 18, 30, 35]) {
      const usual = festive[t] as number
      const result = forecast(deepFreeze(typed(festive, t, slip(usual))), OPTIONS)
      expect(strays(result), `period ${t}`).toEqual([[t, slip(usual)]])
      const told = result.warnings.find(({ code }) => code === 'stray-demand')
      const { usual: said } = (told?.value ?? {}) as { usual: number }
      expect(said).toBeGreaterThan(90)
      expect(said).toBeLessThan(1.1 * usual)
      expect(told?.message).toContain(`in period ${t + 1} of the history`)
      expect(told?.remedy).toContain('Correct it')
    }
  })

  it('is kept, and the forecast is that of the values given', () => {
    const { warnings, ...rest } = forecast(typed(steady, 20, 1e9), OPTIONS)
    expect(Math.max(...rest.point)).toBeGreaterThan(1e6)
    expect(warnings.map(({ code }) => code)).toEqual(['stray-demand'])
  })

  it('is told of a short history, of two slips, of one among gaps, zeros and in any unit', () => {
    expect(straysOf([9, 11, 10, 1e9, 12, 10])).toEqual([[3, 1e9]])
    expect(straysOf(typed(typed(steady, 7, 1e6), 8, 1e6))).toEqual([
      [7, 1e6],
      [8, 1e6],
    ])
    expect(straysOf([null, null, ...typed(steady, 20, 1e9), null])).toEqual([[22, 1e9]])
    const slow = Array.from({ length: MONTHS }, (_, t) => (t % 3 === 0 ? 1 + (t % 4) : 0))
    expect(straysOf(typed(slow, 20, 300))).toEqual([[20, 300]])
    for (const unit of [1e-9, 0.001, 12, 1e12]) {
      expect(straysOf(typed(steady, 20, 1003).map((value) => value * unit))).toEqual([[20, 1003 * unit]])
    }
  })

  it('is told by every way to forecast, and by any model', () => {
    const values = typed(steady, 20, 1e9)
    expect(forecastMany([{ id: 'jam', values }], OPTIONS).map(strays)).toEqual([[[20, 1e9]]])
    for (const model of ['auto', 'theta', 'seasonalNaive', 'mean'] as const) {
      expect(strays(forecast(values, { ...OPTIONS, model })), model).toEqual([[20, 1e9]])
    }
    const calendar = createCalendar({ start: '2024-01-01', months: MONTHS + 3 })
    const rows = values.map((quantity, t) => ({ itemId: 'jam', periodId: calendar.periods[t]?.id ?? '', quantity }))
    const panel = forecastPanel(rows, { calendar, horizon: 3, seasonLength: 12 })
    expect(panel.forecasts.map(strays)).toEqual([[[20, 1e9]]])
    const told = panel.forecasts[0]?.warnings.find(({ code }) => code === 'stray-demand')
    expect(told?.periodIds).toEqual(['2025-09', '2025-09'])
    expect(told?.message).toContain('Demand was 1000000000 in 2025-09')
  })

  it('is not told of peaks of a season, steps, launches, ends, lots, or one promotion that a driver names', () => {
    const noise = (t: number): number => 1 + 0.1 * Math.sin(7 * t * t)
    const from = (length: number, level: (t: number) => number): number[] =>
      Array.from({ length }, (_, t) => Math.round(level(t) * noise(t)))
    const cases: Record<string, number[]> = {
      'a tenfold peak every December': from(36, (t) => (t % 12 === 11 ? 1000 : 100)),
      'the same, seen twice': from(24, (t) => (t % 12 === 11 ? 1000 : 100)),
      'a summer only': from(36, (t) => [0, 0, 0, 20, 60, 100, 110, 90, 40, 0, 0, 0][t % 12] as number),
      'a step to six times as much': from(36, (t) => (t < 20 ? 100 : 600)),
      'a step two months ago': from(36, (t) => (t < 34 ? 100 : 2000)),
      'a launch': from(14, (t) => [5, 60, 300][t] ?? 500),
      'an item that dies': from(36, (t) => 1000 * Math.exp(-t / 6)),
      'a campaign every ten months': from(36, (t) => (t % 10 === 4 ? 600 : 100)),
      'large orders among zeros': from(36, (t) => (t % 4 === 1 ? ([1, 2, 1, 12][(t >> 2) % 4] ?? 0) : 0)),
    }
    for (const [what, values] of Object.entries(cases)) expect(straysOf(values), what).toEqual([])
    // without a season length, every December is told from a slip, too
    expect(straysOf(cases['a tenfold peak every December'] as number[], 1)).toEqual([])

    const once = typed(steady, 20, 1000)
    expect(straysOf(once)).toEqual([[20, 1000]])
    const fair = { id: 'fair', values: Array.from({ length: MONTHS + 1 }, (_, t) => (t === 20 ? 1 : 0)) }
    expect(straysOf(once, 12, [fair])).toEqual([])
    // which explains nothing of another month
    expect(straysOf(typed(once, 9, 1e9), 12, [fair])).toEqual([[9, 1e9]])
  })

  it('is hardly ever seen in real series, and a point left out mostly is', () => {
    for (const [name, least] of [
      ['m3-monthly', 0.85],
      ['m3-quarterly', 0.85],
      ['tourism-monthly', 0.6],
    ] as const) {
      const { series, frequency } = readData<{ series: { y: number[] }[]; frequency: number }>(name)
      const alarms = series.filter(({ y }) => straysOf(y, frequency).length > 0)
      expect(alarms.length / series.length, name).toBeLessThan(0.02)
      const found = series.filter(({ y }, n) => {
        const t = (n * 7) % y.length
        return straysOf(typed(y, t, 10 * (y[t] as number)), frequency).length > 0
      })
      expect(found.length / series.length, name).toBeGreaterThan(least)
    }
  })

  it('depends on no unit, and is never told of many values', () => {
    const quantity = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 10_000 }), fc.constant(null))
    fc.assert(
      fc.property(fc.array(quantity, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 13 }), (values, m) => {
        const places = straysOf(values, m).map((one) => (one as number[])[0])
        const inOther = straysOf(
          values.map((value) => (value === null ? null : value * 1024)),
          m,
        ).map((one) => (one as number[])[0])
        expect(inOther).toEqual(places)
        expect(places.length).toBeLessThanOrEqual(3)
      }),
      { numRuns: RUNS },
    )
  })
})
