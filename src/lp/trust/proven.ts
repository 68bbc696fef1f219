import type { LinearModel } from '../model.js'
import type { LpSolution } from '../solver.js'

const models = new WeakMap<LpSolution, LinearModel>()

/** Notes that an answer was checked here against this model, so that nobody checks it twice. */
export function markProven(model: LinearModel, solution: LpSolution): LpSolution {
  models.set(solution, model)
  return solution
}

/** Whether an answer was checked here against this very model. */
export function isProven(model: LinearModel, solution: LpSolution): boolean {
  return models.get(solution) === model
}
