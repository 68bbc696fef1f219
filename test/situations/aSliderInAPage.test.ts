import { describe, expect, it } from 'vitest'
import { type Patch, type Plan, plan, type PlanInput, replan, verify } from '../../src/index.js'
import { applyPatch } from '../../src/scenario/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * A page with two sliders. A joinery makes a table and a chair at one saw, 100 hours a month; a table takes 2 hours, a chair 1, an hour
 * costs 10. 40 tables at 120 and 60 chairs at 40 are asked for in each of two months, and who does not get his goes away. An hour
 * of a table earns (120 - 20) / 2 = 50, of a chair 40 - 10 = 30. So 40 tables take 80 hours, and 20 chairs the rest: 40 x 100 + 20 x 30 =
 * 4,600 a month.
 */
const joinery: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'table', price: 120, unmetDemand: 'lost', safetyStock: 0 },
    { id: 'chair', price: 40, unmetDemand: 'lost', safetyStock: 0 },
  ],
  operations: [
    { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 2 },
    { itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 },
  ],
  resources: [{ id: 'saw', capacityHours: 100, costPerHour: 10 }],
  forecasts: [
    { itemId: 'table', quantities: [40, 40] },
    { itemId: 'chair', quantities: [60, 60] },
  ],
  finance: { openingCash: 1_000 },
}

const slide = (table: 'items' | 'finance', key: string | undefined, field: string, value: number): Patch => ({
  id: field,
  owner: 'controller',
  reason: 'what if',
  changes: [{ table, ...(key !== undefined && { key }), field, op: 'set', value }],
})

async function moved(before: Plan, patch: Patch): Promise<Plan> {
  const after = await replan(before, { patch, input: joinery })
  const input = applyPatch(joinery, patch)
  expect(verify(after, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  const stored = JSON.parse(JSON.stringify(before)) as Plan
  expect(JSON.stringify(after)).toBe(JSON.stringify(await plan(input, { previous: stored })))
  return after
}

describe('a page with sliders', () => {
  it('says at every move what the plan would be', async () => {
    const before = await plan(joinery)
    expect(before.kpis.netIncome.values).toEqual([4_600, 4_600])
    // A chair at 55 earns 45 an hour, a table still 50: the same is made, and each of 20 chairs brings 15 more.
    const dearer = await moved(before, slide('items', 'chair', 'price', 55))
    expect(dearer.kpis.netIncome.values).toEqual([4_900, 4_900])
    // At 70 it earns 60: all 60 are made, and in 40 hours 20 tables. 60 x 60 + 20 x 100 = 5,600.
    const chairs = await moved(before, slide('items', 'chair', 'price', 70))
    expect(supplyOf(chairs, 'chair').produced).toEqual([60, 60])
    expect(chairs.kpis.netIncome.values).toEqual([5_600, 5_600])
    // The other slider is what is in the bank: money, and not one unit.
    const richer = await moved(before, slide('finance', undefined, 'openingCash', 3_000))
    expect(richer.supply).toEqual(before.supply)
    expect(richer.kpis.closingCash.values).toEqual([3_000 + 4_600, 3_000 + 9_200])
    // And back to where it was.
    const back = await moved(chairs, slide('items', 'chair', 'price', 40))
    expect(back.kpis.netIncome.values).toEqual([4_600, 4_600])
  })
})
