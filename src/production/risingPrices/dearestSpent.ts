import type { ProductionModelMap } from '../model/productionModelMap.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import { dearWage, unitCostsIn } from '../problem/variableCosts.js'

/** Units and hours below this are arithmetic. */
const NOISE = 1e-7

interface Answer {
  readonly map: ProductionModelMap
  readonly primal: ArrayLike<number>
}

/** In which periods an answer supplies an item, and what an hour costs there, with overtime where it is worked; without one the dearest that can be. */
function usesOf(
  { items, resources, periodCount }: PreparedProblem,
  answer: Answer | undefined,
): { readonly isSupplied: (i: number, t: number) => boolean; readonly wageOf: (r: number, t: number) => number } {
  const isUsed = (of: 'overtime' | 'supply', at: number, most: number): boolean => {
    const column = answer?.map[of][at] ?? -1
    return answer === undefined ? most > 0 : column >= 0 && answer.primal[column] > NOISE
  }
  return {
    isSupplied: (i, t) => isUsed('supply', i * periodCount + t, items[i].supplyUpper[t]),
    wageOf: (r, t) => dearWage(resources[r], t, isUsed('overtime', r * periodCount + t, resources[r].overtime[t])),
  }
}

/** The most that an answer spends on a unit of each item in any one period, through all levels; without an answer the most that any can spend. */
export function dearestSpent(problem: PreparedProblem, answer?: Answer): Float64Array {
  const { isSupplied, wageOf } = usesOf(problem, answer)
  const most = new Float64Array(problem.items.length)
  for (let t = 0; t < problem.periodCount; t += 1) {
    const cost = unitCostsIn(problem, t, (r) => wageOf(r, t))
    cost.forEach((own, i) => {
      if (isSupplied(i, t)) most[i] = Math.max(most[i], own)
    })
  }
  return most
}

/** The same with all that goes into an item in its own dearest period, whichever that is: what is made of stock was spent before. */
export function dearestThroughBill(problem: PreparedProblem, answer?: Answer): Float64Array {
  const { items, resources, structure, loads, resourceOf, periodCount } = problem
  const { isSupplied, wageOf } = usesOf(problem, answer)
  const most = new Float64Array(items.length)
  for (const i of [...structure.topDown].reverse()) {
    let parts = 0
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
      parts += structure.componentQuantity[c] * most[structure.component[c]]
    for (let t = 0; t < periodCount; t += 1) {
      if (!isSupplied(i, t)) continue
      let cost = parts + items[i].purchaseCost[t]
      for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
        const r = resourceOf[loads.resource[o]]
        cost += loads.hours[o] * (resources[r].variableOverhead[t] + wageOf(r, t))
      }
      most[i] = Math.max(most[i], cost)
    }
  }
  return most
}
