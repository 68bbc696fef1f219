import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { gridScale, snapToGrid } from '../../core/numbers/quantityGrid.js'
import { findPeriod, periodDays } from '../../core/time/series.js'
import { inStockUnits } from '../../core/structure/units.js'
import type { NormalInput, NormalItem, NormalSupplyOrder } from '../../schema/normalForm/normalInput.js'

/** A supply order as the plan takes it. */
export interface ExpectedOrder {
  readonly order: NormalSupplyOrder
  /** Stock units, on the item's grid. */
  readonly units: number
  /** Period in which it is expected, what is overdue in the first; null where it is due after the plan. */
  readonly periodIndex: number | null
  /** Day number of its due date. */
  readonly dueDay: number
  /** Whether it was due before the plan and before `asOf`: what is due between the two is still to come. */
  readonly isOverdue: boolean
}

/** Supply orders in stock units, each with the period in which it is expected. */
export function readOrders(input: NormalInput, calendar: Calendar): ExpectedOrder[] {
  const { starts, end } = periodDays(calendar.periods)
  const today = Math.min(starts[0] as number, parseDay(input.asOf) as number)
  const items = indexById(input.items, 'id')
  return input.supplyOrders.map((order) => {
    const item = items.get(order.itemId) as NormalItem
    const due = parseDay(order.dueDate) as number
    return {
      order,
      units: snapToGrid(inStockUnits(order, item), gridScale(item.quantityDecimals)),
      periodIndex: due >= end ? null : Math.max(0, findPeriod(starts, end, due)),
      dueDay: due,
      isOverdue: due < today,
    }
  })
}
