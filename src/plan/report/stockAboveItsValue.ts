import { compareText } from '../../core/keys/keys.js'
import type { Ledger } from '../../finance/types.js'
import type { InventoryRecord } from '../../inventory/types.js'
import type { LongStock } from './stockCover.js'

/** Stock that will be sold for less than it cost. */
export interface StockAboveValue extends LongStock {
  /** Cost less net realizable value. */
  readonly writeDown: number
}

/** Money and units of the sales of an item by period. */
interface Sales {
  readonly money: number[]
  readonly units: number[]
}

/** Whole minor units, halves up, also where the last digit of a sum hides that it is one. */
const inMinor = (amount: number, decimals: number): number =>
  Math.floor(amount * 10 ** decimals + 0.5 + 1e-6) / 10 ** decimals

/** What the postings say of the sales of each item, by period, in major units. */
function salesOfItems({ calendar, accounts, rules, refs, ...columns }: Ledger): Map<string, Sales> {
  const [revenue, sale] = [accounts.indexOf('revenue'), rules.indexOf('sale')]
  const sales = new Map<string, Sales>()
  const none = (): number[] => new Array<number>(calendar.periods.length).fill(0)
  columns.amountMinor.forEach((amount, n) => {
    if (columns.account[n] !== revenue || columns.rule[n] !== sale) return
    const { itemId } = refs[columns.ref[n] as number] ?? {}
    if (itemId === undefined) return
    const own = sales.get(itemId) ?? { money: none(), units: none() }
    sales.set(itemId, own)
    const t = columns.periodIndex[n] as number
    own.money[t] = (own.money[t] as number) - amount / 10 ** columns.decimals
    own.units[t] = (own.units[t] as number) - (columns.quantity[n] ?? 0)
  })
  return sales
}

/**
 * Opening stock that brings less than it cost, the largest write-down first.
 *
 * Units leave in the order in which they came, those of the opening stock before all others. What is shipped brings the mean of
 * its period's sales, what the plan does not reach the mean of all, less what selling takes; what goes into other items is left
 * out, as are units that lie too long, which have a row of their own. An item's write-down is cost less net realizable value,
 * where that is less. Source: IAS 2, paragraphs 9, 28 to 32.
 */
export function stockAboveItsValue(
  inventory: readonly InventoryRecord[],
  {
    ledger,
    sellingRate,
    costOf,
    longUnits,
  }: {
    readonly ledger: Ledger
    /** Share of revenue that selling costs. */
    readonly sellingRate: number
    readonly costOf: (itemId: string) => number
    /** Units of an item that are told as dead or slow. */
    readonly longUnits: ReadonlyMap<string, number>
  },
): StockAboveValue[] {
  const sales = salesOfItems(ledger)
  const found = inventory.flatMap((record): StockAboveValue[] => {
    const { itemId, opening, shipped, dependentDemand } = record
    const own = sales.get(itemId)
    const [money, sold] = [own?.money, own?.units].map((values) => (values ?? []).reduce((a, b) => a + b, 0))
    // Without a price nothing is known of what it brings; that there is none is told elsewhere.
    if (own === undefined || !((money ?? 0) > 0) || !((sold ?? 0) > 0)) return []
    let left = (opening[0] ?? 0) - (longUnits.get(itemId) ?? 0)
    let [units, brought] = [0, 0]
    shipped.forEach((quantity, t) => {
      const out = quantity + (dependentDemand[t] ?? 0)
      const taken = Math.min(left, out)
      if (!(taken > 0)) return
      const part = (taken * quantity) / out
      left -= taken
      units += part
      const [ofPeriod, unitsOfPeriod] = [own.money[t] ?? 0, own.units[t] ?? 0]
      brought += part * (unitsOfPeriod > 0 ? ofPeriod / unitsOfPeriod : (money ?? 0) / (sold ?? 1))
    })
    if (left > 0) {
      units += left
      brought += (left * (money ?? 0)) / (sold ?? 1)
    }
    const told = Math.round(units * 1e6) / 1e6
    const cost = told * costOf(itemId)
    const writeDown = inMinor(cost - Math.max(0, brought * (1 - sellingRate)), ledger.decimals)
    return writeDown > 0 ? [{ itemId, units: told, money: cost, writeDown }] : []
  })
  return found.sort((a, b) => b.writeDown - a.writeDown || compareText(a.itemId, b.itemId))
}
