import type { PreparedProblem } from '../problem/preparedProblem.js'
import { chainNeeds } from './chainNeeds.js'

/**
 * The most that some items together could save with what one unit of each item takes, from each period to the end.
 *
 * @param toTheEnd - what a unit of an item saves from each period to the end; undefined for one that saves nothing
 */
export function mostSavedByUnit(
  problem: PreparedProblem,
  toTheEnd: readonly (Float64Array | undefined)[],
): readonly number[][] {
  const { items, resources, periodCount } = problem
  const needs = chainNeeds(problem)
  const most = new Float64Array((items.length + resources.length) * periodCount)
  const raise = (thing: number, own: Float64Array, need: number): void => {
    for (let t = 0; t < periodCount; t += 1) {
      const at = thing * periodCount + t
      most[at] = Math.max(most[at], own[t] / need)
    }
  }
  items.forEach((_, i) => {
    const own = toTheEnd[i]
    if (own === undefined) return
    raise(i, own, 1)
    for (let n = needs.start[i]; n < needs.start[i + 1]; n += 1) raise(needs.thing[n], own, needs.least[n])
  })
  return items.map((_, i) => {
    const sums = Array.from(most.subarray(i * periodCount, (i + 1) * periodCount))
    for (let n = needs.start[i]; n < needs.start[i + 1]; n += 1) {
      const from = needs.thing[n] * periodCount
      for (let t = 0; t < periodCount; t += 1) sums[t] += needs.most[n] * most[from + t]
    }
    return sums
  })
}
