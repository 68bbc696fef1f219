import type { ProductionModelMap } from '../model/productionModelMap.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** Units and hours below this are arithmetic. */
const NOISE = 1e-7

/**
 * The most that an answer spends on a unit of each item: what is paid for it and its hours in the dearest period in which it is supplied, with overtime
 * where that is worked, and so for all that goes into it, each in its own dearest period. Without an answer the most that any can spend.
 */
export function dearestThroughBill(
  { items, resources, structure, loads, resourceOf, periodCount }: PreparedProblem,
  answer?: { readonly map: ProductionModelMap; readonly primal: ArrayLike<number> },
): Float64Array {
  const isUsed = (of: 'overtime' | 'supply', at: number, most: number): boolean => {
    const column = answer?.map[of][at] ?? -1
    return answer === undefined ? most > 0 : column >= 0 && answer.primal[column] > NOISE
  }
  const most = new Float64Array(items.length)
  for (const i of [...structure.topDown].reverse()) {
    let parts = 0
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
      parts += structure.componentQuantity[c] * most[structure.component[c]]
    for (let t = 0; t < periodCount; t += 1) {
      if (!isUsed('supply', i * periodCount + t, items[i].supplyUpper[t])) continue
      let cost = parts + items[i].purchaseCost[t]
      for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
        const r = resourceOf[loads.resource[o]]
        const { wage, overtimeWage, overtime, variableOverhead } = resources[r]
        const isOver = isUsed('overtime', r * periodCount + t, overtime[t])
        cost += loads.hours[o] * (variableOverhead[t] + (isOver ? Math.max(wage[t], overtimeWage[t]) : wage[t]))
      }
      most[i] = Math.max(most[i], cost)
    }
  }
  return most
}
