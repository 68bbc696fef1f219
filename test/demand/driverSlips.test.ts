import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { strayPlaces } from '../../src/demand/drivers/strayPlaces.js'
import {
  arima,
  backtest,
  etsWithDrivers,
  forecast,
  forecastMany,
  forecastPanel,
  regression,
} from '../../src/demand/index.js'
import type { Driver, Forecast, ForecastMethod, PanelRow } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

// an elasticity of -2 about a price of 10, a promotion that sells 1.8 times as much, and 5 % of noise
const PAST = 40
const AHEAD = 4
const priceAt = (t: number): number => (t % 5 === 2 ? 8 : t % 7 === 3 ? 9 : 10)
const isPromoted = (t: number): boolean => t % 6 === 4
const noise = (t: number): number => 1 + 0.05 * ((((t * 7919) % 41) - 20) / 20)
const usual = (t: number): number => 100 * (10 / priceAt(t)) ** 2 * (isPromoted(t) ? 1.8 : 1)
const values = Array.from({ length: PAST }, (_, t) => Math.round(usual(t) * noise(t)))
const prices = Array.from({ length: PAST + AHEAD }, (_, t) => priceAt(t))
const promotions = Array.from({ length: PAST + AHEAD }, (_, t) => (isPromoted(t) ? 1 : 0))
const largest = Math.max(...values)

const typed = (list: readonly number[], t: number, value: number): number[] =>
  list.map((one, k) => (k === t ? value : one))
const run = (price: readonly number[], promotion: readonly number[], model?: ForecastMethod): Forecast =>
  forecast(
    deepFreeze({
      values,
      drivers: [
        { id: 'price', values: price },
        { id: 'promotion', values: promotion },
      ],
    }),
    { horizon: AHEAD, ...(model !== undefined && { model }) },
  )
const effectOf = ({ effects = [] }: Forecast, id: string): number | undefined =>
  effects.find(({ driverId }) => driverId === id)?.effect
const notice = ({ warnings }: Forecast, code: string): unknown => warnings.find((one) => one.code === code)?.value

const METHODS: readonly (readonly [string, ForecastMethod | undefined])[] = [
  ['auto', undefined],
  ['etsWithDrivers', etsWithDrivers()],
  ['regression', regression()],
  ['arima', arima({ order: [1, 0, 0], seasonalOrder: [0, 0, 0] })],
]

describe('a slip in what a driver is to be', () => {
  it.each(METHODS)('changes nothing of what was learned, nor of the other periods: %s', (_, model) => {
    const clean = run(prices, promotions, model)
    for (const [price, promotion] of [
      [typed(prices, PAST + 1, 1e9), promotions],
      [typed(prices, PAST + 1, 100), promotions],
      [typed(prices, PAST + 1, 0), promotions],
      [typed(prices, PAST + 1, -10), promotions],
      [prices, typed(promotions, PAST + 1, 1000)],
      [prices, typed(promotions, PAST + 1, -1e9)],
    ] as const) {
      const slip = run(price, promotion, model)
      expect([0, 2, 3].map((h) => slip.point[h])).toEqual([0, 2, 3].map((h) => clean.point[h]))
      for (const id of ['price', 'promotion']) expect(effectOf(slip, id)).toBe(effectOf(clean, id))
      expect(slip.point[1]).toBeGreaterThanOrEqual(0)
      expect(slip.point[1]).toBeLessThan(2 * largest)
      expect(slip.intervals[1]?.upper[1]).toBeLessThan(4 * largest)
      const driverId = price === prices ? 'promotion' : 'price'
      const given = (price === prices ? promotion : price)[PAST + 1]
      expect(notice(slip, 'driver-extrapolated')).toMatchObject({ driverId, stepsAhead: 2, given, periods: 1 })
    }
  })

  it('is bounded by the range that was seen, and the notice says as what it acts', () => {
    // prices of 8 to 10 were seen, so 12.5 at the most: 100 x (10 / 12.5)^2 = 64
    const slip = run(typed(prices, PAST + 1, 1e9), promotions)
    expect(notice(slip, 'driver-extrapolated')).toMatchObject({
      low: expect.closeTo(8, 9) as number,
      high: expect.closeTo(10, 9) as number,
      taken: expect.closeTo(12.5, 1) as number,
    })
    expect(Math.abs((slip.point[1] as number) - 64)).toBeLessThan(2)
    // a price of 0 has no logarithm, and is below all: 6.4, so 100 x (10 / 6.4)^2 = 244
    const free = run(typed(prices, PAST + 1, 0), promotions)
    expect(Math.abs((free.point[1] as number) - 244)).toBeLessThan(5)
    expect(free.effects?.[0]?.scale).toBe('elasticity')
    // what is hardly outside says nothing
    expect(notice(run(typed(prices, PAST + 1, 10.2), promotions), 'driver-extrapolated')).toBeUndefined()
  })

  it('never makes a forecast far above what ever sold', () => {
    const anything = fc.oneof(
      fc.constantFrom(0, -1, 1e3, 1e9, -1e9, 1e90),
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
    )
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(...METHODS), (price, promotion, [, model]) => {
        const { point, intervals } = run(typed(prices, PAST + 1, price), typed(promotions, PAST + 2, promotion), model)
        for (const value of [...point, ...(intervals[1]?.upper ?? [])]) {
          expect(Number.isFinite(value)).toBe(true)
          expect(value).toBeLessThan(10 * largest)
        }
      }),
      { numRuns: Math.min(RUNS, 200) / 4 },
    )
  })

  it('stays with the item of a panel that has it, and the notice names the period', () => {
    const calendar = createCalendar({ start: '2024-01-01', months: PAST + AHEAD })
    const rows = (slip: Partial<PanelRow>): PanelRow[] =>
      [1, 2, 3].flatMap((size) =>
        calendar.periods.map(({ id }, t) => ({
          itemId: `size ${size}`,
          periodId: id,
          quantity: t < PAST ? size * (values[(t + size) % PAST] as number) : null,
          price: prices[(t + size) % PAST] as number,
          promotion: promotions[(t + size) % PAST] as number,
          ...(size === 1 && t === PAST + 1 ? slip : {}),
        })),
      )
    const panel = (slip: Partial<PanelRow>): Forecast[] =>
      forecastPanel(rows(slip), { calendar, horizon: AHEAD, drivers: ['price', 'promotion'] }).forecasts
    const clean = panel({})
    for (const slip of [{ price: 1e9 }, { price: 0 }, { price: -10 }, { promotion: 1000 }]) {
      const [one, ...others] = panel(slip)
      expect(others).toEqual(clean.slice(1))
      expect(one?.effects?.map(({ scale, effect }) => [scale, effect])).toEqual(
        clean[0]?.effects?.map(({ scale, effect }) => [scale, effect]),
      )
      expect(one?.point[1]).toBeLessThan(4 * largest)
      const told = one?.warnings.find(({ code }) => code === 'driver-extrapolated')
      expect(told?.periodIds).toEqual(['2027-06', '2027-06'])
      expect(told?.message).toContain('2027-06')
    }
  })
})

describe('the unit of a driver', () => {
  it.each([1e-200, 1e-90, 0.01, 100, 1e90])('of %s is no matter, in a panel and alone', (unit) => {
    const series = (flag: number) =>
      [1, 2, 3].map((size) => ({
        id: `size ${size}`,
        values: Array.from({ length: 24 }, (_, t) =>
          Math.round(size * 100 * (isPromoted(t) ? 1.8 : 1) * noise(t + size)),
        ),
        drivers: [{ id: 'promotion', values: Array.from({ length: 28 }, (_, t) => (isPromoted(t) ? flag : 0)) }],
      }))
    const calendar = createCalendar({ start: '2025-01-01', months: 28 })
    const panel = (flag: number): number[] =>
      forecastPanel(
        series(flag).flatMap(({ id, values: sold, drivers }) =>
          calendar.periods.map((period, t) => ({
            itemId: id,
            periodId: period.id,
            quantity: sold[t] ?? null,
            promotion: drivers[0]?.values[t],
          })),
        ),
        { calendar, horizon: 4, drivers: ['promotion'] },
      ).forecasts.flatMap(({ point }) => point)
    const alone = (flag: number): number[] => forecastMany(series(flag), { horizon: 4 }).flatMap(({ point }) => point)
    for (const [changed, same] of [
      [panel(unit), panel(1)],
      [alone(unit), alone(1)],
    ] as const) {
      changed.forEach((value, k) => expect(Math.abs(value / (same[k] as number) - 1)).toBeLessThan(0.02))
    }
  })
})

describe('a slip in what a driver was', () => {
  it.each(METHODS)('is set aside, and the effect is the one without it: %s', (name, model) => {
    const clean = run(prices, promotions, model)
    for (const [price, promotion] of [
      [typed(prices, 30, 1e9), promotions],
      [typed(prices, 30, 100), promotions],
      [typed(prices, 30, 0), promotions],
      [typed(prices, 30, -10), promotions],
      [prices, typed(promotions, 29, 1000)],
      [prices, typed(promotions, 29, -1)],
    ] as const) {
      const slip = run(price, promotion, model)
      const driverId = price === prices ? 'promotion' : 'price'
      const place = price === prices ? 29 : 30
      expect(notice(slip, 'driver-outlier')).toEqual({
        driverId,
        periodIndexes: [place],
        given: [(price === prices ? promotion : price)[place]],
      })
      slip.point.forEach((value, h) => {
        const known = clean.point[h] as number
        expect(Math.abs(value / known - 1), `period ${h + 1}`).toBeLessThan(
          // which has the value before stand for one that is not known, and so a promotion that there was not
          name === 'arima' ? 0.08 : 0.03,
        )
      })
    }
  })

  it('may be several, as prices in cents', () => {
    const cents = prices.map((price, t) => (t >= 20 && t < 28 ? 100 * price : price))
    const result = run(cents, promotions)
    expect(notice(result, 'driver-outlier')).toMatchObject({ periodIndexes: [20, 21, 22, 23, 24, 25, 26, 27] })
    expect(effectOf(result, 'price')).toBeCloseTo(-2, 1)
  })

  it('is told apart from a campaign that sold, and from a day that was closed', () => {
    const spending = Array.from({ length: 44 }, (_, t) => (t === 20 ? 200 : t % 4 === 1 ? 5 + (t % 3) : 0))
    const sold = (t: number): number => Math.round((100 + 1.5 * (spending[t] as number)) * noise(t))
    const campaign = forecast(
      { values: Array.from({ length: 40 }, (_, t) => sold(t)), drivers: [{ id: 'spending', values: spending }] },
      { horizon: 4 },
    )
    expect(notice(campaign, 'driver-outlier')).toBeUndefined()
    const open: Driver = {
      id: 'shops',
      values: Array.from({ length: 44 }, (_, t) => (t === 25 || t === 42 ? 0 : 2 + (t % 2))),
    }
    const shops = forecast(
      {
        values: Array.from({ length: 40 }, (_, t) => Math.round(50 * (open.values[t] as number) * noise(t))),
        drivers: [open],
      },
      { horizon: 4 },
    )
    expect(notice(shops, 'driver-outlier')).toBeUndefined()
    // closed again in the third period ahead
    expect(shops.point[2]).toBeLessThan(0.6 * (shops.point[0] as number))
  })

  it('does not reach a backtest either', () => {
    const judged = (price: readonly number[]): number =>
      backtest(
        { id: 'juice', values, drivers: [{ id: 'price', values: price }] },
        {
          horizon: 3,
          origins: 2,
          models: ['auto'],
        },
      ).models[0]?.overall.mae as number
    expect(judged(typed(prices, 12, 1e9))).toBeLessThan(1.2 * judged(prices))
  })
})

it('a slip beside two promotions does not hide what they did', () => {
  const values = [59, 119, 56, 55, 57, 58, 55, 60, 56, 58, 60, 54, 57, 128, 58, 59, 57, 62, 64, 55, 60, 55, 64, 62]
  const flag = (slip: number): number[] => values.map((_, t) => (t === 10 ? slip : t === 1 || t === 13 ? 1 : 0))
  const pointOf = (slip: number): readonly number[] =>
    forecast({ values, drivers: [{ id: 'promotion', values: [...flag(slip), 1, 0] }] }, { horizon: 2 }).point
  const clean = pointOf(0)
  for (const slip of [1e9, 1000, 20, -5, -1e9]) {
    pointOf(slip).forEach((point, h) => expect(Math.abs(point / (clean[h] ?? 0) - 1)).toBeLessThan(0.03))
  }
})

describe('strayPlaces', () => {
  it.each([
    { name: 'one ten times all others', given: [8, 9, 10, 100, 8], places: [3] },
    { name: 'one of a tenth', given: [8, 9, 10, 0.8, 8], places: [3] },
    { name: 'a zero among prices', given: [8, 9, 0, 10, 8], places: [2] },
    { name: 'one below zero', given: [0, 1, -1, 0, 1, 1, 0], places: [2] },
    { name: 'a flag typed as 1000', given: [0, 1, 0, 1000, 0, 1, 1], places: [3] },
    { name: 'beside two promotions', given: [0, 1, 0, 1000, 0, 1], places: [3] },
    { name: 'nothing where two others are not known', given: [0, 1, 0, 1000, 0, 0], places: [] },
    { name: 'nothing among nine times', given: [8, 9, 10, 90, 8], places: [] },
    { name: 'nothing of a half', given: [1, 1, 1, 1, 100, 100, 100, 100], places: [] },
    { name: 'nothing of degrees in a winter', given: [-5, 3, 12, 20, 15, 4, -3, -1], places: [] },
    { name: 'what is not known', given: [8, null, 9, 10, 100, 8], places: [4] },
  ])('$name', ({ given, places }) => {
    expect(strayPlaces(given)).toEqual(places)
  })
})
