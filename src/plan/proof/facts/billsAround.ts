import { type BillFact, type Facts, isMade } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'

/** A line of a bill that is used. */
export interface UsedLine extends BillFact {
  readonly itemId: string
  /** Lines of the whole bill. */
  readonly lines: number
}

/** The lines in which each component stands. */
export const linesOver: (facts: Facts) => ReadonlyMap<string, readonly UsedLine[]> = oncePerPlan((facts) => {
  const over = new Map<string, UsedLine[]>()
  for (const [itemId, bill] of facts.bills) {
    if (!isMade(facts, itemId)) continue
    for (const line of bill) {
      const known = over.get(line.componentId) ?? []
      over.set(line.componentId, known)
      known.push({ ...line, itemId, lines: bill.length })
    }
  }
  return over
})

/** The resources that work on some items. */
export const workingOn = (facts: Facts, itemIds: Iterable<string>): ReadonlySet<string> =>
  new Set(
    [...itemIds].flatMap((id) =>
      isMade(facts, id) ? (facts.routings.get(id) ?? []).map(({ resourceId }) => resourceId) : [],
    ),
  )

/** A name for all items that share bills or resources with each other: the first of their ids that is met. */
export const companions: (facts: Facts) => ReadonlyMap<string, string> = oncePerPlan((facts) => {
  const near = new Map<string, string[]>()
  const link = (a: string, b: string): void => {
    near.set(a, [...(near.get(a) ?? []), b])
    near.set(b, [...(near.get(b) ?? []), a])
  }
  // Ids of items and of resources are names of different things.
  const item = (id: string): string => `item ${id}`
  for (const lines of linesOver(facts).values()) {
    for (const { itemId, componentId } of lines) link(item(itemId), item(componentId))
  }
  for (const [itemId, routing] of facts.routings) {
    if (!isMade(facts, itemId)) continue
    for (const { resourceId } of routing) link(item(itemId), `resource ${resourceId}`)
  }
  const group = new Map<string, string>()
  for (const id of facts.items.keys()) {
    const open = [item(id)]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (group.has(at)) continue
      group.set(at, id)
      open.push(...(near.get(at) ?? []))
    }
  }
  return new Map([...facts.items.keys()].map((id) => [id, group.get(item(id)) ?? id]))
})
