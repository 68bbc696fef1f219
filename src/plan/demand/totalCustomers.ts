import { compareByKey, groupBy } from '../../core/keys/keys.js'
import { decimalSumOfProducts } from '../../core/money/money.js'
import { SERIES_KEY, type SeriesId, seriesId } from '../../core/keys/seriesId.js'
import { stockUnitsOf } from '../../core/structure/units.js'
import type { NormalInput, NormalItem } from '../../schema/normalForm/normalInput.js'

/** Fields that tell one total from another. */
const TOTAL_KEY = ['customerId', ...SERIES_KEY] as const

/** What one customer took of one item, added up over the transactions of the input. */
export interface CustomerTotal extends SeriesId {
  readonly customerId: string
  /** The market that the customer belongs to, with which it is planned. */
  readonly marketId?: string
  /** Stock units, returns taken off. */
  readonly quantity: number
}

/** Decimals of a total: a sale may be in a unit of which a stock unit is no round number. */
const DECIMALS = 9

/** Sales by customer and item: customers are planned with their market, so this is where they are seen one by one. */
export function totalCustomers({ transactions, items }: NormalInput): CustomerTotal[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const named = transactions.filter(({ customerId }) => customerId !== undefined)
  const groups = [...groupBy(named, TOTAL_KEY).values()]
  return groups
    .map((rows): CustomerTotal => {
      const row = rows[0] as (typeof rows)[number]
      const item = byId.get(row.itemId) as NormalItem
      const sales = rows.map(({ quantity, unit }) => [quantity, stockUnitsOf(unit, item)] as const)
      return {
        customerId: row.customerId as string,
        ...seriesId(row),
        quantity: decimalSumOfProducts(sales, DECIMALS) + 0,
      }
    })
    .sort((a, b) => compareByKey(a, b, TOTAL_KEY))
}
