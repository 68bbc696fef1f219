import type { Calendar } from '../../core/time/calendar.js'
import { isSameData } from '../../core/keys/isSameData.js'
import { loadDefaultSolver } from '../../lp/defaultSolver.js'
import { rememberAnswers } from '../../lp/rememberAnswers.js'
import type { LpSolver } from '../../lp/solver.js'
import { optimizeKnowing, optimizeProduction } from '../../production/optimizeProduction.js'
import type {
  PreviousProduction,
  ProductionOptions,
  ProductionPlan,
  ProductionProblem,
} from '../../production/types.js'
import type { PlanMemory, PlanSteps } from '../memory/planMemory.js'
import type { Plan } from '../types.js'

/** What is asked of the optimizer. */
export interface ProductionTask {
  readonly problem: ProductionProblem
  readonly previous: Plan | undefined
  readonly solver: LpSolver | undefined
  readonly search: Omit<ProductionOptions, 'solver' | 'previous'>
}

/** Stands for default solvers, which all answer alike. */
const DEFAULT = 'default solver'

/**
 * Plans production, or finds it planned: the same problem, asked of the same solver beside the same plan before, has the same answer.
 * So has a problem beside its own plan, which stays to the last unit. With a limit of seconds nothing is remembered.
 */
export async function produceOnce(
  { problem, previous: plan, solver, search }: ProductionTask,
  { memory, find, recall, same }: PlanSteps & { readonly memory: PlanMemory },
): Promise<ProductionPlan> {
  const asked = solver ?? DEFAULT
  const previous = plan && same('previous', suppliedBy(plan.calendar, plan.supply))
  const produce = (remembers: boolean): Promise<ProductionPlan> =>
    askSolver(
      problem,
      { ...search, ...(previous !== undefined && { previous }) },
      solver,
      remembers ? memory : undefined,
    )
  if (search.timeLimitSeconds !== undefined) return produce(false)
  const alone = previous && (find('production', [problem, asked, undefined]) as ProductionPlan | undefined)
  if (alone !== undefined && isSameData(suppliedBy(problem.calendar, alone), previous)) return alone
  return recall('production', [problem, asked, previous], () => produce(true))
}

async function askSolver(
  problem: ProductionProblem,
  options: Omit<ProductionOptions, 'solver'>,
  solver: LpSolver | undefined,
  memory: PlanMemory | undefined,
): Promise<ProductionPlan> {
  if (memory === undefined) return optimizeProduction(problem, { ...options, ...(solver !== undefined && { solver }) })
  const asked = solver ?? DEFAULT
  const own = solver ?? (await loadDefaultSolver())
  const remembering = rememberAnswers(own, { answers: memory.answers, asked })
  return optimizeKnowing(problem, { ...options, solver: remembering }, memory.gains)
}

/** What of a plan made before is read. */
function suppliedBy({ periods }: Calendar, { records }: Pick<ProductionPlan, 'records'>): PreviousProduction {
  return {
    calendar: { periods: periods.map(({ id }) => ({ id })) },
    records: records.map(({ itemId, produced, purchased }) => ({
      itemId,
      produced: [...produced],
      purchased: [...purchased],
    })),
  }
}
