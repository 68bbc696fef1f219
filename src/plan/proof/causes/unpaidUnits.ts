import { type BillFact, type Facts, itemKey, resourceKey, type RoutingFact } from '../facts/facts.js'
import { gridOf, within } from '../gridUnits.js'
import { servedRecord } from '../customers/refusal.js'
import { moneyOf } from '../customers/queueMoney.js'
import { type Asked, askedOfItems } from '../customers/servedDemand.js'
import { unitMoney } from '../customers/unitMoney.js'
import { wageOfOneHour } from '../facts/wageFacts.js'

/** What forecast brings that is left, and what one more would cost in the period in which it comes cheapest. */
export interface UnpaidUnit {
  readonly price: number
  readonly selling: number
  readonly cost: number
  readonly saved: number
}

/** Hours are kept to six decimals, regular and overtime each. */
export const SMALL_HOURS = 2e-6

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
} {
  const { plan, rows, count, starts, end, level, flow } = facts
  const { firmPeriods } = plan.input.policy
  const stated = new Map<string, number>()
  for (const { itemId, periodId, unpaid = 0 } of plan.supply.certificate.openRanges ?? [])
    stated.set(JSON.stringify([itemId, plan.calendar.periods.findIndex(({ id }) => id === periodId)]), unpaid)
  const known = new Map<string, number>()

  const hourCost = (
    resourceId: string,
    s: number,
    { one: hours, all }: { readonly one: number; readonly all: number },
  ): number => {
    const row = rows.resources.get(resourceKey(resourceId))?.row
    const resource = facts.resources.get(resourceId)
    const variable = level(resource?.variableOverheadPerHour ?? 0)[s] ?? 0
    const [regular, over] = [row?.regularHours?.[s] ?? 0, row?.overtimeHours?.[s] ?? 0]
    const [offered, more] = [row?.capacityHours?.[s] ?? 0, row?.overtimeLimitHours?.[s] ?? 0]
    if (regular + Math.max(hours, all) - SMALL_HOURS <= offered)
      return variable + (level(wageOfOneHour(resource))[s] ?? 0)
    if (regular + over + hours - SMALL_HOURS > offered + more) return Infinity
    return variable + (level(resource?.overtimeCostPerHour ?? 0)[s] ?? 0)
  }
  const least = (itemId: string, to: number, units: number): number =>
    Math.min(Infinity, ...Array.from({ length: to + 1 }, (_, s) => costIn(itemId, s, units)))
  const costIn = (itemId: string, s: number, units: number): number => {
    const key = JSON.stringify([itemId, s, units])
    const before = known.get(key)
    if (before !== undefined) return before
    const found = work(itemId, s, units)
    known.set(key, found)
    return found
  }
  function work(itemId: string, s: number, units: number): number {
    const source = facts.sources.get(itemId)
    const { power, whole } = gridOf(facts.items.get(itemId))
    const record = rows.records.get(itemKey(itemId))?.row
    if ((starts[s + 1] ?? end) <= (starts[0] ?? 0) + (source?.leadTimeDays ?? 0)) return Infinity
    if (s < firmPeriods || (source?.firmSupply?.[s] ?? null) !== null) return Infinity
    const supplied = whole(record?.produced?.[s]) + whole(record?.purchased?.[s])
    const limit = source?.supplyLimit
    if (limit !== undefined && supplied + 1 > whole(within(flow(limit)[s] ?? 0, power))) return Infinity
    const hours = routingOf(itemId).map(
      (line) => line.hours * hourCost(line.resourceId, s, { one: line.hours / power, all: units * line.hours }),
    )
    const parts = billOf(itemId).map(
      ({ componentId, perUnit: { n, d } }) =>
        (Number(n) / Number(d)) * least(componentId, s, units * (Number(n) / Number(d))),
    )
    return [...hours, ...parts].reduce((sum, cost) => sum + cost, purchaseCost(itemId, s))
  }

  /** Of those who are served. */
  const askedFor = (itemId: string): readonly Asked[] => {
    const refusal = unitMoney(facts).get(itemId)?.refusal
    return (askedOfItems(facts).get(itemId)?.asked ?? []).filter(
      (part) => part.units > 0 && refusal?.parts.has(part) !== true,
    )
  }
  const isForecast = (part: Asked, t: number): boolean => part.t === t && part.order === undefined

  const leftAt = (itemId: string, t: number, units: number): UnpaidUnit | undefined => {
    const policy = facts.policies.get(itemId)
    const isLost = policy?.unmetDemand === 'lost'
    const unit = unitMoney(facts).get(itemId)
    const part = askedFor(itemId)
      .filter((one) => isForecast(one, t))
      .at(-1)
    if (unit === undefined || part === undefined) return undefined
    const { price, selling } = moneyOf(unit, part)
    const saved = isLost ? (level(policy?.lostSaleCostPerUnit ?? 0)[t] ?? 0) : 0
    const cost = least(itemId, isLost ? t : count - 1, units)
    return cost !== Infinity && cost > price - selling + saved ? { price, selling, cost, saved } : undefined
  }
  const unpaidAt = (itemId: string, t: number): UnpaidUnit | undefined => {
    const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
    const unpaid = stated.get(JSON.stringify([itemId, isLost ? t : count - 1])) ?? 0
    const { power, whole } = gridOf(facts.items.get(itemId))
    const asked = askedFor(itemId)
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
  return { unpaidAt, leftAt }
}
