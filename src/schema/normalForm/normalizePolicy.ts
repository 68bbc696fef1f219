import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { policyDefault } from '../notices.js'
import type { NormalPolicy } from './normalInput.js'
import { standardVersionOf } from '../reading/standardVersion.js'
import type { PlanInput, PlanPolicy } from '../types.js'

/**
 * Nothing is decided by no firm period or by a buffer that is not asked for, and orders that consume the forecast of their own
 * period alone are the usual case.
 */
const UNTOLD: ReadonlySet<string> = new Set([
  'firmPeriods',
  'scarceHours',
  'sellBelowCost',
  'consumeBackwardPeriods',
  'consumeForwardPeriods',
  'valuation',
  'restandardRate',
  'stockWriteDowns',
])

/** What moves money only where write-downs are posted. */
const TOLD_WITH_WRITE_DOWNS: ReadonlySet<string> = new Set([
  'slowStockDays',
  'slowStockWriteDownShare',
  'deadStockWriteDownShare',
])

/**
 * What a unit missing from safety stock costs a year, as a ratio of its value. A service level is the best one when being short
 * costs level / (1 - level) times what holding costs: the critical ratio of the newsvendor (Silver, Pyke & Thomas, Inventory and
 * Production Management, ch. 9).
 */
export function penaltyOfService(given: PlanPolicy): number {
  const level = given.serviceLevelShare ?? given.fillRateShare ?? 0.95
  const holding = given.holdingCostRatePerYear ?? 0.2
  return Math.round(((holding * level) / (1 - level)) * 1e6) / 1e6
}

/** The policy with its defaults, each an assumption. */
export function normalizePolicy(input: PlanInput, calendar: Calendar, assumptions: Notice[]): NormalPolicy {
  const given: PlanPolicy = input.policy ?? {}
  const version = standardVersionOf(input)
  const reviewDays = calendar.periods[0]?.days ?? 0
  const penalty = penaltyOfService(given)
  const defaults: NormalPolicy = {
    ...(given.fillRateShare === undefined && { serviceLevelShare: 0.95 }),
    reviewDays,
    holdingCostRatePerYear: 0.2,
    unmetDemand: 'backlog',
    backlogCostRatePerYear: 1.2,
    safetyStockPenaltyRatePerYear: penalty,
    scarceHours: 'ignore',
    sellBelowCost: 'stockOnly',
    firmPeriods: 0,
    consumeBackwardPeriods: 0,
    consumeForwardPeriods: 0,
    valuation: 'standard',
    restandardRate: 0.1,
    stockWriteDowns: 'tell',
    slowStockDays: 365,
    slowStockWriteDownShare: 1,
    deadStockWriteDownShare: 1,
    ...(version !== undefined && { standardVersion: version }),
  }
  for (const [field, value] of Object.entries(defaults)) {
    if (given[field as keyof PlanPolicy] !== undefined || UNTOLD.has(field)) continue
    if (given.stockWriteDowns !== 'post' && TOLD_WITH_WRITE_DOWNS.has(field)) continue
    assumptions.push(createNotice(policyDefault, { path: `policy.${field}`, value }))
  }
  return { ...defaults, ...given }
}
