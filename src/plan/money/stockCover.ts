import { compareText } from '../../core/keys/keys.js'
import type { Calendar } from '../../core/time/calendar.js'
import type { InventoryRecord } from '../../inventory/types.js'

/** Stock that is not used up within these days, and is not slow, is more than is needed. */
export const EXCESS_DAYS = 180

/** Units of an item that lie longer than they should. */
export interface LongStock {
  readonly itemId: string
  readonly units: number
  readonly money: number
}

/** What of the opening stock is dead, slow or excess; each item stands in one list at most, the most money first. */
export interface StockByCover {
  /** Neither sold nor used in the whole plan: all that is left at its end. */
  readonly dead: readonly LongStock[]
  /** Beyond what is sold and used within `policy.slowStockDays`, and beyond the safety stock. */
  readonly slow: readonly LongStock[]
  /** The same beyond half a year, of items without slow stock. */
  readonly excess: readonly LongStock[]
}

/** Less than this is none. */
const EPSILON = 1e-9
/** What adding up shares of periods may leave of a unit. */
const NOISE = 1e-6

/** Sorts stock by how long it lies: by what leaves it on the first days of the plan, and beyond its end by their mean. */
export function stockByCover(
  inventory: readonly InventoryRecord[],
  {
    calendar,
    slowDays,
    costOf,
  }: {
    readonly calendar: Calendar
    readonly slowDays: number
    /** What units of an item's opening stock cost, major units. */
    readonly costOf: (itemId: string, units: number) => number
  },
): StockByCover {
  const found = { dead: new Array<LongStock>(), slow: new Array<LongStock>(), excess: new Array<LongStock>() }
  for (const record of inventory) {
    const { itemId } = record
    const add = (kind: keyof typeof found, units: number): boolean => {
      if (units > EPSILON) found[kind].push({ itemId, units, money: costOf(itemId, units) })
      return units > EPSILON
    }
    if (!isUsed(record)) add('dead', record.closing.at(-1) ?? 0)
    else if (!add('slow', unitsBeyond(record, calendar, { days: slowDays })))
      add('excess', unitsBeyond(record, calendar, { days: EXCESS_DAYS }))
  }
  const byMoney = (a: LongStock, b: LongStock): number => b.money - a.money || compareText(a.itemId, b.itemId)
  return { dead: found.dead.sort(byMoney), slow: found.slow.sort(byMoney), excess: found.excess.sort(byMoney) }
}

/** Whether anybody asks for an item, or anything is made of it, in the whole plan. */
export const isUsed = ({ demand, dependentDemand, shipped }: InventoryRecord): boolean =>
  [demand, dependentDemand, shipped].some((values) => values.some((value) => value > EPSILON))

/**
 * Whole units of the stock at the close of a period, -1 for the opening stock, that are neither safety stock nor shipped or used
 * within some days after it: as the plan says, and beyond its end by its mean. Of what is `wanted` those are left, too, that are not
 * shipped though somebody asks for them, as where he pays less than they cost and the policy keeps them.
 */
export function unitsBeyond(
  record: InventoryRecord,
  { periods }: Calendar,
  {
    days: most,
    after = -1,
    leaving = 'shipped',
  }: { readonly days: number; readonly after?: number; readonly leaving?: 'shipped' | 'wanted' },
): number {
  const within = (out: readonly number[]): number => {
    let [use, left] = [0, most]
    for (let t = after + 1; t < periods.length && left > 0; t++) {
      const { days } = periods[t] as Calendar['periods'][number]
      const taken = Math.min(left, days)
      use += ((out[t] ?? 0) * taken) / days
      left -= taken
    }
    if (left <= 0) return use
    const days = periods.reduce((sum, period) => sum + period.days, 0)
    return use + (out.reduce((sum, units) => sum + units, 0) * left) / days
  }
  const shipped = within(record.shipped)
  const use = leaving === 'wanted' ? Math.max(shipped, within(record.demand)) : shipped
  const there = (after < 0 ? record.opening[0] : record.closing[after]) ?? 0
  const safety = record.safetyStock[Math.max(0, after)] ?? 0
  return Math.floor(there - safety - use - within(record.dependentDemand) + NOISE)
}
