import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Paint from pigment. A litre of paint takes 0.1 kg of pigment. January wants 10.25 litres, February 10.5: the pigment is 1.025 kg
 * and 1.05 kg, 2.075 in all. A scale that shows hundredths of a kilogram takes 1.03 for the first batch, and for both 2.08.
 */
const paint = (decimals: number): PlanInput => ({
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'paint', price: 12, quantityDecimals: 2, safetyStock: 0 },
    { id: 'pigment', purchaseCost: 7.15, unit: 'kg', quantityDecimals: decimals },
  ],
  billOfMaterials: [{ itemId: 'paint', componentId: 'pigment', quantityPer: 0.1 }],
  forecasts: [{ itemId: 'paint', quantities: [10.25, 10.5] }],
})

describe('pigment by the kilogram', () => {
  it.each([
    [2, [1.03, 1.05]],
    [3, [1.025, 1.05]],
    [4, [1.025, 1.05]],
    [5, [1.025, 1.05]],
    [6, [1.025, 1.05]],
  ])('with %i decimals is bought as it is taken', async (decimals, quantities) => {
    const input = paint(decimals)
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    expect(supplyOf(result, 'paint')).toMatchObject({ produced: [10.25, 10.5], closing: [0, 0] })
    expect(supplyOf(result, 'pigment')).toMatchObject({
      purchased: quantities,
      dependentDemand: quantities,
      closing: [0, 0],
    })
  })
})

describe('a year of paint in odd litres', () => {
  it.each([2, 3, 4, 5, 6])(
    'with pigment in kilograms with %i decimals is proven, and takes what its bill says',
    async (decimals) => {
      const litres = [10.07, 3.33, 0.01, 12.49, 7.77, 0.03, 9.91, 5.05, 1.13, 6.67, 8.88, 2.29]
      const input: PlanInput = {
        calendar: { start: '2027-01-01', months: 12 },
        items: [
          { id: 'paint', price: 12, quantityDecimals: 2, safetyStock: 0 },
          { id: 'pigment', purchaseCost: 7.15, unit: 'kg', quantityDecimals: decimals },
        ],
        billOfMaterials: [{ itemId: 'paint', componentId: 'pigment', quantityPer: 0.137 }],
        forecasts: [{ itemId: 'paint', quantities: litres }],
      }
      const result = await plan(input)
      expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
      expect(supplyOf(result, 'paint').produced).toEqual(litres)
      // 67.63 litres in all; 67.63 x 0.137 = 9.26531 kg, rounded up to what the scale shows.
      const taken = supplyOf(result, 'pigment').dependentDemand.reduce((a, b) => a + Math.round(b * 1e6), 0) / 1e6
      expect(taken).toBe({ 2: 9.27, 3: 9.266, 4: 9.2654, 5: 9.26531, 6: 9.26531 }[decimals])
    },
  )
})

describe('a stock of 1,000 kg and one milligram', () => {
  it('of which 1,000 kg are sold keeps its milligram, in every part of the plan', async () => {
    const input: PlanInput = {
      calendar: { start: '2027-01-01', months: 2 },
      items: [{ id: 'dye', price: 3, purchaseCost: 1, quantityDecimals: 6, safetyStock: 0 }],
      stock: [{ itemId: 'dye', onHand: 1000.000001 }],
      forecasts: [{ itemId: 'dye', quantities: [1000, 0] }],
    }
    const result = await plan(input)
    expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
    expect(supplyOf(result, 'dye')).toMatchObject({ shipped: [1000, 0], closing: [0.000001, 0.000001] })
    expect(result.inventory[0]).toMatchObject({ projectedAvailableBalance: [0.000001, 0.000001] })
  })
})
