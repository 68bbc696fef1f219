import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { LimitConflict, ProductionItem, ProductionProblem } from '../../src/production/index.js'
import { FEWER_RUNS, months, problemArbitrary } from './helpers.js'

const solver = await loadDefaultSolver()

async function conflictsOf(problem: ProductionProblem): Promise<readonly LimitConflict[]> {
  const plan = await optimizeProduction(problem, { solver })
  expect(plan.status).toBe('infeasible')
  expect(plan.records).toEqual([])
  expect(plan.resources).toEqual([])
  expect(plan.certificate.ok).toBe(false)
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  return plan.diagnosis?.conflicts ?? []
}

const pressed = (item: Partial<ProductionItem>, capacityHours: number[]): ProductionProblem => ({
  calendar: months(3),
  items: [{ id: 'panel', price: 100, demand: [40, 60, 50], ...item }],
  operations: [{ itemId: 'panel', resourceId: 'Press', runHoursPerUnit: 0.5 }],
  resources: [{ id: 'Press', capacityHours, overtimeHours: 2, costPerHour: 20 }],
})

describe('an infeasible problem', () => {
  it('names the resource, the period and the hours that are missing', async () => {
    // 150 panels take 75 hours; 20.5 + 18 + 18 and 6 of overtime are 62.5.
    const conflicts = await conflictsOf(pressed({ unmetDemand: 'forbidden' }, [20.5, 18, 18]))
    expect(conflicts.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(12.5, 6)
    expect(
      conflicts.every(
        ({ limit, resourceId, unit }) => limit === 'capacity' && resourceId === 'Press' && unit === 'hours',
      ),
    ).toBe(true)
  })

  it('says it in words', async () => {
    const conflicts = await conflictsOf({ ...pressed({ unmetDemand: 'forbidden' }, [18, 28, 10.5]) })
    expect(conflicts).toEqual([
      {
        limit: 'capacity',
        resourceId: 'Press',
        periodId: '2027-03',
        amount: 12.5,
        unit: 'hours',
        message: 'Press needs 12.5 hours more than its regular and overtime hours in 2027-03.',
      },
    ])
  })

  it('names material that cannot arrive in time', async () => {
    const conflicts = await conflictsOf({
      calendar: months(2),
      items: [
        {
          id: 'chip',
          price: 9,
          purchaseCost: 4,
          demand: [10, 10],
          leadTimeDays: 31,
          onHand: 3,
          unmetDemand: 'forbidden',
        },
      ],
    })
    expect(conflicts).toEqual([
      {
        limit: 'supply',
        itemId: 'chip',
        sourceId: 'chip',
        periodId: '2027-01',
        amount: 7,
        unit: 'units',
        message: '7 units more of chip would have to arrive in 2027-01, before its lead time is over.',
      },
    ])
  })

  it('names a supply limit, a minimum stock, a maximum stock and a firm order', async () => {
    const calendar = months(1)
    const limited = await conflictsOf({
      calendar,
      items: [{ id: 'tea', purchaseCost: 4, demand: [10], unmetDemand: 'forbidden', supplyLimit: [8] }],
    })
    expect(limited.map(({ limit, amount }) => [limit, amount])).toEqual([['supply', 2]])
    const minimum = await conflictsOf({
      calendar,
      items: [{ id: 'tea', purchaseCost: 4, supplyLimit: [8], minimumStock: [9] }],
    })
    expect(minimum).toMatchObject([
      {
        limit: 'minimumStock',
        amount: 1,
        message: 'The stock of tea at the close of 2027-01 is 1 unit under its minimum.',
      },
    ])
    const maximum = await conflictsOf({
      calendar,
      items: [{ id: 'tea', purchaseCost: 4, onHand: 8, maximumStock: [5] }],
    })
    expect(maximum).toMatchObject([{ limit: 'maximumStock', amount: 3 }])
    const firm = await conflictsOf({
      calendar,
      items: [
        { id: 'kit', source: 'make', firmSupply: [6] },
        { id: 'box', purchaseCost: 1, onHand: 4, supplyLimit: [0], leadTimeDays: 0, firmSupply: [0] },
      ],
      billOfMaterials: [{ itemId: 'kit', componentId: 'box', quantityPer: 1 }],
    })
    expect(firm).toMatchObject([
      {
        limit: 'firmSupply',
        itemId: 'box',
        amount: 2,
        message: 'The firm supply of box in 2027-01 is 2 units too low.',
      },
    ])
  })

  it('is mended by lifting the limits that are named, then those that whole units name', async () => {
    let infeasible = 0
    await fc.assert(
      fc.asyncProperty(problemArbitrary({ forbidden: true, decimals: false }), async (problem) => {
        const plan = await optimizeProduction(problem, { solver })
        if (plan.status !== 'infeasible') return
        infeasible += 1
        const conflicts = plan.diagnosis?.conflicts ?? []
        expect(conflicts.length).toBeGreaterThan(0)
        let mended = lift(problem, conflicts)
        let answer = await optimizeProduction(mended, { solver })
        for (let round = 0; round < 4 && answer.diagnosis !== undefined; round += 1) {
          mended = lift(mended, answer.diagnosis.conflicts)
          answer = await optimizeProduction(mended, { solver })
        }
        expect(answer.status).toBe('optimal')
      }),
      { numRuns: FEWER_RUNS },
    )
    expect(infeasible).toBeGreaterThan(FEWER_RUNS / 20)
  })
})

/** The problem without the limits of the list. */
function lift(problem: ProductionProblem, conflicts: readonly LimitConflict[]): ProductionProblem {
  const { periods } = problem.calendar
  const AMPLE = 1e6
  let { resources = [] } = problem
  // Firm periods are written out item by item, so that one of them can be lifted.
  let items = problem.items.map((item): ProductionItem => ({
    ...item,
    firmSupply: periods.map((_, t) => item.firmSupply?.[t] ?? (t < (problem.firmPeriods ?? 0) ? 0 : null)),
  }))
  for (const { limit, itemId, resourceId, periodId } of conflicts) {
    const at = periods.findIndex((period) => period.id === periodId)
    const put = <T>(values: T | readonly T[] | undefined, otherwise: T, value: T): T[] =>
      periods.map((_, t) =>
        t === at ? value : ((Array.isArray(values) ? (values as T[])[t] : (values as T | undefined)) ?? otherwise),
      )
    resources = resources.map((resource) =>
      resource.id === resourceId
        ? { ...resource, capacityHours: put(resource.capacityHours as number[], 0, AMPLE) }
        : resource,
    )
    items = items.map((item): ProductionItem => {
      if (item.id !== itemId) return item
      const supplyLimit = put(item.supplyLimit, AMPLE, AMPLE)
      if (limit === 'supply') return { ...item, supplyLimit, leadTimeDays: 0 }
      if (limit === 'firmSupply')
        return { ...item, supplyLimit, leadTimeDays: 0, firmSupply: put(item.firmSupply, null, null) }
      if (limit === 'minimumStock') return { ...item, minimumStock: put(item.minimumStock, 0, 0) }
      if (limit === 'maximumStock') return { ...item, maximumStock: put(item.maximumStock, AMPLE, AMPLE) }
      return { ...item, unmetDemand: 'backlog' }
    })
  }
  return { ...problem, firmPeriods: 0, items, resources }
}
