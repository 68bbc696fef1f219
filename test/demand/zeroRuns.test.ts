import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { forecast, type Forecast, type ForecastOptions, forecastPanel } from '../../src/demand/index.js'
import { judgeZeros } from '../../src/demand/zeros/judgeZeros.js'
import { createRandom } from '../../src/math/createRandom.js'

const monthly = { horizon: 12, seasonLength: 12 } as const
/** 95 to 105 a month for three years. */
const STEADY = Array.from({ length: 36 }, (_, t) => 95 + ((t * 37) % 11))
const without = (values: readonly number[], from: number, zeros: number): number[] =>
  values.map((value, t) => (t >= from && t < from + zeros ? 0 : value))
const repeat = (season: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, t) => season[t % season.length] as number)
const told = ({ warnings }: Pick<Forecast, 'warnings'>): unknown[] =>
  warnings
    .filter(({ code, value }) => code === 'stray-demand' && (value as { given: number }).given === 0)
    .map(({ path, value }) => ({ path, value }))

describe('zeros in a row inside a steady flow', () => {
  it.each([2, 3, 4, 6])('%i months are told with the place and what is usual', (zeros) => {
    // a month with the run in its own season is judged by the two other years
    for (const from of [3, 14, 24, 29 - zeros + 6]) {
      for (const seasonLength of [12, 1]) {
        const result = forecast(without(STEADY, from, zeros), { horizon: 1, seasonLength })
        expect(told(result), `from ${from}`).toMatchObject([
          { path: `series[${from}]`, value: { periodIndex: from, given: 0, periods: zeros } },
        ])
        const { usual } = (result.warnings.find(({ code }) => code === 'stray-demand')?.value ?? {}) as {
          usual: number
        }
        expect(Math.abs(usual - 100)).toBeLessThan(5)
      }
    }
    const { warnings } = forecast(without(STEADY, 14, zeros), monthly)
    expect(warnings.find(({ code }) => code === 'stray-demand')?.message).toContain(
      `Demand was 0 in period 15 of the history and the ${zeros - 1} after it, where about 10`,
    )
  })

  it('are told in a season, too, and at the place of the history given', () => {
    const wave = [63, 54, 46, 40, 60, 80, 100, 120, 110, 90, 75, 70]
    const [run] = judgeZeros(without(repeat(wave, 36), 18, 3), 12).runs
    // 100, 120 and 110 are usual in these months
    expect(run).toMatchObject({ periodIndex: 18, periods: 3 })
    expect((run as { usual: number }).usual).toBeCloseTo(110, 9)
    const late = forecast([0, 0, 0, 0, ...without(STEADY, 14, 3)], monthly)
    expect(told(late)).toMatchObject([{ value: { periodIndex: 18, periods: 3 } }])
  })

  it('are kept: the forecast is that of the values given', () => {
    const values = without(STEADY, 14, 3)
    expect(forecast(values, monthly).point).toEqual(forecast(values, { ...monthly, zeros: 'keep' }).point)
  })

  it.each<[string, readonly (number | null)[], Partial<ForecastOptions>]>([
    ['the caller says so', without(STEADY, 14, 3), { zeros: 'keep' }],
    ['they were not observed', STEADY.map((value, t) => (t > 13 && t < 17 ? null : value)), {}],
    ['one zero stands alone', without(STEADY, 14, 1), {}],
    ['more than half a season is without demand', without(STEADY, 14, 7), {}],
    ['an off-season comes again', repeat([0, 0, 0, 20, 60, 100, 110, 90, 40, 0, 0, 0], 36), {}],
    ['a short one comes again', repeat([90, 90, 0, 0, 90, 95, 100, 105, 110, 105, 100, 95], 36), {}],
    [
      'it comes again, and no season was named',
      repeat([90, 90, 0, 0, 90, 95, 100, 105, 110, 105, 100, 95], 36),
      { seasonLength: 1 },
    ],
    ['it may be an off-season that was seen once', repeat([90, 95, 100, 105, 100, 0, 0, 0, 95, 90, 95, 100], 16), {}],
    ['the item was launched', [0, 0, 0, 0, ...STEADY], {}],
    ['samples went out before the launch', [5, 0, 0, 0, ...STEADY], {}],
    ['the item ended', [...STEADY, 0, 0, 0], {}],
    ['what was left of it went out later', [...STEADY, 0, 0, 0, 4, 2], {}],
    ['demand comes by single orders', repeat([3, 0, 0, 1, 0, 2, 0, 0, 0, 4, 0], 36), {}],
    ['the flow is not steady', [4, 9, 2, 7, 12, 1, 5, 0, 0, 8, 3, 11, 2, 6, 9, 1, 4, 7, 13, 2, 5, 8, 3, 6, 10], {}],
  ])('are silent where %s', (_, values, options) => {
    expect(told(forecast(values, { ...monthly, ...options }))).toEqual([])
  })

  it('are silent where a driver tells of them', () => {
    const values = without(STEADY, 14, 3)
    const closed = Array.from({ length: 48 }, (_, t) => (t > 13 && t < 17 ? 1 : 0))
    const flat = new Array<number>(48).fill(1)
    const withDriver = (id: string, driver: readonly number[]): unknown[] =>
      told(forecast({ values, drivers: [{ id, values: driver }] }, monthly))
    expect(withDriver('closed', closed)).toEqual([])
    expect(withDriver('price', flat)).toHaveLength(1)
  })

  it('are hardly ever told of chance', () => {
    const next = createRandom(31)
    let alarms = 0
    for (let n = 0; n < 400; n += 1) {
      const share = 0.3 + 0.65 * next()
      const values = Array.from({ length: 48 }, () => (next() < share ? 1 + Math.floor(next() * 20) : 0))
      if (judgeZeros(values, next() < 0.5 ? 12 : 1).runs.length > 0) alarms += 1
    }
    expect(alarms).toBeLessThan(4)
  })
})

describe('zeros in a row of a panel', () => {
  it('are told with their periods', () => {
    const calendar = createCalendar({ start: '2024-01-01', months: 48 })
    const rows = without(STEADY, 14, 3).map((quantity, t) => ({
      itemId: 'jam',
      periodId: calendar.periods[t]?.id as string,
      quantity,
    }))
    const { forecasts } = forecastPanel(rows, { calendar, horizon: 3, seasonLength: 12 })
    const one = forecasts[0]?.warnings.find(({ code }) => code === 'stray-demand')
    expect(one?.periodIds).toEqual(['2025-03', '2025-05'])
    expect(one?.message).toContain('in 2025-03 and the 2 after it')
  })
})
