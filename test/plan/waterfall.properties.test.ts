import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planDemand } from '../../src/plan/demand/planDemand.js'
import type { DemandPlan, DemandRecord } from '../../src/plan/demand/types.js'
import { normalizeInput } from '../../src/schema/normalForm/normalizeInput.js'
import { readPlanInput } from '../../src/schema/checkPlanInput.js'
import type { PlanInput } from '../../src/schema/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { arbitraryPlanInput } from './arbitraryPlanInput.js'
import { teaShop } from './teaShop.js'

/** A company is forecast several times over in a run. */
const RUNS = Math.min(2000, Number(process.env['SOP_FC_RUNS'] ?? 100))

const DEMAND_TABLES = [
  'transactions',
  'stockOuts',
  'hierarchy',
  'launches',
  'successions',
  'events',
  'opportunities',
  'pipelineStages',
  'views',
  'overrides',
] as const

/** The demand of an input, without costs, production and money. */
function demandOf(input: PlanInput): DemandPlan {
  const { input: given, calendar } = readPlanInput(input)
  return planDemand(normalizeInput(given, calendar, [], []), calendar)
}

const byKey = (records: readonly DemandRecord[]): Map<string, DemandRecord> =>
  new Map(records.map((record) => [JSON.stringify([record.itemId, record.marketId]), record]))

const companies = fc.oneof({ arbitrary: fc.constant(teaShop), weight: 1 }, { arbitrary: arbitraryPlanInput, weight: 9 })

/** Companies whose order book is empty: what is booked comes after everything else, and stays whatever is decided. */
const withoutOrders = companies.map((input): PlanInput => ({ ...input, customerOrders: [] }))

describe('the waterfall of any company', () => {
  it('adds up to the demand exactly, in order, and stays within half a unit of its running total', () => {
    let steps = 0
    fc.assert(
      fc.property(companies, (input) => {
        const { records } = demandOf(deepFreeze(input))
        for (const { itemId, waterfall, consensus, stdDev, intervals } of records) {
          const decimals = input.items.find(({ id }) => id === itemId)?.quantityDecimals ?? 0
          let running = 0
          consensus.forEach((quantity, t) => {
            expect(waterfall.reduce((sum, { quantities }) => sum + (quantities[t] as number), 0)).toBe(quantity)
            expect(quantity).toBeGreaterThanOrEqual(0)
            const rounding = waterfall.find(({ step }) => step === 'rounding')?.quantities[t] ?? 0
            running += rounding
            expect(Math.abs(running)).toBeLessThanOrEqual(0.5 / 10 ** decimals + 1e-6)
            expect(stdDev[t]).toBeGreaterThanOrEqual(0)
            for (const { lower, upper } of intervals) {
              expect(lower[t]).toBeGreaterThanOrEqual(0)
              expect(upper[t]).toBeGreaterThanOrEqual(lower[t] as number)
            }
          })
          steps += waterfall.length
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(steps).toBeGreaterThan(2 * RUNS)
  })

  it('does not depend on the order of the tables', () => {
    let changed = 0
    fc.assert(
      fc.property(companies, fc.infiniteStream(fc.nat()), (input, numbers) => {
        const shuffle = <T>(rows: readonly T[]): T[] => {
          const copy = [...rows]
          for (let n = copy.length - 1; n > 0; n--) {
            const other = (numbers.next().value as number) % (n + 1)
            ;[copy[n], copy[other]] = [copy[other] as T, copy[n] as T]
          }
          return copy
        }
        const moved = Object.fromEntries(
          Object.entries(input).map(([field, value]) => [
            field,
            Array.isArray(value) ? shuffle(value as unknown[]) : value,
          ]),
        ) as unknown as PlanInput
        const [one, other] = [demandOf(input), demandOf(moved)]
        if (DEMAND_TABLES.some((table) => (input[table] ?? []).length > 0)) changed++
        const [here, there] = [byKey(one.records), byKey(other.records)]
        expect(there.size).toBe(here.size)
        for (const [key, record] of here) expect(JSON.stringify(there.get(key))).toBe(JSON.stringify(record))
        for (const node of one.reconciliation?.nodes ?? []) {
          const same = other.reconciliation?.nodes.find(({ id }) => id === node.id)
          expect(same?.statistical).toEqual(node.statistical)
          same?.reconciled.forEach((value, t) => expect(value).toBeCloseTo(node.reconciled[t] as number, 6))
        }
        expect(other.warnings.map(({ code }) => code).sort()).toEqual(one.warnings.map(({ code }) => code).sort())
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(changed).toBeGreaterThan(RUNS / 5)
  })
})

describe('tables that say nothing', () => {
  it('change nothing: empty ones, an expired override, an event elsewhere', () => {
    fc.assert(
      fc.property(withoutOrders, (input) => {
        const plain = { ...input, overrides: [] }
        const [{ id: itemId } = { id: '' }] = input.items
        const series = input.history?.[0] ?? input.forecasts?.[0]
        const expired =
          series === undefined
            ? []
            : [
                {
                  id: 'over',
                  ...target(series),
                  periodIds: [periodOf(input)],
                  quantity: 77,
                  reason: 'once',
                  owner: 'Ann',
                  expiryDate: '2020-01-01',
                },
              ]
        const elsewhere = [
          ...(input.events ?? []),
          { id: 'long ago', itemId, firstDate: '1999-01-01', lastDate: '1999-02-01', upliftRate: 3 },
        ]
        const [bare, full] = [demandOf(plain), demandOf({ ...plain, overrides: expired, events: elsewhere })]
        expect(JSON.stringify(full.records)).toBe(JSON.stringify(bare.records))
        const aheadOf = ({ outlooks }: DemandPlan): unknown =>
          outlooks.map(({ between }) => [between(-30, 9), between(0, 70)])
        expect(JSON.stringify(aheadOf(full))).toBe(JSON.stringify(aheadOf(bare)))
        expect(full.warnings.filter(({ code }) => code === 'override-expired')).toHaveLength(expired.length)
        const old = Object.fromEntries(
          Object.entries(input).filter(([field]) => !(DEMAND_TABLES as readonly string[]).includes(field)),
        ) as unknown as PlanInput
        if ((input.transactions ?? []).length > 0 || (input.hierarchy ?? []).length > 0) return
        const [absent, empty] = [
          demandOf(old),
          demandOf({ ...old, ...Object.fromEntries(DEMAND_TABLES.map((table) => [table, []])) }),
        ]
        expect(JSON.stringify(empty)).toBe(JSON.stringify(absent))
        for (const { waterfall, statistical } of absent.records) expect(waterfall[0]?.quantities).toEqual(statistical)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})

const target = ({
  itemId,
  marketId,
}: {
  readonly itemId: string
  readonly marketId?: string
}): { itemId: string; marketId?: string } => ({ itemId, ...(marketId !== undefined && { marketId }) })
const periodOf = (input: PlanInput): string => readPlanInput(input).calendar.periods[0]?.id as string

describe('an override', () => {
  it('is the last word: the quantity that it sets is planned for, zero too', () => {
    fc.assert(
      fc.property(withoutOrders, fc.nat({ max: 40 }), (input, units) => {
        const series = input.history?.[0] ?? input.forecasts?.[0]
        if (series === undefined) return
        const period = periodOf(input)
        const others = (input.overrides ?? []).filter(
          ({ itemId, marketId }) => itemId !== series.itemId || marketId !== series.marketId,
        )
        const overrides = [
          ...others,
          { id: 'last', ...target(series), periodIds: [period], quantity: units, reason: 'as ordered', owner: 'Ann' },
        ]
        const record = byKey(demandOf({ ...input, overrides }).records).get(
          JSON.stringify([series.itemId, series.marketId]),
        )
        expect(record?.consensus[0]).toBe(units)
        if (units === 0) expect(record?.stdDev[0]).toBe(0)
        const step = record?.waterfall.find(({ step: kind }) => kind === 'override')
        expect([step?.id, step?.reason, step?.owner]).toEqual(['last', 'as ordered', 'Ann'])
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})
