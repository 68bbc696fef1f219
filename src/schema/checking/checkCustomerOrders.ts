import { parseDay } from '../../core/time/calendar.js'
import { customersMarket } from '../reading/customersMarket.js'
import { checkGrid, checkUnit, type Context, rows } from '../reading/referenceChecks.js'
import type { SeriesIndex } from '../reading/seriesIndex.js'

/** Years beyond which a day is most likely mistyped. */
const FAR_DAYS = 18_300

/** Adds every mistake in the orders of customers. */
export function checkCustomerOrders(context: Context, index: SeriesIndex): void {
  const { input, items, issues, calendar } = context
  const withMarket = customersMarket(input)
  const start = parseDay(calendar?.periods[0]?.start)
  const late = new Map<string, number>()
  for (const [i, order] of rows(input.customerOrders)) {
    const at = `customerOrders[${i}]`
    index.checkTarget(withMarket(order), at, issues)
    const stockUnits = checkUnit(order, at, context)
    if (items.has(order.itemId) && stockUnits !== undefined)
      checkGrid(order.quantity * stockUnits, order.itemId, `${at}.quantity`, context)
    const day = parseDay(order.requestedDate)
    if (day === undefined || start === undefined || day >= start) continue
    if (!late.has(order.itemId)) late.set(order.itemId, i)
    if (day >= start - FAR_DAYS) continue
    issues.add(
      'OUT_OF_RANGE',
      `${at}.requestedDate`,
      order.requestedDate,
      'This day lies more than fifty years before the plan.',
      'Correct the year, or leave the row out.',
    )
  }
  for (const [i, { itemId, backlog = 0 }] of rows(input.stock)) {
    const order = late.get(itemId)
    if (!(backlog > 0) || order === undefined) continue
    issues.add(
      'CONFLICT',
      `stock[${i}].backlog`,
      backlog,
      `The backlog is shorthand for orders that are late, and customerOrders[${order}] of this item was asked for before the plan.`,
      'Give what is late in one of the two places.',
    )
  }
}
