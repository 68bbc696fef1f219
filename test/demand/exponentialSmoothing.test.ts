import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/forecast.js'
import { forecastMany } from '../../src/demand/forecastMany.js'
import { backtest } from '../../src/demand/judging/backtest.js'
import { type EtsForm, etsParameterCount, runEts } from '../../src/demand/smoothing/etsModel.js'
import {
  exponentialSmoothing,
  type ExponentialSmoothingOptions,
} from '../../src/demand/smoothing/exponentialSmoothing.js'
import { createEtsStarts } from '../../src/demand/smoothing/fitEts.js'
import { isAdmissible } from '../../src/demand/smoothing/isAdmissible.js'
import { createStartWorkspace, scoreStart } from '../../src/demand/smoothing/scoreStart.js'
import { searchEts } from '../../src/demand/smoothing/searchEts.js'
import { problemsOf } from './problemsOf.js'
import { readReference, referenceForm } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const series = readReference()
const cases = series.flatMap(({ name, frequency, y, ets }) =>
  ets.map((one, place) => ({ label: `${name} ${one.method} ${place}`, frequency, y, ets: one })),
)
const passengers = series.find(({ name }) => name === 'AirPassengers') as (typeof series)[number]

describe('start states of greatest likelihood', () => {
  it.each(cases)('reach the likelihood of R forecast 8.20, whose search is local: $label', ({ y, frequency, ets }) => {
    const form = referenceForm(ets)
    const starts = createEtsStarts(Float64Array.from(y), y.length, form.season === 0 ? 1 : frequency)
    const usual = searchEts(form, starts, { initial: 'optimized', bounds: 'usual' })
    expect(ets.loglik - usual.logLikelihood).toBeLessThan(0.1)
    expect(usual.logLikelihood - ets.loglik).toBeLessThan(80)
    const admissible = searchEts(form, starts, { initial: 'optimized', bounds: 'admissible' })
    expect(usual.logLikelihood - admissible.logLikelihood).toBeLessThan(0.02)
    const { alpha, beta, gamma } = usual.parameters
    expect(alpha > 0 && alpha < 1 && beta < alpha && gamma < 1 - alpha).toBe(true)
    expect(isAdmissible(form, admissible.parameters, frequency)).toBe(true)
  })

  it('are the least-squares solution where the model is linear: no start nearby does better', () => {
    const y = Float64Array.from(passengers.y)
    const form: EtsForm = { error: 0, trend: 2, season: 1 }
    const parameters = { alpha: 0.4, beta: 0.1, gamma: 0.2, phi: 0.9 }
    const run = { values: y, count: y.length, seasonLength: 12 }
    const work = createStartWorkspace(form, y, y.length, 12)
    const start = new Float64Array(14)
    const best = scoreStart(work, parameters, start)
    const at = (state: Float64Array): number =>
      runEts(form, run, { parameters, state: state.slice(), sums: new Float64Array(1) })
    expect(at(start)).toBeCloseTo(best, 8)
    for (let place = 0; place < 14; place += 1) {
      for (const change of [-1, 1]) {
        const moved = start.slice()
        moved[place] = (moved[place] as number) + change
        expect(at(moved)).toBeGreaterThan(best)
      }
    }
  })

  it.each([
    [{ error: 1, trend: 2, season: 2 }],
    [{ error: 1, trend: 1, season: 1 }],
    [{ error: 1, trend: 0, season: 0 }],
  ] as const)('are at rest where the model is not linear: %j', (form) => {
    const y = Float64Array.from(passengers.y)
    const m = form.season === 0 ? 1 : 12
    const starts = createEtsStarts(y, y.length, m)
    const fit = searchEts(form, starts, { initial: 'optimized', bounds: 'usual' })
    for (let place = 0; place < 2 + m; place += 1) {
      if ((place === 1 && form.trend === 0) || (place >= 2 && form.season === 0)) continue
      for (const factor of [0.995, 1.005]) {
        const moved = fit.start.slice()
        moved[place] = (moved[place] as number) * factor
        const criterion = runEts(form, starts, { parameters: fit.parameters, state: moved, sums: new Float64Array(1) })
        expect(-criterion / 2).toBeLessThan(fit.logLikelihood + 1e-3)
      }
    }
  })

  it('choose among the models at least as well by AICc as R does', () => {
    const model = exponentialSmoothing({ initial: 'optimized' })
    for (const { y, frequency, ets } of series) {
      const result = forecast(y, { horizon: 1, seasonLength: Math.max(1, frequency), model })
      expect(result.warnings).toEqual([])
      expect(result.parameters['aicc']).toBeLessThan(Math.min(...ets.map(({ aicc }) => aicc)) + 0.1)
    }
  })
})

describe('admissible region', () => {
  it('is where the model forgets its start', () => {
    const smoothing = fc.record({
      alpha: fc.double({ min: 0.01, max: 2.2, noNaN: true }),
      beta: fc.double({ min: 0.001, max: 2, noNaN: true }),
      gamma: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
      phi: fc.double({ min: 0.8, max: 0.98, noNaN: true }),
    })
    const trend = fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>
    const season = fc.constantFrom(0, 1) as fc.Arbitrary<0 | 1>
    const seen = { yes: 0, no: 0 }
    fc.assert(
      fc.property(smoothing, trend, season, fc.integer({ min: 2, max: 7 }), (drawn, trend, season, m) => {
        const form: EtsForm = { error: 0, trend, season }
        const parameters = { ...drawn, beta: trend === 0 ? 0 : drawn.beta, phi: trend === 2 ? drawn.phi : 1 }
        const admissible = isAdmissible(form, parameters, m)
        // with nothing to follow, an error once made must die out, or else grow
        const length = 8000
        const fitted = new Float64Array(length)
        const start = Float64Array.from({ length: 2 + m }, (_, j) => 1 + ((j * 7) % 5) / 3)
        const span = season === 0 ? 1 : m
        const size = (from: number): number =>
          fitted.subarray(from, from + 50).reduce((sum, one) => sum + Math.abs(one), 0)
        const state = start.slice(0, 2 + span)
        const run = { parameters, state, sums: new Float64Array(1), fitted }
        runEts(form, { values: new Float64Array(length), count: length, seasonLength: span }, run)
        const [early, late] = [size(3900), size(7900)]
        const diesOut = late < 1e-9 || late < early
        // so near to the edge that thousands of periods hardly tell
        fc.pre(late < 1e-9 || !(Math.abs(Math.log(late / early)) < 2))
        expect(diesOut).toBe(admissible)
        seen[admissible ? 'yes' : 'no'] += 1
      }),
      { numRuns: RUNS },
    )
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(RUNS / 20)
  })

  it('holds the usual one, unless there are both trend and season', () => {
    const share = fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true })
    const forms = fc
      .record({
        error: fc.constant(0 as const),
        trend: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
        season: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
        // with both, a corner of the usual region is not stable: Hyndman et al. (2008), chapter 10
      })
      .filter(({ trend, season }) => trend === 0 || season === 0)
    fc.assert(
      fc.property(forms, share, share, share, fc.integer({ min: 2, max: 12 }), (form, alpha, first, second, m) => {
        const parameters = {
          alpha,
          beta: form.trend === 0 ? 0 : first * alpha,
          gamma: form.season === 0 ? 0 : second * (1 - alpha),
          phi: form.trend === 2 ? 0.9 : 1,
        }
        expect(isAdmissible(form, parameters, m)).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('the method', () => {
  const model = exponentialSmoothing({
    error: 'multiplicative',
    trend: 'additive',
    season: 'multiplicative',
    initial: 'optimized',
  })
  const options = { horizon: 12, seasonLength: 12 }

  it('fits better than the start of the decomposition, and says by how much', () => {
    const parts = { error: 'multiplicative', trend: 'additive', season: 'multiplicative' } as const
    const rough = forecast(passengers.y, { ...options, model: { name: 'exponentialSmoothing', ...parts } })
    const exact = forecast(passengers.y, { ...options, model })
    expect(exact.model).toBe('ETS(M,A,M)')
    expect(Number(exact.parameters['logLikelihood'])).toBeGreaterThan(Number(rough.parameters['logLikelihood']) + 1)
    const season = exact.parameters['initialSeason'] as number[]
    expect(season.reduce((a, b) => a + b, 0)).toBeCloseTo(12, 9)
    // without either, it is the model that forecast itself knows
    expect(forecast(passengers.y, { ...options, model: exponentialSmoothing(parts) })).toEqual(rough)
  })

  it('states Akaike and Bayes criteria that follow from the likelihood', () => {
    const { parameters } = forecast(passengers.y, { ...options, model })
    const k = etsParameterCount({ error: 1, trend: 1, season: 2 }, 12)
    const aic = -2 * Number(parameters['logLikelihood']) + 2 * k
    expect(parameters['aic']).toBeCloseTo(aic, 8)
    expect(parameters['bic']).toBeCloseTo(aic + k * (Math.log(144) - 2), 8)
    expect(parameters['aicc']).toBeCloseTo(aic + (2 * k * (k + 1)) / (144 - k - 1), 8)
  })

  it('goes wherever a model goes, with the same figures', () => {
    const judged = backtest(passengers.y, {
      ...options,
      origins: 2,
      models: [model, exponentialSmoothing({ trend: 'none', bounds: 'admissible' }), 'naive'],
    })
    expect(judged.models.map((one) => one.model)).toEqual(['ETS(M,A,M) optimized', 'ETS(Z,N,Z) admissible', 'naive'])
    expect(judged.best).toBe('ETS(M,A,M) optimized')
    const many = forecastMany([{ values: passengers.y.slice(0, 60) }, { values: passengers.y }], { ...options, model })
    expect(many[1]).toEqual(forecast(passengers.y, { ...options, model }))
  })

  it('falls back with a warning where the history does not permit the model', () => {
    const codes = (values: number[], given: ExponentialSmoothingOptions, seasonLength = 4): string[] => {
      const result = forecast(values, { horizon: 3, seasonLength, model: exponentialSmoothing(given) })
      return [result.model, ...result.warnings.map(({ code }) => code)]
    }
    const withZero = [0, 4, 8, 3, 1, 5, 9, 4, 2, 6, 11, 5, 3, 8, 12, 6]
    expect(
      codes(withZero, { error: 'multiplicative', trend: 'none', season: 'multiplicative', initial: 'optimized' }),
    ).toEqual(['ETS(A,N,A)', 'model-replaced'])
    expect(codes([3, 4, 8, 3, 4, 5], { trend: 'none', error: 'additive', season: 'additive' })).toEqual([
      'ETS(A,N,N)',
      'short-history',
      'model-replaced',
    ])
    const short = [3, 4, 8, 3, 4, 5, 9, 4]
    const given = { error: 'additive', trend: 'additive', season: 'additive' } as const
    expect(codes(short, { ...given, initial: 'optimized' })).toEqual(['ETS(A,A,A)', 'short-history'])
  })

  it('gives finite figures for any history, in either region', () => {
    const value = fc.oneof(
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      fc.double({ min: 50, max: 150, noNaN: true }),
      fc.integer({ min: -5, max: 20 }),
    )
    const choices = fc.record(
      {
        error: fc.constantFrom('additive', 'multiplicative'),
        trend: fc.constantFrom('none', 'additive', 'additiveDamped'),
        season: fc.constantFrom('none', 'additive'),
        initial: fc.constantFrom('decomposition', 'optimized'),
        bounds: fc.constantFrom('usual', 'admissible'),
      },
      { requiredKeys: ['error', 'trend', 'season'] },
    ) as fc.Arbitrary<ExponentialSmoothingOptions>
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 16 }), choices, (values, given) => {
        Object.freeze(values)
        const result = forecast(values, { horizon: 4, seasonLength: 3, model: exponentialSmoothing(given) })
        const { stdDev, cumulativeStdDev } = result.distribution
        const figures = [...result.point, ...stdDev, ...cumulativeStdDev, ...Object.values(result.parameters).flat()]
        expect(figures.every(Number.isFinite)).toBe(true)
        expect(stdDev.every((one) => one >= 0)).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })

  it('refuses what it does not know, all at once', () => {
    const odd = { error: 'both', initial: 1, seasons: 3 } as unknown as ExponentialSmoothingOptions
    expect(problemsOf(() => exponentialSmoothing(odd))).toEqual([
      'UNKNOWN_FIELD options.seasons',
      'OUT_OF_RANGE options.error',
      'WRONG_TYPE options.initial',
    ])
    expect(problemsOf(() => exponentialSmoothing({ error: 'additive', season: 'multiplicative' }))).toEqual([
      'CONFLICT options',
    ])
    const parts = {
      name: 'exponentialSmoothing',
      error: 'additive',
      trend: 'none',
      season: 'none',
      initial: 'optimized',
    } as const
    expect(problemsOf(() => forecast([1, 2, 3], { horizon: 1, model: parts }))).toEqual([
      'UNKNOWN_FIELD options.model.initial',
    ])
  })
})
