import type { ModelBuilder } from '../../lp/model.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { ProductionModelMap } from './productionModelMap.js'

/** By item, how far whole units may take it beyond its running need, in stock units; 0 where it has no maximum stock. */
function roomByItem({ items, structure }: PreparedProblem): Float64Array {
  const room = new Float64Array(items.length)
  items.forEach(({ scale }, i) => {
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
      const component = structure.component[c]
      const { maximumStock, scale: own } = items[component]
      if (maximumStock.every((most) => most === Infinity)) continue
      // In grid units the need is n / d, so the rounding takes (d - 1) / d at most; in lowest terms less than that.
      const { n, d } = structure.componentRatio[c]
      const parts = d * BigInt(scale)
      if ((n * BigInt(own)) % parts !== 0n) room[component] += Number(parts - 1n) / Number(parts) / own
    }
  })
  return room
}

/**
 * True where whole units can do what fractions cannot: they take a component by the running need rounded up, and so bring its
 * stock under a maximum. What holds for fractions then proves nothing of whole units.
 */
export function usesUpMore(problem: PreparedProblem): boolean {
  return roomByItem(problem).some((room) => room > 0)
}

/** Columns of what has been taken beyond the running need at the close of a period, beside the balances of such items. */
export function addRoundedUse(builder: ModelBuilder, problem: PreparedProblem, map: ProductionModelMap): void {
  const { items, periodCount, periodIds } = problem
  roomByItem(problem).forEach((room, i) => {
    if (room === 0 || map.balance[i * periodCount] < 0) return
    for (let t = 0; t < periodCount; t += 1) {
      const column = builder.addColumn({ upper: room, key: `rounded use ${items[i].id} ${periodIds[t]}` })
      builder.addTerm(map.balance[i * periodCount + t], column, 1)
      if (t + 1 < periodCount) builder.addTerm(map.balance[i * periodCount + t + 1], column, -1)
    }
  })
}
