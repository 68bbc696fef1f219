import { companions, linesOver } from './billsAround.js'
import { type Facts, itemKey } from './facts.js'
import { oncePerPlan } from './oncePerPlan.js'
import { servedRecord } from './refusal.js'
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

/** The most times that the loss of customers is weighed. */
const MOST_TIMES = 10

/** What the safety stocks of all parts of a unit may save, as a share of what its own may. */
const PARTS_SHARE = 0.5

/** What a plan weighs, of one item by period. */
export interface ServiceWeights {
  /** A unit late at the close, and a unit lost. */
  readonly late: readonly number[]
  readonly lost: readonly number[]
  /** A unit under the safety stock; undefined where there is none. */
  readonly missing: readonly number[] | undefined
}

/**
 * What waiting, losing and missing safety stock weigh: so that no unit of safety stock is kept from a customer of any item who waits
 * for it, for the hours in it, or for a part that it takes, and parts go into a good that is short of its own.
 */
export const serviceWeights: (facts: Facts) => ReadonlyMap<string, ServiceWeights> = oncePerPlan((facts) => {
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

  const again = (id: string, t: number): number =>
    t === end ? Math.max(0, Math.min(money.get(id)?.made[t] ?? 0, sold.get(id)?.margin ?? Infinity)) : 0
  const wished = new Map<string, readonly number[]>()
  const most = new Map<string, readonly number[]>()
  for (const id of kept) {
    const { holding, missing } = money.get(id) as UnitMoney
    const mine: (readonly [Thing, number])[] = [
      [thingOf('units', id), 1],
      ...everyNeed(id).map(([thing, { least }]) => [thing, least] as const),
    ]
    wished.set(
      id,
      missing.map((wish, t) => Math.max(0, wish - at(holding, t) - again(id, t))),
    )
    most.set(
      id,
      missing.map((_, t) => {
        const others = mine.map(([thing, least]) => least * lowestOf(lowest, thing)(id, t))
        return SHARE * Math.min(sold.get(id)?.loses[t] ?? Infinity, ...others)
      }),
    )
  }
  const asked = withoutParts(facts, wished)
  const group = companions(facts)
  const times = new Map<string, number>()
  for (const [id, savings] of asked) {
    savings.forEach((saving, t) => {
      const limit = most.get(id)?.[t] ?? 0
      if (!(limit > 0) || saving <= limit * (1 + 1e-9)) return
      const name = group.get(id) ?? id
      times.set(name, Math.min(MOST_TIMES, Math.max(times.get(name) ?? 1, saving / limit)))
    })
  }
  const timesOf = (id: string): number => times.get(group.get(id) ?? id) ?? 1
  const lowered = new Map(
    [...asked].map(([id, savings]) => [
      id,
      savings.map((saving, t) => Math.min(saving, timesOf(id) * (most.get(id)?.[t] ?? 0))),
    ]),
  )
  const saved = withoutParts(facts, lowered)
  return new Map(
    [...money].map(([id, unit]) => {
      const more = timesOf(id)
      const earned = (t: number): number => Math.max(0, at(unit.value, t) - at(unit.selling, t) - at(unit.made, t))
      const unserved = Math.max(0, (sold.get(id)?.margin ?? -Infinity) - at(unit.made, end))
      const missing = saved
        .get(id)
        ?.map((saving, t) => Math.min(at(unit.missing, t), at(unit.holding, t) + saving + again(id, t)))
      const weights: ServiceWeights = {
        late: unit.late.map((late, t) => more * late + (t === end ? (more - 1) * unserved : 0)),
        lost: unit.lost.map((lost, t) => more * lost + (more - 1) * earned(t)),
        missing,
      }
      return [id, weights]
    }),
  )
})

/** Savings of safety stocks, those of parts brought below what they go into. */
function withoutParts(facts: Facts, savings: ReadonlyMap<string, readonly number[]>): Map<string, readonly number[]> {
  const over = linesOver(facts)
  const known = new Map<string, readonly number[]>()
  /** The least of an item's own saving and of what its parents leave it. */
  const passed = (id: string): readonly number[] => {
    const before = known.get(id)
    if (before !== undefined) return before
    const own = savings.get(id) ?? facts.days.map(() => Infinity)
    const parents = over.get(id) ?? []
    const found = own.map((saving, t) =>
      parents.reduce(
        (least, line) => Math.min(least, (PARTS_SHARE * at(passed(line.itemId), t)) / (line.lines * line.perUnit)),
        saving,
      ),
    )
    known.set(id, found)
    return found
  }
  return new Map([...savings.keys()].map((id) => [id, passed(id)]))
}

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
  const given = facts.rows.records.get(itemKey(id))?.row
  const record = given === undefined ? undefined : servedRecord(facts, given)
  const earned = [
    ...(money.lateUnits > 0 ? [{ t: 0, margin: money.lateValue - money.lateSelling }] : []),
    ...(record?.demand ?? []).flatMap((units, t) =>
      units > 0 ? [{ t, margin: at(money.value, t) - at(money.selling, t) }] : [],
    ),
  ]
  if (earned.length === 0) return undefined
  const margin = Math.min(...earned.map((part) => part.margin))
  const { unmetDemand } = facts.policies.get(id) ?? {}
  const places = [money.lateUnits, ...(record?.demand ?? [])]
  const promised = Math.min(...places.flatMap((units, k) => (units > 0 ? [at(money.promised, k)] : [])))
  const end = facts.count - 1
  const unserved = Math.max(0, margin - at(money.made, end))
  const loses = money.late.map((late, t) => {
    if (unmetDemand === 'forbidden') return Infinity
    const now = at(money.lost, t)
    if (unmetDemand === 'lost') return t === end ? now + unserved : Math.max(0, now - at(money.lost, t + 1))
    return t === end ? late + unserved + promised : late
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
