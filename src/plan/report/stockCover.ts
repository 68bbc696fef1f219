import { compareText } from '../../core/keys/keys.js'
import type { Calendar } from '../../core/time/calendar.js'
import type { InventoryRecord } from '../../inventory/types.js'

/** Stock that is not used up within these days is slow; within fewer it is more than is needed. */
export const SLOW_DAYS = 365
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
  /** Beyond what is sold and used within a year, and beyond the safety stock. */
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
  { calendar, costOf }: { readonly calendar: Calendar; readonly costOf: (itemId: string) => number },
): StockByCover {
  const found = { dead: new Array<LongStock>(), slow: new Array<LongStock>(), excess: new Array<LongStock>() }
  for (const record of inventory) {
    const { itemId } = record
    const unit = costOf(itemId)
    const add = (kind: keyof typeof found, units: number): boolean => {
      if (units > EPSILON) found[kind].push({ itemId, units, money: units * unit })
      return units > EPSILON
    }
    if (!isUsed(record)) add('dead', record.closing.at(-1) ?? 0)
    else if (!add('slow', beyond(record, calendar, SLOW_DAYS))) add('excess', beyond(record, calendar, EXCESS_DAYS))
  }
  const byMoney = (a: LongStock, b: LongStock): number => b.money - a.money || compareText(a.itemId, b.itemId)
  return { dead: found.dead.sort(byMoney), slow: found.slow.sort(byMoney), excess: found.excess.sort(byMoney) }
}

const isUsed = ({ demand, dependentDemand, shipped }: InventoryRecord): boolean =>
  [demand, dependentDemand, shipped].some((values) => values.some((value) => value > EPSILON))

/** Whole units of the opening stock that are neither safety stock nor shipped or used within some days. */
function beyond(record: InventoryRecord, { periods }: Calendar, most: number): number {
  const out = (t: number): number => (record.shipped[t] ?? 0) + (record.dependentDemand[t] ?? 0)
  let use = 0
  let left = most
  let days = 0
  periods.forEach((period, t) => {
    const taken = Math.min(left, period.days)
    use += (out(t) * taken) / period.days
    left -= taken
    days += period.days
  })
  const inPlan = periods.reduce((sum, _, t) => sum + out(t), 0)
  const rest = (record.opening[0] ?? 0) - (record.safetyStock[0] ?? 0) - use - (inPlan * left) / days
  return Math.floor(rest + NOISE)
}
