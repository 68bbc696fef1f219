import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import {
  adstockDriver,
  backtest,
  calendarDrivers,
  easterSunday,
  etsWithDrivers,
  forecast,
  forecastMany,
  lagDriver,
  perWorkingDay,
  regression,
} from '../../src/demand/index.js'
import type {
  AdstockOptions,
  CalendarDriverOptions,
  Driver,
  EtsWithDriversOptions,
  Forecast,
  LagOptions,
  PerWorkingDayOptions,
  RegressionOptions,
} from '../../src/demand/index.js'
import { filterColumn } from '../../src/demand/drivers/filterColumn.js'
import { regressInnovations } from '../../src/demand/drivers/regressInnovations.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** A figure of a forecast's parameters. */
const figure = (result: Forecast, key: string): number => Number(result.parameters[key])
const codes = (result: Forecast): string[] => result.warnings.map(({ code, path }) => `${code} ${path}`)

/** NIST Statistical Reference Datasets, Longley: employment, then six drivers, 1947 to 1962. */
const LONGLEY = [
  [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
  [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
] as const
/** Certified estimate and standard deviation of the intercept and the six coefficients. */
const LONGLEY_CERTIFIED = [
  [-3482258.63459582, 890420.383607373],
  [15.0618722713733, 84.9149257747669],
  [-0.03581917929259, 0.0334910077722432],
  [-2.02022980381683, 0.488399681651699],
  [-1.03322686717359, 0.214274163161675],
  [-0.0511041056535807, 0.22607320006937],
  [1829.15146461355, 455.478499142212],
] as const

/** NIST Statistical Reference Datasets, Norris: y by x. */
const NORRIS_X = [
  0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777, 558.2, 0.4, 0.6, 775.5, 666.9, 338, 447.5, 11.6, 556,
  228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999, 779, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
]
const NORRIS_Y = [
  0.1, 338.8, 118.1, 888, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
  557.7, 228.3, 998, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
]

/** Textile consumption per head, real income and relative price, Netherlands 1923 to 1939: Theil, Principles of Econometrics (1971), chapter 3. */
const TEXTILE = [
  99.2, 99, 100, 111.6, 122.2, 117.6, 121.1, 136, 154.2, 153.6, 158.5, 140.6, 136.2, 168, 154.3, 149, 165.5,
]
const INCOME = [
  96.7, 98.1, 100, 104.9, 104.9, 109.5, 110.8, 112.3, 109.3, 105.3, 101.7, 95.4, 96.4, 97.6, 102.4, 101.6, 103.8,
]
const PRICE = [101, 100.1, 100, 90.6, 86.5, 89.7, 90.6, 82.8, 70.1, 65.4, 61.3, 62.5, 63.6, 52.6, 59.7, 59.5, 61.3]

const near = (actual: number, expected: number, relative: number): void => {
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(relative)
}

describe('regression', () => {
  it('has the certified values of Longley', () => {
    const drivers = [1, 2, 3, 4, 5, 6].map((place): Driver => {
      const values = LONGLEY.map((row) => row[place] as number)
      return { id: `x${place}`, values: [...values, values[15] as number] }
    })
    const result = forecast(
      LONGLEY.map(([y]) => y),
      { horizon: 1, model: regression({ drivers }) },
    )
    LONGLEY_CERTIFIED.forEach(([estimate, deviation], place) => {
      near(figure(result, place === 0 ? 'intercept' : `effect.x${place}`), estimate, 1e-8)
      near(figure(result, `standardError.${place === 0 ? 'intercept' : `x${place}`}`), deviation, 1e-8)
    })
    near(figure(result, 'rSquared'), 0.995479004577296, 1e-12)
    near(figure(result, 'residualStdDev'), 304.854073561965, 1e-10)
    // statsmodels and R's lmtest print 2.559 for these data
    expect(figure(result, 'durbinWatson')).toBeCloseTo(2.559, 3)
  })

  it('has the certified values of Norris, and the interval of the textbook', () => {
    const drivers = [{ id: 'x', values: [...NORRIS_X, 500] }]
    const result = forecast(NORRIS_Y, { horizon: 1, model: regression({ drivers }), levels: [0.95] })
    near(figure(result, 'intercept'), -0.262323073774029, 1e-10)
    near(figure(result, 'standardError.intercept'), 0.232818234301152, 1e-10)
    near(figure(result, 'effect.x'), 1.00211681802045, 1e-12)
    near(figure(result, 'standardError.x'), 0.429796848199937e-3, 1e-10)
    near(figure(result, 'rSquared'), 0.999993745883712, 1e-13)
    const mean = NORRIS_X.reduce((a, b) => a + b, 0) / 36
    const square = NORRIS_X.reduce((sum, x) => sum + (x - mean) * (x - mean), 0)
    const spread = 0.884796396144373 * Math.sqrt(1 + 1 / 36 + ((500 - mean) * (500 - mean)) / square)
    near(result.distribution.stdDev[0] as number, spread, 1e-10)
    near(result.intervals[0]?.upper[0] as number, (result.point[0] as number) + 1.959963984540054 * spread, 1e-10)
  })

  it("has the elasticities of Theil's textiles", () => {
    const drivers = [
      { id: 'income', values: [...INCOME, 104], log: true },
      { id: 'price', values: [...PRICE, 60], log: true },
    ]
    const result = forecast(TEXTILE, { horizon: 1, model: regression({ drivers, log: true }) })
    expect(figure(result, 'effect.income')).toBeCloseTo(1.1432, 4)
    expect(figure(result, 'standardError.income')).toBeCloseTo(0.156, 4)
    expect(figure(result, 'effect.price')).toBeCloseTo(-0.8288, 4)
    expect(figure(result, 'standardError.price')).toBeCloseTo(0.0361, 4)
    expect(figure(result, 'rSquared')).toBeCloseTo(0.9744, 4)
    // published with logarithms to base ten
    expect(figure(result, 'intercept') / Math.LN10).toBeCloseTo(1.3739, 4)
    expect(figure(result, 'residualStdDev') / Math.LN10).toBeCloseTo(0.01354, 5)
    const { lower, upper } = result.intervals[1] as Forecast['intervals'][number]
    expect((upper[0] as number) - (result.point[0] as number)).toBeGreaterThan(
      (result.point[0] as number) - (lower[0] as number),
    )
  })

  it('finds trend, season and effects that are there exactly', () => {
    const flags = Array.from({ length: 30 }, (_, t) => (t % 7 === 3 ? 1 : 0))
    const demand = flags.map((flag, t) => 50 + 2 * t + [0, 5, -3, 1][t % 4]! + 20 * flag)
    const history = demand.slice(0, 26)
    const options = { drivers: [{ id: 'promo', values: flags }], trend: true, season: true }
    const result = forecast(history, { horizon: 4, seasonLength: 4, model: regression(options) })
    result.point.forEach((value, h) => expect(value).toBeCloseTo(demand[26 + h] as number, 8))
    expect(figure(result, 'effect.promo')).toBeCloseTo(20, 8)
    expect(figure(result, 'trend')).toBeCloseTo(2, 9)
    ;(result.parameters['season'] as number[]).forEach((value, j) => expect(value).toBeCloseTo([0, 5, -3, 1][j]!, 8))
    const gaps = history.map((value, t) => (t === 0 || t === 10 ? null : value))
    const late = forecast(gaps, { horizon: 4, seasonLength: 4, model: regression(options) })
    late.point.forEach((value, h) => expect(value).toBeCloseTo(demand[26 + h] as number, 8))
    const judged = backtest(history, {
      horizon: 2,
      origins: 3,
      seasonLength: 4,
      models: [regression(options), 'seasonalNaive'],
    })
    expect(judged.models[0]?.overall.mae).toBeLessThan(1e-6)
  })

  it('leaves out what cannot be told, by name, and says what is missing', () => {
    const t = Array.from({ length: 14 }, (_, place) => place)
    const drivers = [
      { id: 'rising', values: t },
      { id: 'flat', values: t.map(() => 3) },
      { id: 'same', values: t.map((value) => 2 * value - 1) },
      { id: 'late', values: t.map((value) => (value === 13 ? 9 : value % 3)) },
    ]
    const result = forecast(
      t.slice(0, 12).map((value) => 10 + 3 * value + (value % 2)),
      { horizon: 2, model: regression({ drivers, season: true }) },
    )
    expect(codes(result)).toEqual([
      'no-season series',
      'constant-driver series: flat',
      'driver-extrapolated series: late',
      'collinear-driver series: same',
    ])
    expect(Object.keys(result.parameters)).not.toContain('effect.same')
    const few = forecast([3, 5, 4, 6, 5], {
      horizon: 2,
      model: regression({ drivers: [drivers[0]!, drivers[3]!, { id: 'z', values: t.map((v) => v * v) }] }),
    })
    expect(codes(few)).toEqual(['driver-extrapolated series: z', 'short-history series: z'])
    const withZero = forecast([0, 5, 4, 6, 5, 7, 3], {
      horizon: 2,
      model: regression({ drivers: [drivers[0]!], log: true }),
    })
    expect(codes(withZero)).toContain('model-replaced series')
  })

  it('keeps the drivers that help, where asked to', () => {
    const noise = (t: number, k: number): number => ((t * 7919 + k * 104729) % 1009) / 1009 - 0.5
    const useful = { id: 'useful', values: Array.from({ length: 64 }, (_, t) => 10 * noise(t * t, 1)) }
    const idle = [2, 3, 4].map((k) => ({
      id: `idle${k}`,
      values: Array.from({ length: 64 }, (_, t) => noise(t * t + k * t, k)),
    }))
    const history = useful.values.slice(0, 60).map((value, t) => 100 + 3 * value + noise(t * t * t, 9))
    for (const make of [regression, etsWithDrivers]) {
      const result = forecast(history, { horizon: 4, model: make({ drivers: [...idle, useful], select: true }) })
      const kept = Object.keys(result.parameters).filter((key) => key.startsWith('effect.'))
      expect(kept).toContain('effect.useful')
      expect(kept.length).toBeLessThan(4)
    }
  })
})

describe('etsWithDrivers', () => {
  const promo = Array.from({ length: 66 }, (_, t) => ((t * t) % 13 === 3 ? 1 : 0))
  const base = promo.map((_, t) => 200 + 40 * Math.sin(t / 9) + [0, 20, -10, -10][t % 4]!)
  const lifted = base.map((value, t) => value * (promo[t] === 1 ? 2 : 1))

  it('sees a column as the sum of its parts', () => {
    const parameters = { alpha: 0.3, beta: 0.05, gamma: 0.2, phi: 0.9 }
    const a = Float64Array.from(base)
    const b = Float64Array.from(promo)
    const sum = a.map((value, t) => 2 * value - 5 * (b[t] as number))
    for (const form of [
      { error: 0, trend: 0, season: 0 },
      { error: 0, trend: 1, season: 0 },
      { error: 0, trend: 2, season: 1 },
    ] as const) {
      const filter = { form, parameters, seasonLength: form.season === 0 ? 1 : 4 }
      const [one, two, both] = [a, b, sum].map((column) => filterColumn(filter, column, 60, 6))
      for (const part of ['innovations', 'ahead'] as const) {
        both?.[part].forEach((value, t) => {
          expect(value).toBeCloseTo(2 * (one?.[part][t] as number) - 5 * (two?.[part][t] as number), 8)
        })
      }
    }
  })

  it('draws a single effect to zero by the weight of the prior', () => {
    const x = [1, 0, 2, -1, 0.5, 3, -2, 1]
    const y = x.map((value, t) => 4 * value + [0.3, -0.2, 0.1, 0.4, -0.5, 0.2, -0.1, 0][t]!)
    const [values, column, seen] = [Float64Array.from(y), Float64Array.from(x), x.map(() => true)]
    const square = x.reduce((sum, value) => sum + value * value, 0)
    const product = x.reduce((sum, value, t) => sum + value * y[t]!, 0)
    const free = regressInnovations(values, [column], seen, [null])
    expect(free.coefficients[0]).toBeCloseTo(product / square, 12)
    const variance = y.reduce((sum, value, t) => sum + (value - (product / square) * x[t]!) ** 2, 0) / 7
    expect(free.covariance[0]).toBeCloseTo(variance / square, 10)
    const drawn = regressInnovations(values, [column], seen, [0.1])
    // precisions add up: square / variance of the data, 1 / 0.01 of the prior
    expect(drawn.covariance[0]).toBeCloseTo(1 / (square / variance + 100), 10)
    expect(drawn.coefficients[0]).toBeCloseTo(product / variance / (square / variance + 100), 10)
  })

  it('finds an effect that doubles demand, and forecasts with it', () => {
    const history = lifted.slice(0, 60)
    const options = { horizon: 6, seasonLength: 4 }
    const result = forecast(history, {
      ...options,
      model: etsWithDrivers({ drivers: [{ id: 'promo', values: promo }] }),
    })
    expect(result.model).toMatch(/^ETS\(A,.+\) with drivers$/)
    expect(figure(result, 'effect.promo')).toBeCloseTo(Math.LN2, 1)
    expect(figure(result, 'standardError.promo')).toBeLessThan(0.1)
    const plain = forecast(history, options)
    const errorOf = (one: Forecast): number =>
      one.point.reduce((sum, value, h) => sum + Math.abs(value - lifted[60 + h]!), 0)
    expect(promo.slice(60)).toContain(1)
    expect(errorOf(result)).toBeLessThan(0.5 * errorOf(plain))
    // added, the effect is the mean of the lifts
    const added = forecast(history, {
      ...options,
      model: etsWithDrivers({ drivers: [{ id: 'promo', values: promo }], effects: 'additive' }),
    })
    near(figure(added, 'effect.promo'), 200, 0.15)
    expect(
      added.distribution.cumulativeStdDev.every(
        (value, h) => h === 0 || value >= (added.distribution.cumulativeStdDev[h - 1] as number),
      ),
    ).toBe(true)
  })

  it('learns nothing from periods without an observation', () => {
    const history = lifted.slice(0, 60).map((value, t) => (t === 22 || t === 47 ? null : value))
    const drivers = [{ id: 'promo', values: promo }]
    const result = forecast(history, { horizon: 6, seasonLength: 4, model: etsWithDrivers({ drivers }) })
    expect(promo[22]).toBe(1)
    expect(figure(result, 'effect.promo')).toBeCloseTo(Math.LN2, 1)
    const late = forecast([null, null, ...history.slice(2)], {
      horizon: 6,
      seasonLength: 4,
      model: etsWithDrivers({ drivers }),
    })
    expect(figure(late, 'effect.promo')).toBeCloseTo(Math.LN2, 1)
  })

  it('keeps its scale: demand in other units has the same effects', () => {
    const drivers = [{ id: 'promo', values: promo }]
    const options = { horizon: 6, seasonLength: 4, model: etsWithDrivers({ drivers }) }
    const one = forecast(lifted.slice(0, 60), options)
    const other = forecast(
      lifted.slice(0, 60).map((value) => 64 * value),
      options,
    )
    near(figure(other, 'effect.promo'), figure(one, 'effect.promo'), 1e-9)
    expect(figure(other, 'level') - figure(one, 'level')).toBeCloseTo(Math.log(64), 9)
    other.point.forEach((value, h) => near(value, 64 * (one.point[h] as number), 1e-9))
  })

  it('has wider intervals where a driver is seldom seen', () => {
    const rare = promo.map((_, t) => (t === 30 || t === 63 ? 1 : 0))
    const history = lifted.slice(0, 60)
    const drivers = [
      { id: 'promo', values: promo },
      { id: 'rare', values: rare },
    ]
    const { stdDev } = forecast(history, {
      horizon: 6,
      seasonLength: 4,
      spread: 'model',
      model: etsWithDrivers({ drivers, effects: 'additive' }),
    }).distribution
    expect(stdDev[3]).toBeGreaterThan(1.2 * (stdDev[2] as number))
    expect(stdDev[3]).toBeGreaterThan(stdDev[4] as number)
  })
})

describe('the methods with drivers', () => {
  it('give finite, plain and repeatable results, and change nothing', () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: 0, max: 1000, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.double({ min: -1e100, max: 1e100, noNaN: true }) },
    )
    const column = fc.oneof(
      fc.array(fc.constantFrom(0, 1), { minLength: 40, maxLength: 40 }),
      fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), { minLength: 40, maxLength: 40 }),
      fc.double({ min: -10, max: 10, noNaN: true }).map((slope) => Array.from({ length: 40 }, (_, t) => slope * t)),
    )
    const shape = fc.record({
      values: fc.array(value, { minLength: 1, maxLength: 34 }),
      columns: fc.array(column, { minLength: 1, maxLength: 3 }),
      seasonLength: fc.constantFrom(1, 4, 12),
      kind: fc.constantFrom('regression', 'ets', 'days'),
      flag: fc.boolean(),
      other: fc.boolean(),
    })
    fc.assert(
      fc.property(shape, ({ values, columns, seasonLength, kind, flag, other }) => {
        const drivers = columns.map((given, place) => ({ id: `d${place}`, values: given }))
        const model =
          kind === 'regression'
            ? regression(deepFreeze({ drivers, trend: flag, season: other, log: flag, select: other }))
            : kind === 'ets'
              ? etsWithDrivers(
                  deepFreeze({ drivers, select: flag, ...(other ? { effects: 'additive', priorScale: null } : {}) }),
                )
              : perWorkingDay(
                  deepFreeze({
                    workingDays: Array.from({ length: 40 }, (_, t) => 1 + (t % 23)),
                    model: flag ? 'theta' : 'auto',
                  }),
                )
        const options = { horizon: 6, seasonLength, model, ...(flag ? { spread: 'calibrated' as const } : {}) }
        const result = forecast(deepFreeze(values), options)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        expect(forecastMany([{ values }], options)[0]).toEqual(result)
        const { distribution, intervals, point } = result
        for (const list of [
          point,
          distribution.stdDev,
          distribution.cumulativeStdDev,
          ...intervals.flatMap(({ lower, upper }) => [lower, upper]),
        ]) {
          expect(list.every((one) => Number.isFinite(one))).toBe(true)
        }
        if (values.every((one) => one === null || one >= 0)) expect(point.every((one) => one >= 0)).toBe(true)
        intervals.forEach(({ lower, upper }) =>
          lower.forEach((one, h) => expect(one).toBeLessThanOrEqual(upper[h] as number)),
        )
      }),
      { numRuns: RUNS },
    )
  })

  it('refuse drivers that end too early, for every series', () => {
    const drivers = [
      { id: 'price', values: [1, 2, 3, 4, 5, 6, 7] },
      { id: 'promo', values: [0, 1, 0, 0, 1, 0, 0, 1] },
    ]
    for (const model of [regression({ drivers }), etsWithDrivers({ drivers })]) {
      expect(problemsOf(() => forecast([1, 2, 3, 4, 5, 6], { horizon: 3, model }))).toEqual([
        'MISALIGNED series: price',
        'MISALIGNED series: promo',
      ])
      expect(problemsOf(() => forecast([1, 2, 3, 4, 5, 6], { horizon: 2, model }))).toEqual([
        'MISALIGNED series: price',
      ])
      expect(problemsOf(() => forecast([1, 2, 3, 4, 5, 7], { horizon: 1, model }))).toEqual([])
    }
    const days = perWorkingDay({ workingDays: [20, 21, 22] })
    expect(problemsOf(() => forecast([1, 2, 3], { horizon: 1, model: days }))).toEqual([
      'MISALIGNED series: workingDays',
    ])
  })

  it('list every mistake they are made with', () => {
    const options = {
      drivers: [
        { id: 'a', values: [1, Number.NaN] },
        { id: 'a', values: [1] },
        { id: 'b', values: [] },
        { id: 'c', values: [1, 0], log: true },
      ],
      trend: 1,
      seasons: true,
    } as unknown as RegressionOptions
    expect(problemsOf(() => regression(options))).toEqual([
      'DUPLICATE_ID options.drivers[1].id',
      'UNKNOWN_FIELD options.seasons',
      'WRONG_TYPE options.trend',
    ])
    const values = { ...options, drivers: (options.drivers as Driver[]).filter((_, place) => place !== 1) }
    expect(problemsOf(() => regression(values)).slice(0, 3)).toEqual([
      'NOT_FINITE options.drivers[0].values[1]',
      'EMPTY options.drivers[1].values',
      'OUT_OF_RANGE options.drivers[2].values[1]',
    ])
    expect(problemsOf(() => regression({ drivers: [] }))).toEqual(['EMPTY options.drivers'])
    expect(problemsOf(() => regression(null as unknown as RegressionOptions))).toEqual(['WRONG_TYPE options'])
    const ets = {
      drivers: [{ id: 'a', values: [1] }],
      effects: 'both',
      priorScale: -1,
    } as unknown as EtsWithDriversOptions
    expect(problemsOf(() => etsWithDrivers(ets))).toEqual([
      'OUT_OF_RANGE options.effects',
      'OUT_OF_RANGE options.priorScale',
    ])
    const days = { workingDays: [20, 0], model: 'best' } as unknown as PerWorkingDayOptions
    expect(problemsOf(() => perWorkingDay(days))).toEqual([
      'OUT_OF_RANGE options.workingDays[1]',
      'OUT_OF_RANGE options.model',
    ])
  })
})

describe('perWorkingDay', () => {
  const calendar = createCalendar({ start: '2021-01-01', months: 66 })
  const workingDays = calendar.periods.map((period) => period.workingDays)
  const demand = workingDays.map((days, t) => days * (10 + 2 * Math.sin((t * Math.PI) / 6)))

  it('follows the days of each period', () => {
    const history = demand.slice(0, 60)
    const options = { horizon: 6, seasonLength: 12 }
    const daily = forecast(history, { ...options, model: perWorkingDay({ workingDays, model: 'seasonalNaive' }) })
    daily.point.forEach((value, h) => near(value, demand[60 + h] as number, 1e-9))
    expect(daily.model).toBe('SeasonalNaive per working day')
    const auto = forecast(history, { ...options, model: perWorkingDay({ workingDays }) })
    const plain = forecast(history, options)
    const errorOf = (one: Forecast): number =>
      one.point.reduce((sum, value, h) => sum + Math.abs(value - demand[60 + h]!), 0)
    expect(errorOf(auto)).toBeLessThan(0.5 * errorOf(plain))
  })

  it('is the model itself where all periods have the same days', () => {
    const history = demand.slice(0, 60)
    const same = forecast(history, {
      horizon: 6,
      seasonLength: 12,
      model: perWorkingDay({ workingDays: workingDays.map(() => 5) }),
    })
    const plain = forecast(history, { horizon: 6, seasonLength: 12 })
    expect(same.point).toEqual(plain.point)
    same.distribution.stdDev.forEach((value, h) => near(value, plain.distribution.stdDev[h] as number, 1e-9))
    same.distribution.cumulativeStdDev.forEach((value, h) =>
      near(value, plain.distribution.cumulativeStdDev[h] as number, 1e-9),
    )
  })
})

describe('easterSunday', () => {
  it('has the dates of Meeus, the earliest and the latest ones, and those of our time', () => {
    const published = [
      '1818-03-22',
      '1886-04-25',
      '1943-04-25',
      '1954-04-18',
      '1991-03-31',
      '1992-04-19',
      '1993-04-11',
      '2000-04-23',
      '2008-03-23',
      '2016-03-27',
      '2019-04-21',
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2038-04-25',
      '2285-03-22',
    ]
    expect(published.map((date) => easterSunday(Number(date.slice(0, 4))))).toEqual(published)
  })

  it('is a Sunday from 22 March to 25 April in every year', () => {
    for (let year = 1583; year <= 9999; year += 1) {
      const date = easterSunday(year)
      expect(new Date(`${date}T00:00:00Z`).getUTCDay()).toBe(0)
      expect(date.slice(5) >= '03-22' && date.slice(5) <= '04-25').toBe(true)
    }
    expect(problemsOf(() => easterSunday(1582))).toEqual(['OUT_OF_RANGE year'])
  })
})

describe('calendarDrivers', () => {
  it('counts days, weekdays and the shares of windows', () => {
    const calendar = createCalendar({ start: '2026-01-01', months: 24, holidays: ['2026-12-25'] })
    const holidays = [{ id: 'blackFriday', dates: ['2026-11-27', '2027-11-26'], daysBefore: 2, daysAfter: 5 }]
    const drivers = calendarDrivers(calendar, { workingDays: true, weekdays: true, easter: true, holidays })
    expect(drivers.map(({ id }) => id)).toEqual([
      'workingDays',
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'easter',
      'blackFriday',
    ])
    const of = (id: string): readonly number[] => drivers.find((driver) => driver.id === id)?.values ?? []
    expect(of('workingDays')[11]).toBe(22)
    // May 2026 begins on a Friday: five Fridays, Saturdays and Sundays, four of the others
    expect(['monday', 'thursday', 'friday', 'saturday'].map((id) => of(id)[4])).toEqual([-1, -1, 0, 0])
    // 28 March to 5 April 2026: four of nine days in March
    expect(of('easter').slice(2, 4)).toEqual([4 / 9, 5 / 9])
    expect(of('easter').slice(14, 16)).toEqual([1, 0])
    // 25 November to 2 December 2026
    expect(of('blackFriday').slice(10, 12)).toEqual([6 / 8, 2 / 8])
    expect(of('blackFriday').reduce((a, b) => a + b, 0)).toBeCloseTo(2, 12)
  })

  it('gives each window whole, wherever the periods begin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1700, max: 2300 }),
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        (year, daysBefore, daysAfter) => {
          const months = createCalendar({ start: `${year}-01-01`, months: 12 })
          const [easter] = calendarDrivers(months, { easter: { daysBefore, daysAfter } })
          expect(easter?.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('lists every mistake of the caller', () => {
    const calendar = createCalendar({ start: '2026-01-01', months: 2 })
    const options = {
      workingDay: true,
      weekdays: 1,
      easter: { daysBefore: -1 },
      holidays: [{ id: 'eid', dates: ['2026-02-30'], daysAfter: 0.5 }, { id: 'new year' }],
    } as unknown as CalendarDriverOptions
    expect(problemsOf(() => calendarDrivers(calendar, options))).toEqual([
      'UNKNOWN_FIELD options.workingDay',
      'WRONG_TYPE options.weekdays',
      'OUT_OF_RANGE options.easter.daysBefore',
      'OUT_OF_RANGE options.holidays[0].daysAfter',
      'INVALID_DATE options.holidays[0].dates[0]',
      'MISSING_VALUE options.holidays[1].dates',
    ])
    expect(problemsOf(() => calendarDrivers({} as never, {}))).toEqual([
      'MISSING_VALUE calendar.periods',
      'MISSING_VALUE calendar.fiscalYearStartMonth',
    ])
  })
})

describe('drivers made of drivers', () => {
  it('come later, or fade out', () => {
    const users = { id: 'users', values: [5, 7, 9], log: true }
    expect(lagDriver(users, { lagPeriods: 1 })).toEqual({ id: 'users.lag1', values: [5, 5, 7, 9], log: true })
    expect(adstockDriver({ id: 'tv', values: [1, 0, 2] }, { carryoverShare: 0 }).values).toEqual([1, 0, 2])
    // a leading indicator: users two periods ago, twice over
    const indicator = { id: 'users', values: Array.from({ length: 40 }, (_, t) => 50 + ((t * 29) % 17)) }
    const lagged = lagDriver(indicator, { lagPeriods: 2, before: [50, 60] })
    const history = lagged.values.slice(0, 40).map((value) => 2 * value)
    const result = forecast(history, { horizon: 2, model: regression({ drivers: [lagged] }) })
    result.point.forEach((value, h) => expect(value).toBeCloseTo(2 * (indicator.values[38 + h] as number), 8))
  })

  it('refuse what cannot be', () => {
    const users = { id: 'users', values: [5, 7, 9] }
    expect(problemsOf(() => lagDriver(users, { lagPeriods: 2, before: [1] }))).toEqual(['MISALIGNED options.before'])
    expect(problemsOf(() => lagDriver(users, {} as LagOptions))).toEqual(['MISSING_VALUE options.lagPeriods'])
    expect(problemsOf(() => adstockDriver(users, { carryoverShare: 1 }))).toEqual([
      'OUT_OF_RANGE options.carryoverShare',
    ])
    expect(problemsOf(() => adstockDriver({ id: '', values: [] }, {} as AdstockOptions))).toEqual([
      'MISSING_VALUE driver[0].id',
      'MISSING_VALUE options.carryoverShare',
    ])
  })
})
