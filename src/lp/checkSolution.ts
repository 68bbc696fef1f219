import { number, oneOf, optional, record } from '../core/checks.js'
import { createIssueList } from '../core/errors.js'
import { anyNumbers, checkModel, measure, tolerance } from './modelChecks.js'
import type { LinearModel } from './model.js'
import { createSum, hasIntegers } from './modelMath.js'
import { LP_STATUSES, type LpSolution, relativeGap } from './solver.js'

/** Kinds of violations that `checkSolution` finds. */
export type LpViolationKind =
  | 'row'
  | 'column'
  | 'integrality'
  | 'rowDual'
  | 'reducedCost'
  | 'rowComplementarity'
  | 'columnComplementarity'
  | 'objective'
  | 'gap'

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
  const { solution } = options
  const integer = hasIntegers(model)
  const primalTolerance = options.primalTolerance ?? 1e-6
  const dualTolerance = options.dualTolerance ?? 1e-6
  const gapTolerance = options.gapTolerance ?? (integer ? Infinity : 1e-6)
  const worst: LpViolation[] = []
  const note = (kind: LpViolationKind, index: number, amount: number, limit: number): void => {
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

type Note = (kind: LpViolationKind, index: number, amount: number, limit: number) => void

interface PrimalMeasure {
  readonly infeasibility: number
  readonly objective: number
  readonly activity: Float64Array
}

/** Math.max that lets NaN through, so that it is never mistaken for a small number. */
function larger(a: number, b: number): number {
  return b <= a ? a : b
}

function measurePrimal(model: LinearModel, x: Float64Array, tolerance: number, note: Note): PrimalMeasure {
  let infeasibility = 0
  const activity = new Float64Array(model.rowCount)
  for (let i = 0; i < model.rowCount; i += 1) {
    const sum = createSum()
    let size = 1
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const term = model.coefficient[k] * x[model.columnIndex[k]]
      sum.add(term)
      size = larger(size, Math.abs(term))
    }
    const value = sum.total()
    activity[i] = value
    const amount = outside(value, model.rowLower[i], model.rowUpper[i], size)
    infeasibility = larger(infeasibility, amount)
    note('row', i, amount, tolerance)
  }
  const objective = createSum()
  objective.add(model.objectiveConstant)
  for (let j = 0; j < model.columnCount; j += 1) {
    const value = x[j]
    objective.add(model.objective[j] * value)
    const amount = outside(value, model.columnLower[j], model.columnUpper[j], 1)
    infeasibility = larger(infeasibility, amount)
    note('column', j, amount, tolerance)
    if (model.columnKind[j] !== 1) continue
    const fraction = Math.abs(value - Math.round(value))
    infeasibility = larger(infeasibility, fraction)
    note('integrality', j, fraction, tolerance)
  }
  return { infeasibility, objective: objective.total(), activity }
}

/** How far a value lies outside its limits, relative to the larger of `size` and the limit that is violated. */
function outside(value: number, lower: number, upper: number, size: number): number {
  if (value >= lower && value <= upper) return 0
  const limit = value < lower ? lower : upper
  return Math.abs(value - limit) / larger(size, Math.abs(limit))
}

interface DualMeasure {
  readonly infeasibility: number
  readonly complementarity: number
  readonly objective: number
}

/** A row or a column with its dual value or reduced cost, the size that this is measured by, its value and limits. */
interface DualPlace {
  readonly on: 'row' | 'column'
  readonly index: number
  readonly dual: number
  readonly size: number
  readonly value: number
  readonly lower: number
  readonly upper: number
}

function measureDual(
  model: LinearModel,
  solution: Pick<LpSolution, 'primal' | 'rowDual'> & Partial<LpSolution>,
  primal: PrimalMeasure,
  tolerances: { readonly dualTolerance: number; readonly gapTolerance: number },
  note: Note,
): DualMeasure {
  const sign = model.sense === 'minimize' ? 1 : -1
  const objective = createSum()
  objective.add(model.objectiveConstant)
  const scale = Math.max(1, Math.abs(primal.objective))
  let infeasibility = 0
  let complementarity = 0

  const measure = ({ on, index, dual, size, value, lower, upper }: DualPlace): void => {
    // In a minimization a positive dual belongs to the lower limit, a negative one to the upper limit.
    const limit = sign * dual > 0 ? lower : upper
    if (dual === 0) return
    if (Number.isFinite(limit)) {
      objective.add(dual * limit)
      const product = Math.abs(dual * (value - limit)) / scale
      complementarity = larger(complementarity, product)
      note(on === 'row' ? 'rowComplementarity' : 'columnComplementarity', index, product, tolerances.gapTolerance)
      return
    }
    const amount = Math.abs(dual) / size
    infeasibility = larger(infeasibility, amount)
    note(on === 'row' ? 'rowDual' : 'reducedCost', index, amount, tolerances.dualTolerance)
  }

  let largestCost = 1
  const reduced = Array.from({ length: model.columnCount }, (_, j) => {
    const sum = createSum()
    sum.add(model.objective[j])
    largestCost = Math.max(largestCost, Math.abs(model.objective[j]))
    return sum
  })
  const sizes = Float64Array.from(model.objective, (cost) => Math.max(1, Math.abs(cost)))
  for (let i = 0; i < model.rowCount; i += 1) {
    const dual = solution.rowDual[i]
    let largestTerm = 0
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const j = model.columnIndex[k]
      const coefficient = model.coefficient[k]
      const term = coefficient * dual
      largestTerm = Math.max(largestTerm, Math.abs(coefficient))
      reduced[j].add(-term)
      sizes[j] = larger(sizes[j], Math.abs(term))
    }
    const size = largestTerm > 0 ? Math.max(1, largestCost / largestTerm) : 1
    const [value, lower, upper] = [primal.activity[i], model.rowLower[i], model.rowUpper[i]]
    measure({ on: 'row', index: i, dual, size, value, lower, upper })
  }
  for (let j = 0; j < model.columnCount; j += 1) {
    const dual = reduced[j].total()
    const stated = solution.reducedCost?.[j]
    if (stated !== undefined) {
      const amount = Math.abs(stated - dual) / sizes[j]
      infeasibility = larger(infeasibility, amount)
      note('reducedCost', j, amount, tolerances.dualTolerance)
    }
    const [value, lower, upper] = [solution.primal[j], model.columnLower[j], model.columnUpper[j]]
    measure({ on: 'column', index: j, dual, size: sizes[j], value, lower, upper })
  }
  return { infeasibility, complementarity, objective: objective.total() }
}
