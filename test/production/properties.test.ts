import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { solveModel } from '../../src/lp/solveModel.js'
import { buildProductionModel } from '../../src/production/model/buildProductionModel.js'
import { prepareProblem } from '../../src/production/prepareProblem.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionProblem } from '../../src/production/index.js'
import { fullModel } from './fullModel.js'
import { FEWER_RUNS, RUNS, deepFreeze, expectConsistent, problemArbitrary } from './helpers.js'

const solver = await loadDefaultSolver()

/** The same company with every penalty given, as the plain form needs them. */
const withPenalties = (problem: ProductionProblem): ProductionProblem => ({
  ...problem,
  items: problem.items.map((item) => ({
    backlogCostPerUnit: 1.25,
    lostSaleCostPerUnit: 0.5,
    safetyStockPenaltyPerUnit: 0.75,
    ...item,
  })),
})

/** Compares objectives that a solver found by two ways. */
const expectClose = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)))
}

/** What a company of the generator may have; each must come up in at least one run of a hundred. */
const FEATURES: Readonly<Record<string, (problem: ProductionProblem) => boolean>> = {
  service: ({ items }) => items.some(({ kind }) => kind === 'service'),
  backlog: ({ items }) => items.some(({ unmetDemand }) => unmetDemand === 'backlog'),
  lost: ({ items }) => items.some(({ unmetDemand }) => unmetDemand === 'lost'),
  forbidden: ({ items }) => items.some(({ unmetDemand }) => unmetDemand === 'forbidden'),
  'demand for a component': ({ items, billOfMaterials = [] }) =>
    items.some(
      ({ id, demand }) => demand !== undefined && billOfMaterials.some(({ componentId }) => componentId === id),
    ),
  'three levels': ({ billOfMaterials = [] }) =>
    billOfMaterials.some(({ componentId }) => billOfMaterials.some(({ itemId }) => itemId === componentId)),
  'lead time': ({ items }) => items.some(({ leadTimeDays = 0 }) => leadTimeDays > 0),
  'arrival inside a bucket': ({ items }) =>
    items.some(
      ({ leadTimeDays, unmetDemand }) => (leadTimeDays === 14 || leadTimeDays === 40) && unmetDemand === 'lost',
    ),
  'scheduled receipts': ({ items }) => items.some(({ scheduledReceipts }) => scheduledReceipts !== undefined),
  'opening backlog': ({ items }) => items.some(({ backlog = 0 }) => backlog > 0),
  'safety stock': ({ items }) =>
    items.some(({ safetyStock }) => [safetyStock ?? 0].flat().some((target) => target > 0)),
  'minimum stock': ({ items }) =>
    items.some(({ minimumStock }) => [minimumStock ?? 0].flat().some((stock) => stock > 0)),
  'maximum stock': ({ items }) => items.some(({ maximumStock }) => maximumStock !== undefined),
  'supply limit': ({ items }) => items.some(({ supplyLimit }) => supplyLimit !== undefined),
  'firm supply': ({ items }) => items.some(({ firmSupply }) => firmSupply !== undefined),
  'firm periods': ({ firmPeriods = 0 }) => firmPeriods > 0,
  yield: ({ items }) => items.some(({ yieldShare = 1 }) => yieldShare < 1),
  scrap: ({ billOfMaterials = [] }) => billOfMaterials.some(({ scrapShare = 0 }) => scrapShare > 0),
  decimals: ({ items }) => items.some(({ quantityDecimals = 0 }) => quantityDecimals > 0),
  'price by period': ({ items }) => items.some(({ price }) => typeof price === 'object'),
  'default penalty': ({ items }) => items.some(({ backlogCostPerUnit }) => backlogCostPerUnit === undefined),
  overtime: ({ resources = [] }) => resources.some(({ overtimeHours }) => overtimeHours !== 0),
  'set-up': ({ operations = [] }) => operations.some(({ setupHours = 0 }) => setupHours > 0),
}

describe('the generator of companies', () => {
  it('reaches every rule and option', ({ task }) => {
    const samples = fc.sample(problemArbitrary({ forbidden: true }), { numRuns: Math.max(300, FEWER_RUNS), seed: 1 })
    const shares = Object.entries(FEATURES).map(
      ([name, has]) => [name, samples.filter(has).length / samples.length] as const,
    )
    for (const [name, share] of shares) expect(share, name).toBeGreaterThanOrEqual(0.01)
    if (RUNS <= 1000) return
    const histogram = shares.map(([name, share]) => `${name} ${Math.round(100 * share)} %`).join(', ')
    ;(task.meta as { closing?: string }).closing = `production, share of random companies: ${histogram}`
  })
})

describe('random companies', () => {
  it('conserve units and keep hours within capacity, with a proven optimum', async () => {
    await fc.assert(
      fc.asyncProperty(problemArbitrary(), async (problem) => {
        deepFreeze(problem)
        const plan = await optimizeProduction(problem, { solver })
        fc.pre(plan.status === 'optimal')
        expectConsistent(problem, plan)
        expect(plan.certificate.ok).toBe(true)
        expect(plan.certificate.gap).toBeLessThanOrEqual(1e-6)
        expectClose(plan.certificate.objective, plan.objective.beforeRounding)
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
        expect(structuredClone(plan)).toEqual(plan)
      }),
      { numRuns: RUNS },
    )
  })

  it('have the optimum of the plain textbook form', async () => {
    let feasible = 0
    await fc.assert(
      fc.asyncProperty(problemArbitrary({ forbidden: true }).map(withPenalties), async (problem) => {
        // The textbook form has no work on units that take longer than a period.
        fc.pre(prepareProblem(problem).long.size === 0)
        const { model } = buildProductionModel(problem)
        const compact = await solveModel(model, { solver })
        const full = await solveModel(fullModel(problem), { solver })
        expect(compact.status).toBe(full.status)
        if (full.status !== 'optimal') return
        feasible += 1
        expectClose(compact.objective, full.objective)
      }),
      { numRuns: RUNS },
    )
    expect(feasible).toBeGreaterThan(RUNS / 10)
  })

  it('get the same plan whatever the order of the input', async () => {
    await fc.assert(
      fc.asyncProperty(problemArbitrary(), async (problem) => {
        const turned: ProductionProblem = {
          ...problem,
          items: problem.items.slice().reverse(),
          billOfMaterials: (problem.billOfMaterials ?? []).slice().reverse(),
          operations: (problem.operations ?? []).slice().reverse(),
          resources: (problem.resources ?? []).slice().reverse(),
        }
        const [plan, other] = [
          await optimizeProduction(problem, { solver }),
          await optimizeProduction(turned, { solver }),
        ]
        expect(other.records.slice().reverse()).toEqual(plan.records)
        expect(other.resources.slice().reverse()).toEqual(plan.resources)
        expect(other.certificate).toEqual(plan.certificate)
      }),
      { numRuns: Math.ceil(FEWER_RUNS / 4) },
    )
  })

  it('earn twice the money when every price and cost is doubled', async () => {
    const MONEY = [
      'price',
      'sellingCostPerUnit',
      'purchaseCost',
      'holdingCostPerUnit',
      'backlogCostPerUnit',
      'lostSaleCostPerUnit',
      'safetyStockPenaltyPerUnit',
      'costPerHour',
      'overtimeCostPerHour',
      'variableOverheadPerHour',
    ]
    const double = <T extends object>(record: T): T =>
      Object.fromEntries(
        Object.entries(record).map(([key, value]) =>
          MONEY.includes(key)
            ? [key, Array.isArray(value) ? value.map((v: number) => 2 * v) : 2 * (value as number)]
            : [key, value],
        ),
      ) as T
    await fc.assert(
      fc.asyncProperty(problemArbitrary().map(withPenalties), async (problem) => {
        const plan = await optimizeProduction(problem, { solver })
        fc.pre(plan.status === 'optimal')
        const scaled = await optimizeProduction(
          { ...problem, items: problem.items.map(double), resources: (problem.resources ?? []).map(double) },
          { solver },
        )
        expectClose(scaled.objective.beforeRounding, 2 * plan.objective.beforeRounding)
      }),
      { numRuns: Math.ceil(FEWER_RUNS / 4) },
    )
  })

  it('never earn less with an hour more, and what they gain agrees with the worth of one hour', async () => {
    await fc.assert(
      fc.asyncProperty(problemArbitrary(), fc.nat(), async (problem, pick) => {
        const plan = await optimizeProduction(problem, { solver })
        fc.pre(plan.status === 'optimal')
        const t = pick % problem.calendar.periods.length
        const resources = (problem.resources ?? []).map((resource, r) =>
          r === 0
            ? {
                ...resource,
                capacityHours: (resource.capacityHours as number[]).map((hours, n) => (n === t ? hours + 1 : hours)),
              }
            : resource,
        )
        // With the hour, a unit may fit into a period, and is then begun and complete within one.
        fc.pre(prepareProblem({ ...problem, resources }).long.size === prepareProblem(problem).long.size)
        const more = await optimizeProduction({ ...problem, resources }, { solver })
        fc.pre(more.status === 'optimal')
        const gain = more.objective.beforeRounding - plan.objective.beforeRounding
        const slack = 1e-6 * Math.max(1, Math.abs(plan.objective.beforeRounding))
        expect(gain).toBeGreaterThanOrEqual(-slack)
        // The objective is concave in the limit, so the first hour is worth at least what it brings.
        expect(gain).toBeLessThanOrEqual((plan.resources[0]?.worthOfOneHour[t] as number) + slack)
      }),
      { numRuns: FEWER_RUNS },
    )
  })
})
