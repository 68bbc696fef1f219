import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { addToGroup, compareText, indexById, type Key, keyOf } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { decimalSum } from '../../core/money/money.js'
import { inStockUnits } from '../../core/structure/units.js'
import { ordersLeftOpen, ordersReceivedEarly, ordersTakenAsDone } from '../../scenario/notices.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import type { CustomerOrder } from '../../schema/rows/demandTypes.js'
import type { SupplyOrder } from '../../schema/rows/supplyTypes.js'
import type { Plan } from '../../plan/types.js'
import { actualsOfKind, type Closing, givenRows, unitsOfKind } from './closing.js'

/** Ids that tell orders apart. */
export const ORDER = ['id', 'line'] as const

/** An order with what is left of it, in stock units. */
export function restOfOrder<Order extends { readonly quantity: number; readonly unit?: string }>(
  order: Order,
  quantity: number,
): Order {
  const { unit: _, ...own } = order
  return { ...own, quantity } as unknown as Order
}

/** Orders of a plan for what is bought that had gone out before a day; ids of orders that there are get a line more. */
export function releasedOrders({ supply }: Plan, start: string, taken: readonly SupplyOrder[]): readonly SupplyOrder[] {
  const lines = new Map<string, number>()
  for (const { id } of taken) lines.set(id, 1)
  return supply.plannedOrders
    .filter(({ kind, releaseDate }) => kind === 'buy' && releaseDate < start)
    .map(({ itemId, sourceId, quantity, dueDate }): SupplyOrder => {
      const id = `${sourceId} ${dueDate}`
      const line = lines.get(id) ?? 0
      lines.set(id, line + 1)
      return { id, ...(line > 0 && { line: String(line + 1) }), kind: 'buy', itemId, sourceId, quantity, dueDate }
    })
}

/** An order for supply that was open in the closed periods, and what of it the actuals show as received. */
export interface ReceivedOrder {
  readonly order: SupplyOrder
  /** False for one that only the plan knew of. */
  readonly isGiven: boolean
  /** Its stock units, and those of them that came. */
  readonly units: number
  readonly here: number
}

/**
 * Orders of the input, and those of the plan that had gone out, with what came of them: purchases of an item are put to its orders by
 * the day on which they were due. More than was due until the close has come before its day.
 */
export function receiveOrders({ open: input, plan, start, actuals }: Closing): readonly ReceivedOrder[] {
  const before = givenRows(input, 'supplyOrders')
  const given = new Set(before)
  const items = indexById(input.normal.items, 'id')
  const left = unitsOfKind({ actuals, start }, 'purchases')
  const released = plan === undefined ? [] : releasedOrders(plan, start, before)
  const all = [...before, ...released].sort(
    (a, b) => compareText(a.dueDate, b.dueDate) || compareText(keyOf(a, ORDER), keyOf(b, ORDER)),
  )
  return all.flatMap((order): ReceivedOrder[] => {
    const item = items.get(order.itemId)
    if (item === undefined) return []
    const units = inStockUnits(order, item)
    const here = Math.min(units, Math.max(0, left.get(order.itemId) ?? 0))
    left.set(order.itemId, decimalSum([left.get(order.itemId) ?? 0, -here]))
    return [{ order, isGiven: given.has(order), units, here }]
  })
}

/** What is still to come of the orders that had gone out: what is left of them stays open, overdue where its day is over. */
export function closeSupplyOrders(
  { start }: Pick<Closing, 'start'>,
  received: readonly ReceivedOrder[],
  assumptions: Notice[],
): readonly SupplyOrder[] {
  const open: SupplyOrder[] = []
  const done: Ref[] = []
  const stay: Ref[] = []
  const early: Ref[] = []
  for (const { order, isGiven, units, here } of received) {
    const ref = { itemId: order.itemId, orderId: order.id }
    if (here > 0 && order.dueDate >= start) early.push(ref)
    if (here === units) {
      // What only the plan knew of is no order of the input.
      if (isGiven) done.push(ref)
    } else {
      open.push(here === 0 ? order : restOfOrder(order, decimalSum([units, -here])))
      // What was due later is open in any case.
      if (order.dueDate < start || !isGiven) stay.push(ref)
    }
  }
  noteRecords(assumptions, ordersTakenAsDone, { path: 'supplyOrders', refs: done, value: { orders: 'supply' } })
  noteRecords(assumptions, ordersLeftOpen, { path: 'supplyOrders', refs: stay, value: { orders: 'supply' } })
  noteRecords(assumptions, ordersReceivedEarly, { path: 'supplyOrders', refs: early })
  return open
}

const SOLD = ['orderId', 'itemId'] as const
const SOLD_TO = ['itemId', 'marketId', 'customerId'] as const

/** Units that a plan delivers of orders up to a period, by order and item. */
function deliveredUnits({ ledger }: Plan, closedCount: number): Map<Key, number> {
  const sale = ledger.rules.indexOf('sale')
  const receivables = ledger.accounts.indexOf('receivables')
  const units = new Map<Key, number[]>()
  ledger.rule.forEach((rule, n) => {
    const ref: Ref = ledger.refs[ledger.ref[n] ?? 0] ?? {}
    const t = ledger.periodIndex[n] ?? 0
    if (rule !== sale || ledger.account[n] !== receivables || ref.orderId === undefined || t < 0 || t >= closedCount)
      return
    addToGroup(units, keyOf(ref, SOLD), ledger.quantity[n] ?? 0)
  })
  return new Map([...units].map(([key, own]) => [key, decimalSum(own)]))
}

/** Units sold of which orders can be delivered, and how an order takes of them: of its customer first, then of who is not named. */
function soldUnits(closing: Closing): (order: CustomerOrder, units: number) => number {
  const { seriesOf, told } = closing
  if (!told.has('sales')) return (_, units) => units
  const left = new Map<Key, number>()
  const keyFor = (row: { readonly itemId?: string; readonly marketId?: string; readonly customerId?: string }): Key =>
    keyOf({ ...seriesOf(row), customerId: row.customerId }, SOLD_TO)
  // Who is not named in the sales bought in the market of the order, which may be that of its customer.
  const withMarket = customersMarket(closing.open.given)
  const namesCustomers = actualsOfKind(closing, 'sales').some(({ customerId }) => customerId !== undefined)
  for (const { customerId, units = 0, ...row } of actualsOfKind(closing, 'sales')) {
    const key = keyFor({ ...row, ...(customerId !== undefined && { customerId }) })
    left.set(key, decimalSum([left.get(key) ?? 0, units]))
  }
  return (order, units) => {
    const { customerId: _, ...nobody } = withMarket(order)
    const pools = [...new Set(namesCustomers ? [keyFor(order), keyFor(nobody)] : [keyFor(nobody)])]
    let taken = 0
    for (const pool of pools) {
      const own = Math.min(decimalSum([units, -taken]), Math.max(0, left.get(pool) ?? 0))
      left.set(pool, decimalSum([left.get(pool) ?? 0, -own]))
      taken = decimalSum([taken, own])
    }
    return taken
  }
}

/**
 * Orders of customers that are open at the close: those that are asked for after it; before, by the plan what it does not deliver until
 * then, and of all others what the actual sales do not reach, the earliest first.
 */
export function closeCustomerOrders(closing: Closing, assumptions: Notice[]): readonly CustomerOrder[] {
  const { open: input, plan, start, closed } = closing
  const before = givenRows(input, 'customerOrders')
  const items = indexById(input.normal.items, 'id')
  const delivered = plan === undefined ? new Map<Key, number>() : deliveredUnits(plan, closed.length)
  const done: Ref[] = []
  const stay: Ref[] = []
  const take = soldUnits(closing)
  const inOrder = [...before].sort(
    (a, b) => compareText(a.requestedDate, b.requestedDate) || compareText(keyOf(a, ORDER), keyOf(b, ORDER)),
  )
  const open = inOrder.flatMap((order): CustomerOrder[] => {
    const ref = { itemId: order.itemId, orderId: order.id }
    const item = items.get(order.itemId)
    if (item === undefined) return []
    const isAskedFor = order.requestedDate < start
    const units = inStockUnits(order, item)
    const key = keyOf(ref, SOLD)
    const foreseen = plan === undefined ? (isAskedFor ? units : 0) : Math.min(units, delivered.get(key) ?? 0)
    const gone = take(order, foreseen)
    delivered.set(key, decimalSum([delivered.get(key) ?? 0, -foreseen]))
    if (gone === units) {
      done.push(ref)
      return []
    }
    if (isAskedFor) stay.push(ref)
    return [gone === 0 ? order : restOfOrder(order, decimalSum([units, -gone]))]
  })
  noteRecords(assumptions, ordersTakenAsDone, { path: 'customerOrders', refs: done, value: { orders: 'customer' } })
  noteRecords(assumptions, ordersLeftOpen, { path: 'customerOrders', refs: stay, value: { orders: 'customer' } })
  return open
}
