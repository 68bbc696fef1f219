import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { compareText, keyOf } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { decimalSum } from '../../core/money/money.js'
import { inStockUnits } from '../../core/structure/units.js'
import { ordersLeftOpen, ordersTakenAsDone } from '../../scenario/notices.js'
import type { CustomerOrder } from '../../schema/rows/demandTypes.js'
import type { SupplyOrder } from '../../schema/rows/supplyTypes.js'
import type { NormalItem } from '../../schema/normalForm/normalInput.js'
import type { Plan } from '../../plan/types.js'
import { actualsOfKind, type Closing } from './closing.js'

const itemsOf = ({ open }: Closing): ReadonlyMap<string, NormalItem> =>
  new Map(([...open.normalRows('items').values()] as unknown as readonly NormalItem[]).map((item) => [item.id, item]))

/** An order with what is left of it, in stock units. */
function rest<Order extends { readonly quantity: number; readonly unit?: string }>(
  order: Order,
  quantity: number,
): Order {
  const { unit: _, ...own } = order
  return { ...own, quantity } as unknown as Order
}

/** Orders for what is bought that had gone out before the next plan begins, by the plan that is given. */
function releasedOrders({ plan, start }: Closing, taken: readonly SupplyOrder[]): readonly SupplyOrder[] {
  const lines = new Map<string, number>()
  for (const { id } of taken) lines.set(id, 1)
  return (plan?.supply.plannedOrders ?? [])
    .filter(({ kind, releaseDate }) => kind === 'buy' && releaseDate < start)
    .map(({ itemId, sourceId, quantity, dueDate }): SupplyOrder => {
      const id = `${sourceId} ${dueDate}`
      const line = lines.get(id) ?? 0
      lines.set(id, line + 1)
      return { id, ...(line > 0 && { line: String(line + 1) }), kind: 'buy', itemId, sourceId, quantity, dueDate }
    })
}

/**
 * What is still to come of the orders that had gone out: purchases of an item are put to its orders by the day on which they were
 * due; what is left of them stays open, overdue where its day is over.
 */
export function closeSupplyOrders(closing: Closing, assumptions: Notice[]): readonly SupplyOrder[] {
  const before = (closing.open.tables.get('supplyOrders') ?? []) as unknown as readonly SupplyOrder[]
  const items = itemsOf(closing)
  const received = new Map<string, number[]>()
  for (const { itemId = '', units = 0 } of actualsOfKind(closing, 'purchases'))
    received.set(itemId, [...(received.get(itemId) ?? []), units])
  const left = new Map([...received].map(([itemId, units]) => [itemId, decimalSum(units)]))
  const all = [...before, ...releasedOrders(closing, before)].sort(
    (a, b) => compareText(a.dueDate, b.dueDate) || compareText(keyOf(a, ['id', 'line']), keyOf(b, ['id', 'line'])),
  )
  const open: SupplyOrder[] = []
  const done: Ref[] = []
  const stay: Ref[] = []
  for (const order of all) {
    const item = items.get(order.itemId)
    if (item === undefined) continue
    const units = inStockUnits(order, item)
    const here = Math.min(units, Math.max(0, left.get(order.itemId) ?? 0))
    left.set(order.itemId, decimalSum([left.get(order.itemId) ?? 0, -here]))
    const ref = { itemId: order.itemId, orderId: order.id }
    if (here === units) {
      // What only the plan knew of is no order of the input.
      if (before.includes(order)) done.push(ref)
    } else {
      open.push(here === 0 ? order : rest(order, decimalSum([units, -here])))
      // What was due later is open in any case.
      if (order.dueDate < closing.start || !before.includes(order)) stay.push(ref)
    }
  }
  noteRecords(assumptions, ordersTakenAsDone, { path: 'supplyOrders', refs: done, value: { orders: 'supply' } })
  noteRecords(assumptions, ordersLeftOpen, { path: 'supplyOrders', refs: stay, value: { orders: 'supply' } })
  return open
}

/** Units that a plan delivers of orders up to a period, by order and item. */
function deliveredUnits({ ledger }: Plan, closedCount: number): Map<string, number> {
  const sale = ledger.rules.indexOf('sale')
  const receivables = ledger.accounts.indexOf('receivables')
  const units = new Map<string, number[]>()
  ledger.rule.forEach((rule, n) => {
    const { orderId, itemId } = ledger.refs[ledger.ref[n] ?? 0] ?? {}
    const t = ledger.periodIndex[n] ?? 0
    if (rule !== sale || ledger.account[n] !== receivables || orderId === undefined || t < 0 || t >= closedCount) return
    const key = JSON.stringify([orderId, itemId])
    units.set(key, [...(units.get(key) ?? []), ledger.quantity[n] ?? 0])
  })
  return new Map([...units].map(([key, own]) => [key, decimalSum(own)]))
}

/**
 * Orders of customers that are open at the close: by the plan, what it does not deliver until then; without one, those that are asked
 * for after it.
 */
export function closeCustomerOrders(closing: Closing, assumptions: Notice[]): readonly CustomerOrder[] {
  const before = (closing.open.tables.get('customerOrders') ?? []) as unknown as readonly CustomerOrder[]
  const { plan, start, closed } = closing
  const items = itemsOf(closing)
  const delivered = plan === undefined ? new Map<string, number>() : deliveredUnits(plan, closed.length)
  const done: Ref[] = []
  const stay: Ref[] = []
  const inOrder = [...before].sort((a, b) => compareText(a.requestedDate, b.requestedDate))
  const open = inOrder.flatMap((order): CustomerOrder[] => {
    const ref = { itemId: order.itemId, orderId: order.id }
    const item = items.get(order.itemId)
    if (item === undefined) return []
    const isAskedFor = order.requestedDate < start
    const units = inStockUnits(order, item)
    const key = JSON.stringify([order.id, order.itemId])
    const gone = plan === undefined ? (isAskedFor ? units : 0) : Math.min(units, delivered.get(key) ?? 0)
    delivered.set(key, decimalSum([delivered.get(key) ?? 0, -gone]))
    if (gone === units) {
      done.push(ref)
      return []
    }
    if (isAskedFor) stay.push(ref)
    return [gone === 0 ? order : rest(order, decimalSum([units, -gone]))]
  })
  noteRecords(assumptions, ordersTakenAsDone, { path: 'customerOrders', refs: done, value: { orders: 'customer' } })
  noteRecords(assumptions, ordersLeftOpen, { path: 'customerOrders', refs: stay, value: { orders: 'customer' } })
  return open
}
