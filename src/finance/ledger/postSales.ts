import type { Ref } from '../../core/keys/ref.js'
import { seriesId } from '../../core/keys/seriesId.js'
import { customerGroups } from './cashGroups.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'

/** Rule `sale`: what is shipped is invoiced. */
export function saleRule(context: LedgerContext): PostRule {
  const { flows, writer, invoices, dueDate } = context
  const termsOf = customerGroups(context).termsOf
  const refs = flows.sales.map((flow): Ref => ({
    ...seriesId(flow),
    ...(flow.orderId !== undefined && { orderId: flow.orderId }),
  }))
  return (t) => {
    flows.sales.forEach(({ units }, i) => {
      const amount = invoices.sales[i]?.[t] as number
      const quantity = units[t] as number
      writer.begin(t, 'sale', refs[i] as Ref)
      writer.post('receivables', amount, { quantity, dueDate: dueDate(termsOf(i), t) })
      writer.post('revenue', -amount, { quantity: -quantity })
    })
  }
}
