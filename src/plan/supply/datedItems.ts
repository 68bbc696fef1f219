import type { Calendar } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { gridScale, toGrid } from '../../core/numbers/quantityGrid.js'
import { periodDays, perPeriod } from '../../core/time/series.js'
import { type StockId, stockId } from '../../core/keys/seriesId.js'
import { type DatedItem, type SupplyDays, supplyDays } from '../../production/orderDays/supplyDays.js'
import type { DatedUnits } from '../../production/orderDays/neededBy.js'
import type { ProductionRecord, ResourceRecord } from '../../production/types.js'
import type { NormalInput, NormalItem, NormalSource, NormalStockPolicy } from '../../schema/normalForm/normalInput.js'
import { openingStock } from '../stock/openingStock.js'
import { readCustomerOrders } from '../demand/readCustomerOrders.js'
import { readOrders } from './readOrders.js'
import { withoutRefused } from './refusedQueue.js'
import { type WorkByDay, workByDay } from './workByDay.js'
import { workDays } from './workDays.js'

/** What the days of orders are read from. */
export interface OrderSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly records: readonly ProductionRecord[]
  readonly resources: readonly ResourceRecord[]
}

/** A {@link DatedItem} with its id, and the units of its grid in one stock unit. */
export interface PlacedItem extends DatedItem, StockId {
  readonly scale: number
}

/** An order that takes two days and a half is there on the third day. */
export const wholeDays = ({ leadTimeDays }: NormalSource): number => Math.ceil(leadTimeDays)

/** The supply of a plan with its days. */
export interface DatedSupply {
  /** One for each record. */
  readonly items: readonly PlacedItem[]
  readonly days: SupplyDays
  readonly workDone: WorkByDay
}

/** Day on which the next plan is made, at the earliest the day after the first: continuous review plans every day. */
export function nextPlanDay({ input, calendar }: Pick<OrderSources, 'input' | 'calendar'>): number {
  const { starts, end } = periodDays(calendar.periods)
  return (starts[0] ?? end) + Math.max(1, Math.ceil(input.policy.reviewDays))
}

/** Puts the supply of a plan on days. */
export function dateSupply(sources: OrderSources): DatedSupply {
  const items = datedItems(sources)
  const span = { ...periodDays(sources.calendar.periods), nextPlan: nextPlanDay(sources) }
  const days = supplyDays(items, span)
  return { items, days, workDone: workByDay(sources, items, days) }
}

/** The records in units of their grids, with what is under way and what their supply takes. */
function datedItems({ input, calendar, records, resources }: OrderSources): PlacedItem[] {
  const { starts } = periodDays(calendar.periods)
  const items = indexById(input.items, 'id')
  const sources = indexById(input.sources, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')
  const stock = openingStock(input)
  const placeOf = new Map(records.map(({ itemId }, place) => [itemId, place]))
  const scaleOf = (itemId: string): number => gridScale((items.get(itemId) as NormalItem).quantityDecimals)
  const none = calendar.periods.map((): DatedUnits[] => [])
  const receipts = new Map<string, DatedUnits[][]>()
  for (const { order, units, periodIndex, dueDay } of readOrders(input, calendar)) {
    if (periodIndex === null) continue
    const rows = receipts.get(order.itemId) ?? calendar.periods.map(() => [])
    receipts.set(order.itemId, rows)
    // What is overdue is expected on the first day.
    const day = Math.max(dueDay, starts[0] ?? 0)
    rows[periodIndex]?.push({ day, units: toGrid(units, scaleOf(order.itemId)) })
  }
  const booked = new Map<string, DatedUnits[][]>()
  for (const { order, units, periodIndex, day } of readCustomerOrders(input, calendar)) {
    if (periodIndex === null || periodIndex < 0) continue
    const rows = booked.get(order.itemId) ?? calendar.periods.map(() => [])
    booked.set(order.itemId, rows)
    rows[periodIndex]?.push({ day, units })
  }
  const workOf = workDays(input, calendar, resources)
  const noDays = calendar.periods.map(() => 0)
  return records.map((record): PlacedItem => {
    const { itemId } = record
    const isLong = record.workInProgress !== undefined
    const source = sources.get(itemId) as NormalSource
    const scale = scaleOf(itemId)
    const inGrid = (values: readonly number[]): number[] => values.map((value) => toGrid(value, scale))
    const sum = (a: readonly number[], b: readonly number[]): number[] => {
      const other = inGrid(b)
      return inGrid(a).map((units, t) => units + (other[t] ?? 0))
    }
    const before = stock.get(itemId) ?? { onHand: 0, backlog: 0 }
    const { minimumStock, unmetDemand } = policies.get(itemId) as NormalStockPolicy
    const served = withoutRefused(record, { scale, isLost: unmetDemand === 'lost' })
    const minimum = minimumStock === undefined ? [] : inGrid(perPeriod(minimumStock, calendar, 'level'))
    return {
      ...stockId(record),
      scale,
      isLong,
      leadTimeDays: wholeDays(source),
      ...(isLong || source.kind === 'buy' ? { workDays: noDays } : workOf(itemId)),
      opening: inGrid([before.onHand, ...record.closing.slice(0, -1)]),
      waiting: inGrid([before.backlog, ...served.backlog.slice(0, -1)]),
      late: inGrid(served.backlog),
      lost: inGrid(served.lost),
      demand: inGrid(served.demand).map((all, t) =>
        (booked.get(itemId)?.[t] ?? []).reduce((rest, { units }) => rest - units, all),
      ),
      booked: booked.get(itemId) ?? none,
      supply: sum(record.produced, record.purchased),
      taken: sum(record.shipped, record.dependentDemand),
      floor: inGrid(record.safetyStock).map((target, t) => Math.max(target, minimum[t] ?? 0)),
      receipts: receipts.get(itemId) ?? none,
      parts: record.components.flatMap(({ componentId, quantities }) => {
        const place = placeOf.get(componentId)
        if (place === undefined) return []
        return [{ place, quantities: quantities.map((quantity) => toGrid(quantity, scaleOf(componentId))) }]
      }),
    }
  })
}
