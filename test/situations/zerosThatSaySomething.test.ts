import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A wholesaler brings an extract with two years of months, in which a period without a sale is a zero. The kettle was sold
 * at about 100 a month until it was taken off the shelf half a year ago, and nobody told the planner. The toaster came on
 * the market a year ago, the lamp sells as ever, but for one month in which the cash register was broken.
 */
const LEVEL = [
  100, 97, 103, 99, 101, 96, 104, 100, 98, 102, 100, 99, 101, 103, 97, 100, 104, 96, 102, 98, 100, 101, 99, 100,
] as const

const wholesaler = (zeros?: 'judge' | 'keep'): PlanInput => ({
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 6 },
  items: ['kettle', 'toaster', 'lamp'].map((id) => ({ id, price: 30, purchaseCost: 12, leadTimeDays: 14 })),
  history: [
    { itemId: 'kettle', start: '2025-01', quantities: LEVEL.map((value, t) => (t < 18 ? value : 0)) },
    { itemId: 'toaster', start: '2025-01', quantities: LEVEL.map((value, t) => (t < 12 ? 0 : value)) },
    { itemId: 'lamp', start: '2025-01', quantities: LEVEL.map((value, t) => (t === 16 ? 0 : value)) },
  ],
  ...(zeros === undefined ? {} : { forecasting: { zeros } }),
})

const run = async (input: PlanInput): Promise<Plan> => {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}
const demandOf = (result: Plan, itemId: string): readonly number[] =>
  result.demand.find((one) => one.itemId === itemId)?.consensus ?? []
const purchasedOf = (result: Plan, itemId: string): number =>
  (result.supply.records.find((one) => one.itemId === itemId)?.purchased ?? []).reduce((sum, value) => sum + value, 0)

describe('zeros in an extract', () => {
  it('say that an item died, was launched, or that a month was not recorded', async () => {
    const result = await run(wholesaler())
    // half after 2.5 months without a sale: 100 x 2^(-6 / 2.5) = 19 a month
    for (const value of demandOf(result, 'kettle')) expect(Math.abs(value - 19)).toBeLessThanOrEqual(1)
    // if it does sell, which has 19 %, 150 go in the month and a half that stock must cover, where 28 are expected: a
    // service of 95 % keeps the difference, and no more
    expect(purchasedOf(result, 'kettle')).toBeLessThan(6 * 19 + (150 - 28) + 15)
    // both others sell 100 a month, within the noise of 2.4 units
    for (const id of ['toaster', 'lamp']) {
      for (const value of demandOf(result, id)) expect(Math.abs(value - 100)).toBeLessThanOrEqual(3)
      expect(purchasedOf(result, id)).toBeLessThan(600 + 30)
    }
    const told = result.warnings.map(({ code, refs }) => `${code} ${refs.map(({ itemId }) => itemId).join()}`)
    expect(told).toEqual(expect.arrayContaining(['demand-stopped kettle', 'before-launch toaster', 'lone-zero lamp']))
  })

  it('are demands of zero where the planner says so', async () => {
    const result = await run(wholesaler('keep'))
    const codes = result.warnings.map(({ code }) => code)
    for (const code of ['demand-stopped', 'before-launch', 'lone-zero'] as const) expect(codes).not.toContain(code)
    expect(demandOf(result, 'lamp')).not.toEqual(demandOf(await run(wholesaler()), 'lamp'))
  })
})

describe('months in which the shop had none left', () => {
  /** A shop sells 96 to 104 candles a month, and had none from March to May of last year; it orders a month ahead. */
  const shop = (more: Partial<PlanInput> = {}): PlanInput => ({
    currency: 'EUR',
    calendar: { start: '2027-01-01', months: 6 },
    items: [{ id: 'candle', price: 9, purchaseCost: 4, leadTimeDays: 30 }],
    history: [
      {
        itemId: 'candle',
        start: '2024-01',
        quantities: [...LEVEL, ...LEVEL.slice(0, 12)].map((value, t) => (t > 25 && t < 29 ? 0 : value)),
      },
    ],
    ...more,
  })
  const runs = (result: Plan): Plan['warnings'] => result.warnings.filter(({ code }) => code === 'stray-demand')
  const safetyOf = (result: Plan): number => result.safetyStock[0]?.safetyStock[0] ?? NaN

  it('are told, with the months: they look like demand that stays away, and stock is held against that', async () => {
    const result = await run(shop())
    expect(runs(result)).toMatchObject([{ refs: [{ itemId: 'candle' }], periodIds: ['2026-03', '2026-05'] }])
    expect(runs(result)[0]?.remedy).toContain('stockOuts')
    expect(safetyOf(result)).toBeGreaterThan(60)
  })

  it('are nothing to hold stock against once the planner says that they were', async () => {
    // demand strays by 2.4 a month; a month's lead time and one of review ask for no more than 1.64 x 2.4 x sqrt(2) = 6, and some for doubt
    const stockOuts = [{ itemId: 'candle', firstDate: '2026-03-01', lastDate: '2026-05-31' }]
    const result = await run(shop({ stockOuts }))
    expect(runs(result)).toEqual([])
    expect(safetyOf(result)).toBeLessThan(20)
    for (const value of demandOf(result, 'candle')) expect(Math.abs(value - 100)).toBeLessThanOrEqual(3)
  })
})
