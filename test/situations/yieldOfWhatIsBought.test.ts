import { expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * Half of the panes are broken when they come. Ninety good ones are asked for. A yield belongs to what is made: of a bought item it is not
 * used, which is told. With a bill of one line the good pane is made of the pane that is bought, and all is counted.
 */
const pane: PlanInput = {
  calendar: { start: '2027-01-01', months: 1 },
  items: [{ id: 'pane', price: 30, purchaseCost: 10, yieldShare: 0.5, safetyStock: 0 }],
  forecasts: [{ itemId: 'pane', quantities: [90] }],
}

async function told(input: PlanInput): Promise<readonly string[]> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result.warnings.flatMap(({ code, refs }) =>
    code === 'yield-not-used' ? refs.map(({ itemId }) => itemId ?? '') : [],
  )
}

it('the yield of a bought item is not used, and told', async () => {
  expect(await told(pane)).toEqual(['pane'])
  expect(await told({ ...pane, items: pane.items.map((item) => ({ ...item, yieldShare: 1 })) })).toEqual([])
})

it('made of what is bought, twice as many are ordered and paid', async () => {
  const input: PlanInput = {
    ...pane,
    items: [
      { id: 'pane', price: 30, yieldShare: 0.5, safetyStock: 0 },
      { id: 'raw', purchaseCost: 10, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'pane', componentId: 'raw', quantityPer: 1 }],
  }
  expect(await told(input)).toEqual([])
  const { supply, costs } = await plan(input)
  const [raw] = supply.plannedOrders.filter(({ kind }) => kind === 'buy')
  expect([raw?.quantity, raw?.cost]).toEqual([180, 1800])
  expect(costs.find(({ itemId }) => itemId === 'pane')?.unitCost).toBe(20)
})
