import { sortByKey } from '../../../core/keys/keys.js'
import type { ProductionRecord } from '../../../production/types.js'
import { arrivalLimits } from '../supply/checkArrival.js'
import { customersWorth } from './customersWorth.js'
import { type BillFact, type Facts, isMade, itemKey, resourceKey, type RoutingFact } from '../facts/facts.js'
import { gridOf, unitsTaken, within } from '../gridUnits.js'
import { isMore } from './isMore.js'
import { oncePerCell } from '../oncePerCell.js'
import { provenGains } from './provenGains.js'
import { lossOfNext, servedIn } from '../customers/queueMoney.js'
import { servedRecord } from '../customers/refusal.js'
import { repeatProblem } from '../facts/repeatProblem.js'
import { minimumUnits } from '../stock/stockLimits.js'
import { SMALL_HOURS, type OvertakenUnit, type UnpaidUnit, unpaidUnits } from './unpaidUnits.js'
import { costOfOneHour } from '../facts/wageFacts.js'
import { sparedByOne, whyItWaits } from './whyItWaits.js'

/** The code of the exception of a cause (`left-over` is a case of `late-is-cheaper`), the item or resource that it speaks of, and the period in which it binds. */
export interface ProvenCause {
  readonly code:
    | 'lead-time'
    | 'firm-supply'
    | 'supply-limit'
    | 'maximum-stock'
    | 'full-resource'
    | 'below-cost'
    | 'late-is-cheaper'
    | 'left-over'
    | 'stock-kept'
    | 'whole-units-late'
  /** Empty where it speaks of nothing. */
  readonly id: string
  readonly t: number
  /** What is in the way with it, and not as long; beside a maximum stock what is in the way later. */
  readonly shorter?: ProvenCause
}

/** What one more unit of an item costs and is worth in a period, to the proof. */
export interface CauseTracer {
  causeOf(itemId: string, t: number): ProvenCause
  /** Why one more cannot be there in a period; undefined where it can. */
  heldBy(itemId: string, t: number): ProvenCause | undefined
  /** Cost of one more, of components what they are worth where that is less than their cost. */
  costOf(itemId: string, t: number): number
  /** Forecast of a period that is left because one more would cost more than it brings. */
  unpaidAt(itemId: string, t: number): UnpaidUnit | undefined
  /** The same of so many units of a period that are not served. */
  leftAt(itemId: string, t: number, units: number): UnpaidUnit | undefined
  /** Forecast of a period that booked orders overtake. */
  overtakenAt(itemId: string, t: number): OvertakenUnit | undefined
  /** The most that a unit of an item can cost in any period in which it may be supplied. */
  dearestOf(itemId: string): number
  /** Why forecast of a period is refused: its price, or a limit where no more can be had at any. */
  refusedFor(itemId: string, t: number): ProvenCause
}

interface Suspect {
  readonly money: number
  /** Whether it is in the way of a unit of a period. */
  readonly bindsIn: (t: number) => boolean
  readonly cause: ProvenCause
}

/**
 * Works out anew why units of an item are late or lost, from the records, the bills and routings of the facts, and what the plan
 * says that one more unit or hour is worth. Prices and costs by period are those of the repeated problem; what they come to is
 * proven by the objective.
 */
export function traceCauses(facts: Facts): CauseTracer {
  const { plan, count, starts, end, rows, flow } = facts
  const { firmPeriods } = plan.input.policy
  const prepared = new Map(repeatProblem(facts).prepared.items.map((item) => [item.id, item]))
  const periods = Array.from({ length: count }, (_, t) => t)
  const byId = <T extends object>(list: readonly T[] | undefined, field: keyof T & string): readonly T[] =>
    sortByKey(list ?? [], [field])
  const billOf = (itemId: string): readonly BillFact[] =>
    isMade(facts, itemId) ? byId(facts.bills.get(itemId), 'componentId') : []
  const routingOf = (itemId: string): readonly RoutingFact[] =>
    isMade(facts, itemId) ? byId(facts.routings.get(itemId), 'resourceId') : []
  const recordOf = (itemId: string): ProductionRecord | undefined => rows.records.get(itemKey(itemId))?.row
  const worth = customersWorth(facts)
  const worthOf = (itemId: string, t: number): number => worth.unit(itemId)[t] ?? 0
  const quantity = ({ n, d }: BillFact['perUnit']): number => Number(n) / Number(d)

  const ownCost = (itemId: string, t: number): number =>
    routingOf(itemId).reduce(
      (sum, { resourceId, hours }) => sum + hours * costOfOneHour(facts.resources.get(resourceId), t),
      prepared.get(itemId)?.purchaseCost[t] ?? 0,
    )
  const fullCost: (itemId: string, t: number) => number = oncePerCell(
    (itemId, t) =>
      ownCost(itemId, t) +
      billOf(itemId).reduce((sum, { componentId, perUnit }) => sum + quantity(perUnit) * fullCost(componentId, t), 0),
  )
  const costOf: (itemId: string, t: number) => number = oncePerCell((itemId, t) =>
    billOf(itemId).reduce(
      (sum, line) => {
        const { componentId, perUnit } = line
        const short = runsShort(componentId, t, neededFor(itemId, line))
        // What lies there costs what it is worth elsewhere; what does not must be supplied.
        const isThere = short === undefined
        const least = isThere ? Math.min(worthOf(componentId, t), fullCost(componentId, t)) : costOf(componentId, short)
        return sum + quantity(perUnit) * least
      },
      ownCost(itemId, t),
    ),
  )
  const added = {
    own: ownCost,
    full: fullCost,
    billOf: (itemId: string) =>
      billOf(itemId).map(({ componentId, perUnit }) => ({ componentId, units: quantity(perUnit) })),
  }

  const unitCosts = { ...added, spared: sparedByOne(facts, added) }
  const scarcity = (itemId: string, t: number): number => {
    const cost = fullCost(itemId, t)
    const more = worthOf(itemId, t) - cost
    return isMore(more, cost) ? more : 0
  }

  /** What more of who is served could be shipped in a period for all that comes within it; nothing where nothing does. */
  const inTime = (itemId: string, t: number): readonly { readonly left: number; readonly isNew: boolean }[] => {
    const record = recordOf(itemId)
    if (record === undefined || t >= count) return []
    const limits = arrivalLimits(facts, record, { t, isServed: true })
    if (limits.length === 0) return []
    const shipped = gridOf(facts.items.get(itemId)).whole(servedRecord(facts, record).shipped[t])
    return limits.map(({ most, tooLate }) => ({ left: most - shipped, isNew: tooLate === 'supply' }))
  }
  /** Units at the close that need not lie there: for no minimum, nor for who asks before something comes within the next period. */
  const loose = (itemId: string, t: number): number => {
    const { whole } = gridOf(facts.items.get(itemId))
    const there = whole(recordOf(itemId)?.closing?.[t]) - minimumUnits(facts, itemId, t)
    return Math.min(there, ...inTime(itemId, t + 1).map(({ left }) => left))
  }
  /** Whole units of a component that one more unit takes. */
  const neededFor = (itemId: string, { componentId, perUnit }: BillFact): number => {
    const grids = { item: gridOf(facts.items.get(itemId)), component: gridOf(facts.items.get(componentId)) }
    return Number(unitsTaken(perUnit, 1, grids))
  }
  const runsShort = (itemId: string, from: number, units: number): number | undefined =>
    periods.find((t) => t >= from && loose(itemId, t) < units)

  /**
   * The maximum stock without which one more of a period could come ahead of it: that of the last close before it at which one more would be of use. Who
   * still waits at a close would take what lies there.
   */
  const heldAhead: (itemId: string, t: number) => ProvenCause | undefined = oncePerCell((itemId, t) => {
    const policy = facts.policies.get(itemId)
    const record = recordOf(itemId)
    if (policy?.maximumStock === undefined || record === undefined) return undefined
    const { power, whole } = gridOf(facts.items.get(itemId))
    const most = facts.level(policy.maximumStock)
    const served = servedRecord(facts, record)
    const rooms = worth.room(itemId)
    const isShort = (s: number): boolean => (served.backlog[s] ?? 0) > 0 || (served.lost[s] ?? 0) > 0
    const before = periods.slice(0, t).reverse()
    const waits = before.findIndex(isShort)
    const close = before.slice(0, waits < 0 ? before.length : waits).find((s) => {
      const room = whole(within(most[s] ?? Infinity, power)) - whole(record.closing[s])
      const own = rooms[s] ?? 0
      return room < 1 && isMore(own - otherwiseScarce(itemId, s), own) && provenGains(facts).isRoomOfUse(itemId, s)
    })
    return close === undefined ? undefined : { code: 'maximum-stock', id: itemId, t: close }
  })

  /** What the scarcest hours, supply or component of a period are worth to one more unit of an item. */
  function otherwiseScarce(itemId: string, t: number): number {
    const hours = routingOf(itemId).map((one) => one.hours * (worth.hour(one.resourceId)[t] ?? 0))
    const parts = billOf(itemId).map(({ componentId, perUnit }) => quantity(perUnit) * scarcity(componentId, t))
    return Math.max(worth.source(itemId)[t] ?? 0, ...hours, ...parts)
  }

  const trace: (itemId: string, t: number) => ProvenCause | undefined = oncePerCell((itemId, t) => {
    const own = inPeriod(itemId, t)
    const ahead = own === undefined ? undefined : heldAhead(itemId, t)
    if (own === undefined || ahead === undefined) return own
    return { ...ahead, shorter: { code: own.code, id: own.id, t: own.t } }
  })

  function inPeriod(itemId: string, t: number): ProvenCause | undefined {
    const source = facts.sources.get(itemId)
    const closes = starts[t + 1] ?? end
    if (closes <= (starts[0] ?? 0) + (source?.leadTimeDays ?? 0)) return { code: 'lead-time', id: itemId, t }
    if (t < firmPeriods || (source?.firmSupply?.[t] ?? null) !== null) return { code: 'firm-supply', id: itemId, t }
    const suspects = [...ownLimit(itemId, t), ...resourcesOf(itemId, t), ...componentsOf(itemId, t)]
    const binding = suspects.filter(({ bindsIn }) => bindsIn(t))
    const worst = (list: readonly Suspect[]): Suspect | undefined => {
      let [best] = list
      // A later one must take more by more than a solver leaves.
      for (const one of list) if (best !== undefined && isMore(one.money - best.money, best.money)) best = one
      return best
    }
    const paid = (list: readonly Suspect[]): Suspect[] => list.filter(({ money }) => isMore(money))
    const first = worst(paid(binding))
    if (first === undefined) return (worst(paid(suspects)) ?? worst(binding))?.cause
    return prepared.get(itemId)?.unmetDemand === 'lost' ? first.cause : longest(first, binding, t)
  }

  /** Of what is in the way together, where the first would bring less by itself than its share, what is in the way longest. */
  function longest(first: Suspect, binding: readonly Suspect[], from: number): ProvenCause {
    const { code, id, t } = first.cause
    if (binding.length === 1 || t !== from) return first.cause
    if (code !== 'full-resource' && code !== 'supply-limit') return first.cause
    const endOf = ({ bindsIn }: Suspect): number => periods.find((s) => s > from && !bindsIn(s)) ?? count
    const ends = binding.map(endOf)
    const end = Math.max(...ends)
    const other = binding[ends.indexOf(end)]
    if (other === undefined || end === endOf(first)) return first.cause
    if (other.cause.code === code && other.cause.id === id) return first.cause
    const limit = code === 'full-resource' ? { resourceId: id } : { itemId: id }
    return provenGains(facts).isWorthAlone(limit, t) ? first.cause : { ...other.cause, shorter: first.cause }
  }

  function ownLimit(itemId: string, t: number): Suspect[] {
    const limit = facts.sources.get(itemId)?.supplyLimit
    if (limit === undefined) return []
    const { power, whole } = gridOf(facts.items.get(itemId))
    const record = recordOf(itemId)
    const bindsIn = (s: number): boolean =>
      whole(record?.produced?.[s]) + whole(record?.purchased?.[s]) + 1 > whole(within(flow(limit)[s] ?? 0, power))
    const money = worth.source(itemId)[t] ?? 0
    return [{ money, bindsIn, cause: { code: 'supply-limit', id: itemId, t } }]
  }

  function resourcesOf(itemId: string, t: number): Suspect[] {
    const { power } = gridOf(facts.items.get(itemId))
    return routingOf(itemId).map(({ resourceId, hours }) => {
      const row = rows.resources.get(resourceKey(resourceId))?.row
      const worked = (s: number): number => (row?.regularHours?.[s] ?? 0) + (row?.overtimeHours?.[s] ?? 0)
      const offered = (s: number): number => (row?.capacityHours?.[s] ?? 0) + (row?.overtimeLimitHours?.[s] ?? 0)
      return {
        money: hours * (worth.hour(resourceId)[t] ?? 0),
        bindsIn: (s: number) => worked(s) + hours / power > offered(s) + SMALL_HOURS,
        cause: { code: 'full-resource', id: resourceId, t },
      }
    })
  }

  function componentsOf(itemId: string, t: number): Suspect[] {
    return billOf(itemId).flatMap((line): Suspect[] => {
      const { componentId, perUnit } = line
      const short = runsShort(componentId, t, neededFor(itemId, line))
      const money = quantity(perUnit) * scarcity(componentId, short ?? t)
      const cause = short === undefined && money === 0 ? undefined : trace(componentId, short ?? t)
      if (cause !== undefined && short !== undefined && justSuffices(itemId, line, { t, short, cause })) return []
      const isMissing = (s: number): boolean => {
        const later = runsShort(componentId, s, neededFor(itemId, line))
        return later !== undefined && trace(componentId, later) !== undefined
      }
      const bindsIn = (s: number): boolean => short !== undefined && (s === t || isMissing(s))
      return cause === undefined ? [] : [{ money, bindsIn, cause }]
    })
  }

  /** Items with an operation on each resource. */
  const workedOn = new Map<string, string[]>()
  for (const itemId of facts.routings.keys()) {
    for (const { resourceId } of routingOf(itemId)) {
      const list = workedOn.get(resourceId) ?? []
      workedOn.set(resourceId, list)
      list.push(itemId)
    }
  }
  /** Whether a resource has no work in a period but on one item, which is made within periods. */
  const worksOnlyOn = (resourceId: string, itemId: string, t: number): boolean =>
    recordOf(itemId)?.workInProgress === undefined &&
    (recordOf(itemId)?.produced?.[t] ?? 0) > 0 &&
    (workedOn.get(resourceId) ?? []).every((other) => {
      const record = recordOf(other)
      return other === itemId || (record?.workInProgress === undefined && (record?.produced?.[t] ?? 0) === 0)
    })
  /** Whether no part more would make an item more in a period: a limit that nobody else can ease is in the way. */
  const isStuck: (itemId: string, t: number) => boolean = oncePerCell(
    (itemId, t) =>
      ownLimit(itemId, t).some(({ bindsIn }) => bindsIn(t)) ||
      resourcesOf(itemId, t).some(({ bindsIn, cause: { id } }) => bindsIn(t) && worksOnlyOn(id, itemId, t)),
  )
  /** Whether one more of a component would lie there until others come: the item above is stuck all the while. */
  function justSuffices(
    itemId: string,
    line: BillFact,
    { t, short, cause }: { readonly t: number; readonly short: number; readonly cause: ProvenCause },
  ): boolean {
    const lead = facts.sources.get(cause.id)?.leadTimeDays ?? 0
    const isOver = (s: number): boolean =>
      loose(line.componentId, s) >= neededFor(itemId, line) ||
      (cause.code === 'lead-time' && (starts[s + 1] ?? end) > (starts[0] ?? 0) + lead)
    const over = periods.find((s) => s > short && isOver(s)) ?? count
    return periods.slice(t, over).every((s) => isStuck(itemId, s))
  }

  /** Cost of one more in each period from t on, with what it costs a customer who waits to wait for it. */
  function laterCosts(itemId: string, t: number): { readonly costs: number[]; readonly waits: number[] } {
    const wait = prepared.get(itemId)?.backlogCost ?? []
    const waits = [0]
    for (const s of periods.slice(t)) waits.push((waits.at(-1) ?? 0) + (wait[s] ?? 0))
    return { costs: periods.slice(t).map((s) => costOf(itemId, s)), waits }
  }

  const { unpaidAt, leftAt, overtakenAt, dearestOf } = unpaidUnits(facts, {
    purchaseCost: (itemId, t) => prepared.get(itemId)?.purchaseCost[t] ?? 0,
    billOf,
    routingOf,
  })

  /** Hours, or a supply limit, without which a customer would have supply that he pays: of the period that is nearest, at his own or before it, else after it. */
  function limitBefore(itemId: string, t: number, brings: number): ProvenCause | undefined {
    const waits = prepared.get(itemId)?.unmetDemand !== 'lost'
    const order = [...periods.slice(0, t + 1).reverse(), ...(waits ? periods.slice(t + 1) : [])]
    const pays = (s: number): boolean => !isMore(fullCost(itemId, s) - brings, fullCost(itemId, s))
    const ahead = heldAhead(itemId, t)
    if (ahead !== undefined && periods.slice(0, ahead.t + 1).some(pays)) return ahead
    for (const s of order.filter(pays)) {
      const found = trace(itemId, s)
      const { code, id = '', t: at = 0 } = found ?? {}
      if (code === 'maximum-stock') return found
      const limit = code === 'full-resource' ? worth.hour(id) : code === 'supply-limit' ? worth.source(id) : []
      if (isMore(limit[at] ?? 0)) return found
    }
    return undefined
  }

  /** Whether more of a period goes away than is only forecast for it. */
  function isOrderLost(itemId: string, t: number): boolean {
    const { whole } = gridOf(facts.items.get(itemId))
    const forecast = servedIn(facts, itemId, t).reduce(
      (sum, part) => (part.t === t && part.order === undefined ? sum + part.units : sum),
      0,
    )
    const record = recordOf(itemId)
    return record !== undefined && whole(servedRecord(facts, record).lost[t]) > forecast
  }

  function causeOf(itemId: string, t: number): ProvenCause {
    const belowCost: ProvenCause = { code: 'below-cost', id: itemId, t }
    const item = prepared.get(itemId)
    if (item?.isUnpaid === true) return belowCost
    const unpaid = unpaidAt(itemId, t)
    if (unpaid !== undefined) {
      const { price, selling, saved } = unpaid
      return limitBefore(itemId, t, price - selling + saved) ?? belowCost
    }
    const isLost = item?.unmetDemand === 'lost'
    const later = laterCosts(itemId, t)
    const { costs, waits } = later
    const own = (item?.price[t] ?? 0) - (item?.sellingCost[t] ?? 0)
    const isOwed = t === 0 && item !== undefined && item.backlog > 0
    const net = isOwed ? Math.max(own, item.backlogPrice - item.backlogSellingCost) : own
    const promised = Math.max(item?.promised[t + 1] ?? 0, t === 0 ? (item?.promised[0] ?? 0) : 0)
    const brings = isLost
      ? (lossOfNext(facts, itemId, t) ?? own) + (item.lostCost[t] ?? 0)
      : net + promised + (waits.at(-1) ?? 0)
    const least = Math.min(...costs)
    // Who has ordered is served whatever he pays.
    const isBelow = isMore(least - brings, least) && !(isLost && isOrderLost(itemId, t))
    if (isBelow) return limitBefore(itemId, t, brings) ?? belowCost
    const tight = inTime(itemId, t).filter(({ left }) => left < 1)
    if (tight.some(({ isNew }) => isNew)) return { code: 'lead-time', id: itemId, t }
    if (tight.length > 0 || loose(itemId, t) < 1) {
      const found = trace(itemId, t) ?? heldAhead(itemId, t)
      const code =
        found === undefined && !isLost ? whyItWaits(facts, itemId, { t, ...later, money: unitCosts }) : undefined
      const rest: ProvenCause = code === undefined ? { code: 'whole-units-late', id: '', t } : { code, id: itemId, t }
      return found ?? rest
    }
    const short = runsShort(itemId, t, 1)
    const then = short === undefined ? undefined : trace(itemId, short)
    return then ?? { code: 'stock-kept', id: itemId, t }
  }

  return {
    unpaidAt,
    leftAt,
    overtakenAt,
    dearestOf,
    refusedFor: (itemId, t) => {
      const none = overtakenAt(itemId, t)?.cost === Infinity ? trace(itemId, t) : undefined
      return none ?? { code: 'below-cost', id: itemId, t }
    },
    causeOf,
    heldBy: trace,
    costOf: (itemId, t) => (prepared.get(itemId)?.isUnpaid === true ? fullCost : costOf)(itemId, t),
  }
}
