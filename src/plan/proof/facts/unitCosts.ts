import { type Facts, isMade } from './facts.js'
import { costOfOneHour } from './wageFacts.js'

/** What a unit of every item costs in a period beside fixed overhead: suppliers, wages of an hour as they are told, variable overhead. */
export function unitCosts(
  facts: Facts,
  purchase: ReadonlyMap<string, readonly number[]>,
  t: number,
  hourCost: typeof costOfOneHour = costOfOneHour,
): Map<string, number> {
  const known = new Map<string, number>()
  const costOf = (id: string): number => {
    const before = known.get(id)
    if (before !== undefined) return before
    let cost = purchase.get(id)?.[t] ?? 0
    if (isMade(facts, id)) {
      for (const { componentId, perUnit } of facts.bills.get(id) ?? [])
        cost += (Number(perUnit.n) / Number(perUnit.d)) * costOf(componentId)
      for (const { resourceId, hours } of facts.routings.get(id) ?? []) {
        cost += hours * hourCost(facts.resources.get(resourceId), t)
      }
    }
    known.set(id, cost)
    return cost
  }
  for (const id of facts.items.keys()) costOf(id)
  return known
}
