import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A shop sells jam, 100 jars a month. Every fourth month there is a promotion, in which twice as much is sold, and the price moves
 * between 4 and 5, by an elasticity of -1: 500 / price jars. Whoever keeps the table of prices and promotions types a number wrong
 * now and then. That must not cost what three years have shown, must stay with the month that has it, and must be said.
 */
const MONTHS = 36
const price = (t: number): number => (t % 3 === 1 ? 4 : 5)
const isPromoted = (t: number): boolean => t % 4 === 2
const sold = (t: number): number => Math.round((500 / price(t)) * (isPromoted(t) ? 2 : 1))
const monthId = (t: number): string => `${2024 + Math.floor(t / 12)}-${String(1 + (t % 12)).padStart(2, '0')}`

type Row = NonNullable<PlanInput['drivers']>[number]

const shop = (slip: Partial<Row> = {}): PlanInput => ({
  currency: 'EUR',
  calendar: { start: '2027-01-01', months: 4 },
  items: [{ id: 'apricot', price: 5, purchaseCost: 2, leadTimeDays: 0, safetyStock: 0 }],
  history: [
    {
      itemId: 'apricot',
      start: '2024-01',
      quantities: Array.from({ length: MONTHS }, (_, t) => sold(t)),
      seasonLength: 1,
    },
  ],
  drivers: Array.from({ length: MONTHS + 4 }, (_, t) => t)
    .flatMap((t): Row[] => [
      // promotions: only where there is one
      ...(isPromoted(t) ? [{ driverId: 'promotion', periodId: monthId(t), value: 1 }] : []),
      { driverId: 'price', periodId: monthId(t), value: price(t) },
    ])
    .map((row) => (row.driverId === slip.driverId && row.periodId === slip.periodId ? { ...row, ...slip } : row)),
})

/** Months 36 to 39: prices 5, 4, 5, 5, and a promotion in the third of them. */
const RIGHT = [100, 125, 200, 100]

describe('a number typed wrong in the table of drivers', () => {
  it.each([
    // a promotion of 1000 acts as two of them: 4 times 100 jars
    { driverId: 'promotion', periodId: '2027-03', value: 1000, month: 2, jars: 400 },
    // prices of 4 to 5 were seen; one of 50000 acts as 6.25, the range once more: 500 / 6.25, promoted
    { driverId: 'price', periodId: '2027-03', value: 50_000, month: 2, jars: 160 },
    // and one of 0 as 3.2: 500 / 3.2
    { driverId: 'price', periodId: '2027-01', value: 0, month: 0, jars: 156 },
  ])('ahead: $driverId of $value stays with its month', async ({ month, jars, ...slip }) => {
    const input = shop(slip)
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    RIGHT.forEach((usual, t) => {
      const expected = t === month ? jars : usual
      expect(Math.abs((result.demand[0]?.consensus[t] as number) / expected - 1), `month ${t + 1}`).toBeLessThan(0.06)
    })
    const told = result.warnings.filter(({ code }) => code === 'driver-extrapolated')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      refs: [{ itemId: 'apricot' }],
      periodIds: [slip.periodId, slip.periodId],
      value: { driverId: slip.driverId, given: slip.value },
    })
    expect(told[0]?.message).toContain(`${slip.driverId} is ${slip.value} in ${slip.periodId}`)
  })

  it.each([
    { driverId: 'promotion', periodId: '2026-03', value: 1000 },
    { driverId: 'price', periodId: '2026-03', value: 500 },
    { driverId: 'price', periodId: '2025-09', value: 0 },
    { driverId: 'price', periodId: '2025-09', value: -5 },
  ])('in the past: $driverId of $value is set aside', async (slip) => {
    const input = shop(slip)
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    RIGHT.forEach((usual, t) => {
      expect(Math.abs((result.demand[0]?.consensus[t] as number) / usual - 1), `month ${t + 1}`).toBeLessThan(0.08)
    })
    expect(result.warnings.filter(({ code }) => code === 'driver-outlier')).toMatchObject([
      { refs: [{ itemId: 'apricot' }], periodIds: [slip.periodId, slip.periodId], value: { given: [slip.value] } },
    ])
  })
})

describe('a number typed wrong in the table of sales', () => {
  const sales = (slip: Record<number, number>, policy: PlanInput['forecasting'] = {}): PlanInput => {
    const { drivers: _, ...rest } = shop()
    // 95 to 105 jars a month
    const quantities = Array.from({ length: MONTHS }, (_month, t) => slip[t] ?? 95 + ((t * 37) % 11))
    return {
      ...rest,
      forecasting: policy,
      history: [{ itemId: 'apricot', start: '2024-01', quantities, seasonLength: 12 }],
    }
  }
  const told = async (input: PlanInput): Promise<readonly unknown[]> => {
    const result = await plan(input)
    expect(verify(result, { input }).ok).toBe(true)
    return result.warnings
      .filter(({ code }) => code === 'stray-demand')
      .map(({ refs, periodIds, value }) => [refs[0], periodIds?.[0], (value as { given: number }).given])
  }

  it.each([1e6, 10_000, 1003])('%i in September 2025 is told with item and month', async (value) => {
    expect(await told(sales({ 20: value }))).toEqual([[{ itemId: 'apricot' }, '2025-09', value]])
  })

  it('is not told where it is replaced or corrected, and then about 100 jars are planned', async () => {
    for (const input of [sales({ 20: 1e6 }, { outliers: 'replace' }), sales({})]) {
      expect(await told(input)).toEqual([])
      for (const jars of (await plan(input)).demand[0]?.consensus ?? []) expect(Math.abs(jars - 100)).toBeLessThan(6)
    }
  })
})
