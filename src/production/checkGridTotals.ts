import type { IssueList } from '../core/errors.js'
import { MOST_GRID_UNITS, tooFine } from '../core/quantityGrid.js'
import type { PreparedProblem } from './preparedProblem.js'

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/**
 * Adds the items of which there may be more grid units in the plan than a double can add up exactly.
 *
 * The most of an item that can be there is what is on hand or on the way and what is supplied anew: what customers and the
 * items above it may ask for, its target stock and its firm supply, within its supply limit. What customers ask for goes down
 * the bills, parents before their components.
 */
export function checkGridTotals(problem: PreparedProblem, issues: IssueList): void {
  const { items, structure, itemOrder } = problem
  const { componentStart, component, componentQuantity, topDown } = structure
  const asked = items.map(({ demand, backlog }) => backlog + sumOf(demand))
  const total = new Array<number>(items.length).fill(0)
  for (const i of topDown) {
    const { onHand, receipts, safetyStock, minimumStock, firm, supplyLimit, scale } = items[i]
    const fixed = sumOf(firm.filter((quantity) => !Number.isNaN(quantity)))
    const target = Math.max(0, ...safetyStock, ...minimumStock)
    const supply = fixed + Math.min(asked[i] + target, sumOf(supplyLimit))
    total[i] = Math.max(asked[i], onHand + sumOf(receipts) + supply) * scale
    for (let c = componentStart[i]; c < componentStart[i + 1]; c += 1)
      asked[component[c]] += componentQuantity[c] * supply
  }
  itemOrder.forEach((i, place) => {
    if (total[i] <= MOST_GRID_UNITS) return
    const { id, scale } = items[i]
    const { message, remedy } = tooFine(id, scale)
    const amount = total[i] / scale
    issues.add('OUT_OF_RANGE', `items[${place}]`, amount, `${message} In this plan there may be ${amount}.`, remedy)
  })
}
