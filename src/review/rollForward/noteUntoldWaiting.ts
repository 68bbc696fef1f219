import { addToGroup } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { Plan } from '../../plan/types.js'
import { waitingNotTold } from '../../scenario/notices.js'
import type { ClosedWaiting } from './closeWaiting.js'
import { actualsOfKind, type Closing, unitsOfKind } from './closing.js'
import { leftByPlan } from './noteRefused.js'

/**
 * Tells who waited before the closed periods and cannot have been served by what was sold, or waits by the plan, where no actuals say who
 * waits and no late order does: nobody is taken to wait, which would otherwise look as if all had been served.
 */
export function noteUntoldWaiting(closing: Closing, waiting: ClosedWaiting, assumptions: Notice[]): void {
  if (actualsOfKind(closing, 'backlog').length > 0) return
  const { open, plan, closed } = closing
  const sold = unitsOfKind(closing, 'sales')
  const planned = plan === undefined ? new Map<string, number>() : waitingByPlan(plan, closed.length)
  const ordered = new Map<string, number[]>()
  for (const { itemId, units } of waiting.all) addToGroup(ordered, itemId, -units)
  const before = new Map(open.normal.stock.map(({ itemId, backlog }) => [itemId, backlog]))
  for (const { id: itemId } of open.normal.items) {
    const unserved = decimalSum([before.get(itemId) ?? 0, -(sold.get(itemId) ?? 0)])
    const expected = Math.max(unserved, planned.get(itemId) ?? 0)
    const amount = decimalSum([expected, ...(ordered.get(itemId) ?? [])])
    if (amount > 0)
      assumptions.push(
        createNotice(waitingNotTold, {
          path: `stock['${itemId}'].backlog`,
          refs: [{ itemId }],
          amount,
          unit: 'units',
        }),
      )
  }
}

/** Who waits by a plan after its first periods, but for whom it refuses, or leaves for his price. */
function waitingByPlan(plan: Plan, closedCount: number): ReadonlyMap<string, number> {
  const left = leftByPlan(plan, closedCount)
  return new Map(
    plan.supply.records.map(({ itemId, backlog }) => [
      itemId,
      decimalSum([backlog[closedCount - 1] ?? 0, -(left.get(itemId) ?? 0)]),
    ]),
  )
}
