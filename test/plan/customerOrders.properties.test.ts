import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toGrid } from '../../src/core/numbers/quantityGrid.js'
import { inStockUnits } from '../../src/core/structure/units.js'
import { loadDefaultSolver } from '../../src/lp/index.js'
import { planDemand } from '../../src/plan/demand/planDemand.js'
import type { DemandPlan } from '../../src/plan/demand/types.js'
import { plan } from '../../src/plan/index.js'
import { readPlanInput } from '../../src/schema/checkPlanInput.js'
import type { PlanInput } from '../../src/schema/index.js'
import { normalizeInput } from '../../src/schema/normalForm/normalizeInput.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { RUNS } from './runs.js'

const solver = await loadDefaultSolver()

const demandOf = (input: PlanInput): DemandPlan => {
  const { input: given, calendar } = readPlanInput(input)
  return planDemand(normalizeInput(given, calendar, [], []), calendar)
}

const hasOrders = ({ customerOrders = [] }: PlanInput): boolean => customerOrders.length > 0

describe('an order book', () => {
  it('adds what was not foreseen and nothing else, whatever the windows: no unit twice, none lost', () => {
    let raised = 0
    fc.assert(
      fc.property(arbitraryPlanInput, fc.nat(3), fc.nat(3), (company, back, forward) => {
        fc.pre(hasOrders(company))
        const input = {
          ...company,
          policy: { ...company.policy, consumeBackwardPeriods: back, consumeForwardPeriods: forward },
        }
        const { calendar } = readPlanInput(input)
        const end = calendar.periods.at(-1)?.end ?? ''
        const [bare, full] = [demandOf({ ...input, customerOrders: [] }), demandOf(input)]
        for (const item of input.items) {
          const scale = 10 ** (item.quantityDecimals ?? (item.unit === 'm' ? 3 : 0))
          const sum = (of: DemandPlan, read: (row: DemandPlan['records'][number], t: number) => number): number[] =>
            calendar.periods.map((_, t) =>
              of.records
                .filter(({ itemId }) => itemId === item.id)
                .reduce((total, row) => total + toGrid(read(row, t), scale), 0),
            )
          const before = sum(bare, ({ consensus }, t) => consensus[t] ?? Number.NaN)
          const after = sum(full, ({ consensus }, t) => consensus[t] ?? Number.NaN)
          const booked = sum(full, (row, t) => row.booked?.[t] ?? 0)
          const inPlan = (input.customerOrders ?? []).filter(
            ({ itemId, requestedDate }) =>
              itemId === item.id && requestedDate >= input.calendar.start && requestedDate < end,
          )
          const all = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
          const units = inPlan.reduce(
            (total, order) => total + toGrid(inStockUnits(order, { unit: 'each', ...item }), scale),
            0,
          )
          expect(all(booked)).toBe(units)
          // What orders add is what they are more than the forecast: nothing where all was foreseen, all of them where none was.
          const added = all(after) - all(before)
          expect(added).toBeGreaterThanOrEqual(0)
          expect(added).toBeLessThanOrEqual(units)
          after.forEach((quantity, t) => expect(quantity).toBeGreaterThanOrEqual(booked[t] ?? Number.NaN))
          if (added > 0) raised++
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(raised).toBeGreaterThan(RUNS / 10)
  })

  it('is sold order by order, never more than was ordered, each at its price', { timeout: 3_000_000 }, async () => {
    let sold = 0
    await fc.assert(
      fc.asyncProperty(arbitraryPlanInput, async (input) => {
        fc.pre(hasOrders(input))
        const { ledger, input: normal } = await plan(input, { solver })
        const power = 10 ** ledger.decimals
        const units = new Map<string, number>()
        ledger.account.forEach((account, n) => {
          const { orderId, itemId } = ledger.refs[ledger.ref[n] ?? -1] ?? {}
          if (ledger.accounts[account] !== 'revenue' || orderId === undefined) return
          const quantity = -(ledger.quantity[n] ?? Number.NaN)
          const lines = normal.customerOrders.filter((row) => row.id === orderId && row.itemId === itemId)
          const prices = lines.flatMap(({ price }) => (price === undefined ? [] : [Number(price)]))
          const amount = -(ledger.amountMinor[n] ?? Number.NaN)
          if (prices.length === lines.length)
            expect(prices.some((price) => Math.abs(price * quantity * power - amount) <= 0.5 + 1e-6)).toBe(true)
          const key = JSON.stringify([orderId, itemId])
          units.set(key, (units.get(key) ?? 0) + quantity)
          sold++
        })
        for (const [key, quantity] of units) {
          const [orderId, itemId] = JSON.parse(key) as [string, string]
          const asked = normal.customerOrders
            .filter((row) => row.id === orderId && row.itemId === itemId)
            .reduce((sum, row) => sum + row.quantity, 0)
          expect(quantity).toBeLessThanOrEqual(asked + 1e-9)
        }
      }),
      { numRuns: Math.ceil(RUNS / 4), endOnFailure: true },
    )
    expect(sold).toBeGreaterThan(0)
  })
})
