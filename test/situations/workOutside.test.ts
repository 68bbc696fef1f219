import { describe, expect, it } from 'vitest'
import { type Plan, plan, type PlanInput, type PlanItem, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Work done outside. A workshop is asked for 50 frames at 100 each. A coater takes 30 for each of them, and an hour of our own
 * at 20 goes into each. Nothing is in stock, and everything is paid at once. It has 2,000 in the bank.
 */
const workshop = {
  calendar: { start: '2027-01-01', months: 1 },
  operations: [{ itemId: 'frame', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 80, costPerHour: 20 }],
  forecasts: [{ itemId: 'frame', quantities: [50] }],
  finance: { openingCash: 2_000 },
} satisfies Partial<PlanInput>

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

function expectGrossProfit(result: Plan): void {
  // 50 x 100 less 50 x (30 + 20). Left out, the coater's bill made it 4,000.
  expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([5_000])
  expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([2_500])
  // 50 x 30 to the coater; 80 hours are there, 50 are worked and paid.
  expect(amounts(result, 'cashFlow', 'paymentsToSuppliers')).toEqual([-1_500])
  expect(amounts(result, 'balanceSheet', 'cash')).toEqual([4_500])
  expect(result.supply.objective).toMatchObject({ purchases: -1_500, regularLabor: -1_000 })
  expect(result.costs[0]).toMatchObject({ unitCost: 50, variableCost: 50 })
  expect(result.costs[0]?.elements).toMatchObject({ material: 0, outsideProcessing: 30, labor: 20 })
}

describe('a frame that a coater works on', () => {
  it('pays the coater for each: a made item with a purchase cost', async () => {
    const result = await proven({ ...workshop, items: [{ id: 'frame', price: 100, purchaseCost: 30 }] })
    expectGrossProfit(result)
    expect(result.supply.sources).toEqual([
      { sourceId: 'frame', itemId: 'frame', kind: 'subcontract', quantities: [50], worth: [0] },
    ])
    expect(result.assumptions.map(({ code }) => code)).toContain('source-is-subcontract')
  })

  it('pays the coater for each: a row of sources', async () => {
    const result = await proven({
      ...workshop,
      items: [{ id: 'frame', price: 100 }],
      suppliers: [{ id: 'coater' }],
      sources: [{ id: 'coating', itemId: 'frame', kind: 'subcontract', purchaseCost: 30, supplierId: 'coater' }],
    })
    expectGrossProfit(result)
    expect(result.supply.sources[0]).toMatchObject({ sourceId: 'coating', kind: 'subcontract' })
    expect(result.assumptions.map(({ code }) => code)).not.toContain('source-is-subcontract')
  })

  it('is worth no more than it brings: at 81 for each, the workshop leaves it', async () => {
    const result = await proven({
      ...workshop,
      items: [{ id: 'frame', price: 100, purchaseCost: 81, unmetDemand: 'lost' }],
    })
    // 81 + 20 of cost against a price of 100.
    expect(result.supply.records[0]?.produced).toEqual([0])
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([0])
  })

  it('costs the price alone where nothing of our own goes into it', async () => {
    const { operations: _, resources: __, ...rest } = workshop
    const result = await proven({
      ...rest,
      items: [{ id: 'frame', price: 100, source: 'subcontract', purchaseCost: 30 }],
    })
    // 50 x 100 less 50 x 30.
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([3_500])
    expect(result.costs[0]?.elements).toMatchObject({ material: 0, outsideProcessing: 30, labor: 0 })
  })

  it('that is outside already is refused as an order, and is worth what goes into it as firm supply', async () => {
    // Frames of a part of 40; 50 are at the coater, who takes 30 for each.
    const { operations: _, resources: __, ...rest } = workshop
    const given = {
      ...rest,
      items: [
        { id: 'frame', price: 100, purchaseCost: 30 },
        { id: 'part', purchaseCost: 40 },
      ],
      billOfMaterials: [{ itemId: 'frame', componentId: 'part', quantityPer: 1 }],
    }
    const openOrders = [{ itemId: 'frame', quantity: 50, dueDate: '2027-01-20' }]
    await expect(plan({ ...given, openOrders })).rejects.toThrow('Orders of outside work under way are not planned yet')
    const [frame, part] = given.items
    const result = await proven({
      ...given,
      items: [{ ...frame, id: 'frame', firmSupply: [50] }, part as PlanItem],
      stock: [{ itemId: 'part', onHand: 50 }],
    })
    // 50 x 100 less 50 x (30 + 40). Taken in at full standard for the outside price alone, they made it 3,500.
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([1_500])
    expect(amounts(result, 'cashFlow', 'paymentsToSuppliers')).toEqual([-1_500])
    expect(amounts(result, 'balanceSheet', 'inventoryMaterials')).toEqual([0])
  })

  it('stays in stock at what it cost, the coater among it', async () => {
    const result = await proven({
      ...workshop,
      items: [{ id: 'frame', price: 100, purchaseCost: 30, firmSupply: [60] }],
    })
    // 10 of 60 stay: 10 x (30 + 20).
    expect(amounts(result, 'balanceSheet', 'inventoryFinishedGoods')).toEqual([500])
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([2_500])
    expect(result.supply.sources[0]).toMatchObject({ quantities: [60] })
  })
})
