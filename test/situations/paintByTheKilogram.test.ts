import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Paint by the kilogram. A kilogram of paint takes 62.5 grams of pigment and 950 grams of base; the rest is water. 10.005 kg are
 * asked for in January and 5 kg in February, at 20 a kilogram. Pigment costs 30, base 2 a kilogram; half a kilogram of pigment
 * is in stock. The input says that all three are counted in kg and not how finely: that is to the gram.
 */
const paintShop: PlanInput = {
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'paint', unit: 'kg', price: 20 },
    { id: 'pigment', unit: 'kg', purchaseCost: 30, leadTimeDays: 0 },
    { id: 'base', unit: 'KG', purchaseCost: 2, leadTimeDays: 0 },
  ],
  billOfMaterials: [
    { itemId: 'paint', componentId: 'pigment', quantityPer: 0.0625 },
    { itemId: 'paint', componentId: 'base', quantityPer: 0.95 },
  ],
  stock: [{ itemId: 'pigment', onHand: 0.5 }],
  forecasts: [{ itemId: 'paint', quantities: [10.005, 5] }],
  finance: { openingCash: 100 },
}

describe('paint by the kilogram', () => {
  it('is planned to the gram, and says that it is', async () => {
    const result = await plan(paintShop)
    expect(result.input.items.map(({ id, quantityDecimals }) => [id, quantityDecimals])).toEqual([
      ['base', 3],
      ['paint', 3],
      ['pigment', 3],
    ])
    expect(result.assumptions.filter(({ code }) => code === 'decimals-by-unit')).toMatchObject([
      { refs: [{ itemId: 'base' }, { itemId: 'paint' }, { itemId: 'pigment' }], value: 3 },
    ])
    const [base, paint, pigment] = result.supply.records
    expect(paint?.produced).toEqual([10.005, 5])
    expect(paint?.shipped).toEqual([10.005, 5])
    // 0.0625 x 10.005 = 0.6253125: a gram that is taken in part is taken. x 15.005 = 0.9378125: 0.938 - 0.626.
    expect(pigment?.dependentDemand).toEqual([0.626, 0.312])
    // 0.626 - 0.5.
    expect(pigment?.purchased).toEqual([0.126, 0.312])
    // 0.95 x 10.005 = 9.50475; x 15.005 = 14.25475: 14.255 - 9.505.
    expect(base?.dependentDemand).toEqual([9.505, 4.75])
    expect(base?.purchased).toEqual([9.505, 4.75])
    for (const { closing } of result.supply.records) expect(closing).toEqual([0, 0])
    for (const { closing } of result.inventory) expect(closing).toEqual([0, 0])
    expect(verify(result, { input: paintShop }).checks.flatMap(({ failures }) => failures)).toEqual([])
  })

  it('costs what its grams cost', async () => {
    const result = await plan(paintShop)
    // 0.0625 x 30 + 0.95 x 2.
    expect(result.costs.find(({ itemId }) => itemId === 'paint')?.unitCost).toBe(3.775)
    expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([200.1, 100])
    // 10.005 x 3.775 = 37.768875; 15.005 x 3.775 = 56.643875 less it.
    expect(amounts(result, 'incomeStatement', 'standardCostOfSales')).toEqual([-37.77, -18.87])
    // January takes 0.626 x 30 + 9.505 x 2 = 37.79 for paint that is worth 37.77; February 9.36 + 9.50 for 18.87.
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([162.31, 81.14])
    // 100 + 200.10 - 0.126 x 30 - 9.505 x 2; + 100 - 0.312 x 30 - 4.75 x 2.
    expect(amounts(result, 'balanceSheet', 'cash')).toEqual([277.31, 358.45])
    // 100 in cash and half a kilogram of pigment before; both profits.
    expect(amounts(result, 'balanceSheet', 'totalAssets')).toEqual([277.31, 358.45])
  })

  it('is planned in whole kilograms where that is said, without an assumption', async () => {
    const whole: PlanInput = {
      ...paintShop,
      items: paintShop.items.map((item) => ({ ...item, quantityDecimals: 0 })),
      stock: [],
    }
    const result = await plan(whole)
    const [base, paint, pigment] = result.supply.records
    // 10.005 is 10 and 15.005 is 15.
    expect(paint?.produced).toEqual([10, 5])
    // 0.625 and 0.9375 of a kilogram: one, and then none.
    expect(pigment?.dependentDemand).toEqual([1, 0])
    // 9.5 is 10, 14.25 is 15.
    expect(base?.dependentDemand).toEqual([10, 5])
    expect(result.assumptions.filter(({ code }) => code === 'decimals-by-unit')).toEqual([])
    expect(verify(result, { input: whole }).checks.flatMap(({ failures }) => failures)).toEqual([])
  })

  it('is proven at any fineness, in large: 2 to 6 decimals, and each grid beside another', async () => {
    for (const paint of [2, 3, 4, 5, 6]) {
      for (const decimals of [2, 4, 6]) {
        const fine: PlanInput = {
          ...paintShop,
          calendar: { start: '2027-01-01', months: 6 },
          items: paintShop.items.map((item) => ({ ...item, quantityDecimals: item.id === 'paint' ? paint : decimals })),
          billOfMaterials: [
            { itemId: 'paint', componentId: 'pigment', quantityPer: 0.07, scrapShare: 0.03 },
            { itemId: 'paint', componentId: 'base', quantityPer: 0.93 },
          ],
          stock: [
            { itemId: 'pigment', onHand: 2_170_000.57 },
            { itemId: 'paint', onHand: 31_000.21 },
          ],
          operations: [{ itemId: 'paint', resourceId: 'mill', runHoursPerUnit: 0.001 }],
          resources: [{ id: 'mill', capacityHours: 31_000.7, costPerHour: 20 }],
          forecasts: [
            {
              itemId: 'paint',
              quantities: [30_101_370.37, 30_087_900.9, 40_140_030.03, 20_099_990.99, 30_120_500.5, 28_077_770.77],
            },
          ],
        }
        const result = await plan(fine)
        expect(result.status).toBe('optimal')
        expect(verify(result, { input: fine }).checks.flatMap(({ failures }) => failures)).toEqual([])
      }
    }
  })
})
