import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backtest,
  calendarDrivers,
  etsWithDrivers,
  forecast,
  forecastMany,
  overallWeightedAverage,
} from '../../src/demand/index.js'
import type { Driver, Forecast, TimeSeries } from '../../src/demand/index.js'
import { createCalendar } from '../../src/core/index.js'
import { forecastSeries } from '../../src/demand/forecastSeries.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { readData } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

interface RetailFile {
  readonly frequency: number
  readonly horizon: number
  readonly series: readonly {
    readonly id: string
    readonly y: readonly (number | null)[]
    readonly test: readonly (number | null)[]
    readonly x: Readonly<Record<string, readonly number[]>>
  }[]
}

const codes = (result: Forecast): string[] => result.warnings.map(({ code }) => code)

/** MASE of the last periods of a file, by the scale of all of its history, with drivers and without. */
function judge(
  name: string,
  periods = Number.POSITIVE_INFINITY,
): { driven: number; plain: number; results: Forecast[] } {
  const { series, horizon, frequency: seasonLength } = readData<RetailFile>(name)
  const cut = series.map(({ id, y, x }): TimeSeries => {
    const from = Math.max(0, y.length - periods)
    const drivers = Object.entries(x).map(([driver, values]): Driver => ({ id: driver, values: values.slice(from) }))
    return { id, values: y.slice(from), drivers }
  })
  const mase = (results: readonly Forecast[]): number =>
    overallWeightedAverage(
      results.map(({ point }, k) => ({ actual: series[k]!.test, forecast: point, history: series[k]!.y })),
      { seasonLength },
    ).mase as number
  const results = forecastMany(cut, { horizon, seasonLength })
  const plain = forecastMany(
    cut.map(({ id, values }) => ({ id: id as string, values })),
    { horizon, seasonLength },
  )
  return { driven: mase(results), plain: mase(plain), results }
}

describe('a December that was seen twice', () => {
  it.each([24, 30, 35, 36])('is believed after %s months, with a price that does nothing, too', (known) => {
    // 600 every eleventh month of twelve, about 100 in all others
    const sold = (t: number): number => (t % 12 === 10 ? 600 : 100 + ((t * 31) % 7))
    const price = Array.from({ length: known + 12 }, (_, t) => (t % 9 === 4 ? 1.9 : 2))
    const values = Array.from({ length: known }, (_, t) => sold(t))
    const { point } = forecast({ values, drivers: [{ id: 'price', values: price }] }, { horizon: 12, seasonLength: 12 })
    point.forEach((value, h) => {
      const expected = (known + h) % 12 === 10 ? 600 : 103
      expect(Math.abs(value - expected), `month ${h + 1}`).toBeLessThan(0.1 * expected)
    })
  })
})

describe('auto with drivers, on sales of shops', () => {
  it.each([
    { name: 'orange-juice', periods: undefined, most: 0.75 },
    { name: 'orange-juice', periods: 40, most: 0.8 },
    { name: 'orange-juice', periods: 20, most: 0.85 },
    { name: 'orange-juice', periods: 12, most: 0.9 },
    { name: 'pasta-weekly', periods: undefined, most: 0.9 },
    { name: 'pasta-weekly', periods: 40, most: 0.95 },
    { name: 'pasta-weekly', periods: 20, most: 0.95 },
    { name: 'pasta-weekly', periods: 12, most: 0.95 },
    { name: 'pasta-daily', periods: undefined, most: 0.95 },
  ])('$name, last $periods periods: errs less than without', ({ name, periods, most }) => {
    const { driven, plain, results } = judge(name, periods)
    expect(driven / plain).toBeLessThan(most)
    for (const { point, models } of results) {
      expect(point.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
      expect((models ?? []).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(models === undefined ? 0 : 1, 12)
    }
  })
})

describe('auto with drivers', () => {
  const promo: Driver = { id: 'promo', values: [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0] }
  const history = [100, 104, 203, 98, 101, 97, 196, 103, 99, 202, 100, 102]

  it('learns that a promotion doubles demand, and says what it adds', () => {
    const result = forecast({ id: 'soup', values: history, drivers: [promo] }, { horizon: 2 })
    const [effect] = result.effects ?? []
    expect(effect).toMatchObject({ driverId: 'promo', scale: 'ratio', reference: 0 })
    // the mean of the three promotions by that of the other months is 1.99
    expect(effect?.effect).toBeCloseTo(Math.log(1.99), 1)
    expect(result.point[0]).toBeGreaterThan(190)
    expect(result.point[1]).toBeLessThan(110)
    expect(effect?.contribution[0]).toBeGreaterThan(90)
    expect(effect?.contribution[1]).toBe(0)
    expect(result.parameters['effect.promo']).toBe(effect?.effect)
    expect(result.model).toMatch(/with drivers$/)
  })

  it.each(['auto', 'ets'])('keeps ratios with one zero among the months: %s', (kind) => {
    const effectOf = (values: readonly number[]): Forecast =>
      kind === 'auto'
        ? forecast({ values, drivers: [promo] }, { horizon: 2 })
        : forecast(values, { horizon: 2, model: etsWithDrivers({ drivers: [promo] }) })
    const whole = effectOf(history)
    const holed = effectOf(history.map((value, t) => (t === 4 ? 0 : value)))
    expect([whole, holed].map(({ effects }) => effects?.[0]?.scale)).toEqual(['ratio', 'ratio'])
    // one month in nine at zero takes a ninth off the usual month: the factor goes from 2 to 2.25 at most
    const factor = Math.exp(holed.effects?.[0]?.effect ?? 0)
    expect(factor).toBeGreaterThan(1.8)
    expect(factor).toBeLessThan(2.3)
    expect(holed.point[0]).toBeGreaterThan(170)
    expect(holed.point[0]).toBeLessThan(230)
  })

  it.each([true, false])('is not carried away by the first deal after flat prices, log %s', (log) => {
    const values = Array.from({ length: 40 }, (_, t) => 80 + ((t * 7919) % 41))
    const price = {
      id: 'price',
      log,
      values: Array.from({ length: 44 }, (_, t) => (t < 40 ? 1 + 0.008 * (((t * 31) % 7) / 7) : 0.75)),
    }
    for (const result of [
      forecast(values, { horizon: 4, model: etsWithDrivers({ drivers: [price] }) }),
      forecast({ values, drivers: [price] }, { horizon: 4 }),
    ]) {
      // nothing was learned of such a price: about the level of 100
      result.point.forEach((value) => expect(Math.abs(value - 100)).toBeLessThan(15))
      expect(result.intervals[1]?.upper.every((value) => value < 250)).toBe(true)
      expect(codes(result)).toContain('driver-extrapolated')
    }
  })

  it('is not carried away by one price that was 2 % lower', () => {
    const values = [120, 80, 150, 60, 110, 90, 140, 70, 100, 130, 65, 95, 125, 85, 105, 115, 75, 135, 100, 90]
    for (const log of [true, false]) {
      const price = { id: 'price', log, values: [...values.map((_, t) => (t === 9 ? 0.98 : 1)), 0.6] }
      for (const result of [
        forecast(values, { horizon: 1, model: etsWithDrivers({ drivers: [price] }) }),
        forecast({ values, drivers: [price] }, { horizon: 1 }),
      ]) {
        // the mean of the history is 102, its largest value 150
        expect(Math.abs((result.point[0] as number) - 102)).toBeLessThan(15)
        expect(result.intervals[1]?.upper[0]).toBeLessThan(300)
      }
    }
  })

  it('goes on beyond the prices seen by no more than their range once more', () => {
    // an elasticity of -2, seen between prices of 9 and 10
    const price = Array.from({ length: 60 }, (_, t) => 9 + ((t * 37) % 11) / 10)
    const values = price.map((value) => 10000 / (value * value))
    const upTo = (next: number): number =>
      forecast({ values, drivers: [{ id: 'price', values: [...price, next] }] }, { horizon: 1 }).point[0] as number
    // inside: 10000 / 9.5^2 = 110.8
    expect(upTo(9.5)).toBeCloseTo(110.8, 0)
    // far outside: at most as at 9 less the range again, 9 * 0.9 = 8.1: 152.4
    expect(upTo(1)).toBeLessThan(152.5)
    expect(upTo(1)).toBeGreaterThan(123)
  })

  it('counts in the units that demand comes in', () => {
    // one or two a day, none on every fifth, twice as many in a promotion: the least of nine days in ten is none
    const promotion = Array.from({ length: 67 }, (_, t) => (t % 9 === 4 ? 1 : 0))
    const sold = promotion
      .slice(0, 60)
      .map((flag, t) => (t % 5 === 3 ? 0 : (1 + ((t * 7) % 3 === 1 ? 1 : 0)) * (1 + flag)))
    const of = (unit: number): Forecast =>
      forecast(
        { values: sold.map((value) => value * unit), drivers: [{ id: 'promotion', values: promotion }] },
        { horizon: 7, levels: [0.8], quantiles: [0.05, 0.5, 0.9, 0.99] },
      )
    const one = of(1)
    const told = ({ intervals, distribution: { quantiles = [] } }: Forecast): (readonly number[])[] => [
      ...intervals.flatMap(({ lower, upper }) => [lower, upper]),
      ...quantiles.map(({ values }) => values),
    ]
    for (const values of told(one)) for (const value of values) expect(Number.isInteger(value)).toBe(true)
    expect(one.intervals[0]?.lower).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(one.distribution.quantiles?.[3]?.values[0]).toBeGreaterThan(1)
    // by the dozen it is the same demand
    told(of(12)).forEach((values, k) =>
      values.forEach((value, h) => expect(value).toBeCloseTo(12 * (told(one)[k]?.[h] as number), 9)),
    )
  })

  it('leaves out, with a notice, what tells nothing, and takes what begins late', () => {
    const values = Array.from({ length: 30 }, (_, t) => 50 + ((t * 17) % 13) + (t % 5 === 2 ? 40 : 0))
    const flag = Array.from({ length: 33 }, (_, t) => (t % 5 === 2 ? 1 : 0))
    const drivers: Driver[] = [
      { id: 'flat', values: flag.map(() => 3) },
      { id: 'promo', values: flag.map((value, t) => (t < 10 ? null : value)) },
      { id: 'twice', values: flag.map((value, t) => (t < 10 ? null : 2 * value)) },
    ]
    const result = forecast({ values, drivers }, { horizon: 3 })
    expect(codes(result).filter((code) => code.includes('driver'))).toEqual([
      'constant-driver',
      'driver-filled',
      'driver-filled',
      'collinear-driver',
    ])
    expect(result.effects?.map(({ driverId }) => driverId)).toEqual(['promo'])
    // 40 more on a level of 56
    expect(result.effects?.[0]?.effect).toBeCloseTo(Math.log(96 / 56), 0)
    const short = forecast({ values: [3, 5, 4], drivers: [{ id: 'promo', values: [0, 1, 0, 1] }] }, { horizon: 1 })
    expect(short.point).toEqual(forecast([3, 5, 4], { horizon: 1 }).point)
    const named = forecast({ values, drivers }, { horizon: 3, model: 'theta' })
    expect(named.point).toEqual(forecast(values, { horizon: 3, model: 'theta' }).point)
    expect(codes(named)).toEqual(['drivers-not-used'])
  })

  it('makes one-step forecasts inside the history, wherever that begins', () => {
    const flag = Array.from({ length: 34 }, (_, t) => (t % 6 === 1 ? 1 : 0))
    const values = flag.slice(0, 32).map((value, t) => (t < 2 ? null : (40 + ((t * 11) % 7)) * (1 + value)))
    const series = { values, drivers: [{ id: 'promo', values: flag }] }
    const whole = forecastSeries(series, 's', { horizon: 2, fitted: true })
    const later = forecastSeries({ ...series, offset: 9 }, 's', { horizon: 2, fitted: true })
    expect(later).toEqual(whole)
    expect(whole.fitted).toHaveLength(32)
    expect(whole.fitted?.slice(0, 2)).toEqual([null, null])
    // a promotion sells 80 to 92, another month 40 to 46
    expect(whole.fitted?.[31]).toBeGreaterThan(70)
    expect(whole.fitted?.[30]).toBeLessThan(55)
    expect(whole.accuracy.wape).toBeLessThan(0.15)
  })

  it('adds units where demand may be below zero', () => {
    const flag = Array.from({ length: 42 }, (_, t) => (t % 4 === 1 ? 1 : 0))
    const values = flag.slice(0, 40).map((value, t) => ((t * 29) % 7) - 3 + 60 * value)
    const result = forecast({ values, drivers: [{ id: 'promo', values: flag }] }, { horizon: 2 })
    expect(result.effects?.[0]?.scale).toBe('units')
    expect(Math.abs((result.effects?.[0]?.effect ?? 0) - 60)).toBeLessThan(6)
    expect(codes(result)).toContain('model-replaced')
  })

  it('refuses drivers that do not reach, are not known ahead, or not known at all', () => {
    const values = [1, 2, 3, 4, 5, 6]
    const drivers = [
      { id: 'short', values: [1, 2, 1, 2, 1, 2] },
      { id: 'unknown', values: [1, 2, 1, 2, 1, 2, null] },
      { id: 'never', values: [null, null, null, null, null, null, 1] },
    ]
    const problems = ['MISALIGNED series: short', 'MISSING_VALUE series: unknown[6]', 'EMPTY series: never']
    expect(problemsOf(() => forecast({ values, drivers }, { horizon: 1 }))).toEqual(problems)
    expect(problemsOf(() => forecast(values, { horizon: 1, model: etsWithDrivers({ drivers }) }))).toEqual(problems)
    expect(problemsOf(() => forecast({ values, drivers: [] }, { horizon: 1 }))).toEqual(['EMPTY series.drivers'])
    const twice = [promo, promo]
    expect(problemsOf(() => forecastMany([{ values, drivers: twice }], { horizon: 1 }))).toEqual([
      'DUPLICATE_ID series[0].drivers[1].id',
    ])
  })

  it('is judged by a backtest that knows the drivers of each origin', () => {
    const flag = Array.from({ length: 30 }, (_, t) => ((t * t) % 7 === 2 ? 1 : 0))
    const values = flag.map((value, t) => (100 + ((t * 13) % 9)) * (1 + value))
    const seen: number[][] = []
    const { models } = backtest(
      { values, drivers: [{ id: 'promo', values: flag }] },
      {
        horizon: 3,
        origins: 4,
        models: [
          'auto',
          'naive',
          {
            id: 'own',
            forecast: (known, { horizon, drivers }) => {
              seen.push(drivers?.map((driver) => driver.values.length - known.length) ?? [])
              return { point: Array.from({ length: horizon }, () => 100) }
            },
          },
        ],
      },
    )
    expect(seen).toEqual([[3], [3], [3], [3]])
    const [auto, naive] = models.map(({ overall }) => overall.mae as number)
    expect(auto).toBeLessThan(0.2 * (naive as number))
  })

  it('gives finite and plain results for any drivers, never far above what was seen, in any unit', () => {
    const amount = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(0), fc.integer({ min: 1, max: 5000 }))
    const column = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 50, maxLength: 50 }),
      fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 50, maxLength: 50 }),
      fc.array(fc.option(fc.integer({ min: -20, max: 40 }), { nil: 7 }), { minLength: 50, maxLength: 50 }),
      fc.constant(Array.from({ length: 50 }, (_, t) => t)),
      fc.constant(Array.from({ length: 50 }, (_, t) => (t < 44 ? 1 : 1000))),
    )
    const shape = fc.record({
      values: fc.array(fc.option(amount, { nil: null, freq: 12 }), { minLength: 1, maxLength: 44 }),
      columns: fc.array(column, { minLength: 1, maxLength: 4 }),
      seasonLength: fc.constantFrom(1, 4, 12),
    })
    fc.assert(
      fc.property(shape, ({ values, columns, seasonLength }) => {
        const drivers = columns.map((given, place) => ({ id: `d${place}`, values: given }))
        const series = deepFreeze({ id: 's', values, drivers })
        const result = forecast(series, { horizon: 6, seasonLength })
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        expect(forecastMany([series], { horizon: 6, seasonLength })[0]).toEqual(result)
        const most = values.reduce<number>((largest, value) => Math.max(largest, value ?? 0), 0)
        result.point.forEach((value) => {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(100 * most)
        })
        result.intervals.forEach(({ lower, upper }) =>
          lower.forEach((one, h) => expect(one).toBeLessThanOrEqual(upper[h] as number)),
        )
        const { stdDev, cumulativeStdDev } = result.distribution
        for (const value of [...stdDev, ...cumulativeStdDev]) expect(Number.isFinite(value)).toBe(true)
        const doubled = forecast(
          { ...series, values: values.map((value) => (value === null ? null : 2 * value)) },
          { horizon: 6, seasonLength },
        )
        doubled.point.forEach((value, h) => expect(value / 2).toBeCloseTo(result.point[h] as number, 6))
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })
})

describe('calendarDrivers', () => {
  it('makes waves that come back with the year', () => {
    const calendar = createCalendar({ start: '2026-01-01', months: 36 })
    const drivers = calendarDrivers(calendar, { yearlyWaves: 2 })
    expect(drivers.map(({ id }) => id)).toEqual(['year.sin1', 'year.cos1', 'year.sin2', 'year.cos2'])
    for (const { values } of drivers) {
      values.slice(12).forEach((value, t) => expect(value).toBeCloseTo(values[t] as number, 1))
    }
    // the middle of April is 0.29 of a year: sine 0.97, cosine -0.23, and the second wave turns twice as fast
    expect(drivers[0]?.values[3]).toBeCloseTo(Math.sin(2 * Math.PI * 0.2875), 1)
    expect(problemsOf(() => calendarDrivers(calendar, { yearlyWaves: 0 }))).toEqual([
      'OUT_OF_RANGE options.yearlyWaves',
    ])
  })
})
