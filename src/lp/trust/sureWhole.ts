import { wholeBounds } from '../integerBounds.js'
import type { LinearModel } from '../model.js'
import { objectiveValue } from '../modelMath.js'
import { solutionWithoutPlan } from '../solver.js'
import type { LpSolution, LpSolveOptions } from '../solver.js'
import type { Asker } from './ask.js'
import { unknownBound } from './ask.js'
import { findFeasibility, hasEndlessDirection } from './feasibility.js'
import { checkedPlan, TOLERANCE } from './judge.js'
import { isProven, markProven } from './proven.js'
import { searchWhole } from './searchWhole.js'
import { wholePlan } from './wholePlan.js'

/** Most nodes of a search. */
const MOST_NODES = 500
/** Nodes times rows and columns of a search that must decide. */
const DECISION = 200_000
/** The same of one that looks whether a solver's optimum is one; large models get none. */
const SECOND_LOOK = 4000
/**
 * Solves a mixed-integer model and believes what can be checked: the plan by its rows, bounds and whole numbers, `optimal`
 * by the gap to the bound that the solver states, infeasible and unbounded by the relaxation. A branch and bound over
 * proven LPs, limited by the number of its nodes, looks whether a small model has a better plan, and decides where a check
 * failed or nothing could be checked.
 */
export async function sureWhole(asker: Asker, model: LinearModel, options: LpSolveOptions): Promise<LpSolution> {
  const first = await asker.ask(model)
  if (first !== undefined && isProven(model, first)) return first
  const gap = Math.max(options.relativeGap ?? 0, TOLERANCE)
  const done = (status: 'infeasible' | 'unbounded' | 'noPlanInLimit' | 'numericalError'): LpSolution =>
    markProven(model, solutionWithoutPlan(model, status, asker.seconds()))
  const answer = (status: 'optimal' | 'feasible', primal: Float64Array, bound: number): LpSolution =>
    checkedPlan(model, { status, primal, bound, solveSeconds: asker.seconds() })
  let plan: LpSolution | undefined
  if (first !== undefined) {
    const primal = await wholePlan(asker, { model, isWhole: model.columnKind }, first.primal)
    if (primal !== undefined) {
      const bound = isBeyond(model, objectiveValue(model, primal), first.bound) ? unknownBound(model) : first.bound
      plan = checkedPlan(model, { status: 'feasible', primal, bound, solveSeconds: asker.seconds() })
      if (first.status === 'feasible' && asker.isLimited) return plan
    }
  }
  const claimed = first?.status === 'optimal' && plan !== undefined && plan.gap <= gap ? plan : undefined
  if (asker.isLate()) {
    if (claimed !== undefined) return answer('optimal', claimed.primal, claimed.bound)
    return plan ?? done('noPlanInLimit')
  }
  const { columnLower, columnUpper, feasible } = wholeBounds(model)
  if (!feasible) return done('infeasible')
  const relaxed = { ...model, columnLower, columnUpper, columnKind: new Uint8Array(model.columnCount) }
  if (first?.status !== 'optimal' && first?.status !== 'feasible') {
    const { isInfeasible } = await findFeasibility(asker, relaxed)
    if (isInfeasible) return done('infeasible')
    if (await hasEndlessDirection(asker, relaxed)) {
      // With rational numbers an endless relaxation and one whole plan make an endless model (Meyer 1974).
      const any = await sureWhole(asker, { ...model, objective: new Float64Array(model.columnCount) }, options)
      if (any.status === 'optimal' || any.status === 'feasible') return done('unbounded')
      return any.status === 'infeasible' ? done('infeasible') : done('numericalError')
    }
  }
  const size = model.rowCount + model.columnCount
  const found = await searchWhole(asker, relaxed, {
    isWhole: model.columnKind,
    gap,
    mostNodes: Math.min(MOST_NODES, Math.floor((claimed === undefined ? DECISION : SECOND_LOOK) / size)),
    ...(plan === undefined ? {} : { start: plan.primal }),
  })
  // What the solver claims is taken for true where it can be: no plan that was found is better than its bound. One that is
  // better than its plan is taken in its place.
  if (claimed !== undefined && found.primal !== undefined) {
    const { primal, bound } = found
    if (!isBeyond(model, objectiveValue(model, primal), claimed.bound)) {
      return answer('optimal', primal, tighter(model, bound, claimed.bound))
    }
  }
  if (found.primal !== undefined) {
    const own = answer('feasible', found.primal, found.bound)
    return found.isDone && own.gap <= gap ? answer('optimal', found.primal, found.bound) : own
  }
  if (found.isDone) return done('infeasible')
  if (asker.isLate()) return done('noPlanInLimit')
  // Too large to be searched here: that there is no whole plan is the solver's word.
  return done(first?.status === 'infeasible' ? 'infeasible' : 'numericalError')
}

/** The bound that says more. */
function tighter(model: LinearModel, a: number, b: number): number {
  return model.sense === 'minimize' ? Math.max(a, b) : Math.min(a, b)
}

/** Whether a plan is better than the bound that is stated beside it, which cannot be. */
function isBeyond(model: LinearModel, objective: number, bound: number): boolean {
  if (!Number.isFinite(bound)) return bound !== unknownBound(model)
  const sign = model.sense === 'minimize' ? 1 : -1
  return sign * (bound - objective) > TOLERANCE * Math.max(1, Math.abs(objective))
}
