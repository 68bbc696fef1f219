import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { ResourceRecord } from '../types.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import { HOURS } from './unpaidUnits.js'

/** A plan with what it supplies, and the hours that it works for it. */
export interface SuppliedPlan {
  readonly problem: PreparedProblem
  readonly plan: Pick<WholePlan, 'supply' | 'closing' | 'backlog'>
  /** In the order of the problem. */
  readonly resources: readonly ResourceRecord[]
}

/** Units of an item that a plan is to do without, in stock units, and the period in which they leave. */
export interface SparedUnits {
  readonly units: number
  readonly until: number
}

export interface AvoidableCosts {
  /** No unit of an item costs more, whatever the plan makes and buys. */
  most(i: number): number
  /** What a plan saves without units of an item: all that it is asked for one after the other comes off the same plan. */
  without(i: number): PlanWithout
}

export interface PlanWithout {
  /** What the plan saves without these units, too, where that is more than an amount, and they are off it; else null, and they stay. */
  takeOff(spared: readonly SparedUnits[], above: number): number | null
}

/** Supply of an item in one period: what is made in overtime, where any is worked, and the rest. */
interface Way {
  readonly s: number
  readonly isOver: boolean
  /** Of a unit, less what holding one since the first period would have cost until then. */
  readonly cost: number
}

/** What is off a plan: hours of overtime by resource and period; of items by period stock units of supply, at the close, and of who waits. */
interface Gone {
  readonly hours: Map<number, number>
  readonly supply: Map<number, number>
  readonly stock: Map<number, number>
  readonly waiting: Map<number, number>
}

const startGone = (gone?: Gone): Gone => ({
  hours: new Map(gone?.hours),
  supply: new Map(gone?.supply),
  stock: new Map(gone?.stock),
  waiting: new Map(gone?.waiting),
})

const addTo = (sums: Map<number, number>, at: number, amount: number): void => {
  sums.set(at, (sums.get(at) ?? 0) + amount)
}

/**
 * What a plan would save without some units of an item, the avoidable cost (IAS 37.68): the dearest of its supply that nobody else would miss, as
 * far as the plan takes it. That is supply of the period in which they leave, of an earlier one from which as many are held until then
 * (beyond the safety stock first), and of a later one until which as many others wait, who come sooner. An hour is saved at the overtime
 * wage as far as overtime is worked in its period, else at the regular wage; what holding takes, too; and parts go the same way, level by
 * level. Parts that lie there count at what they cost anew.
 */
export function avoidableCosts({ problem, plan, resources }: SuppliedPlan): AvoidableCosts {
  const { items, structure, loads, resourceOf, periodCount, costs } = problem

  /** What an hour of overtime costs beyond a regular one, where it is worked. */
  const premium = (r: number, s: number): number => {
    const { wage, overtimeWage } = problem.resources[r]
    return resources[r].overtimeHours[s] > 0 ? Math.max(0, overtimeWage[s] - wage[s]) : 0
  }
  const isOvertime = (i: number, s: number): boolean => {
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      if (premium(resourceOf[loads.resource[o]], s) > 0) return true
    }
    return false
  }
  const costOf = (i: number, s: number, of: { isOver: boolean; part: (d: number, s: number) => number }): number => {
    let cost = items[i].purchaseCost[s]
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const r = resourceOf[loads.resource[o]]
      const { wage, variableOverhead } = problem.resources[r]
      cost += loads.hours[o] * (wage[s] + variableOverhead[s] + (of.isOver ? premium(r, s) : 0))
    }
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      cost += structure.componentQuantity[c] * of.part(structure.component[c], s)
    }
    return cost
  }
  /** The dearest way until a period, held until then, of those that count; where none does, what a unit costs anew. */
  const dearestOf = (counts: (at: number) => boolean): ((i: number, s: number) => number) => {
    const known = new Map<number, Float64Array>()
    const dearest = (i: number, t: number): number => {
      let own = known.get(i)
      if (own === undefined) {
        own = new Float64Array(periodCount)
        let best = -Infinity
        for (let s = 0; s < periodCount; s += 1) {
          if (s > 0) best += items[i].holding[s - 1]
          if (counts(i * periodCount + s)) best = Math.max(best, costOf(i, s, { isOver: true, part: dearest }))
          own[s] = best === -Infinity ? costs[s][i] : best
        }
        known.set(i, own)
      }
      return own[t]
    }
    return dearest
  }
  const inPlan = dearestOf((at) => plan.supply[at] > 0)
  const inAny = dearestOf(() => true)

  const heldOf = new Map<number, Float64Array>()
  /** What holding a unit from the first period until another costs. */
  const held = (i: number): Float64Array => {
    const known = heldOf.get(i)
    if (known !== undefined) return known
    const sums = new Float64Array(periodCount)
    for (let s = 1; s < periodCount; s += 1) sums[s] = sums[s - 1] + items[i].holding[s - 1]
    heldOf.set(i, sums)
    return sums
  }
  const knownWays = new Map<number, readonly Way[]>()
  /** The ways of the plan, the dearest first; of equal ones the latest. */
  const waysOf = (i: number): readonly Way[] => {
    const known = knownWays.get(i)
    if (known !== undefined) return known
    const ways: Way[] = []
    for (let s = periodCount - 1; s >= 0; s -= 1) {
      if (plan.supply[i * periodCount + s] === 0) continue
      const add = (isOver: boolean): void => {
        ways.push({ s, isOver, cost: toSixDecimals(costOf(i, s, { isOver, part: inPlan }) - held(i)[s]) })
      }
      if (isOvertime(i, s)) add(true)
      add(false)
    }
    ways.sort((a, b) => b.cost - a.cost)
    knownWays.set(i, ways)
    return ways
  }

  /** How many units that leave in a period can be of the supply of another. */
  const mostOf = (
    gone: Gone,
    i: number,
    { s, until, isKept }: { readonly s: number; readonly until: number; readonly isKept: boolean },
  ): number => {
    const { scale, safetyStock, minimumStock } = items[i]
    const first = i * periodCount
    let most = plan.supply[first + s] / scale - (gone.supply.get(first + s) ?? 0)
    for (let t = s; t < until; t += 1) {
      const kept = isKept ? Math.max(safetyStock[t], minimumStock[t]) : 0
      most = Math.min(most, plan.closing[first + t] / scale - kept - (gone.stock.get(first + t) ?? 0))
    }
    for (let t = until; t < s; t += 1) {
      most = Math.min(most, plan.backlog[first + t] / scale - (gone.waiting.get(first + t) ?? 0))
    }
    return most
  }
  const take = (gone: Gone, i: number, { units, until }: SparedUnits): number => {
    const first = i * periodCount
    let [left, money] = [units, 0]
    const overtime = (r: number, s: number): number =>
      resources[r].overtimeHours[s] - (gone.hours.get(r * periodCount + s) ?? 0)
    const takeIn = ({ s, isOver }: Way, isKept: boolean): void => {
      let now = Math.min(left, mostOf(gone, i, { s, until, isKept }))
      for (let o = loads.start[i]; isOver && o < loads.start[i + 1]; o += 1) {
        const r = resourceOf[loads.resource[o]]
        const hours = overtime(r, s)
        if (premium(r, s) > 0 && loads.hours[o] * now > hours + HOURS) now = hours / loads.hours[o]
      }
      if (now <= 0) return
      left -= now
      addTo(gone.supply, first + s, now)
      for (let t = s; t < until; t += 1) addTo(gone.stock, first + t, now)
      for (let t = until; t < s; t += 1) addTo(gone.waiting, first + t, now)
      money += now * (items[i].purchaseCost[s] + Math.max(0, held(i)[until] - held(i)[s]))
      for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
        const r = resourceOf[loads.resource[o]]
        const { wage, variableOverhead } = problem.resources[r]
        const worked = loads.hours[o] * now
        money += worked * (wage[s] + variableOverhead[s])
        const more = premium(r, s)
        if (more === 0) continue
        const hours = overtime(r, s)
        const over = worked > hours + HOURS ? Math.max(0, hours) : worked
        addTo(gone.hours, r * periodCount + s, over)
        money += over * more
      }
      for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
        money += take(gone, structure.component[c], { units: structure.componentQuantity[c] * now, until: s })
      }
    }
    for (const isKept of [true, false]) for (const way of waysOf(i)) if (left > 0) takeIn(way, isKept)
    return left > 0 ? money + left * costs[until][i] : money
  }
  return {
    most: (i) => inAny(i, periodCount - 1),
    without: (i) => {
      let gone = startGone()
      return {
        takeOff: (spared, above) => {
          const tried = startGone(gone)
          const money = spared.reduce((sum, one) => sum + take(tried, i, one), 0)
          if (!(money > above)) return null
          gone = tried
          return money
        },
      }
    },
  }
}
