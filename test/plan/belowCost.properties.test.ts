import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 60)
const TIMEOUT = { timeout: 120_000 + 2000 * RUNS }
const solver = await loadDefaultSolver()

const quantity = fc.oneof(
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.integer({ min: 1, max: 40 }), weight: 3 },
)

/** An item that costs 20 to buy, or 16 in parts and 4 in hours, for two markets and some orders at prices around that. */
const company = fc.record({
  prices: fc.tuple(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 5, max: 40 })),
  forecasts: fc.tuple(
    fc.array(quantity, { minLength: 4, maxLength: 4 }),
    fc.array(quantity, { minLength: 4, maxLength: 4 }),
  ),
  orders: fc.array(
    fc.record({
      market: fc.constantFrom('north', 'south'),
      month: fc.integer({ min: 0, max: 4 }),
      units: fc.integer({ min: 1, max: 15 }),
      price: fc.option(fc.integer({ min: 1, max: 60 })),
    }),
    { maxLength: 4 },
  ),
  onHand: fc.integer({ min: 0, max: 80 }),
  partsOnHand: fc.integer({ min: 0, max: 80 }),
  onTheWay: fc.option(fc.record({ month: fc.integer({ min: 1, max: 4 }), units: fc.integer({ min: 1, max: 60 }) })),
  safetyStock: fc.constantFrom(0, 0, 7),
  maximumStock: fc.option(fc.integer({ min: 20, max: 60 }), { freq: 6 }),
  leadTimeDays: fc.constantFrom(0, 0, 12, 45),
  hours: fc.option(fc.integer({ min: 5, max: 60 })),
  isMade: fc.boolean(),
  unmetDemand: fc.constantFrom('backlog' as const, 'lost' as const),
  sellBelowCost: fc.constantFrom('stockOnly' as const, 'stockOnly' as const, 'never' as const, 'always' as const),
})
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never

/** Without the forecast of markets that do not pay 20. */
function inputOf(one: Company, { isLean = false }: { readonly isLean?: boolean } = {}): PlanInput {
  const { isMade, hours, orders, onTheWay } = one
  const isAsked = (price: number | undefined): boolean => !isLean || (price ?? 0) >= 20
  return {
    calendar: { start: '2027-01-01', months: 4 },
    markets: [{ id: 'north' }, { id: 'south' }],
    items: [
      {
        id: 'lamp',
        safetyStock: one.safetyStock,
        ...(!isMade && { purchaseCost: 20, leadTimeDays: one.leadTimeDays }),
        ...(one.maximumStock !== null && { maximumStock: one.maximumStock }),
      },
      ...(isMade ? [{ id: 'shade', purchaseCost: 8, safetyStock: 0, leadTimeDays: one.leadTimeDays }] : []),
    ],
    ...(isMade && {
      billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 2 }],
      operations: [{ itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 }],
      resources: [{ id: 'bench', capacityHours: hours ?? 1000, costPerHour: 4 }],
    }),
    prices: [
      { itemId: 'lamp', marketId: 'north', price: one.prices[0] },
      { itemId: 'lamp', marketId: 'south', price: one.prices[1] },
    ],
    forecasts: one.forecasts.map((quantities, n) => ({
      itemId: 'lamp',
      marketId: n === 0 ? 'north' : 'south',
      quantities: quantities.map((units) => (isAsked(one.prices[n]) ? units : 0)),
    })),
    customerOrders: orders.map(({ market, month, units, price }, n) => ({
      id: `o${n}`,
      itemId: 'lamp',
      marketId: market,
      quantity: units,
      requestedDate: month === 0 ? '2026-12-20' : `2027-0${month}-15`,
      ...(price !== null && { price }),
    })),
    stock: [{ itemId: 'lamp', onHand: one.onHand }, ...(isMade ? [{ itemId: 'shade', onHand: one.partsOnHand }] : [])],
    ...(onTheWay !== null &&
      !isMade && {
        supplyOrders: [
          {
            id: 'way',
            kind: 'buy',
            itemId: 'lamp',
            quantity: onTheWay.units,
            dueDate: `2027-0${onTheWay.month}-10`,
            unitCost: 20,
          },
        ],
      }),
    policy: {
      unmetDemand: one.unmetDemand,
      sellBelowCost: one.sellBelowCost,
      consumeBackwardPeriods: 0,
      consumeForwardPeriods: 0,
    },
  }
}

const bought = (result: Plan): unknown =>
  result.supply.records.map(({ itemId, purchased, produced }) => [itemId, purchased, produced])

describe('a company with prices around its cost', () => {
  it('proves its plan, and sells to who is refused only what lay there', TIMEOUT, async () => {
    const seen = { refused: 0, sold: 0 }
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        const input = inputOf(one)
        const result = await plan(input, { solver })
        if (result.supply.records.length === 0) return
        expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
        const [lamp] = result.supply.records
        const refused = (lamp?.refused ?? []).reduce((a, b) => a + b, 0)
        const sold = (lamp?.refusedShipped ?? []).reduce((a, b) => a + b, 0)
        seen.refused += Number(refused > 0)
        seen.sold += Number(sold > 0)
        const there = one.onHand + (one.isMade ? 0 : (one.onTheWay?.units ?? 0))
        const served = (lamp?.shipped ?? []).reduce((a, b) => a + b, 0) - sold
        // What a maximum stock does not let lie goes, whoever wants it later; who is lost wants nothing any more.
        if (sold > 0 && one.maximumStock === null && one.unmetDemand === 'backlog')
          expect(sold + served).toBeLessThanOrEqual(there)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(seen.refused).toBeGreaterThan(RUNS / 6)
    expect(seen.sold).toBeGreaterThan(RUNS / 20)
  })

  it('buys and makes the same as if nobody had asked below cost', TIMEOUT, async () => {
    await fc.assert(
      fc.asyncProperty(
        company.filter(
          ({ sellBelowCost, orders, maximumStock, prices }) =>
            // An order consumes forecast, a maximum stock asks somebody to take what lies above it, and an item that nobody pays for
            // has no safety stock.
            sellBelowCost !== 'always' && orders.length === 0 && maximumStock === null && Math.max(...prices) >= 20,
        ),
        async (any) => {
          // Where nobody asks at all, the plain mean of the markets is the price of a month.
          const forecasts = any.forecasts.map((units) => units.map((quantity) => Math.max(1, quantity)))
          const one = { ...any, forecasts: forecasts as unknown as Company['forecasts'] }
          const [all, lean] = await Promise.all([
            plan(inputOf(one), { solver }),
            plan(inputOf(one, { isLean: true }), { solver }),
          ])
          if (all.supply.records.length === 0) return
          expect(bought(all)).toEqual(bought(lean))
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    )
  })

  it('serves every order in its month where hours and supply are ample, whatever it pays', TIMEOUT, async () => {
    await fc.assert(
      fc.asyncProperty(company, async (one) => {
        // Without anything on the way: whoever does not pay for a unit of today may wait for what comes anyway.
        const ample: Company = { ...one, leadTimeDays: 0, hours: null, maximumStock: null, onTheWay: null }
        const result = await plan(inputOf(ample), { solver })
        const byMonth = [0, 0, 0, 0]
        for (const { month, units } of one.orders) {
          const t = Math.max(0, month - 1)
          byMonth[t] = (byMonth[t] ?? 0) + units
        }
        const [lamp] = result.supply.records
        const toServed = (lamp?.shipped ?? []).map((units, t) => units - (lamp?.refusedShipped?.[t] ?? 0))
        byMonth.forEach((units, t) => expect(toServed[t], `month ${t + 1}`).toBeGreaterThanOrEqual(units))
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})
