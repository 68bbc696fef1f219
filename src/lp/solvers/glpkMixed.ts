import { integerBounds } from '../integerBounds.js'
import type { LinearModel } from '../model.js'
import { objectiveValue } from '../modelMath.js'
import { solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions } from '../solver.js'
import { markProven } from '../trust/proven.js'
import { planOf } from './glpkLinear.js'
import { GLP_FEAS, GLP_OPT, readValues, toGlpkProblem } from './glpkProblem.js'
import { engineOptions, type Run, secondsLeft, timedOut } from './glpkRun.js'

/**
 * Solves a mixed-integer model: first its relaxation, which gives the bound, obeys the time limit (GLPK's own solve of
 * the root does not) and says, proven, what presolve hides; then branch and bound.
 */
export async function solveMixed(
  model: LinearModel,
  means: {
    readonly options: LpSolveOptions
    readonly run: Run
    readonly relax: (relaxed: LinearModel) => Promise<LpSolution>
  },
): Promise<LpSolution> {
  const { options, run, relax } = means
  const bounds = integerBounds(model)
  if (!bounds.feasible) return markProven(model, solutionWithoutPlan(model, 'infeasible', 0))
  const { columnLower, columnUpper } = bounds
  const relaxed = await relax({ ...model, columnLower, columnUpper, columnKind: new Uint8Array(model.columnCount) })
  let seconds = relaxed.solveSeconds ?? 0
  const { status } = relaxed
  if (status === 'infeasible') return markProven(model, solutionWithoutPlan(model, status, seconds))
  if (status !== 'optimal' && status !== 'unbounded') {
    return solutionWithoutPlan(model, status === 'feasible' ? 'noPlanInLimit' : status, seconds)
  }
  // Integers are bounded, so an unbounded relaxation means an unbounded model, if there is any plan at all.
  const unbounded = status === 'unbounded'
  const problem = toGlpkProblem(model, { integer: true, withoutObjective: unbounded, columnLower, columnUpper })
  const limit = secondsLeft(options, seconds)
  const answer = await run(problem, engineOptions(true, limit, options.relativeGap ?? 0), options.signal)
  seconds += answer.time
  const late = timedOut(answer.time, limit)
  const found = answer.result.status === GLP_OPT || answer.result.status === GLP_FEAS
  if (unbounded) {
    const open = late ? 'infeasibleOrUnbounded' : 'infeasible'
    return solutionWithoutPlan(model, found ? 'unbounded' : open, seconds)
  }
  if (!found) return solutionWithoutPlan(model, late ? 'noPlanInLimit' : 'infeasible', seconds)
  // Status 2 is either 'time is up' or 'the asked gap is reached'; only the clock tells.
  const proven = answer.result.status === GLP_OPT || !late
  const primal = readValues(answer.result.vars, model.columnCount)
  const bound = proven ? statedBound(model, primal, options, relaxed) : relaxed.objective
  return planOf(model, primal, { status: proven ? 'optimal' : 'feasible', bound, seconds })
}

/** A search that ended says that nothing is better than its plan by more than the gap asked for; the relaxation may say more. */
function statedBound(model: LinearModel, primal: Float64Array, options: LpSolveOptions, relaxed: LpSolution): number {
  const objective = objectiveValue(model, primal)
  const room = (options.relativeGap ?? 0) * Math.abs(objective)
  return model.sense === 'minimize'
    ? Math.max(objective - room, relaxed.objective)
    : Math.min(objective + room, relaxed.objective)
}
