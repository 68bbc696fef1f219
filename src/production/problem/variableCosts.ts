import type { PreparedProblem } from './preparedProblem.js'

type Shop = Pick<PreparedProblem, 'items' | 'resources' | 'structure' | 'loads' | 'resourceOf'>

/** Variable cost of one unit of each item in each period: purchases, regular wages and variable overhead, rolled up. */
export function variableCosts(shop: Shop, periodCount: number): Float64Array[] {
  return Array.from({ length: periodCount }, (_, t) => costsIn(shop, t))
}

function costsIn({ items, resources, structure, loads, resourceOf }: Shop, t: number): Float64Array {
  const costs = new Float64Array(items.length)
  for (let k = structure.topDown.length - 1; k >= 0; k -= 1) {
    const i = structure.topDown[k]
    let cost = items[i].purchaseCost[t]
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      cost += structure.componentQuantity[c] * costs[structure.component[c]]
    }
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const resource = resources[resourceOf[loads.resource[o]]]
      cost += loads.hours[o] * (resource.wage[t] + resource.variableOverhead[t])
    }
    costs[i] = cost
  }
  return costs
}
