import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { RUNS } from './runs.js'

const solver = await loadDefaultSolver()

/**
 * One or two machines, two to four items that take hours of them, some asked for by customers who wait and some by customers who go away, without
 * overtime. In thousandths of a unit, so that whole units leave nothing. What is lost has a price of its own in each month: where it does not matter
 * which of two months loses a sale, nobody can say for whom the hour waits.
 */
const arbitraryMachines = fc
  .record({
    months: fc.integer({ min: 1, max: 3 }),
    machines: fc.array(
      fc.record({ wage: fc.integer({ min: 5, max: 30 }), share: fc.double({ min: 0.5, max: 1, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    items: fc.array(
      fc.record({
        isLost: fc.boolean(),
        price: fc.integer({ min: 60, max: 250 }),
        rises: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
        hours: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 2 }),
        asked: fc.array(fc.integer({ min: 10, max: 50 }), { minLength: 3, maxLength: 3 }),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    rate: fc.constantFrom(0.3, 1.2, 3),
  })
  .map(({ months, machines, items, rate }): PlanInput => {
    const operations = items.flatMap(({ hours }, i) =>
      machines.flatMap((_, r) => {
        const own = (hours[r] ?? 0) / 2 + (r === 0 ? 0.5 : 0)
        return own === 0 ? [] : [{ itemId: `i${i}`, resourceId: `m${r}`, runHoursPerUnit: own }]
      }),
    )
    const wanted = (r: number): number =>
      operations.reduce((sum, { itemId, resourceId, runHoursPerUnit }) => {
        if (resourceId !== `m${r}`) return sum
        const { asked = [] } = items[Number(itemId.slice(1))] ?? {}
        return sum + asked.slice(0, months).reduce((a, b) => a + b, 0) * runHoursPerUnit
      }, 0)
    return {
      calendar: { start: '2027-01-01', months },
      items: items.map(({ isLost, price, rises }, i) => ({
        id: `i${i}`,
        price: isLost ? rises.slice(0, months).map((rise, t) => price + rise / 8 + t / 16) : price,
        safetyStock: 0,
        quantityDecimals: 3,
        unmetDemand: isLost ? 'lost' : 'backlog',
      })),
      operations,
      resources: machines.map(({ wage, share }, r) => ({
        id: `m${r}`,
        capacityHours: Array.from({ length: months }, () => Math.round((wanted(r) / months) * share) + 1),
        costPerHour: wage,
      })),
      forecasts: items.map(({ asked }, i) => ({ itemId: `i${i}`, quantities: asked.slice(0, months) })),
      policy: { backlogCostRatePerYear: rate },
    }
  })

/** What the plan earns more, before it is made whole, with an hour more of a resource in a period. */
async function earned(input: PlanInput, { supply }: Plan, resourceId: string, t: number): Promise<number> {
  const resources = input.resources?.map((one) => {
    if (one.id !== resourceId || !Array.isArray(one.capacityHours)) return one
    return { ...one, capacityHours: (one.capacityHours as number[]).map((hours, s) => (s === t ? hours + 1 : hours)) }
  })
  const more = await plan({ ...input, ...(resources !== undefined && { resources }) }, { solver })
  return more.supply.objective.beforeRounding - supply.objective.beforeRounding
}

describe('the worth of an hour that a row tells', () => {
  it('is what a plan with one hour more earns, who goes away before who waits', { timeout: 900_000 }, async () => {
    let [told, mixed] = [0, 0]
    await fc.assert(
      fc.asyncProperty(arbitraryMachines, async (input) => {
        const result = await plan(input, { solver })
        expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
        for (const { code, refs, value } of result.exceptions) {
          if (code !== 'full-resource') continue
          const { worth, worstPeriodId, isAtMost } = value as { worth: number; worstPeriodId: string; isAtMost?: true }
          const t = result.calendar.periods.findIndex(({ id }) => id === worstPeriodId)
          if (isAtMost === true) continue
          const gain = await earned(input, result, refs[0]?.resourceId ?? '', t)
          told += 1
          if (result.supply.certificate.customers !== undefined) mixed += 1
          // An hour that loses something, because whoever went away comes before whoever waits, is worth nothing.
          expect(worth, `${refs[0]?.resourceId} in ${worstPeriodId}`).toBeCloseTo(Math.max(0, gain), 3)
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(told).toBeGreaterThan(RUNS / 4)
    expect(mixed).toBeGreaterThan(RUNS / 10)
  })
})
