import type { PreparedProblem } from './preparedProblem.js'

type Shop = Pick<PreparedProblem, 'items' | 'resources' | 'structure' | 'loads' | 'resourceOf'>

/** Variable cost of one unit of each item in each period: purchases, regular wages and variable overhead, rolled up. */
export function variableCosts(shop: Shop, periodCount: number): Float64Array[] {
  return Array.from({ length: periodCount }, (_, t) => unitCostsIn(shop, t, (r) => shop.resources[r].wage[t]))
}

/** Variable cost of one unit of each item in one period, at a wage for an hour of each resource. */
export function unitCostsIn(
  { items, resources, structure, loads, resourceOf }: Shop,
  t: number,
  wageOf: (r: number) => number,
): Float64Array {
  const costs = new Float64Array(items.length)
  for (let k = structure.topDown.length - 1; k >= 0; k -= 1) {
    const i = structure.topDown[k]
    let cost = items[i].purchaseCost[t]
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      cost += structure.componentQuantity[c] * costs[structure.component[c]]
    }
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const r = resourceOf[loads.resource[o]]
      cost += loads.hours[o] * (wageOf(r) + resources[r].variableOverhead[t])
    }
    costs[i] = cost
  }
  return costs
}

/** What an hour costs in a period: the dearer of a regular one and one of overtime, where that is worked or on offer. */
export const dearWage = (
  { wage, overtimeWage }: PreparedProblem['resources'][number],
  t: number,
  hasOvertime: boolean,
): number => (hasOvertime ? Math.max(wage[t], overtimeWage[t]) : wage[t])
