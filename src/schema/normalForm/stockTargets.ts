import type { StockPolicy } from '../rows/supplyTypes.js'

/** What an item's safety stock is to reach: a service level or a fill rate. */
export type StockTarget = Pick<StockPolicy, 'serviceLevelShare' | 'fillRateShare'>

/** What the targets of items follow from. */
export interface TargetSources {
  /** What each item's own row says, by item. */
  readonly own: ReadonlyMap<string, StockTarget>
  readonly policy: StockTarget
  /** The items that a bill makes of each. */
  readonly parents: ReadonlyMap<string, readonly string[]>
  /** Items with customers of their own. */
  readonly asked: ReadonlySet<string>
}

const targetOf = ({ serviceLevelShare, fillRateShare }: StockTarget): StockTarget => ({
  ...(serviceLevelShare !== undefined && { serviceLevelShare }),
  ...(fillRateShare !== undefined && { fillRateShare }),
})

/** The highest service level; the highest fill rate where none has a service level. */
function highest(targets: readonly StockTarget[]): StockTarget | undefined {
  const most = (field: keyof StockTarget): number => Math.max(...targets.map((one) => one[field] ?? -Infinity))
  if (most('serviceLevelShare') > 0) return { serviceLevelShare: most('serviceLevelShare') }
  return most('fillRateShare') > 0 ? { fillRateShare: most('fillRateShare') } : undefined
}

/**
 * The target of an item: its own; else of a component the highest of the items that it goes into, and of the policy where it is sold,
 * too; else that of the policy. A good of 99 % that waits for a part of 95 % does not reach 99.
 */
export function stockTargets({ own, policy, parents, asked }: TargetSources): (itemId: string) => StockTarget {
  const known = new Map<string, StockTarget>()
  const found = (itemId: string): StockTarget => {
    const before = known.get(itemId)
    if (before !== undefined) return before
    const given = targetOf(own.get(itemId) ?? {})
    const isGiven = given.serviceLevelShare !== undefined || given.fillRateShare !== undefined
    // Bills that go round in a circle are refused later; here the walk only has to end.
    known.set(itemId, isGiven ? given : targetOf(policy))
    if (isGiven) return given
    const above = (parents.get(itemId) ?? []).map(found)
    const target = highest(asked.has(itemId) ? [...above, policy] : above) ?? targetOf(policy)
    known.set(itemId, target)
    return target
  }
  return found
}
