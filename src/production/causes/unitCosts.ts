import type { PreparedProblem } from '../problem/preparedProblem.js'

/** What one more unit takes in money, where nothing is scarce. */
export interface UnitCosts {
  /** Variable cost of one unit in a period, rolled up over its bill: purchases, regular wages, variable overhead. */
  rolledUp(i: number, t: number): number
  /**
   * The same, and components of which enough lie there at what one more is worth to the plan, where that is less. What is not there
   * must be supplied, however little a parent would pay for it.
   */
  atHand(i: number, t: number): number
  /** What one unit adds of its own, without its components. */
  own(i: number, t: number): number
}

/** What costs follow from. */
export interface CostFacts {
  readonly problem: PreparedProblem
  /** Of one more unit of each item in each period, indexed `item * periodCount + period`. */
  readonly worth: Float64Array
  /** The first period from t on in which a component is too short for one more unit of a line of a bill; -1 for none. */
  readonly firstShort: (line: number, t: number) => number
}

export function unitCosts({ problem, worth, firstShort }: CostFacts): UnitCosts {
  const { items, resources, structure, loads, resourceOf, periodCount } = problem
  const known = new Float64Array(items.length * periodCount).fill(Number.NaN)
  const knownAtHand = known.slice()
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
    const at = i * periodCount + t
    if (!Number.isNaN(knownAtHand[at])) return knownAtHand[at]
    let cost = own(i, t)
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const d = structure.component[c]
      const short = firstShort(c, t)
      const one = short < 0 ? Math.min(worth[d * periodCount + t], rolledUp(d, t)) : atHand(d, short)
      cost += structure.componentQuantity[c] * one
    }
    knownAtHand[at] = cost
    return cost
  }
  return { rolledUp, atHand, own }
}
