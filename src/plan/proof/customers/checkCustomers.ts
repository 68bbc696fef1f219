import { keyOf } from '../../../core/keys/keys.js'
import type { CustomerTotal } from '../../demand/totalCustomers.js'
import { type Check, startCheck } from '../checks.js'
import { compareRows } from '../compareData.js'
import { type Facts, SERIES, seriesIds } from '../facts/facts.js'
import { type Fraction, fraction, nearest, plus, round, times } from '../fraction.js'
import { stockUnitsOf } from '../gridUnits.js'

const TOTAL = ['customerId', ...SERIES] as const

/** Totals by customer are the sums of their transactions, in exact fractions. */
export function checkCustomers({ given, plan, items }: Facts): Check {
  const check = startCheck('customers-total', 'What customers took is the sum of their transactions.')
  const sums = new Map<string, { row: CustomerTotal; sum: Fraction }>()
  for (const sale of plan.input.transactions) {
    const { customerId, itemId, quantity, unit } = sale
    if (customerId === undefined) continue
    const row = { customerId, ...seriesIds(sale), quantity: 0 }
    const key = keyOf(row, TOTAL)
    const part = times(fraction(quantity), fraction(stockUnitsOf(items.get(itemId), unit)))
    const known = sums.get(key)
    sums.set(key, { row, sum: known === undefined ? part : plus(known.sum, part) })
  }
  // Kept to nine decimals.
  const rounded = (sum: Fraction): number =>
    nearest({ n: round(times(sum, fraction(1e9)), 'halfEven'), d: 1_000_000_000n }) + 0
  compareRows(check, 'customers', {
    actual: given.customers,
    expected: [...sums.values()].map(({ row, sum }) => ({ ...row, quantity: rounded(sum) })),
    fields: TOTAL,
  })
  return check.result()
}
