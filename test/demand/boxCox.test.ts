import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backtest, boxCox, type BoxCoxOptions, forecast, guerreroLambda } from '../../src/demand/index.js'
import { powerInverse, powerMoments, powerTransform } from '../../src/demand/transform/powerTransform.js'
import { createRandom } from '../core/createRandom.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { readReference } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const series = readReference()
const passengers = deepFreeze(series.find(({ name }) => name === 'AirPassengers')?.y ?? [])

/** `BoxCox.lambda(y, method = 'guerrero')` of R forecast 8.20, between -1 and 2; its search stops within 1e-4. */
const GUERRERO: Readonly<Record<string, number>> = {
  AirPassengers: -0.2947155856,
  co2: 0.4819588585,
  Nile: 0.998889362,
  JohnsonJohnson: 0.1540752309,
  LakeHuron: 1.999924248,
  UKDriverDeaths: -0.07362658388,
  austres: 0.05291127778,
  'm3_monthly:N1404': 1.21546496,
  'm3_monthly:N1761': -0.4265338317,
  'm3_monthly:N2241': 1.776132596,
  'm3_monthly:N2661': -0.9999242482,
  'm3_quarterly:N0648': 0.961242807,
  'm3_quarterly:N1005': 1.626443708,
  'm3_yearly:N0240': 0.7570855001,
  'm3_yearly:N0630': -0.9999242482,
  'tourism_monthly:M180': 0.2612611065,
  'tourism_quarterly:Q300': 0.1139744926,
  'hospital_monthly:E10398': 0.1526710292,
}

describe('the exponent after Guerrero', () => {
  it.each(Object.entries(GUERRERO))('is that of R: %s', (name, lambda) => {
    const { y = [], frequency = 1 } = series.find((one) => one.name === name) ?? {}
    expect(Math.abs(guerreroLambda(y, { seasonLength: Math.max(1, frequency) }) - lambda)).toBeLessThan(3e-4)
  })

  it('does not depend on the unit, and is 1 where there is nothing to choose by', () => {
    const thousandth = passengers.map((value) => value / 1000)
    expect(guerreroLambda(thousandth, { seasonLength: 12 })).toBeCloseTo(
      guerreroLambda(passengers, { seasonLength: 12 }),
      6,
    )
    expect(guerreroLambda([1, 2, 3])).toBe(1)
    expect(guerreroLambda([5, 5, 5, 5, 5, 5])).toBe(1)
    expect(guerreroLambda([])).toBe(1)
  })

  it('refuses what has no logarithm', () => {
    const odd = { seasonLength: 0, range: [1, 0] } as const
    expect(problemsOf(() => guerreroLambda([1, 0, Number.NaN], odd))).toEqual([
      'OUT_OF_RANGE values[1]',
      'NOT_FINITE values[2]',
      'OUT_OF_RANGE options.seasonLength',
      'OUT_OF_RANGE options.range',
    ])
  })
})

describe('the transform', () => {
  it('is turned back', () => {
    const lambda = fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.constantFrom(0, 1, 0.5, 1e-9, -1e-7))
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), lambda, (value, exponent) => {
        expect(powerInverse(powerTransform(value, exponent), exponent) / value).toBeCloseTo(1, 5)
      }),
      { numRuns: RUNS },
    )
    expect(powerTransform(9, 0.5)).toBeCloseTo(4, 12)
    expect(powerTransform(0, 0.5)).toBe(-2)
    expect(powerInverse(-3, 0.5)).toBe(0)
  })

  it('has the mean and deviation of draws turned back', () => {
    const random = createRandom(5)
    const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6)
    const draws = Array.from({ length: 40_000 }, normal)
    for (const [middle, deviation, lambda] of [
      [2, 0.3, 0],
      [5, 1, 0.5],
      [4, 1, 0.25],
      [10, 4, 1.5],
      [0, 2, 0.5],
      [-3, 2, 0.7],
    ] as const) {
      const values = draws.map((z) => powerInverse(middle + deviation * z, lambda))
      const mean = values.reduce((a, b) => a + b, 0) / values.length
      const stdDev = Math.sqrt(values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / values.length)
      const stated = powerMoments(middle, deviation, lambda)
      expect(Math.abs(stated.mean - mean) / (mean + 1)).toBeLessThan(0.02)
      expect(Math.abs(stated.stdDev - stdDev) / (stdDev + 1)).toBeLessThan(0.05)
    }
  })
})

describe('forecasts of a transformed history', () => {
  const options = { horizon: 12, seasonLength: 12 }

  it('are the median without, and the mean with adjustment', () => {
    const growing = deepFreeze(Array.from({ length: 40 }, (_, t) => Math.exp(0.05 * t + (((t * 37) % 11) - 5) / 20)))
    const drift = { lambda: 0, model: 'drift' } as const
    const inLogs = forecast(growing.map(Math.log), { horizon: 6, model: 'drift' })
    const median = forecast(growing, {
      horizon: 6,
      model: boxCox({ ...drift, biasAdjust: false }),
      quantiles: [0.5, 0.975],
    })
    const mean = forecast(growing, { horizon: 6, model: boxCox(drift) })
    for (let h = 0; h < 6; h += 1) {
      const center = Math.exp(inLogs.point[h] as number)
      const variance = (inLogs.distribution.stdDev[h] as number) * (inLogs.distribution.stdDev[h] as number)
      expect(median.point[h]).toBeCloseTo(center, 8)
      expect(median.distribution.quantiles?.[0]?.values[h]).toBeCloseTo(center, 8)
      expect(mean.point[h]).toBeCloseTo(center * (1 + variance / 2), 8)
      expect(median.intervals[1]?.upper[h]).toBeCloseTo(Math.exp(inLogs.intervals[1]?.upper[h] as number), 6)
      expect(median.intervals[1]?.lower[h]).toBeCloseTo(Math.exp(inLogs.intervals[1]?.lower[h] as number), 6)
      expect(median.distribution.quantiles?.[1]?.values[h]).toBe(median.intervals[1]?.upper[h])
    }
    expect(mean.intervals).toEqual(median.intervals)
  })

  it('with an exponent of 1 are those of the history itself', () => {
    const parts = { name: 'exponentialSmoothing', error: 'additive', trend: 'additive', season: 'additive' } as const
    const plain = forecast(passengers, { ...options, model: parts })
    const same = forecast(passengers, { ...options, model: boxCox({ lambda: 1, model: parts }) })
    expect(same.model).toBe('BoxCox(1) ETS(A,A,A)')
    for (let h = 0; h < 12; h += 1) {
      expect(same.point[h]).toBeCloseTo(plain.point[h] as number, 6)
      expect(same.distribution.stdDev[h]).toBeCloseTo(plain.distribution.stdDev[h] as number, 6)
      expect(same.distribution.cumulativeStdDev[h]).toBeCloseTo(plain.distribution.cumulativeStdDev[h] as number, 5)
      expect(same.intervals[1]?.upper[h]).toBeCloseTo(plain.intervals[1]?.upper[h] as number, 6)
    }
    for (const key of ['logLikelihood', 'aic', 'aicc', 'bic']) {
      expect(same.parameters[key]).toBeCloseTo(plain.parameters[key] as number, 6)
    }
  })

  it('do not depend on the unit, and their likelihood moves with it as that of any model', () => {
    const model = boxCox({
      lambda: 0.3,
      model: { name: 'exponentialSmoothing', error: 'additive', trend: 'none', season: 'additive' },
    })
    const one = forecast(passengers, { ...options, model })
    const other = forecast(
      passengers.map((value) => value * 8),
      { ...options, model },
    )
    expect(other.point.map((value) => value / 8)).toEqual(one.point)
    const shift = Number(one.parameters['logLikelihood']) - Number(other.parameters['logLikelihood'])
    expect(shift).toBeCloseTo(144 * Math.log(8), 8)
  })

  it('serve passengers, whose swings grow with their number, better than without, and in a backtest', () => {
    const parts = { name: 'exponentialSmoothing', error: 'additive', trend: 'additive', season: 'additive' } as const
    const judged = backtest(passengers, { ...options, origins: 6, step: 6, models: [parts, boxCox({ model: parts })] })
    expect(judged.models.map(({ model }) => model)).toEqual(['ETS(A,A,A)', 'BoxCox(guerrero) ETS(A,A,A)'])
    expect(judged.best).toBe('BoxCox(guerrero) ETS(A,A,A)')
    const likelihood = [parts, boxCox({ model: parts })].map((model) =>
      Number(forecast(passengers, { ...options, model }).parameters['logLikelihood']),
    )
    expect(likelihood[1]).toBeGreaterThan((likelihood[0] as number) + 20)
  })

  it('are calibrated where the method is, and keep the textbook spread where it does', () => {
    const wide = (options_: BoxCoxOptions, spread?: 'model'): number => {
      const given = { ...options, model: boxCox(options_), ...(spread === undefined ? {} : { spread }) }
      return forecast(passengers, given).distribution.stdDev[11] as number
    }
    expect(wide({ lambda: 0, model: 'theta' })).not.toBe(wide({ lambda: 0, model: 'theta' }, 'model'))
    expect(wide({ lambda: 0, model: 'seasonalNaive' })).toBe(wide({ lambda: 0, model: 'seasonalNaive' }, 'model'))
  })

  it('go without the transform, and say so, where there is none', () => {
    const outcome = (values: readonly (number | null)[], given: BoxCoxOptions): string[] => {
      const result = forecast(values, { horizon: 4, model: boxCox({ model: 'drift', ...given }) })
      return [result.model, ...result.warnings.map(({ code }) => code)]
    }
    expect(outcome([1, 2, 0, 4, 5, 6], { lambda: 0 })).toEqual(['Drift', 'model-replaced'])
    expect(outcome([1, 2, 0, 4, 5, 6], {})).toEqual(['Drift', 'model-replaced'])
    expect(outcome([1, 2, -1, 4, 5, 6], { lambda: 0.5 })).toEqual(['Drift', 'model-replaced'])
    expect(outcome([1, 2, 0, 4, 5, 6], { lambda: 0.5 })).toEqual(['BoxCox(0.5) Drift'])
    // an inverse that grows beyond its limit
    expect(outcome([1, 2, 4, 8, 16, 64], { lambda: -1 })).toEqual(['Drift', 'model-replaced'])
    expect(outcome([1, 1.2, 1, 1.5, 1.2, 1], { lambda: -2 })).toEqual(['BoxCox(-2) Drift', 'unbounded-interval'])
  })

  it('are finite, in order and never below zero', () => {
    const value = fc.oneof(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 50, max: 150, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      fc.constant(null),
    )
    const given = fc.record({
      lambda: fc.oneof(
        fc.constant('guerrero' as const),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.constantFrom(0, 0.5),
      ),
      model: fc.constantFrom('auto', 'theta', 'naive', 'exponentialSmoothing', 'tsb', 'drift'),
      biasAdjust: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 24 }), given, (values, { lambda, model, biasAdjust }) => {
        const method = boxCox({ lambda, model, biasAdjust })
        const { point, distribution, intervals, parameters } = forecast(values, {
          horizon: 5,
          seasonLength: 3,
          model: method,
        })
        const { stdDev, cumulativeStdDev, quantiles = [] } = distribution
        const ends = intervals.flatMap(({ lower, upper }) => [...lower, ...upper])
        const figures = [...point, ...stdDev, ...cumulativeStdDev, ...ends, ...quantiles.flatMap((one) => one.values)]
        expect(figures.every((one) => Number.isFinite(one) && one >= 0)).toBe(true)
        expect(Object.values(parameters).flat().every(Number.isFinite)).toBe(true)
        for (const { lower, upper } of intervals)
          expect(lower.every((low, h) => low <= (upper[h] as number))).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })

  it('refuse every wrong option at once', () => {
    const odd = { lambda: 3, range: [0], model: 'best', biasAdjust: 1, power: 2 } as unknown as BoxCoxOptions
    expect(problemsOf(() => boxCox(odd))).toEqual([
      'UNKNOWN_FIELD options.power',
      'OUT_OF_RANGE options.lambda',
      'OUT_OF_RANGE options.range',
      'WRONG_TYPE options.biasAdjust',
      'OUT_OF_RANGE options.model',
    ])
  })
})
