import { measureSolution } from '../checkSolution.js'
import type { LinearModel } from '../model.js'
import { objectiveValue, reducedCosts } from '../modelMath.js'
import { measurePrimal } from '../measurePrimal.js'
import { relativeGap } from '../solver.js'
import type { LpSolution } from '../solver.js'
import type { PrimalDual } from '../transform/transform.js'
import { markProven } from './proven.js'

/** Most relative violation of a row, a bound, a sign or the gap of a solution that is believed. */
export const TOLERANCE = 1e-6

/** What a small model is held to first: where rows of millions are off by 1e-6 of themselves, money may be off by more. */
const STRICT = 1e-9
/** Rows and columns up to which the other ways are cheap enough to look for a more exact answer. */
const SMALL = 1000

/** The tolerance that an answer must keep to be taken without a look for a better one. */
export function firstTolerance(model: LinearModel): number {
  return model.rowCount + model.columnCount <= SMALL ? STRICT : TOLERANCE
}

/** Primal values and multipliers of an LP as a solution, if they prove each other optimal. */
export function provenOptimum(
  model: LinearModel,
  { primal, rowDual }: PrimalDual,
  tolerance: number | { readonly primal: number; readonly dual: number },
  solveSeconds = 0,
): LpSolution | undefined {
  if (rowDual.length !== model.rowCount || primal.length !== model.columnCount) return undefined
  const dual = typeof tolerance === 'number' ? tolerance : tolerance.dual
  const check = measureSolution(model, {
    solution: { primal, rowDual, bound: 0 },
    primalTolerance: typeof tolerance === 'number' ? tolerance : tolerance.primal,
    dualTolerance: dual,
    gapTolerance: dual,
  })
  if (!check.ok) return undefined
  return markProven(model, {
    status: 'optimal',
    objective: check.objective,
    primal,
    rowDual,
    reducedCost: reducedCosts(model, rowDual),
    bound: check.dualObjective,
    gap: check.gap,
    solveSeconds,
  })
}

/** Whether a plan keeps rows, bounds and whole numbers. */
export function isFeasible(model: LinearModel, primal: Float64Array, tolerance: number = TOLERANCE): boolean {
  if (primal.length !== model.columnCount) return false
  return measurePrimal(model, primal, tolerance, () => undefined).infeasibility <= tolerance
}

/** A plan that was checked, with a bound that may not be worse than the plan. */
export function checkedPlan(
  model: LinearModel,
  plan: {
    readonly status: 'optimal' | 'feasible'
    readonly primal: Float64Array
    readonly bound: number
    readonly solveSeconds: number
  },
): LpSolution {
  const objective = objectiveValue(model, plan.primal)
  return markProven(model, {
    status: plan.status,
    objective,
    primal: plan.primal,
    rowDual: new Float64Array(0),
    reducedCost: new Float64Array(0),
    bound: plan.bound,
    gap: relativeGap(objective, plan.bound),
    solveSeconds: plan.solveSeconds,
  })
}
