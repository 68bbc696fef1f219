import { callable, number, optional, POSITIVE, record } from '../../core/checks.js'
import { createIssueList } from '../../core/errors.js'
import { throwIfAborted } from '../../core/progress.js'
import type { CancelSignal } from '../../core/progress.js'
import { integerBounds } from '../integerBounds.js'
import type { LinearModel } from '../model.js'
import { checkModel } from '../modelChecks.js'
import { hasIntegers, objectiveValue, reducedCosts } from '../modelMath.js'
import { DEFAULT_TOLERANCES, relativeGap, solutionWithoutPlan } from '../solver.js'
import type { LpCapabilities, LpSolution, LpSolveOptions, LpSolver } from '../solver.js'
import { firstTolerance, provenOptimum } from '../trust/judge.js'
import { markProven } from '../trust/proven.js'
import { solveSurely } from '../trust/solveSurely.js'
import { dualModel } from '../transform/dualModel.js'
import { pivotModel } from '../transform/pivotModel.js'
import { checkSolveOptions } from '../solveOptions.js'
import { validateModel } from '../validateModel.js'
import { GLP_FEAS, GLP_NOFEAS, GLP_OPT, GLP_UNBND, GLP_UNDEF, readValues, toGlpkProblem } from './glpkProblem.js'
import type { GlpkEngine, GlpkOptions, GlpkProblem, GlpkResult } from './glpkProblem.js'
import { solverFailure, startGlpk } from './startGlpk.js'
import { waitFor } from './waitFor.js'
import { solveWithoutColumns } from './withoutColumns.js'

/** Options of the GLPK adapter. */
export interface GlpkSolverOptions {
  /** Seconds to wait for the engine to start; a page whose security policy blocks the worker never answers. Default 20. */
  readonly loadTimeoutSeconds?: number
  /** Starts an engine in place of the installed one; for tests and for pages that bundle their own. */
  readonly load?: () => Promise<unknown>
}

/** Longest time limit that fits GLPK's milliseconds in 32 bits. */
const MAX_SECONDS = 2_000_000
/** Shortest time limit: GLPK counts whole milliseconds. */
const MIN_SECONDS = 0.001

/**
 * Makes a solver of GLPK 5.0 (glpk.js), for linear and mixed-integer models.
 *
 * @param options - how long to wait for the engine
 * @returns a solver that loads the engine at its first solve
 * @throws SopError listing every option that there is not, and every one of the wrong kind
 */
export function createGlpkSolver(options: GlpkSolverOptions = {}): LpSolver {
  const issues = createIssueList()
  record<GlpkSolverOptions>({ loadTimeoutSeconds: optional(number(POSITIVE)), load: optional(callable) })(
    options,
    'options',
    issues,
  )
  issues.throwIfAny()
  const load = options.load ?? loadInstalled
  let engine: Promise<GlpkEngine> | undefined

  const discard = (): void => {
    const old = engine
    engine = undefined
    old?.then((instance) => instance.terminate?.()).catch(() => undefined)
  }

  /** One call of the engine; after an abort its memory is lost, so the instance is thrown away with it. */
  const run: Run = async (problem, engineOptions, signal) => {
    throwIfAborted(signal)
    engine ??= startGlpk(load, options.loadTimeoutSeconds ?? 20)
    let instance: GlpkEngine
    try {
      instance = await engine
    } catch (error) {
      engine = undefined
      throw error
    }
    try {
      const answer = instance.solve(problem, guarded(problem, engineOptions))
      if (!(answer instanceof Promise)) return answer
      // The limit of the engine covers its search only, so the wait is longer than that.
      const seconds = engineOptions.tmlim === undefined ? Infinity : engineOptions.tmlim * 2 + 10
      const result = await waitFor(answer, { seconds, ...(signal === undefined ? {} : { signal }) })
      if (result !== 'timeout') return result
      discard()
      return { time: seconds, result: { status: GLP_UNDEF, vars: {} } }
    } catch (error) {
      discard()
      throwIfAborted(signal)
      throw solverFailure(`GLPK stopped: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  const capabilities: LpCapabilities = {
    integer: true,
    duals: true,
    timeLimit: true,
    nodeLimit: false,
    relativeGap: true,
    // Of an LP; the search for whole numbers always simplifies first.
    presolve: true,
    searchBound: true,
    tolerances: DEFAULT_TOLERANCES,
  }
  /** The engine as it is, to be believed by nobody. */
  const bare: LpSolver = {
    name: 'glpk',
    capabilities,
    async solve(model, solveOptions = {}) {
      if (model.columnCount === 0) return solveWithoutColumns(model)
      if (!hasIntegers(model)) return (await solveContinuous(model, solveOptions, run)).solution
      const relax = (relaxed: LinearModel): Promise<LpSolution> => solveSurely(relaxed, bare, solveOptions)
      return solveMixed(model, { options: solveOptions, run, relax })
    },
  }
  return {
    name: 'glpk',
    capabilities,
    async solve(model, solveOptions = {}) {
      checkModel(model, 'model', createIssueList())
      validateModel(model)
      checkSolveOptions(solveOptions)
      return solveSurely(model, bare, solveOptions)
    },
  }
}

type Run = (problem: GlpkProblem, options: GlpkOptions, signal: CancelSignal | undefined) => Promise<GlpkResult>

async function loadInstalled(): Promise<unknown> {
  const { default: createEngine } = await import('#glpk')
  return createEngine()
}

/**
 * A simplex search can walk in a circle for ever, some one in a thousand small models with presolve. It is stopped after
 * hundreds of times the seconds that such a model takes, as an attempt that failed; then the model is put another way.
 */
function guarded(problem: GlpkProblem, options: GlpkOptions): GlpkOptions {
  if (problem.generals.length > 0) return options
  const size = problem.subjectTo.length + problem.bounds.length
  const guard = Math.min(MAX_SECONDS, 1 + 1e-5 * size * size)
  return options.tmlim !== undefined && options.tmlim <= guard ? options : { ...options, tmlim: guard }
}

/** The seconds left of a limit; undefined where there is none. */
function secondsLeft(options: LpSolveOptions, used: number): number | undefined {
  const limit = options.timeLimitSeconds
  if (limit === undefined || limit === Infinity) return undefined
  return Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, limit - used))
}

/** GLPK looks at its clock now and then, so a run that used nearly all of its time was stopped by it. */
function timedOut(seconds: number, limit: number | undefined): boolean {
  return limit !== undefined && seconds >= limit * 0.98 - 0.001
}

function engineOptions(presol: boolean, limit: number | undefined, mipgap?: number): GlpkOptions {
  return {
    presol,
    msglev: 0,
    ...(limit === undefined ? {} : { tmlim: limit }),
    ...(mipgap === undefined ? {} : { mipgap }),
  }
}

interface ContinuousAnswer {
  readonly solution: LpSolution
  readonly seconds: number
}

/**
 * Solves a model as an LP. With presolve on, status 1 may mean infeasible, unbounded or out of time; a second run
 * without presolve tells infeasible (4) from unbounded (6).
 */
async function solveContinuous(
  model: LinearModel,
  options: LpSolveOptions,
  run: Run,
  bounds: { readonly columnLower: Float64Array; readonly columnUpper: Float64Array } = model,
): Promise<ContinuousAnswer> {
  const fast =
    options.presolve === false ? { solution: undefined, seconds: 0 } : await solvePivoted(model, options, run, bounds)
  if (fast.solution !== undefined) return { solution: fast.solution, seconds: fast.seconds }
  const problem = toGlpkProblem(model, {
    integer: false,
    columnLower: bounds.columnLower,
    columnUpper: bounds.columnUpper,
  })
  let seconds = fast.seconds
  if (options.presolve !== false) {
    const firstLimit = secondsLeft(options, seconds)
    const first = await run(problem, engineOptions(true, firstLimit), options.signal)
    seconds += first.time
    if (first.result.status === GLP_OPT) return { solution: optimalAnswer(model, first, seconds), seconds }
    if (timedOut(first.time, firstLimit))
      return { solution: solutionWithoutPlan(model, 'noPlanInLimit', seconds), seconds }
  }

  const secondLimit = secondsLeft(options, seconds)
  const second = await run(problem, engineOptions(false, secondLimit), options.signal)
  seconds += second.time
  const answer = (solution: LpSolution): ContinuousAnswer => ({ solution, seconds })
  switch (second.result.status) {
    case GLP_OPT:
      return answer(optimalAnswer(model, second, seconds))
    case GLP_NOFEAS:
      return answer(solutionWithoutPlan(model, 'infeasible', seconds))
    case GLP_UNBND:
      return answer(solutionWithoutPlan(model, 'unbounded', seconds))
    case GLP_FEAS:
      return answer(
        feasiblePlan(
          model,
          readValues(second.result.vars, model.columnCount),
          unknownBound(model),
          'feasible',
          seconds,
        ),
      )
    default:
      return answer(
        solutionWithoutPlan(model, timedOut(second.time, secondLimit) ? 'noPlanInLimit' : 'numericalError', seconds),
      )
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
  bounds: { readonly columnLower: Float64Array; readonly columnUpper: Float64Array },
): Promise<{ readonly solution: LpSolution | undefined; readonly seconds: number }> {
  const relaxed: LinearModel = {
    ...model,
    columnLower: bounds.columnLower,
    columnUpper: bounds.columnUpper,
    columnKind: new Uint8Array(model.columnCount),
  }
  const pivoted = pivotModel(relaxed)
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
  const solution = provenOptimum(relaxed, optimum, firstTolerance(model), seconds)
  // Without integers the relaxation is the model, and what was proven of it needs no second proof.
  if (solution !== undefined && bounds === model) markProven(model, solution)
  return { solution, seconds }
}

function unknownBound(model: LinearModel): number {
  return model.sense === 'minimize' ? -Infinity : Infinity
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

function feasiblePlan(
  model: LinearModel,
  primal: Float64Array,
  bound: number,
  status: 'optimal' | 'feasible',
  seconds: number,
): LpSolution {
  const objective = objectiveValue(model, primal)
  return {
    status,
    objective,
    primal,
    rowDual: new Float64Array(0),
    reducedCost: new Float64Array(0),
    bound,
    gap: relativeGap(objective, bound),
    solveSeconds: seconds,
  }
}

/**
 * Solves a mixed-integer model: first its relaxation, which gives the bound, obeys the time limit (GLPK's own solve of
 * the root does not) and says, proven, what presolve hides; then branch and bound.
 */
async function solveMixed(
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
  return feasiblePlan(model, primal, bound, proven ? 'optimal' : 'feasible', seconds)
}

/** A search that ended says that nothing is better than its plan by more than the gap asked for; the relaxation may say more. */
function statedBound(model: LinearModel, primal: Float64Array, options: LpSolveOptions, relaxed: LpSolution): number {
  const objective = objectiveValue(model, primal)
  const room = (options.relativeGap ?? 0) * Math.abs(objective)
  return model.sense === 'minimize'
    ? Math.max(objective - room, relaxed.objective)
    : Math.min(objective + room, relaxed.objective)
}
