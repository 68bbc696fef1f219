import { readFileSync } from 'node:fs'
import { afterAll, expect, it, vi } from 'vitest'
import { plan, type Plan, type PlanInput } from '../../src/index.js'
import { actualsOf, rollForward } from '../../src/review/index.js'

vi.setConfig({ testTimeout: 300_000 })
// Files share their processes.
afterAll(() => vi.resetConfig())

const SERIES = 60

/** Series of competitions, as they stand in test/demand/data with their source. */
function readSeries(name: string): readonly (readonly number[])[] {
  const text = readFileSync(new URL(`../demand/data/${name}.json`, import.meta.url), 'utf8')
  const { series } = JSON.parse(text) as { readonly series: readonly { readonly y: readonly number[] }[] }
  return series.slice(0, SERIES).map(({ y }) => y)
}

/** Id of a bucket so many before the first of 2027. */
function bucketBefore(count: number, perYear: 4 | 12): string {
  const place = 2027 * perYear - count
  const [year, n] = [Math.floor(place / perYear), (place % perYear) + 1]
  return perYear === 4 ? `${year}-Q${n}` : `${year}-${String(n).padStart(2, '0')}`
}

/** Name of a series, in the order of the series. */
const nameOf = (n: number): string => `s${String(n).padStart(2, '0')}`

/** By which ratio the demand of the periods after the first moves when the first comes as it was forecast; sorted. */
async function ratiosMoved(histories: readonly (readonly number[])[], perYear: 4 | 12): Promise<readonly number[]> {
  const [periods, to] = perYear === 4 ? [{ quarters: 5 }, '2027-Q2'] : [{ months: 7 }, '2027-02']
  const input: PlanInput = {
    calendar: { start: '2027-01-01', ...periods },
    items: histories.map((_, n) => ({ id: nameOf(n), purchaseCost: 1, price: 2, safetyStock: 0, quantityDecimals: 2 })),
    history: histories.map((quantities, n) => ({
      itemId: nameOf(n),
      start: bucketBefore(quantities.length, perYear),
      quantities,
    })),
  }
  const before = await plan(input)
  const { input: rolled } = rollForward(input, { ...actualsOf(before, { to }), plan: before, to })
  expect(rolled.history?.map(({ quantities }) => quantities.length)).toEqual(histories.map(({ length }) => length + 1))
  const next = await plan(rolled)
  expect(next.demand.map(({ itemId }) => itemId)).toEqual(before.demand.map(({ itemId }) => itemId))
  const sum = ({ demand }: Plan, n: number, from: number): number =>
    demand[n]?.consensus.slice(from).reduce((total, units) => total + units, 0) ?? 0
  return before.demand.map((_, n) => Math.abs(sum(next, n, 0) / sum(before, n, 1) - 1)).sort((a, b) => a - b)
}

it.each([
  ['m3-monthly', 12],
  ['m3-quarterly', 4],
  ['tourism-monthly', 12],
] as const)(
  '%s: where the first period sold what was forecast, forecasts of those after it hardly move',
  async (name, perYear) => {
    const histories = readSeries(name)
    expect(histories).toHaveLength(SERIES)
    const moved = await ratiosMoved(histories, perYear)
    expect(moved).toHaveLength(SERIES)
    expect(moved[SERIES / 2]).toBeLessThan(0.005)
    expect(moved.at(-1)).toBeLessThan(0.05)
  },
)
