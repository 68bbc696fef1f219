import type { MoneyInput } from '../../core/money.js'
import type { PlannedOrder } from '../supply/plannedOrders.js'
import { type Check, startCheck } from './checks.js'
import { dayText, type Facts, itemKey } from './facts.js'
import { gridOf } from './gridUnits.js'
import { minorAmounts } from './minorAmounts.js'
import { readOrderDays } from './orderDays.js'
import { readUnderway } from './underway.js'

/** Planned orders are what is produced and purchased, on the days that stock, lead times and parts call for, at what is paid. */
export function checkOrders(facts: Facts): Check {
  const check = startCheck(
    'orders-follow',
    'Planned orders are what is produced and purchased, due when stock would run short, released a lead time before, at what suppliers are paid.',
  )
  const { plan, given, starts, rows, sources } = facts
  const list: unknown = given.supply.plannedOrders
  check.holds('supply.plannedOrders', Array.isArray(list), null, null, 'supply.plannedOrders is no list.')
  const orders = Array.isArray(list) ? (list as readonly (Partial<PlannedOrder> | null)[]) : []
  const days = readOrderDays(facts)
  const costOf = orderCosts(facts)
  const periodIds = plan.calendar.periods.map(({ id }) => id)
  const periodOf = new Map(periodIds.map((id, t) => [id, t]))
  const next = (starts[0] ?? 0) + plan.input.policy.reviewDays
  const open = new Map(
    [...rows.records.values()].map(({ row }) => [
      row.itemId,
      new Set([...periodIds.keys()].filter((t) => (row.produced[t] ?? 0) + (row.purchased[t] ?? 0) !== 0)),
    ]),
  )
  orders.forEach((order, n) => {
    const name = `supply.plannedOrders[${n}]`
    const { itemId = '', periodId = '' } = order ?? {}
    const t = periodOf.get(periodId) ?? -1
    const source = sources.get(itemId)
    const record = rows.records.get(itemKey(itemId))?.row
    if (order === null || source === undefined || record === undefined || open.get(itemId)?.delete(t) !== true) {
      const wrong = `${name} is of '${String(itemId)}' in '${String(periodId)}', where nothing is supplied, or has an order already.`
      for (const field of ['itemId', 'periodId'] as const)
        check.holds(`${name}.${field}`, false, order?.[field], null, wrong)
      return
    }
    const { power, whole } = gridOf(facts.items.get(itemId))
    const release = days.release(itemId, t)
    check.equal(`${name}.kind`, order.kind, source.kind)
    check.equal(`${name}.sourceId`, order.sourceId, source.id)
    check.equal(`${name}.supplierId`, order.supplierId ?? null, source.supplierId ?? null)
    check.number(`${name}.quantity`, order.quantity, (whole(record.produced[t]) + whole(record.purchased[t])) / power)
    check.equal(`${name}.dueDate`, order.dueDate, dayText(days.due(itemId, t)))
    check.equal(`${name}.releaseDate`, order.releaseDate, dayText(release))
    check.equal(`${name}.releaseNow`, order.releaseNow ?? null, release < next ? true : null)
    check.number(`${name}.cost`, order.cost, costOf(itemId, t))
  })
  for (const [itemId, periods] of open) {
    for (const t of periods) {
      const wrong = `supply.plannedOrders has no order of '${itemId}' in '${periodIds[t]}'.`
      check.holds('supply.plannedOrders', false, null, itemId, wrong)
    }
  }
  return check.result()
}

/** What the supplier of an item is paid for its planned order: all that comes at the price of the source, less what was under way. */
function orderCosts(facts: Facts): (itemId: string, t: number) => number {
  const { plan, rows, sources } = facts
  const underway = readUnderway(facts)
  const amounts = minorAmounts(facts)
  const assumed = new Map(plan.input.assumedUnitCosts.map((row) => [row.itemId, row.unitCost]))
  const minor = 10 ** plan.ledger.decimals
  return (itemId, t) => {
    const source = sources.get(itemId)
    const record = rows.records.get(itemKey(itemId))?.row
    if (source === undefined || record === undefined || source.kind === 'make') return 0
    const { power, whole } = gridOf(facts.items.get(itemId))
    const cost = source.purchaseCost ?? (source.kind === 'buy' ? assumed.get(itemId) : undefined) ?? 0
    const price: MoneyInput = typeof cost === 'object' ? (cost[t] ?? 0) : cost
    const paid = (units: number): bigint => amounts.product(units / power, price)
    if (source.kind === 'subcontract') return Number(paid(whole(record.produced[t]))) / minor
    let before = 0
    for (const order of underway.get(itemId) ?? []) {
      if (order.unitCost === undefined && order.t === t) before += order.units
    }
    return Number(paid(before + whole(record.purchased[t])) - paid(before)) / minor
  }
}
