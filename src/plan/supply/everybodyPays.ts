import { createIssueList } from '../../core/checking/errors.js'
import { compileStructure, resourceLoads } from '../../core/structure/compileStructure.js'
import type { ProductionItem, ProductionProblem } from '../../production/types.js'

/** The prices lie by more than this share above the costs: what is closer is left to who works it out exactly. */
const CLEAR = 1e-6

type Amounts = number | readonly number[] | undefined

const listOf = (amounts: Amounts): readonly number[] => (typeof amounts === 'object' ? amounts : [amounts ?? 0])
const mostOf = (amounts: Amounts): number => Math.max(...listOf(amounts))

/**
 * Whether every price of a problem clearly covers what a unit costs where it is dearest, so that nobody is refused: much quicker
 * than to work out who is. False where that is not so, or cannot be told.
 */
export function everybodyPays(problem: ProductionProblem): boolean {
  const most = mostCosts(problem)
  if (most === undefined) return false
  return problem.items.every((item, i) => leastBrought(item) >= (most[i] ?? Number.NaN) * (1 + CLEAR))
}

/** The least that a unit brings: its price less the selling cost, which follows the price; Infinity where nothing is asked for. */
function leastBrought(item: ProductionItem): number {
  const { demand = [], demandParts = [], backlog = 0, backlogPrice = 0, backlogSellingCostPerUnit = 0 } = item
  const [prices, selling] = [listOf(item.price), listOf(item.sellingCostPerUnit)]
  let least = backlog > 0 ? backlogPrice - backlogSellingCostPerUnit : Infinity
  // Of a period's price so much goes to who sells.
  let rate = backlogPrice > 0 ? backlogSellingCostPerUnit / backlogPrice : 0
  demand.forEach((units, t) => {
    if (units === 0) return
    const price = prices[t] ?? prices[0] ?? 0
    const cost = selling[t] ?? selling[0] ?? 0
    least = Math.min(least, price - cost)
    rate = Math.max(rate, price > 0 ? cost / price : 0)
  })
  for (const { price } of demandParts) least = Math.min(least, price * (1 - rate))
  return least
}

/** Variable cost of one unit of each item, all of it in the period in which it is dearest; undefined of a structure with mistakes. */
function mostCosts(problem: ProductionProblem): Float64Array | undefined {
  const { items, sources = [], billOfMaterials = [], operations = [], resources = [], asOf } = problem
  const issues = createIssueList()
  const structure = compileStructure(
    { items, billOfMaterials, operations },
    { ...(asOf !== undefined && { asOf }), issues },
  )
  if (issues.issues.length > 0) return undefined
  const loads = resourceLoads(structure)
  const bought = new Map<string, number>()
  for (const { itemId, purchaseCost } of sources)
    bought.set(itemId, Math.max(bought.get(itemId) ?? 0, mostOf(purchaseCost)))
  const perHour = new Map(
    resources.map(({ id, costPerHour, variableOverheadPerHour }) => [
      id,
      mostOf(costPerHour) + mostOf(variableOverheadPerHour),
    ]),
  )
  const most = new Float64Array(items.length)
  for (const i of [...structure.topDown].reverse()) {
    let cost = (bought.get(items[i]?.id ?? '') ?? 0) + mostOf(items[i]?.purchaseCost)
    for (let c = structure.componentStart[i] ?? 0; c < (structure.componentStart[i + 1] ?? 0); c += 1) {
      cost += (structure.componentQuantity[c] ?? 0) * (most[structure.component[c] ?? 0] ?? 0)
    }
    for (let o = loads.start[i] ?? 0; o < (loads.start[i + 1] ?? 0); o += 1) {
      cost += (loads.hours[o] ?? 0) * (perHour.get(structure.resourceIds[loads.resource[o] ?? 0] ?? '') ?? Number.NaN)
    }
    most[i] = cost
  }
  return most
}
