import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { RUNS } from './runs.js'

const COMPANIES = Math.ceil(RUNS / 4)
const TIMEOUT = { timeout: 120_000 + 20_000 * COMPANIES }

const units = fc.integer({ min: 0, max: 60 })

/** Items of which some wait and some are lost, of all margins, on one machine with too few hours. */
const company = fc
  .record({
    months: fc.integer({ min: 2, max: 4 }),
    goods: fc.array(
      fc.record({
        price: fc.integer({ min: 20, max: 200 }),
        costShare: fc.constantFrom(0.98, 0.9, 0.7, 0.4),
        hours: fc.integer({ min: 1, max: 3 }),
        asked: fc.array(units, { minLength: 4, maxLength: 4 }),
        isLost: fc.boolean(),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    hoursShare: fc.double({ min: 0.5, max: 1.05, noNaN: true }),
    overtimeShare: fc.constantFrom(0, 0.2),
    premium: fc.integer({ min: 1, max: 30 }),
    keepsStock: fc.boolean(),
  })
  .filter(({ goods }) => goods.some(({ isLost }) => isLost) && goods.some(({ isLost }) => !isLost))
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never

function inputOf({ months, goods, hoursShare, overtimeShare, premium, keepsStock }: Company, rate: number): PlanInput {
  const load = goods.reduce(
    (sum, { hours, asked }) => sum + hours * asked.slice(0, months).reduce((a, b) => a + b, 0),
    0,
  )
  const capacityHours = Math.max(1, Math.round((load * hoursShare) / months))
  return {
    calendar: { start: '2027-01-01', months },
    // Thousandths of a unit, so that whole units decide nothing.
    items: goods.flatMap(({ price, costShare, isLost }, i) => [
      {
        id: `good ${i}`,
        price,
        unmetDemand: isLost ? 'lost' : 'backlog',
        quantityDecimals: 3,
        ...(keepsStock ? {} : { safetyStock: 0 }),
      },
      { id: `part ${i}`, purchaseCost: price * costShare, quantityDecimals: 3, safetyStock: 0 },
    ]),
    billOfMaterials: goods.map((_, i) => ({ itemId: `good ${i}`, componentId: `part ${i}`, quantityPer: 1 })),
    operations: goods.map(({ hours }, i) => ({ itemId: `good ${i}`, resourceId: 'bench', runHoursPerUnit: hours })),
    resources: [
      {
        id: 'bench',
        capacityHours,
        costPerHour: 0,
        overtimeHours: Math.round(overtimeShare * capacityHours),
        overtimeCostPerHour: premium,
      },
    ],
    forecasts: goods.map(({ asked }, i) => ({ itemId: `good ${i}`, quantities: asked.slice(0, months) })),
    policy: { backlogCostRatePerYear: rate },
  }
}

async function lostAt(one: Company, rate: number): Promise<number> {
  const { supply } = await plan(inputOf(one, rate))
  return supply.records.reduce((sum, { lost }) => sum + lost.reduce((a, b) => a + b, 0), 0)
}

describe('the cost of being late', () => {
  it('turns nobody who waits into a loss of somebody else, however high it is', TIMEOUT, async () => {
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        let before = Infinity
        for (const rate of [0.1, 0.3, 1.2, 3]) {
          const lost = await lostAt(one, rate)
          expect(lost).toBeLessThanOrEqual(before + 0.1)
          before = lost
        }
      }),
      { numRuns: COMPANIES },
    )
  })
})
