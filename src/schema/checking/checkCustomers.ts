import { type Context, rows } from '../reading/referenceChecks.js'

interface OfCustomer {
  readonly customerId?: string
  readonly marketId?: string
}

/** Adds every mistake in rows of customers: a market that is not the customer's, a price of nobody. */
export function checkCustomers({ input, issues }: Context): void {
  const markets = new Map(rows(input.customers).map(([, { id, marketId }]) => [id, marketId]))
  const tables = ['transactions', 'prices', 'openingBalances', 'actuals', 'marginPolicies', 'overheads'] as const
  const lists = tables.map((table) => [table, input[table]] as const)
  for (const [table, list] of [...lists, ['finance.overheads', input.finance?.overheads] as const]) {
    for (const [i, { customerId, marketId }] of rows<OfCustomer>(list)) {
      if (customerId === undefined || marketId === undefined || !markets.has(customerId)) continue
      const own = markets.get(customerId)
      if (own === marketId) continue
      issues.add(
        'CONFLICT',
        `${table}[${i}].marketId`,
        marketId,
        own === undefined
          ? `Customer '${customerId}' belongs to no market.`
          : `Customer '${customerId}' belongs to market '${own}'.`,
        'Leave the market out, or correct that of the customer.',
      )
    }
  }
  for (const [i, { customerId, marketId }] of rows(input.prices)) {
    if (customerId !== undefined || marketId !== undefined) continue
    issues.add(
      'MISSING_VALUE',
      `prices[${i}].marketId`,
      undefined,
      'A price of which market or customer?',
      'Name marketId or customerId; the price of the item itself is a column of items.',
    )
  }
}
