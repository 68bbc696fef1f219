import { toGrid } from '../../core/numbers/quantityGrid.js'
import { pricedParts } from '../belowCost/refusedDemand.js'
import { cheapestWay, costAt, payingPrice, sellingShare, supplyWays, waitAt } from '../belowCost/supplyWays.js'
import type { RawPlan } from '../model/rawPlan.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { demandOf } from '../problem/itemForms.js'
import { sellingCostAt } from '../problem/waitingDemand.js'
import { wholeUnits } from '../problem/grid.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import type { ResourceRecord } from '../types.js'

/** Forecast that is left because what it would still take costs more than it brings. */
export interface UnpaidUnit {
  readonly price: number
  readonly selling: number
  /** What one more unit costs, in the period in which it comes cheapest. */
  readonly cost: number
  /** What losing the sale costs beside what it would bring. */
  readonly saved: number
}

/** Forecast that booked orders overtake. */
export interface OvertakenUnit extends UnpaidUnit {
  /** What of its cost waiting for it takes. */
  readonly wait: number
  /** The least price that pays; null where selling takes all of any. */
  readonly paying: number | null
}

interface SuppliedPlan {
  readonly problem: PreparedProblem
  readonly plan: Pick<WholePlan, 'supply' | 'ship'>
  readonly resources: readonly ResourceRecord[]
  /** The answer in fractions that the plan was made of. */
  readonly raw: Pick<RawPlan, 'supply' | 'hours'>
}

/** What is taken of limits: grid units of an item, hours of a resource. */
interface Taken {
  supply(i: number, s: number): number
  regular(r: number, s: number): number
  overtime(r: number, s: number): number
}

/** Whether so many grid units of a period that are not served are more than was only forecast for it, so that an order is among them. */
export const isBeyondForecast = ({ demand, booked, scale }: PreparedItem, t: number, units: number): boolean =>
  units > toGrid(demand[t], scale) - toGrid(booked[t], scale)

/** Hours of a record are rounded to six decimals, regular and overtime each. */
export const HOURS = 2e-6
/** Grid units below this are arithmetic. */
const NOISE = 1e-6

/**
 * What the forecast of a period brings, and what one more unit would cost, where units of the period are left for that
 * (`leaveLosses`); null elsewhere. One more is supplied in a period that has a supply limit and hours for it left: regular ones where they are
 * enough for all such units (whole units leave a remainder here and there), else overtime, at what that costs, through all levels.
 */
export function unpaidUnits({ problem, plan, resources, raw }: SuppliedPlan): {
  readonly unpaidAt: (i: number, t: number) => UnpaidUnit | null
  /** The same of units of a period that are not served, whatever they are left for. */
  readonly leftAt: (i: number, t: number, units: number) => UnpaidUnit | null
  /**
   * The dearest forecast of a period that booked orders overtake; its cost is Infinity where no more of it can be had at all. It was refused for what
   * the optimum in fractions leaves; what whole units leave beside that is not made for it.
   */
  readonly overtakenAt: (i: number, t: number) => OvertakenUnit | null
} {
  const { items, periodCount, structure, loads, resourceOf } = problem
  const last = periodCount - 1
  const inPlan: Taken = {
    supply: (i, s) => plan.supply[i * periodCount + s],
    regular: (r, s) => resources[r].regularHours[s],
    overtime: (r, s) => resources[r].overtimeHours[s],
  }
  const hoursIn = (r: number, s: number): number => raw.hours[r * periodCount + s]
  const inFractions: Taken = {
    supply: (i, s) => Math.ceil(raw.supply[i * periodCount + s] * items[i].scale - NOISE),
    regular: (r, s) => Math.min(hoursIn(r, s), resources[r].capacityHours[s]),
    overtime: (r, s) => Math.max(0, hoursIn(r, s) - resources[r].capacityHours[s]),
  }
  const known = new Map<Taken, Map<string, number>>([
    [inPlan, new Map()],
    [inFractions, new Map()],
  ])
  const costIn = (i: number, s: number, units: number, taken = inPlan): number => {
    const key = `${i} ${s} ${units}`
    const before = known.get(taken)?.get(key)
    if (before !== undefined) return before
    const found = search(i, s, units, taken)
    known.get(taken)?.set(key, found)
    return found
  }
  const search = (i: number, s: number, units: number, taken: Taken): number => {
    const { arrivalPeriod, firm, supplyLimit, scale, purchaseCost } = items[i]
    if (s < arrivalPeriod || !Number.isNaN(firm[s])) return Infinity
    const supplied = taken.supply(i, s)
    if (supplyLimit[s] !== Infinity && supplied + 1 > wholeUnits(supplyLimit[s], scale)) return Infinity
    let cost = purchaseCost[s]
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1)
      cost += loads.hours[o] * wageOf(i, o, { s, units, taken })
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
      cost +=
        structure.componentQuantity[c] *
        least(structure.component[c], units * structure.componentQuantity[c], s, { taken })
    return cost
  }
  /** Cost of an hour more on the resource of an operation. */
  const wageOf = (
    i: number,
    o: number,
    { s, units, taken }: { readonly s: number; readonly units: number; readonly taken: Taken },
  ): number => {
    const r = resourceOf[loads.resource[o]]
    const { capacityHours, overtimeLimitHours } = resources[r]
    const worked = taken.regular(r, s)
    const { wage, overtimeWage, variableOverhead } = problem.resources[r]
    const needed = loads.hours[o] / items[i].scale - HOURS
    const forAll = Math.max(needed, units * loads.hours[o] - HOURS)
    if (worked + forAll <= capacityHours[s]) return wage[s] + variableOverhead[s]
    const [regular, overtime] = [capacityHours[s] - worked, overtimeLimitHours[s] - taken.overtime(r, s)]
    if (regular + overtime < needed) return Infinity
    if (regular <= HOURS) return overtimeWage[s] + variableOverhead[s]
    // For all of them some of both would be worked: the dearer of those that are left.
    return (overtime <= HOURS ? wage[s] : Math.max(wage[s], overtimeWage[s])) + variableOverhead[s]
  }
  /** The cheapest for a period: of its own, of an earlier one with what holding takes, or of a later one for who waits. */
  const least = (
    i: number,
    units: number,
    t: number,
    { waits = false, taken = inPlan }: { readonly waits?: boolean; readonly taken?: Taken } = {},
  ): number => {
    const { holding } = items[i]
    let [cost, held] = [Infinity, 0]
    for (let s = t; s >= 0; s -= 1) {
      if (s < t) held += holding[s]
      cost = Math.min(cost, costIn(i, s, units, taken) + held)
    }
    for (let s = t + 1; waits && s <= last; s += 1) cost = Math.min(cost, costIn(i, s, units, taken))
    return cost
  }
  /** What a unit of a price brings that is asked for in a period. */
  const broughtAt = (i: number, t: number, price: number): Omit<UnpaidUnit, 'cost'> => {
    const item = items[i]
    const isSaved = item.unmetDemand === 'lost' && item.given.lost
    const saved = isSaved ? (item.lostAlone ?? item.lostCost)[t] : 0
    return { price, selling: sellingCostAt(item, t, price), saved }
  }
  const leftAt = (i: number, t: number, units: number): UnpaidUnit | null => {
    const item = items[i]
    const isLost = item.unmetDemand === 'lost'
    const part = pricedParts(item)
      .filter(({ periodIndex, quantity, isBooked }) => periodIndex === t && quantity > 0 && !isBooked)
      .at(-1)
    if (part === undefined) return null
    const unit = broughtAt(i, t, part.price)
    const cost = least(i, units, t, { waits: !isLost })
    return cost !== Infinity && cost > unit.price - unit.selling + unit.saved ? { ...unit, cost } : null
  }
  const overtakenAt = (i: number, t: number): OvertakenUnit | null => {
    const item = items[i]
    const { refused, atGivenRates } = item
    const units = refused?.overtaken ?? []
    if (refused === undefined || !(units[t] > 0)) return null
    const all = units.reduce((sum, own) => sum + own, 0)
    const unit = broughtAt(i, t, refused.askedPrice[t])
    const told = [inPlan, inFractions].map((taken) => {
      const ways = supplyWays({ ...item, ...atGivenRates }, t, (s) => costIn(i, s, all, taken))
      const way = cheapestWay(ways, unit.price)
      const paying = payingPrice(ways, { selling: sellingShare(item, t), saved: unit.saved })
      return { ...unit, cost: costAt(way, unit.price), wait: waitAt(way, unit.price), paying }
    })
    return told[1].cost > told[0].cost ? told[1] : told[0]
  }
  const unpaidAt = (i: number, t: number): UnpaidUnit | null => {
    const item = items[i]
    if (item.unpaid === undefined) return null
    const isLost = item.unmetDemand === 'lost'
    const newer = isLost ? 0 : item.demand.slice(t + 1).reduce((sum, units) => sum + units, 0)
    const units = item.unpaid.get(isLost ? t : last) ?? 0
    if (!(units > newer)) return null
    // Where a booked order of the period is left, too, something else stands in its way.
    const grid = (quantity: number): number => toGrid(quantity, item.scale)
    const shipped = plan.ship.subarray(i * periodCount, (i + 1) * periodCount)
    const asked = isLost ? demandOf(item, t) : item.demand.reduce((sum, own) => sum + own, item.backlog)
    const left = grid(asked) - (isLost ? shipped[t] : shipped.reduce((sum, own) => sum + own, 0))
    if (isBeyondForecast(item, t, Math.min(left - grid(newer), grid(demandOf(item, t))))) return null
    return leftAt(i, t, units)
  }
  return { unpaidAt, leftAt, overtakenAt }
}
