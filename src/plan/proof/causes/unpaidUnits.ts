import { type BillFact, type Facts, itemKey, resourceKey, type RoutingFact } from '../facts/facts.js'
import { gridOf, within } from '../gridUnits.js'
import { cheapestOf, servedRecord, suppliesFor } from '../customers/refusal.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { provenPrograms } from '../optimum/provenPrograms.js'
import { moneyOf, servedOf } from '../customers/queueMoney.js'
import type { Asked } from '../customers/servedDemand.js'
import { unitMoney } from '../customers/unitMoney.js'
import { wageOfOneHour } from '../facts/wageFacts.js'

/** What forecast brings that is left, and what one more would cost in the period in which it comes cheapest. */
export interface UnpaidUnit {
  readonly price: number
  readonly selling: number
  readonly cost: number
  readonly saved: number
}

/** Forecast that booked orders overtake: of its cost waiting takes so much, and so much would pay. */
export interface OvertakenUnit extends UnpaidUnit {
  readonly wait: number
  readonly paying: number | null
}

/** Hours are kept to six decimals, regular and overtime each. */
export const SMALL_HOURS = 2e-6
/** Units of the grid below this are arithmetic. */
const SMALL_UNITS = 1e-6

/** What a plan takes of its limits: units of the grid of an item, hours of a resource. */
interface Taken {
  units(itemId: string, s: number): number
  hours(resourceId: string, s: number): { readonly regular: number; readonly over: number }
}

/** The same of the optimum in fractions: who is refused was found by that, and what whole units leave beside it is not made for him. */
const inFractions: (facts: Facts) => Taken = oncePerPlan((facts) => {
  const { primal } = facts.plan.supply.certificate
  const { map } = provenPrograms(facts).last
  const valueOf = (column = -1): number => (column < 0 ? 0 : (primal[column] ?? 0))
  const places = (ids: readonly string[]): ReadonlyMap<string, number> =>
    new Map(ids.map((id, n) => [id, n * facts.count]))
  const [items, resources] = [places(map.itemIds), places(map.resourceIds)]
  return {
    units(itemId, s) {
      const { power } = gridOf(facts.items.get(itemId))
      return Math.ceil(valueOf(map.supply[(items.get(itemId) ?? Number.NaN) + s]) * power - SMALL_UNITS)
    },
    hours(resourceId, s) {
      const at = (resources.get(resourceId) ?? Number.NaN) + s
      const offered = facts.rows.resources.get(resourceKey(resourceId))?.row.capacityHours?.[s] ?? 0
      const all = Math.max(0, valueOf(map.regular[at])) + Math.max(0, valueOf(map.overtime[at]))
      return { regular: Math.min(all, offered), over: Math.max(0, all - offered) }
    },
  }
})

/** Units that a plan says to be left because what they would still take costs more than they bring, worked out from the records. */
export function unpaidUnits(
  facts: Facts,
  {
    purchaseCost,
    billOf,
    routingOf,
  }: {
    readonly purchaseCost: (itemId: string, t: number) => number
    readonly billOf: (itemId: string) => readonly BillFact[]
    readonly routingOf: (itemId: string) => readonly RoutingFact[]
  },
): {
  readonly unpaidAt: (itemId: string, t: number) => UnpaidUnit | undefined
  /** The same of so many units of a period that are not served. */
  readonly leftAt: (itemId: string, t: number, units: number) => UnpaidUnit | undefined
  /** The dearest forecast of a period that booked orders overtake; its cost is Infinity where no more can be had. */
  readonly overtakenAt: (itemId: string, t: number) => OvertakenUnit | undefined
  /** The most that a unit can cost in any period in which it may be supplied, with overtime where it is on offer, and all that goes into it, each held to the end. */
  readonly dearestOf: (itemId: string) => number
} {
  const { plan, rows, count, starts, end, level, flow } = facts
  const { firmPeriods } = plan.input.policy
  const stated = new Map<string, number>()
  for (const { itemId, periodId, unpaid = 0 } of plan.supply.certificate.openRanges ?? [])
    stated.set(JSON.stringify([itemId, plan.calendar.periods.findIndex(({ id }) => id === periodId)]), unpaid)
  const inPlan: Taken = {
    units(itemId, s) {
      const record = rows.records.get(itemKey(itemId))?.row
      const { whole } = gridOf(facts.items.get(itemId))
      return whole(record?.produced?.[s]) + whole(record?.purchased?.[s])
    },
    hours(resourceId, s) {
      const row = rows.resources.get(resourceKey(resourceId))?.row
      return { regular: row?.regularHours?.[s] ?? 0, over: row?.overtimeHours?.[s] ?? 0 }
    },
  }
  const known = new Map<Taken, Map<string, number>>()

  const hourCost = (
    resourceId: string,
    s: number,
    { one: hours, all, taken }: { readonly one: number; readonly all: number; readonly taken: Taken },
  ): number => {
    const row = rows.resources.get(resourceKey(resourceId))?.row
    const resource = facts.resources.get(resourceId)
    const variable = level(resource?.variableOverheadPerHour ?? 0)[s] ?? 0
    const { regular, over } = taken.hours(resourceId, s)
    const [offered, more] = [row?.capacityHours?.[s] ?? 0, row?.overtimeLimitHours?.[s] ?? 0]
    if (regular + Math.max(hours, all) - SMALL_HOURS <= offered)
      return variable + (level(wageOfOneHour(resource))[s] ?? 0)
    if (regular + over + hours - SMALL_HOURS > offered + more) return Infinity
    const [wage, dear] = [level(wageOfOneHour(resource))[s] ?? 0, level(resource?.overtimeCostPerHour ?? 0)[s] ?? 0]
    if (offered - regular <= SMALL_HOURS) return variable + dear
    return variable + (more - over <= SMALL_HOURS ? wage : Math.max(wage, dear))
  }
  /** One for period t: made in it, made before and held, or made later for who can wait for it. */
  const least = (
    itemId: string,
    t: number,
    units: number,
    { canWait = false, taken = inPlan }: { readonly canWait?: boolean; readonly taken?: Taken } = {},
  ): number => {
    const holding = unitMoney(facts).get(itemId)?.holding ?? []
    const ways = Array.from({ length: canWait ? count : t + 1 }, (_, s) => {
      const held = holding.slice(s, Math.max(s, t)).reduce((sum, cost) => sum + cost, 0)
      return costIn(itemId, s, units, taken) + held
    })
    return Math.min(Infinity, ...ways)
  }
  const costIn = (itemId: string, s: number, units: number, taken = inPlan): number => {
    const key = JSON.stringify([itemId, s, units])
    const costs = known.get(taken) ?? new Map<string, number>()
    known.set(taken, costs)
    const found = costs.get(key) ?? work(itemId, s, { units, taken })
    costs.set(key, found)
    return found
  }
  function work(itemId: string, s: number, of: { readonly units: number; readonly taken: Taken }): number {
    const { units, taken } = of
    const source = facts.sources.get(itemId)
    const { power, whole } = gridOf(facts.items.get(itemId))
    if ((starts[s + 1] ?? end) <= (starts[0] ?? 0) + (source?.leadTimeDays ?? 0)) return Infinity
    if (s < firmPeriods || (source?.firmSupply?.[s] ?? null) !== null) return Infinity
    const limit = source?.supplyLimit
    if (limit !== undefined && taken.units(itemId, s) + 1 > whole(within(flow(limit)[s] ?? 0, power))) return Infinity
    const hours = routingOf(itemId).map(
      (line) => line.hours * hourCost(line.resourceId, s, { one: line.hours / power, all: units * line.hours, taken }),
    )
    const parts = billOf(itemId).map(
      ({ componentId, perUnit: { n, d } }) =>
        (Number(n) / Number(d)) * least(componentId, s, units * (Number(n) / Number(d)), { taken }),
    )
    return [...hours, ...parts].reduce((sum, cost) => sum + cost, purchaseCost(itemId, s))
  }

  const isForecast = (part: Asked, t: number): boolean => part.t === t && part.order === undefined

  /** What losing a sale costs beside what it would bring. */
  const savedAt = (itemId: string, t: number): number =>
    level(facts.policies.get(itemId)?.lostSaleCostPerUnit ?? 0)[t] ?? 0

  const leftAt = (itemId: string, t: number, units: number): UnpaidUnit | undefined => {
    const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
    const unit = unitMoney(facts).get(itemId)
    const part = servedOf(facts, itemId)
      .filter((one) => isForecast(one, t))
      .at(-1)
    if (unit === undefined || part === undefined) return undefined
    const own = { ...moneyOf(unit, part), saved: isLost ? savedAt(itemId, t) : 0 }
    const cost = least(itemId, t, units, { canWait: !isLost })
    return cost !== Infinity && cost > own.price - own.selling + own.saved ? { ...own, cost } : undefined
  }
  const overtakenAt = (itemId: string, t: number): OvertakenUnit | undefined => {
    const unit = unitMoney(facts).get(itemId)
    const overtaken = [...(unit?.refusal?.overtaken ?? [])]
    const mine = overtaken.filter((part) => part.t === t).sort((a, b) => Number(b.price) - Number(a.price))
    const [part] = mine
    if (unit === undefined || part === undefined) return undefined
    const together = overtaken.reduce((sum, { units }) => sum + units, 0)
    const { power } = gridOf(facts.items.get(itemId))
    const own = { ...moneyOf(unit, part), saved: 0 }
    const lateShare = facts.days.map((days) => (plan.input.policy.backlogCostRatePerYear * days) / 365)
    const told = [inPlan, inFractions(facts)].map((taken) => {
      const made = facts.days.map((_, s) => costIn(itemId, s, together / power, taken))
      const money = { holding: unit.holding, lateShare, made, value: unit.all }
      const ways = suppliesFor(facts, itemId, { t, isLost: false, money })
      return cheapestOf(ways, { price: own.price, kept: 1 - unit.sellingRate, saved: own.saved })
    })
    const [whole, solved] = told as [(typeof told)[number], (typeof told)[number]]
    return { ...own, ...(solved.cost > whole.cost ? solved : whole) }
  }
  const dearest = new Map<string, number>()
  const dearestOf = (itemId: string): number => {
    const before = dearest.get(itemId)
    if (before !== undefined) return before
    const found = dearestIn(itemId)
    dearest.set(itemId, found)
    return found
  }
  function dearestIn(itemId: string): number {
    const source = facts.sources.get(itemId)
    const most = source?.supplyLimit === undefined ? undefined : flow(source.supplyLimit)
    const parts = billOf(itemId).reduce(
      (sum, { componentId, perUnit: { n, d } }) => sum + (Number(n) / Number(d)) * dearestOf(componentId),
      0,
    )
    const holding = unitMoney(facts).get(itemId)?.holding ?? []
    const costs = facts.days.map((_, s) => {
      const held = holding.slice(s).reduce((sum, cost) => sum + cost, 0)
      if (s < firmPeriods || (source?.firmSupply?.[s] ?? null) !== null || (most?.[s] ?? 1) <= 0) return 0
      return routingOf(itemId).reduce(
        (sum, { resourceId, hours }) => {
          const resource = facts.resources.get(resourceId)
          const isOver = (rows.resources.get(resourceKey(resourceId))?.row?.overtimeLimitHours?.[s] ?? 0) > 0
          const wage = level(wageOfOneHour(resource))[s] ?? 0
          const dear = isOver ? (level(resource?.overtimeCostPerHour ?? 0)[s] ?? 0) : 0
          return sum + hours * (Math.max(wage, dear) + (level(resource?.variableOverheadPerHour ?? 0)[s] ?? 0))
        },
        parts + purchaseCost(itemId, s) + held,
      )
    })
    return Math.max(0, ...costs)
  }
  const unpaidAt = (itemId: string, t: number): UnpaidUnit | undefined => {
    const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
    const unpaid = stated.get(JSON.stringify([itemId, isLost ? t : count - 1])) ?? 0
    const { power, whole } = gridOf(facts.items.get(itemId))
    const asked = servedOf(facts, itemId)
    const newer = isLost ? 0 : asked.reduce((sum, part) => (part.t > t ? sum + part.units : sum), 0)
    if (!(unpaid * power > newer)) return undefined
    // Where an order of the period is left, too, something else stands in its way.
    const record = rows.records.get(itemKey(itemId))?.row
    const own = record === undefined ? undefined : servedRecord(facts, record)
    const left = whole(isLost ? own?.lost[t] : own?.backlog.at(-1))
    const ofPeriod = asked.filter((one) => Math.max(0, one.t) === t)
    const units = (parts: readonly Asked[]): number => parts.reduce((sum, one) => sum + one.units, 0)
    if (Math.min(left - newer, units(ofPeriod)) > units(ofPeriod.filter((one) => isForecast(one, t)))) return undefined
    return leftAt(itemId, t, unpaid)
  }
  return { unpaidAt, leftAt, overtakenAt, dearestOf }
}
