import { ceilingOf, divideRatios, multiplyRatios, ratioOf } from '../../core/ratio.js'
import { toGrid } from '../../core/quantityGrid.js'
import { wholeUnits, wholeUnitsAbove } from '../grid.js'
import { demandOf, shippingMargin } from '../itemForms.js'
import type { PreparedProblem } from '../preparedProblem.js'
import type { ProductionWorth } from '../shadowPrices.js'
import type { ResourceRecord } from '../types.js'
import type { WholePlan } from '../wholePlan.js'
import { unitCosts } from './unitCosts.js'

/** The kinds of limits that can hold a unit back. */
export type CauseKind =
  'leadTime' | 'firmSupply' | 'supplyLimit' | 'resource' | 'belowCost' | 'cheaperLate' | 'keptStock' | 'wholeUnits'

/** What holds a unit back: a limit of an item or a resource, in the period in which it binds. */
export interface Cause {
  readonly kind: CauseKind
  /** Index of the item, or of the resource. */
  readonly of: number
  readonly t: number
}

/** A plan with what one more of its limits is worth. */
export interface TracedPlan {
  readonly problem: PreparedProblem
  readonly plan: Pick<WholePlan, 'supply' | 'closing' | 'ship'>
  /** In the order of the problem. */
  readonly resources: readonly ResourceRecord[]
  readonly worth: Pick<ProductionWorth, 'unit' | 'hour' | 'source'>
  /** False where a time limit left no worth. */
  readonly isWorthKnown: boolean
}

interface Candidate {
  readonly share: number
  readonly cause: Cause
}

/** Less than this share of an amount of money is what a solver leaves. */
const NOISE = 1e-7
/** Hours of a record are rounded to six decimals, regular and overtime each. */
const HOURS = 2e-6

const isMoney = (amount: number, beside: number): boolean => amount > NOISE * Math.max(1, Math.abs(beside))

/**
 * Finds the cause of units of an item that are late or lost: why one more could not be there in its period.
 *
 * The walk goes down the bill. An item that nothing new can reach before its lead time, or whose supply is fixed, is held back by
 * that alone. Else its supply limit, hours that are not enough for a unit, and components of which too few are left, each for a
 * cause of its own further down, hold it back together, and the one counts that takes the largest share of the
 * unit's reduced cost: use x worth in that period, the worth of a component being what one more of it is worth beyond its
 * cost. Where whole units leave a little of each, what the optimum in fractions pays for counts. Ties: the own limit, then
 * resources, then components, by id. Source: the reduced cost as a sum over binding rows, Hillier & Lieberman, Introduction to
 * Operations Research, ch. 4.7 and 5.3.
 */
export function findCause(traced: TracedPlan): (i: number, t: number) => Cause {
  const { problem, plan, resources, worth, isWorthKnown } = traced
  const { items, structure, loads, resourceOf, periodCount } = problem
  const costs = unitCosts(problem, worth.unit)
  const traces = new Map<number, Cause | null>()

  /** Stock at the close above what must lie there. */
  const spare = (i: number, t: number): number =>
    plan.closing[i * periodCount + t] - wholeUnitsAbove(items[i].minimumStock[t], items[i].scale)
  /** The first period from t on whose close has fewer spare units than are needed; -1 for none. */
  const firstShort = (i: number, t: number, needed: number): number => {
    for (let s = t; s < periodCount; s += 1) if (spare(i, s) < needed) return s
    return -1
  }
  const excess = (i: number, t: number): number => {
    const cost = costs.rolledUp(i, t)
    const more = worth.unit[i * periodCount + t] - cost
    return isMoney(more, cost) ? more : 0
  }

  const trace = (i: number, t: number): Cause | null => {
    const at = i * periodCount + t
    const known = traces.get(at)
    if (known !== undefined) return known
    const found = search(i, t)
    traces.set(at, found)
    return found
  }

  const search = (i: number, t: number): Cause | null => {
    const item = items[i]
    const at = i * periodCount + t
    if (t < item.arrivalPeriod) return { kind: 'leadTime', of: i, t }
    if (!Number.isNaN(item.firm[t])) return { kind: 'firmSupply', of: i, t }
    const binding: Candidate[] = []
    const priced: Candidate[] = []
    const add = (isBinding: boolean, share: number, cause: Cause | null): void => {
      if (cause === null) return
      if (isBinding) binding.push({ share, cause })
      if (isMoney(share, 0)) priced.push({ share, cause })
    }
    const limit = item.supplyLimit[t] === Infinity ? Infinity : wholeUnits(item.supplyLimit[t], item.scale)
    add(plan.supply[at] + 1 > limit, worth.source[at], { kind: 'supplyLimit', of: i, t })
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const r = resourceOf[loads.resource[o]]
      const { regularHours, overtimeHours, capacityHours, overtimeLimitHours } = resources[r]
      const used = regularHours[t] + overtimeHours[t] + loads.hours[o] / item.scale
      const isFull = used > capacityHours[t] + overtimeLimitHours[t] + HOURS
      add(isFull, loads.hours[o] * worth.hour[r * periodCount + t], { kind: 'resource', of: r, t })
    }
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const d = structure.component[c]
      const perUnit = structure.componentQuantity[c]
      const short = firstShort(d, t, unitsPerUnit(c, i, d))
      if (short >= 0) add(true, perUnit * excess(d, short), trace(d, short))
      else if (excess(d, t) > 0) add(false, perUnit * excess(d, t), trace(d, t))
    }
    return (largest(binding, NOISE) ?? largest(priced, NOISE) ?? largest(binding, -1))?.cause ?? null
  }

  /** Whole units of a component that a unit of the item takes. */
  const unitsPerUnit = (c: number, i: number, d: number): number => {
    const inUnits = multiplyRatios(structure.componentRatio[c], ratioOf(items[d].scale))
    return ceilingOf(divideRatios(inUnits, ratioOf(items[i].scale)))(1)
  }

  return (i, t) => {
    const at = i * periodCount + t
    const cost = costs.atHand(i, t)
    const isTooDear = isWorthKnown && isMoney(cost - worth.unit[at], cost)
    if (isTooDear && shippingMargin(items[i], t) < cost) return { kind: 'belowCost', of: i, t }
    if (arrivesTooLate(traced, i, t)) return { kind: 'leadTime', of: i, t }
    if (spare(i, t) >= 1) {
      const short = firstShort(i, t, 1)
      return (short < 0 ? null : trace(i, short)) ?? { kind: 'keptStock', of: i, t }
    }
    return trace(i, t) ?? { kind: isTooDear ? 'cheaperLate' : 'wholeUnits', of: isTooDear ? i : -1, t }
  }
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

/** Whether lost demand of the bucket of the first arrival has taken all that is there in time. */
function arrivesTooLate({ problem, plan }: TracedPlan, i: number, t: number): boolean {
  const item = problem.items[i]
  if (item.unmetDemand !== 'lost' || t !== item.arrivalPeriod || item.arrivalShare === 0) return false
  const at = i * problem.periodCount + t
  const there = toGrid((item.ordered ?? item.receipts)[t], item.scale)
  const before = t === 0 ? toGrid(item.onHand, item.scale) : plan.closing[at - 1]
  const canWait = wholeUnits((1 - item.arrivalShare) * demandOf(item, t), item.scale)
  return plan.ship[at] + 1 > canWait + before + there
}
