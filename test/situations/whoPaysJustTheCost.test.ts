import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * A price that is just what a unit costs: it is what a plan tells to a planner whose price is too low ('a price of 80 would pay'). Whoever
 * charges it serves his customers, as far as hours and parts go. To the money such a sale is all the same, so that a plan left it, in part
 * or as a whole, and told that what is left of the hours, half of them, made no whole unit.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

/** What holds customers back, with how many. */
const heldBack = ({ exceptions }: Plan): unknown =>
  exceptions.flatMap(({ code, refs, victims = [] }) => victims.map(({ amount }) => [code, refs[0]?.resourceId, amount]))

/** Stools that earn nothing, and tables that earn 2. */
const shopOf = (unmetDemand: 'backlog' | 'lost'): PlanInput => ({
  calendar: { start: '2027-01-01', months: 1 },
  policy: { unmetDemand },
  items: [
    { id: 'stool', price: 10, safetyStock: 0 },
    { id: 'table', price: 22, safetyStock: 0 },
  ],
  operations: [
    { itemId: 'stool', resourceId: 'saw', runHoursPerUnit: 0.5 },
    { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
  ],
  resources: [{ id: 'saw', capacityHours: 54.3, costPerHour: 20 }],
  forecasts: [
    { itemId: 'stool', quantities: [25] },
    { itemId: 'table', quantities: [42] },
  ],
})

describe.each(['backlog', 'lost'] as const)('stools at 10 that take half an hour at 20 (%s)', (unmetDemand) => {
  const shop = shopOf(unmetDemand)

  // Tables leave 12.3 hours, which are 24 stools and 0.3 hours.
  it('fill what tables leave of a saw', async () => {
    const result = await proven(shop)
    expect(supplyOf(result, 'table').shipped).toEqual([42])
    expect(supplyOf(result, 'stool').shipped).toEqual([24])
    expect(heldBack(result)).toEqual([['full-resource', 'saw', 1]])
  })

  it('are all served where there are hours for all', async () => {
    const result = await proven({ ...shop, resources: [{ id: 'saw', capacityHours: 54.5, costPerHour: 20 }] })
    expect(supplyOf(result, 'stool').shipped).toEqual([25])
    expect(heldBack(result)).toEqual([])
  })
})

// Tables take six hours of overtime in January, which a stool would not pay, and leave twelve regular ones in February.
it('stools are served in the month that has regular hours, beside one in which others work overtime', async () => {
  const result = await proven({
    ...shopOf('lost'),
    calendar: { start: '2027-01-01', months: 2 },
    items: [...shopOf('lost').items.slice(0, 1), { id: 'table', price: 40, safetyStock: 0 }],
    resources: [{ id: 'saw', capacityHours: 54, costPerHour: 20, overtimeHours: 10, overtimeCostPerHour: 30 }],
    forecasts: [
      { itemId: 'stool', quantities: [0, 24] },
      { itemId: 'table', quantities: [60, 42] },
    ],
  })
  expect(supplyOf(result, 'table').shipped).toEqual([60, 42])
  expect(supplyOf(result, 'stool').shipped).toEqual([0, 24])
  expect(result.supply.resources[0]).toMatchObject({ regularHours: [54, 54], overtimeHours: [6, 0] })
  expect(heldBack(result)).toEqual([])
})

describe.each(['backlog', 'lost'] as const)('chairs at the price that pays for overtime (%s)', (unmetDemand) => {
  // Wood at 20 and an hour at 60. 110 tables take ten hours of overtime, of forty.
  it.each([
    [79.99, 0],
    [80, 20],
  ])('at %s each are %s', async (price, shipped) => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 1 },
      policy: { unmetDemand },
      items: [
        { id: 'table', price: 100, safetyStock: 0 },
        { id: 'chair', price, safetyStock: 0 },
        { id: 'wood', purchaseCost: 20 },
      ],
      billOfMaterials: ['table', 'chair'].map((itemId) => ({ itemId, componentId: 'wood', quantityPer: 1 })),
      operations: ['table', 'chair'].map((itemId) => ({ itemId, resourceId: 'saw', runHoursPerUnit: 1 })),
      resources: [{ id: 'saw', capacityHours: 100, costPerHour: 10, overtimeHours: 40, overtimeCostPerHour: 60 }],
      forecasts: [
        { itemId: 'table', quantities: [110] },
        { itemId: 'chair', quantities: [20] },
      ],
    })
    expect(supplyOf(result, 'chair').shipped).toEqual([shipped])
  })
})
