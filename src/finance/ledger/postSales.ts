import type { LedgerContext, PostRule } from './ledgerContext.js'
import type { SalesFlow } from './types.js'

function sourceOf({ itemId, marketId }: SalesFlow): string {
  return marketId === undefined ? itemId : `${itemId}@${marketId}`
}

/** Rule `sale`: what is shipped is invoiced. */
export function saleRule({ input, writer, invoices }: LedgerContext): PostRule {
  const sources = (input.sales ?? []).map(sourceOf)
  return (t) => {
    sources.forEach((source, i) => {
      writer.transfer(t, 'sale', source, 'receivables', 'revenue', invoices.sales[i]?.[t] as number)
    })
  }
}
