import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { loadDefaultSolver } from '../../src/lp/index.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 60)
const TIMEOUT = { timeout: 120_000 + 2000 * RUNS }
const solver = await loadDefaultSolver()

const MONTHS = 3
const series = (min: number, max: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min, max }), { minLength: MONTHS, maxLength: MONTHS })

/** Tables that pay for any hour, and one order of shelves, of a board each, on the same saw; boards have dear months and short ones. */
const company = fc.record({
  tables: series(0, 90),
  hours: fc.record({
    capacityHours: series(10, 100),
    overtimeHours: series(100, 150),
    costPerHour: fc.integer({ min: 10, max: 40 }),
    overtimeCostPerHour: fc.integer({ min: 40, max: 80 }),
  }),
  isMade: fc.boolean(),
  board: fc.record({ purchaseCost: series(5, 60), supplyLimit: series(50, 80) }),
  shelvesPerHour: fc.constantFrom(1, 2),
  order: fc.record({
    month: fc.integer({ min: 1, max: MONTHS }),
    quantity: fc.integer({ min: 1, max: 40 }),
    price: fc.integer({ min: 0, max: 120 }),
  }),
  onHand: fc.constantFrom(0, 0, 15),
})
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never

/** Nothing is held for money, and nobody waits, so a plan is worth what it earns. */
function inputOf(
  { tables, hours, isMade, board, shelvesPerHour, order, onHand }: Company,
  isOrdered: boolean,
): PlanInput {
  return {
    calendar: { start: '2027-01-01', months: MONTHS },
    policy: { unmetDemand: 'lost', holdingCostRatePerYear: 0 },
    items: [
      { id: 'table', price: 400, safetyStock: 0 },
      { id: 'shelf', price: 300, safetyStock: 0, ...(!isMade && board) },
      ...(isMade ? [{ id: 'board', safetyStock: 0, ...board }] : []),
    ],
    ...(isMade && { billOfMaterials: [{ itemId: 'shelf', componentId: 'board', quantityPer: 1 }] }),
    operations: [
      { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
      ...(isMade ? [{ itemId: 'shelf', resourceId: 'saw', runHoursPerUnit: 1 / shelvesPerHour }] : []),
    ],
    resources: [{ id: 'saw', ...hours }],
    forecasts: [{ itemId: 'table', quantities: tables }],
    stock: [{ itemId: 'shelf', onHand }],
    customerOrders: isOrdered
      ? [
          {
            id: 'o1',
            itemId: 'shelf',
            requestedDate: `2027-0${order.month}-20`,
            quantity: order.quantity,
            price: order.price,
          },
        ]
      : [],
  }
}

const incomeOf = ({ kpis }: Plan): number => Number(kpis.operatingIncome.total)
const tablesOf = ({ supply }: Plan): unknown => supply.records.find(({ itemId }) => itemId === 'table')?.produced

describe('an order beside customers who pay for any hour', () => {
  it('is told to lose what the company would earn more without it, and never more', TIMEOUT, async () => {
    const seen = { losing: 0, paying: 0, alone: 0 }
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        const input = inputOf(one, true)
        const result = await plan(input, { solver })
        expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
        const told = result.exceptions.find(({ code }) => code === 'orders-below-cost')?.moneyAtStake ?? 0
        const without = await plan(inputOf(one, false), { solver })
        const more = incomeOf(without) - incomeOf(result)
        if (one.onHand === 0) expect(told).toBeLessThanOrEqual(Math.max(0, more) + 0.05)
        // What lies there another row tells, and tables that are lost for the order, or made in another month, are no cost of it.
        const isAlone = one.onHand === 0 && isDeepStrictEqual(tablesOf(without), tablesOf(result))
        if (isAlone) expect(told).toBeCloseTo(Math.max(0, more), 1)
        seen.alone += Number(isAlone)
        seen.losing += Number(told > 0)
        seen.paying += Number(told === 0)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(seen.losing).toBeGreaterThan(RUNS / 10)
    expect(seen.paying).toBeGreaterThan(RUNS / 10)
    expect(seen.alone).toBeGreaterThan(RUNS / 10)
  })
})
