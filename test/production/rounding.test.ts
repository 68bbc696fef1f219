import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionProblem } from '../../src/production/index.js'
import { FEWER_RUNS, expectConsistent, lost, months, problemArbitrary } from './helpers.js'

const solver = await loadDefaultSolver()

describe('whole quantities', () => {
  it('carry fractions instead of dropping them', async () => {
    // 10 hours make 3.33 pieces; over three months that is 10 pieces, not 9.
    const problem: ProductionProblem = {
      calendar: months(3),
      items: [{ id: 'vase', price: 10, demand: [10, 10, 10], backlogCostPerUnit: 1 }],
      operations: [{ itemId: 'vase', resourceId: 'kiln', runHoursPerUnit: 3 }],
      resources: [{ id: 'kiln', capacityHours: [10, 11, 9] }],
    }
    const plan = await optimizeProduction(problem)
    expectConsistent(problem, plan)
    expect(plan.records[0]).toMatchObject({ produced: [3, 3, 3], backlog: [7, 14, 21] })
    const even = { ...problem, resources: [{ id: 'kiln', capacityHours: [10, 12, 9] }] }
    const carried = await optimizeProduction(even)
    expectConsistent(even, carried)
    expect(carried.records[0]).toMatchObject({ produced: [3, 4, 3], backlog: [7, 13, 20] })
    expect(carried.objective.beforeRounding).toBeGreaterThan(carried.objective.total)
  })

  it('respect the grid of each item', async () => {
    const problem: ProductionProblem = {
      calendar: months(2),
      items: [
        { id: 'paint', price: 10, demand: [10.25, 10.5], quantityDecimals: 2, ...lost },
        { id: 'pigment', purchaseCost: 1, quantityDecimals: 3 },
        { id: 'can', purchaseCost: 0.5 },
      ],
      billOfMaterials: [
        { itemId: 'paint', componentId: 'pigment', quantityPer: 0.1 },
        { itemId: 'paint', componentId: 'can', quantityPer: 1, scrapShare: 0.1 },
      ],
      operations: [{ itemId: 'paint', resourceId: 'mixer', runHoursPerUnit: 0.3 }],
      resources: [{ id: 'mixer', capacityHours: 2 }],
    }
    const plan = await optimizeProduction(problem)
    expectConsistent(problem, plan)
    // 2 / 0.3 = 6.6667, then 13.3333 in all.
    expect(plan.records[0]?.produced).toEqual([6.66, 6.66])
    expect(plan.records[1]?.dependentDemand).toEqual([0.666, 0.666])
    // 6.66 / 0.9 = 7.4, then 14.8 in all: the can that is begun is taken.
    expect(plan.records[2]?.dependentDemand).toEqual([8, 7])
    expect(plan.resources[0]?.regularHours).toEqual([1.998, 1.998])
  })

  it('plan a demand with fractions in whole pieces, and say so', async () => {
    const problem: ProductionProblem = {
      calendar: months(3),
      items: [{ id: 'pen', price: 2, purchaseCost: 1, demand: [10.4, 10.4, 10.4], unmetDemand: 'forbidden' }],
    }
    const plan = await optimizeProduction(problem)
    expect(plan.records[0]).toMatchObject({ demand: [10, 11, 10], shipped: [10, 11, 10], backlog: [0, 0, 0] })
    expect(plan.warnings).toContainEqual(
      expect.objectContaining({ code: 'demand-off-grid', path: "items['pen'].demand" }),
    )
  })

  it('use the hours that rounding leaves over, so that demand which must be met is met', async () => {
    // The mill's 11 hours are full in both months. 5.5 and 5.5 pieces would round to 5 and 5, and one would be missing.
    const problem: ProductionProblem = {
      calendar: months(2),
      items: [
        { id: 'a', price: 9, demand: [5, 6], unmetDemand: 'forbidden', holdingCostPerUnit: 1 },
        { id: 'b', price: 9, demand: [5, 6], unmetDemand: 'forbidden', holdingCostPerUnit: 1 },
      ],
      operations: [
        { itemId: 'a', resourceId: 'mill', runHoursPerUnit: 1 },
        { itemId: 'b', resourceId: 'mill', runHoursPerUnit: 1 },
      ],
      resources: [{ id: 'mill', capacityHours: [11, 11] }],
    }
    const plan = await optimizeProduction(problem)
    expectConsistent(problem, plan)
    expect(plan.warnings).toEqual([])
    expect(plan.records.map(({ backlog }) => backlog)).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('leave a plan alone that is whole already', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 5 }), async (demand) => {
        const problem: ProductionProblem = {
          calendar: months(demand.length),
          items: [
            { id: 'kit', price: 20, demand, backlogCostPerUnit: 1, holdingCostPerUnit: 1 },
            { id: 'box', purchaseCost: 2 },
          ],
          billOfMaterials: [{ itemId: 'kit', componentId: 'box', quantityPer: 2 }],
          operations: [{ itemId: 'kit', resourceId: 'table', runHoursPerUnit: 0.1 }],
          resources: [{ id: 'table', capacityHours: 3, costPerHour: 10 }],
        }
        const plan = await optimizeProduction(problem, { solver })
        expect(Math.abs(plan.objective.total - plan.objective.beforeRounding)).toBeLessThan(1e-6)
      }),
      { numRuns: Math.ceil(FEWER_RUNS / 4) },
    )
  })

  it('stay close to the plan before rounding over a long horizon', async () => {
    const count = 36
    const problem: ProductionProblem = {
      calendar: months(count),
      items: [
        { id: 'x', price: 90, demand: new Array<number>(count).fill(70), yieldShare: 0.93, ...lost },
        { id: 'y', price: 100, demand: new Array<number>(count).fill(90), yieldShare: 0.97, ...lost },
        { id: 'z', purchaseCost: 2, yieldShare: 1 },
      ],
      billOfMaterials: [
        { itemId: 'x', componentId: 'z', quantityPer: 3, scrapShare: 0.07 },
        { itemId: 'y', componentId: 'z', quantityPer: 2, scrapShare: 0.11 },
      ],
      operations: [
        { itemId: 'x', resourceId: 'r', runHoursPerUnit: 0.37 },
        { itemId: 'y', resourceId: 'r', runHoursPerUnit: 0.41 },
      ],
      resources: [{ id: 'r', capacityHours: 50.3, costPerHour: 3 }],
    }
    const plan = await optimizeProduction(problem)
    expectConsistent(problem, plan)
    expect(Math.abs(plan.objective.total / plan.objective.beforeRounding - 1)).toBeLessThan(0.01)
  })

  it('keep every hard limit, in all companies that have a plan in fractions', async () => {
    let [tried, short] = [0, 0]
    await fc.assert(
      fc.asyncProperty(problemArbitrary({ forbidden: true }), async (problem) => {
        const plan = await optimizeProduction(problem, { solver })
        if (plan.status === 'optimal') expectConsistent(problem, plan)
        else expect(plan.diagnosis?.conflicts.length).toBeGreaterThan(0)
        tried += 1
        if (plan.status === 'noPlanInLimit') short += 1
      }),
      { numRuns: FEWER_RUNS },
    )
    expect(tried).toBeGreaterThan(0)
    expect(short / tried).toBeLessThan(0.05)
  })

  it('say so where they cost more than 1 % of revenue, with the hours that are full', async () => {
    // 9 hours hold 2.25 lathes a month at 40 each: 90 in fractions, 80 whole. The tenth hour never comes.
    const problem: ProductionProblem = {
      calendar: months(1),
      items: [{ id: 'lathe', price: 40, demand: [5], ...lost }],
      operations: [{ itemId: 'lathe', resourceId: 'hall', runHoursPerUnit: 4 }],
      resources: [{ id: 'hall', capacityHours: 9 }],
    }
    const plan = await optimizeProduction(problem, { solver })
    expectConsistent(problem, plan)
    const cost = plan.exceptions.filter(({ code }) => code === 'whole-units-cost')
    expect(cost).toEqual([
      {
        kind: 'exception',
        code: 'whole-units-cost',
        severity: 'look',
        refs: [{ resourceId: 'hall' }],
        periodIds: ['2027-01', '2027-01'],
        amount: 10,
        unit: 'money',
        moneyAtStake: 10,
        value: { shareOfRevenue: 0.125 },
        message:
          "Whole units cost 10, 12.5 % of revenue, against the optimum in fractions, where hours of 'hall' are scarce in 2027-01: what does not fill a whole unit stands idle.",
        remedy: cost[0]?.remedy,
      },
    ])
    const roomy = { ...problem, resources: [{ id: 'hall', capacityHours: 8.02 }] }
    // 2.005 lathes: 0.2 of 80 is a quarter of a percent.
    const codes = (await optimizeProduction(roomy, { solver })).exceptions.map(({ code }) => code)
    expect(codes).toEqual(['full-resource'])
  })
})
