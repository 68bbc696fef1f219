import type { SolveModelOptions } from '../lp/solveModel.js'
import { holdService } from './customersFirst/heldService.js'
import { type RawPlan, readRawPlan } from './model/rawPlan.js'
import { type ProductionWorth, readWorth } from './model/shadowPrices.js'
import type { DecidedQueues } from './risingPrices/decideQueues.js'
import type { PreviousUnits, SnapResult } from './wholeUnits/snapPlan.js'
import { snapWithWork, type WorkPlan } from './longWork/snapWithWork.js'
import { solveAroundLongItems } from './longWork/solveAroundLongItems.js'

/** A plan in whole units, with the optimum that it was made from and what limits are worth there. */
export interface WholeAnswer extends SnapResult<WorkPlan> {
  readonly decided: DecidedQueues
  readonly raw: RawPlan
  readonly worth: ProductionWorth
}

/** Brings an optimum onto the grids of the items, with what customers get held and work over several periods planned. */
export async function toWholeUnits(
  decided: DecidedQueues,
  { run, previous }: { readonly run: SolveModelOptions; readonly previous?: PreviousUnits },
): Promise<WholeAnswer> {
  const { solved, problem } = decided
  const raw = readRawPlan(problem, solved.production.map, solved.solution.primal)
  const worth = readWorth(solved, (i, t) => problem.costs[t][i])
  const whole = holdService(solved.problem, raw)
  const first = await snapWithWork(whole, raw, { signal: run.signal, previous })
  const found = await solveAroundLongItems(whole, first, { run, worth, previous })
  return { ...found, decided, raw, worth }
}
