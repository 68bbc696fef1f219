import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'

/** Whose hours go before whose, where there are too few for all. */
export interface Precedence {
  /** 1 for an item of which a shortage would break a hard limit, directly or through what is made of it. */
  readonly isHard: Uint8Array
  /** Hours that the raw plan gives to other items, indexed `resource * periodCount + period`: hard ones may take them. */
  readonly soft: Float64Array
}

/** Finds the items whose shortage would break a hard limit, and the hours of all others but long ones. */
export function hoursByPrecedence(problem: PreparedProblem, raw: RawPlan): Precedence {
  const { items, structure, long, loads, resourceOf, periodCount } = problem
  const isHard = Uint8Array.from(items, ({ unmetDemand, minimumStock, firm }) =>
    unmetDemand === 'forbidden' || minimumStock.some((least) => least > 0) || firm.some((units) => units > 0) ? 1 : 0,
  )
  for (const i of structure.topDown) {
    if (isHard[i] === 0) continue
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
      isHard[structure.component[c]] = 1
  }
  const soft = new Float64Array(raw.hours.length)
  items.forEach((_, i) => {
    if (isHard[i] === 1 || long.has(i)) return
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
      const from = resourceOf[loads.resource[o]] * periodCount
      for (let t = 0; t < periodCount; t += 1) soft[from + t] += loads.hours[o] * raw.supply[i * periodCount + t]
    }
  })
  return { isHard, soft }
}
