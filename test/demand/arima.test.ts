import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arima, type ArimaOptions, backtest, forecast, forecastMany } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { type CompetitionFile, readData, readReference } from './readReference.js'
import { awkwardHistory } from './awkwardHistory.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const Z95 = 1.959963984540054

/** What R's auto.arima made of one series. */
interface ReferenceArima {
  readonly name: string
  readonly method: string
  readonly order: readonly [number, number, number]
  readonly seasonalOrder: readonly [number, number, number]
  readonly coef: Readonly<Record<string, number>>
  readonly sigma2: number
  readonly loglik: number
  readonly aicc: number
  readonly mean: readonly number[]
  readonly hi95: readonly number[]
}

const references = readData<{ series: ReferenceArima[] }>('r-arima').series.map((reference) => {
  const { y, frequency } = readReference().find(({ name }) => name === reference.name) as {
    readonly y: readonly number[]
    readonly frequency: number
  }
  return { ...reference, y, seasonLength: frequency > 1 ? frequency : 1 }
})

/** Coefficients in the order of R's. */
const coefficientsOf = (parameters: Readonly<Record<string, number | number[]>>): number[] =>
  ['ar', 'ma', 'seasonalAr', 'seasonalMa', 'mean', 'drift'].flatMap((key) => parameters[key] ?? [])

describe('ARIMA models against R forecast 8.20', () => {
  it.each(references)('$name: $method', (reference) => {
    const { y, seasonLength, order, seasonalOrder, method } = reference
    const constant = method.includes('mean') || method.includes('drift')
    const model = arima({ order, seasonalOrder, constant })
    const result = forecast(y, { horizon: 12, seasonLength, model, nonNegative: false })
    expect(result.model).toBe(method)
    expect(result.warnings).toEqual([])
    // R takes the differenced start as diffuse instead of leaving it out, which shows in the third decimal at most
    expect(Math.abs((result.parameters['logLikelihood'] as number) - reference.loglik)).toBeLessThan(2e-3)
    expect(Math.abs((result.parameters['aicc'] as number) - reference.aicc)).toBeLessThan(4e-3)
    const found = coefficientsOf(result.parameters)
    const wanted = Object.values(reference.coef)
    expect(found).toHaveLength(wanted.length)
    // the airline passengers' moving average is flat near the edge
    wanted.forEach((value, j) => expect(Math.abs((found[j] as number) / value - 1)).toBeLessThan(0.005))
    const size = reference.mean.reduce((sum, value) => sum + Math.abs(value) / 12, 0)
    for (let h = 0; h < 12; h += 1) {
      const mean = reference.mean[h] as number
      expect(Math.abs((result.point[h] as number) - mean) / size).toBeLessThan(1e-4)
      // R counts the residuals of its diffuse start too, up to 3.5 % of the deviation for few differenced values
      const deviation = ((reference.hi95[h] as number) - mean) / Z95
      expect(Math.abs((result.distribution.stdDev[h] as number) / deviation - 1)).toBeLessThan(0.035)
    }
  })

  it('chooses the same model or, by AICc, none that is worse by a few units', () => {
    let same = 0
    let compared = 0
    let asGood = 0
    for (const { y, seasonLength, method, aicc, order, seasonalOrder } of references) {
      const { model, parameters } = forecast(y, { horizon: 1, seasonLength, model: arima() })
      if (model === method) same += 1
      const [, d, D] = /ARIMA\(\d,(\d),\d\)(?:\(\d,(\d),\d\))?/.exec(model) as unknown as [string, string, string?]
      if (Number(d) !== order[1] || Number(D ?? 0) !== seasonalOrder[1]) continue
      compared += 1
      expect((parameters['aicc'] as number) - aicc).toBeLessThan(8)
      if ((parameters['aicc'] as number) - aicc < 0.5) asGood += 1
    }
    expect(same).toBeGreaterThanOrEqual(15)
    expect(compared).toBeGreaterThanOrEqual(19)
    expect(asGood).toBeGreaterThanOrEqual(18)
  })

  // sMAPE in percent of R's auto.arima on the same series
  it.each([
    { name: 'm3-quarterly', reference: 8.0332 },
    { name: 'm3-yearly', reference: 18.6583 },
  ])('forecasts the M3 competition as well as R does: $name', ({ name, reference }) => {
    const { series, horizon, frequency } = readData<CompetitionFile>(name)
    const options = { horizon, seasonLength: frequency, model: arima() }
    const results = forecastMany(
      series.map(({ id, y }) => ({ id, values: y })),
      options,
    )
    let sum = 0
    series.forEach(({ test }, one) => {
      test.forEach((actual, h) => {
        const point = results[one]?.point[h] as number
        sum += (200 * Math.abs(actual - point)) / (Math.abs(actual) + Math.abs(point)) / horizon / series.length
      })
    })
    expect(sum / reference).toBeLessThan(1.03)
  })
})

/** Luteinizing hormone in blood at 10-minute intervals: Diggle (1990), as R's `lh`. */
const HORMONE = [
  2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3,
  2.3, 2, 2, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3, 2.9,
]
/** Accidental deaths in the USA by month, 1973 to 1978: Brockwell and Davis (1991), as R's `USAccDeaths`. */
const DEATHS = [
  9007, 8106, 8928, 9137, 10017, 10826, 11317, 10744, 9713, 9938, 9161, 8927, 7750, 6981, 8038, 8422, 8714, 9512, 10120,
  9823, 8743, 9129, 8710, 8680, 8162, 7306, 8124, 7870, 9387, 9556, 10093, 9620, 8285, 8466, 8160, 8034, 7717, 7461,
  7767, 7925, 8623, 8945, 10078, 9179, 8037, 8488, 7874, 8647, 7792, 6957, 7726, 8106, 8890, 9299, 10625, 9302, 8314,
  8850, 8265, 8796, 7836, 6892, 7791, 8192, 9115, 9434, 10484, 9827, 9110, 9070, 8633, 9240,
]
const seriesOf = (name: string): number[] => readReference().find((series) => series.name === name)?.y as number[]

describe('published examples', () => {
  // estimates, standard errors, log-likelihood as printed by R's arima in its manual and in textbooks
  const air = { order: [0, 1, 1], seasonalOrder: [0, 1, 1] } as const
  const year = { id: 'year', values: Array.from({ length: 99 }, (_, t) => t - 45) }
  it.each([
    {
      what: 'the airline model (Box and Jenkins 1970, series G in logarithms)',
      values: seriesOf('AirPassengers').map(Math.log),
      options: air,
      seasonLength: 12,
      wanted: { ma: -0.4018, seasonalMa: -0.5569, 'ma.standardError': 0.0896, 'seasonalMa.standardError': 0.0731 },
      logLikelihood: 244.7,
    },
    {
      what: 'accidental deaths',
      values: DEATHS,
      options: air,
      seasonLength: 12,
      wanted: { ma: -0.4303, seasonalMa: -0.5528, 'ma.standardError': 0.1228, 'seasonalMa.standardError': 0.1784 },
      logLikelihood: -425.44,
    },
    {
      what: 'hormone, one value back',
      values: HORMONE,
      options: { order: [1, 0, 0], constant: true } as const,
      seasonLength: 1,
      wanted: { ar: 0.5739, mean: 2.4133, 'ar.standardError': 0.1161, 'mean.standardError': 0.1466 },
      logLikelihood: -29.38,
    },
    {
      what: 'hormone, three values back',
      values: HORMONE,
      options: { order: [3, 0, 0], constant: true } as const,
      seasonLength: 1,
      wanted: { ar: [0.6448, -0.0634, -0.2198], mean: 2.3931, 'ar.standardError': [0.1394, 0.1668, 0.1421] },
      logLikelihood: -27.09,
    },
    {
      what: 'the level of Lake Huron with a trend by year (Brockwell and Davis 1991)',
      values: seriesOf('LakeHuron'),
      options: { order: [2, 0, 0], constant: true, regressors: [year] } as const,
      seasonLength: 1,
      wanted: {
        ar: [1.0048, -0.2913],
        mean: 579.0993,
        'regressors.year': -0.0216,
        'ar.standardError': [0.0976, 0.1004],
        'regressors.year.standardError': 0.0081,
      },
      logLikelihood: -101.2,
    },
  ])('$what', ({ values, options, seasonLength, wanted, logLikelihood }) => {
    const { parameters } = forecast(values, { horizon: 1, seasonLength, model: arima(options) })
    for (const [key, value] of Object.entries(wanted)) {
      const found = [parameters[key] as number | number[]].flat()
      const expected = [value].flat()
      expect(found).toHaveLength(expected.length)
      expected.forEach((one, j) => expect(Math.abs((found[j] as number) - one)).toBeLessThan(1.5e-4))
    }
    const digits = String(logLikelihood).split('.')[1]?.length as number
    expect(parameters['logLikelihood']).toBeCloseTo(logLikelihood, digits)
  })

  it('chooses the airline model for accidental deaths, as R does', () => {
    const { model, parameters } = forecast(DEATHS, { horizon: 1, seasonLength: 12, model: arima() })
    expect(model).toBe('ARIMA(0,1,1)(0,1,1)[12]')
    expect(parameters['aicc']).toBeCloseTo(857.32, 2)
  })
})

describe('regressors', () => {
  const promotion = Array.from({ length: 52 }, (_, t) => ([3, 9, 10, 17, 26, 31, 38, 45, 49].includes(t) ? 1 : 0))
  const wobble = (t: number): number => ((t * 37) % 11) - 5
  const sales = Array.from({ length: 48 }, (_, t) => 200 + wobble(t) + 60 * (promotion[t] as number))

  it('carry their effect into the periods ahead', () => {
    const model = arima({ regressors: [{ id: 'promotion', values: promotion }] })
    const { model: name, point, parameters } = forecast(sales, { horizon: 4, model })
    expect(name).toContain('Regression with ARIMA(')
    expect(Math.abs((parameters['regressors.promotion'] as number) - 60)).toBeLessThan(4)
    expect((point[1] as number) - (point[0] as number)).toBeGreaterThan(45)
    expect(parameters['regressors.promotion.standardError']).toBeLessThan(4)
  })

  it('are read from the first period of the caller’s history', () => {
    const options = {
      horizon: 4,
      model: arima({ order: [1, 0, 0], regressors: [{ id: 'promotion', values: promotion }] }),
    }
    const late = forecast([null, null, ...sales.slice(2)], options)
    const cut = { id: 'promotion', values: promotion.slice(2) }
    const short = forecast(sales.slice(2), { horizon: 4, model: arima({ order: [1, 0, 0], regressors: [cut] }) })
    expect(late.point).toEqual(short.point)
    const judged = backtest(sales, { horizon: 3, origins: 4, models: ['naive', options.model] })
    const [naive, ours] = judged.models
    expect(ours?.model).toBe('Regression with ARIMA(1,0,0) errors')
    expect(ours?.overall.mae as number).toBeLessThan(naive?.overall.mae as number)
  })

  it('are left out where they tell nothing, and the rest is forecast without them', () => {
    const never = { id: 'launch', values: [...Array.from({ length: 48 }, () => 0), 1, 1, 1, 1] }
    const twice = { id: 'double', values: promotion.map((value) => 2 * value) }
    const one = { id: 'promotion', values: promotion }
    const model = arima({ regressors: [never, one, twice] })
    const { warnings, parameters, point } = forecast(sales, { horizon: 4, model })
    expect(warnings.map(({ code, message }) => `${code} ${message.split(' ')[0]}`)).toEqual([
      'regressor-dropped launch',
      'regressor-dropped double',
    ])
    expect(Object.keys(parameters).filter((key) => key.startsWith('regressors'))).toEqual([
      'regressors.promotion',
      'regressors.promotion.standardError',
    ])
    expect(point).toEqual(forecast(sales, { horizon: 4, model: arima({ regressors: [one] }) }).point)
    const many = Array.from({ length: 8 }, (_, j) => ({
      id: `r${j}`,
      values: promotion.map((_x, t) => ((t + 3) * (j + 7)) % 5),
    }))
    const few = forecast(sales.slice(0, 10), { horizon: 4, model: arima({ regressors: many }) })
    expect(few.warnings.map(({ code }) => code)).toContain('regressor-dropped')
    expect(few.model).not.toContain('Regression')
  })

  it('stand for past periods in which they were not recorded', () => {
    const open = promotion.map((value, t) => (t === 11 || t === 0 ? null : value))
    const { warnings, point } = forecast(sales, {
      horizon: 4,
      model: arima({ regressors: [{ id: 'promotion', values: open }] }),
    })
    expect(warnings.map(({ code }) => code)).toEqual(['regressor-filled'])
    // the tenth period's promotion stands for the eleventh
    const filled = promotion.map((value, t) => (t === 11 ? 1 : value))
    const same = arima({ regressors: [{ id: 'promotion', values: filled }] })
    expect(point).toEqual(forecast(sales, { horizon: 4, model: same }).point)
    const none = arima({
      regressors: [{ id: 'promotion', values: promotion.map((value, t) => (t < 48 ? null : value)) }],
    })
    expect(forecast(sales, { horizon: 4, model: none }).warnings.map(({ code }) => code)).toEqual(['regressor-dropped'])
  })

  it('scale their coefficients with units of demand and of the driver', () => {
    const price = promotion.map((value, t) => 9.5 - 2 * value + ((t * 13) % 7) / 10)
    const at = (unit: number, money: number): number => {
      const regressors = [{ id: 'price', values: price.map((value) => value * money) }]
      const { parameters } = forecast(
        sales.map((value) => value * unit),
        { horizon: 4, model: arima({ order: [1, 0, 0], regressors }) },
      )
      return parameters['regressors.price'] as number
    }
    expect(at(1, 1)).toBeLessThan(-20)
    expect(at(1000, 1) / at(1, 1)).toBeCloseTo(1000, 3)
    expect(at(1, 100) * 100).toBeCloseTo(at(1, 1), 4)
  })
})

describe('weak histories and bad input', () => {
  it('does something simpler, and says so', () => {
    const short = [5, 7, 4, 8, 6, 9]
    const codes = (options: ArimaOptions, seasonLength = 1, values: readonly number[] = short): string[] => {
      const { warnings, point } = forecast(values, { horizon: 3, seasonLength, model: arima(options) })
      expect(point.every(Number.isFinite)).toBe(true)
      return warnings.map(({ code }) => code)
    }
    expect(codes({})).toEqual([])
    expect(codes({ order: [3, 1, 3] })).toEqual(['model-replaced'])
    expect(codes({ order: [0, 3, 24] })).toEqual(['model-replaced'])
    expect(codes({}, 4)).toEqual(['short-history'])
    expect(codes({ seasonalOrder: [1, 1, 1] }, 4)).toEqual(['short-history'])
    expect(codes({ seasonalOrder: [1, 1, 1] }, 4, [...short, 3, 8, 1])).toEqual(['model-replaced'])
    expect(codes({ constant: true }, 1, [1, 2, 4, 8, 17, 31, 66, 126, 259, 510, 1030, 2040])).toEqual([
      'constant-dropped',
    ])
  })

  it('tells an exact line and an exact season from a model with errors', () => {
    const line = forecast([3, 5, 7, 9, 11, 13, 15, 17], { horizon: 2, model: arima() })
    expect(line.point).toEqual([19, 21])
    expect(line.model).toBe('ARIMA(0,1,0) with drift')
    expect(line.distribution.stdDev).toEqual([0, 0])
    expect(line.warnings.map(({ code }) => code)).toEqual(['no-error-estimate'])
    const season = Array.from({ length: 16 }, (_, t) => [4, 8, 1, 3][t % 4] as number)
    const again = forecast(season, { horizon: 4, seasonLength: 4, model: arima() })
    expect(again.point).toEqual([4, 8, 1, 3])
    expect(Object.keys(again.parameters)).not.toContain('aicc')
  })

  it('stays at or above zero where the history does', () => {
    const falling = [90, 81, 74, 61, 52, 39, 33, 20, 12, 1]
    const { point, warnings } = forecast(falling, { horizon: 6, model: arima({ order: [0, 1, 0], constant: true }) })
    expect(Math.min(...point)).toBe(0)
    expect(warnings.map(({ code }) => code)).toEqual(['raised-to-zero'])
  })

  it('lists every mistake in the options', () => {
    const wrong = {
      order: [1, 2.5, -1],
      seasonalOrder: [1, 1],
      constant: 'yes',
      method: 'fast',
      drivers: [],
      regressors: [{ id: 'a', values: [1, Number.NaN] }, { id: 'a', values: 'x' }, null, { values: [null, 'x'] }],
    }
    expect(problemsOf(() => arima(wrong as unknown as ArimaOptions))).toEqual([
      'UNKNOWN_FIELD drivers',
      'OUT_OF_RANGE order[1]',
      'OUT_OF_RANGE order[2]',
      'MISALIGNED seasonalOrder',
      'WRONG_TYPE constant',
      'OUT_OF_RANGE method',
      'NOT_FINITE regressors[0].values[1]',
      'DUPLICATE_ID regressors[1].id',
      'WRONG_TYPE regressors[1].values',
      'WRONG_TYPE regressors[2]',
      'MISSING_VALUE regressors[3].id',
      'WRONG_TYPE regressors[3].values[1]',
    ])
    expect(problemsOf(() => arima(null as unknown as ArimaOptions))).toEqual(['WRONG_TYPE options'])
    expect(problemsOf(() => arima({ regressors: {} } as unknown as ArimaOptions))).toEqual(['WRONG_TYPE regressors'])
    expect(problemsOf(() => arima({ order: [0, 1, 0], seasonalOrder: [0, 1, 0], constant: true }))).toEqual([
      'CONFLICT constant',
    ])
  })

  it('refuses regressors that end too early and seasons that it cannot know', () => {
    const model = arima({ regressors: [{ id: 'price', values: [1, 2, 3, 4, 5, 6, 7] }] })
    const values = [3, 1, 4, 1, 5, 9]
    expect(problemsOf(() => forecast(values, { horizon: 2, model }))).toEqual([
      'MISALIGNED series: regressors[0].values',
    ])
    expect(problemsOf(() => forecast(values, { horizon: 1, model }))).toEqual([])
    const open = arima({ regressors: [{ id: 'price', values: [1, 2, null, 4, 5, 6, null] }] })
    expect(problemsOf(() => forecast(values, { horizon: 1, model: open }))).toEqual([
      'MISSING_VALUE series: regressors[0].values[6]',
    ])
    const seasonal = arima({ seasonalOrder: [1, 0, 0] })
    expect(problemsOf(() => forecast(values, { horizon: 1, model: seasonal }))).toEqual([
      'CONFLICT series: seasonalOrder',
    ])
    const long = { horizon: 1, seasonLength: 365, model: seasonal }
    expect(problemsOf(() => forecast(values, long))).toEqual(['OUT_OF_RANGE series: seasonalOrder'])
  })
})

describe('for any history', () => {
  const history = awkwardHistory({
    kinds: ['level', 'zeros', 'constant', 'sparse', 'seasonal', 'signed', 'wild', 'trend', 'exact', 'step'],
    sizes: [1e-200, 1e-9, 1, 1000, 1e50, 1e90, 1e99],
    gaps: [0, 0, 0.3],
  })
  const order = (most: number): fc.Arbitrary<readonly [number, number, number] | undefined> =>
    fc.option(
      fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: most })),
      {
        nil: undefined,
      },
    )
  const options = fc.record({
    horizon: fc.integer({ min: 1, max: 12 }),
    seasonLength: fc.constantFrom(1, 4, 7),
    order: order(3),
    seasonalOrder: order(1),
    constant: fc.constantFrom(undefined, undefined, false, true),
    method: fc.constantFrom('exact' as const, 'conditional' as const),
    driver: fc.constantFrom('none', 'none', 'wave', 'rare', 'never', 'line', 'huge'),
    spread: fc.constantFrom('calibrated' as const, 'model' as const),
  })
  const DRIVERS: Readonly<Record<string, (t: number) => number>> = {
    wave: (t) => (t * 7) % 5,
    rare: (t) => (t === 6 ? 1 : 0),
    never: () => 3,
    line: (t) => t,
    huge: (t) => 1e99 * ((t * 3) % 7),
  }
  const optionsOf = ({
    order,
    seasonalOrder,
    constant,
    method,
    driver,
    seasonLength,
  }: typeof options extends fc.Arbitrary<infer T> ? T : never): ArimaOptions => {
    const isBent = constant === true && (order?.[1] ?? 0) + (seasonalOrder?.[1] ?? 0) > 1
    const drive = DRIVERS[driver]
    const values = Array.from({ length: 60 }, (_, t) => drive?.(t) ?? 0)
    return {
      method,
      ...(order === undefined ? {} : { order }),
      ...(seasonalOrder === undefined || seasonLength < 2 ? {} : { seasonalOrder }),
      ...(constant === undefined || isBent ? {} : { constant }),
      ...(drive === undefined ? {} : { regressors: [{ id: 'driver', values }] }),
    }
  }
  const numbersOf = (value: unknown): number[] =>
    typeof value === 'number'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(numbersOf)
        : []

  it('is finite, in order, and at or above zero where the history is', () => {
    fc.assert(
      fc.property(history, options, (values, drawn) => {
        const { horizon, seasonLength, spread } = drawn
        const model = arima(deepFreeze(optionsOf(drawn)))
        const result = forecast(deepFreeze(values), { horizon, seasonLength, spread, model })
        for (const number of numbersOf(result)) expect(Number.isFinite(number)).toBe(true)
        expect(result.point).toHaveLength(horizon)
        const [narrow, wide] = result.intervals
        for (let h = 0; h < horizon; h += 1) {
          expect(narrow?.lower[h] as number).toBeLessThanOrEqual(narrow?.upper[h] as number)
          expect(wide?.lower[h] as number).toBeLessThanOrEqual(narrow?.lower[h] as number)
          expect(result.distribution.stdDev[h] as number).toBeGreaterThanOrEqual(0)
        }
        if (values.every((value) => value === null || value >= 0)) {
          expect(Math.min(...result.point, ...(wide?.lower as number[]))).toBeGreaterThanOrEqual(0)
        }
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
      { numRuns: RUNS },
    )
  })

  it('moves and grows with its history', () => {
    const values = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 12, maxLength: 30 })
    fc.assert(
      fc.property(values, fc.constantFrom(1, 4), (history, seasonLength) => {
        const options = { horizon: 4, seasonLength, model: arima(), nonNegative: false }
        const base = forecast(history, options)
        // a power of two moves no digit
        const doubled = forecast(
          history.map((value) => value * 4),
          options,
        )
        expect(doubled.model).toBe(base.model)
        doubled.point.forEach((value, h) => expect(value).toBe(4 * (base.point[h] as number)))
        const fixed = { ...options, model: arima({ order: [1, 1, 0] }) }
        const moved = forecast(
          history.map((value) => value + 5000),
          fixed,
        )
        const still = forecast(history, fixed)
        moved.point.forEach((value, h) =>
          expect(Math.abs(value - 5000 - (still.point[h] as number))).toBeLessThan(0.05),
        )
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })

  it('is the same for one series and for many', () => {
    const series = [
      { id: 'a', values: DEATHS.slice(0, 30) },
      { id: 'b', values: HORMONE },
    ]
    const options = { horizon: 5, seasonLength: 4, model: arima() }
    expect(forecastMany(series, options)).toEqual(series.map((one) => forecast(one, options)))
  })
})
