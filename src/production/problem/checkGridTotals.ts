import type { IssueList } from '../../core/checking/errors.js'
import { MOST_GRID_UNITS, tooFine } from '../../core/numbers/quantityGrid.js'
import type { PreparedProblem } from './preparedProblem.js'

/** What an item has in all periods together. */
export const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/**
 * The most of each item that there is a need to supply: what customers and the items above it may ask for, its target stock
 * and its firm supply, within its supply limit; stock units. Needs go down the bills, parents before their components.
 */
export function neededSupply({ items, structure }: PreparedProblem): {
  readonly asked: readonly number[]
  readonly supply: readonly number[]
} {
  const { componentStart, component, componentQuantity, topDown } = structure
  const asked = items.map(({ demand, backlog }) => backlog + sumOf(demand))
  const supply = new Array<number>(items.length).fill(0)
  for (const i of topDown) {
    const { safetyStock, minimumStock, firm, supplyLimit } = items[i]
    const fixed = sumOf(firm.filter((quantity) => !Number.isNaN(quantity)))
    const target = Math.max(0, ...safetyStock, ...minimumStock)
    supply[i] = fixed + Math.min(asked[i] + target, sumOf(supplyLimit))
    for (let c = componentStart[i]; c < componentStart[i + 1]; c += 1)
      asked[component[c]] += componentQuantity[c] * supply[i]
  }
  return { asked, supply }
}

/**
 * Adds the items of which there may be more grid units in the plan than a double can add up exactly: on hand, on the way and
 * supplied for a need.
 */
export function checkGridTotals(problem: PreparedProblem, issues: IssueList): void {
  const { items, itemOrder } = problem
  const { asked, supply } = neededSupply(problem)
  itemOrder.forEach((i, place) => {
    const { id, onHand, receipts, scale } = items[i]
    const total = Math.max(asked[i], onHand + sumOf(receipts) + supply[i])
    if (total * scale <= MOST_GRID_UNITS) return
    const { message, remedy } = tooFine(id, scale)
    issues.add('OUT_OF_RANGE', `items[${place}]`, total, `${message} In this plan there may be ${total}.`, remedy)
  })
}
