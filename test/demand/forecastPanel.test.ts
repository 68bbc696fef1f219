import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { forecast, forecastMany, forecastPanel, overallWeightedAverage } from '../../src/demand/index.js'
import type { Forecast, PanelForecast, PanelOptions, PanelRow } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { readData } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const codes = ({ warnings }: Pick<Forecast, 'warnings'>): string[] => warnings.map(({ code }) => code)

interface RetailFile {
  readonly frequency: number
  readonly horizon: number
  readonly series: readonly {
    readonly id: string
    readonly y: readonly (number | null)[]
    readonly test: readonly (number | null)[]
    readonly x: Readonly<Record<string, readonly number[]>>
  }[]
}

/** Rows of the last weeks of a file, as a query gives them. */
function rowsOf({ series, horizon }: RetailFile, periods: number): { rows: PanelRow[]; options: PanelOptions } {
  const weeks = periods + horizon
  const calendar = createCalendar({ start: '2024-01-01', weeks })
  const rows = series.flatMap(({ id, y, x }) =>
    calendar.periods.map(({ start }, t): PanelRow => {
      const place = y.length - periods + t
      const drivers = Object.entries(x).map(([driver, values]) => [driver, values[place]])
      return { itemId: id, date: start, quantity: y[place] ?? null, ...Object.fromEntries(drivers) }
    }),
  )
  const drivers = Object.keys(series[0]?.x ?? {})
  return { rows, options: { calendar, horizon, drivers, seasonLength: 52 } }
}

describe('forecastPanel, on sales of shops', () => {
  it.each([
    { name: 'orange-juice', periods: 12, most: 0.8 },
    { name: 'orange-juice', periods: 20, most: 0.8 },
    { name: 'pasta-weekly', periods: 12, most: 0.9 },
    { name: 'pasta-weekly', periods: 40, most: 0.9 },
  ])('$name, last $periods weeks: items learn from each other', ({ name, periods, most }) => {
    const file = readData<RetailFile>(name)
    const { rows, options } = rowsOf(file, periods)
    const panel = forecastPanel(rows, options)
    const of = new Map(panel.forecasts.map((one) => [one.id, one]))
    const mase = (point: (id: string) => readonly number[]): number =>
      overallWeightedAverage(
        file.series.map(({ id, y, test }) => ({ actual: test, forecast: point(id), history: y })),
        { seasonLength: 52 },
      ).mase as number
    const plain = forecastMany(
      file.series.map(({ id, y }) => ({ id, values: y.slice(-periods) })),
      { horizon: file.horizon, seasonLength: 52 },
    )
    const before = mase((id) => plain.find((one) => one.id === id)?.point ?? [])
    expect(mase((id) => of.get(id)?.point ?? []) / before).toBeLessThan(most)
    expect(panel.rows).toHaveLength(file.series.length * file.horizon)
  })
})

describe('forecastPanel', () => {
  it.each([
    ['in the history', '2024-01-01', 157, 52, '2026-W53', '2027-W51', ['price']],
    ['between two Christmases', '2025-12-29', 105, 52, '2027-W52', '2028-W51', []],
    ['ahead', '2024-01-01', 144, 26, '2026-W40', '2026-W51', ['price']],
  ])('knows a Christmas by its week, with a week 53 %s', (_, start, known, horizon, last, peak, drivers) => {
    const calendar = createCalendar({ start, weeks: known + horizon })
    expect(calendar.periods[known - 1]?.id).toBe(last)
    const rows = ['robin', 'tinsel'].flatMap((itemId, k) =>
      calendar.periods.map(({ id }, t): PanelRow => {
        const sold = id.endsWith('-W51') ? 600 : 100 + ((t * 31 + k * 17) % 7)
        return { itemId, periodId: id, quantity: t < known ? sold : null, price: id.endsWith('-W20') ? 1.9 : 2 }
      }),
    )
    const panel = forecastPanel(rows, { calendar, horizon, drivers, seasonLength: 52 })
    const extra = calendar.periods.slice(0, known).filter(({ id }) => id.endsWith('-W53'))
    expect(panel.warnings.map(({ code }) => code)).toEqual(extra.length > 0 ? ['extra-week'] : [])
    expect(panel.rows).toHaveLength(2 * horizon)
    for (const { periodId, quantity, stdDev } of panel.rows) {
      const most = periodId === peak ? 600 : 103
      expect(Math.abs(quantity - most), periodId).toBeLessThan(0.1 * most)
      expect(Number.isFinite(stdDev)).toBe(true)
    }
  })

  it('takes drivers that no item can tell apart for one', () => {
    const calendar = createCalendar({ start: '2026-01-05', weeks: 64 })
    // every seventh week a promotion, always with half off, sells twice as much; the last week has one
    const rows = ['soup', 'stew'].flatMap((itemId, k) =>
      calendar.periods.map(({ id }, t): PanelRow => {
        const promotion = t % 7 === 0
        const sold = (promotion ? 200 : 100) + (((t * 31 + k * 17) % 11) - 5)
        return { itemId, periodId: id, quantity: t < 60 ? sold : null, promotion, discount: promotion ? 0.5 : 0 }
      }),
    )
    const panel = forecastPanel(rows, { calendar, horizon: 4, drivers: ['promotion', 'discount'] })
    for (const one of panel.forecasts) {
      expect(codes(one)).toEqual(['collinear-driver'])
      expect(one.point[3]).toBeGreaterThan(185)
      expect(one.point[3]).toBeLessThan(215)
    }
    expect(panel.effects.map(({ driverId }) => driverId)).toEqual(['promotion'])
  })

  const calendar = createCalendar({ start: '2026-01-01', months: 22 })
  const flags = calendar.periods.map((_, t) => (t % 5 === 2 ? 1 : 0))
  /** An item that sells a level, and in months of promotion so many times more. */
  const rowsOfItem = (
    itemId: string,
    { level, factor, from = 0, family = 'a' }: { level: number; factor: number; from?: number; family?: string },
  ): PanelRow[] =>
    calendar.periods.slice(from).map(({ id }, place) => {
      const t = from + place
      const noise = 1 + (((t * 7919 + level * 31) % 21) - 10) / 100
      const quantity = t < 20 ? Math.round(level * noise * (flags[t] === 1 ? factor : 1)) : null
      return { itemId, periodId: id, quantity, promotion: flags[t], family }
    })
  const options: PanelOptions = { calendar, horizon: 2, drivers: ['promotion'] }
  const quantityOf = (panel: PanelForecast, itemId: string, periodId: string): number =>
    panel.rows.find((row) => row.itemId === itemId && row.periodId === periodId)?.quantity as number
  // months 20 and 21 are 2027-09 and 2027-10; a promotion is in every fifth month from the third on, so in none of them
  const ahead = (rows: PanelRow[]): PanelRow[] =>
    rows.map((row) => (row.periodId === '2027-09' ? { ...row, promotion: 1 } : row))

  it('gives a new item the effect and the level of its group', () => {
    const rows = ahead([
      ...rowsOfItem('a1', { level: 100, factor: 2 }),
      ...rowsOfItem('a2', { level: 140, factor: 2 }),
      ...rowsOfItem('a3', { level: 60, factor: 2 }),
      ...rowsOfItem('b1', { level: 1000, factor: 4, family: 'b' }),
      ...rowsOfItem('b2', { level: 1200, factor: 4, family: 'b' }),
      ...rowsOfItem('b3', { level: 800, factor: 4, family: 'b' }),
      // two months, none of them with a promotion, and nothing at all
      ...rowsOfItem('a-new', { level: 100, factor: 2, from: 18 }),
      ...rowsOfItem('b-none', { level: 1000, factor: 4, from: 20, family: 'b' }),
    ])
    const panel = forecastPanel(rows, { ...options, groupBy: 'family' })
    const effects = new Map(panel.effects.map(({ groupId, mean }) => [groupId, Math.exp(mean)]))
    expect(Math.abs((effects.get('a') ?? 0) - 2)).toBeLessThan(0.2)
    expect(Math.abs((effects.get('b') ?? 0) - 4)).toBeLessThan(0.5)
    // 100 units a month, twice that in a promotion; 1000 and four times that
    const off = (itemId: string, periodId: string, expected: number): number =>
      Math.abs(quantityOf(panel, itemId, periodId) / expected - 1)
    expect(off('a-new', '2027-09', 200)).toBeLessThan(0.15)
    expect(off('a-new', '2027-10', 100)).toBeLessThan(0.15)
    expect(off('b-none', '2027-09', 4000)).toBeLessThan(0.2)
    expect(off('b-none', '2027-10', 1000)).toBeLessThan(0.15)
    const cold = panel.forecasts.filter((one) => codes(one).includes('cold-start')).map(({ id }) => id)
    expect(cold).toEqual(['a-new', 'b-none'])
  })

  it('does not depend on the order of rows, nor on what items are called', () => {
    const rows = ahead([
      ...rowsOfItem('x', { level: 30, factor: 3 }),
      ...rowsOfItem('10', { level: 50, factor: 1.5 }),
      ...rowsOfItem('9', { level: 20, factor: 2, from: 12 }),
    ])
    const panel = forecastPanel(deepFreeze(rows), deepFreeze(options))
    expect(JSON.parse(JSON.stringify(panel))).toEqual(panel)
    expect(forecastPanel([...rows].reverse(), options)).toEqual(panel)
    expect([...new Set(panel.rows.map(({ itemId }) => itemId))]).toEqual(['10', '9', 'x'])
    expect(Object.keys(panel.rows[0] ?? {})).toEqual([
      'itemId', 'periodId', 'periodStart', 'periodEnd', 'quantity', 'stdDev', 'q50', 'q90', 'q95',
    ]) // prettier-ignore
  })

  it('is a forecast with drivers where there is one item, and a plain one without drivers', () => {
    const rows = rowsOfItem('only', { level: 80, factor: 2 })
    const values = rows.slice(0, 20).map(({ quantity }) => quantity ?? null)
    const drivers = [{ id: 'promotion', values: flags }]
    expect(forecastPanel(rows, options).forecasts[0]?.point).toEqual(
      forecast({ values, drivers }, { horizon: 2 }).point,
    )
    const plain = forecastPanel(rows, { calendar, horizon: 2, quantiles: [0.5] })
    expect(plain.forecasts[0]?.point).toEqual(forecast(values, { horizon: 2 }).point)
    expect(plain.effects).toEqual([])
    expect(plain.rows[0]).toHaveProperty('q50')
  })

  it('stays finite for items of one value, groups of one, drivers that never vary', () => {
    const rows = [
      ...rowsOfItem('a', { level: 50, factor: 2 }),
      ...rowsOfItem('flat', { level: 1, factor: 1, family: 'b' }).map((row) => ({ ...row, quantity: 7 })),
      ...rowsOfItem('zero', { level: 1, factor: 1, family: 'c' }).map((row) => ({ ...row, quantity: 0 })),
      ...rowsOfItem('never', { level: 1, factor: 1, family: 'd' }).map((row) => ({ ...row, quantity: null })),
    ].map((row): PanelRow => ({ ...row, price: 3 }))
    const panel = forecastPanel(rows, { ...options, drivers: ['promotion', 'price'], groupBy: 'family' })
    const numbers = panel.rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'number'))
    expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
    expect(Math.round(quantityOf(panel, 'flat', '2027-09'))).toBe(7)
    expect(quantityOf(panel, 'zero', '2027-09')).toBe(0)
    // alone in its group, which has no level to lend
    expect(codes(panel.forecasts.find(({ id }) => id === 'never') as Forecast)).toContain('no-observations')
  })

  it('reads a period without a row as unknown, or as zero where that is said', () => {
    const rows = rowsOfItem('a', { level: 50, factor: 1 }).filter((_, t) => t % 2 === 0 || t >= 20)
    const unknown = forecastPanel(rows, { calendar, horizon: 2 })
    const zero = forecastPanel(rows, { calendar, horizon: 2, absent: 'zero' })
    expect(Math.abs(quantityOf(unknown, 'a', '2027-10') / 50 - 1)).toBeLessThan(0.1)
    // sold in every second month: half of it on average
    expect(Math.abs(quantityOf(zero, 'a', '2027-10') / 25 - 1)).toBeLessThan(0.4)
    expect(codes(unknown.forecasts[0] as Forecast)).toContain('missing-values')
  })

  it('lists every row that cannot be read', () => {
    const rows = [
      ...rowsOfItem('a', { level: 50, factor: 2 }),
      { itemId: 'a', periodId: '2026-01', quantity: 3 },
      { itemId: 'b', date: '2026-02-30', quantity: 3 },
      { itemId: 'c', quantity: 3 },
      { itemId: 'd', periodId: '2026-01', quantity: 'many', promotion: 'yes' },
      { itemId: 'a', periodId: '2020-01', quantity: 3 },
    ] as unknown as PanelRow[]
    expect(problemsOf(() => forecastPanel(rows, options))).toEqual([
      'DUPLICATE_ID rows[22]',
      'INVALID_DATE rows[23].date',
      'MISSING_VALUE rows[24]',
      'WRONG_TYPE rows[25].quantity',
      'WRONG_TYPE rows[25].promotion',
      'MISSING_VALUE rows: d.promotion',
    ])
    const good = forecastPanel(rows.slice(0, 22).concat(rows[26] as PanelRow), options)
    expect(codes(good)).toEqual(['rows-outside-calendar'])
    const groups = rows.slice(0, 22).map((row, t) => ({ ...row, family: t < 3 ? 'a' : t < 5 ? 'b' : undefined }))
    expect(
      problemsOf(() => forecastPanel(groups as PanelRow[], { ...options, groupBy: 'family' })).slice(0, 3),
    ).toEqual(['CONFLICT rows[3].family', 'CONFLICT rows[4].family', 'MISSING_VALUE rows[5].family'])
    const wrong = {
      calendar,
      horizon: 22,
      driver: [],
      drivers: ['quantity', 'x', 'x', { id: 'y', log: 1 }],
      absent: 'none',
    }
    expect(problemsOf(() => forecastPanel([], wrong as unknown as PanelOptions))).toEqual([
      'UNKNOWN_FIELD options.driver',
      'OUT_OF_RANGE options.horizon',
      'OUT_OF_RANGE options.absent',
      'WRONG_TYPE options.drivers[3].log',
    ])
    const twice = { calendar, horizon: 2, drivers: ['quantity', 'x', 'x'] }
    expect(problemsOf(() => forecastPanel([], twice))).toEqual([
      'CONFLICT options.drivers[0]',
      'DUPLICATE_ID options.drivers[2]',
    ])
    expect(forecastPanel([], options)).toEqual({ rows: [], forecasts: [], effects: [], warnings: [] })
  })

  it('gives finite forecasts, never far above what was seen, for any panel', () => {
    const item = fc.record({
      quantities: fc.array(fc.option(fc.integer({ min: 0, max: 900 }), { nil: null, freq: 6 }), { maxLength: 20 }),
      price: fc.array(fc.double({ min: 0.5, max: 20, noNaN: true }), { minLength: 22, maxLength: 22 }),
      flag: fc.array(fc.boolean(), { minLength: 22, maxLength: 22 }),
      family: fc.constantFrom('a', 'b'),
    })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), fc.constantFrom(1, 12), (items, seasonLength) => {
        const rows = items.flatMap(({ quantities, price, flag, family }, k) =>
          calendar.periods.map(({ id }, t): PanelRow => {
            const quantity = quantities[t] ?? null
            return { itemId: `i${k}`, periodId: id, quantity, price: price[t], flag: flag[t], family }
          }),
        )
        const panel = forecastPanel(rows, {
          calendar, horizon: 2, drivers: ['price', 'flag'], groupBy: 'family', seasonLength,
        }) // prettier-ignore
        const most = Math.max(0, ...items.flatMap(({ quantities }) => quantities.map((value) => value ?? 0)))
        for (const row of panel.rows) {
          expect(row.quantity).toBeGreaterThanOrEqual(0)
          expect(row.quantity).toBeLessThanOrEqual(100 * most)
          expect(Number.isFinite(row.stdDev)).toBe(true)
          expect(row['q50']).toBeLessThanOrEqual(row['q95'] as number)
        }
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })
})
