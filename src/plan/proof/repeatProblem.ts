import type { Notice } from '../../core/notices/notices.js'
import type { PreparedProblem } from '../../production/problem/preparedProblem.js'
import { prepareProblem } from '../../production/prepareProblem.js'
import type { ProductionProblem } from '../../production/types.js'
import { toProductionProblem } from '../supply/planProduction.js'
import type { Facts } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'

/** A production problem made again, with what the step says on the way. */
export interface RepeatedProblem {
  readonly problem: ProductionProblem
  readonly prepared: PreparedProblem
  readonly warnings: readonly Notice[]
  readonly assumptions: readonly Notice[]
}

/** The production problem of a plan, put together again from its input, demand, costs and safety stock, and prepared. */
export const repeatProblem: (facts: Facts) => RepeatedProblem = oncePerPlan(({ plan }) => {
  const { input, calendar, demand, costs, safetyStock } = plan
  const assumptions: Notice[] = []
  const sources = { input, calendar, demand: { records: demand }, costs, safetyStock }
  const { problem, warnings } = toProductionProblem(sources, assumptions)
  return { problem, warnings, assumptions, prepared: prepareProblem(problem) }
})
