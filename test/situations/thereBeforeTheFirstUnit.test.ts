import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * There before the first unit. A sheet of steel gives 125 clamps, so one clamp takes 0.008 sheets; ten machines share a drum of
 * oil, 0.1 for each. Nobody stamps a clamp out of a sheet that has not come: the first clamp takes the first sheet, the 126th
 * the second one.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const clamps: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'clamp', price: 3, safetyStock: 0 },
    { id: 'sheet', purchaseCost: 40, leadTimeDays: 40 },
  ],
  billOfMaterials: [{ itemId: 'clamp', componentId: 'sheet', quantityPer: 0.008 }],
  forecasts: [{ itemId: 'clamp', quantities: [120, 120] }],
}

describe('a sheet for 125 clamps', () => {
  it('is there before the first clamp: without one, all clamps wait for February', async () => {
    const result = await proven(clamps)
    expect(supplyOf(result, 'clamp')).toMatchObject({ produced: [0, 240], shipped: [0, 240], backlog: [120, 0] })
    // 240 x 0.008 = 1.92: two sheets.
    expect(supplyOf(result, 'sheet')).toMatchObject({ purchased: [0, 2], dependentDemand: [0, 2], closing: [0, 0] })
  })

  it('is taken whole by the first clamp, and the next one by the 126th', async () => {
    const result = await proven({ ...clamps, stock: [{ itemId: 'sheet', onHand: 1 }] })
    expect(supplyOf(result, 'clamp')).toMatchObject({ produced: [120, 120], backlog: [0, 0] })
    // 120 x 0.008 = 0.96: one sheet; 240 x 0.008 = 1.92: one more.
    expect(supplyOf(result, 'sheet')).toMatchObject({ purchased: [0, 1], dependentDemand: [1, 1], closing: [0, 0] })
  })

  it('goes as far as 125 clamps, and not 126', async () => {
    const result = await proven({
      ...clamps,
      stock: [{ itemId: 'sheet', onHand: 1 }],
      forecasts: [{ itemId: 'clamp', quantities: [200, 0] }],
    })
    expect(supplyOf(result, 'clamp')).toMatchObject({ produced: [125, 75], backlog: [75, 0] })
    expect(supplyOf(result, 'sheet')).toMatchObject({ purchased: [0, 1], dependentDemand: [1, 1] })
  })
})

describe('a drum of oil for ten machines', () => {
  it('that is ordered on 1 February and takes 30 days fills no machine in February', async () => {
    const result = await proven({
      calendar: { start: '2027-02-01', months: 2 },
      items: [
        { id: 'machine', price: 5_000, safetyStock: 0 },
        { id: 'drum', purchaseCost: 300, leadTimeDays: 30 },
      ],
      billOfMaterials: [{ itemId: 'machine', componentId: 'drum', quantityPer: 0.1 }],
      forecasts: [{ itemId: 'machine', quantities: [5, 5] }],
    })
    expect(supplyOf(result, 'machine')).toMatchObject({ produced: [0, 10], backlog: [5, 0] })
    // 10 x 0.1 = 1, and not a grain more.
    expect(supplyOf(result, 'drum')).toMatchObject({ purchased: [0, 1], dependentDemand: [0, 1], closing: [0, 0] })
  })

  it('is bought for the first five, though five take half a drum', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 1 },
      items: [
        { id: 'machine', price: 5_000, safetyStock: 0 },
        { id: 'drum', purchaseCost: 300, leadTimeDays: 30 },
      ],
      billOfMaterials: [{ itemId: 'machine', componentId: 'drum', quantityPer: 0.1 }],
      forecasts: [{ itemId: 'machine', quantities: [5] }],
    })
    // Ordered on 1 January it comes on the 31st, and January's machines are filled on that day.
    expect(supplyOf(result, 'machine')).toMatchObject({ produced: [5], backlog: [0] })
    expect(supplyOf(result, 'drum')).toMatchObject({ purchased: [1], dependentDemand: [1], closing: [0] })
  })
})

describe('tape in tenths of a meter', () => {
  it('of which three lids take 0.3, whatever floats make of 3 x 0.1', async () => {
    const result = await proven({
      calendar: { start: '2027-01-01', months: 2 },
      items: [
        { id: 'lid', price: 2, safetyStock: 0 },
        { id: 'tape', purchaseCost: 1, quantityDecimals: 1 },
      ],
      billOfMaterials: [{ itemId: 'lid', componentId: 'tape', quantityPer: 0.1 }],
      forecasts: [{ itemId: 'lid', quantities: [3, 4] }],
    })
    expect(supplyOf(result, 'tape')).toMatchObject({
      purchased: [0.3, 0.4],
      dependentDemand: [0.3, 0.4],
      closing: [0, 0],
    })
  })
})
