import type { OpenRange } from '../problem/openRange.js'
import { sumOfFirst } from '../problem/waitingDemand.js'
import {
  addAfter,
  addBefore,
  type Concave,
  concaveAt,
  copyOf,
  holdPeak,
  joinRise,
  lastPeak,
  peakWith,
  placeBesideRise,
  type Rise,
  widenPeak,
} from './concave.js'
import type { LostParts } from './lostParts.js'

/** Demand that waits, oldest first, with what a unit of it earns. */
export interface WaitingUnits {
  readonly units: ArrayLike<number>
  readonly margin: ArrayLike<number>
  /** Where it was decided which part of a queue is served: what may be left of it. Searches stay within it. */
  readonly left?: Pick<OpenRange, 'least' | 'most'> | undefined
}

/** What shipping so many units of a period of lost demand earns. */
export function earnedOfLost({ margin, lostParts }: ShipmentRules, t: number, shipped: number): number {
  const parts = lostParts?.[t]?.earned
  return parts === undefined ? margin[t] * shipped : sumOfFirst(shipped, parts.units, parts.margin)
}

/** What holds back shipments of a period in which something comes after customers have asked. */
export interface ArrivalLimit {
  /** The most that is shipped beside what was there before the period: asked for later, and received before. */
  readonly most: number
  /** Whether the new supply of the period is there before, too. */
  readonly isAfterSupply: boolean
}

/** What the shipments of one item depend on, in grid units and money per grid unit, by period. */
export interface ShipmentRules {
  /** Demand of the period; in the first one with what was late before. */
  readonly demand: ArrayLike<number>
  /** Demand that is not met is gone at the close of its period. */
  readonly isLost: boolean
  /** Demand must be met in its period. */
  readonly isForced: boolean
  /** The least that is shipped until each period, of what there is without new supply; default no limit. */
  readonly least?: ArrayLike<number>
  /** Units of each period that are lost whatever is done, where demand is lost; default none. */
  readonly unpaid?: ArrayLike<number>
  readonly minimum: ArrayLike<number>
  /** Infinity for no limit. */
  readonly maximum: ArrayLike<number>
  /** Target of the closing stock: what is missing of it costs `shortCost`; may lie between two units. */
  readonly target: ArrayLike<number>
  readonly shortCost: ArrayLike<number>
  readonly holding: ArrayLike<number>
  /** What a unit of the demand of a period earns when it is shipped; where demand is lost and has several prices, the first of `lostParts`. */
  readonly margin: ArrayLike<number>
  /** Of periods whose demand is lost at several prices, what the next to be served earns; default one price in each. */
  readonly lostParts?: readonly (LostParts | undefined)[]
  /** What a unit that waits earns whenever it is shipped, or loses if it never is; not used where demand is lost. */
  readonly waiting: WaitingUnits
  /** Cost of a unit late at the close, or lost. */
  readonly openCost: ArrayLike<number>
  /** Of demand that waits: what may be open at each close, and the cost of each unit more, for whom more is held. Default nothing. */
  readonly held?: { readonly open: ArrayLike<number>; readonly cost: ArrayLike<number> } | undefined
  /** Limits of each period in which something comes within it; in the first with what is on hand. Default none. */
  readonly arrivals?: readonly (readonly ArrivalLimit[])[]
}

/**
 * The most that is shipped of an item by the close of a period with what is there in time; Infinity for no limit.
 *
 * @param there - `before` is what was there before the period beside what is on hand at first, `supply` the new supply of the period
 */
export function mostInTime(
  { arrivals }: Pick<ShipmentRules, 'arrivals'>,
  t: number,
  { before, supply }: { readonly before: number; readonly supply: number },
): number {
  let least = Infinity
  for (const { most, isAfterSupply } of arrivals?.[t] ?? []) {
    least = Math.min(least, most + before + (isAfterSupply ? supply : 0))
  }
  return least
}

/** What an item gains. */
export interface ShipmentFlows {
  readonly inflow: ArrayLike<number>
  readonly supply: ArrayLike<number>
  readonly from: number
}

/** What a unit beyond a hard limit weighs beside money: more than any money per unit, so that limits come first. */
function weightOf(rules: ShipmentRules): number {
  let most = 1 + Math.abs(rules.waiting.margin[0] ?? 0)
  for (let t = 0; t < rules.demand.length; t += 1) {
    most += Math.abs(rules.margin[t]) + rules.openCost[t] + rules.holding[t] + rules.shortCost[t]
    most += rules.held?.cost[t] ?? 0
  }
  return 4 * most
}

/**
 * The best shipments of an item for a given supply, exactly, in whole units.
 *
 * With S(t) shipped in all by period t, closing stock and open demand are differences of S(t) and numbers that are known,
 * so money is a sum of concave functions of one S(t) each, and S(t) - S(t - 1) lies between 0 and what may be shipped.
 * The program over periods keeps one concave function (Bellman 1957; for piecewise linear functions by their slopes:
 * Karush 1959). What waiting demand earns depends on S at the end alone, because each unit keeps its price; there it may have
 * any shape. Hard limits weigh more than any money, so what breaks one is broken by the least. Of equal plans the one that
 * ships earliest is taken.
 *
 * @param flows - `inflow` is what the stock gains before shipments: on hand in all, then supply and receipts less use, summed up;
 * `supply` the new supply of each period from place `from` on
 * @param shipped - is filled with the shipments of each period
 */
export function shipBest(rules: ShipmentRules, flows: ShipmentFlows, shipped: Float64Array): void {
  const { demand, margin } = rules
  const count = demand.length
  const weight = weightOf(rules)
  const peaks = new Float64Array(count)
  const widths = new Float64Array(count)
  const curve = concaveAt(0)
  /** The function before periods of several prices, and what they earn beside the first of them. */
  const joined = rules.lostParts === undefined ? undefined : new Map<number, { before: Concave; rise: Rise }>()
  let asked = 0
  for (let t = 0; t < count; t += 1) {
    asked += demand[t]
    widths[t] = rules.isLost ? demand[t] - (rules.unpaid?.[t] ?? 0) : asked
    const hull = rules.lostParts?.[t]?.hull
    if (hull !== undefined) {
      const rise = { units: hull.units, margin: Float64Array.from(hull.margin, (own) => own - margin[t]) }
      joined?.set(t, { before: copyOf(curve), rise })
      joinRise(curve, rise)
    } else if (rules.isLost) widenPeak(curve, widths[t])
    else holdPeak(curve, asked)
    const later = t + 1 < count ? margin[t + 1] : 0
    addPeriod(curve, rules, { t, flows, asked, gain: rules.isLost ? margin[t] - later : 0, weight })
    peaks[t] = lastPeak(curve)
  }
  let total = count === 0 ? 0 : rules.isLost ? peaks[count - 1] : peakWith(curve, rules.waiting)
  for (let t = count - 1; t >= 0; t -= 1) {
    const join = joined?.get(t)
    const last = join === undefined ? (peaks[t - 1] ?? 0) : placeBesideRise(join.before, join.rise, total)
    const before = t === 0 ? 0 : Math.max(total - widths[t], Math.min(total, last))
    shipped[t] = total - before
    total = before
  }
}

/** Adds what one more unit shipped by the end of a period is worth. */
function addPeriod(
  curve: Concave,
  rules: ShipmentRules,
  at: {
    readonly t: number
    readonly flows: ShipmentFlows
    readonly asked: number
    readonly gain: number
    readonly weight: number
  },
): void {
  const { t, flows, asked, gain, weight } = at
  const { inflow, supply, from } = flows
  const there = inflow[t]
  // A lost unit costs once, in its period; a late one costs at every close until it is shipped.
  const again = rules.isLost && t + 1 < rules.demand.length ? rules.openCost[t + 1] : 0
  addAfter(curve, 0, gain + rules.openCost[t] - again + rules.holding[t])
  if (rules.held !== undefined) addBefore(curve, asked - rules.held.open[t], rules.held.cost[t])
  const cost = rules.shortCost[t]
  if (cost > 0 && rules.target[t] > 0) {
    // A target between two units: the unit across it misses its part only.
    const edge = there - rules.target[t]
    const whole = Math.floor(edge)
    addAfter(curve, whole, -cost * (whole + 1 - edge))
    addAfter(curve, whole + 1, -cost * (edge - whole))
  }
  addAfter(curve, there - rules.minimum[t], -weight)
  if (rules.maximum[t] !== Infinity) addBefore(curve, there - rules.maximum[t], weight)
  if (rules.least !== undefined) addBefore(curve, rules.least[t], weight)
  if (rules.isForced) addBefore(curve, asked, 2 * weight)
  const inTime = mostInTime(rules, t, { before: t === 0 ? 0 : inflow[t - 1], supply: supply[from + t] })
  if (inTime !== Infinity) addAfter(curve, inTime, -weight)
}
