import { type Facts, isFixed, itemKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { isMore } from './isMore.js'
import { oncePerCell } from '../oncePerCell.js'
import { servedRecord } from '../customers/refusal.js'
import { unitMoney } from '../customers/unitMoney.js'

interface UnitCosts {
  own(itemId: string, t: number): number
  full(itemId: string, t: number): number
  /** What one less spares. */
  spared(itemId: string, t: number): number
  billOf(itemId: string): readonly { readonly componentId: string; readonly units: number }[]
}

/** What is asked in a period, and what one more costs from then on. */
interface Waiting {
  readonly t: number
  /** Cost of one more in each period from t on. */
  readonly costs: readonly number[]
  /** What waiting from t on has cost at the start of each of these periods, and after the last. */
  readonly waits: readonly number[]
  /** What a unit of an item adds in a period, without and with its components, and what these are. */
  readonly money: UnitCosts
}

/**
 * Why customers wait for what nothing keeps from being there: one that comes later is cheaper by more than waiting costs, or one more
 * would be left at the end. Undefined where one more gains what it costs. It moves up everybody who waits until nobody does, and
 * then lies there until it saves a unit that is supplied later.
 */
export function whyItWaits(
  facts: Facts,
  itemId: string,
  { t, costs, waits, money }: Waiting,
): 'late-is-cheaper' | 'left-over' | undefined {
  const now = costs[0] ?? 0
  if (costs.some((cost, n) => n > 0 && isMore(now - cost - (waits[n] ?? 0), now))) return 'late-is-cheaper'
  const until = nobodyWaitsIn(facts, itemId, t)
  if (until === undefined) return undefined
  const holding = unitMoney(facts).get(itemId)?.holding ?? []
  /** What one more has gained when period s begins. */
  const gained = (s: number): number => {
    const held = holding.slice(until, Math.max(s, until)).reduce((sum, cost) => sum + cost, 0)
    return (waits[Math.min(s, until) - t] ?? 0) - held
  }
  const cuts = cutsOf(facts, itemId).filter((s) => s > t)
  const isGain = cuts.some((s) => isMore(money.spared(itemId, s) + gained(s) - now, now))
  if (isGain || isMore(gained(facts.count - 1) - (holding.at(-1) ?? 0) - now, now)) return undefined
  return cuts.length > 0 ? 'late-is-cheaper' : 'left-over'
}

/** What one unit less spares: what it adds itself, and components, which spare others later or are left at the end. */
export function sparedByOne(facts: Facts, money: Omit<UnitCosts, 'spared'>): UnitCosts['spared'] {
  const freed = (itemId: string, t: number): number => {
    const record = facts.rows.records.get(itemKey(itemId))?.row
    if ((record?.backlog?.[t] ?? 0) > 0) return money.full(itemId, t)
    const holding = unitMoney(facts).get(itemId)?.holding ?? []
    const heldUntil = (s: number): number => holding.slice(t, s).reduce((total, cost) => total + cost, 0)
    const later = cutsOf(facts, itemId).filter((s) => s >= t)
    return Math.max(...later.map((s) => spared(itemId, s) - heldUntil(s)), 0 - heldUntil(facts.count))
  }
  const spared: UnitCosts['spared'] = oncePerCell((itemId, t) =>
    money
      .billOf(itemId)
      .reduce((sum, { componentId, units }) => sum + units * freed(componentId, t), money.own(itemId, t)),
  )
  return spared
}

/** Periods in which the plan supplies an item as it likes. */
function cutsOf(facts: Facts, itemId: string): number[] {
  const record = facts.rows.records.get(itemKey(itemId))?.row
  return facts.days
    .map((_, s) => s)
    .filter((s) => !isFixed(facts, itemId, s) && (record?.produced?.[s] ?? 0) + (record?.purchased?.[s] ?? 0) > 0)
}

/** The first period from t on at whose end nobody who is served waits; undefined where somebody does at the end of the plan. */
export function nobodyWaitsIn(facts: Facts, itemId: string, t: number): number | undefined {
  const row = facts.rows.records.get(itemKey(itemId))?.row
  const served = row === undefined ? undefined : servedRecord(facts, row)
  const { whole } = gridOf(facts.items.get(itemId))
  let open = whole(facts.stock.get(itemId)?.backlog)
  for (let s = 0; s < facts.count; s++) {
    open += whole(served?.demand?.[s]) - whole(served?.shipped?.[s])
    if (s >= t && open <= 0) return s
  }
  return undefined
}
