import type { Calendar } from '../../core/time/calendar.js'
import type { MoneyInput } from '../../core/money/money.js'
import { fromGrid, gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { stockId } from '../../core/keys/seriesId.js'
import type { PurchaseFlow } from '../../finance/types.js'
import type { ProductionRecord } from '../../production/types.js'
import type { NormalInput, NormalItem, NormalSource } from '../../schema/normalForm/normalInput.js'
import { moneyPerPeriod } from '../costs/moneyPerPeriod.js'
import { readOrders } from '../supply/readOrders.js'

/** What an order with a price of its own brings, and when. */
interface PricedOrder {
  readonly id: string
  readonly line?: string
  readonly units: readonly number[]
  readonly unitCost: MoneyInput
}

/** Orders that come within the plan and have a price of their own, by item; what is overdue comes in the first period. */
function pricedOrders(input: NormalInput, calendar: Calendar): Map<string, PricedOrder[]> {
  const orders = new Map<string, PricedOrder[]>()
  for (const { order: row, units: received, periodIndex } of readOrders(input, calendar)) {
    const { id, line, itemId, unitCost } = row
    if (unitCost === undefined || periodIndex === null) continue
    const units = calendar.periods.map((_, t) => (t === periodIndex ? received : 0))
    const known = orders.get(itemId)
    const order = { id, ...(line !== undefined && { line }), units, unitCost }
    if (known === undefined) orders.set(itemId, [order])
    else known.push(order)
  }
  return orders
}

/** Flows that buy nothing in the whole plan are left out. */
const used = (flows: readonly PurchaseFlow[]): PurchaseFlow[] =>
  flows.filter(({ units }) => units.some((quantity) => quantity !== 0))

/**
 * What is bought: of each source what is ordered anew and what comes by orders at the source's price, and each order that
 * has a price of its own; of a subcontracted item the work that is done outside on what is produced.
 */
export function purchaseFlows(
  input: NormalInput,
  calendar: Calendar,
  production: readonly ProductionRecord[],
): PurchaseFlow[] {
  const records = new Map(production.map((record) => [record.itemId, record]))
  const items = new Map(input.items.map((item) => [item.id, item]))
  const suppliers = new Map(input.suppliers.map((supplier) => [supplier.id, supplier]))
  const assumed = new Map(input.assumedUnitCosts.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const orders = pricedOrders(input, calendar)
  return input.sources.flatMap((source: NormalSource): PurchaseFlow[] => {
    const { itemId, supplierId, kind } = source
    const record = records.get(itemId) as ProductionRecord
    const scale = gridScale((items.get(itemId) as NormalItem).quantityDecimals)
    const cost = source.purchaseCost ?? (kind === 'buy' ? assumed.get(itemId) : undefined) ?? 0
    const unitCost = moneyPerPeriod(cost, calendar, 'level')
    const terms = supplierId === undefined ? undefined : suppliers.get(supplierId)?.terms
    const whose = {
      ...stockId(source),
      ...(supplierId !== undefined && { supplierId }),
      ...(terms !== undefined && { terms }),
    }
    if (kind === 'subcontract') return used([{ ...whose, kind, units: record.produced, unitCost }])
    const own = orders.get(itemId) ?? []
    const received = record.purchased.map((quantity, t) => {
      const all = toGrid(quantity, scale) + toGrid(record.scheduledReceipts[t] ?? 0, scale)
      return fromGrid(
        own.reduce((rest, { units }) => rest - toGrid(units[t] as number, scale), all),
        scale,
      )
    })
    return used([
      { ...whose, units: received, unitCost },
      ...own.map(({ id, line, units, unitCost: agreed }) => ({
        ...whose,
        orderId: id,
        ...(line !== undefined && { orderLine: line }),
        units,
        unitCost: calendar.periods.map(() => agreed),
      })),
    ])
  })
}
