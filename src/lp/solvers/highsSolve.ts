import type { LinearModel } from '../model.js'
import { hasIntegers, objectiveValue, reducedCosts } from '../modelMath.js'
import { relativeGap, solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions, LpStatus } from '../solver.js'
import { pivotModel } from '../transform/pivotModel.js'
import type { PrimalDual } from '../transform/transform.js'
import type { HighsEngine } from './highsEngine.js'
import { runHighs } from './highsRun.js'
import type { HighsAnswer, HighsOutcome } from './highsRun.js'

/** What an outcome means where there is no plan. */
const WITHOUT_PLAN: Readonly<Record<HighsOutcome, Exclude<LpStatus, 'optimal' | 'feasible'>>> = {
  optimal: 'numericalError',
  infeasible: 'infeasible',
  infeasibleOrUnbounded: 'infeasibleOrUnbounded',
  unbounded: 'unbounded',
  limit: 'noPlanInLimit',
  failed: 'numericalError',
}

/** Puts a model to HiGHS once and hands on what it says, to be believed by nobody. */
export function askHighs(
  engine: HighsEngine,
  model: LinearModel,
  { method, options }: { readonly method: string; readonly options: LpSolveOptions },
): LpSolution {
  const integer = hasIntegers(model)
  const presolve = options.presolve ?? true
  const { timeLimitSeconds = Infinity, nodeLimit = Infinity } = options
  const run = {
    method,
    presolve,
    integer,
    relativeGap: options.relativeGap ?? 0,
    ...(timeLimitSeconds === Infinity ? {} : { timeLimitSeconds }),
    ...(nodeLimit === Infinity ? {} : { nodeLimit }),
  }
  const short = integer || !presolve || method === 'ipx' || method === 'pdlp' ? undefined : pivotModel(model)
  if (short === undefined || short.model.columnCount === 0) return toSolution(model, runHighs(engine, model, run))
  // Simplex on the model without the columns that its equations determine: of a planning model with 7,326 rows that
  // takes 0.2 s in place of 14 s.
  const answer = runHighs(engine, short.model, run)
  return toSolution(model, { ...answer, ...(answer.hasPlan ? short.restore(answer) : {}) })
}

function toSolution(model: LinearModel, answer: HighsAnswer): LpSolution {
  const { outcome, hasPlan, bound, seconds } = answer
  if (!hasPlan || (outcome !== 'optimal' && outcome !== 'limit')) {
    return solutionWithoutPlan(model, WITHOUT_PLAN[outcome], seconds)
  }
  if (outcome === 'optimal' && !hasIntegers(model)) return optimumOf(model, answer, seconds)
  const status = outcome === 'optimal' ? 'optimal' : 'feasible'
  const primal = withWholeNumbers(model, answer.primal)
  const objective = objectiveValue(model, primal)
  // A plan that is better than the bound by rounding alone weakens what is proven.
  const proven = model.sense === 'minimize' ? Math.min(bound, objective) : Math.max(bound, objective)
  return {
    status,
    objective,
    primal,
    rowDual: new Float64Array(0),
    reducedCost: new Float64Array(0),
    bound: proven,
    gap: relativeGap(objective, proven),
    solveSeconds: seconds,
  }
}

function optimumOf(model: LinearModel, { primal, rowDual }: PrimalDual, solveSeconds: number): LpSolution {
  const objective = objectiveValue(model, primal)
  const reducedCost = reducedCosts(model, rowDual)
  return { status: 'optimal', objective, primal, rowDual, reducedCost, bound: objective, gap: 0, solveSeconds }
}

/** HiGHS takes what is within its tolerance of a whole number for one. */
function withWholeNumbers(model: LinearModel, primal: Float64Array): Float64Array {
  return primal.map((value, j) => (model.columnKind[j] === 1 ? Math.round(value) + 0 : value))
}
