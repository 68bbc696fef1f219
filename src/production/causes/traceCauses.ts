import { ceilingOf, divideRatios, multiplyRatios, ratioOf } from '../../core/numbers/ratio.js'
import { toGrid } from '../../core/numbers/quantityGrid.js'
import { bindingArrivals, wholeMostWithArrival } from '../problem/arrivals.js'
import { wholeUnits, wholeUnitsAbove } from '../problem/grid.js'
import { demandOf, shippingMargin } from '../problem/itemForms.js'
import { lostQueue } from '../problem/lostQueue.js'
import { lossOfLeaving } from '../problem/waitingDemand.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { LimitGains } from '../model/limitGains.js'
import type { RawPlan } from '../model/rawPlan.js'
import type { ProductionWorth } from '../model/shadowPrices.js'
import type { ResourceRecord } from '../types.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import { gainOfOneMore, isMoney, NOISE, sparedCosts } from './gainOfOneMore.js'
import { unitCosts } from './unitCosts.js'
import { HOURS, isBeyondForecast, type OvertakenUnit, type UnpaidUnit, unpaidUnits } from './unpaidUnits.js'

/** The kinds of limits that can hold a unit back. */
export type CauseKind =
  | 'leadTime'
  | 'firmSupply'
  | 'supplyLimit'
  | 'maximumStock'
  | 'resource'
  | 'belowCost'
  | 'cheaperLate'
  | 'leftOver'
  | 'keptStock'
  | 'wholeUnits'

/** What holds a unit back: a limit of an item or a resource, in the period in which it binds. */
export interface Cause {
  readonly kind: CauseKind
  /** Index of the item, or of the resource. */
  readonly of: number
  readonly t: number
  /**
   * What is in the way, too, and would be the cause, if the other were not in the way longer; beside a maximum stock what keeps a unit from being
   * made, or bought, later.
   */
  readonly shorter?: Cause
}

/** A plan with what one more of its limits is worth. */
export interface TracedPlan {
  readonly problem: PreparedProblem
  readonly plan: Pick<WholePlan, 'supply' | 'closing' | 'ship' | 'backlog'>
  /** The answer in fractions that it was made of. */
  readonly raw: Pick<RawPlan, 'supply' | 'hours'>
  /** In the order of the problem. */
  readonly resources: readonly ResourceRecord[]
  /** What one more is worth to customers (`readCustomersWorth`). */
  readonly worth: Pick<ProductionWorth, 'unit' | 'hour' | 'source' | 'room'>
  readonly gains: Pick<LimitGains, 'isWorthAlone' | 'isRoomOfUse'>
}

/** Finds causes in one plan. */
export interface CauseTracer {
  /** Why units of an item that were asked for in a period are late or lost. */
  causeOf(i: number, t: number): Cause
  /** Why one more unit of an item cannot be there in a period; null where it can. */
  heldBy(i: number, t: number): Cause | null
  /** What one more unit costs in a period. */
  costOf(i: number, t: number): number
  /** Forecast of a period that is left because one more would cost more than it brings; null where that is not so. */
  unpaidAt(i: number, t: number): UnpaidUnit | null
  /** Forecast of a period of which units are left, if one more would cost more than it brings. */
  leftAt(i: number, t: number, units: number): UnpaidUnit | null
  /** Forecast of a period that booked orders overtake; null where there is none. */
  overtakenAt(i: number, t: number): OvertakenUnit | null
  /** Why forecast of a period is refused: its price, or a limit where no more can be had at any. */
  refusedFor(i: number, t: number): Cause
}

interface Candidate {
  readonly share: number
  readonly cause: Cause
  /** Whether it is in the way of a unit of a later period. */
  readonly bindsIn: (t: number) => boolean
}

/** A component of which too few are left, for a unit of a period. */
interface Shortage {
  /** The period of the unit. */
  readonly from: number
  /** The period at whose close they are too few, and why. */
  readonly short: number
  readonly cause: Cause
}

/**
 * Finds the cause of units of an item that are late or lost: why one more could not be there in its period.
 *
 * The walk goes down the bill. An item that nothing new can reach before its lead time, or whose supply is fixed, is held back by
 * that alone. Else its supply limit, hours that are not enough for a unit, and components of which too few are left, each for a
 * cause of its own further down, hold it back together, and the one counts that takes the largest share of the
 * unit's reduced cost: use x worth in that period, the worth of a component being what one more of it is worth beyond its
 * cost. A component of which one more could not be used before more of it comes, because the item above is held back by hours of its
 * own all the while, just suffices and is not short. Where a unit more of the limit that takes the largest share would bring less
 * by itself than is paid for it, others are in the way with it, and of who waits it is the one that is in the way longest. Where whole units leave a little of each, what the optimum in fractions pays for counts. Ties: the own limit, then
 * resources, then components, by id. Source: the reduced cost as a sum over binding rows, Hillier & Lieberman, Introduction to
 * Operations Research, ch. 4.7 and 5.3.
 */
export function traceCauses(traced: TracedPlan): CauseTracer {
  const { problem, plan, resources, worth } = traced
  const { items, structure, loads, resourceOf, periodCount } = problem
  const parents = parentsOf(problem)
  const traces = new Map<number, Cause | null>()

  /** Stock at the close above what must lie there, also for who asks before something comes within the next period. */
  const spare = (i: number, t: number): number => {
    const there = plan.closing[i * periodCount + t] - wholeUnitsAbove(items[i].minimumStock[t], items[i].scale)
    return t + 1 < periodCount ? Math.min(there, ...inTime(traced, i, t + 1).map(({ left }) => left)) : there
  }
  /** The first period from t on whose close has fewer spare units than are needed; -1 for none. */
  const firstShort = (i: number, t: number, needed: number): number => {
    for (let s = t; s < periodCount; s += 1) if (spare(i, s) < needed) return s
    return -1
  }
  /** The same for one more unit of the item of a bill line. */
  const firstShortOf = (c: number, t: number): number =>
    firstShort(structure.component[c], t, unitsPerUnit(problem, c, parents[c]))
  const costs = unitCosts({ problem, worth: worth.unit, firstShort: firstShortOf })
  const spared = sparedCosts({ problem, plan, costs })
  const excess = (i: number, t: number): number => {
    const cost = costs.rolledUp(i, t)
    const more = worth.unit[i * periodCount + t] - cost
    return isMoney(more, cost) ? more : 0
  }

  const trace = (i: number, t: number): Cause | null => {
    const at = i * periodCount + t
    const known = traces.get(at)
    if (known !== undefined) return known
    const own = search(i, t)
    const ahead = own === null ? null : noRoom(i, t)
    const found = ahead === null || own === null ? own : { ...ahead, shorter: withoutShorter(own) }
    traces.set(at, found)
    return found
  }

  /** Whether who asks for an item in a period is not all served at its close. */
  const isOpen = (i: number, t: number): boolean => {
    const at = i * periodCount + t
    if (items[i].unmetDemand !== 'lost') return plan.backlog[at] > 0
    return toGrid(demandOf(items[i], t), items[i].scale) > plan.ship[at]
  }
  /** The largest share that another limit of a period takes of one more unit of it. */
  const scarceIn = (i: number, t: number): number => {
    let most = worth.source[i * periodCount + t]
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1)
      most = Math.max(most, loads.hours[o] * worth.hour[resourceOf[loads.resource[o]] * periodCount + t])
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
      most = Math.max(most, structure.componentQuantity[c] * excess(structure.component[c], t))
    return most
  }
  /**
   * The maximum stock that keeps one more unit of a period from being made, or bought, ahead of it: at the nearest close before it at which one
   * more brings something by itself, and takes a larger share than what else is scarce then (where hours before it are full, too, they are the
   * cause), up to one at which others wait for the item, who would take it.
   */
  const noRoom = (i: number, t: number): Cause | null => {
    for (let s = t - 1; s >= 0 && !isOpen(i, s); s -= 1) {
      const at = i * periodCount + s
      const isFull = plan.closing[at] + 1 > wholeUnits(items[i].maximumStock[s], items[i].scale)
      const room = worth.room[at]
      if (isFull && isMoney(room - scarceIn(i, s), room) && traced.gains.isRoomOfUse(i, s))
        return { kind: 'maximumStock', of: i, t: s }
    }
    return null
  }

  const soleUsers = soleUsersOf(problem, plan)
  /** Hours of a unit more of an item on the resource of one of its operations: whether there are too few in a period. */
  const isFull = (i: number, o: number, t: number): boolean => {
    const { regularHours, overtimeHours, capacityHours, overtimeLimitHours } = resources[resourceOf[loads.resource[o]]]
    const used = regularHours[t] + overtimeHours[t] + loads.hours[o] / items[i].scale
    return used > capacityHours[t] + overtimeLimitHours[t] + HOURS
  }
  const isAtLimit = (i: number, t: number): boolean =>
    items[i].supplyLimit[t] !== Infinity &&
    plan.supply[i * periodCount + t] + 1 > wholeUnits(items[i].supplyLimit[t], items[i].scale)
  /** Whether an item makes no unit more in a period with all parts there: nobody else gives it hours, or a supply limit. */
  const isHeldAlone = (i: number, t: number): boolean => {
    if (isAtLimit(i, t)) return true
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      if (soleUsers[resourceOf[loads.resource[o]] * periodCount + t] === i && isFull(i, o, t)) return true
    }
    return false
  }
  /** Whether one more of a component could be used in no period until more of it comes: what just suffices is not short. */
  const isOfNoUse = (c: number, { from, short, cause }: Shortage): boolean => {
    const needed = unitsPerUnit(problem, c, parents[c])
    const ends = cause.kind === 'leadTime' ? items[cause.of].arrivalPeriod : periodCount
    for (let t = from; t < ends && (t <= short || spare(structure.component[c], t) < needed); t += 1) {
      if (!isHeldAlone(parents[c], t)) return false
    }
    return true
  }

  /** Whether a component is too short for a unit of a period, and no more of it can be there. */
  const isMissing = (c: number, t: number): boolean => {
    const short = firstShortOf(c, t)
    return short >= 0 && trace(structure.component[c], short) !== null
  }

  const search = (i: number, t: number): Cause | null => {
    const item = items[i]
    const at = i * periodCount + t
    if (t < item.arrivalPeriod) return { kind: 'leadTime', of: i, t }
    if (!Number.isNaN(item.firm[t])) return { kind: 'firmSupply', of: i, t }
    const binding: Candidate[] = []
    const priced: Candidate[] = []
    const add = (bindsIn: (s: number) => boolean, share: number, cause: Cause | null): void => {
      if (cause === null) return
      const candidate = { share, cause, bindsIn }
      if (bindsIn(t)) binding.push(candidate)
      if (isMoney(share, 0)) priced.push(candidate)
    }
    add((s) => isAtLimit(i, s), worth.source[at], { kind: 'supplyLimit', of: i, t })
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const r = resourceOf[loads.resource[o]]
      add((s) => isFull(i, o, s), loads.hours[o] * worth.hour[r * periodCount + t], { kind: 'resource', of: r, t })
    }
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const d = structure.component[c]
      const perUnit = structure.componentQuantity[c]
      const short = firstShortOf(c, t)
      if (short >= 0) {
        const cause = trace(d, short)
        if (cause !== null && !isOfNoUse(c, { from: t, short, cause })) {
          add((s) => s === t || isMissing(c, s), perUnit * excess(d, short), cause)
        }
      } else if (excess(d, t) > 0) add(() => false, perUnit * excess(d, t), trace(d, t))
    }
    const paid = largest(binding, NOISE)
    if (paid !== undefined) return item.unmetDemand === 'lost' ? paid.cause : lastToEase(paid, binding, t)
    return (largest(priced, NOISE) ?? largest(binding, -1))?.cause ?? null
  }

  /**
   * The cause of the candidate that is paid for; or of another, where that one alone would bring less than is paid for it, and the other is
   * in the way longer: the longest, of equal ones the first.
   */
  const lastToEase = (paid: Candidate, binding: readonly Candidate[], from: number): Cause => {
    const { kind, of, t } = paid.cause
    if (binding.length < 2 || t !== from || (kind !== 'resource' && kind !== 'supplyLimit')) return paid.cause
    const easesIn = ({ bindsIn }: Candidate): number => {
      let s = from + 1
      while (s < periodCount && bindsIn(s)) s += 1
      return s
    }
    let [last, end] = [paid, easesIn(paid)]
    for (const other of binding) {
      const own = easesIn(other)
      if (own > end) [last, end] = [other, own]
    }
    if (last.cause.kind === kind && last.cause.of === of) return paid.cause
    const isAlone = traced.gains.isWorthAlone({ kind: kind === 'resource' ? kind : 'item', of, t })
    return isAlone ? paid.cause : { ...last.cause, shorter: paid.cause }
  }

  const { unpaidAt, leftAt, overtakenAt } = unpaidUnits(traced)
  /**
   * The hours, or the supply limit, that keep a customer from supply that he would pay: of the periods in which he pays for a unit while nothing
   * is scarce, his own, else an earlier one, the nearest first, else a later one. Null where one more of none is worth anything.
   */
  const keptFromPaying = (i: number, t: number, brings: number): Cause | null => {
    const ahead = noRoom(i, t)
    const pays = (s: number): boolean => !isMoney(costs.rolledUp(i, s) - brings, costs.rolledUp(i, s))
    if (ahead !== null && items[i].demand.some((_, s) => s <= ahead.t && pays(s))) return ahead
    const periods = [...items[i].demand.keys()]
    const after = items[i].unmetDemand === 'lost' ? [] : periods.slice(t + 1)
    for (const s of [...periods.slice(0, t + 1).reverse(), ...after]) {
      const found = pays(s) ? trace(i, s) : null
      if (found?.kind === 'resource' && isMoney(worth.hour[found.of * periodCount + found.t], 0)) return found
      if (found?.kind === 'maximumStock') return found
      if (found?.kind === 'supplyLimit' && isMoney(worth.source[found.of * periodCount + found.t], 0)) return found
    }
    return null
  }

  /** Whether more of a period goes away than was only forecast. */
  const isOrderLost = (i: number, t: number): boolean => {
    const item = items[i]
    if (item.unmetDemand !== 'lost') return false
    return isBeyondForecast(item, t, toGrid(demandOf(item, t), item.scale) - plan.ship[i * periodCount + t])
  }

  const causeOf = (i: number, t: number): Cause => {
    const belowCost: Cause = { kind: 'belowCost', of: i, t }
    if (items[i].isUnpaid) return belowCost
    const unpaid = unpaidAt(i, t)
    if (unpaid !== null) return keptFromPaying(i, t, unpaid.price - unpaid.selling + unpaid.saved) ?? belowCost
    const brings = broughtBy(items[i], t, plan.ship[i * periodCount + t])
    const least = Math.min(...[...items[i].demand.keys()].slice(t).map((s) => costs.atHand(i, s)))
    // Who has ordered is served whatever he pays.
    if (isMoney(least - brings, least) && !isOrderLost(i, t)) return keptFromPaying(i, t, brings) ?? belowCost
    const late = comesTooLate(traced, i, t)
    if (late === 'supply') return { kind: 'leadTime', of: i, t }
    if (late === undefined && spare(i, t) >= 1) {
      const short = firstShort(i, t, 1)
      return (short < 0 ? null : trace(i, short)) ?? { kind: 'keptStock', of: i, t }
    }
    const found = trace(i, t)
    if (found !== null) return found
    const ahead = noRoom(i, t)
    if (ahead !== null) return ahead
    const gain = gainOfOneMore({ problem, plan, costs, spared }, i, t)
    return gain === 'enough' ? { kind: 'wholeUnits', of: -1, t } : { kind: gain, of: i, t }
  }
  return {
    causeOf,
    heldBy: trace,
    costOf: (i, t) => (items[i].isUnpaid ? costs.rolledUp(i, t) : costs.atHand(i, t)),
    unpaidAt,
    leftAt,
    overtakenAt,
    refusedFor: (i, t) => {
      const belowCost: Cause = { kind: 'belowCost', of: i, t }
      return overtakenAt(i, t)?.cost === Infinity ? (trace(i, t) ?? belowCost) : belowCost
    },
  }
}

const withoutShorter = ({ kind, of, t }: Cause): Cause => ({ kind, of, t })

/**
 * What a unit that is asked for in a period brings: what the customer pays, and what it costs to lose him or to let him wait until the end of the
 * plan. Of those who go away it is the next to be served; `shipped` are grid units.
 */
function broughtBy(item: PreparedItem, t: number, shipped: number): number {
  if (item.unmetDemand === 'lost') {
    let left = shipped
    for (const part of lostQueue(item, t)) {
      const units = toGrid(part.units, item.scale)
      if (left < units) return lossOfLeaving(part) + item.lostCost[t]
      left -= units
    }
    return shippingMargin(item, t) + item.lostCost[t]
  }
  let value = shippingMargin(item, t)
  // Who was late before the plan has a price of his own.
  if (t === 0 && item.backlog > 0) value = Math.max(value, item.backlogPrice - item.backlogSellingCost)
  value += Math.max(item.promised[t + 1], t === 0 ? item.promised[0] : 0)
  for (let s = t; s < item.demand.length; s += 1) value += item.backlogCost[s]
  return value
}

/**
 * The one item that a resource works on in a period, by resource and period: -1 for none or several, and for items that are
 * worked on over several periods.
 */
function soleUsersOf(problem: PreparedProblem, { supply }: Pick<WholePlan, 'supply'>): Int32Array {
  const { items, resources, loads, resourceOf, periodCount, long } = problem
  const NOBODY = -2
  const users = new Int32Array(resources.length * periodCount).fill(NOBODY)
  items.forEach((_, i) => {
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      for (let t = 0; t < periodCount; t += 1) {
        if (supply[i * periodCount + t] === 0 && !long.has(i)) continue
        const at = resourceOf[loads.resource[o]] * periodCount + t
        users[at] = !long.has(i) && (users[at] === NOBODY || users[at] === i) ? i : -1
      }
    }
  })
  return users
}

/** The item of each bill line. */
function parentsOf({ items, structure }: PreparedProblem): Int32Array {
  const parents = new Int32Array(structure.component.length)
  items.forEach((_, i) => parents.fill(i, structure.componentStart[i], structure.componentStart[i + 1]))
  return parents
}

/** Whole units of a component that one more unit of the item of a bill line takes. */
function unitsPerUnit({ items, structure }: PreparedProblem, c: number, parent: number): number {
  const inUnits = multiplyRatios(structure.componentRatio[c], ratioOf(items[structure.component[c]].scale))
  return ceilingOf(divideRatios(inUnits, ratioOf(items[parent].scale)))(1)
}

/** The candidate with the largest share above a least one; of equal ones the first. */
function largest(candidates: readonly Candidate[], above: number): Candidate | undefined {
  let best: Candidate | undefined
  for (const candidate of candidates) {
    const { share } = candidate
    if (share <= above) continue
    if (best === undefined || share > best.share + NOISE * Math.max(1, best.share)) best = candidate
  }
  return best
}

/** What more of lost demand could be shipped in a period for each arrival within it. */
function inTime(
  { problem, plan }: TracedPlan,
  i: number,
  t: number,
): readonly { readonly left: number; readonly isAfterSupply: boolean }[] {
  const item = problem.items[i]
  const at = i * problem.periodCount + t
  return bindingArrivals(item, t).map((arrival) => {
    const { isAfterSupply } = arrival
    const before = t === 0 ? toGrid(item.onHand, item.scale) : plan.closing[at - 1]
    const most = wholeMostWithArrival(item, t, arrival) + before + (isAfterSupply ? plan.supply[at] : 0)
    return { left: most - plan.ship[at], isAfterSupply }
  })
}

/**
 * What comes too late for one more unit of lost demand of a period, all that is there in time being taken: new supply, or a receipt within
 * the period, before which new supply could be there.
 */
function comesTooLate(traced: TracedPlan, i: number, t: number): 'supply' | 'receipt' | undefined {
  const tight = inTime(traced, i, t).filter(({ left }) => left < 1)
  if (tight.length === 0) return undefined
  const isBefore = t < traced.problem.items[i].arrivalPeriod
  return isBefore || tight.some(({ isAfterSupply }) => !isAfterSupply) ? 'supply' : 'receipt'
}
