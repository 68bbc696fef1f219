import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { isSopError } from '../../src/core/checking/errors.js'
import { plan } from '../../src/plan/index.js'
import { optimizeProduction, type ProductionItem, type ProductionSource } from '../../src/production/index.js'
import type { PlanInput, PlanItem } from '../../src/schema/index.js'

const calendar = createCalendar({ start: '2027-01-01', months: 2 })

async function issuesOf(run: () => Promise<unknown>): Promise<string[]> {
  try {
    await run()
  } catch (error) {
    if (!isSopError(error)) throw error
    for (const { received, remedy } of error.issues) expect(received !== '' && remedy !== '').toBe(true)
    return error.issues.map(({ code, path, message }) => `${code} ${path}: ${message}`)
  }
  return []
}

const produce = (item: Partial<ProductionItem>, source: Partial<ProductionSource> = {}): Promise<string[]> =>
  issuesOf(() =>
    optimizeProduction({
      calendar,
      items: [{ id: 'paint', price: 10, demand: [3, 3], ...item }],
      sources: [{ itemId: 'paint', kind: 'buy', purchaseCost: 1, ...source }],
    }),
  )

/** The item stands second in the caller's list, and first in the normal form. */
const planned = (item: Partial<PlanItem>, rest: Partial<PlanInput> = {}): Promise<string[]> =>
  issuesOf(() =>
    plan({
      calendar: { start: '2027-01-01', months: 2 },
      items: [
        { id: 'zinc', price: 10, purchaseCost: 1 },
        { id: 'paint', price: 10, purchaseCost: 1, ...item },
      ],
      forecasts: [{ itemId: 'paint', quantities: [3, 3] }],
      ...rest,
    }),
  )

const TOO_FINE = "Counted with 6 decimals, no more than 1000000000 units of 'paint' can be added up exactly."

describe('a grid finer than a double can hold is refused', () => {
  it('by the optimizer: a quantity by its place, a total by its item', async () => {
    const fine = { quantityDecimals: 6 }
    expect(await produce({ ...fine, onHand: 1e10 })).toEqual([`OUT_OF_RANGE items[0].onHand: ${TOO_FINE}`])
    expect(await produce({ ...fine, scheduledReceipts: [0, 1e10] })).toEqual([
      `OUT_OF_RANGE items[0].scheduledReceipts[1]: ${TOO_FINE}`,
    ])
    expect(await produce(fine, { firmSupply: [null, 1e10] })).toEqual([
      `OUT_OF_RANGE sources[0].firmSupply[1]: ${TOO_FINE}`,
    ])
    expect(await produce({ ...fine, demand: [6e8, 6e8] })).toEqual([
      `OUT_OF_RANGE items[0]: ${TOO_FINE} In this plan there may be 1200000000.`,
    ])
    expect(await produce({ ...fine, demand: [5e8, 4e8] })).toEqual([])
    expect(await produce({ demand: [5e11, 4e11] })).toEqual([])
  })

  it('also where only the bill makes it so', async () => {
    const paint = { id: 'paint', price: 10, demand: [2e6, 2e6] }
    const problem = (quantityPer: number): Promise<string[]> =>
      issuesOf(() =>
        optimizeProduction({
          calendar,
          items: [paint, { id: 'drop', quantityDecimals: 6 }],
          sources: [{ itemId: 'drop', kind: 'buy', purchaseCost: 0.001 }],
          billOfMaterials: [{ itemId: 'paint', componentId: 'drop', quantityPer }],
        }),
      )
    expect(await problem(200)).toEqual([])
    // 4,000,000 x 300.
    expect(await problem(300)).toEqual([
      `OUT_OF_RANGE items[1]: ${TOO_FINE.replace('paint', 'drop')} In this plan there may be 1200000000.`,
    ])
  })

  it('by the plan, in the places of the input that was given', async () => {
    const fine = { quantityDecimals: 6 }
    const lots = ['a', 'b'].map((lotId) => ({ itemId: 'paint', lotId, onHand: 6e8 }))
    expect(await planned(fine, { stock: lots })).toEqual([
      expect.stringMatching(/^OUT_OF_RANGE items\[1\]: Counted with/),
    ])
    expect(await planned(fine, { forecasts: [{ itemId: 'paint', quantities: [6e8, 6e8] }] })).toEqual([
      `OUT_OF_RANGE items[1]: ${TOO_FINE} In this plan there may be 1200000000.`,
    ])
    const order = { itemId: 'paint', quantity: 2000, unit: 'ship', dueDate: '2027-01-05' }
    expect(await planned({ ...fine, units: [{ unit: 'ship', stockUnits: 1e6 }] }, { openOrders: [order] })).toEqual([
      `OUT_OF_RANGE openOrders[0].quantity: ${TOO_FINE}`,
    ])
    expect(await planned({}, { forecasts: [{ itemId: 'paint', quantities: [6e8, 6e8] }] })).toEqual([])
  })
})

describe('stock limits between which there is no quantity are refused', () => {
  const none = "there is no quantity of 'paint', which is counted by"

  it('by the optimizer, period by period', async () => {
    expect(await produce({ minimumStock: [5.2, 5.2], maximumStock: [5.4, 6] })).toEqual([
      `CONFLICT items[0].minimumStock[0]: Between 5.2 and 5.4 ${none} 1.`,
    ])
    expect(await produce({ minimumStock: [5.2, 5.2], maximumStock: [5.4, 5.4], quantityDecimals: 1 })).toEqual([])
    expect(await produce({ minimumStock: [5, 5], maximumStock: [4.9999999, 5] })).toEqual([
      "CONFLICT items[0].minimumStock[0]: The minimum stock of 'paint', 5, is above its maximum stock, 4.9999999.",
    ])
  })

  it('by the plan, where they are written', async () => {
    expect(await planned({ minimumStock: 5.2, maximumStock: 5.4 })).toEqual([
      `CONFLICT items[1].minimumStock: Between 5.2 and 5.4 ${none} 1.`,
    ])
    expect(await planned({ minimumStock: 5.2, maximumStock: [5.4, 7] })).toEqual([
      `CONFLICT items[1].maximumStock[0]: Between 5.2 and 5.4 ${none} 1.`,
    ])
    expect(await planned({}, { stockPolicies: [{ itemId: 'paint', minimumStock: [0, 6], maximumStock: 5 }] })).toEqual([
      "CONFLICT stockPolicies[0].minimumStock[1]: The minimum stock of 'paint', 6, is above its maximum stock, 5.",
    ])
    expect(await planned({ unit: 'kg', minimumStock: 5.2, maximumStock: 5.4 })).toEqual([])
    // An array that is too short is one mistake, not two; what is no number is told as such.
    expect(await planned({ minimumStock: [6], maximumStock: 6 })).toEqual([
      expect.stringMatching(/^MISALIGNED items\[1\]\.minimumStock/),
    ])
    expect(await planned({ minimumStock: Number.NaN, maximumStock: 5 })).toEqual([
      expect.stringMatching(/^NOT_FINITE items\[1\]\.minimumStock/),
    ])
  })
})

describe('limits between two quantities are kept, never passed', () => {
  it('of supply that must cover a demand that cannot wait: no plan, however near', async () => {
    const result = await optimizeProduction({
      calendar,
      items: [{ id: 'paint', price: 10, demand: [3, 3], unmetDemand: 'forbidden' }],
      sources: [{ itemId: 'paint', kind: 'buy', purchaseCost: 1, supplyLimit: [2.9999999, 9] }],
    })
    expect(result.status).toBe('infeasible')
    expect(result.diagnosis?.conflicts).toMatchObject([{ limit: 'supply', periodId: '2027-01', amount: 1 }])
  })

  it('of stock: 5.9999999 pieces are 5, and 5.0000001 are 6', async () => {
    const result = await optimizeProduction({
      calendar,
      items: [
        { id: 'least', demand: [0, 0], minimumStock: [5.0000001, 0] },
        { id: 'most', price: 10, demand: [0, 9], maximumStock: [5.9999999, 99], onHand: 0 },
      ],
      sources: [
        { itemId: 'least', kind: 'buy', purchaseCost: 1 },
        { itemId: 'most', kind: 'buy', purchaseCost: 1, supplyLimit: [9, 0] },
      ],
    })
    expect(result.records.map(({ itemId, closing }) => [itemId, closing[0]])).toEqual([
      ['least', 6],
      ['most', 5],
    ])
  })

  it('an item that is measured takes the decimals of its unit, and says so', async () => {
    const { records, warnings } = await optimizeProduction({
      calendar,
      items: [{ id: 'cable', unit: 'm', price: 10, demand: [1.25, 2.0005] }],
      sources: [{ itemId: 'cable', kind: 'buy', purchaseCost: 1 }],
    })
    expect(records[0]?.shipped).toEqual([1.25, 2.001])
    expect(warnings.filter(({ code }) => code === 'default-decimals')).toMatchObject([
      { path: "items['cable'].quantityDecimals", refs: [{ itemId: 'cable' }], value: 3 },
    ])
  })
})

describe('idle stock that costs less as another good', () => {
  it('is turned into as much of it as can be counted', async () => {
    // 100,000,000 drops at 0.05 for a liter would be 2,000,000,000 liters; a millionth of them is the last that can be told apart.
    const { status, records } = await optimizeProduction({
      calendar,
      items: [
        { id: 'drop', onHand: 1e8, holdingCostPerUnit: 1 },
        { id: 'liter', quantityDecimals: 6, price: 10, demand: [3, 3], holdingCostPerUnit: 0 },
      ],
      billOfMaterials: [{ itemId: 'liter', componentId: 'drop', quantityPer: 0.05 }],
    })
    expect(status).toBe('optimal')
    const made = (records[1]?.produced ?? []).reduce((sum, quantity) => sum + quantity, 0)
    expect(made).toBeGreaterThan(999_000_000)
    expect(made).toBeLessThanOrEqual(1e9)
    expect(records[1]?.closing[1]).toBeCloseTo(made - 6, 6)
    // Millionths of a liter, twenty liters for a drop: in whole numbers, since a ten-millionth counts here.
    const drops = (BigInt(Math.round(made * 1e6)) + 19_999_999n) / 20_000_000n
    expect(records[0]?.closing[1]).toBe(1e8 - Number(drops))
  })
})
