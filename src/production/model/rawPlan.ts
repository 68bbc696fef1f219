import { keepCountable } from './keepCountable.js'
import { demandForm, demandOf } from '../problem/itemForms.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { ProductionModelMap } from './productionModelMap.js'

/** What the solver says of every item and period, before quantities are whole; indexed `item * periodCount + period`. */
export interface RawPlan {
  readonly supply: Float64Array
  /** Work done, in units: that of items made over several periods; of every other item, its supply. */
  readonly work: Float64Array
  readonly ship: Float64Array
  readonly stock: Float64Array
  readonly backlog: Float64Array
  /** Hours, regular and overtime together, indexed `resource * periodCount + period`. */
  readonly hours: Float64Array
}

/** Reads the quantities out of a solution; what has no column follows from the others. */
export function readRawPlan(problem: PreparedProblem, map: ProductionModelMap, primal: ArrayLike<number>): RawPlan {
  const { items, resources, periodCount } = problem
  const read = (columns: readonly number[]): Float64Array => {
    const values = new Float64Array(columns.length)
    columns.forEach((column, at) => (values[at] = column < 0 ? 0 : Math.max(0, primal[column])))
    return values
  }
  const supply = read(map.supply)
  keepCountable(problem, supply)
  const work = supply.map((value, at) => (map.work[at] < 0 ? value : Math.max(0, primal[map.work[at]])))
  const ship = read(map.ship)
  const backlog = read(map.backlog)
  const above = read(map.stock)
  const missing = read(map.shortfall)
  const stock = above.map((value, at) => map.stockBase[at] + value - missing[at])
  items.forEach((item, i) => {
    if (demandForm(item, problem.isComponent[i] === 1) !== 'net') return
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const before = t === 0 ? 0 : backlog[at - 1]
      ship[at] = Math.max(0, demandOf(item, t) + before - backlog[at])
    }
  })
  const regular = read(map.regular)
  const overtime = read(map.overtime)
  const hours = new Float64Array(resources.length * periodCount)
  for (let at = 0; at < hours.length; at += 1) hours[at] = regular[at] + overtime[at]
  return { supply, work, ship, stock, backlog, hours }
}
