import type { LpSolution } from '../lp/solver.js'
import { demandForm, shippingMargin, stockRange } from './itemForms.js'
import type { PreparedProblem } from './preparedProblem.js'
import type { ProductionModelMap } from './productionModelMap.js'
import type { ShadowPrice } from './types.js'

/** What one more unit or hour is worth, indexed `item (or resource) * periodCount + period`. */
export interface ProductionWorth {
  readonly unit: Float64Array
  readonly hour: Float64Array
  readonly overtimeHour: Float64Array
  /** Worth of a unit of supply more than the source's limit or firm order allows. */
  readonly source: Float64Array
  /** By limit, item or resource; only those that are worth something in some period, in order of input. */
  readonly shadowPrices: readonly ShadowPrice[]
}

/** Less than this is the solver's noise. */
const NOISE = 1e-9

/**
 * Reads the worth of limits out of the multipliers of the model: how much the objective rises when a limit is eased by
 * one unit, by strong duality (Hillier & Lieberman, ch. 4.7; Chvatal 1983, ch. 5). Without multipliers everything is 0.
 */
export function readWorth(problem: PreparedProblem, map: ProductionModelMap, solution: LpSolution): ProductionWorth {
  const { items, resources, periodCount } = problem
  const { rowDual, reducedCost } = solution
  const clean = (value: number): number => (Math.abs(value) < NOISE ? 0 : value + 0)
  const dual = (row: number): number => (row < 0 ? 0 : (rowDual[row] ?? 0))
  const reduced = (column: number): number => (column < 0 ? 0 : (reducedCost[column] ?? 0))
  // A unit that is there at the start of the bucket of the first arrival also serves the demand before it.
  const unit = Float64Array.from(map.balance, (row, at) => clean(dual(row) + dual(map.arrival[at])))
  const hour = Float64Array.from(map.regular, (column) => clean(Math.max(0, reduced(column))))
  const overtimeHour = Float64Array.from(map.overtime, (column) => clean(Math.max(0, reduced(column))))
  const shadowPrices: ShadowPrice[] = []
  const source = new Float64Array(items.length * periodCount)
  if (rowDual.length === 0) return { unit, hour, overtimeHour, source, shadowPrices }

  const add = (of: Omit<ShadowPrice, 'values'>, value: (t: number) => number): void => {
    const values = Array.from({ length: periodCount }, (_, t) => clean(value(t)))
    if (values.some((worth) => worth !== 0)) shadowPrices.push({ ...of, values })
  }
  for (const r of problem.resourceOrder) {
    const resourceId = resources[r]?.id
    add({ limit: 'capacity', resourceId }, (t) => hour[r * periodCount + t])
    add({ limit: 'overtime', resourceId }, (t) => overtimeHour[r * periodCount + t])
  }
  for (const i of problem.itemOrder) {
    const item = items[i]
    const { id: itemId, sourceId } = item
    const at = (t: number): number => i * periodCount + t
    const form = demandForm(item, problem.isComponent[i] === 1)
    if (form !== 'none') {
      add({ limit: 'demand', itemId }, (t) => {
        // A unit more that waits also widens its part of what can be left at the end.
        const own = shippingMargin(item, t) + Math.max(0, reduced(map.unserved[at(t)]))
        if (form === 'waiting') return own + dual(map.demand[at(t)])
        const worth = own - dual(map.balance[at(t)])
        if (form !== 'lost') return worth
        const lostCost = item.lostCost[t]
        const arrival = dual(map.arrival[at(t)])
        return Math.max(0, worth + lostCost - arrival) - lostCost + arrival * (1 - item.arrivalShare)
      })
    }
    const isFirm = (t: number): boolean => !Number.isNaN(item.firm[t])
    const supply = (t: number): number => reduced(map.supply[at(t)])
    const stock = (t: number): number => reduced(map.stock[at(t)])
    for (let t = 0; t < periodCount; t += 1) {
      const worth = isFirm(t) ? supply(t) : item.supplyLimit[t] === Infinity ? 0 : Math.max(0, supply(t))
      source[at(t)] = clean(worth)
    }
    const worthOf = (t: number): number => source[at(t)]
    add({ limit: 'supply', itemId, sourceId }, (t) => (isFirm(t) ? 0 : worthOf(t)))
    add({ limit: 'firmSupply', itemId, sourceId }, (t) => (isFirm(t) ? worthOf(t) : 0))
    add({ limit: 'minimumStock', itemId }, (t) => {
      if (item.minimumStock[t] === 0) return 0
      return Math.max(0, stockRange(item, t).shortfall > 0 ? reduced(map.shortfall[at(t)]) : -stock(t))
    })
    add({ limit: 'maximumStock', itemId }, (t) => {
      if (item.isService || item.maximumStock[t] === Infinity) return 0
      // A maximum under the safety stock also holds the target down.
      const penalty = stockRange(item, t).lostTarget > 0 ? item.safetyPenalty[t] : 0
      return Math.max(0, stock(t) + penalty)
    })
  }
  return { unit, hour, overtimeHour, source, shadowPrices }
}
