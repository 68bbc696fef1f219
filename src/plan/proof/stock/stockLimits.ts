import type { Facts } from '../facts/facts.js'
import { gridOf, reaching } from '../gridUnits.js'

/** Grid units that must lie there at the close of a period by the minimum stock of an item. */
export function minimumUnits(facts: Facts, itemId: string, t: number): number {
  const minimum = facts.policies.get(itemId)?.minimumStock
  if (minimum === undefined) return 0
  const { power, whole } = gridOf(facts.items.get(itemId))
  return whole(reaching(facts.level(minimum)[t] ?? 0, power))
}
