import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/demand/index.js'
import type { Forecast } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'

const HOURS = 24 * 28

/** Visits by the hour: nights at rest, weekends of their own, a level that drifts, and noise. */
function visits(count: number, { noise, drift }: { readonly noise: number; readonly drift: number }): number[] {
  let [state, level] = [12345, 200]
  const random = (): number => {
    state = (state * 48271) % 2147483647
    return state / 2147483647 - 0.5
  }
  return Array.from({ length: count }, (_, t) => {
    level += drift * random()
    const isNight = t % 24 < 7
    const isWeekend = t % 168 >= 120
    const shape = isNight ? 0.4 : isWeekend ? 0.7 + 0.3 * ((t % 24) / 24) : 1.2
    return Math.max(1, level * shape * (1 + noise * random()))
  })
}

const run = (values: readonly number[], options: Partial<Parameters<typeof forecast>[1]> = {}): Forecast =>
  forecast(deepFreeze([...values]), { horizon: 48, seasonLength: 24, profile: 'best', ...options })
const weightOf = ({ models = [] }: Forecast, name: string): number =>
  models.find(({ model }) => model.startsWith(name))?.weight ?? Number.NaN

describe('hours, in the thorough profile', () => {
  const values = visits(HOURS, { noise: 0.3, drift: 4 })

  it('are forecast by both seasons, by each, and by the last week, which share by their errors', () => {
    const best = run(values)
    expect(best.model).toBe('Seasons(24,168)')
    expect(best.models?.map(({ model }) => model.replace(/ \+ ETS.*/, '').replace(/[AM](?=\d)/g, ''))).toEqual([
      'STL(24,168)',
      'STL(24)',
      'STL(168)',
      'SeasonalNaive',
    ])
    const raw = best.models?.map(({ error }) => 1 / (error as number) ** 4) as number[]
    expect(best.models?.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    // the errors told are those of all steps, the weights those of a day: the order is the same
    const order = (list: readonly number[]): number[] => list.map((_, k) => k).sort((a, b) => list[a]! - list[b]!)
    expect(order(best.models?.map(({ weight }) => weight) as number[])).toEqual(order(raw))
  })

  it('have one decomposition otherwise, and below two weeks', () => {
    expect(run(values, { profile: 'balanced' }).model).toMatch(/^STL\(/)
    expect(run(values.slice(0, 13 * 24)).model).toMatch(/^STL\(.24\)/)
    expect(run(values.slice(0, 14 * 24)).model).toBe('Seasons(24,168)')
  })

  it('do not depend on how far is forecast, nor on whether the spread is calibrated', () => {
    const far = run(values, { horizon: 200 })
    for (const near of [run(values, { horizon: 6 }), run(values, { horizon: 6, spread: 'model' })]) {
      near.point.forEach((value, h) => expect(value).toBeCloseTo(far.point[h] as number, 6))
    }
    expect(far.intervals[1]?.upper.every((value, h) => value > (far.point[h] as number))).toBe(true)
  })

  it('follow the last week where it tells all, and the drift where it does not', () => {
    // each week is the one before: what the last one was is right
    const still = visits(168, { noise: 0.5, drift: 0 })
    const same = run(Array.from({ length: HOURS }, (_, t) => still[t % 168] as number))
    same.point.forEach((value, h) => expect(value).toBeCloseTo(still[h] as number, 6))
    expect(weightOf(run(visits(HOURS, { noise: 0.05, drift: 20 })), 'SeasonalNaive')).toBeLessThan(0.05)
    expect(weightOf(run(visits(HOURS, { noise: 0.6, drift: 0 })), 'STL(')).toBeGreaterThan(0.2)
  })
})
