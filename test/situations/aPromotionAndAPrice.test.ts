import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A shop sells jam. Every fourth month there is a promotion, in which twice as much is sold, and the price moves between 4 and
 * 5: by an elasticity of -1, 500 / price jars a month, so 125 at 4 and 100 at 5. The plan knows what prices and promotions
 * will be; it does not know their effects, and finds them in the history. A second jam sells half of it and has the same
 * promotions.
 */
const MONTHS = 36
const price = (t: number): number => (t % 3 === 1 ? 4 : 5)
const isPromoted = (t: number): boolean => t % 4 === 2
const sold = (t: number, share: number): number => Math.round((500 / price(t)) * share * (isPromoted(t) ? 2 : 1))

const monthId = (t: number): string => `${2024 + Math.floor(t / 12)}-${String(1 + (t % 12)).padStart(2, '0')}`

const shop = (change: Partial<PlanInput> = {}): PlanInput => ({
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 4 },
  items: [
    { id: 'apricot', price: 5, purchaseCost: 2, leadTimeDays: 0, safetyStock: 0 },
    { id: 'cherry', price: 5, purchaseCost: 2, leadTimeDays: 0, safetyStock: 0 },
  ],
  history: [
    {
      itemId: 'apricot',
      start: '2024-01',
      quantities: Array.from({ length: MONTHS }, (_, t) => sold(t, 1)),
      seasonLength: 1,
    },
    {
      itemId: 'cherry',
      start: '2024-01',
      quantities: Array.from({ length: MONTHS }, (_, t) => sold(t, 0.5)),
      seasonLength: 1,
    },
  ],
  drivers: [
    // a promotion of all jams: only where there is one
    ...Array.from({ length: MONTHS + 4 }, (_, t) => t)
      .filter(isPromoted)
      .map((t) => ({ driverId: 'promotion', periodId: monthId(t), value: 1 })),
    ...Array.from({ length: MONTHS + 4 }, (_, t) => ({ driverId: 'price', periodId: monthId(t), value: price(t) })),
  ],
  ...change,
})

describe('a shop that plans promotions and prices', () => {
  it('finds what they do, and shows it step by step', async () => {
    const input = shop()
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    const [apricot, cherry] = result.demand
    // months 36 to 39: prices 5, 4, 5, 5, and a promotion in the third of them: 100, 125, 200, 100 jars
    ;[100, 125, 200, 100].forEach((jars, t) => {
      expect(Math.abs((apricot?.consensus[t] as number) / jars - 1)).toBeLessThan(0.05)
      expect(Math.abs((cherry?.consensus[t] as number) / (jars / 2) - 1)).toBeLessThan(0.05)
    })
    const steps = apricot?.waterfall.map(({ step, id }) => (id === undefined ? step : `${step} ${id}`))
    expect(steps?.slice(0, 3)).toEqual(['statistical', 'driver price', 'driver promotion'])
    const [, atPrice, atPromotion] = apricot?.waterfall ?? []
    // nothing but the third month has a promotion: about 100 of its 200 jars
    expect(atPromotion?.quantities.map((value) => Math.round(value / 10) + 0)).toEqual([0, 0, 10, 0])
    // the usual price is 4.64: 5 takes some 7 of 107 jars away, 4 adds 18
    expect(atPrice?.quantities[0]).toBeLessThan(-4)
    expect(atPrice?.quantities[1]).toBeGreaterThan(12)
    const effects = new Map(apricot?.effects?.map(({ driverId, scale, effect }) => [driverId, { scale, effect }]))
    expect(effects.get('price')?.scale).toBe('elasticity')
    expect(Math.abs((effects.get('price')?.effect as number) + 1)).toBeLessThan(0.15)
    expect(Math.abs(Math.exp(effects.get('promotion')?.effect as number) - 2)).toBeLessThan(0.1)
  })

  it('takes a price that nobody has planned to stay, and says so', async () => {
    const drivers = (shop().drivers ?? []).filter(
      ({ driverId, periodId }) => driverId !== 'price' || periodId < '2027-02',
    )
    const input = shop({ drivers })
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    const carried = result.assumptions.filter(({ code }) => code === 'driver-carried')
    expect(carried.map(({ refs, value }) => [refs[0], value])).toEqual([
      [{ itemId: 'apricot' }, { driverId: 'price', buckets: 3 }],
      [{ itemId: 'cherry' }, { driverId: 'price', buckets: 3 }],
    ])
    // 5 in February too: 100 jars
    expect(Math.abs((result.demand[0]?.consensus[1] as number) / 100 - 1)).toBeLessThan(0.05)
  })

  it('is the same plan for rows in any order, and takes the row that names the item', async () => {
    const own = { driverId: 'promotion', itemId: 'cherry', periodId: '2027-04', value: 1 }
    const drivers = [...(shop().drivers ?? []), own]
    const [one, other] = [await plan(shop({ drivers })), await plan(shop({ drivers: [...drivers].reverse() }))]
    expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    const names: Readonly<Record<string, string>> = { apricot: 'z', cherry: '10' }
    const renamed = JSON.parse(
      JSON.stringify(shop({ drivers })).replace(/"(apricot|cherry)"/g, (_, id: string) => `"${names[id] ?? id}"`),
    ) as PlanInput
    const named = await plan(renamed)
    expect(named.demand.map(({ consensus, waterfall }) => ({ consensus, waterfall })).reverse()).toEqual(
      one.demand.map(({ consensus, waterfall }) => ({ consensus, waterfall })),
    )
    // cherry alone is promoted in April: 100 instead of 50
    expect(Math.abs((one.demand[1]?.consensus[3] as number) / 100 - 1)).toBeLessThan(0.07)
    expect(Math.abs((one.demand[0]?.consensus[3] as number) / 100 - 1)).toBeLessThan(0.07)
  })

  it('is forecast by a method that its policy names, which reads the same table', async () => {
    // prices act by their logarithms, as they are above zero in all rows; a jam without drivers is forecast without them
    const plum = { id: 'plum', price: 5, purchaseCost: 2, leadTimeDays: 0, safetyStock: 0 }
    const history = [
      ...(shop().history ?? []),
      { itemId: 'plum', start: '2024-01', quantities: new Array<number>(36).fill(80) },
    ]
    const drivers = ['apricot', 'cherry'].flatMap((itemId) => (shop().drivers ?? []).map((row) => ({ ...row, itemId })))
    const forecasting = { model: { name: 'etsWithDrivers', priorScale: null } as const }
    const input = shop({ items: [...shop().items, plum], history, drivers, forecasting })
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    const [apricot, , other] = result.demand
    expect(apricot?.model).toContain('with drivers')
    ;[100, 125, 200, 100].forEach((jars, t) => {
      expect(Math.abs((apricot?.consensus[t] as number) / jars - 1)).toBeLessThan(0.03)
    })
    expect(other?.consensus).toEqual([80, 80, 80, 80])
    expect(JSON.stringify((await plan(result.input)).demand)).toBe(JSON.stringify(result.demand))
    const odd = { model: { name: 'etsWithDrivers', priorScale: -1 } as const }
    await expect(plan(shop({ forecasting: odd }))).rejects.toMatchObject({ code: expect.any(String) as string })
  })

  it('refuses a bucket that there is not, an item that there is not, and a row that stands twice', async () => {
    const row = { driverId: 'price', periodId: '2027-01', value: 5 }
    const drivers = [{ ...row, periodId: '2027-13' }, { ...row, itemId: 'plum' }, row, row]
    await expect(plan(shop({ drivers }))).rejects.toMatchObject({
      issues: expect.arrayContaining([
        expect.objectContaining({ path: 'drivers[0].periodId' }),
        expect.objectContaining({ code: 'UNKNOWN_ID', path: 'drivers[1].itemId' }),
        expect.objectContaining({ path: expect.stringContaining('drivers[3]') as string }),
      ]) as unknown,
    })
  })
})
