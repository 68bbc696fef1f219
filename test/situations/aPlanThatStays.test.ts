import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * A fair in March. A workshop makes lanterns at one bench, an hour each, 100 hours a month, and is asked for 150 in March. Fifty are
 * made ahead; its shelves cost nothing, so January and February are as good. Last month's plan had to choose: the bench was to be moved
 * in one of the two. That is off, and people have been told when to come in: the new plan must not send them home for nothing.
 */
const fair = (hours: readonly number[] = [100, 100, 100], march = 150): PlanInput => ({
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lantern', price: 30, safetyStock: 0 }],
  operations: [{ itemId: 'lantern', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: [...hours], costPerHour: 10 }],
  forecasts: [{ itemId: 'lantern', quantities: [0, 0, march] }],
  policy: { holdingCostRatePerYear: 0, safetyStockPenaltyRatePerYear: 0 },
})
const movedInFebruary = fair([100, 0, 100])
const movedInJanuary = fair([0, 100, 100])

async function proven(input: PlanInput, previous?: Plan): Promise<Plan> {
  const result = await plan(input, previous === undefined ? {} : { previous })
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const madeIn = async (input: PlanInput, previous?: Plan): Promise<readonly number[]> =>
  supplyOf(await proven(input, previous), 'lantern').produced

describe('a plan that could as well be another one', () => {
  it('stays with the plan before it, whichever of the two that was', async () => {
    expect(await madeIn(fair(), await proven(movedInFebruary))).toEqual([50, 0, 100])
    expect(await madeIn(fair(), await proven(movedInJanuary))).toEqual([0, 50, 100])
  })

  it('moves what must move, and nothing else', async () => {
    // Ten more in March: they are made ahead, too, and the fifty stay where they were.
    const [january, february, march] = await madeIn(fair(undefined, 160), await proven(movedInJanuary))
    expect([(january ?? 0) + (february ?? 0), march]).toEqual([60, 100])
    expect(february).toBeGreaterThanOrEqual(50)
    // February has 20 hours: twenty stay, thirty go to January.
    expect(await madeIn(fair([100, 20, 100]), await proven(movedInJanuary))).toEqual([30, 20, 100])
  })

  it('gives up a plan that earns less by a cent a unit', async () => {
    const dear = (months: readonly number[]): PlanInput => ({
      ...fair(),
      resources: [{ id: 'bench', capacityHours: 100, costPerHour: [...months] }],
    })
    expect(await madeIn(dear([10, 10.01, 10]), await proven(movedInJanuary))).toEqual([50, 0, 100])
    expect(await madeIn(dear([10.01, 10, 10]), await proven(movedInFebruary))).toEqual([0, 50, 100])
  })

  it('reads of the plan before what is still there: months by their ids, items by theirs', async () => {
    // A month later: January is over, its fifty are in stock, and there is a second lantern. The plan before says nothing of April.
    const later: PlanInput = {
      ...fair(),
      calendar: { start: '2027-02-01', months: 3 },
      items: [
        { id: 'lantern', price: 30, safetyStock: 0 },
        { id: 'lamp', price: 40, safetyStock: 0 },
      ],
      operations: ['lantern', 'lamp'].map((itemId) => ({ itemId, resourceId: 'bench', runHoursPerUnit: 1 })),
      forecasts: [
        { itemId: 'lantern', quantities: [0, 150, 0] },
        { itemId: 'lamp', quantities: [0, 0, 120] },
      ],
    }
    const inFebruary = await proven(movedInJanuary)
    const next = await proven(later, inFebruary)
    expect(supplyOf(next, 'lantern').produced).toEqual([50, 100, 0])
    // The bench is free for twenty more in February alone; the plan before did not know of lamps.
    expect(supplyOf(next, 'lamp').produced).toEqual([20, 0, 100])
  })

  it('plans as without it where it had no plan, or one of other items', async () => {
    const free = JSON.stringify(await plan(fair()))
    const other = await plan(movedInJanuary)
    const impossible = await plan({
      ...fair([1, 0, 0]),
      items: [{ id: 'lantern', price: 30, unmetDemand: 'forbidden' }],
    })
    expect(impossible.status).toBe('infeasible')
    expect(JSON.stringify(await plan(fair(), { previous: impossible }))).toBe(free)
    const text = JSON.stringify(other).replaceAll('lantern', 'torch')
    expect(JSON.stringify(await plan(fair(), { previous: JSON.parse(text) as Plan }))).toBe(free)
  })
})
