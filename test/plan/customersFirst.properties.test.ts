import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, type PlanInput } from '../../src/index.js'
import { generateShop } from '../production/wholeUnits/generateShop.js'
import { shopPlanInput } from '../production/wholeUnits/shopPlanInput.js'
import { heldBack } from './heldBack.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const TIMEOUT = { timeout: 120_000 + 2000 * RUNS }

/** A shop whose resources are nearly full, or more than full, with a safety stock of every good and part. */
function keptShop(seed: number): PlanInput {
  const shop = generateShop(seed)
  const input = shopPlanInput(shop)
  const items = input.items.map((item, i) => {
    const first = shop.problem.items[i]?.demand?.[0] ?? 3
    return item.kind === 'service' ? item : { ...item, safetyStock: Math.max(1, Math.round(0.4 * first)) }
  })
  return { ...input, items }
}

describe('a company with safety stock of everything', () => {
  it('lets nobody wait for what lies there, or could be made of what lies there', TIMEOUT, async () => {
    let plans = 0
    const found: string[] = []
    for (let seed = 1; plans < Math.ceil(RUNS / 10); seed += 1) {
      const result = await plan(keptShop(seed))
      if (result.supply.records.length === 0) continue
      plans += 1
      for (const one of heldBack(result)) found.push(`shop ${seed}: ${JSON.stringify(one)}`)
    }
    expect(found).toEqual([])
  })
})

describe('an item of its own', () => {
  const quantities = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 8 })
  const shelf = fc.record({
    quantities,
    onHand: fc.integer({ min: 0, max: 30 }),
    safetyStock: fc.integer({ min: 0, max: 20 }),
    leadTimeDays: fc.integer({ min: 0, max: 40 }),
    price: fc.integer({ min: 50, max: 300 }),
    cost: fc.integer({ min: 5, max: 45 }),
    unmetDemand: fc.constantFrom('backlog' as const, 'lost' as const),
  })
  type Shelf = typeof shelf extends fc.Arbitrary<infer T> ? T : never
  const shippedBy = async (one: Shelf, serviceLevelShare: number): Promise<number[]> => {
    const { onHand, safetyStock, leadTimeDays, price, cost, unmetDemand } = one
    const result = await plan({
      calendar: { start: '2027-01-04', weeks: one.quantities.length },
      items: [{ id: 'a', price, purchaseCost: cost, leadTimeDays, safetyStock, unmetDemand }],
      stock: [{ itemId: 'a', onHand }],
      forecasts: [{ itemId: 'a', quantities: one.quantities }],
      policy: { serviceLevelShare },
    })
    let sum = 0
    return (result.supply.records[0]?.shipped ?? []).map((units) => (sum += units))
  }

  it('ships the same at every service level where supply is ample, and as early as it can', TIMEOUT, async () => {
    await fc.assert(
      fc.asyncProperty(shelf, async (one) => {
        const [least, ...more] = await Promise.all([0.8, 0.9, 0.95, 0.99].map((level) => shippedBy(one, level)))
        for (const shipped of more) expect(shipped).toEqual(least)
        // What lies there and is asked for is gone before anything new can come.
        const asked = one.quantities[0] ?? 0
        expect(least?.[0]).toBeGreaterThanOrEqual(Math.min(asked, one.onHand))
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    )
  })
})
