import type { CancelSignal } from '../core/running/progress.js'
import type { LinearModel } from './model.js'

/** Every status there is. */
export const LP_STATUSES: readonly [
  'optimal',
  'feasible',
  'infeasible',
  'unbounded',
  'infeasibleOrUnbounded',
  'noPlanInLimit',
  'numericalError',
] = ['optimal', 'feasible', 'infeasible', 'unbounded', 'infeasibleOrUnbounded', 'noPlanInLimit', 'numericalError']

/**
 * What a solver can say of a model.
 *
 * - `optimal`: proven best (a mixed-integer model: to within the relative gap that was asked for)
 * - `feasible`: a plan, not proven best, because a limit (of time or nodes) came first
 * - `infeasible`: no plan keeps all limits
 * - `unbounded`: the objective can be improved without end
 * - `infeasibleOrUnbounded`: one of the two; the solver could not tell which
 * - `noPlanInLimit`: the limit came before the first plan
 * - `numericalError`: the solver lost its accuracy and gives no answer
 */
export type LpStatus = (typeof LP_STATUSES)[number]

/**
 * The answer of a solver.
 *
 * Signs, for minimization and maximization alike: `rowDual[i]` is the change of the objective, in the model's own
 * sense, per unit of increase of the row's active limit; `reducedCost[j]` = c_j - sum_i a_ij rowDual_i is the same
 * for the active bound of column j. So in a maximization a scarce `<=` limit has a positive dual, in a minimization
 * a `>=` requirement has one.
 */
export interface LpSolution {
  readonly status: LpStatus
  /** c'x + constant. Where there is no plan: Infinity in a minimization, -Infinity in a maximization (unbounded: the reverse). */
  readonly objective: number
  /** Value of each column; empty unless the status is `optimal` or `feasible`. */
  readonly primal: Float64Array
  /** Dual of each row; empty unless an LP was solved to `optimal`. */
  readonly rowDual: Float64Array
  /** Reduced cost of each column; empty unless an LP was solved to `optimal`. */
  readonly reducedCost: Float64Array
  /** Best proven bound of the objective; for a mixed-integer model that of its relaxation. Infinite where none is known. */
  readonly bound: number
  /** |objective - bound| / max(1, |objective|); Infinity where one of the two is not known. */
  readonly gap: number
  /** Seconds that the engine says it worked, where it says so; never part of a plan. */
  readonly solveSeconds?: number
}

/** Limits of one solve. */
export interface LpSolveOptions {
  /** Seconds after which the solver stops with what it has. Default: no limit. */
  readonly timeLimitSeconds?: number
  /** A mixed-integer solve stops when the gap between plan and bound is at most this ratio. Default 0. */
  readonly relativeGap?: number
  /**
   * Most nodes of a mixed-integer search, a whole number. Unlike seconds it gives the same answer on every machine.
   * Default: no limit. Only a solver whose capabilities say `nodeLimit` obeys it.
   */
  readonly nodeLimit?: number
  /**
   * False hands the model to the engine as it stands, without simplifying it first. Default true. Only a solver whose
   * capabilities say `presolve` obeys it.
   */
  readonly presolve?: boolean
  /** Stops the work with a SopError of code `ABORTED`: between solves, and in browsers also during one. */
  readonly signal?: CancelSignal
}

/** Most violation that the plans of a solver may show, relative, as `checkSolution` measures it. */
export interface LpTolerances {
  /** Of rows and bounds. */
  readonly primal: number
  /** Of the signs of duals and reduced costs. */
  readonly dual: number
  /** Distance of an integer column from a whole number. */
  readonly integrality: number
  /** Gap between primal and dual objective of an LP that is called `optimal`. */
  readonly gap: number
}

/** The tolerances of `checkSolution`. */
export const DEFAULT_TOLERANCES: LpTolerances = { primal: 1e-6, dual: 1e-6, integrality: 1e-6, gap: 1e-6 }

/** What a solver is able to do; what is left out it is not. */
export interface LpCapabilities {
  /** Takes integer columns. */
  readonly integer: boolean
  /** Returns the duals of an LP. */
  readonly duals: boolean
  /** Obeys `timeLimitSeconds`. */
  readonly timeLimit: boolean
  /** Obeys `nodeLimit`. */
  readonly nodeLimit?: boolean
  /** Obeys `relativeGap`: may stop a mixed-integer search early where that is asked for. */
  readonly relativeGap?: boolean
  /** Obeys `presolve: false`. */
  readonly presolve?: boolean
  /** The bound of a mixed-integer answer comes from its search; else it is that of the relaxation, and proves little. */
  readonly searchBound?: boolean
  /** How exact its answers are. Default: 1e-6 each, the tolerances of `checkSolution`. */
  readonly tolerances?: LpTolerances
}

/** The port through which any solver is reached. */
export interface LpSolver {
  /** Name of the engine, for messages and certificates. */
  readonly name: string
  readonly capabilities: LpCapabilities
  /** Solves a model; an infeasible or unbounded model is an answer, not an error. */
  solve(model: LinearModel, options?: LpSolveOptions): Promise<LpSolution>
}

/** True where the solution holds a plan. */
export function hasPlan(solution: LpSolution): boolean {
  return solution.status === 'optimal' || solution.status === 'feasible'
}

/** The distance of plan and bound, |objective - bound| / max(1, |objective|). */
export function relativeGap(objective: number, bound: number): number {
  if (!Number.isFinite(objective) || !Number.isFinite(bound)) return Infinity
  return Math.abs(objective - bound) / Math.max(1, Math.abs(objective))
}

/** The answer of a solver that found no plan. */
export function solutionWithoutPlan(
  model: LinearModel,
  status: Exclude<LpStatus, 'optimal' | 'feasible'>,
  solveSeconds?: number,
): LpSolution {
  const worst = model.sense === 'minimize' ? Infinity : -Infinity
  return {
    status,
    objective: status === 'unbounded' ? -worst : worst,
    primal: new Float64Array(0),
    rowDual: new Float64Array(0),
    reducedCost: new Float64Array(0),
    bound: status === 'infeasible' ? worst : -worst,
    gap: Infinity,
    ...(solveSeconds === undefined ? {} : { solveSeconds }),
  }
}
