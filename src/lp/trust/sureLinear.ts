import type { LinearModel } from '../model.js'
import { solutionWithoutPlan } from '../solver.js'
import type { LpSolution } from '../solver.js'
import type { Asker } from './ask.js'
import { unknownBound } from './ask.js'
import { findFeasibility, hasEndlessDirection } from './feasibility.js'
import { checkedPlan, firstTolerance, isFeasible, provenOptimum, TOLERANCE } from './judge.js'
import { isProven, markProven } from './proven.js'
import type { PrimalDual } from '../transform/transform.js'
import { otherWays, refined } from './ways.js'

/**
 * Solves an LP and believes only what was proven: an optimum by its multipliers, infeasible by multipliers that show the
 * contradiction, unbounded by a plan and a direction that improves it without end. What the solver says first is taken
 * where it passes; otherwise it is asked in other ways, and at last the answer is `numericalError`.
 */
export async function sureLinear(asker: Asker, model: LinearModel): Promise<LpSolution> {
  const first = await asker.ask(model)
  if (first !== undefined && isProven(model, first)) return first
  const without = (status: 'infeasible' | 'unbounded' | 'noPlanInLimit' | 'numericalError'): LpSolution =>
    markProven(model, solutionWithoutPlan(model, status, asker.seconds()))
  const tolerance = firstTolerance(model)
  /** A plan that keeps the limits, and an optimum that is not quite as exact as it should be. */
  const spare: { plan?: Float64Array | undefined; optimum?: LpSolution | undefined } = {}
  const candidates: PrimalDual[] = []
  const accept = (given: PrimalDual): LpSolution | undefined => {
    if (given.primal.length > 0 && given.rowDual.length === model.rowCount) candidates.push(given)
    const finding = given.primal.length === 0 && spare.plan !== undefined ? { ...given, primal: spare.plan } : given
    const exact = provenOptimum(model, finding, tolerance, asker.seconds())
    if (exact !== undefined) return exact
    // The limits of a small model are kept exactly: an objective may hang on what breaks them by a ten-millionth.
    spare.optimum ??= provenOptimum(model, finding, { primal: tolerance, dual: TOLERANCE }, asker.seconds())
    if (spare.plan === undefined && isFeasible(model, finding.primal)) spare.plan = finding.primal
    return undefined
  }
  /** What there is when the time is over; undefined before. */
  const inLimit = (): LpSolution | undefined => {
    if (!asker.isLimited || (!asker.isLate() && first?.status !== 'feasible')) return undefined
    const { plan: primal, optimum } = spare
    if (optimum !== undefined) return optimum
    if (primal === undefined) return asker.isLate() ? without('noPlanInLimit') : undefined
    return checkedPlan(model, { status: 'feasible', primal, bound: unknownBound(model), solveSeconds: asker.seconds() })
  }

  if (first !== undefined) {
    const proven = accept(first) ?? inLimit()
    if (proven !== undefined) return proven
  }
  const claims = first?.status
  if (claims === 'infeasible' || claims === 'unbounded' || claims === 'infeasibleOrUnbounded') {
    const status = await withoutOptimum(asker, model)
    if (status !== undefined) return without(status)
  }
  for await (const finding of otherWays(asker, model)) {
    const proven = accept(finding)
    if (proven !== undefined) return proven
  }
  if (!asker.isLate()) {
    const status = await withoutOptimum(asker, model)
    if (status !== undefined) return without(status)
  }
  for (const nearly of candidates.slice()) {
    for await (const finding of refined(asker, model, nearly)) {
      const proven = accept(finding)
      if (proven !== undefined) return proven
    }
  }
  return spare.optimum ?? inLimit() ?? without('numericalError')
}

/** Proves that an LP has no optimum; undefined where that cannot be proven. */
async function withoutOptimum(asker: Asker, model: LinearModel): Promise<'infeasible' | 'unbounded' | undefined> {
  const { isInfeasible, plan } = await findFeasibility(asker, model)
  if (isInfeasible) return 'infeasible'
  if (plan !== undefined && (await hasEndlessDirection(asker, model))) return 'unbounded'
  return undefined
}
