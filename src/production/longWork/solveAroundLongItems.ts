import { hasPlan } from '../../lp/solver.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import { buildModel } from '../model/buildProductionModel.js'
import { costBeyondHeld, keepHeld } from '../customersFirst/heldService.js'
import { planObjective, resourceRecords } from '../productionRecords.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { readRawPlan } from '../model/rawPlan.js'
import type { ProductionWorth } from '../model/shadowPrices.js'
import type { PreviousUnits, SnapResult } from '../wholeUnits/snapPlan.js'
import { snapWithWork, type WorkPlan } from './snapWithWork.js'
import type { ProductionObjective } from '../types.js'

/** The most columns of a model that is solved once more. */
const MOST_COLUMNS = 10_000

/** What holding one hour of work on a long item is taken to cost more for each period, to choose between ties. */
const TIE = 1e-4

/**
 * Looks for a better plan around long items by solving the model again, and takes the one that earns more.
 *
 * Where stock costs nothing, work on several units at once is as good as one after the other to the optimum in fractions, and
 * neither gets complete: a little cost of holding says that work waits for its day. And the first optimum gives hours to parts
 * of units: with the arrivals of whole ones fixed, the same model says when to work on them and what to make in the hours that
 * this leaves (relax-and-fix, Pochet & Wolsey, Production Planning by Mixed Integer Programming, 2006, ch. 3).
 */
export async function solveAroundLongItems(
  problem: PreparedProblem,
  first: SnapResult<WorkPlan>,
  context: {
    readonly run: SolveModelOptions
    readonly worth: ProductionWorth
    readonly previous: PreviousUnits | undefined
  },
): Promise<SnapResult<WorkPlan>> {
  if (problem.long.size === 0) return first
  const { run, worth, previous } = context
  const solve = async (changed: PreparedProblem): Promise<SnapResult<WorkPlan> | undefined> => {
    const free = buildModel(changed)
    if (free.model.columnCount > MOST_COLUMNS) return undefined
    // Fixed arrivals may leave less for somebody than fractions did.
    for (const { model, map } of [keepHeld(changed, free), free]) {
      const solution = await solveModel(model, run)
      if (hasPlan(solution))
        return snapWithWork(changed, readRawPlan(changed, map, solution.primal), { signal: run.signal, previous })
    }
    return undefined
  }
  const better = (old: SnapResult<WorkPlan>, other: SnapResult<WorkPlan> | undefined): SnapResult<WorkPlan> => {
    if (other === undefined || !keepsLimits(other)) return old
    return !keepsLimits(old) || isWorthMore(problem, worth, other.plan, old.plan) ? other : old
  }
  const isTied = [...problem.long.keys()].some((i) => problem.items[i].holding.every((cost) => cost === 0))
  const best = isTied || !keepsLimits(first) ? better(first, await solve(holdDear(problem))) : first
  return keepsLimits(best) ? better(best, await solve(fixArrivals(problem, best.plan))) : best
}

const keepsLimits = ({ broken, plan }: SnapResult<WorkPlan>): boolean => broken === 0 && plan.late.length === 0

/** Whether a plan earns more, and not only because it holds less: that would keep what is late waiting for its last possible day. */
function isWorthMore(problem: PreparedProblem, worth: ProductionWorth, plan: WorkPlan, than: WorkPlan): boolean {
  const objectiveOf = (one: WorkPlan): Pick<ProductionObjective, 'total' | 'holding'> => {
    const resources = resourceRecords(problem, one, worth)
    const { total, holding } = planObjective(problem, one, { resources, beforeRounding: 0 })
    return { total: total - costBeyondHeld(problem, one), holding }
  }
  const [after, before] = [objectiveOf(plan), objectiveOf(than)]
  const least = 1e-9 * Math.max(1, Math.abs(before.total))
  const isMore = after.total - after.holding > before.total - before.holding + least
  return isMore && after.total > before.total + least
}

/** The problem with a little cost of holding long items, less for those that are asked for early: they are worked on first. */
function holdDear(problem: PreparedProblem): PreparedProblem {
  const items = problem.items.map((item, i) => {
    const load = problem.long.get(i)
    if (load === undefined) return item
    const first = item.demand.findIndex((units) => units > 0)
    const tie = TIE * load.hours * item.scale * (1 + Math.max(0, first) / problem.periodCount)
    return { ...item, holding: item.holding.map((cost) => cost + tie) }
  })
  return { ...problem, items }
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
