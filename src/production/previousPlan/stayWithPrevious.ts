import type { SolveModelOptions } from '../../lp/solveModel.js'
import { holdService } from '../customersFirst/heldService.js'
import { toWholeUnits, type WholeAnswer } from '../toWholeUnits.js'
import { readRawPlan } from '../model/rawPlan.js'
import type { DecidedQueues } from '../risingPrices/decideQueues.js'
import { snapParts } from '../wholeUnits/snapPlan.js'
import { nearestOptimum } from './nearestOptimum.js'

/**
 * Brings an optimum onto the grids of the items, and of equal plans takes the one that stays with a plan made before.
 *
 * A part of the company (items that share bills or resources) in which that plan is possible and worth no less stays as it is, to the
 * last unit: rounding alone moves nothing. In the others whole units are made from the optimum that is nearest to it.
 *
 * @param supply - what it supplies, in grid units; NaN where it says nothing
 */
export async function stayWithPrevious(
  decided: DecidedQueues,
  supply: Float64Array,
  run: SolveModelOptions,
): Promise<WholeAnswer> {
  const { solved, problem } = decided
  if (problem.long.size > 0) return stayAroundLongItems(decided, supply, run)
  const raw = readRawPlan(problem, solved.production.map, solved.solution.primal)
  const context = { signal: run.signal, previous: { supply } }
  const { parts, isOpen } = await snapParts(holdService(solved.problem, raw), raw, context)
  const near = await moveNear(decided, { supply, isOpen, run })
  // Where nothing comes nearer, whole units are those that were found.
  const isMoved = near.solved.solution !== solved.solution
  const found = isMoved ? parts : parts.map((part) => ({ ...part, isSettled: true }))
  return toWholeUnits(near, { run, previous: { supply, parts: found } })
}

/** Work over several periods is planned from the optimum, and the rest around it: that plan stays only as a whole. */
async function stayAroundLongItems(
  decided: DecidedQueues,
  supply: Float64Array,
  run: SolveModelOptions,
): Promise<WholeAnswer> {
  const own = await toWholeUnits(decided, { run })
  if (own.plan.supply.every((units, at) => Number.isNaN(supply[at]) || units === supply[at])) return own
  const isOpen = new Uint8Array(decided.problem.items.length).fill(1)
  const near = await moveNear(decided, { supply, isOpen, run })
  const moved = await toWholeUnits(near, { run, previous: { supply } })
  return moved.broken > own.broken + 1e-9 ? own : moved
}

/** The optimum that is nearest to the plan made before. */
async function moveNear(
  decided: DecidedQueues,
  wish: { readonly supply: Float64Array; readonly isOpen: Uint8Array; readonly run: SolveModelOptions },
): Promise<DecidedQueues> {
  const solution = await nearestOptimum(decided.solved, wish)
  return { ...decided, solved: { ...decided.solved, solution } }
}
