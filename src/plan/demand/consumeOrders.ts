import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import { carryToGrid, fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import type { Ref } from '../../core/keys/ref.js'
import { seriesId, seriesKey } from '../../core/keys/seriesId.js'
import { consumeForecast } from '../../demand/orders/consumeForecast.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { rowPath } from '../../schema/tables/tables.js'
import type { Draft } from './draft.js'
import { customerOrderBeyondPlan, orderForecastAssumed } from './notices.js'
import { readCustomerOrders } from './readCustomerOrders.js'
import { scaleSpread } from './spread.js'

/** Orders of several series that consume one forecast; units of the item's grid by period. */
interface Pool {
  readonly forecast: Draft
  readonly orders: number[]
  /** What of the orders each series has booked itself. */
  readonly booked: Map<Draft, number[]>
}

/**
 * Lets the orders of customers consume the forecasts that foresaw them, after everything else that changes demand: what is
 * booked is not counted twice, and what exceeds the forecast in its reach is added.
 *
 * An order consumes the forecast of its own market; where the market has none of the item, that of the item without a market.
 * The demand is rounded before it is consumed, so that no order is cut by rounding. What was asked for before the plan consumes
 * nothing: it is backlog.
 */
export function consumeOrders(
  drafts: ReadonlyMap<string, Draft>,
  input: NormalInput,
  calendar: Calendar,
  { assumptions, warnings }: { readonly assumptions: Notice[]; readonly warnings: Notice[] },
): void {
  const decimals = new Map(input.items.map((item) => [item.id, item.quantityDecimals]))
  const pools = new Map<Draft, Pool>()
  const elsewhere: Ref[] = []
  const hasForecast = new Set([...drafts.values()].filter(({ steps }) => steps.length > 0))
  for (const { order, units, periodIndex } of readCustomerOrders(input, calendar)) {
    const { id, itemId, requestedDate } = order
    const scale = gridScale(decimals.get(itemId) ?? 0)
    if (periodIndex === null) {
      warnings.push(
        createNotice(customerOrderBeyondPlan, {
          path: rowPath('customerOrders', order),
          refs: [{ ...seriesId(order), orderId: id }],
          amount: fromGrid(units, scale),
          unit: 'units',
          value: { requestedDate },
        }),
      )
    }
    if (periodIndex === null || periodIndex < 0) continue
    const own = drafts.get(seriesKey(order)) as Draft
    const whole = drafts.get(seriesKey({ itemId }))
    const isElsewhere = !hasForecast.has(own) && whole !== undefined && hasForecast.has(whole)
    if (isElsewhere) elsewhere.push({ ...seriesId(order), orderId: id })
    const forecast = isElsewhere ? whole : own
    const none = (): number[] => calendar.periods.map(() => 0)
    const pool = pools.get(forecast) ?? { forecast, orders: none(), booked: new Map([[forecast, none()]]) }
    pools.set(forecast, pool)
    const booked = pool.booked.get(own) ?? none()
    pool.booked.set(own, booked)
    for (const row of [pool.orders, booked]) row[periodIndex] = (row[periodIndex] ?? 0) + units
  }
  noteRecords(assumptions, orderForecastAssumed, { path: 'customerOrders[].marketId', refs: elsewhere })
  for (const pool of pools.values()) settle(pool, gridScale(decimals.get(pool.forecast.itemId) ?? 0), input)
}

/** Puts what is left of the forecast, and what is booked, on the series of a pool. */
function settle({ forecast, orders, booked }: Pool, scale: number, { policy }: NormalInput): void {
  const foreseen = carryToGrid(forecast.state, scale)
  const { remainingForecast } = consumeForecast({
    forecast: foreseen.map((units) => fromGrid(units, scale)),
    orders: orders.map((units) => fromGrid(units, scale)),
    backwardPeriods: policy.consumeBackwardPeriods,
    forwardPeriods: policy.consumeForwardPeriods,
  })
  const left = remainingForecast.map((quantity) => toGrid(quantity, scale))
  // What is booked is sure. Of independent demands, the variance of those that are still to come is their share of it.
  forecast.spread = scaleSpread(
    forecast.spread,
    foreseen.map((units, t) => (units > 0 ? Math.sqrt((left[t] ?? 0) / units) : 1)),
  )
  for (const [draft, own] of booked) {
    const before = draft === forecast ? foreseen : carryToGrid(draft.state, scale)
    const after = own.map((units, t) => units + (draft === forecast ? (left[t] ?? 0) : (before[t] ?? 0)))
    const quantities = after.map((units, t) => fromGrid(units - (before[t] ?? 0), scale))
    draft.steps.push({ step: 'orders', quantities })
    // What is left of a rounded forecast lies around itself: more of it can be booked than the forecast had in fractions.
    draft.planned = after.map((units) => fromGrid(units, scale))
    draft.state = draft.planned
    if (own.some((units) => units > 0)) draft.booked = own.map((units) => fromGrid(units, scale))
  }
}
