import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A workshop wants safety stock that it cannot have: its supplier gives no more than customers take, its machine makes no more,
 * its shelf is too small, a part comes too late. Every customer is served on time, and still the planner must know that nothing
 * lies behind them, and why.
 */
const shop = (item: PlanInput['items'][number], more: Partial<PlanInput> = {}): PlanInput => ({
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 4 },
  items: [{ price: 100, ...item }],
  forecasts: [{ itemId: 'g', quantities: [30, 30, 30, 30] }],
  ...more,
})

const told = async (input: PlanInput): Promise<unknown[]> => {
  const result = await plan(input)
  expect(verify(result, { input }).ok).toBe(true)
  expect(result.supply.records.every(({ backlog }) => backlog.every((units) => units === 0))).toBe(true)
  return result.exceptions.flatMap(({ code, severity, refs, periodIds, amount, value, message }) =>
    code === 'safety-stock-missing' ? [{ severity, refs, periodIds, amount, value, message }] : [],
  )
}

const all = ['2027-01', '2027-04'] as const

describe('safety stock that cannot be built', () => {
  it('is told with the supply limit that holds it back', async () => {
    // 30 a month come, 30 go: of 100 not one is ever there.
    expect(await told(shop({ id: 'g', purchaseCost: 10, supplyLimit: 30, safetyStock: 100 }))).toEqual([
      {
        severity: 'look',
        refs: [{ itemId: 'g' }, { itemId: 'g' }],
        periodIds: all,
        amount: 100,
        value: { heldBy: 'supplyLimit', units: [100] },
        message:
          "Up to 100 'g' of safety stock are missing from 2027-01 to 2027-04, though nobody waits for 'g': 'g' is at its supply limit.",
      },
    ])
  })

  it('is told with the machine that is full', async () => {
    const machine = {
      operations: [{ itemId: 'g', resourceId: 'm', runHoursPerUnit: 1 }],
      resources: [{ id: 'm', capacityHours: 30, costPerHour: 20 }],
    }
    expect(await told(shop({ id: 'g', safetyStock: 12 }, machine))).toMatchObject([
      { refs: [{ resourceId: 'm' }, { itemId: 'g' }], periodIds: all, amount: 12, value: { heldBy: 'resource' } },
    ])
  })

  it('is told with the shelf that is too small', async () => {
    // 20 lie there, ten less than are wanted.
    expect(await told(shop({ id: 'g', purchaseCost: 5, safetyStock: 30, maximumStock: 20 }))).toMatchObject([
      { periodIds: all, amount: 10, value: { heldBy: 'maximumStock', units: [10] } },
    ])
  })

  it('is told with the part that comes too late', async () => {
    // 70 on hand serve January and February, and leave 40 and 10; parts come on 2 March. Only February is short, by 20 of 30.
    const part = {
      items: [
        { id: 'g', price: 100, safetyStock: 30 },
        { id: 'p', purchaseCost: 10, leadTimeDays: 60, safetyStock: 0 },
      ],
      billOfMaterials: [{ itemId: 'g', componentId: 'p', quantityPer: 1 }],
      stock: [{ itemId: 'g', onHand: 70 }],
    }
    expect(await told(shop({ id: 'g' }, part))).toMatchObject([
      {
        refs: [{ itemId: 'p' }, { itemId: 'g' }],
        periodIds: ['2027-02', '2027-02'],
        amount: 20,
        value: { heldBy: 'leadTime' },
      },
    ])
  })

  it('is no row where it is there, nor where a customer waits', async () => {
    expect(await told(shop({ id: 'g', purchaseCost: 10, safetyStock: 100 }))).toEqual([])
    const late = await plan(shop({ id: 'g', purchaseCost: 10, supplyLimit: 20, safetyStock: 100 }))
    expect(late.exceptions.map(({ code }) => code)).toEqual(['supply-limit'])
  })
})
