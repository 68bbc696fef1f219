import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'
import { leavesForMoney } from '../production/wholeUnits/judgeShop.js'
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

describe('overtime dearer than what some customers pay', () => {
  const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max })
  const series = (min: number, max: number): fc.Arbitrary<number[]> =>
    fc.array(between(min, max), { minLength: 5, maxLength: 5 })
  const shop = fc.record({
    months: between(2, 5),
    chair: between(80, 200),
    varnished: between(80, 220),
    varnish: between(1, 30),
    table: fc.record({ price: between(60, 300), hours: between(1, 3), units: between(0, 40) }),
    wage: fc.constantFrom(2, 20, 60),
    hours: between(100, 200),
    overtime: between(5, 40),
    dearer: between(-30, 40),
    chairs: series(40, 200),
    ofVarnished: series(0, 120),
    stdDev: fc.constantFrom(0, 10, 30),
    booked: between(1, 40),
    onHand: between(1, 40),
  })
  type Shop = typeof shop extends fc.Arbitrary<infer T> ? T : never
  const offered = (one: Shop): object => ({
    overtimeHours: one.overtime,
    overtimeCostPerHour: Math.max(one.wage, one.chair + one.dearer),
  })
  const inputOf = (one: Shop, overtime: object): PlanInput => {
    const { months, stdDev, table } = one
    const asked = (itemId: string, quantities: number[]): NonNullable<PlanInput['forecasts']>[number] => ({
      itemId,
      quantities: quantities.slice(0, months),
      stdDev: quantities.slice(0, months).map(() => stdDev),
    })
    return {
      calendar: { start: '2027-01-01', months },
      items: [
        { id: 'chair', price: one.chair },
        { id: 'varnished', price: one.varnished },
        { id: 'varnish', purchaseCost: one.varnish },
        { id: 'table', price: table.price },
      ],
      billOfMaterials: [
        { itemId: 'varnished', componentId: 'chair', quantityPer: 1 },
        { itemId: 'varnished', componentId: 'varnish', quantityPer: 1 },
      ],
      operations: [
        { itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 },
        { itemId: 'table', resourceId: 'saw', runHoursPerUnit: table.hours },
      ],
      resources: [{ id: 'saw', costPerHour: one.wage, capacityHours: one.hours, ...overtime }],
      stock: [{ itemId: 'chair', onHand: one.onHand }],
      customerOrders: [{ id: 'o', itemId: 'chair', quantity: one.booked, requestedDate: '2027-01-02' }],
      forecasts: [
        asked('chair', one.chairs),
        asked('varnished', one.ofVarnished),
        { itemId: 'table', quantities: one.chairs.slice(0, months).map(() => table.units) },
      ],
    }
  }
  const atRates = ({ supply: { objective } }: Plan): number => objective.total
  const inMoney = ({ supply: { objective } }: Plan): number => objective.total - objective.backlog
  /** Where somebody is left for what he pays, money decides, and lateness only when somebody else is served: that may cost a thousandth. */
  const LATENESS = 1e-3

  it('lets nobody wait for what lies there, and never lowers what is earned', TIMEOUT, async () => {
    let left = 0
    await fc.assert(
      fc.asyncProperty(shop, async (one) => {
        const after = await plan(inputOf(one, offered(one)))
        expect(heldBack(after)).toEqual([])
        expect(verify(after).checks.flatMap(({ failures }) => failures)).toEqual([])
        const isLeft = leavesForMoney(after.supply)
        if (isLeft) left++
        // A safety stock may be worth overtime, and is worth holding.
        if (one.stdDev > 0) return
        const before = await plan(inputOf(one, {}))
        const { beforeRounding, total } = after.supply.objective
        const rounding = Math.max(0, beforeRounding - total) + 1e-6 * Math.abs(total)
        if (!isLeft) expect(atRates(after)).toBeGreaterThanOrEqual(atRates(before) - rounding)
        else if (after.supply.resources[0]?.overtimeHours.every((hours) => hours === 0))
          expect(inMoney(after)).toBeGreaterThanOrEqual(inMoney(before) * (1 - LATENESS) - rounding)
      }),
      { numRuns: Math.ceil(RUNS / 2), endOnFailure: true },
    )
    expect(left).toBeGreaterThan(RUNS / 30)
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
