import { formatDay } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { fromMinor, moneyScale, productToMinor } from '../../core/money/money.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { type StockId, stockId } from '../../core/keys/seriesId.js'
import type { SourceKind } from '../../core/structure/structure.js'
import type { ProductionRecord } from '../../production/types.js'
import type { NormalItem, NormalSource } from '../../schema/normalForm/normalInput.js'
import { purchasePrices } from '../costs/planCosts.js'
import { type DatedSupply, nextPlanDay, type OrderSources } from './datedItems.js'
import { readOrders } from './readOrders.js'

/** An order that the plan would give out: what an item is supplied with in a period, with its days. */
export interface PlannedOrder extends StockId {
  readonly kind: SourceKind
  readonly sourceId: string
  /** Who is paid, where the source names somebody. */
  readonly supplierId?: string
  /** The period in which it is received, and whose records and postings it stands in. */
  readonly periodId: string
  /** Units, on the item's grid. */
  readonly quantity: number
  /**
   * Day on which it goes out, `YYYY-MM-DD`: its due date less the lead time; sooner where the work of the period takes so many days
   * that it must begin before. The first day of the plan where `firmSupply` asks for it sooner than the lead time allows, and the
   * day on which its parts are there where that is later; never after the due date. What is made may go out before its period, on
   * parts that lie there, though its parts and hours are booked in the period of receipt.
   */
  readonly releaseDate: string
  /**
   * Day of receipt, `YYYY-MM-DD`, within its period: when stock calls for the first of it. Who waits for its hours is told by
   * `wait-within-period`.
   */
  readonly dueDate: string
  /** What the supplier is paid for it, major units: 0 of what is made, whose hours and parts are paid for themselves. */
  readonly cost: number
  /**
   * True where it goes out before the next plan is made, `reviewDays` (at least one) after the first day; left out otherwise. What of a
   * period the next plan can have there in time is an order of its own.
   */
  readonly releaseNow?: true
}

/**
 * The supply of a plan as orders with their days, by item and day: one for each item and period in which something is made or
 * bought, several where parts are there for some of it only, where work goes on for longer than a week, and where a part can
 * wait for the next plan. Together they are what the records produce and purchase, and
 * what the ledger pays for it.
 */
export function plannedOrders(
  { input, calendar, records }: Omit<OrderSources, 'resources'>,
  { items, days }: DatedSupply,
): PlannedOrder[] {
  const { periods } = calendar
  const money = moneyScale(input, 'input')
  const nextPlan = nextPlanDay({ input, calendar })
  const sources = indexById(input.sources, 'itemId')
  const costOf = orderCosts({ input, calendar })
  const dateOf = datesOfDays()
  const orders: PlannedOrder[] = []
  records.forEach((record, i) => {
    const source = sources.get(record.itemId) as NormalSource
    const { id: sourceId, kind, supplierId } = source
    const scale = items[i]?.scale ?? 1
    const whose = { ...stockId(record), sourceId, ...(supplierId !== undefined && { supplierId }) }
    const whoseNow = { ...whose, releaseNow: true as const }
    periods.forEach(({ id: periodId }, t) => {
      let [ordered, paid] = [0, 0]
      for (const { day, units, release } of days.due[i]?.[t] ?? []) {
        if (ordered === 0) paid = costOf(record, t, 0)
        const paidBefore = paid
        ordered += units
        paid = costOf(record, t, fromGrid(ordered, scale))
        orders.push({
          kind,
          periodId,
          quantity: fromGrid(units, scale),
          releaseDate: dateOf(release),
          dueDate: dateOf(day),
          cost: fromMinor(paid - paidBefore, money),
          // Last: to copy them first makes each of the fields behind them slow to add (V8), and there are many orders.
          ...(release < nextPlan ? whoseNow : whose),
        })
      }
    })
  })
  return orders
}

/** Writes each day once: a plan has many more orders than days. */
function datesOfDays(): (day: number) => string {
  const known = new Map<number, string>()
  return (day) => {
    const date = known.get(day) ?? formatDay(day)
    known.set(day, date)
    return date
  }
}

/**
 * What the supplier of an item is paid for so many of the units planned in a period, in minor units, with what comes under way
 * at the same price: the ledger rounds once what comes at the source's price, so that an order costs what it adds.
 */
function orderCosts({
  input,
  calendar,
}: Pick<OrderSources, 'input' | 'calendar'>): (record: ProductionRecord, t: number, quantity: number) => number {
  const money = moneyScale(input, 'input')
  const prices = purchasePrices(input, calendar)
  const sources = indexById(input.sources, 'itemId')
  const items = indexById(input.items, 'id')
  const atPrice = new Map<string, number[]>()
  for (const { order, units, periodIndex } of readOrders(input, calendar)) {
    if (order.unitCost !== undefined || periodIndex === null) continue
    const scale = gridScale((items.get(order.itemId) as NormalItem).quantityDecimals)
    const row = atPrice.get(order.itemId) ?? calendar.periods.map(() => 0)
    row[periodIndex] = (row[periodIndex] ?? 0) + toGrid(units, scale)
    atPrice.set(order.itemId, row)
  }
  return ({ itemId }, t, quantity) => {
    const { kind } = sources.get(itemId) as NormalSource
    if (kind === 'make') return 0
    const scale = gridScale((items.get(itemId) as NormalItem).quantityDecimals)
    // Work outside is paid for what is produced; what comes under way is another purchase.
    const before = kind === 'subcontract' ? 0 : (atPrice.get(itemId)?.[t] ?? 0)
    const all = fromGrid(before + toGrid(quantity, scale), scale)
    return all === 0 ? 0 : productToMinor(all, prices.get(itemId)?.[t] ?? 0, money)
  }
}
