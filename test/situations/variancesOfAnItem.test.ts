import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Who earns what. A shop sells ten pots and ten bowls a month. A pot sells for 100 and costs 40 in January, 95 from February
 * on; none is bought ahead, as there is no room. A bowl sells for 60 and costs 20.
 */
const shop: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [
    { id: 'pot', price: 100, purchaseCost: [40, 95, 95], maximumStock: 0 },
    { id: 'bowl', price: 60, purchaseCost: 20 },
  ],
  forecasts: ['pot', 'bowl'].map((itemId) => ({ itemId, quantities: [10, 10, 10] })),
}

const margins = async (input: PlanInput): Promise<[string, readonly number[]][]> => {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.contribution.map(({ itemId = '-', marketId, contributionMargin }) => [
    marketId === undefined ? itemId : `${itemId} in ${marketId}`,
    contributionMargin,
  ])
}

it('stands with the item that became dearer', async () => {
  expect(await margins(shop)).toEqual([
    ['-', [0, 0, 0]],
    // 10 x (60 - 20).
    ['bowl', [400, 400, 400]],
    // 10 x (100 - 40), then 10 x (100 - 95).
    ['pot', [600, 50, 50]],
  ])
})

/** A lamp of two shades, pots in two markets: shades and pots become dearer in February. */
const dearer: PlanInput = {
  calendar: { start: '2027-01-01', months: 2 },
  items: [
    { id: 'lamp', price: 100, maximumStock: 0 },
    { id: 'shade', purchaseCost: [10, 13], maximumStock: 0 },
    { id: 'pot', price: 100, purchaseCost: [40, 95], maximumStock: 0 },
  ],
  billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 2 }],
  markets: [{ id: 'north' }, { id: 'south' }],
  forecasts: [
    { itemId: 'lamp', quantities: [5, 5] },
    { itemId: 'pot', marketId: 'north', quantities: [6, 6] },
    { itemId: 'pot', marketId: 'south', quantities: [4, 4] },
  ],
}

it('is in the margin of what is sold where standards follow the price', async () => {
  expect(await margins(dearer)).toEqual([
    ['-', [0, 0]],
    // 5 x (100 - 2 x 10), then 5 x (100 - 2 x 13).
    ['lamp', [400, 370]],
    // 6 and 4 x (100 - 40), then x (100 - 95).
    ['pot in north', [360, 30]],
    ['pot in south', [240, 20]],
  ])
})

it('stands beside the markets, and with the component, where standards stay those of January', async () => {
  expect(await margins({ ...dearer, policy: { restandardRate: 2 } })).toEqual([
    ['-', [0, 0]],
    // 5 x (100 - 2 x 10).
    ['lamp', [400, 400]],
    // 10 x (40 - 95).
    ['pot', [0, -550]],
    // 6 and 4 x (100 - 40).
    ['pot in north', [360, 360]],
    ['pot in south', [240, 240]],
    // 10 x (10 - 13).
    ['shade', [0, -30]],
  ])
})
