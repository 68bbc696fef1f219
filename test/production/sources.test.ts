import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { isSopError } from '../../src/core/checking/errors.js'
import { optimizeProduction, type ProductionProblem, type ProductionSource } from '../../src/production/index.js'
import { FEWER_RUNS, problemArbitrary } from './helpers.js'

const calendar = createCalendar({ start: '2027-01-01', months: 1 })

/** 50 are asked for at 100; a supplier takes 30 for each, and an hour of ours costs 20. */
const outside: ProductionProblem = {
  calendar,
  items: [{ id: 'frame', price: 100, demand: [50] }],
  sources: [{ id: 'coater', itemId: 'frame', kind: 'subcontract', purchaseCost: 30 }],
  operations: [{ itemId: 'frame', resourceId: 'bench', runHoursPerUnit: 1 }],
  resources: [{ id: 'bench', capacityHours: 60, costPerHour: 20 }],
}

/** The problem with every column that speaks of supply moved into a row of `sources`. */
function toRows(problem: ProductionProblem): ProductionProblem {
  const sources: ProductionSource[] = []
  const items = problem.items.map(({ source, purchaseCost, leadTimeDays, supplyLimit, firmSupply, ...item }) => {
    sources.push({
      itemId: item.id,
      ...(source !== undefined && { kind: source }),
      ...(purchaseCost !== undefined && { purchaseCost }),
      ...(leadTimeDays !== undefined && { leadTimeDays }),
      ...(supplyLimit !== undefined && { supplyLimit }),
      ...(firmSupply !== undefined && { firmSupply }),
    })
    return item
  })
  return { ...problem, items, sources: sources.reverse() }
}

async function problemsOf(problem: ProductionProblem): Promise<string[]> {
  try {
    await optimizeProduction(problem)
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ code, path, message }) => `${code} ${path}: ${message}`)
    throw error
  }
  return []
}

describe('a service', () => {
  const problem = (source: Pick<ProductionSource, 'purchaseCost'>): ProductionProblem => ({
    calendar,
    items: [{ id: 'advice', kind: 'service', price: 80, demand: [3], ...source }],
  })

  it('without a routing is made: nobody is asked where it is bought', async () => {
    const plan = await optimizeProduction(problem({}))
    expect(plan.sources[0]).toMatchObject({ itemId: 'advice', kind: 'make', quantities: [3] })
    expect(plan.records[0]).toMatchObject({ produced: [3], purchased: [0] })
    expect(plan.warnings.map(({ code }) => code)).toEqual(['default-penalty'])
  })

  it('that a supplier is paid for is subcontracted, as in a plan', async () => {
    const plan = await optimizeProduction(problem({ purchaseCost: 50 }))
    expect(plan.sources[0]).toMatchObject({ kind: 'subcontract', quantities: [3] })
    expect(plan.objective.purchases).toBe(-150)
  })
})

describe('work done outside', () => {
  it('pays the supplier and our own hours for every unit', async () => {
    const plan = await optimizeProduction(outside)
    expect(plan.objective).toMatchObject({ total: 2500, revenue: 5000, purchases: -1500, regularLabor: -1000 })
    expect(plan.records[0]).toMatchObject({ produced: [50], purchased: [0] })
    expect(plan.sources).toEqual([
      { sourceId: 'coater', itemId: 'frame', kind: 'subcontract', quantities: [50], worth: [0] },
    ])
  })

  it('is what a made item with a purchase cost is taken for', async () => {
    const { sources: _, ...rest } = outside
    const plan = await optimizeProduction({ ...rest, items: [{ ...outside.items[0], id: 'frame', purchaseCost: 30 }] })
    expect(plan.objective.total).toBe(2500)
    expect(plan.sources[0]).toMatchObject({ sourceId: 'frame', kind: 'subcontract' })
  })

  it('is not done where it costs more than it brings', async () => {
    const dear = await optimizeProduction({
      ...outside,
      items: [{ id: 'frame', price: 100, demand: [50], unmetDemand: 'lost', lostSaleCostPerUnit: 0 }],
      sources: [{ itemId: 'frame', kind: 'subcontract', purchaseCost: 81 }],
    })
    expect(dear.sources[0]?.quantities).toEqual([0])
  })
})

describe('the worth of a source', () => {
  it('is what one more unit of its limit, or of its firm order, would bring', async () => {
    const limited = await optimizeProduction({
      ...outside,
      sources: [{ itemId: 'frame', purchaseCost: 30, supplyLimit: [40] }],
    })
    const more = await optimizeProduction({
      ...outside,
      sources: [{ itemId: 'frame', purchaseCost: 30, supplyLimit: [41] }],
    })
    expect(limited.sources[0]?.worth[0]).toBeCloseTo(more.objective.total - limited.objective.total, 9)
    expect(limited.shadowPrices).toContainEqual({
      limit: 'supply',
      itemId: 'frame',
      sourceId: 'frame',
      values: limited.sources[0]?.worth,
    })
    const firm = await optimizeProduction({
      ...outside,
      sources: [{ itemId: 'frame', purchaseCost: 30, firmSupply: [55] }],
    })
    expect(firm.sources[0]).toMatchObject({ quantities: [55], worth: [-50] })
  })
})

describe('the columns of an item', () => {
  it('are shorthand for its row in sources', async () => {
    await fc.assert(
      fc.asyncProperty(problemArbitrary({ forbidden: true, decimals: true }), async (problem) => {
        const { warnings, ...byColumns } = await optimizeProduction(problem)
        const { warnings: rowWarnings, ...byRows } = await optimizeProduction(toRows(problem))
        expect(byRows).toEqual(byColumns)
        expect(rowWarnings).toHaveLength(warnings.length)
      }),
      { numRuns: FEWER_RUNS },
    )
  })

  it('are refused beside it, and so are a second source, an unknown item, kind or id', async () => {
    const item = { id: 'frame', price: 100, demand: [50], purchaseCost: 30 }
    expect(
      await problemsOf({
        ...outside,
        items: [item, { id: 'bolt' }],
        sources: [
          { itemId: 'frame', kind: 'subcontract', purchaseCost: 30 },
          { id: 'other', itemId: 'frame' },
          { itemId: 'nut' },
          { id: 'frame', itemId: 'bolt', kind: 'steal' as 'buy' },
        ],
      }),
    ).toEqual([
      "CONFLICT sources[1].itemId: Item 'frame' has sources[0] already; items with several sources are not planned yet.",
      "UNKNOWN_ID sources[2].itemId: There is no item 'nut'.",
      "DUPLICATE_ID sources[3].id: sources[0] has the id 'frame' already.",
      "CONFLICT items[0].purchaseCost: The source of 'frame' is described here and in sources[0].",
      'OUT_OF_RANGE sources[3].kind: There is no such kind of source.',
    ])
  })
})

describe('two operations of an item on one resource', () => {
  it('share its hours, also where quantities are made whole', async () => {
    const split = (
      id: string,
      hours: number,
    ): { id: string; itemId: string; resourceId: string; runHoursPerUnit: number } => ({
      id,
      itemId: 'frame',
      resourceId: 'bench',
      runHoursPerUnit: hours,
    })
    const problem: ProductionProblem = {
      calendar: createCalendar({ start: '2027-01-01', months: 2 }),
      items: [
        { id: 'frame', price: 100, demand: [9, 9], unmetDemand: 'lost', lostSaleCostPerUnit: 0 },
        { id: 'leg', price: 3, demand: [7, 7], unmetDemand: 'lost', lostSaleCostPerUnit: 0 },
      ],
      operations: [
        split('cut', 0.7),
        split('drill', 0.6),
        { itemId: 'leg', resourceId: 'bench', runHoursPerUnit: 0.55 },
      ],
      resources: [{ id: 'bench', capacityHours: [8, 7], costPerHour: 2 }],
    }
    const plan = await optimizeProduction(problem)
    const bench = plan.resources[0]
    plan.records[0]?.produced.forEach((frames, t) => {
      const needed = 1.3 * frames + 0.55 * (plan.records[1]?.produced[t] ?? 0)
      expect(bench?.regularHours[t]).toBeCloseTo(needed, 6)
      expect(needed).toBeLessThanOrEqual((bench?.capacityHours[t] ?? 0) + 1e-6)
    })
    const merged = await optimizeProduction({
      ...problem,
      operations: [
        { itemId: 'frame', resourceId: 'bench', runHoursPerUnit: 1.3 },
        ...(problem.operations ?? []).slice(2),
      ],
    })
    expect(plan.records.map(({ produced }) => produced)).toEqual(merged.records.map(({ produced }) => produced))
  })
})

it('have no columns of an item that would say nothing there', async () => {
  const [source] = outside.sources ?? []
  const problems = await problemsOf({
    ...outside,
    sources: [{ ...source, yieldShare: 0.5, lotSize: 3 } as unknown as ProductionSource],
  })
  expect(problems.map((one) => one.split(':')[0])).toEqual([
    'UNKNOWN_FIELD sources[0].yieldShare',
    'UNKNOWN_FIELD sources[0].lotSize',
  ])
})
