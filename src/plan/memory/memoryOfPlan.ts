import type { Plan } from '../types.js'
import type { PlanMemory } from './planMemory.js'

const memories = new WeakMap<Plan, PlanMemory>()

/** Keeps what was worked out in making a plan, for as long as somebody holds the plan. */
export function rememberPlan(plan: Plan, memory: PlanMemory): void {
  memories.set(plan, memory)
}

/** What was worked out in making a plan; undefined of one that came from elsewhere, as from JSON. */
export function memoryOf(plan: Plan): PlanMemory | undefined {
  return memories.get(plan)
}
