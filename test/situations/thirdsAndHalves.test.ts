import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { plan, verify, type Plan } from '../../src/plan/index.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { PlanInput } from '../../src/schema/index.js'

/**
 * Two shops in which a part is taken in fractions of itself.
 *
 * A weaver cuts two lengths for a scarf, and of three scarves that are begun two come out good: 2 / (2/3) = 3 lengths for each good
 * one. His program has worked the yield out as 2 / 3, in floats. Nine lengths on hand make three scarves, to the last one.
 *
 * A joiner takes half a board for a stool, and has one board and no room for boards: none may be left at the end of the month. He
 * must make one stool, and no more boards come. Half a board would be left over; but a board that is cut is taken, so none is.
 */
const scarves: PlanInput = {
  calendar: { start: '2027-01-01', months: 1 },
  items: [
    { id: 'scarf', price: 100, yieldShare: 2 / 3, unmetDemand: 'lost' },
    { id: 'length', purchaseCost: 1, supplyLimit: 0 },
  ],
  billOfMaterials: [{ itemId: 'scarf', componentId: 'length', quantityPer: 2 }],
  stock: [{ itemId: 'length', onHand: 9 }],
  forecasts: [{ itemId: 'scarf', quantities: [5] }],
}

const stools: PlanInput = {
  calendar: { start: '2027-01-01', months: 1 },
  items: [
    { id: 'stool', price: 10, firmSupply: [1] },
    { id: 'board', purchaseCost: 1, maximumStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'stool', componentId: 'board', quantityPer: 0.5 }],
  stock: [{ itemId: 'board', onHand: 1 }],
  forecasts: [{ itemId: 'stool', quantities: [1] }],
}

const recordOf = (result: Plan, id: string): Plan['supply']['records'][number] | undefined =>
  result.supply.records.find(({ itemId }) => itemId === id)

/**
 * A fitter puts 0.3 of a pipe into a valve and keeps no pipes. He has firmly planned 4 and 3 valves, and the pipes that they take
 * when a pipe that is cut is gone: 4 x 0.3 = 1.2, so 2; 7 x 0.3 = 2.1, so 3 in all, 1 more.
 */
const valves: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'valve', price: 100, safetyStock: 0, firmSupply: [4, 3] },
    { id: 'pipe', safetyStock: 0, maximumStock: 0, firmSupply: [2, 1] },
  ],
  billOfMaterials: [{ itemId: 'valve', componentId: 'pipe', quantityPer: 0.3 }],
  operations: [
    { itemId: 'valve', resourceId: 'bench', runHoursPerUnit: 2 },
    { itemId: 'pipe', resourceId: 'bench', runHoursPerUnit: 1 },
  ],
  resources: [{ id: 'bench', capacityHours: 20, costPerHour: 3 }],
  forecasts: [{ itemId: 'valve', quantities: [4, 3] }],
}

describe('a part that is taken in fractions', () => {
  it('is taken by the third that a float stands for: nine lengths make three scarves', async () => {
    const result = await plan(scarves)
    expect(result.status).toBe('optimal')
    // 3 x 3 = 9 lengths, of which none is left.
    expect(recordOf(result, 'scarf')?.produced).toEqual([3])
    expect(recordOf(result, 'length')).toMatchObject({ dependentDemand: [9], closing: [0] })
    expect(verify(result, { input: scarves }).ok).toBe(true)
  })

  it('is gone when it is cut: no board is left where none may be', async () => {
    const result = await plan(stools)
    expect(result.status).toBe('optimal')
    // One stool needs half a board, and takes the one that is there.
    expect(recordOf(result, 'stool')).toMatchObject({ produced: [1], shipped: [1] })
    expect(recordOf(result, 'board')).toMatchObject({ purchased: [0], dependentDemand: [1], closing: [0] })
    expect(verify(result, { input: stools }).ok).toBe(true)
  })

  it('may be ordered firmly in the whole units that are taken', async () => {
    const result = await plan(valves)
    expect(result.status).toBe('optimal')
    expect(recordOf(result, 'pipe')).toMatchObject({ produced: [2, 1], dependentDemand: [2, 1], closing: [0, 0] })
    expect(verify(result, { input: valves }).ok).toBe(true)
  })
})

describe('a firm order that must not pile up', () => {
  it('is used up where that costs least, though nobody asks for what is made of it', async () => {
    // 9 hours make 4 of the first at 2, 11 hours make 5 of the second; the tenth part goes into the third, at 50 an hour.
    const result = await optimizeProduction({
      calendar: createCalendar({ start: '2027-01-01', months: 1 }),
      items: [{ id: 'part', firmSupply: [10], maximumStock: [0] }, { id: 'one' }, { id: 'three' }, { id: 'two' }],
      billOfMaterials: ['one', 'two', 'three'].map((itemId) => ({ itemId, componentId: 'part', quantityPer: 1 })),
      operations: [
        { itemId: 'one', resourceId: 'first', runHoursPerUnit: 2 },
        { itemId: 'two', resourceId: 'second', runHoursPerUnit: 2 },
        { itemId: 'three', resourceId: 'third', runHoursPerUnit: 1 },
      ],
      resources: [
        { id: 'first', capacityHours: 9, costPerHour: 1 },
        { id: 'second', capacityHours: 11, costPerHour: 1 },
        { id: 'third', capacityHours: 100, costPerHour: 50 },
      ],
    })
    expect(result.status).toBe('optimal')
    // In order of input: the part, one, three, two.
    expect(result.records.map(({ produced, purchased }) => [...produced, ...purchased])).toEqual([
      [0, 10],
      [4, 0],
      [1, 0],
      [5, 0],
    ])
  })
})
