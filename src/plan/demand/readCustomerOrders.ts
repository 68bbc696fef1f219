import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { findPeriod, periodDays } from '../../core/time/series.js'
import { inStockUnits } from '../../core/structure/units.js'
import type { CustomerOrder } from '../../schema/rows/demandTypes.js'
import type { NormalInput, NormalItem } from '../../schema/normalForm/normalInput.js'

/** A customer's order as the plan takes it. */
export interface BookedOrder {
  readonly order: CustomerOrder
  /** Units of the item's grid. */
  readonly units: number
  /** Period of the day for which it was asked for: -1 before the plan, null after it. */
  readonly periodIndex: number | null
  /** That day, counted in days. */
  readonly day: number
}

/** Orders of customers in units of the items' grids, each with the period in which it is asked for. */
export function readCustomerOrders(input: NormalInput, calendar: Calendar): BookedOrder[] {
  const { starts, end } = periodDays(calendar.periods)
  const items = indexById(input.items, 'id')
  return input.customerOrders.map((order) => {
    const item = items.get(order.itemId) as NormalItem
    const day = parseDay(order.requestedDate) as number
    return {
      order,
      units: toGrid(inStockUnits(order, item), gridScale(item.quantityDecimals)),
      periodIndex: day >= end ? null : day < (starts[0] ?? end) ? -1 : findPeriod(starts, end, day),
      day,
    }
  })
}
