import { optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { RUN_FIELDS, TIME_FIELDS } from '../core/running/runChecks.js'
import { checkModel, lpSolver, tolerance } from './modelChecks.js'
import { letOthersRun, throwIfAborted } from '../core/running/progress.js'
import type { RunOptions } from '../core/running/progress.js'
import type { LinearModel } from './model.js'
import { createSum, hasIntegers, objectiveValue } from './modelMath.js'
import { nodeCount } from './solveOptions.js'
import { hasPlan, relativeGap, solutionWithoutPlan } from './solver.js'
import type { LpSolution, LpSolveOptions, LpSolver, LpStatus } from './solver.js'
import { measureSolution } from './checkSolution.js'
import type { Clock } from './trust/ask.js'
import { TOLERANCE } from './trust/judge.js'
import { solveSurely } from './trust/solveSurely.js'
import { splitSound } from './splitModel.js'
import { validateModel } from './validateModel.js'

/** Options of `solveModel`. */
export interface SolveModelOptions extends RunOptions {
  /** The solver, as `await loadDefaultSolver()`. */
  readonly solver: LpSolver
  /** Seconds for all parts together. Default: no limit. */
  readonly timeLimitSeconds?: number
  /** Relative gap at which a mixed-integer part may stop. Default 0. */
  readonly relativeGap?: number
  /** Most nodes of the search in each mixed-integer part. Default: no limit. Only a solver whose capabilities say `nodeLimit` obeys it. */
  readonly nodeLimit?: number
  /** Clock in milliseconds, as `performance.now`. Without it the time that the solver reports is counted. */
  readonly now?: () => number
}

/** From the mildest to the one that decides the whole. */
const SEVERITY: readonly LpStatus[] = [
  'optimal',
  'feasible',
  'unbounded',
  'infeasibleOrUnbounded',
  'noPlanInLimit',
  'numericalError',
  'infeasible',
]

/**
 * Solves a model by its independent parts and puts the results together; exactly the optimum of the whole.
 *
 * @param model - the model
 * @param options - solver, limits, progress (stage `solve`, counted in parts), signal (obeyed between parts)
 * @returns the solution of the whole model; its status is the worst of the parts
 * @throws SopError listing everything wrong with the model; `ABORTED` when the signal says stop
 * @example
 * ```ts
 * import { createModelBuilder, loadDefaultSolver, solveModel } from 'sop-engine'
 * const builder = createModelBuilder('maximize')
 * const doors = builder.addColumn({ objective: 3, upper: 4 })
 * const windows = builder.addColumn({ objective: 5, upper: 6 })
 * const hours = builder.addRow({ upper: 18 })
 * builder.addTerm(hours, doors, 3)
 * builder.addTerm(hours, windows, 2)
 * const solution = await solveModel(builder.build(), { solver: await loadDefaultSolver() })
 * solution.objective // => 36
 * ```
 */
export async function solveModel(model: LinearModel, options: SolveModelOptions): Promise<LpSolution> {
  const issues = createIssueList()
  const checks = {
    ...RUN_FIELDS,
    ...TIME_FIELDS,
    solver: lpSolver,
    relativeGap: tolerance,
    nodeLimit: optional(nodeCount),
  }
  record<SolveModelOptions>(checks)(options, 'options', issues)
  checkModel(model, 'model', issues)
  const { solver, signal, onProgress } = options
  validateModel(model)
  throwIfAborted(signal)
  const { parts, emptyRows, looseColumns } = splitSound(model)
  const integer = hasIntegers(model)
  const primal = new Float64Array(model.columnCount)
  const rowDual = new Float64Array(model.rowCount)
  const reducedCost = new Float64Array(model.columnCount)
  const bound = createSum()
  bound.add(model.objectiveConstant)
  let status: LpStatus = 'optimal'
  const worsen = (other: LpStatus): void => {
    if (SEVERITY.indexOf(other) > SEVERITY.indexOf(status)) status = other
  }

  for (const i of emptyRows) {
    if (model.rowLower[i] > 0 || model.rowUpper[i] < 0) worsen('infeasible')
  }
  for (const j of looseColumns) {
    const value = bestLooseValue(model, j)
    if (value === undefined) worsen('infeasible')
    else if (Number.isFinite(value)) primal[j] = value
    else worsen('unbounded')
    reducedCost[j] = model.objective[j]
    bound.add(model.objective[j] * primal[j])
  }

  const clock = startClock(options)
  onProgress?.({ stage: 'solve', done: 0, total: parts.length })
  for (let part = 0; part < parts.length && status !== ('infeasible' as LpStatus); part += 1) {
    await letOthersRun(signal)
    const { model: piece, columns, rows } = parts[part]
    const solution = await solveSurely(piece, solver, solveOptions(options), clock)
    worsen(solution.status)
    if (hasPlan(solution)) {
      columns.forEach((j, at) => {
        primal[j] = solution.primal[at]
        reducedCost[j] = solution.reducedCost[at] ?? 0
      })
      rows.forEach((i, at) => {
        rowDual[i] = solution.rowDual[at] ?? 0
      })
    }
    bound.add(solution.bound)
    onProgress?.({ stage: 'solve', done: part + 1, total: parts.length })
  }
  await letOthersRun(signal)
  const solveSeconds = clock.spent()
  if (status !== 'optimal' && status !== 'feasible') return solutionWithoutPlan(model, status, solveSeconds)
  const objective = objectiveValue(model, primal)
  const total = bound.total()
  // An infinite part leaves no digits in the compensation.
  const proven = Number.isNaN(total) ? (model.sense === 'minimize' ? -Infinity : Infinity) : total
  const duals = !integer && status === 'optimal'
  const solution: LpSolution = {
    status,
    objective,
    primal,
    rowDual: duals ? rowDual : new Float64Array(0),
    reducedCost: duals ? reducedCost : new Float64Array(0),
    bound: proven,
    gap: relativeGap(objective, proven),
    solveSeconds,
  }
  const isOnePart = parts.length === 1 && looseColumns.length === 0 && model.objectiveConstant === 0
  if (status !== 'optimal' || isOnePart) return solution
  // Parts that earn and parts that cost can leave a sum so small that the gap, relative to it, is too wide.
  const gapTolerance = integer ? Math.max(options.relativeGap ?? 0, TOLERANCE) : TOLERANCE
  if (measureSolution(model, { solution, gapTolerance }).ok) return solution
  return solveSurely(model, solver, solveOptions(options), clock)
}

/** The best value of a column that no row limits: infinite where there is none, undefined where no whole number fits. */
function bestLooseValue(model: LinearModel, j: number): number | undefined {
  let lower = model.columnLower[j]
  let upper = model.columnUpper[j]
  if (model.columnKind[j] === 1) {
    lower = Math.ceil(lower - 1e-9)
    upper = Math.floor(upper + 1e-9)
    if (lower > upper) return undefined
  }
  const cost = model.objective[j] * (model.sense === 'minimize' ? 1 : -1)
  if (cost > 0) return lower + 0
  if (cost < 0) return upper + 0
  return Math.min(Math.max(0, lower), upper) + 0
}

function solveOptions(options: SolveModelOptions): LpSolveOptions {
  return {
    ...(options.relativeGap === undefined ? {} : { relativeGap: options.relativeGap }),
    ...(options.nodeLimit === undefined ? {} : { nodeLimit: options.nodeLimit }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }
}

/** Counts the seconds by the caller's clock, or else by what the solver says of itself. */
function startClock(options: SolveModelOptions): Clock & { spent(): number } {
  const { now, timeLimitSeconds } = options
  const began = now?.() ?? 0
  let reported = 0
  const spent = (): number => (now === undefined ? reported : (now() - began) / 1000)
  return {
    left: () => (timeLimitSeconds === undefined ? undefined : Math.max(0, timeLimitSeconds - spent())),
    spend(seconds) {
      reported += seconds
    },
    spent,
  }
}
