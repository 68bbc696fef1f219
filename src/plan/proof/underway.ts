import type { MoneyInput } from '../../core/money/money.js'
import { dayNumber, type Facts } from './facts.js'
import { gridOf, wholeProduct } from './gridUnits.js'
import { oncePerPlan } from './oncePerPlan.js'

/** A supply order that comes within the plan, as the proof reads it. */
export interface Underway {
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
    for (const { itemId, dueDate, quantity, unit, unitCost } of plan.input.supplyOrders) {
      const day = Math.max(starts[0] ?? 0, dayNumber(dueDate))
      if (day >= end) continue
      const item = items.get(itemId)
      const factor = item?.units?.find((one) => one.unit === unit)?.stockUnits ?? 1
      const known = orders.get(itemId) ?? []
      orders.set(itemId, known)
      known.push({
        day,
        t: starts.filter((start) => start <= day).length - 1,
        units: wholeProduct(quantity, factor, gridOf(item).power),
        ...(unitCost !== undefined && { unitCost }),
      })
    }
    return orders
  },
)
