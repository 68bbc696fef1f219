import type { Calendar } from '../core/calendar.js'
import { createNotice, type Notice } from '../core/notices.js'
import { policyDefault } from './notices.js'
import type { PlanPolicy } from './types.js'

/** The policy with its defaults, each an assumption. */
export function normalizePolicy(given: PlanPolicy, calendar: Calendar, assumptions: Notice[]): Required<PlanPolicy> {
  const reviewDays = calendar.periods[0]?.days ?? 0
  const level = given.serviceLevelShare ?? 0.95
  const holding = given.holdingCostRatePerYear ?? 0.2
  // A service level is the best one when being short costs level / (1 - level) times what holding costs: the critical
  // ratio of the newsvendor (Silver, Pyke & Thomas, Inventory and Production Management, ch. 9).
  const penalty = Math.round(((holding * level) / (1 - level)) * 1e6) / 1e6
  const defaults: Required<PlanPolicy> = {
    serviceLevelShare: 0.95,
    reviewDays,
    holdingCostRatePerYear: 0.2,
    unmetDemand: 'backlog',
    backlogCostRatePerYear: 1.2,
    safetyStockPenaltyRatePerYear: penalty,
    firmPeriods: 0,
  }
  for (const field of Object.keys(defaults) as (keyof PlanPolicy)[]) {
    // No firm period is no decision: nothing moves by it.
    if (given[field] !== undefined || field === 'firmPeriods') continue
    assumptions.push(createNotice(policyDefault, { path: `policy.${field}`, value: defaults[field] }))
  }
  return { ...defaults, ...given }
}
