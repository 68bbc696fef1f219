import type { Facts } from '../facts/facts.js'
import { nearest } from '../fraction.js'

/** Units of an item in one unit of a good, by ways behind another stock and by others. */
export interface Use {
  behind: number
  open: number
}

/** The uses of an item by goods that are asked for, found from the item upward. */
export function usesOf(facts: Facts, asked: ReadonlySet<string>): (itemId: string) => ReadonlyMap<string, Use> {
  const parents = new Map<string, { readonly itemId: string; readonly units: number }[]>()
  for (const [itemId, bill] of facts.bills) {
    for (const { componentId, perUnit } of bill) {
      const known = parents.get(componentId) ?? []
      known.push({ itemId, units: nearest(perUnit) })
      parents.set(componentId, known)
    }
  }
  const found = new Map<string, Map<string, Use>>()
  const uses = (itemId: string): ReadonlyMap<string, Use> => {
    const known = found.get(itemId)
    if (known !== undefined) return known
    const mine = new Map<string, Use>()
    for (const parent of parents.get(itemId) ?? []) {
      // Nothing of it stands between its customers and its parts.
      const given = facts.policies.get(parent.itemId)?.safetyStock
      const isKept = given === undefined || facts.level(given).some((units) => units > 0)
      const isOpen = facts.items.get(parent.itemId)?.kind === 'service' || !isKept
      const above = new Map(uses(parent.itemId))
      if (asked.has(parent.itemId)) above.set(parent.itemId, { behind: 0, open: 1 })
      for (const [goodId, { behind, open }] of above) {
        const use = mine.get(goodId) ?? { behind: 0, open: 0 }
        use.behind += parent.units * (isOpen ? behind : behind + open)
        use.open += parent.units * (isOpen ? open : 0)
        mine.set(goodId, use)
      }
    }
    found.set(itemId, mine)
    return mine
  }
  return uses
}
