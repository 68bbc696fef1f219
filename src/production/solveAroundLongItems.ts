import { hasPlan } from '../lp/solver.js'
import { solveModel, type SolveModelOptions } from '../lp/solveModel.js'
import { buildModel } from './buildProductionModel.js'
import { planObjective, resourceRecords } from './productionRecords.js'
import type { PreparedProblem } from './preparedProblem.js'
import { readRawPlan } from './rawPlan.js'
import type { ProductionWorth } from './shadowPrices.js'
import type { SnapResult } from './snapPlan.js'
import { snapWithWork, type WorkPlan } from './snapWithWork.js'
import type { ProductionObjective } from './types.js'

/** The most columns of a model that is solved once more. */
const MOST_COLUMNS = 10_000

/**
 * Solves what is left once the whole units of long items are known, and takes that plan where it earns more.
 *
 * The first optimum gives hours to parts of units. With the arrivals of whole ones fixed, the same model says when to work on
 * them and what to make in the hours that this leaves (relax-and-fix, Pochet & Wolsey, Production Planning by Mixed Integer
 * Programming, 2006, ch. 3).
 */
export async function solveAroundLongItems(
  problem: PreparedProblem,
  first: SnapResult<WorkPlan>,
  context: { readonly run: SolveModelOptions; readonly worth: ProductionWorth },
): Promise<SnapResult<WorkPlan>> {
  if (problem.long.size === 0 || first.broken > 0 || first.plan.late.length > 0) return first
  const { run, worth } = context
  const fixed = fixArrivals(problem, first.plan)
  const { model, map } = buildModel(fixed)
  if (model.columnCount > MOST_COLUMNS) return first
  const solution = await solveModel(model, run)
  if (!hasPlan(solution)) return first
  const second = await snapWithWork(fixed, readRawPlan(fixed, map, solution.primal), run.signal)
  if (second.broken > 0 || second.plan.late.length > 0) return first
  const objectiveOf = ({ plan }: SnapResult<WorkPlan>): ProductionObjective =>
    planObjective(problem, plan, { resources: resourceRecords(problem, plan, worth), beforeRounding: 0 })
  const [before, after] = [objectiveOf(first), objectiveOf(second)]
  const least = 1e-9 * Math.max(1, Math.abs(before.total))
  // What only holds less keeps what is late waiting for its last possible day: no reason to begin it later.
  const isMore = after.total - after.holding > before.total - before.holding + least
  return isMore && after.total > before.total + least ? second : first
}

/** The problem with the arrivals of long items as firm supply. */
function fixArrivals(problem: PreparedProblem, { supply }: WorkPlan): PreparedProblem {
  const { periodCount } = problem
  return {
    ...problem,
    items: problem.items.map((item, i) => {
      if (!problem.long.has(i)) return item
      const own = supply.subarray(i * periodCount, (i + 1) * periodCount)
      return { ...item, firm: Array.from(own, (units) => units / item.scale) }
    }),
  }
}
