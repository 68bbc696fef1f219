import type { LinearModel } from '../model.js'
import { objectiveValue, reducedCosts } from '../modelMath.js'
import { relativeGap, solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions } from '../solver.js'
import { dualModel } from '../transform/dualModel.js'
import { pivotModel } from '../transform/pivotModel.js'
import { unknownBound } from '../trust/ask.js'
import { firstTolerance, provenOptimum } from '../trust/judge.js'
import { GLP_FEAS, GLP_NOFEAS, GLP_OPT, GLP_UNBND, readValues, toGlpkProblem } from './glpkProblem.js'
import type { GlpkResult } from './glpkProblem.js'
import { engineOptions, type Run, secondsLeft, timedOut } from './glpkRun.js'

/**
 * Solves a model as an LP. With presolve on, status 1 may mean infeasible, unbounded or out of time; a second run
 * without presolve tells infeasible (4) from unbounded (6).
 */
export async function solveLinear(model: LinearModel, options: LpSolveOptions, run: Run): Promise<LpSolution> {
  const fast =
    options.presolve === false ? { solution: undefined, seconds: 0 } : await solvePivoted(model, options, run)
  if (fast.solution !== undefined) return fast.solution
  const problem = toGlpkProblem(model, {
    integer: false,
    columnLower: model.columnLower,
    columnUpper: model.columnUpper,
  })
  let seconds = fast.seconds
  if (options.presolve !== false) {
    const firstLimit = secondsLeft(options, seconds)
    const first = await run(problem, engineOptions(true, firstLimit), options.signal)
    seconds += first.time
    if (first.result.status === GLP_OPT) return optimalAnswer(model, first, seconds)
    if (timedOut(first.time, firstLimit)) return solutionWithoutPlan(model, 'noPlanInLimit', seconds)
  }

  const secondLimit = secondsLeft(options, seconds)
  const second = await run(problem, engineOptions(false, secondLimit), options.signal)
  seconds += second.time
  switch (second.result.status) {
    case GLP_OPT:
      return optimalAnswer(model, second, seconds)
    case GLP_NOFEAS:
      return solutionWithoutPlan(model, 'infeasible', seconds)
    case GLP_UNBND:
      return solutionWithoutPlan(model, 'unbounded', seconds)
    case GLP_FEAS: {
      const primal = readValues(second.result.vars, model.columnCount)
      return planOf(model, primal, { status: 'feasible', bound: unknownBound(model), seconds })
    }
    default: {
      const status = timedOut(second.time, secondLimit) ? 'noPlanInLimit' : 'numericalError'
      return solutionWithoutPlan(model, status, seconds)
    }
  }
}

/**
 * The short way for a model with pivot hints: GLPK's primal simplex on the dual of the pivoted model. On planning
 * models it takes some thirty times fewer steps. The result counts only where it passes the check of optimality;
 * everything else (an infeasible model, say) takes the long way.
 */
async function solvePivoted(
  model: LinearModel,
  options: LpSolveOptions,
  run: Run,
): Promise<{ readonly solution: LpSolution | undefined; readonly seconds: number }> {
  const pivoted = pivotModel(model)
  if (pivoted === undefined || pivoted.model.columnCount === 0) return { solution: undefined, seconds: 0 }
  const dual = dualModel(pivoted.model)
  if (dual.model.columnCount === 0) return { solution: undefined, seconds: 0 }
  const { columnLower, columnUpper } = dual.model
  const problem = toGlpkProblem(dual.model, { integer: false, columnLower, columnUpper })
  const limit = secondsLeft(options, 0)
  let answer = await run(problem, engineOptions(true, limit), options.signal)
  let seconds = answer.time
  const late = { solution: solutionWithoutPlan(model, 'noPlanInLimit', seconds), seconds }
  if (answer.result.status !== GLP_OPT) {
    if (timedOut(seconds, limit)) return late
    const secondLimit = secondsLeft(options, seconds)
    answer = await run(problem, engineOptions(false, secondLimit), options.signal)
    seconds += answer.time
    if (timedOut(answer.time, secondLimit)) return late
    // A dual that has plans and improves without end belongs to a model that has none.
    if (answer.result.status === GLP_UNBND)
      return { solution: solutionWithoutPlan(model, 'infeasible', seconds), seconds }
    if (answer.result.status !== GLP_OPT) return { solution: undefined, seconds }
  }
  const optimum = pivoted.restore(
    dual.restore({
      primal: readValues(answer.result.vars, dual.model.columnCount),
      rowDual: readValues(answer.result.dual, dual.model.rowCount),
    }),
  )
  return { solution: provenOptimum(model, optimum, firstTolerance(model), seconds), seconds }
}

function optimalAnswer(model: LinearModel, answer: GlpkResult, seconds: number): LpSolution {
  const primal = readValues(answer.result.vars, model.columnCount)
  return optimalLp(model, primal, readValues(answer.result.dual, model.rowCount), seconds)
}

function optimalLp(model: LinearModel, primal: Float64Array, rowDual: Float64Array, seconds: number): LpSolution {
  const objective = objectiveValue(model, primal)
  return {
    status: 'optimal',
    objective,
    primal,
    rowDual,
    reducedCost: reducedCosts(model, rowDual),
    bound: objective,
    gap: 0,
    solveSeconds: seconds,
  }
}

/** A plan of the engine, with what is known of how good it is. */
export function planOf(
  model: LinearModel,
  primal: Float64Array,
  told: { readonly status: 'optimal' | 'feasible'; readonly bound: number; readonly seconds: number },
): LpSolution {
  const objective = objectiveValue(model, primal)
  return {
    status: told.status,
    objective,
    primal,
    rowDual: new Float64Array(0),
    reducedCost: new Float64Array(0),
    bound: told.bound,
    gap: relativeGap(objective, told.bound),
    solveSeconds: told.seconds,
  }
}
