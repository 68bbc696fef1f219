import type { LinearModel } from '../model.js'
import { hasIntegers } from '../modelMath.js'
import type { LpSolution, LpSolveOptions, LpSolver } from '../solver.js'
import { type Clock, createAsker } from './ask.js'
import { sureLinear } from './sureLinear.js'
import { sureWhole } from './sureWhole.js'

/** Solves a model that was checked by a solver that is not believed: what comes back was proven here. */
export function solveSurely(
  model: LinearModel,
  solver: LpSolver,
  options: LpSolveOptions,
  clock?: Clock,
): Promise<LpSolution> {
  const asker = createAsker(solver, options, clock)
  return hasIntegers(model) ? sureWhole(asker, model, options) : sureLinear(asker, model)
}
