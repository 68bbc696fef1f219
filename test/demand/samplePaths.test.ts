import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxCox, forecast, type ForecastOptions, samplePaths, type SamplePathsOptions } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { readReference } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const passengers = deepFreeze(readReference().find(({ name }) => name === 'AirPassengers')?.y ?? [])
const PATHS = 20_000
const SPARSE = deepFreeze([0, 0, 3, 0, 1, 0, 0, 5, 0, 0, 2, 0, 0, 1, 0, 4, 0, 0, 0, 2, 1, 0, 0, 3])

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) * (value - mean))))
}

const cases: readonly (readonly [string, readonly number[], Omit<ForecastOptions, 'horizon'>])[] = [
  ['auto, calibrated', passengers, { seasonLength: 12 }],
  ['a random walk', passengers, { model: 'naive' }],
  ['a level without memory', passengers, { model: 'mean' }],
  ['few errors, wide tails', passengers.slice(0, 24), { model: 'theta' }],
  [
    'ETS(M,A,M)',
    passengers,
    {
      seasonLength: 12,
      model: { name: 'exponentialSmoothing', error: 'multiplicative', trend: 'additive', season: 'multiplicative' },
    },
  ],
  ['Box-Cox', passengers, { seasonLength: 12, model: boxCox({ lambda: 0.2, model: 'theta' }) }],
  ['intermittent', SPARSE, {}],
]

describe('sample paths', () => {
  it.each(cases)('have the mean, the quantiles and the sums of the forecast: %s', (_, history, options) => {
    const horizon = 6
    const { paths, model } = samplePaths(history, { ...options, horizon, paths: PATHS, seed: 11 })
    const quantiles = [0.1, 0.5, 0.9, 0.95]
    const stated = forecast(history, { ...options, horizon, quantiles })
    expect(model).toBe(stated.model)
    expect(paths.length).toBe(PATHS)
    const discrete = stated.model.includes('SBA')
    for (let h = 0; h < horizon; h += 1) {
      const drawn = paths.map((path) => path[h] as number)
      const deviation = stated.distribution.stdDev[h] as number
      // five standard errors, and what the mean of a bent distribution differs by from its second order
      expect(Math.abs(meanOf(drawn) - (stated.point[h] as number))).toBeLessThan(
        deviation * (5 / Math.sqrt(PATHS) + 0.01),
      )
      expect(Math.abs(deviationOf(drawn) / deviation - 1)).toBeLessThan(discrete ? 0.06 : 0.03)
      for (const { probability, values } of stated.distribution.quantiles ?? []) {
        const below = drawn.filter((value) => value <= (values[h] as number)).length / PATHS
        const off = 5 * Math.sqrt((probability * (1 - probability)) / PATHS)
        expect(below).toBeGreaterThan(probability - off)
        // pieces jump over a share
        if (!discrete) expect(below).toBeLessThan(probability + off)
      }
      const sums = paths.map((path) => path.slice(0, h + 1).reduce((a, b) => a + b, 0))
      const cumulative = stated.distribution.cumulativeStdDev[h] as number
      expect(Math.abs(deviationOf(sums) / cumulative - 1)).toBeLessThan(discrete ? 0.06 : 0.04)
    }
    if (discrete) expect(paths.flat().every((value) => Number.isInteger(value) && value >= 0)).toBe(true)
  })

  it('hang together as the model says: those of a random walk in steps that do not, those of a mean not at all', () => {
    const correlation = (a: readonly number[], b: readonly number[]): number => {
      const [x, y] = [meanOf(a), meanOf(b)]
      return meanOf(a.map((value, k) => (value - x) * ((b[k] as number) - y))) / deviationOf(a) / deviationOf(b)
    }
    const column = (paths: number[][], h: number): number[] => paths.map((path) => path[h] as number)
    const walk = samplePaths(passengers, { horizon: 4, model: 'naive', paths: PATHS }).paths
    // of h and h + 1 steps, h are common
    for (const [h, k] of [
      [0, 1],
      [2, 3],
      [0, 3],
    ] as const) {
      const common = Math.sqrt((h + 1) / (k + 1))
      expect(Math.abs(correlation(column(walk, h), column(walk, k)) - common)).toBeLessThan(0.03)
    }
    const smoothed = { name: 'exponentialSmoothing', error: 'additive', trend: 'none', season: 'none' } as const
    const history = [52, 61, 48, 55, 67, 49, 58, 53, 62, 57, 50, 59, 66, 70, 61, 75, 68, 80, 71]
    const alpha = Number(forecast(history, { horizon: 1, model: smoothed }).parameters['alpha'])
    const smooth = samplePaths(history, { horizon: 4, model: smoothed, paths: PATHS }).paths
    // covariance of steps h < k: variance x (alpha + h alpha^2), h from zero
    const stated = (alpha + 2 * alpha * alpha) / Math.sqrt((1 + 2 * alpha * alpha) * (1 + 3 * alpha * alpha))
    expect(Math.abs(correlation(column(smooth, 2), column(smooth, 3)) - stated)).toBeLessThan(0.03)
    const level = samplePaths(passengers, { horizon: 4, model: 'mean', paths: PATHS }).paths
    expect(Math.abs(correlation(column(level, 0), column(level, 1)))).toBeLessThan(0.05)
  })

  it('are the same for a seed, other ones for another, and begin alike however many there are', () => {
    const draw = (options: Partial<SamplePathsOptions>): number[][] =>
      samplePaths(passengers, { horizon: 3, model: 'theta', paths: 20, ...options }).paths
    expect(draw({ seed: 5 })).toEqual(draw({ seed: 5 }))
    expect(draw({ seed: 5 })).not.toEqual(draw({ seed: 6 }))
    expect(draw({ seed: 5, paths: 50 }).slice(0, 20)).toEqual(draw({ seed: 5 }))
    expect(draw({})).toEqual(draw({ seed: 1 }))
    expect(samplePaths(passengers, { horizon: 1 }).paths.length).toBe(1000)
  })

  it('carry on what does not vary', () => {
    const result = samplePaths({ id: 'lamp', values: [7, 7, 7] }, { horizon: 2, paths: 2 })
    expect(result).toMatchObject({
      id: 'lamp',
      paths: [
        [7, 7],
        [7, 7],
      ],
    })
    expect(result.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual(['constant-history lamp'])
  })

  it('are finite, and not below zero where demand cannot be', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.constantFrom(0, 0, 1e-200, 1e99, 3),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 9 }),
    )
    const model = fc.constantFrom('auto', 'naive', 'mean', 'theta', 'exponentialSmoothing', 'tsb')
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), model, fc.nat(), (values, model, seed) => {
        const { paths } = samplePaths(values, { horizon: 4, seasonLength: 3, model, seed, paths: 5 })
        expect(paths.map((path) => path.length)).toEqual([4, 4, 4, 4, 4])
        expect(paths.flat().every((one) => Number.isFinite(one) && one >= 0)).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })

  it('refuse every wrong option at once', () => {
    const odd = { horizon: 0, paths: 1e6, seed: -1, ways: 3 } as unknown as SamplePathsOptions
    expect(problemsOf(() => samplePaths([1, 2], odd))).toEqual([
      'UNKNOWN_FIELD options.ways',
      'OUT_OF_RANGE options.horizon',
      'OUT_OF_RANGE options.paths',
      'OUT_OF_RANGE options.seed',
    ])
    expect(problemsOf(() => samplePaths([1, 2], undefined as unknown as SamplePathsOptions))).toEqual([
      'MISSING_VALUE options',
    ])
  })
})
