import { rows } from './referenceChecks.js'
import type { PlanInput } from '../types.js'

interface OfCustomer {
  readonly customerId?: string
  readonly marketId?: string
}

/** Makes of a row of a customer, written without a market, one of the customer's market. */
export function customersMarket({
  customers,
}: Pick<PlanInput, 'customers'>): <Row extends OfCustomer>(row: Row) => Row {
  const markets = new Map(rows(customers).map(([, { id, marketId }]) => [id, marketId]))
  return (row) => {
    if (row.marketId !== undefined || row.customerId === undefined) return row
    const marketId = markets.get(row.customerId)
    return marketId === undefined ? row : { ...row, marketId }
  }
}
