import { describe, expect, it } from 'vitest'
import { accuracy, forecast } from '../../src/demand/index.js'
import type { Notice } from '../../src/core/notices/notices.js'
import { createRandom } from '../../src/math/createRandom.js'
import { normalQuantile } from '../../src/math/normal.js'
import { showsSeason } from '../../src/demand/season/showsSeason.js'
import { type CompetitionFile, readData } from './readReference.js'

const WAVE = [63, 54, 46, 40, 60, 80, 100, 120, 110, 90, 75, 70] as const
const monthly = { horizon: 12, seasonLength: 12 } as const
const repeat = (season: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, t) => season[t % season.length] as number)
const spanOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
const errorOf = (point: readonly number[], actual: readonly number[]): number =>
  point.reduce((sum, value, h) => sum + Math.abs(value - (actual[h] as number)), 0) / point.length

describe('a season that was not seen twice', () => {
  it('is believed the more the longer the overlap that confirms it, with no step to a flat line', () => {
    // the season of 23 months swings by 80; one place seen twice confirms nothing, eleven do
    const spans = Array.from({ length: 37 }, (_, k) => spanOf(forecast(repeat(WAVE, 12 + k), monthly).point))
    expect(spans[0]).toBeGreaterThan(10)
    spans.slice(1, 6).forEach((span, k) => expect(span).toBeGreaterThan((spans[k] as number) - 1e-9))
    for (const span of spans.slice(6)) expect(Math.abs(span - 80)).toBeLessThan(4)
    for (const count of [18, 21, 23, 24, 27, 31, 36, 44, 47]) {
      const { point } = forecast(repeat(WAVE, count), monthly)
      expect(errorOf(point, repeat(WAVE, count + 12).slice(count))).toBeLessThan(2)
    }
  })

  it('says how much of it is believed, and why', () => {
    const told = (count: number): unknown =>
      forecast(repeat(WAVE, count), monthly).warnings.map(({ message }) => message)
    expect(told(12)).toEqual([
      '12 periods hold the season of 12 once: 25 % of its last cycle is believed, since nothing confirms it yet.',
    ])
    const [seen] = forecast(repeat(WAVE, 23), monthly).warnings as [Notice]
    expect(seen).toMatchObject({ code: 'short-history', value: { periods: 23, seasonLength: 12, confirmed: 11 } })
    expect((seen.value as { readonly share: number }).share).toBeGreaterThan(0.9)
    expect(told(24)).toEqual([])
  })

  it('is read off two cycles that no seasonal model has the values for', () => {
    const { point, warnings } = forecast([60, 101, 182, 93, 64, 105, 186, 97], { horizon: 4, seasonLength: 4 })
    // each quarter 4 above that of the year before
    const actual = [68, 109, 190, 101]
    point.forEach((value, h) => expect(Math.abs(value / (actual[h] as number) - 1)).toBeLessThan(0.06))
    expect(warnings).toEqual([])
  })

  it('takes a straight line for no season', () => {
    for (const count of [12, 14, 16, 19, 23]) {
      const { point } = forecast(
        Array.from({ length: count }, (_, t) => 100 + 10 * t),
        monthly,
      )
      point.forEach((value, h) => expect(Math.abs(value / (100 + 10 * (count + h)) - 1)).toBeLessThan(0.01))
    }
  })

  it('is believed little where the overlap does not confirm it', () => {
    const next = createRandom(11)
    let [spread, swing] = [0, 0]
    for (let n = 0; n < 40; n += 1) {
      const noise = Array.from({ length: 20 }, () => 100 + 10 * normalQuantile(next()))
      spread += spanOf(noise.slice(-12))
      swing += spanOf(forecast(noise, monthly).point)
    }
    expect(swing / spread).toBeLessThan(0.4)
  })

  it('keeps profiles, scale and unit', () => {
    const values = repeat(WAVE, 20).map((value, t) => value + ((t * 7) % 5))
    for (const profile of ['fast', 'balanced', 'best'] as const) {
      const one = forecast(values, { ...monthly, profile })
      expect(spanOf(one.point)).toBeGreaterThan(60)
      const double = forecast(
        values.map((value) => 2 * value),
        { ...monthly, profile },
      )
      double.point.forEach((value, h) => expect(value).toBeCloseTo(2 * (one.point[h] as number), 9))
    }
  })

  it('brings competition series that are cut short nearer to what came', () => {
    // by the error of the last season again: measured .95 .90 .88 .87 .88 .87; a forecast without a season makes 1.12 to 1.15
    const { series } = readData<CompetitionFile>('m3-monthly')
    for (const [count, most] of [
      [15, 0.98],
      [18, 0.93],
      [21, 0.91],
      [23, 0.9],
      [24, 0.9],
      [30, 0.9],
    ] as const) {
      let [ours, naive] = [0, 0]
      for (const { y, test } of series) {
        const cut = y.slice(-count)
        const input = { actual: test.slice(0, 12), history: y, seasonLength: 12 }
        ours += accuracy({ ...input, forecast: forecast(cut, monthly).point }).mase ?? 0
        naive += accuracy({ ...input, forecast: cut.slice(-12) }).mase ?? 0
      }
      expect(ours / naive, `${count} months`).toBeLessThan(most)
    }
  })
})

describe('a season with months at zero', () => {
  it('is a season and no demand by single orders', () => {
    const beach = [0, 0, 0, 20, 60, 100, 110, 90, 40, 0, 0, 0]
    for (const count of [18, 24, 30, 36, 48]) {
      const { point, warnings } = forecast(repeat(beach, count), monthly)
      expect(warnings.map(({ code }) => code)).not.toContain('intermittent-demand')
      expect(errorOf(point, repeat(beach, count + 12).slice(count))).toBeLessThan(4)
    }
    const { distribution } = forecast(repeat(beach, 36), monthly)
    expect(Math.max(...distribution.stdDev)).toBeLessThan(10)
    const theta = forecast(repeat(beach, 36), { ...monthly, model: 'theta' }).point
    expect(errorOf(theta, beach)).toBeLessThan(1)
  })

  it('is forecast as well as one that never stands still', () => {
    const next = createRandom(7)
    let [ours, naive, open] = [0, 0, 0]
    for (let n = 0; n < 200; n += 1) {
      const off = Math.floor(next() * 7)
      const count = 24 + Math.floor(next() * 37)
      const noise = next() * 0.2
      const first = Math.floor(next() * 12)
      const season = Array.from({ length: 12 }, (_, j) => {
        const place = (j + first) % 12
        return place < 12 - off ? 20 + 90 * Math.sin((Math.PI * (place + 0.5)) / (12 - off)) : 0
      })
      const all = repeat(season, count + 12).map((value) =>
        Math.round(Math.max(0, value * (1 + noise * normalQuantile(next())))),
      )
      const lifted = all.map((value, t) => (season[t % 12] === 0 ? 2 : value))
      ours += errorOf(forecast(all.slice(0, count), monthly).point, all.slice(count))
      naive += errorOf(all.slice(count - 12, count), all.slice(count))
      open += errorOf(forecast(lifted.slice(0, count), monthly).point, lifted.slice(count))
    }
    // measured 0.91 and 1.01
    expect(ours / naive).toBeLessThan(1.05)
    expect(ours / open).toBeLessThan(1.1)
  })

  it('is no Christmas smeared over the year: the level is that of the other months, and the peak is told', () => {
    const month = (t: number): number => 95 + ((t * 37) % 11)
    for (const first of [0, 3, 6, 9]) {
      for (const count of [12, 13, 14, 16]) {
        const isPeak = (t: number): boolean => (t + first) % 12 === 11
        const sales = Array.from({ length: count }, (_, t) => (isPeak(t) ? 400 : month(t)))
        const places = sales.flatMap((_, t) => (isPeak(t) ? [t] : []))
        const { point, warnings } = forecast(sales, monthly)
        // once a peak stands in two seasons, it is a part of the season
        if (places.length > 1) continue
        const others = point.filter((_, h) => !isPeak(count + h))
        for (const units of others) expect(Math.abs(units - 100), `${count} months from ${first}`).toBeLessThan(10)
        const peak = point.find((_, h) => isPeak(count + h)) as number
        expect(peak).toBeGreaterThan(150)
        expect(peak).toBeLessThan(400)
        const told = warnings.filter(({ code }) => code === 'peak-seen-once')
        expect(told.map(({ value }) => value)).toMatchObject([{ periodIndexes: places, given: [400] }])
        expect(told[0]?.message).toContain(`period ${(places[0] as number) + 1} of the history`)
      }
    }
  })

  it('has no lone peak where many months are high, none is, or a peak was seen twice', () => {
    for (const sales of [
      repeat(WAVE, 14),
      repeat([0, 0, 0, 20, 60, 100, 110, 90, 40, 0, 0, 0], 15),
      repeat([9, 400], 24),
    ]) {
      expect(forecast(sales, monthly).warnings.filter(({ code }) => code === 'peak-seen-once')).toEqual([])
    }
  })

  it('is not read off one order: that months without demand are alike says nothing of when it comes again', () => {
    for (const count of [13, 15, 18, 21, 23]) {
      // 14 once: a rate of 14 / count a month, and less as the zeros after it grow more
      const once = Array.from({ length: count }, (_, t) => (t === 9 ? 14 : 0))
      const few = Array.from({ length: count }, (_, t) => ({ 2: 3, 6: 1, 9: 14 })[t] ?? 0)
      for (const [sales, sold] of [
        [once, 14],
        [few, 18],
      ] as const) {
        const { point, warnings, distribution } = forecast(sales, monthly)
        expect(warnings.map(({ code }) => code)).not.toContain('peak-seen-once')
        expect(Math.max(...point), `${count} months`).toBeLessThan((2 * sold) / count)
        expect(spanOf(point)).toBeLessThan(1e-9)
        // a rare sale is anything but certain: about 14 sqrt(1 / count), 2.9 in 23 months
        expect(Math.min(...distribution.stdDev)).toBeGreaterThan(2)
      }
    }
  })

  it('believes a peak among zeros only as far as places with sales confirm it', () => {
    // 5 in the first three months of both years confirm them, and not for certain the 40 of October
    const sales = [5, 5, 5, 0, 0, 0, 0, 0, 0, 40, 0, 0, 5, 5, 5, 0, 0, 0]
    const { point, warnings } = forecast(sales, monthly)
    const told = warnings.find(({ code }) => code === 'peak-seen-once')?.value as { readonly share: number }
    expect(told.share).toBeLessThan(0.95)
    expect(point[3] as number).toBeLessThan(38)
  })

  it('says of a month far below the others that it differs, not that it adds something', () => {
    const sales = Array.from({ length: 18 }, (_, t) => (t === 10 ? 30 : 100 + ((t * 7) % 5)))
    const { point, warnings } = forecast(sales, monthly)
    // the fifth month ahead is the one that stood at 30
    expect(point[4]).toBeLessThan(60)
    const told = warnings.find(({ code }) => code === 'peak-seen-once')
    expect(told?.value).toMatchObject({ periodIndexes: [10], given: [30] })
    expect(told?.message).toMatch(
      /^Demand was 30 in period 11 of the history, far from all the rest .* % of the difference is expected/,
    )
  })

  it('is not seen in spare parts that come by chance', () => {
    const next = createRandom(23)
    let alarms = 0
    for (let n = 0; n < 400; n += 1) {
      const count = 18 + Math.floor(next() * 40)
      const parts = Float64Array.from({ length: count }, () => (next() < 0.3 ? Math.ceil(5 * next()) : 0))
      if (showsSeason(parts, count, 12)) alarms += 1
    }
    // the test of the competitions alone raises 4 % of false alarms here
    expect(alarms / 400).toBeLessThan(0.08)
  })
})
