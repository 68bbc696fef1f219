import { describe, expect, it } from 'vitest'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionPlan, ProductionProblem } from '../../src/production/index.js'
import { expectConsistent, lost, months } from './helpers.js'

/** Solves and checks the plan; quantities may have decimals, so that the optimum of the book is not rounded away. */
async function solve(problem: ProductionProblem): Promise<ProductionPlan> {
  const plan = await optimizeProduction(problem)
  expect(plan.status).toBe('optimal')
  expect(plan.certificate.ok).toBe(true)
  expectConsistent(problem, plan)
  return plan
}

const within = (actual: number, expected: number, tolerance: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

describe('instances of the literature', () => {
  it('Sailco (Winston, Operations Research): 78,450', async () => {
    const plan = await solve({
      calendar: months(4),
      items: [{ id: 'boat', demand: [40, 60, 75, 25], onHand: 10, holdingCostPerUnit: 20, unmetDemand: 'forbidden' }],
      operations: [{ itemId: 'boat', resourceId: 'yard', runHoursPerUnit: 1 }],
      resources: [{ id: 'yard', capacityHours: 40, overtimeHours: 1000, costPerHour: 400, overtimeCostPerHour: 450 }],
    })
    within(plan.objective.total, -78450, 1e-9)
    expect(plan.records[0]?.produced).toEqual([40, 50, 75, 25])
  })

  it('Steel over four weeks (Fourer, Gay and Kernighan, AMPL, ch. 4): 515,033', async () => {
    const weeks = [40, 40, 32, 40]
    const steel = (
      id: string,
      price: number[],
      demand: number[],
      holdingCostPerUnit: number,
      onHand: number,
    ): ProductionProblem['items'][number] => ({
      id,
      price,
      demand,
      holdingCostPerUnit,
      onHand,
      quantityDecimals: 6,
      ...lost,
    })
    const plan = await solve({
      calendar: months(4),
      items: [
        steel('bands', [25, 26, 27, 27], [6000, 6000, 4000, 6500], 2.5, 10),
        steel('coils', [30, 35, 37, 39], [4000, 2500, 3500, 4200], 3, 0),
        { id: 'slab', purchaseCost: 1, quantityDecimals: 6 },
      ],
      billOfMaterials: [
        { itemId: 'bands', componentId: 'slab', quantityPer: 10 },
        { itemId: 'coils', componentId: 'slab', quantityPer: 11 },
      ],
      operations: [
        { itemId: 'bands', resourceId: 'mill', runHoursPerUnit: 1 / 200 },
        { itemId: 'coils', resourceId: 'mill', runHoursPerUnit: 1 / 140 },
      ],
      resources: [{ id: 'mill', capacityHours: weeks }],
    })
    within(plan.objective.beforeRounding, 515033, 2e-5)
    within(plan.objective.total, plan.objective.beforeRounding, 1e-8)
  })

  it.each([
    {
      name: 'bands and coils (AMPL, ch. 1)',
      profit: [25, 30],
      demand: [6000, 4000],
      hours: [[1 / 200, 1 / 140]],
      capacity: [40],
      best: 192000,
      made: [6000, 1400],
    },
    {
      name: 'Giapetto (Winston, ch. 3)',
      profit: [3, 2],
      demand: [40, 1000],
      hours: [
        [2, 1],
        [1, 1],
      ],
      capacity: [100, 80],
      best: 180,
      made: [20, 60],
    },
    {
      name: 'desks (Dantzig 1963, GAMS PRODMIX)',
      profit: [12, 20, 18, 40],
      demand: [9999, 9999, 9999, 9999],
      hours: [
        [4, 9, 7, 10],
        [1, 1, 3, 40],
      ],
      capacity: [6000, 4000],
      best: 18666.66667,
      made: [1333.333333, 0, 0, 66.666666],
    },
  ])('$name: $best', async ({ profit, demand, hours, capacity, best, made }) => {
    const plan = await solve({
      calendar: months(1),
      items: profit.map((price, i) => ({
        id: `p${i}`,
        price,
        demand: [demand[i] as number],
        quantityDecimals: 6,
        ...lost,
      })),
      operations: hours.flatMap((row, r) =>
        row.map((runHoursPerUnit, i) => ({ itemId: `p${i}`, resourceId: `r${r}`, runHoursPerUnit })),
      ),
      resources: capacity.map((capacityHours, r) => ({ id: `r${r}`, capacityHours })),
    })
    within(plan.objective.beforeRounding, best, 1e-6)
    plan.records.forEach(({ produced }, i) => expect(produced[0]).toBeCloseTo(made[i] as number, 5))
  })
})
