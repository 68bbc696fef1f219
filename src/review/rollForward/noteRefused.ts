import { indexById } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import { fromGrid, gridScale } from '../../core/numbers/quantityGrid.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { demandQueues } from '../../plan/supply/demandQueue.js'
import { partQueue } from '../../plan/supply/refusedQueue.js'
import type { Plan } from '../../plan/types.js'
import { refusedNotCarried } from '../../scenario/notices.js'
import { unpaidParts, unpaidUnits } from '../asPlanned/unpaidUnits.js'
import { actualsOfKind, type Closing } from './closing.js'

/**
 * Tells whom the plan refused in the closed periods, or leaves in the end, since their price does not pay: nobody promised them anything,
 * so they are not late. As backlog the next plan would serve them at a loss. Of items of which the actuals say who waits, they say it.
 */
export function noteRefused(closing: Closing, assumptions: Notice[]): void {
  const { plan, closed } = closing
  if (plan === undefined) return
  const told = new Set(actualsOfKind(closing, 'backlog').map(({ itemId }) => itemId))
  for (const [itemId, amount] of leftByPlan(plan, closed.length)) {
    if (amount > 0 && !told.has(itemId))
      assumptions.push(
        createNotice(refusedNotCarried, {
          path: `stock['${itemId}'].backlog`,
          refs: [{ itemId }],
          amount,
          unit: 'units',
        }),
      )
  }
}

/** Units asked for in the first periods that a plan refuses, or leaves in the end, for their price, by item. */
export function leftByPlan(plan: Plan, closedCount: number): ReadonlyMap<string, number> {
  const leaves = unpaidBefore(plan, closedCount)
  return new Map(
    plan.supply.records.map(({ itemId, refused = [], refusedShipped = [] }): [string, number] => {
      const sold = refusedShipped.slice(0, closedCount).map((units) => -units)
      return [itemId, decimalSum([...refused.slice(0, closedCount), ...sold, leaves.get(itemId) ?? 0])]
    }),
  )
}

/** Of these, whom it leaves in the end. */
function unpaidBefore(plan: Plan, closedCount: number): ReadonlyMap<string, number> {
  const unpaid = unpaidUnits(plan)
  if (unpaid.size === 0) return new Map()
  const { input, calendar, demand, supply } = plan
  const items = indexById(input.items, 'id')
  const queues = demandQueues(input, calendar, demand)
  return new Map(
    supply.records.map((record): [string, number] => {
      const { itemId } = record
      const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
      const parted = partQueue(queues.get(itemId) ?? [], record, scale)
      const parts = unpaidParts(parted, record, { scale, unpaid: unpaid.get(itemId) ?? 0 })
      const known = [...parts].map(([{ periodIndex }, units]) => (periodIndex < closedCount ? units : 0))
      return [
        itemId,
        fromGrid(
          known.reduce((sum, units) => sum + units, 0),
          scale,
        ),
      ]
    }),
  )
}
