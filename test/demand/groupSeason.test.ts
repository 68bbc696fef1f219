import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/index.js'
import { forecastPanel, type PanelForecast, type PanelRow } from '../../src/demand/index.js'

/** July 2025 to January 2027: seventeen months are known, December and January are to be forecast. */
const calendar = createCalendar({ start: '2025-07-01', months: 19 })
const KNOWN = 17
const isDecember = (t: number): boolean => t % 12 === 5

/** A small swing that repeats itself nowhere, so that no item is without noise: 0.95 to 1.05. */
const swing = (t: number, k: number): number => 1 + (((t * 31 + k * 17) % 11) - 5) / 100

/** Toys sell three times as much in December; each has been sold since a month of its own. */
function toys(names: Readonly<Record<string, { level: number; since: number; rise?: number }>>): PanelRow[] {
  return Object.entries(names).flatMap(([itemId, { level, since, rise = 3 }], k) =>
    calendar.periods.map(({ id }, t): PanelRow => {
      const sold = Math.round(level * swing(t, k) * (isDecember(t) ? rise : 1))
      return { itemId, periodId: id, quantity: t < since || t >= KNOWN ? null : sold }
    }),
  )
}
const of = ({ rows }: PanelForecast, item: string): number[] =>
  rows.filter(({ itemId }) => itemId === item).map(({ quantity }) => quantity)
const codes = ({ warnings }: PanelForecast): string[] => warnings.map(({ code }) => code)
const options = { calendar, horizon: 2, seasonLength: 12 }
const old = { ball: 200, doll: 500, kite: 1000, lego: 300, puzzle: 800 }
const OLD = Object.fromEntries(Object.entries(old).map(([id, level]) => [id, { level, since: 0 }]))

describe('the season of a group', () => {
  it('reaches a toy that was never sold in December', () => {
    const panel = forecastPanel(toys({ ...OLD, robot: { level: 100, since: 10 } }), options)
    const [december = 0, january = 0] = of(panel, 'robot')
    expect(december).toBeGreaterThan(200)
    expect(december).toBeLessThan(350)
    expect(january).toBeGreaterThan(85)
    expect(january).toBeLessThan(115)
    expect(codes(panel)).toEqual(['group-season'])
    expect(panel.effects.map(({ driverId }) => driverId)).toEqual(['groupSeason'])
    // what the robot sees by itself: nothing
    const alone = forecastPanel(toys({ robot: { level: 100, since: 10 } }), options)
    expect(of(alone, 'robot')[0]).toBeLessThan(115)
    expect(codes(alone)).toEqual([])
  })

  it('reaches one that has no history at all, with its level', () => {
    const panel = forecastPanel(toys({ ...OLD, yoyo: { level: 0, since: KNOWN } }), options)
    const [december = 0, january = 0] = of(panel, 'yoyo')
    // the mean level is 560
    expect(january).toBeGreaterThan(480)
    expect(january).toBeLessThan(640)
    expect(december / january).toBeGreaterThan(2)
    expect(december / january).toBeLessThan(4)
  })

  it('is no season where items have nothing in common', () => {
    const flat = Object.fromEntries(Object.entries(OLD).map(([id, one]) => [id, { ...one, rise: 1 }]))
    const [december = 0, january = 0] = of(
      forecastPanel(toys({ ...flat, robot: { level: 100, since: 10 } }), options),
      'robot',
    )
    for (const month of [december, january]) expect(Math.abs(month - 100)).toBeLessThan(8)
  })

  it('is not that of too few items, of a method that was named, nor of a panel without a season', () => {
    const two = {
      ball: OLD['ball'] as { level: number; since: number },
      doll: OLD['doll'] as { level: number; since: number },
    }
    const rows = toys({ ...OLD, robot: { level: 100, since: 10 } })
    expect(codes(forecastPanel(toys({ ...two, robot: { level: 100, since: 10 } }), options))).toEqual([])
    expect(codes(forecastPanel(rows, { ...options, model: 'theta' }))).toEqual([])
    expect(codes(forecastPanel(rows, { ...options, seasonLength: 1 }))).toEqual([])
  })

  it('depends on nothing but the rows: not on their order, nor on names', () => {
    const given = { ...OLD, robot: { level: 100, since: 10 } }
    const rows = toys(given)
    const straight = forecastPanel(rows, options)
    const turned = forecastPanel([...rows].reverse(), options)
    expect(turned).toEqual(straight)
    const renamed = rows.map((row) => ({
      ...row,
      itemId: `x${String(Object.keys(given).length - Object.keys(given).indexOf(row.itemId))}`,
    }))
    const other = forecastPanel(renamed, options)
    Object.keys(given).forEach((id, n) => {
      expect(of(other, `x${Object.keys(given).length - n}`)).toEqual(of(straight, id))
    })
  })

  it('is a name that no driver of the rows may have', () => {
    const rows = toys(OLD).map((row) => ({ ...row, groupSeason: 1 }))
    expect(() => forecastPanel(rows, { ...options, drivers: ['groupSeason'] })).toThrow('groupSeason')
  })
})
