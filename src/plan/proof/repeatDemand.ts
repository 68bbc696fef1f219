import { planDemand } from '../demand/planDemand.js'
import type { DemandPlan } from '../demand/types.js'
import type { Facts } from './facts.js'

const known = new WeakMap<Facts, DemandPlan>()

/** The demand of a plan, made again from its input by the planner's own steps; once for all checks of one proof. */
export function repeatDemand(facts: Facts): DemandPlan {
  const made = known.get(facts) ?? planDemand(facts.plan.input, facts.plan.calendar)
  known.set(facts, made)
  return made
}
