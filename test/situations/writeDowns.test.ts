import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * What a controller looks for in a stock list at the end of a year: stock that will bring less than it cost, stock for years, and
 * stock that nobody asks for. Each row says the write-down that it needs (IAS 2.9, 2.28); the plan posts none.
 */
const shop = (rest: Omit<PlanInput, 'calendar'>): PlanInput => ({
  calendar: { start: '2027-01-01', months: 12 },
  ...rest,
})
const months = (quantity: number): number[] => new Array<number>(12).fill(quantity)

async function writeDowns(input: PlanInput): Promise<unknown[]> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.exceptions
    .filter(({ code }) => ['stock-above-value', 'slow-stock', 'dead-stock'].includes(code))
    .map(({ code, refs, moneyAtStake, value }) => [code, refs.map(({ itemId }) => itemId), moneyAtStake, value])
}

describe('stock above its net realizable value', () => {
  const lamps = (rest: Partial<PlanInput> = {}): PlanInput =>
    shop({
      items: [{ id: 'lamp', price: 8, purchaseCost: 10, safetyStock: 0 }],
      stock: [{ itemId: 'lamp', onHand: 1000 }],
      forecasts: [{ itemId: 'lamp', quantities: months(100) }],
      ...rest,
    })

  it('a thousand lamps cost 10 and bring 8: 2,000 are to be written down', async () => {
    expect(await writeDowns(lamps())).toEqual([
      ['stock-above-value', ['lamp'], 2000, { units: [1000], money: [10_000], writeDown: [2000] }],
    ])
  })

  it('a commission of five percent comes off what they bring: 7.60 each', async () => {
    const overheads = [{ id: 'agents', function: 'selling', rateOfRevenue: 0.05 }] as const
    expect(await writeDowns(lamps({ finance: { overheads } }))).toMatchObject([
      ['stock-above-value', ['lamp'], 2400, { writeDown: [2400] }],
    ])
  })

  it('counts the price at which each unit goes: 300 at 12 gain 600, 700 at 8 lose 1,400, the item 800', async () => {
    const price = [12, 12, 12, ...new Array<number>(9).fill(8)]
    const items = [{ id: 'lamp', price, purchaseCost: 10, safetyStock: 0 }]
    expect(await writeDowns(lamps({ items }))).toEqual([
      ['stock-above-value', ['lamp'], 800, { units: [1000], money: [10_000], writeDown: [800] }],
    ])
  })

  it('is none where it is sold at cost', async () => {
    expect(await writeDowns(lamps({ items: [{ id: 'lamp', price: 10, purchaseCost: 10, safetyStock: 0 }] }))).toEqual(
      [],
    )
  })

  it('is only what is sold: of 40 seals half go into pumps, which earn', async () => {
    const input = shop({
      items: [
        { id: 'pump', price: 100, safetyStock: 0 },
        { id: 'seal', price: 6, purchaseCost: 10, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'pump', componentId: 'seal', quantityPer: 1 }],
      forecasts: ['pump', 'seal'].map((itemId) => ({ itemId, quantities: [20, ...months(0).slice(1)] })),
      stock: [{ itemId: 'seal', onHand: 40 }],
    })
    expect(await writeDowns(input)).toEqual([
      ['stock-above-value', ['seal'], 80, { units: [20], money: [200], writeDown: [80] }],
    ])
  })
})

describe('stock that lies', () => {
  it('100,000 pieces of which one a month is sold: all beyond a year, and below cost the rest', async () => {
    const items = [{ id: 'knob', price: 2, purchaseCost: 3, safetyStock: 0 }]
    const input = shop({
      items,
      stock: [{ itemId: 'knob', onHand: 100_000 }],
      forecasts: [{ itemId: 'knob', quantities: months(1) }],
    })
    expect(await writeDowns(input)).toEqual([
      ['slow-stock', ['knob'], 299_964, { units: [99_988], money: [299_964], writeDown: [299_964], days: 365 }],
      ['stock-above-value', ['knob'], 12, { units: [12], money: [36], writeDown: [12] }],
    ])
  })

  it('dead stock brings nothing as long as nobody asks for it', async () => {
    const input = shop({
      items: [
        { id: 'lamp', price: 50, purchaseCost: 20 },
        { id: 'candle', price: 9, purchaseCost: 5 },
      ],
      stock: [{ itemId: 'candle', onHand: 40 }],
      forecasts: [{ itemId: 'lamp', quantities: months(10) }],
    })
    expect(await writeDowns(input)).toEqual([
      ['dead-stock', ['candle'], 200, { units: [40], money: [200], writeDown: [200] }],
    ])
  })
})
