import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyDemand, forecast, forecastMany } from '../../src/demand/index.js'
import type { ForecastOptions, IntermittentModel, TimeSeries } from '../../src/demand/index.js'
import { countQuantile, estimateDispersion } from '../../src/math/countDistribution.js'
import { crostonPath } from '../../src/demand/intermittent/crostonPath.js'
import { createSizeMixture, mixtureQuantile } from '../../src/demand/intermittent/sizeMixture.js'
import { readData } from './readReference.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const NAMES = ['ses', 'croston', 'sba', 'sbj', 'tsb', 'adida', 'imapa'] as const
const SPARES = [0, 0, 3, 0, 0, 5, 0, 1, 0, 0, 0, 2, 0, 4, 0, 0, 0, 0, 1, 0, 3, 0, 0, 0]

interface CrostonReference {
  readonly name: string
  readonly y: readonly number[]
  readonly [key: `components_${string}`]: {
    readonly demand: readonly number[]
    readonly period: readonly number[]
    readonly fitted: readonly (number | null)[]
    readonly croston: number
    readonly sba: number
    readonly sbj: number
  }
}

interface Sets {
  readonly sets: Readonly<
    Record<
      string,
      {
        readonly frequency: number
        readonly horizon: number
        readonly series: readonly { readonly y: readonly number[]; readonly test: readonly number[] }[]
      }
    >
  >
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersOf)
  return []
}

/** Uniform numbers of a small linear congruence. */
function uniforms(start: number): () => number {
  let seed = start
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return (seed + 0.5) / 4_294_967_296
  }
}

describe('Croston, SBA and SBJ: R forecast 8.20', () => {
  const reference = readData<{ series: CrostonReference[] }>('croston').series

  it.each(reference)('$name', (one) => {
    const constants = Object.keys(one).filter((key) => key.startsWith('components_'))
    expect(constants).toHaveLength(3)
    for (const key of constants) {
      const expected = one[key as `components_${string}`] as CrostonReference[`components_${string}`]
      const alpha = Number(key.slice('components_'.length))
      for (const name of ['croston', 'sba', 'sbj'] as const) {
        const { point, parameters } = forecast(one.y, { horizon: 2, model: { name, alpha } })
        for (const value of point) expect(value / expected[name]).toBeCloseTo(1, 10)
        expect((parameters['demandSize'] as number) / (expected.demand[0] as number)).toBeCloseTo(1, 10)
        expect((parameters['demandInterval'] as number) / (expected.period[0] as number)).toBeCloseTo(1, 10)
      }
      const { fitted } = crostonPath(Float64Array.from(one.y), one.y.length, 'croston', { alpha })
      expected.fitted.forEach((value, t) => {
        if (value !== null) expect(fitted[t]).toBeCloseTo(value, 10)
      })
    }
  })
})

describe('methods for intermittent demand', () => {
  const alone = (model: IntermittentModel, values: readonly number[]): number =>
    forecast(values, { horizon: 1, model }).point[0] as number

  it('follow their recursions by hand', () => {
    const values = [0, 4, 0, 2, 0, 0]
    // from the mean 1: 0.5, 2.25, 1.125, 1.5625, 0.78125, 0.390625
    expect(alone({ name: 'ses', alpha: 0.5 }, values)).toBe(0.390625)
    // size 3, probability 1/3: 1/6, 7/12, 7/24, 31/48, 31/96, 31/192; sizes 3.5, 2.75
    expect(alone({ name: 'tsb', alpha: 0.5, beta: 0.5 }, values)).toBeCloseTo((2.75 * 31) / 192, 12)
    // first demand 4 after 2, then 2 after 2
    expect(alone({ name: 'croston', alpha: 0.5, beta: 0.1 }, values)).toBeCloseTo(3 / 2, 12)
    // mean interval 2: buckets 4, 2, 0 from their mean 2 give 3, 2.5, 1.25 in two periods
    expect(alone({ name: 'adida', alpha: 0.5 }, values)).toBe(0.625)
    expect(alone({ name: 'imapa', alpha: 0.5 }, values)).toBe((0.390625 + 0.625) / 2)
  })

  it('bring the rate of an item that dies out down, but for those that move at a demand only', () => {
    const dying = [...SPARES, ...SPARES, ...SPARES, ...new Array<number>(24).fill(0)]
    const before = 19 / 24
    for (const name of ['ses', 'tsb', 'adida', 'imapa'] as const) {
      expect(alone({ name, alpha: 0.1 }, dying)).toBeLessThan(before / 2)
    }
    for (const name of ['croston', 'sba', 'sbj'] as const) {
      expect(alone({ name, alpha: 0.1 }, dying)).toBeGreaterThan(before / 2)
    }
  })

  it('take the mean of demand that comes evenly for its rate', () => {
    const even = Array.from({ length: 60 }, (_, t) => (t % 3 === 2 ? 6 : 0))
    for (const name of NAMES) expect(Math.abs(alone({ name }, even) - 2)).toBeLessThan(0.2)
    expect(Math.abs((forecast(even, { horizon: 3 }).point[2] as number) - 2)).toBeLessThan(0.2)
  })

  it('weigh four of them by cumulative error', () => {
    const { model, point, parameters, warnings } = forecast(SPARES, { horizon: 3 })
    expect(model).toBe('SES + SBA + TSB + IMAPA')
    expect(warnings.map(({ code }) => code)).toEqual(['intermittent-demand'])
    const weights = parameters['weights'] as number[]
    const rates = parameters['rates'] as number[]
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    const parts = (['ses', 'sba', 'tsb', 'imapa'] as const).map((name) => alone({ name }, SPARES))
    expect(rates).toEqual(parts)
    const mean = parts.reduce((sum, part, place) => sum + part * (weights[place] as number), 0)
    expect(point[0]).toBeCloseTo(mean, 12)
  })

  it('leave out what was not observed instead of filling it', () => {
    const gapped = SPARES.flatMap((value, t) => (t % 5 === 2 ? [value, null] : [value]))
    for (const name of NAMES) {
      const options: ForecastOptions = { horizon: 2, model: name }
      const whole = forecast(SPARES, options)
      const result = forecast(gapped, options)
      result.point.forEach((value, h) => expect(value).toBeCloseTo(whole.point[h] as number, 12))
      expect(result.intervals).toEqual(whole.intervals)
      expect(result.accuracy.bias).toBeCloseTo(whole.accuracy.bias as number, 12)
    }
  })

  it('give way to a level where values lie below zero', () => {
    const result = forecast([1, 0, 0, -1, 2, 0, 0, 1], { horizon: 1, model: 'tsb' })
    expect(result.model).toBe('ETS(A,N,N)')
    expect(result.warnings.map(({ code }) => code)).toEqual(['model-replaced'])
  })

  it('forecast zero for a history of zeros', () => {
    for (const model of ['auto', ...NAMES] as const) {
      const { point, distribution } = forecast(new Array<number>(20).fill(0), { horizon: 3, model })
      expect(point).toEqual([0, 0, 0])
      expect(distribution.stdDev).toEqual([0, 0, 0])
    }
  })
})

describe('auto, between intermittent and steady demand', () => {
  const automatic = (values: readonly number[]): string => forecast(values, { horizon: 2 }).model

  it('does not ask the absolute error, which is least for no demand at all', () => {
    const seldom = Array.from({ length: 60 }, (_, t) => (t % 5 === 1 ? 3 + (t % 3) : 0))
    const result = forecast(seldom, { horizon: 6, selection: 'rollingOrigin' })
    expect(result.model).toBe('SES + SBA + TSB + IMAPA')
    expect(result.point[0]).toBeGreaterThan(0.5)
  })

  it('does not take one zero of a steady flow for intermittent demand, nor a trend from zero', () => {
    const flow = Array.from({ length: 36 }, (_, t) => (t === 17 ? 0 : 1000 + ((t * 37) % 101)))
    expect(automatic(flow)).toContain('ETS')
    const launch = Array.from({ length: 24 }, (_, t) => Math.max(0, (t - 3) * 5 + ((t * 7) % 4)))
    expect(automatic(launch)).toContain('ETS')
    const orders = Array.from({ length: 36 }, (_, t) => [3, 1, 0, 7, 2, 1, 4, 1, 9, 2, 3][(t * 5) % 11] as number)
    expect(classifyDemand(orders).meanDemandInterval).toBeLessThan(1.32)
    expect(automatic(orders)).toBe('SES + SBA + TSB + IMAPA')
  })
})

describe('classifyDemand', () => {
  it.each([
    { values: [4, 5, 6, 4, 5], expected: ['smooth', 1] },
    { values: [1, 9, 1, 12, 1, 1], expected: ['erratic', 1] },
    { values: [0, 4, 0, 0, 5, 0], expected: ['intermittent', 3] },
    { values: [0, 1, 0, 0, 12, 0, 1, 0], expected: ['lumpy', 8 / 3] },
    { values: [0, null, 4, null, 0, 5], expected: ['intermittent', 2] },
    { values: [0, 0, null], expected: ['none', null] },
    // 33 periods with 25 demands lie on the cut-off of 1.32
    { values: Array.from({ length: 33 }, (_, t) => (t < 25 ? 2 : 0)), expected: ['intermittent', 1.32] },
  ])('$values', ({ values, expected }) => {
    const { demandClass, meanDemandInterval } = classifyDemand({ id: 'lamp', values })
    expect([demandClass, meanDemandInterval]).toEqual(expected)
  })

  it('does not mind the unit, and refuses returns and bad input', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1e-200, 0.3, 1e90),
        (values, unit) => {
          const one = classifyDemand(values)
          const other = classifyDemand(values.map((value) => value * unit))
          expect(other.meanDemandInterval).toBe(one.meanDemandInterval)
          if (one.squaredVariation === null) expect(other.squaredVariation).toBeNull()
          else expect(other.squaredVariation).toBeCloseTo(one.squaredVariation, 9)
        },
      ),
      { numRuns: RUNS },
    )
    expect(problemsOf(() => classifyDemand([1, -2, 0, -1]))).toEqual([
      'OUT_OF_RANGE series[1]',
      'OUT_OF_RANGE series[3]',
    ])
    expect(problemsOf(() => classifyDemand({ values: [] }))).toEqual(['EMPTY series.values'])
  })
})

describe('distribution of intermittent demand', () => {
  // sums of the mass functions in another language, by log-gamma
  it.each([
    [0.3, 1, [0, 0, 1, 1, 2]],
    [2, 1, [0, 2, 3, 5, 6]],
    [0.3, 2.5, [0, 0, 0, 2, 4]],
    [4.2, 3, [0, 3, 7, 11, 16]],
    [120, 1, [102, 120, 129, 138, 146]],
    [480, 1, [444, 480, 498, 516, 532]],
    [300, 40, [145, 287, 386, 500, 611]],
  ])('counts of mean %d and dispersion %d have quantiles %j', (rate, dispersion, expected) => {
    const found = [0.05, 0.5, 0.8, 0.95, 0.99].map((probability) => countQuantile({ rate, dispersion }, probability))
    expect(found).toEqual(expected)
  })

  it('finds the dispersion that made the counts', () => {
    const next = uniforms(20_270_101)
    const draw = (rate: number, dispersion: number): number => {
      const probability = next()
      return countQuantile({ rate, dispersion }, probability)
    }
    const size = 4000
    const rates = Float64Array.from({ length: size }, (_, t) => 0.5 + (t % 5))
    const poisson = rates.map((rate) => draw(rate, 1))
    const dispersed = rates.map((rate) => draw(rate, 3))
    expect(estimateDispersion(poisson, rates)).toBeLessThan(1.08)
    expect(estimateDispersion(dispersed, rates)).toBeGreaterThan(2.8)
    expect(estimateDispersion(dispersed, rates)).toBeLessThan(3.2)
    expect(estimateDispersion(new Float64Array(4), new Float64Array(4))).toBe(1)
  })

  it('mixes no demand with the sizes seen', () => {
    const mixture = createSizeMixture(Float64Array.of(0, 2.5, 0, 0, 7.5, 0, 5, 0), 1)
    expect(mixture.probability).toBeCloseTo(0.2, 12)
    expect([0.5, 0.8, 0.85, 0.9, 0.95, 0.999].map((share) => mixtureQuantile(mixture, share))).toEqual([
      0, 0, 2.5, 5, 7.5, 7.5,
    ])
    // 0.2 of the mean square (6.25 + 56.25 + 25) / 3, less the squared mean
    expect(mixture.variance).toBeCloseTo((0.2 * 87.5) / 3 - 1, 12)
    // more than demand in every period makes up: the sizes grow
    expect(mixtureQuantile(createSizeMixture(Float64Array.of(2, 4), 6), 1)).toBe(8)
  })

  it('of whole pieces is whole, and its quantiles are those of the standard deviation that is told', () => {
    const { point, distribution, intervals, parameters } = forecast(SPARES, { horizon: 3, levels: [0.9] })
    const rate = point[0] as number
    const dispersion = parameters['dispersion'] as number
    expect(dispersion).toBeGreaterThan(1)
    expect((distribution.stdDev[0] as number) ** 2).toBeCloseTo(dispersion * rate, 10)
    expect(intervals[0]?.upper[0]).toBe(countQuantile({ rate, dispersion }, 0.95))
    expect(distribution.quantiles?.map(({ probability }) => probability)).toEqual([0.5, 0.8, 0.9, 0.95, 0.98, 0.99])
    for (const { values } of distribution.quantiles ?? []) {
      for (const value of values) expect(Number.isInteger(value)).toBe(true)
    }
    // by summing the masses of the distribution: mean and variance of what the quantiles describe
    let [mean, squares] = [0, 0]
    const steps = 20_000
    for (let k = 0; k < steps; k += 1) {
      const value = countQuantile({ rate, dispersion }, (k + 0.5) / steps)
      mean += value / steps
      squares += (value * value) / steps
    }
    expect(mean).toBeCloseTo(rate, 2)
    expect(Math.sqrt(squares - mean * mean) / (distribution.stdDev[0] as number)).toBeCloseTo(1, 2)
  })

  it('of kilograms is one of the sizes, and spreads over the lead time as a steady rate does', () => {
    const kilograms = SPARES.map((value) => value * 1.25 + (value > 0 ? 0.1 : 0))
    const { distribution } = forecast(kilograms, { horizon: 4, model: { name: 'ses', alpha: 0 } })
    const top = distribution.quantiles?.find(({ probability }) => probability === 0.99)
    expect(top?.values).toEqual([6.35, 6.35, 6.35, 6.35])
    const first = distribution.stdDev[0] as number
    distribution.cumulativeStdDev.forEach((value, h) => expect(value / (first * Math.sqrt(h + 1))).toBeCloseTo(1, 12))
  })
})

describe('whatever the intermittent history', () => {
  const history = fc
    .record({
      length: fc.integer({ min: 1, max: 60 }),
      size: fc.constantFrom(1e-200, 1e-9, 0.37, 1, 1, 1, 12, 1e5, 1e50, 1e99),
      share: fc.constantFrom(0.05, 0.2, 0.5, 0.9, 1),
      gaps: fc.constantFrom(0, 0, 0.2),
      draws: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 180, maxLength: 180 }),
    })
    .map(({ length, size, share, gaps, draws }) =>
      Array.from({ length }, (_, t): number | null => {
        if ((draws[3 * t] as number) < gaps) return null
        return (draws[3 * t + 1] as number) > share ? 0 : size * Math.ceil(9 * (draws[3 * t + 2] as number))
      }),
    )
  const constant = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })
  const model = fc.oneof(
    fc.constantFrom('auto' as const, ...NAMES),
    fc
      .record({ name: fc.constantFrom(...NAMES), alpha: constant })
      .map(({ name, alpha }): IntermittentModel => (alpha === undefined ? { name } : { name, alpha })),
  )
  const options = fc.record({ horizon: fc.integer({ min: 1, max: 13 }), model })

  it('gives finite numbers, none below zero, quantiles in order, and a spread that adds up', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(history, options, (values, chosen) => {
        const result = forecast(deepFreeze(values), deepFreeze(chosen))
        seen.add(result.model)
        for (const value of numbersOf([result.point, result.intervals, result.distribution])) {
          expect(value).toBeGreaterThanOrEqual(0)
        }
        for (const value of numbersOf(result)) {
          expect(Number.isFinite(value)).toBe(true)
          expect(Object.is(value, -0)).toBe(false)
        }
        const { quantiles = [], stdDev, cumulativeStdDev } = result.distribution
        let alike = 0
        for (let h = 0; h < chosen.horizon; h += 1) {
          const at = quantiles.map((one) => one.values[h] as number)
          expect(at).toEqual([...at].sort((a, b) => a - b))
          expect(result.intervals[0]?.lower[h]).toBeLessThanOrEqual(result.intervals[0]?.upper[h] as number)
          expect(result.intervals[1]?.lower[h]).toBeLessThanOrEqual(result.intervals[0]?.lower[h] as number)
          expect(result.intervals[1]?.upper[h]).toBeGreaterThanOrEqual(result.intervals[0]?.upper[h] as number)
          alike += stdDev[h] as number
          expect(cumulativeStdDev[h]).toBeLessThanOrEqual(alike * (1 + 1e-9))
        }
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      }),
      { numRuns: RUNS },
    )
    expect(seen.size).toBeGreaterThan(7)
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

  it('scales with its unit: the point by any power of two, the quantiles too where they are not counts', () => {
    fc.assert(
      fc.property(history, options, fc.integer({ min: -12, max: 12 }), (values, chosen, power) => {
        let factor = 1
        for (let k = 0; k < Math.abs(power); k += 1) factor *= power > 0 ? 2 : 0.5
        const scaled = (one: number | null, by: number): number | null => (one === null ? null : one * by)
        // a tenth, and no size that a factor could carry beyond what is accepted
        const parts = values.map((value) => scaled(value, (value ?? 0) > 1e90 ? 1e-50 : 0.1))
        const counts = (some: readonly (number | null)[]): boolean =>
          some.every((one) => one === null || Number.isInteger(one))
        const one = forecast(parts, chosen)
        const other = forecast(
          parts.map((value) => scaled(value, factor)),
          chosen,
        )
        expect(other.model).toBe(one.model)
        expect(other.point).toEqual(one.point.map((value) => value * factor))
        if (counts(parts) || counts(parts.map((value) => scaled(value, factor)))) return
        expect(other.distribution.stdDev).toEqual(one.distribution.stdDev.map((value) => value * factor))
        expect(other.intervals[0]?.upper).toEqual(one.intervals[0]?.upper.map((value) => value * factor))
      }),
      { numRuns: RUNS },
    )
  })

  it('names every mistake in a method with constants', () => {
    const ask = (model: unknown): string[] =>
      problemsOf(() => forecast([1, 2], { horizon: 1, model } as unknown as ForecastOptions))
    expect(ask({ name: 'croston', alpha: 1.5, beta: Number.NaN, gamma: 1 })).toEqual([
      'OUT_OF_RANGE options.model.alpha',
      'NOT_FINITE options.model.beta',
      'UNKNOWN_FIELD options.model.gamma',
    ])
    expect(ask({ name: 'ses', beta: 0.1 })).toEqual(['UNKNOWN_FIELD options.model.beta'])
    expect(ask({ name: 'tsb', alpha: '0.1' })).toEqual(['WRONG_TYPE options.model.alpha'])
    expect(ask({ name: 'tsb', beta: 0.1 })).toEqual(['MISSING_VALUE options.model.alpha'])
    expect(ask({ name: 'Croston' })).toContain('OUT_OF_RANGE options.model.name')
  })
})

// the bounds stand above what was measured, so that a change of method has room and a broken one has not
describe.each([
  { name: 'carparts', most: 0.72, pinball: 0.42 },
  { name: 'raf', most: 0.58, pinball: 0.42 },
  { name: 'auto', most: 0.87, pinball: 0.185 },
])('spare parts, $name', ({ name, most, pinball }) => {
  it('are forecast without much bias, with 95 % quantiles that hold', () => {
    const { frequency, horizon, series } = readData<Sets>('intermittent').sets[name] as Sets['sets'][string]
    let [rmsse, bias, loss, covered] = [0, 0, 0, 0]
    for (const { y, test } of series) {
      const { point, distribution } = forecast(y, { horizon, seasonLength: frequency })
      const quantile = distribution.quantiles?.find(({ probability }) => probability === 0.95)?.values
      let [squares, absolute, total, error] = [0, 0, 0, 0]
      for (let t = 0; t < y.length; t += 1) {
        const value = y[t] as number
        total += value
        if (t === 0) continue
        const change = value - (y[t - 1] as number)
        squares += change * change
        absolute += Math.abs(change)
      }
      test.forEach((value, h) => {
        const miss = (point[h] as number) - value
        error += miss * miss
        bias += miss / horizon / (total / y.length) / series.length
        const limit = quantile?.[h] ?? Number.NaN
        if (quantile === undefined) return
        const excess = value - limit
        loss += Math.max(0.95 * excess, -0.05 * excess) / horizon / (absolute / (y.length - 1)) / series.length
        if (value <= limit) covered += 1 / horizon / series.length
      })
      rmsse += Math.sqrt(error / horizon / (squares / (y.length - 1))) / series.length
    }
    expect(rmsse).toBeLessThan(most)
    expect(Math.abs(bias)).toBeLessThan(0.25)
    expect(loss).toBeLessThan(pinball)
    expect(covered).toBeGreaterThan(0.75)
  })
})
