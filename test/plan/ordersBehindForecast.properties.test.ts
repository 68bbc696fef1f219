import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { KNOWN_COMPANIES } from './knownCompanies.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 60)
const TIMEOUT = { timeout: 120_000 + 3000 * RUNS }
const solver = await loadDefaultSolver()

const months = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 4, maxLength: 4 })
const units = fc.integer({ min: 0, max: 30 })

/** A lamp for two markets and some orders at prices around what it costs, which changes from month to month, as does what there is of it. */
const company = fc.record({
  kind: fc.constantFrom('buy' as const, 'buy' as const, 'make' as const, 'subcontract' as const),
  prices: fc.tuple(fc.integer({ min: 10, max: 30 }), fc.integer({ min: 10, max: 30 })),
  cost: months(fc.integer({ min: 9, max: 22 })),
  partCost: months(fc.integer({ min: 3, max: 12 })),
  limit: fc.option(months(fc.constantFrom(0, 0, 10, 25, 100))),
  partLimit: fc.option(months(fc.constantFrom(0, 10, 25, 100))),
  firmPeriods: fc.constantFrom(0, 0, 1, 2),
  hours: months(fc.constantFrom(0, 10, 20, 40)),
  overtimeHours: fc.constantFrom(0, 15, 100),
  forecasts: fc.tuple(months(units), months(units)),
  stools: fc.option(months(units)),
  orders: fc.array(
    fc.record({
      month: fc.integer({ min: 1, max: 4 }),
      units: fc.integer({ min: 1, max: 8 }),
      price: fc.integer({ min: 5, max: 60 }),
      marketId: fc.constantFrom('north', 'south'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  onHand: fc.constantFrom(0, 0, 12, 40),
  safetyStocks: fc.constantFrom([0, 0], [0, 0], [10, 4], [3, 4]),
  rate: fc.constantFrom(0.3, 1.2, 3),
  unmetDemand: fc.constantFrom('backlog' as const, 'backlog' as const, 'lost' as const),
  commission: fc.constantFrom(0, 0, 0.05),
})
export type Company = typeof company extends fc.Arbitrary<infer T> ? T : never

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

function inputOf(one: Company): PlanInput {
  const { kind, stools, hours } = one
  const isMade = kind !== 'buy'
  return {
    calendar: { start: '2027-01-01', months: 4 },
    policy: {
      unmetDemand: one.unmetDemand,
      backlogCostRatePerYear: one.rate,
      firmPeriods: one.firmPeriods,
      consumeBackwardPeriods: 0,
      consumeForwardPeriods: 0,
    },
    markets: [{ id: 'north' }, { id: 'south' }],
    items: [
      {
        id: 'lamp',
        safetyStock: one.safetyStocks[0] ?? 0,
        ...(kind !== 'make' && { purchaseCost: isMade ? one.partCost : one.cost }),
        ...(one.limit !== null && { supplyLimit: one.limit }),
      },
      ...(isMade
        ? [
            {
              id: 'shade',
              purchaseCost: one.partCost,
              safetyStock: one.safetyStocks[1] ?? 0,
              ...(one.partLimit !== null && { supplyLimit: one.partLimit }),
            },
          ]
        : []),
      ...(isMade && stools !== null ? [{ id: 'stool', price: 14, safetyStock: 0 }] : []),
    ],
    ...(isMade && {
      billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
      operations: ['lamp', ...(stools === null ? [] : ['stool'])].map((itemId) => ({
        itemId,
        resourceId: 'saw',
        runHoursPerUnit: 1,
      })),
      resources: [
        {
          id: 'saw',
          capacityHours: sumOf(hours) === 0 ? 10 : hours,
          costPerHour: 6,
          overtimeHours: one.overtimeHours,
          overtimeCostPerHour: 11,
        },
      ],
    }),
    prices: [
      { itemId: 'lamp', marketId: 'north', price: one.prices[0] },
      { itemId: 'lamp', marketId: 'south', price: one.prices[1] },
    ],
    forecasts: [
      { itemId: 'lamp', marketId: 'north', quantities: one.forecasts[0] },
      { itemId: 'lamp', marketId: 'south', quantities: one.forecasts[1] },
      ...(isMade && stools !== null ? [{ itemId: 'stool', quantities: stools }] : []),
    ],
    customerOrders: one.orders.map(({ month, units: quantity, price, marketId }, n) => ({
      id: `o${n}`,
      itemId: 'lamp',
      marketId,
      quantity,
      requestedDate: `2027-0${month}-15`,
      price,
    })),
    stock: [{ itemId: 'lamp', onHand: one.onHand }],
    ...(one.commission > 0 && {
      overheads: [{ id: 'commission', function: 'selling' as const, rateOfRevenue: one.commission }],
    }),
  }
}

/** Whether forecast of a month stands before an order; where customers go away nobody waits for another. */
const isBeforeOrder = ({ orders, unmetDemand }: Company, t: number): boolean =>
  unmetDemand !== 'lost' && orders.some(({ month }) => month - 1 > t)

describe('a company with orders behind forecast at prices around its cost', () => {
  it('proves its plan, and buys no more at a price than those want who pay it, and orders', TIMEOUT, async () => {
    let [overtaken, left] = [0, 0]
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        const input = inputOf(one)
        const result = await plan(input, { solver })
        const [lamp] = result.supply.records
        if (lamp === undefined) return
        const failed = verify(result, { input }).checks.filter(({ ok }) => !ok)
        left += Number(failed.some(({ id }) => id === 'orders-before-loss'))
        expect(failed.filter(({ id }) => id !== 'orders-before-loss')).toEqual([])
        // Open: lateness of another item may leave hours in the end that would pay for forecast which is refused.
        expect(left).toBeLessThanOrEqual(1)
        if (failed.length > 0) return
        overtaken += Number(lamp.refused !== undefined)
        if (one.kind !== 'buy' || sumOf(one.safetyStocks) > 0) return
        const booked = sumOf(one.orders.map(({ units: quantity }) => quantity))
        for (const cost of one.cost) {
          const dear = sumOf(lamp.purchased.filter((_, t) => (one.cost[t] ?? 0) >= cost))
          const paying = one.forecasts.map((own, n) =>
            (one.prices[n] ?? 0) * (1 - one.commission) >= cost
              ? sumOf(own)
              : // Who stands before no order may be served so that forecast behind him is.
                sumOf(own.filter((_, t) => !isBeforeOrder(one, t))),
          )
          // A unit that fractions pay for in part may be bought whole.
          expect(dear).toBeLessThanOrEqual(booked + sumOf(paying) + (lamp.closing.at(-1) ?? 0) + 1)
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(overtaken).toBeGreaterThan(RUNS / 12)
  })

  it.each(KNOWN_COMPANIES.map((one, n) => [n, one] as const))(
    'proves the plan of company %i that failed once',
    async (_, one) => {
      const input = inputOf(one)
      expect(verify(await plan(input, { solver }), { input }).checks.filter(({ ok }) => !ok)).toEqual([])
    },
  )
})
