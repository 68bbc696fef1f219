import { type Facts, itemKey } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'
import { isMade } from './unitCosts.js'
import { at, type UnitMoney, unitMoney } from './unitMoney.js'

/** What a unit of an item takes of one thing: over all ways through its chain of parts, and over the least of them. */
interface Need {
  most: number
  least: number
}

/** Needs of one unit, by component and by resource. */
interface Needs {
  readonly units: Map<string, Need>
  readonly hours: Map<string, Need>
}

/** A thing that customers and safety stocks take; what a unit of it is worth to the customers of each item, by period. */
interface Thing {
  /** Items with a safety stock that take it, or are it. */
  readonly kept: Set<string>
  /** Items whose customers wait for it, with all that a unit of theirs needs. */
  readonly asked: { readonly itemId: string; readonly prices: readonly number[] }[]
}

/** The least that a unit of a thing is worth to customers in a period, those of one item left out. */
type LowestPrices = (but: string, t: number) => number

/** The two lowest prices are enough to leave one item out, which saves a walk over all items for each of them. */
function lowestOf(known: Map<Thing, LowestPrices>, thing: Thing): LowestPrices {
  const before = known.get(thing)
  if (before !== undefined) return before
  const byPeriod = (thing.asked[0]?.prices ?? []).map((_, t) =>
    thing.asked.reduce(
      (found, { itemId, prices }) => {
        const price = at(prices, t)
        if (price < found.price) return { itemId, price, next: found.price }
        return { ...found, next: Math.min(found.next, price) }
      },
      { itemId: '', price: Infinity, next: Infinity },
    ),
  )
  const lowest: LowestPrices = (but, t) => {
    const found = byPeriod[t]
    return found === undefined ? Infinity : found.itemId === but ? found.next : found.price
  }
  known.set(thing, lowest)
  return lowest
}

/** The weight of safety stock stays under this share of what a customer loses. */
const SHARE = 0.9

/**
 * What a unit under the safety stock of each item weighs by period: as wished, and never so much that one would be kept from a
 * customer of any item who waits for it, for the hours in it, or for a part that it takes.
 */
export const safetyWeights: (facts: Facts) => ReadonlyMap<string, readonly number[]> = oncePerPlan((facts) => {
  const money = unitMoney(facts)
  const end = facts.count - 1
  const needs = allNeeds(facts)
  const isKept = (id: string): boolean =>
    facts.items.get(id)?.kind !== 'service' &&
    (facts.rows.records.get(itemKey(id))?.row.safetyStock ?? []).some((units) => units > 0)
  const kept = new Set([...facts.items.keys()].filter(isKept))

  const things = { units: new Map<string, Thing>(), hours: new Map<string, Thing>() }
  const thingOf = (kind: keyof Needs, id: string): Thing => {
    const thing = things[kind].get(id) ?? { kept: new Set(), asked: [] }
    things[kind].set(id, thing)
    return thing
  }
  const everyNeed = (id: string): (readonly [Thing, Need])[] =>
    (['units', 'hours'] as const).flatMap((kind) =>
      [...(needs.get(id)?.[kind] ?? [])].map(([thing, need]) => [thingOf(kind, thing), need] as const),
    )
  for (const id of kept) {
    thingOf('units', id).kept.add(id)
    for (const [thing] of everyNeed(id)) thing.kept.add(id)
  }
  const sold = new Map<string, Sold>()
  for (const id of facts.items.keys()) {
    const own = soldOf(facts, money.get(id) as UnitMoney, id)
    if (own === undefined) continue
    const mine = everyNeed(id)
    const contested = mine.filter(([thing]) => thing.kept.size > (kept.has(id) ? 1 : 0))
    sold.set(id, own)
    if (!own.pays || contested.length === 0) continue
    for (const [thing, { most }] of mine) {
      thing.asked.push({ itemId: id, prices: own.loses.map((loss) => loss / (contested.length * most)) })
    }
  }
  const lowest = new Map<Thing, LowestPrices>()

  const weights = new Map<string, number[]>()
  for (const id of kept) {
    const { holding, missing, made } = money.get(id) as UnitMoney
    const own = sold.get(id)
    const mine: (readonly [Thing, number])[] = [
      [thingOf('units', id), 1],
      ...everyNeed(id).map(([thing, { least }]) => [thing, least] as const),
    ]
    weights.set(
      id,
      missing.map((wish, t) => {
        const others = mine.map(([thing, least]) => least * lowestOf(lowest, thing)(id, t))
        const least = Math.min(own?.loses[t] ?? Infinity, ...others)
        const again = t === end ? Math.max(0, Math.min(made[t] as number, own?.margin ?? Infinity)) : 0
        return Math.min(wish, at(holding, t) + SHARE * least + again)
      }),
    )
  }
  return weights
})

/** What the customers of an item lose by waiting. */
interface Sold {
  /** By period, for one unit. */
  readonly loses: readonly number[]
  /** What the worst of them pays. */
  readonly margin: number
  /** Whether one of them pays more than a unit costs. */
  readonly pays: boolean
}

function soldOf(facts: Facts, money: UnitMoney, id: string): Sold | undefined {
  const record = facts.rows.records.get(itemKey(id))?.row
  const earned = [
    ...(money.lateUnits > 0 ? [{ t: 0, margin: money.lateValue - money.lateSelling }] : []),
    ...(record?.demand ?? []).flatMap((units, t) =>
      units > 0 ? [{ t, margin: at(money.value, t) - at(money.selling, t) }] : [],
    ),
  ]
  if (earned.length === 0) return undefined
  const margin = Math.min(...earned.map((part) => part.margin))
  const { unmetDemand } = facts.policies.get(id) ?? {}
  const end = facts.count - 1
  const unserved = Math.max(0, margin - at(money.made, end))
  const loses = money.late.map((late, t) => {
    if (unmetDemand === 'forbidden') return Infinity
    const now = at(money.lost, t)
    if (unmetDemand === 'lost') return t === end ? now + unserved : Math.max(0, now - at(money.lost, t + 1))
    return t === end ? late + unserved : late
  })
  return { loses, margin, pays: earned.some((part) => part.margin > at(money.made, part.t) * (1 + 1e-9)) }
}

/** Needs of every item through its chain. */
function allNeeds(facts: Facts): Map<string, Needs> {
  const known = new Map<string, Needs>()
  const put = (into: Map<string, Need>, id: string, most: number, least: number): void => {
    const need = into.get(id)
    if (least <= 0) return
    if (need === undefined) into.set(id, { most, least })
    else into.set(id, { most: need.most + most, least: Math.min(need.least, least) })
  }
  const needsOf = (id: string): Needs => {
    const before = known.get(id)
    if (before !== undefined) return before
    const own: Needs = { units: new Map(), hours: new Map() }
    if (isMade(facts, id)) {
      for (const { resourceId, hours } of facts.routings.get(id) ?? []) put(own.hours, resourceId, hours, hours)
      for (const { componentId, perUnit } of facts.bills.get(id) ?? []) {
        const quantity = Number(perUnit.n) / Number(perUnit.d)
        put(own.units, componentId, quantity, quantity)
        const below = needsOf(componentId)
        for (const kind of ['units', 'hours'] as const)
          for (const [thing, { most, least }] of below[kind]) put(own[kind], thing, quantity * most, quantity * least)
      }
    }
    known.set(id, own)
    return own
  }
  for (const id of facts.items.keys()) needsOf(id)
  return known
}
