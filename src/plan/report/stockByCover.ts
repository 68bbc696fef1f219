import { compareText } from '../../core/keys/keys.js'
import type { Calendar } from '../../core/time/calendar.js'
import type { InventoryRecord } from '../../inventory/types.js'
import { isUsed, NO_UNITS, unitsBeyond } from '../money/stockCover.js'

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
      if (units > NO_UNITS) found[kind].push({ itemId, units, money: costOf(itemId, units) })
      return units > NO_UNITS
    }
    if (!isUsed(record)) add('dead', record.closing.at(-1) ?? 0)
    else if (!add('slow', unitsBeyond(record, calendar, { days: slowDays })))
      add('excess', unitsBeyond(record, calendar, { days: EXCESS_DAYS }))
  }
  const byMoney = (a: LongStock, b: LongStock): number => b.money - a.money || compareText(a.itemId, b.itemId)
  return { dead: found.dead.sort(byMoney), slow: found.slow.sort(byMoney), excess: found.excess.sort(byMoney) }
}
