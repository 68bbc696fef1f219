import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { isSopError } from '../../src/core/checking/errors.js'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { createMockSolver } from '../../src/lp/solvers/mock.js'
import { buildProductionModel } from '../../src/production/model/buildProductionModel.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionItem, ProductionProblem } from '../../src/production/index.js'
import { deepFreeze, lost, months } from './helpers.js'

const calendar = months(2)
const item = (more: Partial<ProductionItem> = {}): ProductionItem => ({
  id: 'cup',
  source: 'make',
  price: 5,
  demand: [4, 4],
  ...lost,
  ...more,
})

async function problemsOf(problem: ProductionProblem): Promise<string[]> {
  try {
    await optimizeProduction(problem, { solver: createMockSolver([]) })
  } catch (error) {
    if (isSopError(error)) {
      for (const issue of error.issues) expect(issue.remedy.length).toBeGreaterThan(10)
      return error.issues.map(({ code, path }) => `${code} ${path}`)
    }
    throw error
  }
  return []
}

describe('a limit of supply or stock', () => {
  it('is a number that holds in every period, or one for each', async () => {
    const plan = (more: Partial<ProductionItem>): Promise<unknown> =>
      optimizeProduction({
        calendar,
        items: [{ id: 'cup', source: 'buy', purchaseCost: 2, ...lost, price: 5, demand: [4, 4], onHand: 6, ...more }],
      })
    for (const field of ['safetyStock', 'minimumStock', 'maximumStock', 'supplyLimit'] as const)
      expect(await plan({ [field]: 3 })).toEqual(await plan({ [field]: [3, 3] }))
    // February, March and a quarter: a limit of 3 a month is 9 a quarter, as in a plan; a stock stays the same.
    const wide = createCalendar({ start: '2027-02-01', months: 2, quarters: 1 })
    const bought = async (supplyLimit: number | number[]): Promise<readonly number[] | undefined> => {
      const { records } = await optimizeProduction({
        calendar: wide,
        items: [{ id: 'cup', source: 'buy', purchaseCost: 2, price: 5, demand: [20, 20, 20], supplyLimit }],
      })
      return records[0]?.purchased
    }
    expect(await bought(3)).toEqual([3, 3, 9])
    expect(await bought([3, 3, 3])).toEqual([3, 3, 3])
  })

  it('that is crossed by another is told at the number', async () => {
    expect(await problemsOf({ calendar, items: [item({ minimumStock: 5, maximumStock: 4 })] })).toEqual([
      'CONFLICT items[0].minimumStock',
    ])
  })
})

describe('bad input', () => {
  it('is reported all at once, each with its path', async () => {
    const problem = deepFreeze({
      calendar,
      firmPeriods: 5,
      items: [
        item({ demand: [1, 2, 3] }),
        item({ id: 'cup' }),
        item({ id: 'jar', price: -1, onHand: Number.NaN, quantityDecimals: 9, unmetDemand: 'never' as 'lost' }),
        item({ id: 'lid', demand: [1, Number.POSITIVE_INFINITY], firmSupply: [1, -2], backlog: 0.5 }),
        item({ id: 'fix', kind: 'service', onHand: 3 }),
        item({ id: 'mug', firmSupply: [null], scheduledReceipts: [0.25, 0], yieldShare: 98 }),
      ],
      billOfMaterials: [{ itemId: 'cup', componentId: 'clay', quantityPer: 1 }],
      operations: [
        { itemId: 'cup', resourceId: 'kiln', runHoursPerUnit: 1 },
        { itemId: 'jar', resourceId: 'wheel', runHoursPerUnit: 1 },
      ],
      resources: [
        { id: 'wheel', capacityHours: 0 },
        { id: 'wheel', capacityHours: [1] },
      ],
    })
    const found = await problemsOf(problem)
    expect(found.sort()).toEqual(
      [
        'OUT_OF_RANGE firmPeriods',
        'MISALIGNED items[0].demand',
        'DUPLICATE_ID items[1].id',
        'OUT_OF_RANGE items[2].price',
        'NOT_FINITE items[2].onHand',
        'OUT_OF_RANGE items[2].quantityDecimals',
        'OUT_OF_RANGE items[2].unmetDemand',
        'NOT_FINITE items[3].demand[1]',
        'OUT_OF_RANGE items[3].firmSupply[1]',
        'OUT_OF_RANGE items[3].backlog',
        'CONFLICT items[4].onHand',
        'MISALIGNED items[5].firmSupply',
        'OUT_OF_RANGE items[5].scheduledReceipts[0]',
        'OUT_OF_RANGE items[5].yieldShare',
        'UNKNOWN_ID billOfMaterials[0].componentId',
        'UNKNOWN_ID operations[0].resourceId',
        'DUPLICATE_ID resources[1].id',
        'MISALIGNED resources[1].capacityHours',
        'NO_CAPACITY resources[0].capacityHours',
      ].sort(),
    )
  })

  it('covers an empty problem, a circle in the bills and a resource without hours', async () => {
    expect(await problemsOf({ calendar, items: [] })).toEqual(['EMPTY items'])
    expect(await problemsOf({ calendar: { ...calendar, periods: [] }, items: [item()] })).toEqual([
      'EMPTY calendar.periods',
    ])
    const circle = [
      { itemId: 'cup', componentId: 'jar', quantityPer: 1 },
      { itemId: 'jar', componentId: 'cup', quantityPer: 1 },
    ]
    expect(await problemsOf({ calendar, items: [item(), item({ id: 'jar' })], billOfMaterials: circle })).toEqual([
      'CYCLE billOfMaterials',
    ])
    const operations = [{ itemId: 'cup', resourceId: 'kiln', runHoursPerUnit: 1 }]
    expect(
      await problemsOf({ calendar, items: [item()], operations, resources: [{ id: 'kiln', capacityHours: 0 }] }),
    ).toEqual(['NO_CAPACITY resources[0].capacityHours'])
    expect(
      await problemsOf({
        calendar,
        items: [item()],
        operations,
        resources: [{ id: 'kiln', capacityHours: 0, overtimeHours: 1 }],
      }),
    ).not.toContain('NO_CAPACITY resources[0].capacityHours')
  })
})

describe('assumptions', () => {
  it('are listed where they matter', async () => {
    const plan = await optimizeProduction({
      calendar,
      items: [
        { id: 'lamp', price: 50, demand: [4, 4], safetyStock: [1, 1] },
        { id: 'shade', price: 50, demand: [4, 4], unmetDemand: 'lost', source: 'make' },
        { id: 'gift', purchaseCost: 0 },
        { id: 'late', source: 'buy', purchaseCost: 1, supplyLimit: [1, 1], firmSupply: [2, null] },
      ],
      operations: [
        { itemId: 'lamp', resourceId: 'bench', runHoursPerUnit: 1 },
        { itemId: 'late', resourceId: 'bench', runHoursPerUnit: 1 },
      ],
      resources: [{ id: 'bench', capacityHours: 10, overtimeHours: 2, costPerHour: 10 }],
    })
    expect(plan.warnings.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      "bill-not-used items['late'].source",
      "default-overtime-cost resources['bench'].overtimeCostPerHour",
      "default-penalty items['lamp'].backlogCostPerUnit",
      "default-penalty items['lamp'].safetyStockPenaltyPerUnit",
      "default-penalty items['shade'].lostSaleCostPerUnit",
      "default-source items['gift'].source",
      "firm-over-supply-limit items['late'].firmSupply[0]",
      "no-purchase-cost items['gift'].purchaseCost",
    ])
    expect(plan.records[3]?.purchased).toEqual([2, 0])
  })
})

describe('the port to solvers', () => {
  const problem: ProductionProblem = { calendar, items: [item({ source: 'buy', purchaseCost: 2 })] }

  it('builds the model that is solved', async () => {
    const { model, map } = buildProductionModel(problem)
    const inner = await loadDefaultSolver()
    const seen: number[] = []
    const plan = await optimizeProduction(problem, {
      solver: {
        ...inner,
        solve(part, options) {
          seen.push(part.columnCount)
          return inner.solve(part, options)
        },
      },
    })
    expect(seen.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(model.columnCount)
    expect(map.itemIds).toEqual(['cup'])
    expect(plan.certificate.primal[map.supply[0] as number]).toBe(4)
    expect(plan.objective.total).toBe(24)
  })

  it.each([
    ['noPlanInLimit', 'noPlanInLimit'],
    ['numericalError', 'numericalError'],
    // A plan that improves without end would have to be shown.
    ['unbounded', 'numericalError'],
  ] as const)('tells of a solver that says %s and no more', async (status, told) => {
    const plan = await optimizeProduction(problem, {
      solver: createMockSolver(() => ({ status })),
      timeLimitSeconds: 3,
    })
    expect(plan.status).toBe(told)
    expect(plan).toMatchObject({ records: [], shadowPrices: [] })
    expect(plan.diagnosis).toBeUndefined()
    expect(plan.certificate).toMatchObject({ ok: false, gap: Number.MAX_VALUE })
  })

  it('marks a plan that the time limit cut short, and does not vouch for it', async () => {
    const solver = createMockSolver(() => ({ status: 'feasible', bound: 1e6 }))
    const plan = await optimizeProduction(problem, { solver, timeLimitSeconds: 3 })
    expect(plan.status).toBe('feasible')
    expect(plan.certificate.ok).toBe(false)
    // The answer makes nothing; the last step to whole units buys what customers would lose.
    expect(plan.records[0]).toMatchObject({ purchased: [4, 4], lost: [0, 0] })
    expect(solver.options.every(({ timeLimitSeconds }) => timeLimitSeconds === 3)).toBe(true)
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })

  it('does not vouch for a wrong answer', async () => {
    const plan = await optimizeProduction(problem, {
      solver: createMockSolver((model) => ({ primal: new Float64Array(model.columnCount).fill(1) })),
    })
    expect(plan.status).toBe('numericalError')
    expect(plan.certificate.ok).toBe(false)
    expect(plan.records).toEqual([])
  })

  it('reports progress and stops on a signal', async () => {
    const stages = new Set<string>()
    await optimizeProduction(problem, { onProgress: ({ stage }) => stages.add(stage) })
    expect([...stages]).toEqual(['solve'])
    await expect(optimizeProduction(problem, { signal: { aborted: true } })).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
