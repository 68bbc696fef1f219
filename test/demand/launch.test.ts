import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bassForecast, fitBass, launchForecast, successionForecast } from '../../src/demand/index.js'
import { stretchCurve } from '../../src/demand/launch/stretchCurve.js'
import type { BassInput, LaunchInput, SuccessionInput } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** A result that JSON keeps as it is: no NaN, no -0, no typed array. */
function expectPlain(result: unknown): void {
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const units = fc.double({ min: 0, max: 1e6, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })

/** Video recorders sold from 1979 on; R's nls on the continuous curve has m 68,000 with a standard error of 3,130. */
const RECORDERS = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
/** A course exercise on Bass's regression, published with its answers. */
const DURABLE = [0.517, 1.169, 1.604, 2.044, 2.286]

describe('bassForecast', () => {
  it('has the values worked by hand', () => {
    const result = bassForecast({ marketSize: 100, innovation: 0.1, imitation: 0.5, horizon: 3 })
    // 0.1 * 100; (0.1 + 0.5 * 0.1) * 90; (0.1 + 0.5 * 0.235) * 76.5
    expect(result.adoptions[0]).toBeCloseTo(10, 12)
    expect(result.adoptions[1]).toBeCloseTo(13.5, 12)
    expect(result.adoptions[2]).toBeCloseTo(16.63875, 12)
    expect(result.peakPeriodIndex).toBe(2)
  })

  it('goes on where the published exercise goes on', () => {
    const { adoptions } = bassForecast({
      marketSize: 10.5036768,
      innovation: 0.0626032,
      imitation: 0.73766359,
      horizon: 3,
      initialAdopters: sum(DURABLE),
    })
    expect(adoptions[0]).toBeCloseTo(1.723714402, 6)
    expect(adoptions[1]).toBeCloseTo(0.833785284, 6)
    expect(adoptions[2]).toBeCloseTo(0.253556965, 6)
  })

  it('never sells below zero or beyond the market, and adds up', () => {
    fc.assert(
      fc.property(units, share, share, share, fc.integer({ min: 1, max: 60 }), (marketSize, a, b, c, horizon) => {
        const innovation = a
        const imitation = b * (1 - a)
        const initialAdopters = c * marketSize
        const result = bassForecast({ marketSize, innovation, imitation, horizon, initialAdopters })
        expect(result.adoptions.every((value) => value >= 0 && Number.isFinite(value))).toBe(true)
        expectPlain(result)
        expect(result.adoptions).toHaveLength(horizon)
        const last = result.cumulative[horizon - 1] as number
        expect(last).toBeLessThanOrEqual(marketSize)
        expect(last).toBeCloseTo(initialAdopters + sum(result.adoptions), 5)
        const { peakPeriodIndex } = result
        if (peakPeriodIndex !== null) expect(result.adoptions[peakPeriodIndex]).toBe(Math.max(...result.adoptions))
      }),
      { numRuns: RUNS },
    )
  })

  it('says so where nobody buys', () => {
    const result = bassForecast({ marketSize: 100, innovation: 0, imitation: 0.5, horizon: 2 })
    expect(result.adoptions).toEqual([0, 0])
    expect(result.peakPeriodIndex).toBeNull()
    expect(result.warnings.map(({ code }) => code)).toEqual(['no-adoption'])
  })

  it('names all mistakes', () => {
    const bad = { marketSize: -1, innovation: 3, imitation: Number.NaN, horizon: 0, initialAdopters: -1 }
    expect(problemsOf(() => bassForecast(bad))).toEqual([
      'OUT_OF_RANGE marketSize',
      'OUT_OF_RANGE innovation',
      'NOT_FINITE imitation',
      'OUT_OF_RANGE horizon',
      'OUT_OF_RANGE initialAdopters',
    ])
    expect(problemsOf(() => bassForecast({ marketSize: 9, innovation: 0.7, imitation: 0.7, horizon: 2 }))).toEqual([
      'OUT_OF_RANGE imitation',
    ])
    expect(problemsOf(() => bassForecast(undefined as unknown as BassInput))).toEqual(['MISSING_VALUE '])
  })
})

describe('fitBass', () => {
  it('has the published regression', () => {
    const { regression } = fitBass(DURABLE)
    expect(regression?.innovation).toBeCloseTo(0.0626032, 7)
    expect(regression?.imitation).toBeCloseTo(0.73766359, 8)
    expect(regression?.marketSize).toBeCloseTo(10.5036768, 7)
  })

  it('has the least squares found by another program (Levenberg-Marquardt over all three parameters)', () => {
    const fit = fitBass(RECORDERS)
    expect(fit.marketSize / 65544.50133487802).toBeCloseTo(1, 6)
    expect(fit.innovation / 0.0196802194433965).toBeCloseTo(1, 6)
    expect(fit.imitation / 0.6263638965120079).toBeCloseTo(1, 6)
    expect(fit.rmse).toBeCloseTo(Math.sqrt(8232333.468694551 / 10), 6)
    expect(fit.method).toBe('leastSquares')
    expect(fit.warnings).toEqual([])
    expect(Math.abs(fit.marketSize - 68_000)).toBeLessThan(3_130)
    expect(fitBass(DURABLE).marketSize / 10.74954909008896).toBeCloseTo(1, 6)
    expect(fitBass(DURABLE).warnings.map(({ code }) => code)).toEqual(['before-peak'])
  })

  it('finds again what bassForecast was made with', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 1e7, noNaN: true }),
        fc.double({ min: 0.005, max: 0.08, noNaN: true }),
        fc.double({ min: 0.2, max: 0.6, noNaN: true }),
        (marketSize, innovation, imitation) => {
          const sold = bassForecast({ marketSize, innovation, imitation, horizon: 25 }).adoptions
          const fit = fitBass(sold)
          expect(fit.marketSize / marketSize).toBeCloseTo(1, 4)
          expect(fit.innovation / innovation).toBeCloseTo(1, 3)
          expect(fit.imitation / imitation).toBeCloseTo(1, 3)
          expect((fit.regression?.marketSize ?? 0) / marketSize).toBeCloseTo(1, 6)
        },
      ),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })

  it('stays finite on any history, is never worse than the regression, and scales with the unit', () => {
    const histories = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(histories, (history) => {
        const fit = fitBass(deepFreeze(history))
        const numbers = [fit.marketSize, fit.innovation, fit.imitation, fit.rmse, ...fit.fitted]
        expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
        expectPlain(fit)
        const doubled = fitBass(history.map((value) => value * 2))
        expect(doubled.innovation).toBe(fit.innovation)
        expect(doubled.imitation).toBe(fit.imitation)
        expect(doubled.marketSize).toBe(fit.marketSize * 2)
        const { regression } = fit
        if (regression === null || fit.method === 'typical' || regression.innovation + regression.imitation > 1) return
        const { adoptions } = bassForecast({ ...regression, horizon: history.length })
        const squares = sum(adoptions.map((value, t) => (value - (history[t] as number)) ** 2))
        expect(fit.rmse).toBeLessThanOrEqual(Math.sqrt(squares / history.length) * (1 + 1e-9))
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })

  it('takes a market size that is known', () => {
    const fit = fitBass(RECORDERS.slice(0, 5), { marketSize: 68_000 })
    expect(fit.marketSize).toBe(68_000)
    expect(fit.warnings).toEqual([])
    expect(fitBass(RECORDERS, { marketSize: 50_000 }).warnings.map(({ code }) => code)).toContain('market-exceeded')
  })

  it('falls back on the averages of the literature', () => {
    const short = fitBass([30, 40.158])
    expect([short.method, short.innovation, short.imitation]).toEqual(['typical', 0.03, 0.38])
    expect(short.marketSize).toBeCloseTo(1000, 9)
    expect(short.regression).toBeNull()
    expect(short.warnings.map(({ code }) => code)).toEqual(['short-history', 'before-peak'])
    const none = fitBass([0, 0, 0, 0, 0])
    expect(none.marketSize).toBe(0)
    expect(none.warnings.map(({ code }) => code)).toEqual(['short-history', 'no-sales'])
  })

  it('names all mistakes', () => {
    expect(problemsOf(() => fitBass([1, -1, Number.NaN], { marketSize: 0 }))).toEqual([
      'OUT_OF_RANGE history[1]',
      'NOT_FINITE history[2]',
      'OUT_OF_RANGE options.marketSize',
    ])
    expect(problemsOf(() => fitBass([]))).toEqual(['EMPTY history'])
  })
})

describe('launchForecast', () => {
  const likeItems = [
    { id: 'a', history: [10, 30, 40, 20] },
    { id: 'b', history: [100, 200, 60, 40] },
  ]

  it('weighs shapes, not sizes', () => {
    // shares 0.1 0.3 0.4 0.2 and 0.25 0.5 0.15 0.1
    const weighed = [{ ...likeItems[0]!, weight: 3 }, likeItems[1]!]
    const result = launchForecast({ likeItems: weighed, horizon: 3, total: 1000, launchOffset: 1 })
    expect(result.weights).toEqual([0.75, 0.25])
    expect(result.forecast[0]).toBe(0)
    expect(result.forecast[1]).toBeCloseTo(137.5, 9)
    expect(result.forecast[2]).toBeCloseTo(350, 9)
    expect(result.beyondHorizon).toBeCloseTo(512.5, 9)
    expect(launchForecast({ likeItems, horizon: 4 }).total).toBe(250)
  })

  it('stretches lives and keeps what the phase-in holds back', () => {
    const stretched = launchForecast({ likeItems: [{ id: 'a', history: [60, 40] }], horizon: 4, lifePeriods: 4 })
    expect(stretched.forecast).toEqual([30, 30, 20, 20])
    const squeezed = launchForecast({ likeItems: [{ id: 'a', history: [30, 30, 20] }], horizon: 2, lifePeriods: 2 })
    expect(squeezed.forecast[0]).toBeCloseTo(45, 12)
    const phased = launchForecast({ likeItems: [{ id: 'a', history: [50, 50] }], horizon: 2, phaseIn: [0.25] })
    expect(phased.forecast).toEqual([20, 80])
  })

  it('spreads a curve over another length and keeps its total', () => {
    const squeezed = stretchCurve([30, 30, 20], 2)
    expect(squeezed[0]).toBeCloseTo(45, 12)
    expect(squeezed[1]).toBeCloseTo(35, 12)
    expect(stretchCurve([30, 30, 20], 6)).toEqual([15, 15, 15, 15, 10, 10])
  })

  it('keeps the total, whatever the lives, weights and phase-in', () => {
    const item = fc.record({
      history: fc.array(units, { minLength: 1, maxLength: 20 }).filter((values) => sum(values) > 1),
      weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (items, lifePeriods, horizon, launchOffset, phaseIn) => {
          const input = {
            likeItems: items.map((entry, place) => ({ id: String(place), ...entry })),
            lifePeriods,
            horizon,
            launchOffset,
            phaseIn,
          }
          const result = launchForecast(deepFreeze(input))
          expectPlain(result)
          expect(result.forecast).toHaveLength(horizon)
          expect(result.forecast.every((value) => value >= 0 && Number.isFinite(value))).toBe(true)
          expect((sum(result.forecast) + result.beyondHorizon) / result.total).toBeCloseTo(1, 9)
          expect(sum(result.profile)).toBeCloseTo(1, 12)
          expect(sum(result.weights)).toBeCloseTo(1, 12)
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('leaves out an item that sold nothing, and refuses where none sold', () => {
    const result = launchForecast({ likeItems: [...likeItems, { id: 'c', history: [0] }], horizon: 4, total: 800 })
    expect(result.weights).toEqual([0.5, 0.5, 0])
    expect(result.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual(['no-sales likeItems[2].history'])
    expect(problemsOf(() => launchForecast({ likeItems: [{ id: 'c', history: [0] }], horizon: 4 }))).toEqual([
      'EMPTY likeItems',
    ])
    const weightless = likeItems.map((item) => ({ ...item, weight: 0 }))
    expect(problemsOf(() => launchForecast({ likeItems: weightless, horizon: 4 }))).toEqual(['EMPTY likeItems'])
    expect(problemsOf(() => launchForecast({ likeItems, horizon: 4, phaseIn: [0, 0, 0, 0] }))).toEqual([
      'EMPTY phaseIn',
    ])
  })

  it('names all mistakes', () => {
    const bad = {
      likeItems: [
        { id: 'a', history: [-1], weight: -1 },
        { id: 'a', history: [] },
        { id: '', history: [1] },
      ],
      horizon: 1.5,
      total: Number.POSITIVE_INFINITY,
      launchOffset: -1,
      phaseIn: [50],
    }
    expect(problemsOf(() => launchForecast(bad))).toEqual([
      'MISSING_VALUE likeItems[2].id',
      'DUPLICATE_ID likeItems[1].id',
      'OUT_OF_RANGE likeItems[0].history[0]',
      'OUT_OF_RANGE likeItems[0].weight',
      'EMPTY likeItems[1].history',
      'OUT_OF_RANGE horizon',
      'NOT_FINITE total',
      'OUT_OF_RANGE launchOffset',
      'OUT_OF_RANGE phaseIn[0]',
    ])
    expect(problemsOf(() => launchForecast({ likeItems: [], horizon: 1 }))).toEqual(['EMPTY likeItems'])
    expect(problemsOf(() => launchForecast({ likeItems: [null], horizon: 1 } as unknown as LaunchInput))).toEqual([
      'WRONG_TYPE likeItems[0]',
    ])
  })
})

describe('successionForecast', () => {
  it('has the values worked by hand', () => {
    const result = successionForecast({
      predecessor: [100, 100, 100],
      successor: [0, 40, 200],
      phaseOutShare: [0, 0.5, 0.75],
      transferShare: 0.8,
      cannibalizationShare: 0.25,
    })
    expect(result).toEqual({
      predecessor: [100, 40, 0],
      successor: [0, 80, 260],
      transferred: [0, 40, 60],
      lost: [0, 10, 15],
      cannibalized: [0, 10, 25],
      total: [100, 120, 260],
      warnings: [
        {
          kind: 'warning',
          code: 'cannibalization-limited',
          severity: 'look',
          path: 'successor[2]',
          refs: [],
          value: { periods: 1, of: 3 },
          remedy: 'Lower the cannibalizationShare.',
          message: expect.stringContaining('In 1 of 3 periods') as string,
        },
      ],
    })
  })

  it('counts every customer of the old item once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(units, units, share), { minLength: 1, maxLength: 12 }),
        share,
        share,
        (rows, transferShare, cannibalizationShare) => {
          const predecessor = rows.map(([old]) => old)
          const result = successionForecast(
            deepFreeze({
              predecessor,
              successor: rows.map(([, own]) => own),
              phaseOutShare: rows.map(([, , gone]) => gone),
              transferShare,
              cannibalizationShare,
            }),
          )
          expectPlain(result)
          predecessor.forEach((old, t) => {
            const parts = [result.predecessor, result.transferred, result.lost, result.cannibalized].map(
              (values) => values[t] as number,
            )
            expect(parts.every((part) => part >= 0)).toBe(true)
            expect(sum(parts)).toBeCloseTo(old, 6)
            expect(result.total[t]).toBeCloseTo((result.predecessor[t] as number) + (result.successor[t] as number), 6)
          })
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = { predecessor: [1, 2], successor: [1], phaseOutShare: [0, 2], transferShare: -1 }
    expect(problemsOf(() => successionForecast({ ...bad, cannibalizationShare: 20 }))).toEqual([
      'MISALIGNED successor',
      'OUT_OF_RANGE phaseOutShare[1]',
      'OUT_OF_RANGE transferShare',
      'OUT_OF_RANGE cannibalizationShare',
    ])
    expect(problemsOf(() => successionForecast({} as SuccessionInput))).toEqual(['MISSING_VALUE predecessor'])
  })
})
