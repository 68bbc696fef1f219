import { groupBy, indexBy, indexById, keyOf } from '../../core/keys/keys.js'
import { SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import { decimalSum } from '../../core/money/money.js'
import { fromGrid, gridScale } from '../../core/numbers/quantityGrid.js'
import { demandQueues, type QueuedDemand } from '../../plan/supply/demandQueue.js'
import { partQueue } from '../../plan/supply/refusedQueue.js'
import type { Plan } from '../../plan/types.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import type { CustomerOrder } from '../../schema/rows/demandTypes.js'
import type { SupplyOrder } from '../../schema/rows/supplyTypes.js'
import { releasedOrders, restOfOrder } from '../rollForward/closeOrders.js'
import { dayBefore } from '../rollForward/closing.js'
import { servedUnits, unpaidParts, unpaidUnits } from './unpaidUnits.js'

/**
 * Demand of a plan that is known at the close and not served: the rest of each part of the queue, without what is refused, and what is
 * left in the end for its price.
 */
export function openDemand(plan: Plan, closedCount: number): readonly CustomerOrder[] {
  const { input, calendar, demand, supply } = plan
  const queues = demandQueues(input, calendar, demand)
  const records = indexById(supply.records, 'itemId')
  const items = indexById(input.items, 'id')
  const policies = indexById(input.stockPolicies, 'itemId')
  const unpaid = unpaidUnits(plan)
  const booked = indexBy(input.customerOrders, ['id', 'line'])
  const after = input.customerOrders.filter(
    ({ requestedDate }) => requestedDate >= (calendar.periods.at(-1)?.end ?? ''),
  )
  const orderOf = (part: QueuedDemand, itemId: string, units: number): CustomerOrder => {
    const { orderId, orderLine, marketId, periodIndex, price } = part
    const order = booked.get(keyOf({ id: orderId, line: orderLine }, ['id', 'line']))
    if (order !== undefined) return restOfOrder(order, units)
    const period = calendar.periods[periodIndex]
    const name = [period?.id ?? 'before', itemId, ...(marketId === undefined ? [] : [marketId])].join(' ')
    return {
      id: `waiting ${name}`,
      itemId,
      ...(marketId !== undefined && { marketId }),
      quantity: units,
      requestedDate: dayBefore(period?.end ?? calendar.periods[0]?.start ?? ''),
      price,
    }
  }
  const open = [...queues].flatMap(([itemId, queue]): CustomerOrder[] => {
    const record = records.get(itemId)
    if (record === undefined) return []
    const scale = gridScale(items.get(itemId)?.quantityDecimals ?? 0)
    const isLost = policies.get(itemId)?.unmetDemand === 'lost'
    const parted = partQueue(queue, record, scale)
    const nobody = unpaidParts(parted, record, { scale, unpaid: unpaid.get(itemId) ?? 0 })
    let left = servedUnits(record, scale, closedCount)
    return parted.served.flatMap((part): CustomerOrder[] => {
      const isKnown = part.periodIndex < closedCount
      // What is lost is gone with its period; what is only forecast is asked for later.
      if (isKnown ? isLost : part.orderId === undefined) return []
      const got = isKnown ? Math.min(left, part.units) : 0
      left -= got
      const units = part.units - got - (nobody.get(part) ?? 0)
      return units > 0 ? [orderOf(part, itemId, fromGrid(units, scale))] : []
    })
  })
  return [...open, ...after]
}

/** Who waits at the close, by item, market and customer. */
export function waitingRows(
  { input }: Plan,
  orders: readonly CustomerOrder[],
  start: string,
  periodId: string,
): readonly PlanActual[] {
  const withMarket = customersMarket(input)
  const late = orders.filter(({ requestedDate }) => requestedDate < start).map((order) => withMarket(order))
  return [...groupBy(late, [...SERIES_KEY, 'customerId']).values()].map((own): PlanActual => {
    const [first] = own as [CustomerOrder]
    return {
      periodId,
      kind: 'backlog',
      ...seriesId(first),
      ...(first.customerId !== undefined && { customerId: first.customerId }),
      units: decimalSum(own.map(({ quantity }) => quantity)),
    }
  })
}

/** Orders for what is bought that had gone out by the close and are due after it. */
export function openSupply(plan: Plan, closedCount: number): readonly SupplyOrder[] {
  const start = plan.calendar.periods[closedCount]?.start ?? ''
  const all = [...plan.input.supplyOrders, ...releasedOrders(plan, start, plan.input.supplyOrders)]
  return all.filter(({ dueDate }) => dueDate >= start)
}
