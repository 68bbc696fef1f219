import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decomposeMstl } from '../../src/demand/season/decomposeMstl.js'
import { decomposeStl } from '../../src/demand/season/decomposeStl.js'
import { loessFreedom } from '../../src/demand/season/loessFreedom.js'
import { loessAt, smoothLoess } from '../../src/demand/season/smoothLoess.js'
import { type SeasonalComponent, stl, type StlOptions } from '../../src/demand/season/stl.js'
import { problemsOf } from './problemsOf.js'
import { readData, readReference } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

interface ReferenceStl {
  readonly name: string
  readonly kind: 'periodic' | number
  readonly robust: boolean
  readonly trend: readonly number[]
  readonly seasonal: readonly number[]
}

const farthest = (ours: ArrayLike<number>, theirs: ArrayLike<number>): number =>
  Array.from(ours).reduce((most, value, t) => Math.max(most, Math.abs(value - (theirs[t] as number))), 0)

describe('the decompositions of R', () => {
  const series = readReference()
  for (const { name, kind, robust, trend, seasonal } of readData<{ cases: ReferenceStl[] }>('r-stl').cases) {
    it(`${name}, window ${kind}${robust ? ', robust' : ''}`, () => {
      const { y, frequency } = series.find((one) => one.name === name) as (typeof series)[number]
      const size = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      const ours = stl(y, { seasonLength: frequency, seasonalWindow: kind, robust })
      expect(farthest(ours.trend, trend) / size).toBeLessThan(1e-9)
      expect(farthest(ours.seasonal, seasonal) / size).toBeLessThan(1e-9)
    })
  }
})

/** Loess by its definition, from weighted normal equations about the place. */
function plainLoess(values: readonly number[], window: number, degree: 0 | 1, place: number): number {
  const distances = values.map((_, t) => Math.abs(t - place)).sort((a, b) => a - b)
  const reach = distances[window - 1] as number
  const weights = values.map((_, t) => {
    const share = Math.abs(t - place) / reach
    return share < 1 ? (1 - share ** 3) ** 3 : 0
  })
  const sum = (of: (t: number) => number): number =>
    values.reduce((total, _, t) => total + (weights[t] as number) * of(t), 0)
  const mean = sum((t) => values[t] as number) / sum(() => 1)
  if (degree === 0) return mean
  const middle = sum((t) => t) / sum(() => 1)
  const slope = sum((t) => (t - middle) * (values[t] as number)) / sum((t) => (t - middle) ** 2)
  return mean + slope * (place - middle)
}

describe('loess', () => {
  const values = [3, 9, 4, 1, 7, 7, 2, 8, 5, 6, 1]

  it('is the locally weighted regression of its definition', () => {
    for (const degree of [0, 1] as const) {
      const smooth = new Float64Array(11)
      smoothLoess(Float64Array.from(values), 11, { window: 7, degree, jump: 1 }, smooth)
      smooth.forEach((value, t) => expect(value).toBeCloseTo(plainLoess(values, 7, degree, t), 10))
    }
  })

  it('goes through a line, beyond its ends too, and joins by lines between jumps', () => {
    const line = Float64Array.from({ length: 20 }, (_, t) => 5 - 2 * t)
    const smooth = new Float64Array(20)
    for (const [window, jump] of [
      [3, 1],
      [7, 4],
      [41, 3],
    ] as const) {
      smoothLoess(line, 20, { window, degree: 1, jump }, smooth)
      expect(farthest(smooth, line)).toBeLessThan(1e-11)
      expect(loessAt(line, 20, { window, degree: 1, jump }, 20)).toBeCloseTo(-35, 10)
    }
  })

  it('takes up one degree of freedom for a mean without end, all of them for no smoothing', () => {
    expect(loessFreedom(30, Number.POSITIVE_INFINITY)).toBe(1)
    expect(loessFreedom(30, 100_001)).toBeCloseTo(1, 6)
    // interior weights of a window of 3 are those of its middle alone
    expect(loessFreedom(30, 3)).toBeGreaterThan(28)
    const inner = 1 / plainWeights(11)
    expect(loessFreedom(1000, 11) / 1000).toBeCloseTo(inner, 2)
  })
})

const plainWeights = (window: number): number => {
  let sum = 0
  const half = (window - 1) / 2
  for (let d = -half; d <= half; d += 1) sum += (1 - Math.abs(d / half) ** 3) ** 3
  return sum
}

describe('stl', () => {
  const day = [0, 4, 9, 4, -3, -14]
  const week = [10, 10, 10, 10, 10, -25, -25]
  const known = Array.from(
    { length: 42 * 6 },
    (_, t) => 100 + 0.1 * t + (day[t % 6] as number) + (week[Math.floor(t / 6) % 7] as number),
  )

  it('finds several known seasons and a line', () => {
    const result = stl(known, { seasonLength: [42, 6] })
    expect(result.seasons.map(({ seasonLength }) => seasonLength)).toEqual([6, 42])
    const [hours, days] = result.seasons as [SeasonalComponent, SeasonalComponent]
    expect(farthest(hours.values.slice(90, 96), day)).toBeLessThan(1)
    expect(
      farthest(
        days.values.slice(84, 126),
        Array.from({ length: 42 }, (_, t) => week[Math.floor(t / 6)] as number),
      ),
    ).toBeLessThan(1)
    expect(result.seasons.every(({ strength }) => strength > 0.98)).toBe(true)
    expect(result.trendStrength).toBeGreaterThan(0.9)
    expect(
      farthest(
        result.trend,
        known.map((_, t) => 100 + 0.1 * t),
      ),
    ).toBeLessThan(1)
  })

  it('keeps an outlier in the remainder where it is robust', () => {
    const spoilt = known.map((value, t) => (t === 100 ? value + 500 : value))
    const plain = stl(spoilt, { seasonLength: 6 })
    const robust = stl(spoilt, { seasonLength: 6, robust: true })
    expect(robust.remainder[100]).toBeGreaterThan(480)
    expect(plain.remainder[100]).toBeLessThan(440)
  })

  it('fills gaps, and says what it left out', () => {
    const gappy = known.slice(0, 60).map((value, t) => (t < 2 || t === 20 ? null : value))
    const result = stl({ id: 'visits', values: gappy }, { seasonLength: [6, 42] })
    expect(result.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'leading-gap visits',
      'missing-values visits',
      'short-history visits',
    ])
    expect(result.remainder.map((value) => value === null)).toEqual(gappy.map((value) => value === null))
    expect(result.trend.length).toBe(60)
    expect(result.trend[0]).toBe(result.trend[2])
    expect(result.seasonal[1]).toBe(result.seasonal[7])
    const trendOnly = stl([1, 2, 3, 4, 5], { seasonLength: 12 })
    expect(trendOnly.seasons).toEqual([])
    expect(farthest(trendOnly.trend, [1, 2, 3, 4, 5])).toBeLessThan(1e-12)
    expect(stl([null, null], { seasonLength: 2 }).trend).toEqual([0, 0])
  })

  it('says everything that is wrong with its input', () => {
    const wrong = {
      seasonLength: [12, 12, 1],
      seasonalWindow: 8,
      trendWindow: 2,
      robust: 1,
      span: 3,
    } as unknown as StlOptions
    expect(problemsOf(() => stl([1, Number.NaN], wrong))).toEqual([
      'NOT_FINITE series[1]',
      'UNKNOWN_FIELD options.span',
      'CONFLICT options.seasonLength[1]',
      'OUT_OF_RANGE options.seasonLength[2]',
      'OUT_OF_RANGE options.seasonalWindow',
      'OUT_OF_RANGE options.trendWindow',
      'CONFLICT options.trendWindow',
      'WRONG_TYPE options.robust',
    ])
    expect(problemsOf(() => stl([1], undefined as unknown as StlOptions))).toEqual(['MISSING_VALUE options'])
    expect(problemsOf(() => stl([1], { seasonLength: [2, 3], seasonalWindow: [7] }))).toEqual([
      'MISALIGNED options.seasonalWindow',
    ])
    expect(problemsOf(() => stl([1], { seasonLength: 'auto' as unknown as number }))).toEqual([
      'WRONG_TYPE options.seasonLength',
    ])
  })

  const history = fc.array(
    fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ noNaN: true, min: -1e100, max: 1e100 })),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  const settings = fc.record({
    seasonLength: fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constant([3, 7])),
    seasonalWindow: fc.constantFrom<(number | 'periodic')[]>(3, 7, 11, 'periodic'),
    robust: fc.boolean(),
  })

  it('adds up to the history', () => {
    fc.assert(
      fc.property(history, settings, (values, options) => {
        const { trend, seasonal, remainder } = stl(Object.freeze(values), Object.freeze(options))
        const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        values.forEach((value, t) => {
          const sum = (trend[t] as number) + (seasonal[t] as number) + (remainder[t] as number)
          expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-9 * size)
        })
      }),
      { numRuns: RUNS },
    )
  })

  it('of values moved and stretched is the decomposition moved and stretched', () => {
    const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 12, maxLength: 50 })
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 6 }), fc.constantFrom(7, Infinity), (source, m, window) => {
        const y = Float64Array.from(source)
        const moved = y.map((value) => 500 - 4 * value)
        const one = decomposeStl(y, y.length, { seasonLength: m, seasonalWindow: window })
        const two = decomposeStl(moved, y.length, { seasonLength: m, seasonalWindow: window })
        expect(
          farthest(
            two.seasonal,
            one.seasonal.map((value) => -4 * value),
          ),
        ).toBeLessThan(1e-8)
        expect(
          farthest(
            two.trend,
            one.trend.map((value) => 500 - 4 * value),
          ),
        ).toBeLessThan(1e-8)
      }),
      { numRuns: RUNS },
    )
  })

  it('with one season is the same as with several of which there is one', () => {
    const y = Float64Array.from(known)
    const one = decomposeStl(y, y.length, { seasonLength: 6, seasonalWindow: 11 })
    const { trend, seasonals } = decomposeMstl(y, y.length, { seasonLengths: [6] })
    expect(farthest(trend, one.trend)).toBe(0)
    expect(farthest(seasonals[0] as Float64Array, one.seasonal)).toBe(0)
  })
})
