import type { Facts } from './facts.js'
import { wageOfOneHour } from './wageFacts.js'

/** Whether an item takes its bill and its routing. */
export const isMade = (facts: Facts, id: string): boolean => facts.sources.get(id)?.kind !== 'buy'

/** What a unit of every item costs in a period beside fixed overhead: suppliers, regular wages, variable overhead. */
export function unitCosts(
  facts: Facts,
  purchase: ReadonlyMap<string, readonly number[]>,
  t: number,
): Map<string, number> {
  const known = new Map<string, number>()
  const at = (value: unknown): number => Number((Array.isArray(value) ? (value[t] as unknown) : value) ?? 0)
  const costOf = (id: string): number => {
    const before = known.get(id)
    if (before !== undefined) return before
    let cost = purchase.get(id)?.[t] ?? 0
    if (isMade(facts, id)) {
      for (const { componentId, perUnit } of facts.bills.get(id) ?? [])
        cost += (Number(perUnit.n) / Number(perUnit.d)) * costOf(componentId)
      for (const { resourceId, hours } of facts.routings.get(id) ?? []) {
        const resource = facts.resources.get(resourceId)
        cost += hours * (at(wageOfOneHour(resource)) + at(resource?.variableOverheadPerHour))
      }
    }
    known.set(id, cost)
    return cost
  }
  for (const id of facts.items.keys()) costOf(id)
  return known
}
