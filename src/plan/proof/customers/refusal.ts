import type { ProductionRecord } from '../../../production/types.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { type Asked, askedOfItems, refusedFirst } from './servedDemand.js'

/** What the proof finds of customers who do not pay what their item costs. */
export interface Refusal {
  /** Who is refused. */
  readonly parts: ReadonlySet<Asked>
  /** Of these, who is refused by what supply is left, not by his price alone: a plan says how many, and booked orders stand behind them. */
  readonly overtaken: ReadonlySet<Asked>
  /** Who is served whatever he pays, and what leaving one of his units costs beside what it brings. */
  readonly lifts: ReadonlyMap<Asked, number>
  /** Units of who is refused by period, in grid units. */
  readonly units: readonly number[]
  /** Whether nobody who asks for it pays what it costs. */
  readonly isAll: boolean
  /** A service that nobody pays for and that parts at hand may go into: nobody is refused, and nobody's lateness counts. */
  readonly isLeft: boolean
  /** The most that one pays who is refused, and what would have to come in for him; by period. */
  readonly asked: readonly number[]
  readonly cost: readonly number[]
  /** What of that waiting takes. */
  readonly wait: readonly number[]
  /** What losing his sale costs beside what it would bring. */
  readonly saved: readonly number[]
  /** The least price at which he would be served; null where selling takes all of any price. */
  readonly paying: readonly (number | null)[]
  /** The mean of that over all who are served: of what waits since before the plan, and of each period. */
  readonly lift: readonly number[]
}

/** What a unit costs in one way, and beside it by waiting, as a share of its price. */
interface Supply {
  readonly fixed: number
  readonly share: number
}

/** What a unit of a price costs in the cheapest of some ways, what of that waiting takes, and the least price that pays; null where selling takes all of any. */
export function cheapestOf(
  supplies: readonly Supply[],
  { price, kept, saved }: { readonly price: number; readonly kept: number; readonly saved: number },
): { readonly cost: number; readonly wait: number; readonly paying: number | null } {
  const costOf = ({ fixed, share }: Supply): number => fixed + share * price
  const cost = Math.min(...supplies.map(costOf))
  const waits = supplies.filter((one) => costOf(one) <= cost).map(({ share }) => share)
  // Of each unit of price so much is left after selling and waiting, which must come up for the rest.
  const prices = supplies.flatMap(({ fixed, share }) => (kept > share ? [(fixed - saved) / (kept - share)] : []))
  const paying = prices.length === 0 ? null : Math.max(0, Math.min(...prices))
  return { cost, wait: Math.min(...waits) * price, paying }
}

/** Money of one unit by period, before anybody is refused. */
export interface Brought {
  /** Over all who ask. */
  readonly value: readonly number[]
  readonly isFree: boolean
  /** What of a price is left to the company, as a share. */
  readonly kept: number
  readonly lost: readonly number[]
  readonly made: readonly number[]
  /** The same with overtime wherever it is on offer. */
  readonly overtime: readonly number[]
  readonly holding: readonly number[]
  /** What a price loses by waiting for one period, as a share. */
  readonly lateShare: readonly number[]
}

/** Compares every price with what a unit would cost in the period of the plan in which it comes cheapest. */
export function refusalOf(facts: Facts, itemId: string, money: Brought): Refusal | undefined {
  const { sellBelowCost } = facts.plan.input.policy
  const unmet = facts.policies.get(itemId)?.unmetDemand
  const asked = (askedOfItems(facts).get(itemId)?.asked ?? []).filter(({ units }) => units > 0)
  if (unmet === 'forbidden' || asked.length === 0) return undefined
  const isLost = unmet === 'lost'
  const { isFree } = money
  const periodOf = ({ t }: Asked): number => Math.max(0, t)
  const priceOf = (part: Asked): number => (isFree ? (money.value[periodOf(part)] ?? 0) : Number(part.price))
  const saved = (t: number): number => (isLost ? (money.lost[t] ?? 0) : 0)
  const supplies = facts.days.map((_, t) => suppliesFor(facts, itemId, { t, isLost, money }))
  const costFor = (t: number, price: number): number =>
    Math.min(...(supplies[t] ?? []).map(({ fixed, share }) => fixed + share * price))
  const brings = (part: Asked): number => priceOf(part) * (isFree ? 1 : money.kept) + saved(periodOf(part))
  const pays = (part: Asked): boolean => {
    const t = periodOf(part)
    return brings(part) >= costFor(t, priceOf(part)) * (1 - 1e-9)
  }
  const unpaid = new Set(asked.filter((part) => !pays(part)))
  const isAll = unpaid.size === asked.length
  const isPromised = ({ t, order }: Asked): boolean => t < 0 || order !== undefined
  const isService = facts.items.get(itemId)?.kind === 'service'
  const isLeft = isService && sellBelowCost === 'stockOnly' && isAll && !asked.some(isPromised)
  const isRuled = sellBelowCost !== 'always' && !isLeft
  const byPrice = [...unpaid].filter((part) => isRuled && !isPromised(part))
  // Where customers go away nobody waits for anybody.
  const overtaken =
    isRuled && !isLost ? overtakenOf(facts, itemId, { asked, byPrice: new Set(byPrice) }) : new Set<Asked>()
  const parts = new Set([...byPrice, ...overtaken])
  const sum = (list: Iterable<Asked>, isMine: (t: number) => boolean): number => {
    let units = 0
    for (const part of list) if (isMine(part.t)) units += part.units
    return units
  }
  const served = asked.filter((part) => !parts.has(part))
  // An order is worth twice what it costs in regular hours, and a quarter more than it costs in overtime.
  const most = Math.max(2 * Math.max(...money.made), 1.25 * Math.max(...money.overtime))
  const lifts = new Map(
    served
      .filter((part) => !isLeft && (isPromised(part) || unpaid.has(part)) && brings(part) < most)
      .map((part) => [part, most - brings(part)] as const),
  )
  if (unpaid.size === 0 && lifts.size === 0 && overtaken.size === 0) return undefined
  const prices = facts.days.map((_, t) =>
    Math.max(0, ...[...parts].flatMap((part) => (part.t === t ? [priceOf(part)] : []))),
  )
  const told = prices.map((price, t) => cheapestOf(supplies[t] ?? [], { price, kept: money.kept, saved: saved(t) }))
  const places = [-1, ...facts.days.map((_, t) => t)]
  return {
    parts,
    overtaken,
    lifts,
    units: facts.days.map((_, t) => sum(parts, (at) => at === t)),
    isAll,
    isLeft,
    asked: prices,
    cost: told.map(({ cost }) => cost),
    saved: prices.map((_, t) => saved(t)),
    wait: told.map(({ wait }) => wait),
    paying: told.map(({ paying }) => paying),
    lift: places.map((place) => {
      // What is lost if it is not shipped in the first period is one with what waits since before it.
      const isMine = (t: number): boolean => (isLost && place >= 0 ? Math.max(0, t) === place : t === place)
      const all = sum(served, isMine)
      let total = 0
      for (const [part, lift] of lifts) if (isMine(part.t)) total += lift * part.units
      return all === 0 ? 0 : total / all
    }),
  }
}

/**
 * Forecast that a plan refuses beyond what prices refuse, as far as it may: the lowest prices of its period, of one price what is served last, and only before an
 * order.
 */
function overtakenOf(
  facts: Facts,
  itemId: string,
  { asked, byPrice }: { readonly asked: readonly Asked[]; readonly byPrice: ReadonlySet<Asked> },
): ReadonlySet<Asked> {
  const { whole } = gridOf(facts.items.get(itemId))
  const left = facts.rows.records.get(itemKey(itemId))?.row.refused?.map(whole) ?? []
  for (const { t, units } of byPrice) left[t] = (left[t] ?? 0) - units
  const found = new Set<Asked>()
  const last = [...asked].reverse().find(({ order }) => order !== undefined)
  for (const part of refusedFirst(asked)) {
    const { t, units } = part
    if (t < 0 || byPrice.has(part) || units > (left[t] ?? 0)) continue
    if (last === undefined || asked.indexOf(part) >= asked.indexOf(last)) continue
    left[t] = (left[t] ?? 0) - units
    found.add(part)
  }
  return found
}

/**
 * What a unit for a period costs by the period that supplies it: held from an earlier one, or waited for beyond what its lead time asks, at
 * a share of the price.
 */
export function suppliesFor(
  { starts, end, sources }: Facts,
  itemId: string,
  of: {
    readonly t: number
    readonly isLost: boolean
    readonly money: Pick<Brought, 'holding' | 'lateShare' | 'made' | 'value'>
  },
): readonly Supply[] {
  const { t, isLost, money } = of
  const { made, holding, lateShare, value } = money
  // Where nothing is paid, nothing is lost by waiting.
  const rates = lateShare.map((share, s) => ((value[s] ?? 0) > 0 ? share : 0))
  const day = (starts[0] ?? 0) + (sources.get(itemId)?.leadTimeDays ?? 0)
  const periods = starts.map((_, s) => s)
  const open = periods.filter((s) => (starts[s + 1] ?? end) > day)
  const first = open[0]
  if (first === undefined || (isLost && first > t)) return [{ fixed: made[t] ?? 0, share: 0 }]
  const due = Math.max(t, first)
  const add = (of: readonly number[], from: number, to: number): number =>
    of.slice(from, Math.max(from, to)).reduce((a, b) => a + b, 0)
  return open
    .filter((s) => !isLost || s <= due)
    .map((s) => ({ fixed: (made[s] ?? 0) + add(holding, s, due), share: add(rates, due, s) }))
}

/** What of a record is of those who are served: who is refused, and what was sold to him, is left out. */
export function servedRecord(facts: Facts, record: ProductionRecord): ProductionRecord {
  const { refused, refusedShipped } = record
  if (refused === undefined || refusedShipped === undefined) return record
  const { power, whole } = gridOf(facts.items.get(record.itemId))
  const isLost = facts.policies.get(record.itemId)?.unmetDemand === 'lost'
  const less = (values: readonly number[], taken: readonly number[]): number[] =>
    values.map((value, t) => (whole(value) - whole(taken[t])) / power)
  let open = 0
  const left = refused.map((units, t) => {
    open = (isLost ? 0 : open) + whole(units) - whole(refusedShipped[t])
    return open / power
  })
  return {
    ...record,
    demand: less(record.demand, refused),
    shipped: less(record.shipped, refusedShipped),
    scheduledReceipts: less(record.scheduledReceipts, refusedShipped),
    backlog: isLost ? record.backlog : less(record.backlog, left),
    lost: isLost ? less(record.lost, left) : record.lost,
  }
}

/** What those ask for who are served, by period. */
export function servedDemandOf(facts: Facts, itemId: string): readonly number[] {
  const record = facts.rows.records.get(itemKey(itemId))?.row
  return record === undefined ? [] : servedRecord(facts, record).demand
}

/** Whether anybody who is served asks for an item, or waits for it since before the plan. */
export const isAskedFor = (facts: Facts, itemId: string): boolean =>
  (facts.stock.get(itemId)?.backlog ?? 0) > 0 || servedDemandOf(facts, itemId).some((units) => units > 0)

/** What of a record is of those who are served, but what was sold to somebody who is refused counts as asked for in the period in which it left. */
export function withSold(facts: Facts, record: ProductionRecord): ProductionRecord {
  const { power, whole } = gridOf(facts.items.get(record.itemId))
  const served = servedRecord(facts, record)
  if (record.refusedShipped === undefined) return served
  const demand = served.demand.map((units, t) => (whole(units) + whole(record.refusedShipped?.[t])) / power)
  return { ...served, demand }
}
