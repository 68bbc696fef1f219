import type { Notice } from '../../../core/notices/notices.js'
import { planDemand } from '../../demand/planDemand.js'
import type { DemandPlan } from '../../demand/types.js'
import { planSafetyStock, type SafetyStockRecord } from '../../stock/planSafetyStock.js'
import { leaveRefusedOutlooks } from '../../supply/servedOutlooks.js'
import type { Facts } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'

/** The demand of a plan, made again from its input by the planner's own steps; once for all checks of one proof. */
export const repeatDemand: (facts: Facts) => DemandPlan = oncePerPlan(({ plan }) =>
  planDemand(plan.input, plan.calendar),
)

/** Safety stock made again, with what the step says on the way. */
export interface RepeatedSafetyStock {
  readonly records: readonly SafetyStockRecord[]
  readonly warnings: readonly Notice[]
  readonly assumptions: readonly Notice[]
}

/** The safety stock that follows from the repeated demand. */
export const repeatSafetyStock: (facts: Facts) => RepeatedSafetyStock = oncePerPlan((facts) => {
  const assumptions: Notice[] = []
  const { input, calendar, costs } = facts.plan
  const demand = leaveRefusedOutlooks({ input, calendar, demand: repeatDemand(facts), costs })
  return { ...planSafetyStock({ input, calendar, demand, costs }, assumptions), assumptions }
})
