import type { PreparedProblem } from '../preparedProblem.js'

/** What one more unit takes in money, where nothing is scarce. */
export interface UnitCosts {
  /** Variable cost of one unit in a period, rolled up over its bill: purchases, regular wages, variable overhead. */
  rolledUp(i: number, t: number): number
  /** The same with every component at what one more of it is worth to the plan, where that is less: stock that lies there. */
  atHand(i: number, t: number): number
}

/** @param worth - of one more unit of each item in each period, indexed `item * periodCount + period` */
export function unitCosts(problem: PreparedProblem, worth: Float64Array): UnitCosts {
  const { items, resources, structure, loads, resourceOf, periodCount } = problem
  const known = new Float64Array(items.length * periodCount).fill(Number.NaN)
  const own = (i: number, t: number): number => {
    let cost = items[i].purchaseCost[t]
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const { wage, variableOverhead } = resources[resourceOf[loads.resource[o]]]
      cost += loads.hours[o] * (wage[t] + variableOverhead[t])
    }
    return cost
  }
  const rolledUp = (i: number, t: number): number => {
    const at = i * periodCount + t
    if (!Number.isNaN(known[at])) return known[at]
    let cost = own(i, t)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      cost += structure.componentQuantity[c] * rolledUp(structure.component[c], t)
    }
    known[at] = cost
    return cost
  }
  const atHand = (i: number, t: number): number => {
    let cost = own(i, t)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const d = structure.component[c]
      cost += structure.componentQuantity[c] * Math.min(worth[d * periodCount + t], rolledUp(d, t))
    }
    return cost
  }
  return { rolledUp, atHand }
}
