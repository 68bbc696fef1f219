import { bench, describe } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { solveModel } from '../../src/lp/solveModel.js'
import { buildProductionModel, optimizeProduction } from '../../src/production/index.js'
import { fullModel } from '../production/fullModel.js'
import { planScaleProblem } from './planScale.js'

/** 100 finished items with bills of three levels, 300 components, 18 months, 7 resources. */
const problem = planScaleProblem({ load: 0.95, seed: 3 })
const solver = await loadDefaultSolver()
const { model } = buildProductionModel(problem)
const { pivotColumn: _, ...bare } = model
const plain = fullModel(problem)
const settings = { iterations: 2, time: 0, warmupIterations: 0, warmupTime: 0 }

describe(`${model.rowCount} rows, ${model.columnCount} columns (plain form: ${plain.rowCount} rows, ${plain.columnCount} columns)`, () => {
  bench('build the model', () => void buildProductionModel(problem), settings)
  bench('solver, the library form with hints', async () => void (await solveModel(model, { solver })), settings)
  bench('solver, the library form without hints', async () => void (await solveModel(bare, { solver })), settings)
  bench('solver, the plain textbook form (baseline)', async () => void (await solveModel(plain, { solver })), settings)
  bench('optimizeProduction in all', async () => void (await optimizeProduction(problem, { solver })), settings)
})
