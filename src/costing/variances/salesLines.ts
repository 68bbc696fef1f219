import { compareByKey, type Key, keyOf } from '../../core/keys/keys.js'
import type { Ref } from '../../core/keys/ref.js'
import { type ActualRow, rowsOf, type VarianceReading } from './readVarianceInput.js'
import type { BudgetedExchangeRate, BudgetedSale } from './varianceTypes.js'

/** A budgeted sale and what became of it, or a sale that nobody had budgeted. */
export interface SalesLine {
  readonly ref: Ref & { readonly itemId: string }
  /** Undefined where nothing was budgeted that it could be a part of. */
  readonly budget: BudgetedSale | undefined
  units: number
  amount: number
  /** The amount, its foreign currency at the budgeted rate. */
  atBudgetRate: number
}

const LINE_KEY = ['itemId', 'marketId', 'customerId'] as const

const refOf = ({ itemId = '', marketId, customerId }: Partial<BudgetedSale>): SalesLine['ref'] => ({
  itemId,
  ...(customerId !== undefined && { customerId }),
  ...(marketId !== undefined && { marketId }),
})

/** An amount in its foreign currency at the budgeted rate: of a row of a customer, a market or a supplier that has one. */
export function atBudgetRate({ input }: VarianceReading): (row: ActualRow) => number {
  const rates = new Map<Key, BudgetedExchangeRate>()
  const key = (ids: Partial<BudgetedExchangeRate>): Key => keyOf(ids, ['marketId', 'customerId', 'supplierId'])
  for (const rate of input.exchangeRates ?? []) rates.set(key(rate), rate)
  return ({ amount, marketId, customerId, supplierId }) => {
    const found =
      (customerId !== undefined ? rates.get(key({ customerId })) : undefined) ??
      (marketId !== undefined ? rates.get(key({ marketId })) : undefined) ??
      (supplierId !== undefined ? rates.get(key({ supplierId })) : undefined)
    return found === undefined ? amount : (amount * found.budgetRate) / found.actualRate
  }
}

/**
 * The budgeted sale that a row is a part of: of its item, and of its customer and market as far as they were budgeted; the
 * most specific one, of which a customer is more than a market.
 */
export function budgetOf(
  sales: readonly BudgetedSale[],
): (row: Pick<ActualRow, 'itemId' | 'marketId' | 'customerId'>) => BudgetedSale | undefined {
  const budgets = new Map(sales.map((sale) => [keyOf(sale, LINE_KEY), sale]))
  return ({ itemId, marketId, customerId }) => {
    const places = [{ itemId, marketId, customerId }, { itemId, customerId }, { itemId, marketId }, { itemId }]
    for (const place of places) {
      const found = budgets.get(keyOf(place as Partial<BudgetedSale>, LINE_KEY))
      if (found !== undefined) return found
    }
    return undefined
  }
}

/** Every budgeted sale with what became of it, then what nobody had budgeted. */
export function salesLines(reading: VarianceReading): SalesLine[] {
  const { sales } = reading.input.budget
  const lines = new Map<Key, SalesLine>()
  const open = (ids: Partial<BudgetedSale>, budget: BudgetedSale | undefined): SalesLine => {
    const key = keyOf(ids, LINE_KEY)
    const line = lines.get(key) ?? { ref: refOf(ids), budget, units: 0, amount: 0, atBudgetRate: 0 }
    lines.set(key, line)
    return line
  }
  for (const sale of sales) open(sale, sale)
  const find = budgetOf(sales)
  const converted = atBudgetRate(reading)
  for (const row of rowsOf(reading, 'sales')) {
    const { itemId = '', marketId, customerId } = row
    const budget = find(row)
    const ids = budget ?? {
      itemId,
      ...(marketId !== undefined && { marketId }),
      ...(customerId !== undefined && { customerId }),
    }
    const line = open(ids, budget)
    line.units += row.units
    line.amount += row.amount
    line.atBudgetRate += converted(row)
  }
  // In the order of their keys: sums are the same whatever order the rows came in.
  return [...lines.values()].sort((a, b) => compareByKey(a.ref, b.ref, LINE_KEY))
}
