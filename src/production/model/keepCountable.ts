import { MOST_GRID_UNITS } from '../../core/numbers/quantityGrid.js'
import { neededSupply, sumOf } from '../problem/checkGridTotals.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'

/** What may be supplied beyond needs stays this much under what can be counted, so that rounding finds room. */
const MARGIN = 1 - 1e-6

/**
 * Cuts supply for which there is no need to what can be counted exactly: where one good is turned into another at no cost, a
 * solver may turn all there is. `supply` is indexed `item * periodCount + period`.
 */
export function keepCountable(problem: PreparedProblem, supply: Float64Array): void {
  const { items, structure, periodCount } = problem
  const { componentStart, component, componentQuantity } = structure
  const flow = (i: number): Float64Array => supply.subarray(i * periodCount, (i + 1) * periodCount)
  const total = items.map((_, i) => flow(i).reduce((a, b) => a + b, 0))
  const most = items.map(({ scale }) => (MARGIN * MOST_GRID_UNITS) / scale)
  const eachLine = (visit: (parent: number, child: number, perUnit: number) => void): void => {
    for (let i = 0; i < items.length; i += 1)
      for (let c = componentStart[i]; c < componentStart[i + 1]; c += 1) visit(i, component[c], componentQuantity[c])
  }
  const taken = new Array<number>(items.length).fill(0)
  eachLine((parent, child, perUnit) => (taken[child] += perUnit * total[parent]))
  const own = items.map(({ onHand, receipts }, i) => most[i] - onHand - sumOf(receipts))
  if (items.every((_, i) => total[i] <= own[i] && taken[i] <= most[i])) return

  const needed = neededSupply(problem).supply
  const spare = (i: number): number => Math.max(0, total[i] - needed[i])
  const spareTaken = new Array<number>(items.length).fill(0)
  eachLine((parent, child, perUnit) => (spareTaken[child] += perUnit * spare(parent)))
  // Of what its parents take without a need, a component that would be taken too often gives each the same share.
  const share = items.map((_, i) => Math.max(0, 1 - Math.max(0, taken[i] - most[i]) / Math.max(spareTaken[i], 1e-9)))
  const limit = items.map((_, i) => Math.max(needed[i], Math.min(total[i], own[i])))
  eachLine((parent, child) => {
    limit[parent] = Math.min(limit[parent], total[parent] - spare(parent) * (1 - share[child]))
  })
  limit.forEach((left, i) => {
    flow(i).forEach((quantity, t) => {
      supply[i * periodCount + t] = Math.min(quantity, Math.max(0, left))
      left -= quantity
    })
  })
}
