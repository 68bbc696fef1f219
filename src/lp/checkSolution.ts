import { number, oneOf, optional, record, refuse } from '../core/checking/checks.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { anyNumbers, checkModel, measure, tolerance } from './modelChecks.js'
import type { LinearModel } from './model.js'
import { measureDual } from './measureDual.js'
import { type LpViolationKind, measurePrimal, type Note } from './measurePrimal.js'
import { hasIntegers } from './modelMath.js'
import { validateModel } from './validateModel.js'
import { LP_STATUSES, type LpSolution, relativeGap } from './solver.js'

export type { LpViolationKind } from './measurePrimal.js'

/** One violation: which row or column, and how much relative to what is allowed for. */
export interface LpViolation {
  readonly kind: LpViolationKind
  /** Row or column number; -1 for the model as a whole. */
  readonly index: number
  /** Key of that row or column, where the model has keys. */
  readonly key?: string
  /** Amount of the violation, relative to the size of the numbers it was computed from. */
  readonly amount: number
}

/** A solution and the tolerances of `checkSolution`, relative to the size of the numbers of each row or column. */
export interface CheckSolutionOptions {
  /** The solution as the solver gave it. */
  readonly solution: Pick<LpSolution, 'primal' | 'rowDual' | 'bound'> & Partial<LpSolution>
  /** Most violation of a row, a bound or a whole number. Default 1e-6. */
  readonly primalTolerance?: number
  /** Most violation of a dual's sign. Default 1e-6. */
  readonly dualTolerance?: number
  /** Most distance of plan and bound, relative. Default 1e-6; a mixed-integer model: no limit unless given. */
  readonly gapTolerance?: number
  /** How many of the worst violations to list. Default 5. */
  readonly worstCount?: number
}

/** The verdict on a solution; every number was computed here, from the model and the solution's raw values. */
export interface SolutionCheck {
  /** True where nothing exceeds its tolerance. */
  readonly ok: boolean
  /** Worst relative violation of rows, bounds and whole numbers. */
  readonly primalInfeasibility: number
  /** Worst relative violation of the signs of the duals; 0 for a mixed-integer model. */
  readonly dualInfeasibility: number
  /** Worst product of a dual and the slack it should not have, relative to max(1, |objective|). */
  readonly complementarity: number
  /** |objective - bound| / max(1, |objective|), the bound being the dual objective or, with integers, the one stated. */
  readonly gap: number
  /** c'x + constant. */
  readonly objective: number
  /** Objective of the dual; for a mixed-integer model the stated bound. */
  readonly dualObjective: number
  /** The worst violations beyond tolerance, largest first; empty where `ok`. */
  readonly worst: readonly LpViolation[]
}

/**
 * Proves a solution without trusting its solver.
 *
 * LP: primal feasibility, signs of the duals, complementary slackness and the gap between primal and dual objective
 * (strong duality, Dantzig 1963; Chvatal 1983, ch. 5 and 9). With integers: primal feasibility, whole numbers, and the
 * gap to the stated bound. Sums are compensated (Neumaier 1974). A violation is measured against the largest number
 * that went into it: a balance of millions may be off by more than one of ones.
 *
 * @param model - the model
 * @param options - the solution as the solver gave it, and tolerances
 * @returns the verdict; a solution without a plan is not ok
 * @throws SopError listing everything wrong with the model, and arrays that are of another length
 * @example
 * ```ts
 * import { checkSolution, createModelBuilder, loadDefaultSolver, solveModel } from 'sop-engine'
 * const builder = createModelBuilder('maximize')
 * const lamps = builder.addColumn({ objective: 49, upper: 2000 })
 * const hours = builder.addRow({ upper: 320 })
 * builder.addTerm(hours, lamps, 0.25)
 * const model = builder.build()
 * const solution = await solveModel(model, { solver: await loadDefaultSolver() })
 * solution.rowDual[0] // => 196
 * checkSolution(model, { solution }).ok // => true
 * ```
 */
export function checkSolution(model: LinearModel, options: CheckSolutionOptions): SolutionCheck {
  const issues = createIssueList()
  record<CheckSolutionOptions>({
    solution: record<LpSolution>({
      status: optional(oneOf(...LP_STATUSES)),
      objective: optional(measure),
      primal: anyNumbers,
      rowDual: anyNumbers,
      reducedCost: optional(anyNumbers),
      bound: measure,
      gap: optional(measure),
      solveSeconds: optional(number()),
    }),
    primalTolerance: tolerance,
    dualTolerance: tolerance,
    gapTolerance: tolerance,
    worstCount: optional(number({ min: 0, whole: true })),
  })(options, 'options', issues)
  checkModel(model, 'model', issues)
  validateModel(model)
  checkLengths(model, options.solution, issues)
  issues.throwIfAny()
  return measureSolution(model, options)
}

/** {@link checkSolution} of a model and a solution whose form was checked. */
export function measureSolution(model: LinearModel, options: CheckSolutionOptions): SolutionCheck {
  const { solution } = options
  const integer = hasIntegers(model)
  const primalTolerance = options.primalTolerance ?? 1e-6
  const dualTolerance = options.dualTolerance ?? 1e-6
  const gapTolerance = options.gapTolerance ?? (integer ? Infinity : 1e-6)
  const worst: LpViolation[] = []
  const note: Note = (kind, index, amount, limit) => {
    // Written so that a violation that is not a number counts as one.
    if (amount <= limit) return
    const keys = kind.startsWith('row') ? model.rowKeys : model.columnKeys
    const key = index >= 0 ? keys?.[index] : undefined
    worst.push({ kind, index, ...(key === undefined || key === '' ? {} : { key }), amount })
  }

  const withoutPlan = solution.primal.length !== model.columnCount
  if (withoutPlan || (!integer && solution.rowDual.length !== model.rowCount)) {
    return {
      ok: false,
      primalInfeasibility: withoutPlan ? Infinity : 0,
      dualInfeasibility: Infinity,
      complementarity: Infinity,
      gap: Infinity,
      objective: solution.objective ?? 0,
      dualObjective: solution.bound,
      worst: [{ kind: 'objective', index: -1, amount: Infinity }],
    }
  }

  const primal = measurePrimal(model, solution.primal, primalTolerance, note)
  if (solution.objective !== undefined) {
    const amount = relativeGap(primal.objective, solution.objective)
    note('objective', -1, amount, primalTolerance)
  }
  const dual = integer
    ? { infeasibility: 0, complementarity: 0, objective: solution.bound }
    : measureDual(model, solution, primal, { dualTolerance, gapTolerance }, note)
  const gap = relativeGap(primal.objective, dual.objective)
  note('gap', -1, gap, gapTolerance)
  if (integer && Number.isFinite(dual.objective)) {
    // A plan cannot be better than a bound that was proven.
    const sign = model.sense === 'minimize' ? 1 : -1
    const beyond = (sign * (dual.objective - primal.objective)) / Math.max(1, Math.abs(primal.objective))
    note('objective', -1, beyond, primalTolerance)
  }
  worst.sort((a, b) => (b.amount > a.amount ? 1 : b.amount < a.amount ? -1 : 0))
  return {
    ok: worst.length === 0,
    primalInfeasibility: primal.infeasibility,
    dualInfeasibility: dual.infeasibility,
    complementarity: dual.complementarity,
    gap,
    objective: primal.objective,
    dualObjective: dual.objective,
    worst: worst.slice(0, options.worstCount ?? 5),
  }
}

/** An answer has a value for every row or column, or none at all. */
function checkLengths(model: LinearModel, solution: CheckSolutionOptions['solution'], issues: IssueList): void {
  const { columnCount, rowCount } = model
  const lengths = { primal: columnCount, rowDual: rowCount, reducedCost: columnCount } as const
  for (const [field, length] of Object.entries(lengths)) {
    const given = solution[field as keyof typeof lengths]?.length ?? 0
    if (given === length || given === 0) continue
    const remedy = `Pass one number for each of the ${length}, or none.`
    refuse(issues, 'MISALIGNED', `options.solution.${field}`, given, `${length} long`, remedy)
  }
}
