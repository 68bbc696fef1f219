import type { MoneyInput } from '../../../core/money/money.js'
import { dayNumber } from '../civilDays.js'
import type { Facts } from './facts.js'
import { unitsOf } from '../gridUnits.js'
import { oncePerPlan } from './oncePerPlan.js'

/** A supply order that comes within the plan, as the proof reads it. */
export interface Underway {
  readonly id: string
  /** Day number: that of its due date, the first day of the plan for what is overdue. */
  readonly day: number
  /** Period of that day. */
  readonly t: number
  /** Units of the item's grid. */
  readonly units: number
  /** A price of its own. */
  readonly unitCost?: MoneyInput
}

/** Supply orders by item. */
export const readUnderway: (facts: Facts) => ReadonlyMap<string, readonly Underway[]> = oncePerPlan(
  ({ plan, items, starts, end }) => {
    const orders = new Map<string, Underway[]>()
    for (const order of plan.input.supplyOrders) {
      const { id, itemId, dueDate, unitCost } = order
      const day = Math.max(starts[0] ?? 0, dayNumber(dueDate))
      if (day >= end) continue
      const known = orders.get(itemId) ?? []
      orders.set(itemId, known)
      known.push({
        id,
        day,
        t: starts.filter((start) => start <= day).length - 1,
        units: unitsOf(items.get(itemId), order),
        ...(unitCost !== undefined && { unitCost }),
      })
    }
    return orders
  },
)
