import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { supplyOf } from './supplyOf.js'

/**
 * Overtime that is on offer and that nobody works. A chair at 150 does not pay for an hour at 160 or 174; who waits for it is left at the
 * end of the plan, and waits no longer for that: what lies there is his, and hours are his that he pays more for than others do.
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

/** What a plan earns, lateness counted and what is missing of safety stock not. */
const earned = ({ supply: { objective } }: Plan): number => objective.total - objective.safetyStockShortfall

describe('a saw of 120 hours that makes chairs, sold as they are or varnished', () => {
  const shop = (overtime: object, safety: { readonly chair?: number; readonly varnished?: number }): PlanInput => ({
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'chair', price: 150, ...(safety.chair !== undefined && { safetyStock: safety.chair }) },
      { id: 'varnished', price: 170, ...(safety.varnished !== undefined && { safetyStock: safety.varnished }) },
    ],
    billOfMaterials: [{ itemId: 'varnished', componentId: 'chair', quantityPer: 1 }],
    operations: [{ itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 }],
    resources: [{ id: 'saw', costPerHour: 2, capacityHours: 120, ...overtime }],
    customerOrders: [{ id: 'booked', itemId: 'chair', quantity: 40, requestedDate: '2027-01-02' }],
    forecasts: [
      { itemId: 'chair', quantities: [195, 204], stdDev: [30, 30] },
      { itemId: 'varnished', quantities: [98, 101], stdDev: [30, 30] },
    ],
  })
  const offer = { overtimeHours: 20, overtimeCostPerHour: 160 }

  // 98 and 101 of 120 chairs are varnished, which pays more. 22 and 19 are left for who asks for a chair, at once: of 195 wait 173, then 358.
  it.each([{}, { chair: 0 }, { varnished: 0 }])(
    'serves the same with and without the offer, safety stock %j',
    async (safety) => {
      const without = await proven(shop({}, safety))
      const offered = await proven(shop(offer, safety))
      for (const one of [without, offered]) {
        expect(one.supply.resources[0]?.overtimeHours).toEqual([0, 0])
        expect(supplyOf(one, 'chair').shipped).toEqual([22, 19])
        expect(supplyOf(one, 'chair').backlog).toEqual([173, 358])
        expect(supplyOf(one, 'chair').closing).toEqual([0, 0])
        expect(supplyOf(one, 'varnished').shipped).toEqual([98, 101])
        expect(one.kpis.netIncome.total).toBe(41 * 150 + 199 * 170 - 240 * 2)
      }
      expect(earned(offered)).toBeCloseTo(earned(without), 6)
    },
  )

  it('is refused by the proof where a chair lies there beside who waits for it', async () => {
    const result = structuredClone(await plan(shop(offer, { varnished: 0 })))
    const chair = supplyOf(result, 'chair')
    Object.assign(chair, { shipped: [0, 41], backlog: [195, 358], closing: [22, 0] })
    const found = verify(result).checks.find(({ id }) => id === 'orders-before-loss')
    expect(found?.failures.map(({ path }) => path)).toEqual(['supply.records[0].closing[0]'])
  })
})

it('gives no hours to who pays less by them because who pays more does not pay overtime', async () => {
  // A chair brings 161 by the hour, a varnished one 127 - 27 = 100; neither pays 174 for an hour of overtime. All 80 hours go to chairs.
  const shop = (overtime: object): PlanInput => ({
    calendar: { start: '2027-01-01', months: 5 },
    items: [
      { id: 'chair', price: 161, safetyStock: 0 },
      { id: 'varnished', price: 127, safetyStock: 0 },
      { id: 'varnish', purchaseCost: 27, safetyStock: 0 },
    ],
    billOfMaterials: [
      { itemId: 'varnished', componentId: 'chair', quantityPer: 1 },
      { itemId: 'varnished', componentId: 'varnish', quantityPer: 1 },
    ],
    operations: [{ itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 }],
    resources: [{ id: 'saw', costPerHour: 20, capacityHours: 80, ...overtime }],
    forecasts: [
      { itemId: 'chair', quantities: [44, 175, 123, 124, 194] },
      { itemId: 'varnished', quantities: [118, 3, 45, 41, 20] },
    ],
  })
  for (const overtime of [{}, { overtimeHours: 18, overtimeCostPerHour: 174 }]) {
    const result = await proven(shop(overtime))
    // January asks for 44 chairs; the other 36 of its 80 lie there for February.
    expect(supplyOf(result, 'chair').shipped).toEqual([44, 116, 80, 80, 80])
    expect(supplyOf(result, 'varnished').shipped).toEqual([0, 0, 0, 0, 0])
    expect(result.supply.resources[0]?.overtimeHours).toEqual([0, 0, 0, 0, 0])
    expect(result.kpis.netIncome.total).toBe(400 * (161 - 20))
  }
})
