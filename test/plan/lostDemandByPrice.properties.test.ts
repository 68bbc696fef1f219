import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { costlyRuns } from './runs.js'

const RUNS = costlyRuns(40)
const TIMEOUT = { timeout: 120_000 + 3000 * RUNS }

const months = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 3, maxLength: 3 })
const units = fc.integer({ min: 0, max: 40 })

/** A lamp for two markets, or their orders, at a high and a low price in each month, and a stool that takes hours of the same bench. */
const company = fc.record({
  prices: fc.array(fc.tuple(fc.integer({ min: 70, max: 160 }), fc.integer({ min: 30, max: 69 })), {
    minLength: 3,
    maxLength: 3,
  }),
  asked: months(fc.tuple(units, units)),
  isOrdered: fc.boolean(),
  stool: fc.record({ price: fc.integer({ min: 20, max: 120 }), asked: months(units) }),
  stoolWaits: fc.boolean(),
  partCost: months(fc.integer({ min: 0, max: 15 })),
  partLimit: fc.option(months(fc.constantFrom(10, 25, 60))),
  hours: months(fc.constantFrom(0, 10, 25, 60)),
  overtime: fc.constantFrom({ hours: 0, wage: 30 }, { hours: 15, wage: 30 }, { hours: 60, wage: 75 }),
  lostSaleCost: fc.constantFrom(0, 0, 8),
  commission: fc.constantFrom(0, 0, 0.05),
})
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never

/** The company with one lamp of two prices, or with a lamp for each of them: 'high' and 'low'. */
function inputOf(one: Company, { isApart }: { readonly isApart: boolean }): PlanInput {
  const lost = { unmetDemand: 'lost', lostSaleCostPerUnit: one.lostSaleCost } as const
  const lamps = isApart ? ['high', 'low'] : ['lamp']
  const priceOf = (n: number): number[] => one.prices.map((pair) => pair[n] as number)
  const askedOf = (n: number): number[] => one.asked.map((pair) => pair[n] as number)
  const ordered = one.asked.flatMap(([quantity], t) =>
    one.isOrdered && quantity > 0
      ? [
          {
            id: `o${t}`,
            itemId: isApart ? 'high' : 'lamp',
            quantity,
            requestedDate: `2027-0${t + 1}-10`,
            price: one.prices[t]?.[0] as number,
          },
        ]
      : [],
  )
  const inMarkets = one.isOrdered
    ? [
        ...(isApart ? [{ itemId: 'high', quantities: askedOf(0) }] : []),
        {
          itemId: isApart ? 'low' : 'lamp',
          quantities: isApart ? askedOf(1) : one.asked.map(([high, low]) => high + low),
        },
      ]
    : ['north', 'south'].map((marketId, n) => ({
        itemId: isApart ? (n === 0 ? 'high' : 'low') : 'lamp',
        marketId,
        quantities: askedOf(n),
      }))
  return {
    calendar: { start: '2027-01-01', months: 3 },
    policy: { consumeBackwardPeriods: 0, consumeForwardPeriods: 0 },
    ...(!one.isOrdered && { markets: [{ id: 'north' }, { id: 'south' }] }),
    items: [
      ...lamps.map((id) => ({
        id,
        safetyStock: 0,
        ...lost,
        ...(one.isOrdered && { price: priceOf(id === 'high' ? 0 : 1) }),
      })),
      { id: 'stool', price: one.stool.price, safetyStock: 0, ...(!one.stoolWaits && lost) },
      { id: 'part', purchaseCost: one.partCost, safetyStock: 0, ...(one.partLimit && { supplyLimit: one.partLimit }) },
    ],
    ...(!one.isOrdered && {
      prices: ['north', 'south'].map((marketId, n) => ({
        itemId: isApart ? (n === 0 ? 'high' : 'low') : 'lamp',
        marketId,
        price: priceOf(n),
      })),
    }),
    billOfMaterials: [...lamps, 'stool'].map((itemId) => ({ itemId, componentId: 'part', quantityPer: 1 })),
    operations: [...lamps, 'stool'].map((itemId) => ({ itemId, resourceId: 'bench', runHoursPerUnit: 1 })),
    resources: [
      {
        id: 'bench',
        capacityHours: one.hours,
        costPerHour: 10,
        overtimeHours: one.overtime.hours,
        overtimeCostPerHour: one.overtime.wage,
      },
    ],
    history: [],
    forecasts: [
      ...inMarkets,
      { itemId: 'stool', quantities: one.stool.asked, ...(!one.isOrdered && { marketId: 'north' }) },
    ],
    customerOrders: ordered,
    finance: {
      openingCash: 10_000,
      ...(one.commission > 0 && {
        overheads: [{ id: 'commission', function: 'selling' as const, rateOfRevenue: one.commission }],
      }),
    },
  }
}

describe('lost demand of several prices', () => {
  it('is planned as if each price were an item of its own', TIMEOUT, async () => {
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        const together = await plan(inputOf(one, { isApart: false }))
        const apart = await plan(inputOf(one, { isApart: true }))
        expect(together.status).toBe('optimal')
        const size = Math.max(1, Math.abs(apart.supply.objective.revenue))
        expect(Math.abs(together.supply.objective.total - apart.supply.objective.total)).toBeLessThan(1e-6 * size)
        expect(verify(together).checks.filter(({ ok }) => !ok)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  const lamp = fc.record({
    ordered: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 15, max: 100 })),
    forecast: fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 15, max: 100 })),
  })
  type Lamp = typeof lamp extends fc.Arbitrary<infer T> ? T : never

  /** The most that a month of so many hours earns: orders of a lamp come before its forecast, whatever they pay. */
  const mostEarned = (lamps: readonly Lamp[], hours: number): number => {
    let best = new Array<number>(hours + 1).fill(0)
    for (const { ordered, forecast } of lamps) {
      const earned = (made: number): number => {
        const first = Math.min(made, ordered[0])
        return first * ordered[1] + Math.min(made - first, forecast[0]) * forecast[1]
      }
      best = best.map((_, all) => Math.max(...best.slice(0, all + 1).map((rest, used) => rest + earned(all - used))))
    }
    return best[hours] as number
  }

  it('is planned as well as can be where forecast pays more than orders before it', TIMEOUT, async () => {
    const month = fc.record({
      lamps: fc.array(lamp, { minLength: 1, maxLength: 4 }),
      hours: fc.integer({ min: 1, max: 90 }),
    })
    let [rising, best] = [0, 0]
    await fc.assert(
      fc.asyncProperty(month, async ({ lamps, hours }) => {
        const result = await plan({
          calendar: { start: '2027-01-01', months: 1 },
          policy: { unmetDemand: 'lost' },
          items: lamps.map(({ forecast }, n) => ({ id: `lamp ${n}`, price: forecast[1], safetyStock: 0 })),
          operations: lamps.map((_, n) => ({ itemId: `lamp ${n}`, resourceId: 'bench', runHoursPerUnit: 1 })),
          resources: [{ id: 'bench', capacityHours: hours, costPerHour: 0 }],
          history: [],
          forecasts: lamps.map(({ ordered, forecast }, n) => ({
            itemId: `lamp ${n}`,
            quantities: [ordered[0] + forecast[0]],
          })),
          customerOrders: lamps.flatMap(({ ordered: [quantity, price] }, n) =>
            quantity === 0 ? [] : [{ id: `o${n}`, itemId: `lamp ${n}`, quantity, requestedDate: '2027-01-10', price }],
          ),
        })
        expect(verify(result).checks.filter(({ ok }) => !ok)).toEqual([])
        const asked = lamps.reduce(
          (sum, one) => sum + one.ordered[0] * one.ordered[1] + one.forecast[0] * one.forecast[1],
          0,
        )
        const most = mostEarned(lamps, hours)
        rising += Number(
          lamps.some(({ ordered, forecast }) => ordered[0] > 0 && forecast[0] > 0 && forecast[1] > ordered[1]),
        )
        best += Number(result.supply.objective.revenue > most - 1e-6)
        expect(result.supply.objective.revenue).toBeLessThanOrEqual(most + 1e-6)
        expect(result.supply.objective.revenue).toBeGreaterThanOrEqual(most - 0.01 * asked - 1e-6)
      }),
      { numRuns: RUNS },
    )
    expect(rising).toBeGreaterThan(RUNS / 3)
    expect(best).toBeGreaterThan(0.9 * RUNS)
  })
})
