import { demandOf } from '../problem/itemForms.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** More than this share of what is asked for must be missing. */
const NOISE = 1e-6

/**
 * The items of which some demand is late or lost in every plan: more is asked for by the end of some period than can be there, with
 * all components and hours to themselves. What is not found may still be late.
 */
export function certainlyLate(problem: PreparedProblem): boolean[] {
  const { items, periodCount } = problem
  const most = mostByThen(problem)
  return items.map((item, i) => {
    let asked = 0
    return item.demand.some((_, t) => {
      asked += demandOf(item, t)
      return asked > most[i * periodCount + t] + NOISE * Math.max(1, asked)
    })
  })
}

/** The most of each item that can have been there by the end of each period, indexed `item * periodCount + period`. */
function mostByThen(problem: PreparedProblem): Float64Array {
  const { items, resources, structure, loads, resourceOf, periodCount } = problem
  const most = new Float64Array(items.length * periodCount)
  for (let k = structure.topDown.length - 1; k >= 0; k -= 1) {
    const i = structure.topDown[k]
    const item = items[i]
    let [there, made] = [item.onHand, 0]
    for (let t = 0; t < periodCount; t += 1) {
      there += item.receipts[t]
      const firm = item.firm[t]
      let more = Number.isNaN(firm) ? item.supplyUpper[t] : firm
      if (Number.isNaN(firm) && !problem.long.has(i)) {
        for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
          const { capacity, overtime } = resources[resourceOf[loads.resource[o]]]
          if (loads.hours[o] > 0) more = Math.min(more, (capacity[t] + overtime[t]) / loads.hours[o])
        }
      }
      made += more
      for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
        made = Math.min(made, most[structure.component[c] * periodCount + t] / structure.componentQuantity[c])
      }
      most[i * periodCount + t] = there + made
    }
  }
  return most
}
