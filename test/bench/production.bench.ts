import { bench, describe } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { solveModel } from '../../src/lp/solveModel.js'
import { buildProductionModel } from '../../src/production/model/buildProductionModel.js'
import { optimizeProduction, type ProductionProblem } from '../../src/production/index.js'
import { fullModel } from '../production/fullModel.js'
import { planScaleProblem } from './planScale.js'

const solver = await loadDefaultSolver()
const settings = { iterations: 2, time: 0, warmupIterations: 0, warmupTime: 0 }

/** What the form of the model and the hints are worth, against the bare solver on the plain textbook form. */
function compareForms(title: string, problem: ProductionProblem, withPlainForm: boolean): void {
  const { model } = buildProductionModel(problem)
  const { pivotColumn: _, ...bare } = model
  const plain = fullModel(problem)
  const size = `${model.rowCount} rows, ${model.columnCount} columns; plain form ${plain.rowCount} rows, ${plain.columnCount} columns`
  describe(`${title}: ${size}`, () => {
    bench('build the model', () => void buildProductionModel(problem), settings)
    bench('solver, with hints', async () => void (await solveModel(model, { solver })), settings)
    bench('solver, without hints', async () => void (await solveModel(bare, { solver })), settings)
    // The plain form of the large company takes the solver more than a minute.
    if (withPlainForm)
      bench('solver, plain form (baseline)', async () => void (await solveModel(plain, { solver })), settings)
    bench('optimizeProduction in all', async () => void (await optimizeProduction(problem, { solver })), settings)
  })
}

compareForms(
  '30 finished items, 18 months',
  planScaleProblem({ finished: 30, assemblies: 18, parts: 72, load: 0.95, seed: 3 }),
  true,
)
compareForms('100 finished items, 300 components, 18 months', planScaleProblem({ load: 0.95, seed: 3 }), false)
