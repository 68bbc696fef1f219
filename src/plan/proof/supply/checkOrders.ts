import { compareText } from '../../../core/keys/keys.js'
import type { PlannedOrder } from '../../supply/plannedOrders.js'
import { type Check, type Checker, startCheck } from '../checks.js'
import { dayText } from '../civilDays.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { minorAmounts } from '../facts/minorAmounts.js'
import { supplierPrices } from '../facts/moneyFacts.js'
import { readOrderDays } from './orderDays.js'
import { readUnderway } from '../facts/underway.js'

/** Planned orders are what is produced and purchased, on the days that stock, lead times and parts call for, at what is paid. */
export function checkOrders(facts: Facts): Check {
  const check = startCheck(
    'orders-follow',
    'Planned orders are what is produced and purchased, due when stock would run short, released a lead time before, at what suppliers are paid.',
  )
  const { plan, given, rows, sources } = facts
  const list: unknown = given.supply.plannedOrders
  check.holds('supply.plannedOrders', Array.isArray(list), null, null, 'supply.plannedOrders is no list.')
  const orders = Array.isArray(list) ? (list as readonly (Partial<PlannedOrder> | null)[]) : []
  const days = readOrderDays(facts)
  const costOf = orderCosts(facts)
  const periodIds = plan.calendar.periods.map(({ id }) => id)
  const periodOf = new Map(periodIds.map((id, t) => [id, t]))
  /** Orders that must be there, by item and period. */
  const open = new Map<string, Map<number, Expected[]>>()
  for (const { row } of rows.records.values()) {
    const { power } = gridOf(facts.items.get(row.itemId))
    const byPeriod = periodIds.map((_, t): [number, Expected[]] => {
      let before = 0
      return [
        t,
        days.due(row.itemId, t).map(({ day, units, release }) => {
          const own = { day, release, quantity: units / power, cost: costOf(row.itemId, t, before, before + units) }
          before += units
          return own
        }),
      ]
    })
    open.set(row.itemId, new Map(byPeriod))
  }
  checkSequence(check, orders, periodOf)
  orders.forEach((order, n) => {
    const name = `supply.plannedOrders[${n}]`
    const { itemId = '', periodId = '', dueDate } = order ?? {}
    const source = sources.get(itemId)
    const left = open.get(itemId)?.get(periodOf.get(periodId) ?? -1) ?? []
    // Of several in a period the one of its day; where none is of that day, the next that is left.
    const place = Math.max(
      0,
      left.findIndex(({ day }) => dayText(day) === dueDate),
    )
    const expected = left[place]
    if (order === null || source === undefined || expected === undefined) {
      const wrong = `${name} is of '${String(itemId)}' in '${String(periodId)}', where nothing is supplied, or has its orders already.`
      for (const field of ['itemId', 'periodId'] as const)
        check.holds(`${name}.${field}`, false, order?.[field], null, wrong)
      return
    }
    left.splice(place, 1)
    check.equal(`${name}.kind`, order.kind, source.kind)
    check.equal(`${name}.sourceId`, order.sourceId, source.id)
    check.equal(`${name}.supplierId`, order.supplierId ?? null, source.supplierId ?? null)
    check.number(`${name}.quantity`, order.quantity, expected.quantity)
    check.equal(`${name}.dueDate`, order.dueDate, dayText(expected.day))
    check.equal(`${name}.releaseDate`, order.releaseDate, dayText(expected.release))
    check.equal(`${name}.releaseNow`, order.releaseNow ?? null, expected.release < days.nextPlan ? true : null)
    check.number(`${name}.cost`, order.cost, expected.cost)
  })
  for (const [itemId, periods] of open) {
    for (const [t, left] of periods) {
      if (left.length === 0) continue
      const wrong = `supply.plannedOrders has no order of '${itemId}' in '${periodIds[t]}', or one too few.`
      check.holds('supply.plannedOrders', false, null, itemId, wrong)
    }
  }
  return check.result()
}

/** Orders stand by item, and of an item by the days on which they are due and go out. */
function checkSequence(
  check: Checker,
  orders: readonly (Partial<PlannedOrder> | null)[],
  periodOf: ReadonlyMap<string, number>,
): void {
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
  const compare = (a: Partial<PlannedOrder> | null, b: Partial<PlannedOrder> | null): number =>
    compareText(textOf(a?.itemId), textOf(b?.itemId)) ||
    (periodOf.get(textOf(a?.periodId)) ?? -1) - (periodOf.get(textOf(b?.periodId)) ?? -1) ||
    compareText(textOf(a?.dueDate), textOf(b?.dueDate)) ||
    compareText(textOf(a?.releaseDate), textOf(b?.releaseDate))
  orders.forEach((order, n) => {
    const before = orders[n - 1]
    if (before === undefined) return
    const name = `supply.plannedOrders[${n}]`
    const message = `${name} stands behind supply.plannedOrders[${n - 1}] and must stand before it: by item, then by day.`
    check.holds(name, compare(before, order) <= 0, textOf(order?.itemId), null, message)
  })
}

interface Expected {
  readonly day: number
  readonly release: number
  readonly quantity: number
  readonly cost: number
}

/**
 * What the supplier of an item is paid for an order, from so many units of its period to so many: what all that comes at the
 * price of the source is paid with it, less what it is paid without it.
 */
function orderCosts(facts: Facts): (itemId: string, t: number, from: number, to: number) => number {
  const { plan, sources } = facts
  const underway = readUnderway(facts)
  const amounts = minorAmounts(facts)
  const minor = 10 ** plan.ledger.decimals
  return (itemId, t, from, to) => {
    const source = sources.get(itemId)
    if (source === undefined || source.kind === 'make') return 0
    const { power } = gridOf(facts.items.get(itemId))
    const price = supplierPrices(facts).get(itemId)?.[t] ?? 0
    let before = 0
    for (const order of underway.get(itemId) ?? []) {
      if (source.kind === 'buy' && order.unitCost === undefined && order.t === t) before += order.units
    }
    const paid = (units: number): bigint => amounts.product((before + units) / power, price)
    return Number(paid(to) - paid(from)) / minor
  }
}
