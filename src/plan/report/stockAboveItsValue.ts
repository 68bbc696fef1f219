import { compareText } from '../../core/keys/keys.js'
import { fromMinor, type MoneyScale, sumMinor } from '../../core/money/money.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { JudgedUnits, StockJudge } from '../money/realizableStock.js'
import type { LongStock } from './stockByCover.js'

/** Stock that will be sold for less than it cost. */
export interface StockAboveValue extends LongStock {
  /** Cost less net realizable value. */
  readonly writeDown: number
}

/** What units of an item's opening stock cost, in minor units. */
export type BookValue = (itemId: string, units: number) => number

/** By how much units cost more than they will bring, in minor units. */
const missingOf = (itemId: string, { units, amountMinor }: JudgedUnits, bookValue: BookValue): number =>
  Math.max(0, bookValue(itemId, units) - amountMinor)

/**
 * Opening stock that brings less than it cost, the largest write-down first: of each item what is held for orders, order by order,
 * and what is held for everybody else. Units that lie too long have a row of their own. Source: IAS 2, paragraphs 9, 28 to 32.
 */
export function stockAboveItsValue(
  judges: ReadonlyMap<string, StockJudge>,
  { bookValue, scale }: { readonly bookValue: BookValue; readonly scale: MoneyScale },
): StockAboveValue[] {
  const found = [...judges].flatMap(([itemId, judge]): StockAboveValue[] => {
    const below = judge(-1).filter((part) => part.isFor !== 'nobody' && missingOf(itemId, part, bookValue) > 0)
    if (below.length === 0) return []
    const minor = (of: (part: JudgedUnits) => number): number => fromMinor(sumMinor(below.map(of)), scale)
    return [
      {
        itemId,
        units: sumDecimals(below.map(({ units }) => units)),
        money: minor(({ units }) => bookValue(itemId, units)),
        writeDown: minor((part) => missingOf(itemId, part, bookValue)),
      },
    ]
  })
  return found.sort((a, b) => b.writeDown - a.writeDown || compareText(a.itemId, b.itemId))
}
