import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { backtest, forecast, forecastMany, forecastPanel } from '../../src/demand/index.js'
import type { Forecast, ForecastOptions, ForecastPart, PanelOptions, TimeSeries } from '../../src/demand/index.js'
import { hasSeason } from '../../src/demand/season/seasonalIndices.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { awkwardHistory } from './awkwardHistory.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const AIR = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
  140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
]

const history = awkwardHistory({
  kinds: ['level', 'zeros', 'constant', 'sparse', 'seasonal', 'signed', 'wild', 'trend'],
  sizes: [1e-200, 1e-9, 1, 1000, 1e50, 1e99],
  gaps: [0, 0, 0.3, 1],
})
const options = fc.record({
  horizon: fc.integer({ min: 1, max: 30 }),
  seasonLength: fc.constantFrom(1, 4, 7, 12),
  model: fc.constantFrom<NonNullable<ForecastOptions['model']>>(
    'auto',
    'auto',
    'naive',
    'seasonalNaive',
    'drift',
    'mean',
    'exponentialSmoothing',
    'theta',
    { name: 'exponentialSmoothing', error: 'additive', trend: 'additiveDamped', season: 'additive' },
    { name: 'exponentialSmoothing', error: 'multiplicative', trend: 'additive', season: 'multiplicative' },
  ),
  selection: fc.constantFrom('aicc' as const, 'rollingOrigin' as const),
  spread: fc.constantFrom('calibrated' as const, 'model' as const),
  quantiles: fc.constant([0.05, 0.5, 0.99]),
})

/** Every number of a result. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersOf)
  return []
}

describe('forecast: whatever the history', () => {
  it('gives finite numbers, nested intervals, and nothing below zero where the history has nothing there', () => {
    const models = new Set<string>()
    fc.assert(
      fc.property(history, options, (values, chosen) => {
        const result = forecast(deepFreeze(values), deepFreeze(chosen))
        models.add(result.model)
        expect(result.point).toHaveLength(chosen.horizon)
        for (const value of numbersOf(result)) {
          expect(Number.isFinite(value)).toBe(true)
          expect(Object.is(value, -0)).toBe(false)
        }
        const [inner, outer] = result.intervals
        const negative = values.some((value) => value !== null && value < 0)
        let covered = 0
        let alike = 0
        for (let h = 0; h < chosen.horizon; h += 1) {
          const at = (ends: readonly number[] | undefined): number => ends?.[h] as number
          expect(at(outer?.lower)).toBeLessThanOrEqual(at(inner?.lower))
          expect(at(inner?.lower)).toBeLessThanOrEqual(at(inner?.upper))
          expect(at(inner?.upper)).toBeLessThanOrEqual(at(outer?.upper))
          expect(at(result.point)).toBeGreaterThanOrEqual(at(outer?.lower))
          if (!negative) expect(at(outer?.lower)).toBeGreaterThanOrEqual(0)
          if (!negative) expect(at(result.point)).toBeGreaterThanOrEqual(0)
          const quantileAt = (place: number): number => at(result.distribution.quantiles?.[place]?.values)
          expect(quantileAt(0)).toBeLessThanOrEqual(quantileAt(1))
          // a model that knows its distribution is skewed, as that of demand that may have ended: its median is not its mean
          const isSkewed = result.distribution.cumulativeQuantiles !== undefined
          if (!isSkewed) expect(quantileAt(1)).toBe(at(result.point))
          expect(quantileAt(1)).toBeLessThanOrEqual(quantileAt(2))
          const cumulative = at(result.distribution.cumulativeStdDev)
          expect(cumulative).toBeGreaterThanOrEqual(covered * (1 - 1e-9))
          covered = cumulative
          // errors cannot add up to more than if all of them moved as one
          alike += at(result.distribution.stdDev)
          expect(cumulative).toBeLessThanOrEqual(alike * (1 + 1e-9))
        }
        const first = result.distribution.stdDev[0] as number
        expect(Math.abs((result.distribution.cumulativeStdDev[0] as number) - first)).toBeLessThanOrEqual(1e-9 * first)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
      { numRuns: RUNS },
    )
    expect(models.size).toBeGreaterThan(8)
  })

  it('is the same, bit for bit, one by one and all together', () => {
    fc.assert(
      fc.property(fc.array(history, { minLength: 1, maxLength: 4 }), options, (histories, chosen) => {
        const series = histories.map((values, place): TimeSeries => ({ id: `item-${place}`, values }))
        const together = forecastMany(series, chosen)
        series.forEach((one, place) => {
          expect(JSON.stringify(together[place])).toBe(JSON.stringify(forecast(one, chosen)))
        })
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })

  it('scales with its unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 12, maxLength: 36 }),
        fc.integer({ min: -30, max: 30 }),
        options,
        (values, power, chosen) => {
          let factor = 1
          for (let k = 0; k < Math.abs(power); k += 1) factor *= power > 0 ? 2 : 0.5
          const one = forecast(values, chosen)
          const other = forecast(
            values.map((value) => value * factor),
            chosen,
          )
          expect(other.model).toBe(one.model)
          expect(other.point).toEqual(one.point.map((value) => value * factor))
          expect(other.distribution.cumulativeStdDev).toEqual(
            one.distribution.cumulativeStdDev.map((value) => value * factor),
          )
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('of an additive model scales by any factor, and does not mind what stands beside it', () => {
    const model = {
      name: 'exponentialSmoothing',
      error: 'additive',
      trend: 'additiveDamped',
      season: 'additive',
    } as const
    const one = forecast(AIR, { horizon: 12, seasonLength: 12, model })
    const other = forecast(
      AIR.map((value) => value * 7.3),
      { horizon: 12, seasonLength: 12, model },
    )
    other.point.forEach((value, h) => expect(value / (7.3 * (one.point[h] as number))).toBeCloseTo(1, 2))
  })
})

describe('forecast: methods', () => {
  const options12 = { horizon: 6, seasonLength: 12 }

  it('combines exponential smoothing with two Theta methods by default, and tells the parts', () => {
    const long = Array.from({ length: 72 }, (_, t) => (AIR[t % AIR.length] as number) + 2 * t)
    const auto = forecast(long, { ...options12, spread: 'model' })
    expect(auto.model).toBe('ETS + OTM + DOTM')
    const parts = auto.models ?? []
    expect(parts.slice(-2).map(({ model }) => model)).toEqual(['OTM', 'DOTM'])
    const smoothing = parts.slice(0, -2)
    expect(smoothing.length).toBeGreaterThan(1)
    expect(smoothing.every(({ model }) => model.startsWith('ETS('))).toBe(true)
    expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    // half of the weight is fixed beforehand: at least a quarter for smoothing, an eighth for each Theta
    expect(smoothing.reduce((sum, { weight }) => sum + weight, 0)).toBeGreaterThan(0.25)
    for (const { weight } of parts.slice(-2)) expect(weight).toBeGreaterThan(0.125)
    expect(auto.parameters['weights']).toEqual(parts.map(({ weight }) => weight))
    // within smoothing, weights follow AICc: its square root of the likelihood ratio
    const [first, second] = smoothing as [ForecastPart, ForecastPart]
    const behind = (second.parameters['aicc'] as number) - (first.parameters['aicc'] as number)
    expect(second.weight / first.weight).toBeCloseTo(Math.exp(-behind / 4), 9)
    for (const { error } of parts) expect(error).toBeGreaterThan(0)
  })

  it('is the weighted mean of its parts', () => {
    const values = [12, 14, 13, 15, 18, 16, 19, 21, 20, 22, 25, 23, 26, 27, 29]
    const auto = forecast(values, { horizon: 4 })
    const sum = new Array<number>(4).fill(0)
    for (const { model, weight } of auto.models ?? []) {
      const [, error, trend] = /^ETS\((A|M),(N|A|Ad),N\)$/.exec(model) ?? []
      const part = forecast(values, {
        horizon: 4,
        model:
          error === undefined
            ? model === 'OTM'
              ? 'optimizedTheta'
              : 'dynamicOptimizedTheta'
            : {
                name: 'exponentialSmoothing',
                error: error === 'A' ? 'additive' : 'multiplicative',
                trend: trend === 'N' ? 'none' : trend === 'A' ? 'additive' : 'additiveDamped',
                season: 'none',
              },
      })
      part.point.forEach((value, h) => {
        sum[h] = (sum[h] as number) + weight * value
      })
    }
    // a part fitted alone begins its search elsewhere than in the pool
    auto.point.forEach((value, h) => expect(Math.abs(value / (sum[h] as number) - 1)).toBeLessThan(2e-3))
  })

  it('has the same weights however far it looks, and whatever spread is asked for', () => {
    const [near, far, stated] = [
      forecast(AIR, { horizon: 3, seasonLength: 12 }),
      forecast(AIR, { horizon: 30, seasonLength: 12 }),
      forecast(AIR, { horizon: 3, seasonLength: 12, spread: 'model' }),
    ] as const
    expect(far.point.slice(0, 3)).toEqual(near.point)
    expect(stated.point).toEqual(near.point)
  })

  it('finds the season where it is asked to, and says so', () => {
    const long = Array.from({ length: 60 }, (_, t) => (AIR[t % 12] as number) + 2 * t)
    const found = forecast(long, { horizon: 12, seasonLength: 'auto' })
    expect(found.warnings).toEqual([
      {
        kind: 'warning',
        code: 'season-detected',
        severity: 'info',
        path: 'series',
        refs: [],
        value: 12,
        message: 'A season of 12 periods shows; it is modeled.',
      },
    ])
    expect({ ...found, warnings: [] }).toEqual(forecast(long, { horizon: 12, seasonLength: 12 }))
    const none = forecast(long.slice(0, 7), { horizon: 2, seasonLength: 'auto' })
    expect(none.point).toEqual(forecast(long.slice(0, 7), { horizon: 2 }).point)
    expect(none.warnings.map(({ code }) => code)).toEqual(['season-detected'])
    const unseen = forecast([null, null], { horizon: 2, seasonLength: 'auto' })
    expect(unseen.warnings.map(({ code }) => code)).toContain('no-observations')
    expect(problemsOf(() => forecast(long, { horizon: 2, seasonLength: 'year' as 'auto' }))).toEqual([
      'WRONG_TYPE options.seasonLength',
    ])
    expect(problemsOf(() => backtest(long, { horizon: 2, seasonLength: 'auto' as unknown as number }))).toEqual([
      'WRONG_TYPE options.seasonLength',
    ])
  })

  it('takes a long season, and that of the week with it, out by decomposition', () => {
    const hours = Array.from(
      { length: 24 * 28 },
      (_, t) => 100 + (t % 24 < 12 ? 30 : 0) + (t % 168 < 120 ? 50 : 0) + ((t * 7) % 5),
    )
    const { model, point } = forecast(hours, { horizon: 168, seasonLength: 24 })
    expect(model).toMatch(/^STL\([AM]24,[AM]168\) \+ ETS/)
    point.forEach((value, h) => {
      expect(Math.abs(value - (102 + (h % 24 < 12 ? 30 : 0) + (h < 120 ? 50 : 0)))).toBeLessThan(4)
    })
  })

  it('does less work in the fast profile and more in the best one', () => {
    const options = { horizon: 12, seasonLength: 12 } as const
    // two origins need four years
    const long = Array.from({ length: 60 }, (_, t) => (AIR[t % AIR.length] as number) + 2 * t)
    const fast = forecast(long, { ...options, profile: 'fast' })
    expect(fast.model).toBe('DOTM')
    expect(fast.models).toBeUndefined()
    const best = forecast(long, { ...options, profile: 'best' })
    expect(best.models?.length).toBe((forecast(long, options).models?.length as number) + 1)
    expect(best.point).not.toEqual(forecast(long, options).point)
    expect(forecast(AIR, { ...options, profile: 'balanced' })).toEqual(forecast(AIR, options))
  })

  it('keeps the whole season of a short history that the autocorrelation test misses', () => {
    const season = [-80, -40, 40, 110, 150, 150, 90, 20, -60, -110, -150, -130]
    const lamps = Array.from({ length: 36 }, (_, t) => 1050 + 5 * t + (season[t % 12] as number) + ((t * 7) % 11))
    const { point } = forecast(lamps, { horizon: 12, seasonLength: 12 })
    expect(hasSeason(Float64Array.from(lamps), 36, 12)).toBe(false)
    const alone = forecast(lamps, { horizon: 12, seasonLength: 12, model: 'theta' }).point
    expect(Math.max(...alone) - Math.min(...alone)).toBeGreaterThan(270)
    expect(Math.max(...point) - Math.min(...point)).toBeGreaterThan(270)
  })

  it('takes the model with the least AICc, whatever part is fixed instead', () => {
    const best = forecast(AIR, { ...options12, model: 'exponentialSmoothing' }).parameters['aicc'] as number
    for (const error of ['additive', 'multiplicative'] as const) {
      for (const trend of ['none', 'additive', 'additiveDamped'] as const) {
        for (const season of ['none', 'additive', 'multiplicative'] as const) {
          if (error === 'additive' && season === 'multiplicative') continue
          const one = forecast(AIR, { ...options12, model: { name: 'exponentialSmoothing', error, trend, season } })
          // a model that is tried alone may start its search elsewhere
          expect(one.parameters['aicc'] as number).toBeGreaterThan(best - 0.1)
          expect(one.warnings).toEqual([])
        }
      }
    }
  })

  it('spreads a level over the lead time by the closed formula', () => {
    const model = { name: 'exponentialSmoothing', error: 'additive', trend: 'none', season: 'none' } as const
    const { distribution, parameters, intervals } = forecast(AIR.slice(0, 11), { horizon: 4, model })
    const alpha = parameters['alpha'] as number
    const sigma = parameters['residualStdDev'] as number
    let sum = 0
    for (let h = 1; h <= 4; h += 1) {
      sum += (1 + (h - 1) * alpha) * (1 + (h - 1) * alpha)
      expect(distribution.stdDev[h - 1]).toBeCloseTo(sigma * Math.sqrt(1 + (h - 1) * alpha * alpha), 9)
      expect(distribution.cumulativeStdDev[h - 1]).toBeCloseTo(sigma * Math.sqrt(sum), 9)
    }
    const half = ((intervals[1]?.upper[0] as number) - (intervals[1]?.lower[0] as number)) / 2
    expect(half / sigma).toBeCloseTo(1.959963984540054, 9)
  })

  it('spreads a multiplicative season over the lead time as simulated paths do', () => {
    const model = {
      name: 'exponentialSmoothing',
      error: 'multiplicative',
      trend: 'none',
      season: 'multiplicative',
    } as const
    const { distribution, parameters } = forecast(AIR, { horizon: 14, seasonLength: 12, model })
    const numberOf = (key: string): number => parameters[key] as number
    const [alpha, gamma, level, deviation] = ['alpha', 'gamma', 'level', 'residualStdDev'].map(numberOf) as [
      number,
      number,
      number,
      number,
    ]
    let seed = 20_270_101
    const uniform = (): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return (seed + 0.5) / 4_294_967_296
    }
    const paths = 40_000
    let [sum, squares] = [0, 0]
    for (let path = 0; path < paths; path += 1) {
      let l = level
      const s = [...(parameters['season'] as number[])]
      let total = 0
      for (let h = 0; h < 14; h += 1) {
        const z = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
        const e = deviation * z
        const index = s[h % 12] as number
        total += l * index * (1 + e)
        s[h % 12] = index * (1 + gamma * e)
        l *= 1 + alpha * e
      }
      sum += total
      squares += total * total
    }
    const simulated = Math.sqrt(squares / paths - (sum / paths) * (sum / paths))
    expect((distribution.cumulativeStdDev[13] as number) / simulated).toBeCloseTo(1, 1)
  })
})

describe('forecast: weak histories', () => {
  const codes = (result: Forecast): string[] => result.warnings.map(({ code }) => code)

  it.each([
    { name: 'no observation', values: [null, null, null], model: 'Zero', codes: ['no-observations'], point: 0 },
    { name: 'all zero', values: [0, 0, 0, 0, 0, 0, 0], model: 'Naive', codes: ['constant-history'], point: 0 },
    { name: 'constant', values: [7, 7, 7, 7, 7, 7, 7, 7], model: 'Naive', codes: ['constant-history'], point: 7 },
    { name: 'one value', values: [5], model: 'Naive', codes: ['no-error-estimate'], point: 5 },
    { name: 'three values', values: [5, 6, 8], model: 'Naive', codes: ['short-history'], point: 8 },
    {
      name: 'a late start',
      values: [null, null, 4, 6],
      model: 'Naive',
      codes: ['leading-gap', 'short-history'],
      point: 6,
    },
  ])('$name', ({ values, model, codes: expected, point }) => {
    const result = forecast({ id: 'lamp', values }, { horizon: 2 })
    expect(result.model).toBe(model)
    expect(codes(result)).toEqual(expected)
    expect(result.point).toEqual([point, point])
    expect(result.warnings.every(({ path }) => path === 'lamp')).toBe(true)
  })

  it('models no season under two of them where one is asked for by name, and says so', () => {
    const result = forecast(AIR.slice(0, 20), { horizon: 2, seasonLength: 12, model: 'exponentialSmoothing' })
    expect(codes(result)).toEqual(['short-history'])
    expect(result.model).toMatch(/,N\)$/)
    expect(codes(forecast(AIR.slice(0, 11), { horizon: 2, seasonLength: 12 }))).toEqual(['short-history'])
    expect(codes(forecast([1, 2, 3], { horizon: 2, seasonLength: 12, model: 'seasonalNaive' }))).toEqual([
      'short-history',
    ])
  })

  it('takes a series of many zeros for a level, unless the zeros are its season', () => {
    const spares = [0, 0, 3, 0, 0, 5, 0, 1, 0, 0, 0, 2, 0, 4, 0, 0, 0, 0, 1, 0, 3, 0, 0, 0]
    const result = forecast(spares, { horizon: 3, seasonLength: 12 })
    expect(codes(result)).toEqual(['intermittent-demand'])
    expect(result.model).toBe('SES + SBA + TSB + IMAPA')
    expect(result.point[0]).toBeGreaterThan(0.4)
    expect(result.point[0]).toBeLessThan(1.5)
    const skis = Array.from({ length: 48 }, (_, t) => (t % 12 < 6 ? 100 + t : 0))
    const winter = forecast(skis, { horizon: 12, seasonLength: 12 })
    expect(codes(winter)).not.toContain('intermittent-demand')
    expect(winter.point[0]).toBeGreaterThan(100)
    expect(winter.point[9]).toBeLessThan(30)
  })

  it('bridges gaps close to what stood there', () => {
    const gapped = AIR.map((value, t) => (t === 9 || t === 20 ? null : value))
    const whole = forecast(AIR, { horizon: 6, seasonLength: 12 })
    const result = forecast(gapped, { horizon: 6, seasonLength: 12 })
    expect(codes(result)).toEqual(['missing-values'])
    result.point.forEach((value, h) => expect(value / (whole.point[h] as number)).toBeCloseTo(1, 1))
  })

  it('replaces a multiplicative model where a value is not above zero', () => {
    const model = {
      name: 'exponentialSmoothing',
      error: 'multiplicative',
      trend: 'none',
      season: 'multiplicative',
    } as const
    const result = forecast([...AIR.slice(0, 30), 0], { horizon: 2, seasonLength: 12, model })
    expect(result.model).toBe('ETS(A,N,A)')
    expect(codes(result)).toEqual(['model-replaced'])
  })

  it('says where it raised a forecast to zero, and does not where negative demand is allowed', () => {
    const falling = [50, 44, 41, 34, 31, 24, 21, 14, 11, 4]
    const model = { name: 'exponentialSmoothing', error: 'additive', trend: 'additive', season: 'none' } as const
    const result = forecast(falling, { horizon: 8, model })
    expect(result.point[7]).toBe(0)
    expect(codes(result)).toEqual(['raised-to-zero'])
    const free = forecast(falling, { horizon: 8, model, nonNegative: false })
    expect(free.point[7]).toBeLessThan(-20)
    expect(free.warnings).toEqual([])
  })

  it('chooses by rolling origin, and keeps the default where there is nothing to hold back', () => {
    const steps = Array.from({ length: 30 }, (_, t) => [3, 9, 6][t % 3] as number).map(
      (value, t) => value + (t % 2) / 100,
    )
    const chosen = forecast(steps, { horizon: 3, seasonLength: 3, selection: 'rollingOrigin' })
    chosen.point.forEach((value, h) => expect(value).toBeCloseTo([3, 9, 6][h] as number, 1))
    expect(codes(forecast([1, 3, 2, 4, 3, 5, 4], { horizon: 3, selection: 'rollingOrigin' }))).toEqual([
      'short-history',
    ])
  })
})

describe('forecast: mistakes', () => {
  it('names all of them at once', () => {
    const problems = problemsOf(() =>
      forecast(
        [1, Number.NaN, 'a', 1e101, Number.POSITIVE_INFINITY] as number[],
        {
          seasonlength: 12,
          horizon: 0,
          seasonLength: 0.5,
          levels: [80, 0],
          model: 'magic',
          selection: 'guess',
          nonNegative: 1,
        } as unknown as ForecastOptions,
      ),
    )
    expect(problems).toEqual([
      'NOT_FINITE series[1]',
      'WRONG_TYPE series[2]',
      'OUT_OF_RANGE series[3]',
      'NOT_FINITE series[4]',
      'UNKNOWN_FIELD options.seasonlength',
      'OUT_OF_RANGE options.horizon',
      'OUT_OF_RANGE options.seasonLength',
      'OUT_OF_RANGE options.selection',
      'WRONG_TYPE options.nonNegative',
      'OUT_OF_RANGE options.levels[0]',
      'OUT_OF_RANGE options.levels[1]',
      'OUT_OF_RANGE options.model',
    ])
  })

  it.each([
    [[], { horizon: 1 }, ['EMPTY series']],
    [{ id: 'a', values: [] }, { horizon: 1 }, ['EMPTY series.values']],
    [
      { id: 7 },
      { horizon: 1.5 },
      ['WRONG_TYPE series.id', 'MISSING_VALUE series.values', 'OUT_OF_RANGE options.horizon'],
    ],
    [null, {}, ['WRONG_TYPE series', 'MISSING_VALUE options.horizon']],
    [[1], undefined, ['MISSING_VALUE options']],
    [[undefined], { horizon: 1 }, ['WRONG_TYPE series[0]']],
    [
      [1],
      {
        horizon: 1,
        model: { name: 'exponentialSmoothing', error: 'additive', trend: 'none', season: 'multiplicative' },
      },
      ['CONFLICT options.model'],
    ],
    [
      [1],
      { horizon: 1, model: { name: 'ets', error: 'A' } },
      [
        'OUT_OF_RANGE options.model.name',
        'MISSING_VALUE options.model.trend',
        'OUT_OF_RANGE options.model.error',
        'MISSING_VALUE options.model.season',
      ],
    ],
    [[1], { horizon: 1, model: 3, levels: 0.8 }, ['WRONG_TYPE options.levels', 'WRONG_TYPE options.model']],
  ])('%j with %j', (series, chosen, expected) => {
    expect(problemsOf(() => forecast(series as number[], chosen as unknown as ForecastOptions))).toEqual(expected)
  })

  it('looks through all series before it forecasts one', () => {
    const seen: number[] = []
    const problems = problemsOf(() =>
      forecastMany([{ values: [1, 2] }, { values: [Number.NaN] }, { values: [] }], {
        horizon: 1,
        onProgress: ({ done }) => seen.push(done),
      }),
    )
    expect(problems).toEqual(['NOT_FINITE series[1].values[0]', 'EMPTY series[2].values'])
    expect(seen).toEqual([])
    expect(problemsOf(() => forecastMany({} as TimeSeries[], { horizon: 1 }))).toEqual(['WRONG_TYPE series'])
  })

  it('reports progress and stops between two series', () => {
    const seen: string[] = []
    const signal = { aborted: false, reason: 'enough' }
    const series = [{ values: [1] }, { values: [2] }, { values: [3] }]
    const problems = problemsOf(() =>
      forecastMany(series, {
        horizon: 1,
        signal,
        onProgress: ({ stage, done, total }) => {
          seen.push(`${stage} ${done}/${total}`)
          if (done === 2) signal.aborted = true
        },
      }),
    )
    expect(problems).toEqual(['ABORTED options.signal'])
    expect(seen).toEqual(['forecast 0/3', 'forecast 1/3', 'forecast 2/3'])
  })

  it('takes what can hear of progress and say stop, and nothing else', () => {
    const wrong = { horizon: 2, onProgress: 'tell me', signal: 5 } as unknown as ForecastOptions
    const told = ['WRONG_TYPE options.signal', 'WRONG_TYPE options.onProgress']
    expect(problemsOf(() => forecastMany([{ values: [1, 2, 3] }], wrong))).toEqual(told)
    expect(problemsOf(() => forecast([1, 2, 3], wrong))).toEqual(told)
    const calendar = createCalendar({ start: '2027-01-01', months: 4 })
    const rows = [{ itemId: 'tea', periodId: '2027-01', quantity: 3 }]
    expect(problemsOf(() => forecastPanel(rows, { ...wrong, calendar } as PanelOptions))).toEqual(told)
  })
})
