import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { plan, type Plan, type PlanInput } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'

const SERIES = 12

/** Monthly series of the M3 competition (Makridakis and Hibon 2000), as they stand in test/demand/data. */
function readSeries(): readonly (readonly number[])[] {
  const text = readFileSync(new URL('../demand/data/m3-monthly.json', import.meta.url), 'utf8')
  const { series } = JSON.parse(text) as { readonly series: readonly { readonly y: readonly number[] }[] }
  return series.slice(0, SERIES).map(({ y }) => y)
}

it('where the month sold what was forecast, forecasts of the months after it hardly move', async () => {
  const histories = readSeries()
  const months = Math.max(...histories.map(({ length }) => length))
  const start = (length: number): string => {
    const first = 2027 * 12 - length
    return `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}`
  }
  expect(months).toBeGreaterThan(48)
  const input: PlanInput = {
    calendar: { start: '2027-01-01', months: 7 },
    items: histories.map((_, n) => ({ id: `s${n}`, purchaseCost: 1, price: 2, safetyStock: 0, quantityDecimals: 2 })),
    history: histories.map((quantities, n) => ({ itemId: `s${n}`, start: start(quantities.length), quantities })),
  }
  const before = await plan(input)
  const { input: rolled } = rollForward(input, { ...actualsOf(before, { to: '2027-02' }), plan: before, to: '2027-02' })
  const next = await plan(rolled)
  const sum = ({ demand }: Plan, n: number, from: number): number =>
    demand[n]?.consensus.slice(from).reduce((total, units) => total + units, 0) ?? 0
  const order = before.demand.map((_, n) => n)
  const moved = order.map((n) => Math.abs(sum(next, n, 0) / sum(before, n, 1) - 1)).sort((a, b) => a - b)
  expect(next.demand.map(({ itemId }) => itemId)).toEqual(before.demand.map(({ itemId }) => itemId))
  expect(moved[Math.floor(SERIES / 2)]).toBeLessThan(0.005)
  expect(moved.at(-1)).toBeLessThan(0.05)
})
