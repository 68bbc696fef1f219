import { compareByKey, groupBy } from '../../core/keys.js'
import { findStockUnits } from '../../core/units.js'
import type { NormalInput } from '../../schema/normalInput.js'

/** What one customer took of one item, added up over the transactions of the input. */
export interface CustomerTotal {
  readonly customerId: string
  readonly itemId: string
  /** The market that the customer belongs to, with which it is planned. */
  readonly marketId?: string
  /** Stock units, returns taken off. */
  readonly quantity: number
}

/** Sums free of float noise: quantities are kept to nine decimals. */
const POWER = 1e9

/** Sales by customer and item: customers are planned with their market, so this is where they are seen one by one. */
export function totalCustomers({ transactions, items }: NormalInput): CustomerTotal[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const named = transactions.filter(({ customerId }) => customerId !== undefined)
  const groups = [...groupBy(named, ['customerId', 'itemId', 'marketId']).values()]
  return groups
    .map((rows): CustomerTotal => {
      const { customerId, itemId, marketId } = rows[0] as (typeof rows)[number]
      const item = byId.get(itemId)
      let quantity = 0
      for (const row of rows)
        quantity +=
          row.quantity * (row.unit === undefined || item === undefined ? 1 : (findStockUnits(item, row.unit) ?? 1))
      return {
        customerId: customerId as string,
        itemId,
        ...(marketId !== undefined && { marketId }),
        quantity: Math.round(quantity * POWER) / POWER + 0,
      }
    })
    .sort((a, b) => compareByKey(a, b, ['customerId', 'itemId', 'marketId']))
}
