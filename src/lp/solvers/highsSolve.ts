import { checkSolution } from '../checkSolution.js'
import type { LinearModel } from '../model.js'
import { objectiveValue, reducedCosts } from '../modelMath.js'
import { DEFAULT_TOLERANCES, relativeGap, solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions } from '../solver.js'
import { pivotModel } from '../transform/pivotModel.js'
import type { HighsEngine } from './highsEngine.js'
import { runHighs } from './highsRun.js'
import type { HighsAnswer, HighsRunOptions } from './highsRun.js'

/** The runs of one solve, which share its limits. */
export interface HighsRuns {
  run(
    model: LinearModel,
    options: Pick<HighsRunOptions, 'method' | 'presolve' | 'integer' | 'withoutObjective'>,
  ): HighsAnswer
  /** Seconds of all runs so far, as the engine counts them. */
  seconds(): number
}

/** Starts the count of what runs take. */
export function createRuns(engine: HighsEngine, options: LpSolveOptions): HighsRuns {
  const { timeLimitSeconds: limit = Infinity, nodeLimit = Infinity, relativeGap: gap = 0 } = options
  let used = 0
  return {
    run(model, runOptions) {
      const answer = runHighs(engine, model, {
        ...runOptions,
        relativeGap: gap,
        ...(limit === Infinity ? {} : { timeLimitSeconds: Math.max(0, limit - used) }),
        ...(nodeLimit === Infinity ? {} : { nodeLimit }),
      })
      used += answer.seconds
      return answer
    },
    seconds: () => used,
  }
}

/** A way to solve a linear model. */
interface Attempt {
  readonly method: string
  readonly presolve: boolean
}

/** The way that was asked for; then without presolve; then by simplex, the most exact. */
function attemptsOf(method: string, presolve: boolean): Attempt[] {
  const plain: Attempt[] = [{ method, presolve: false }]
  if (method !== 'simplex' && method !== 'choose') plain.push({ method: 'simplex', presolve: false })
  return presolve ? [{ method, presolve }, ...plain] : plain
}

/** Solves a model as an LP; an optimum counts only where it passes the check. */
export function solveLinear(model: LinearModel, runs: HighsRuns, options: Attempt): LpSolution {
  const short = solvePivoted(model, runs, options)
  if (short !== undefined) return short
  for (const attempt of attemptsOf(options.method, options.presolve)) {
    const answer = runs.run(model, { ...attempt, integer: false })
    if (answer.outcome === 'failed') continue
    if (answer.outcome === 'optimal') {
      const solution = provenOptimum(model, answer, runs.seconds())
      if (solution !== undefined) return solution
      continue
    }
    return answerWithoutOptimum(model, answer, runs, false)
  }
  return solutionWithoutPlan(model, 'numericalError', runs.seconds())
}

/**
 * The short way for a model with pivot hints: simplex on the model without the columns that equations determine. Of a
 * planning model with 7,326 rows that took 0.2 s in place of 14 s. Undefined where it gives no answer that holds.
 */
function solvePivoted(model: LinearModel, runs: HighsRuns, options: Attempt): LpSolution | undefined {
  if (options.method === 'ipx' || options.method === 'pdlp') return undefined
  const pivoted = pivotModel(model)
  if (pivoted === undefined || pivoted.model.columnCount === 0) return undefined
  const answer = runs.run(pivoted.model, { ...options, integer: false })
  switch (answer.outcome) {
    case 'optimal':
      return provenOptimum(model, pivoted.restore(answer), runs.seconds())
    case 'limit':
      return limitAnswer(
        model,
        { ...answer, primal: pivoted.restore(answer).primal },
        runs.seconds(),
        unknownBound(model),
      )
    case 'infeasible':
      return solutionWithoutPlan(model, 'infeasible', runs.seconds())
    default:
      return undefined
  }
}

/** Solves a model with integer columns by branch and cut. */
export function solveMixed(model: LinearModel, runs: HighsRuns, options: { readonly presolve: boolean }): LpSolution {
  for (const presolve of options.presolve ? [true, false] : [false]) {
    const answer = runs.run(model, { method: 'choose', presolve, integer: true })
    if (answer.outcome === 'failed') continue
    if (answer.outcome !== 'optimal') return answerWithoutOptimum(model, answer, runs, true)
    const solution = wholePlan(model, answer, 'optimal', runs.seconds())
    if (solution !== undefined) return solution
  }
  return solutionWithoutPlan(model, 'numericalError', runs.seconds())
}

/** What an answer means that is neither an optimum nor a failure. */
function answerWithoutOptimum(model: LinearModel, answer: HighsAnswer, runs: HighsRuns, integer: boolean): LpSolution {
  if (answer.outcome === 'infeasible') return solutionWithoutPlan(model, 'infeasible', runs.seconds())
  if (answer.outcome === 'limit') {
    return integer
      ? (wholePlan(model, answer, 'feasible', runs.seconds()) ??
          solutionWithoutPlan(model, 'noPlanInLimit', runs.seconds()))
      : limitAnswer(model, answer, runs.seconds(), unknownBound(model))
  }
  if (answer.outcome === 'unbounded' && answer.hasPlan) return solutionWithoutPlan(model, 'unbounded', runs.seconds())
  // Without an objective a model is either infeasible or has a plan, and then what improves it improves it without end.
  const any = runs.run(model, { method: 'choose', presolve: true, integer, withoutObjective: true })
  const status =
    any.outcome === 'optimal' ? 'unbounded' : any.outcome === 'infeasible' ? 'infeasible' : 'infeasibleOrUnbounded'
  return solutionWithoutPlan(model, status, runs.seconds())
}

function provenOptimum(
  model: LinearModel,
  { primal, rowDual }: { readonly primal: Float64Array; readonly rowDual: Float64Array },
  seconds: number,
): LpSolution | undefined {
  const objective = objectiveValue(model, primal)
  const solution: LpSolution = {
    status: 'optimal',
    objective,
    primal,
    rowDual,
    reducedCost: reducedCosts(model, rowDual),
    bound: objective,
    gap: 0,
    solveSeconds: seconds,
  }
  return checkSolution(model, { solution }).ok ? solution : undefined
}

/** The plan of a linear model at the limit, where there is one that keeps all limits of the model. */
function limitAnswer(model: LinearModel, answer: HighsAnswer, seconds: number, bound: number): LpSolution {
  const { primal } = answer
  const solution = planOf(model, primal, { status: 'feasible', bound, seconds })
  const rowDual = new Float64Array(model.rowCount)
  const { primalInfeasibility } = checkSolution(model, { solution: { primal, rowDual, bound } })
  return answer.hasPlan && primalInfeasibility <= DEFAULT_TOLERANCES.primal
    ? solution
    : solutionWithoutPlan(model, 'noPlanInLimit', seconds)
}

/** A plan in whole numbers: exact ones where these keep all limits, else as near to them as the engine came. */
function wholePlan(
  model: LinearModel,
  answer: HighsAnswer,
  status: 'optimal' | 'feasible',
  seconds: number,
): LpSolution | undefined {
  if (!answer.hasPlan) return undefined
  const rounded = answer.primal.map((value, j) => (model.columnKind[j] === 1 ? Math.round(value) + 0 : value))
  for (const primal of [rounded, answer.primal]) {
    const solution = planOf(model, primal, { status, bound: answer.bound, seconds })
    if (checkSolution(model, { solution }).ok) return solution
  }
  return undefined
}

function planOf(
  model: LinearModel,
  primal: Float64Array,
  {
    status,
    bound,
    seconds,
  }: { readonly status: 'optimal' | 'feasible'; readonly bound: number; readonly seconds: number },
): LpSolution {
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

function unknownBound(model: LinearModel): number {
  return model.sense === 'minimize' ? -Infinity : Infinity
}
