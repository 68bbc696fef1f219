import type { ProductionModelMap } from '../model/productionModelMap.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** Less than this share of a limit is arithmetic. */
const NOISE = 1e-7

/**
 * What the cheapest supply costs that an answer leaves of an item until a period: within its supply limit, in hours that are left, regular or
 * overtime, of all that goes into it, which lies there or of which supply is left. Infinity where none is. What holding takes is left out.
 */
export function cheapestLeft(
  { items, resources, structure, loads, resourceOf, periodCount, costs }: PreparedProblem,
  { map, primal }: { readonly map: ProductionModelMap; readonly primal: ArrayLike<number> },
): (i: number, until: number) => number {
  const valueOf = (column: number): number => (column < 0 ? 0 : primal[column])
  const worked = new Float64Array(resources.length * periodCount)
  items.forEach((_, i) => {
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const units = valueOf(map.work[at] >= 0 ? map.work[at] : map.supply[at])
      for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1)
        worked[resourceOf[loads.resource[o]] * periodCount + t] += loads.hours[o] * units
    }
  })
  const isMore = (most: number, taken: number): boolean => most - taken > NOISE * Math.max(1, taken)
  /** Whether units lie there at every close from a period on, which nobody has taken. */
  const isKept = (i: number, from: number): boolean => {
    for (let t = from; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const there = map.stockBase[at] + valueOf(map.stock[at]) - valueOf(map.shortfall[at])
      if (!isMore(there, items[i].minimumStock[t])) return false
    }
    return true
  }
  const known = new Map<number, number>()
  const costIn = (i: number, t: number): number => {
    const at = i * periodCount + t
    const before = known.get(at)
    if (before !== undefined) return before
    const found = search(i, t)
    known.set(at, found)
    return found
  }
  const search = (i: number, t: number): number => {
    const { arrivalPeriod, firm, supplyUpper, purchaseCost } = items[i]
    const taken = valueOf(map.supply[i * periodCount + t])
    if (t < arrivalPeriod || !Number.isNaN(firm[t]) || !isMore(supplyUpper[t], taken)) return Infinity
    let cost = purchaseCost[t]
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const r = resourceOf[loads.resource[o]]
      const { capacity, overtime, wage, overtimeWage, variableOverhead } = resources[r]
      const used = worked[r * periodCount + t]
      if (loads.hours[o] === 0) continue
      if (!isMore(capacity[t] + overtime[t], used)) return Infinity
      cost += loads.hours[o] * (variableOverhead[t] + (isMore(capacity[t], used) ? wage[t] : overtimeWage[t]))
    }
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const component = structure.component[c]
      const least = isKept(component, t) ? costs[t][component] : until(component, t)
      cost += structure.componentQuantity[c] * least
    }
    return cost
  }
  const until = (i: number, last: number): number => {
    let least = Infinity
    for (let t = 0; t <= last; t += 1) least = Math.min(least, costIn(i, t))
    return least
  }
  return until
}
