import { groupBy, indexById, sortByKey } from '../../core/keys/keys.js'
import { SERIES_KEY, type SeriesId, seriesId } from '../../core/keys/seriesId.js'
import { decimalSum } from '../../core/money/money.js'
import { inStockUnits } from '../../core/structure/units.js'
import type { CustomerOrder } from '../../schema/rows/demandTypes.js'
import { actualsOfKind, type Closing, type DatedActual, dayBefore } from './closing.js'

/** Units that somebody waits for. */
export interface Waiting extends SeriesId {
  /** Left out where nobody knows. */
  readonly customerId?: string
  readonly units: number
}

/** Who waits at the close. */
export interface ClosedWaiting {
  /** All who wait. */
  readonly all: readonly Waiting[]
  /** Who waits without an order, of items that have no late order: `stock` tells of them. */
  readonly backlog: ReadonlyMap<string, number>
  /** Late orders for the others: a plan takes what is late of an item in one of the two places. */
  readonly orders: readonly CustomerOrder[]
}

/** Late orders as those who wait. */
export function waitingOf({ open, seriesOf }: Closing, orders: readonly CustomerOrder[]): readonly Waiting[] {
  const items = indexById(open.normal.items, 'id')
  return orders.flatMap((order): Waiting[] => {
    const item = items.get(order.itemId)
    const { customerId } = order
    if (item === undefined) return []
    return [{ ...seriesOf(order), ...(customerId !== undefined && { customerId }), units: inStockUnits(order, item) }]
  })
}

/** Who waits by the actuals at the end of a bucket. */
export function waitingRowsOf(rows: readonly DatedActual[], seriesOf: Closing['seriesOf']): readonly Waiting[] {
  return rows.map((row) => ({
    ...seriesOf(row),
    ...(row.customerId !== undefined && { customerId: row.customerId }),
    units: row.units ?? 0,
  }))
}

const unitsOf = (rows: readonly Waiting[]): number => decimalSum(rows.map(({ units }) => units))

/** Who waits at the close: orders that are late then, and of an item what the actuals tell beyond them. */
export function closeWaiting(closing: Closing, customerOrders: readonly CustomerOrder[]): ClosedWaiting {
  const { start, closed, seriesOf } = closing
  const late = customerOrders.filter(({ requestedDate }) => requestedDate < start)
  const ordered = groupBy(waitingOf(closing, late), ['itemId'])
  const told = groupBy(waitingRowsOf(actualsOfKind(closing, 'backlog'), seriesOf), ['itemId'])
  const all: Waiting[] = [...ordered.values()].flat()
  const backlog = new Map<string, number>()
  const orders: CustomerOrder[] = []
  const taken = new Set(customerOrders.map(({ id }) => id))
  for (const [key, rows] of told) {
    const own = ordered.get(key)
    if (own === undefined) {
      all.push(...rows)
      backlog.set(rows[0]?.itemId ?? '', unitsOf(rows))
      continue
    }
    for (const row of beyondOrders(rows, own)) {
      all.push(row)
      const name = ['waiting', closed.at(-1)?.id, row.itemId, row.marketId].filter((id) => id !== undefined).join(' ')
      const id = taken.has(name) ? `${name} beside orders` : name
      orders.push({ ...seriesId(row), id, quantity: row.units, requestedDate: dayBefore(start) })
    }
  }
  return { all, backlog, orders }
}

/** Of who waits for an item, those of whom no order tells, by series. */
function beyondOrders(told: readonly Waiting[], ordered: readonly Waiting[]): readonly Waiting[] {
  const ofSeries = groupBy(ordered, SERIES_KEY)
  let left = Math.max(0, decimalSum([unitsOf(told), -unitsOf(ordered)]))
  return [...groupBy(sortByKey(told, SERIES_KEY), SERIES_KEY)].flatMap(([series, rows]): Waiting[] => {
    const most = Math.max(0, decimalSum([unitsOf(rows), -unitsOf(ofSeries.get(series) ?? [])]))
    const units = Math.min(left, most)
    left = decimalSum([left, -units])
    return units === 0 ? [] : [{ ...seriesId(rows[0] as Waiting), units }]
  })
}
