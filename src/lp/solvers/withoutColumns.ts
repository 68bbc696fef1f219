import type { LinearModel } from '../model.js'
import { solutionWithoutPlan } from '../solver.js'
import type { LpSolution } from '../solver.js'

/** The answer to a model without columns: every row is 0, and engines abort on an empty matrix or refuse it. */
export function solveWithoutColumns(model: LinearModel): LpSolution {
  for (let i = 0; i < model.rowCount; i += 1) {
    if (model.rowLower[i] > 0 || model.rowUpper[i] < 0) return solutionWithoutPlan(model, 'infeasible', 0)
  }
  return {
    status: 'optimal',
    objective: model.objectiveConstant,
    primal: new Float64Array(0),
    rowDual: new Float64Array(model.rowCount),
    reducedCost: new Float64Array(0),
    bound: model.objectiveConstant,
    gap: 0,
    solveSeconds: 0,
  }
}
