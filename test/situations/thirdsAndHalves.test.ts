import { describe, expect, it } from 'vitest'
import { plan, verify, type Plan } from '../../src/plan/index.js'
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
})
