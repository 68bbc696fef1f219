import type { Calendar } from '../core/calendar.js'
import type { Assumptions } from './assumptions.js'
import type { PlanPolicy } from './types.js'

/** The policy with its defaults, each an assumption. */
export function normalizePolicy(given: PlanPolicy, calendar: Calendar, assumptions: Assumptions): Required<PlanPolicy> {
  const reviewPeriodDays = calendar.periods[0]?.days ?? 0
  const level = given.serviceLevelShare ?? 0.95
  const holding = given.holdingCostRatePerYear ?? 0.2
  // A service level is the best one when being short costs level / (1 - level) times what holding costs: the critical
  // ratio of the newsvendor (Silver, Pyke & Thomas, Inventory and Production Management, ch. 9).
  const penalty = Math.round(((holding * level) / (1 - level)) * 1e6) / 1e6
  const defaults: Required<PlanPolicy> = {
    serviceLevelShare: 0.95,
    reviewPeriodDays,
    holdingCostRatePerYear: 0.2,
    unmetDemand: 'backlog',
    backlogCostRatePerYear: 1.2,
    safetyStockPenaltyRatePerYear: penalty,
    firmPeriods: 0,
  }
  const words: Readonly<Record<keyof PlanPolicy, string>> = {
    serviceLevelShare: 'Safety stock is worked out for a cycle service level of 0.95',
    reviewPeriodDays: `Safety stock bridges the lead time and ${reviewPeriodDays} days between two plans`,
    holdingCostRatePerYear:
      'Holding stock is taken to cost 0.2 of its standard cost a year; it decides, and is not posted',
    unmetDemand: 'Demand that is not met in its period waits',
    backlogCostRatePerYear: 'Late delivery is taken to cost 1.2 of the price a year; it decides, and is not posted',
    safetyStockPenaltyRatePerYear: `Stock under its safety stock is taken to cost ${penalty} of its standard cost a year, which the service level implies; it decides, and is not posted`,
    firmPeriods: '',
  }
  for (const field of Object.keys(defaults) as (keyof PlanPolicy)[]) {
    if (given[field] !== undefined || words[field] === '') continue
    assumptions.add({
      code: 'policy-default',
      path: `policy.${field}`,
      message: `${words[field]}.`,
      value: defaults[field],
    })
  }
  return { ...defaults, ...given }
}
