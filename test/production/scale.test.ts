import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { solveModel } from '../../src/lp/solveModel.js'
import { buildProductionModel } from '../../src/production/model/buildProductionModel.js'
import { optimizeProduction } from '../../src/production/index.js'
import { planScaleProblem } from '../bench/planScale.js'
import { fullModel } from './fullModel.js'
import { expectConsistent } from './helpers.js'

describe('a company with three levels and loaded resources', () => {
  const problem = planScaleProblem({
    finished: 15,
    assemblies: 9,
    parts: 30,
    months: 12,
    resources: 3,
    load: 0.97,
    seed: 5,
  })

  it('gets a consistent plan of which the optimum is proven', async () => {
    const plan = await optimizeProduction(problem)
    expect(plan.status).toBe('optimal')
    expect(plan.certificate.ok).toBe(true)
    expectConsistent(problem, plan)
    // Its penalties of missing safety stock are given without a thought of who waits for the same hours.
    expect(plan.warnings.filter(({ code }) => code !== 'safety-stock-first')).toEqual([])
    expect(
      plan.resources.filter(({ worthOfOneHour }) => worthOfOneHour.some((worth) => worth > 0)).length,
    ).toBeGreaterThan(1)
    expect(Math.abs(plan.objective.total / plan.objective.beforeRounding - 1)).toBeLessThan(1e-3)
  })

  it('has fewer rows and columns than the plain form, and the same optimum with and without hints', async () => {
    const solver = await loadDefaultSolver()
    const full = fullModel(problem)
    const { model } = buildProductionModel(problem)
    expect(model.rowCount).toBeLessThan(0.7 * full.rowCount)
    expect(model.columnCount).toBeLessThan(full.columnCount)
    const { pivotColumn, ...bare } = model
    expect(pivotColumn?.filter((column) => column >= 0).length).toBeGreaterThan(0.9 * model.rowCount)
    const [a, b, c] = [
      await solveModel(model, { solver }),
      await solveModel(bare, { solver }),
      await solveModel(full, { solver }),
    ]
    for (const { objective } of [b, c]) expect(Math.abs(objective / a.objective - 1)).toBeLessThan(1e-8)
  })
})
