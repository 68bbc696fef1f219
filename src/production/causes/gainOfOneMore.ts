import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'
import type { UnitCosts } from './unitCosts.js'

/** Less than this share of an amount of money is what a solver leaves. */
export const NOISE = 1e-7

/** Whether an amount is more than a solver leaves of one of the size of another. */
export const isMoney = (amount: number, beside: number): boolean => amount > NOISE * Math.max(1, Math.abs(beside))

/** A plan in which customers may wait. */
interface Waiting {
  readonly problem: PreparedProblem
  readonly plan: Pick<WholePlan, 'supply' | 'backlog'>
}

/** A plan with what units cost in it. */
interface PricedPlan extends CostedPlan {
  /** What one unit less of an item spares in a period ({@link sparedCosts}). */
  readonly spared: (i: number, t: number) => number
}

interface CostedPlan extends Waiting {
  readonly costs: UnitCosts
}

/**
 * Whether one more unit, which nothing keeps from being there in a period, gains what it costs a plan in which customers wait for it.
 * Everybody who waits is served sooner by one place until nobody does; from then it lies there. It takes the place of a
 * unit that is supplied later (`cheaperLate` where that spares no more than the unit costs beyond the waiting), or else it is left at
 * the end of the plan, where it is worth nothing (`leftOver`).
 */
export function gainOfOneMore(priced: PricedPlan, i: number, t: number): 'enough' | 'cheaperLate' | 'leftOver' {
  const { problem, plan, costs, spared } = priced
  const { periodCount } = problem
  const item = problem.items[i]
  if (item.unmetDemand === 'lost') return 'enough'
  const cost = costs.atHand(i, t)
  const cleared = clearedIn(priced, i, t)
  let [waiting, gain] = [0, 0]
  let [isEnough, isReplaced] = [cleared === periodCount, false]
  for (let s = t + 1; s < periodCount; s += 1) {
    waiting += item.backlogCost[s - 1]
    if (isMoney(cost - costs.atHand(i, s) - waiting, cost)) return 'cheaperLate'
    gain += s <= cleared ? item.backlogCost[s - 1] : -item.holding[s - 1]
    if (!canCut(item, plan.supply[i * periodCount + s], s)) continue
    isReplaced = true
    isEnough ||= isMoney(gain + spared(i, s) - cost, cost)
  }
  if (isEnough || isMoney(gain - item.holding[periodCount - 1] - cost, cost)) return 'enough'
  return isReplaced ? 'cheaperLate' : 'leftOver'
}

/**
 * What one unit less of an item spares in a period: its own cost, and components that lie there until they spare a later supply
 * themselves, or their own customers wait for; else they are left at the end.
 */
export function sparedCosts({ problem, plan, costs }: CostedPlan): (i: number, t: number) => number {
  const { items, structure, periodCount } = problem
  const known = new Float64Array(items.length * periodCount).fill(Number.NaN)
  const spared = (i: number, t: number): number => {
    const at = i * periodCount + t
    if (!Number.isNaN(known[at])) return known[at]
    let money = costs.own(i, t)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      money += structure.componentQuantity[c] * freed(structure.component[c], t)
    }
    known[at] = money
    return money
  }
  const freed = (d: number, t: number): number => {
    if (plan.backlog[d * periodCount + t] > 0) return costs.rolledUp(d, t)
    let [held, best] = [0, -Infinity]
    for (let s = t; s < periodCount; s += 1) {
      if (canCut(items[d], plan.supply[d * periodCount + s], s)) best = Math.max(best, spared(d, s) - held)
      held += items[d].holding[s]
    }
    return Math.max(best, 0 - held)
  }
  return spared
}

/** The first period from t on at whose close nobody waits for an item; the count of periods where there is none. */
export function clearedIn({ problem, plan }: Waiting, i: number, t: number): number {
  let s = t
  while (s < problem.periodCount && plan.backlog[i * problem.periodCount + s] > 0) s += 1
  return s
}

/** Whether the plan may supply a unit less in a period. */
const canCut = (item: PreparedItem, supply: number, t: number): boolean => Number.isNaN(item.firm[t]) && supply > 0
