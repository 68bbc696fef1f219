import { bench, describe } from 'vitest'
import { createHighsSolver } from '../../src/lp/highs/index.js'
import { loadDefaultSolver, solveModel } from '../../src/lp/index.js'
import type { LpSolver } from '../../src/lp/index.js'
import { buildProductionModel } from '../../src/production/model/buildProductionModel.js'
import { planScaleProblem, type PlanScaleOptions } from './planScale.js'

const settings = { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 }

const companies: readonly (readonly [string, PlanScaleOptions])[] = [
  ['50 items', { finished: 13, assemblies: 7, parts: 30 }],
  ['400 items', {}],
]

const solvers: readonly (readonly [string, LpSolver])[] = [
  ['glpk (baseline)', await loadDefaultSolver()],
  ['highs', createHighsSolver()],
  ['highs, ipx', createHighsSolver({ method: 'ipx' })],
]

/** The planning models of two companies by each solver: the same model, the same hints of pivots, the same proof. */
for (const [name, size] of companies) {
  const { model } = buildProductionModel(planScaleProblem({ ...size, load: 0.95, seed: 3 }))
  describe(`${name}: ${model.rowCount} rows, ${model.columnCount} columns`, () => {
    for (const [title, solver] of solvers) {
      bench(title, async () => void (await solveModel(model, { solver })), settings)
    }
  })
}
