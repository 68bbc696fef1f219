import { keyOf } from '../../core/keys.js'
import type { CustomerTotal } from '../demand/totalCustomers.js'
import { type Check, startCheck } from './checks.js'
import { compareRows } from './compareData.js'
import type { Facts } from './facts.js'
import { type Fraction, fraction, plus, times } from './fraction.js'

/** Totals by customer are the sums of their transactions, in exact fractions. */
export function checkCustomers({ given, plan, items }: Facts): Check {
  const check = startCheck('customers-total', 'What customers took is the sum of their transactions.')
  const sums = new Map<string, { row: CustomerTotal; sum: Fraction }>()
  for (const { customerId, itemId, marketId, quantity, unit } of plan.input.transactions) {
    if (customerId === undefined) continue
    const factor = items.get(itemId)?.units?.find((one) => one.unit === unit)?.stockUnits ?? 1
    const row = { customerId, itemId, ...(marketId !== undefined && { marketId }), quantity: 0 }
    const key = keyOf(row, ['customerId', 'itemId', 'marketId'])
    const part = times(fraction(quantity), fraction(factor))
    const known = sums.get(key)
    sums.set(key, { row, sum: known === undefined ? part : plus(known.sum, part) })
  }
  // Kept to nine decimals.
  const rounded = ({ n, d }: Fraction): number => Math.round(Number((n * 10n ** 12n) / d) / 1e3) / 1e9 + 0
  compareRows(check, 'customers', {
    actual: given.customers,
    expected: [...sums.values()].map(({ row, sum }) => ({ ...row, quantity: rounded(sum) })),
    fields: ['customerId', 'itemId', 'marketId'],
  })
  return check.result()
}
