import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/forecast.js'
import { forecastMany } from '../../src/demand/forecastMany.js'
import { backtest } from '../../src/demand/judging/backtest.js'
import { requestRolling } from '../../src/demand/rollForecasts.js'
import { fitMstl } from '../../src/demand/season/fitMstl.js'
import { mstl } from '../../src/demand/season/mstl.js'
import { splitSeasons } from '../../src/demand/season/splitSeasons.js'
import { problemsOf } from './problemsOf.js'
import { readReference } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Even numbers in -1..1 by a linear congruential generator; their sums are near enough to normal. */
function noise(count: number, seed: number): number[] {
  let state = seed
  const next = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 2_147_483_648 - 1
  }
  return Array.from({ length: count }, () => next() + next() + next())
}

const hours = Array.from({ length: 24 }, (_, hour) => (hour < 7 ? -30 : hour < 19 ? 20 : -5))
const sunday = (t: number): number => (t % 168 >= 144 ? -40 : 0)
const visits = (count: number, error: readonly number[]): number[] =>
  Array.from({ length: count }, (_, t) => 200 + (hours[t % 24] as number) + sunday(t) + 3 * (error[t] as number))

describe('mstl', () => {
  it('sees the day and the week in hourly visits, where exponential smoothing sees the day', () => {
    const all = visits(840, noise(840, 1))
    const actual = all.slice(792)
    const off = (model: Parameters<typeof forecast>[1]['model']): number => {
      const { point } = forecast(all.slice(0, 792), { horizon: 48, seasonLength: 24, ...(model && { model }) })
      return point.reduce((sum, value, h) => sum + Math.abs(value - (actual[h] as number)), 0) / 48
    }
    expect(off(mstl())).toBeLessThan(4)
    expect(off(mstl({ seasonLengths: [24] }))).toBeGreaterThan(8)
    const result = forecast(all.slice(0, 792), { horizon: 48, seasonLength: 24, model: mstl() })
    expect(result.model).toMatch(/^STL\(.24,.168\) \+ ETS/)
    expect((result.parameters['season24'] as number[]).length).toBe(24)
    expect((result.parameters['season168'] as number[]).length).toBe(168)
    expect(result.warnings).toEqual([])
  })

  it('holds what its intervals say, on new series of the same kind', () => {
    let inside = 0
    for (let seed = 1; seed <= 12; seed += 1) {
      const all = visits(1032, noise(1032, seed))
      const result = forecast(all.slice(0, 1008), { horizon: 24, seasonLength: 24, model: mstl() })
      const { lower, upper } = result.intervals[1] as (typeof result.intervals)[number]
      for (let h = 0; h < 24; h += 1) {
        const value = all[1008 + h] as number
        if (value >= (lower[h] as number) && value <= (upper[h] as number)) inside += 1
      }
    }
    expect(inside / 288).toBeGreaterThan(0.91)
    expect(inside / 288).toBeLessThan(0.99)
  })

  it('multiplies where the season grows with the level', () => {
    const air = readReference().find(({ name }) => name === 'AirPassengers')?.y as number[]
    const result = forecast(air.slice(0, 132), { horizon: 12, seasonLength: 12, model: mstl() })
    expect(result.model).toMatch(/^STL\(M12\)/)
    const error = result.point.reduce((sum, value, h) => sum + Math.abs(value - (air[132 + h] as number)), 0) / 12
    // the seasonal naive forecast is off by 47.8, R's ETS(M,Ad,M) by 21
    expect(error).toBeLessThan(30)
  })

  it('keeps next to nothing of a season that is noise, and nearly all of a plain one', () => {
    const flat = Float64Array.from(noise(240, 5), (value) => 100 + value)
    const kept = [12, 24].map((m) => splitSeasons(flat, 240, [m], false).kept[0] as number)
    for (const share of kept) expect(share).toBeLessThan(0.35)
    const plain = Float64Array.from(visits(240, noise(240, 5)))
    expect(splitSeasons(plain, 240, [24], false).kept[0]).toBeGreaterThan(0.97)
    // three cycles of pure noise: what an unshrunk season would add to the error is mostly left out
    const few = Float64Array.from(noise(156, 9), (value) => 100 + value)
    expect(splitSeasons(few, 156, [52], false).kept[0]).toBeLessThan(0.5)
  })

  it('finds the seasons of forecasts inside the history in the values before them', () => {
    const early = visits(400, noise(400, 3))
    const late = early.map((value, t) => (t >= 300 ? value + 50 * ((t % 24) - 12) : value))
    const request = { first: 250, origins: 150, steps: 24 }
    const [one, two] = [early, late].map(
      (values) => fitMstl(Float64Array.from(values), 400, [24], 24, request).rolling?.point as Float64Array,
    ) as [Float64Array, Float64Array]
    // the parameters differ, the seasons must not: within a cycle, the forecasts differ by a level alone
    const swing = (points: Float64Array): number =>
      Math.max(...points.subarray(0, 24)) - Math.min(...points.subarray(0, 24))
    expect(Math.abs(swing(one) - swing(two))).toBeLessThan(1e-6)
    expect(swing(fitMstl(Float64Array.from(late), 400, [24], 24).point)).toBeGreaterThan(200)
  })

  it('leaves out a season that was not seen twice', () => {
    const values = visits(200, noise(200, 4))
    const result = forecast(values, { horizon: 3, model: mstl({ seasonLengths: [168, 24] }) })
    expect(result.model).toMatch(/^STL\(.24\)/)
    expect(result.warnings.map(({ code }) => code)).toEqual(['short-history'])
    const none = forecast(values.slice(0, 30), { horizon: 3, model: mstl({ seasonLengths: [24] }) })
    expect(none.model).toMatch(/^STL\(\) \+ ETS/)
  })

  it('is the same alone, among many and judged', () => {
    const values = visits(480, noise(480, 8))
    const alone = forecast(values, { horizon: 24, seasonLength: 24, model: mstl() })
    expect(forecastMany([{ values }], { horizon: 24, seasonLength: 24, model: mstl() })[0]).toEqual(alone)
    const judged = backtest(values, { horizon: 24, seasonLength: 24, origins: 2, models: ['seasonalNaive', mstl()] })
    expect(judged.models.map(({ model }) => model)).toEqual(['seasonalNaive', 'mstl'])
    const [naive, own] = judged.models
    expect(own?.overall.mae as number).toBeLessThan(naive?.overall.mae as number)
  })

  it('says every season length that is none', () => {
    expect(problemsOf(() => mstl({ seasonLengths: [24, 1.5, 24, 1] }))).toEqual([
      'OUT_OF_RANGE options.seasonLengths[1]',
      'CONFLICT options.seasonLengths[2]',
      'OUT_OF_RANGE options.seasonLengths[3]',
    ])
    expect(problemsOf(() => mstl({ seasonLengths: [] }))).toEqual(['EMPTY options.seasonLengths'])
    expect(problemsOf(() => mstl({ seasonLengths: 24 as unknown as number[] }))).toEqual([
      'WRONG_TYPE options.seasonLengths',
    ])
  })

  const values = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.double({ noNaN: true, min: -1e100, max: 1e100 }) },
      { weight: 1, arbitrary: fc.double({ noNaN: true, min: 1e-300, max: 1 }) },
    ),
    { minLength: 1, maxLength: 40 },
  )

  it('gives finite figures for any history, none below zero for one without', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        (history, seasonLength, horizon) => {
          const result = forecast(Object.freeze(history), { horizon, seasonLength, model: mstl() })
          const figures = [
            ...result.point,
            ...result.intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
            ...(result.distribution.cumulativeStdDev ?? []),
            ...Object.values(result.parameters).flat(),
          ]
          expect(figures.every(Number.isFinite)).toBe(true)
          expect(result.point.length).toBe(horizon)
          if (history.every((value) => value === null || value >= 0))
            expect(Math.min(...result.point)).toBeGreaterThanOrEqual(0)
          result.intervals.forEach(({ lower, upper }) =>
            lower.forEach((end, h) => expect(end).toBeLessThanOrEqual(upper[h] as number)),
          )
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('scales with its history', () => {
    const positive = fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 12, maxLength: 40 })
    fc.assert(
      fc.property(positive, fc.integer({ min: 2, max: 6 }), (source, m) => {
        const y = Float64Array.from(source)
        const rolling = requestRolling(y.length, m, 4)
        const one = fitMstl(y, y.length, [m], 4, rolling)
        const two = fitMstl(
          y.map((value) => 8 * value),
          y.length,
          [m],
          4,
          rolling,
        )
        // the choice between factors and sums may tip where both are equally likely
        if (one.name === two.name) {
          two.point.forEach((value, h) =>
            expect(Math.abs(value - 8 * (one.point[h] as number))).toBeLessThan(0.05 * 8 * 60),
          )
        }
        expect(one.rolling?.point.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})
