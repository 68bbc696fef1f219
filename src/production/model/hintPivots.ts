import type { ModelBuilder } from '../../lp/model.js'
import { demandForm, demandOf } from '../problem/itemForms.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { ProductionModelMap } from './productionModelMap.js'

/**
 * Tells the solver the plan that one would write down without looking at capacity: draw on the stock down to its
 * target, then make or buy what is needed in the period of need, and fall short where nothing can arrive yet.
 *
 * Each balance is solved for the quantity that this plan leaves between its bounds. A hint speeds up the solution and
 * cannot change it.
 */
export function hintPivots(builder: ModelBuilder, problem: PreparedProblem, map: ProductionModelMap): void {
  const { items, structure, periodCount } = problem
  const need = new Float64Array(items.length * periodCount)
  for (const i of structure.topDown) {
    const item = items[i]
    // Of a part of the company that is not in the model.
    if (map.balance[i * periodCount] < 0) continue
    const supply = netRequirements(builder, problem, map, { item, i, need })
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const from = structure.component[c] * periodCount
      const quantity = structure.componentQuantity[c]
      for (let t = 0; t < periodCount; t += 1) need[from + t] = need[from + t] + quantity * supply[t]
    }
  }
  map.progress.forEach((row, at) => {
    if (row >= 0) builder.setPivot(row, map.work[at])
  })
  map.hours.forEach((row, at) => {
    if (row >= 0) builder.setPivot(row, map.regular[at])
  })
}

/** Nets one item through the periods and hints a column for each of its balances; returns the supply. */
function netRequirements(
  builder: ModelBuilder,
  problem: PreparedProblem,
  map: ProductionModelMap,
  subject: { readonly item: PreparedItem; readonly i: number; readonly need: Float64Array },
): Float64Array {
  const { item, i, need } = subject
  const { periodCount } = problem
  const form = demandForm(item, problem.isComponent[i] === 1)
  const supply = new Float64Array(periodCount)
  let net = item.onHand
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const firm = item.firm[t]
    const isFirm = !Number.isNaN(firm)
    const demand = form === 'none' ? 0 : demandOf(item, t)
    const base = map.stockBase[at]
    const target = Math.max(base, item.minimumStock[t])
    net += item.receipts[t] - demand - need[at] + (isFirm ? firm : 0)
    const column = (columns: readonly number[]): number => columns[at]
    let pivot = -1
    if (net > target && column(map.stock) >= 0) pivot = column(map.stock)
    else if (!isFirm && column(map.supply) >= 0 && target - net <= item.supplyUpper[t]) {
      pivot = column(map.supply)
      supply[t] = Math.max(0, target - net)
      net = Math.max(net, target)
    } else if (net >= 0) pivot = column(map.shortfall)
    else if (form === 'lost') {
      pivot = column(map.ship)
      net = 0
    } else if (form === 'net') pivot = column(map.backlog)
    else if (form === 'waiting') pivot = column(map.ship)
    if (isFirm) supply[t] = firm
    const row = map.balance[at]
    if (pivot >= 0) builder.setPivot(row, pivot)
    const open = form === 'waiting' ? column(map.backlog) : column(map.unserved)
    if (column(map.demand) >= 0) builder.setPivot(map.demand[at], pivot === column(map.ship) ? open : column(map.ship))
  }
  return supply
}
