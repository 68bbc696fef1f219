import { toMinor } from '../core/money.js'
import { createNotice } from '../core/notices.js'
import { NO_REF, type Ref } from '../core/ref.js'
import { type PaymentTerms, scheduleCash } from '../core/terms.js'
import type { AccountId, RuleId } from './accounts.js'
import { type LedgerContext, type PostRule, sumRows } from './ledgerContext.js'
import { termsOfSource } from './notices.js'

/** Terms of what is paid in the period of its invoice. */
export const AT_ONCE: PaymentTerms = { netDays: 0 }

interface CashSource {
  readonly id: string
  readonly cash: readonly number[]
}

interface Flow {
  readonly source: string
  readonly ref: Ref
  readonly terms: PaymentTerms
  readonly invoiced: readonly number[]
  readonly path: string
}

/** Cash of flows by source; the flows of one source are added up and shared out as one, by the terms of the first. */
function cashBySource(
  flows: readonly Flow[],
  opening: { readonly source: string; readonly terms: PaymentTerms; readonly amountMinor: number },
  context: LedgerContext,
): CashSource[] {
  const count = context.periods.length
  const { schedule } = context
  const none = new Array<number>(count).fill(0)
  const groups = new Map<string, Flow[]>()
  for (const flow of flows) groups.set(flow.source, [...(groups.get(flow.source) ?? []), flow])
  if (opening.amountMinor !== 0 && !groups.has(opening.source)) groups.set(opening.source, [])
  return [...groups].map(([id, members]) => {
    const rows: (readonly number[])[] = []
    const first = members[0]
    const ignored = members.find(({ terms }) => JSON.stringify(terms) !== JSON.stringify(first?.terms))
    if (ignored !== undefined) {
      context.warnings.push(
        createNotice(termsOfSource, {
          path: ignored.path,
          refs: [ignored.ref],
          value: { of: opening.source === 'customers' ? 'customers' : 'suppliers' },
        }),
      )
    }
    if (first !== undefined) {
      const invoiced =
        members.length === 1
          ? first.invoiced
          : sumRows(
              members.map((flow) => flow.invoiced),
              count,
            )
      rows.push(scheduleCash(invoiced, 0, schedule(first.terms)).cash)
    }
    if (id === opening.source) rows.push(scheduleCash(none, opening.amountMinor, schedule(opening.terms)).cash)
    return { id, cash: rows.length === 1 ? (rows[0] as readonly number[]) : sumRows(rows, count) }
  })
}

function transferRule(
  { writer }: LedgerContext,
  rule: RuleId,
  debit: AccountId,
  credit: AccountId,
  sources: readonly CashSource[],
): PostRule {
  return (t) => {
    for (const { id, cash } of sources) writer.transfer(t, rule, id, debit, credit, cash[t] as number)
  }
}

/** Rule `collect`: customers pay by the terms of their market. */
export function collectRule(context: LedgerContext): PostRule {
  const { input, scale, invoices } = context
  const ledgerTerms = input.customerTerms ?? AT_ONCE
  const flows = (input.sales ?? []).map((flow, i) => ({
    source: flow.marketId ?? 'customers',
    ref: flow.marketId === undefined ? NO_REF : { marketId: flow.marketId },
    terms: flow.terms ?? ledgerTerms,
    invoiced: invoices.sales[i] as readonly number[],
    path: `sales[${i}].terms`,
  }))
  const amountMinor = toMinor(input.opening.receivables ?? 0, scale)
  const sources = cashBySource(flows, { source: 'customers', terms: ledgerTerms, amountMinor }, context)
  return transferRule(context, 'collect', 'cash', 'receivables', sources)
}

/** Rule `paySuppliers`: goods by supplier, variable overhead by resource, other overheads by their own terms. */
export function paySuppliersRule(context: LedgerContext): PostRule {
  const { input, scale, invoices } = context
  const ledgerTerms = input.supplierTerms ?? AT_ONCE
  const nothing = { source: '', terms: AT_ONCE, amountMinor: 0 }
  const goods = (input.stock ?? []).map((flow, i) => ({
    source: flow.supplierId ?? 'suppliers',
    ref: flow.supplierId === undefined ? NO_REF : { supplierId: flow.supplierId },
    terms: flow.terms ?? ledgerTerms,
    invoiced: invoices.purchases[i] as readonly number[],
    path: `stock[${i}].terms`,
    bought: flow.purchasedUnits.some((units) => units > 0),
  }))
  const hours = (input.labor ?? []).map((flow, i) => ({
    source: flow.resourceId,
    ref: { resourceId: flow.resourceId },
    terms: ledgerTerms,
    invoiced: invoices.variableOverhead[i] as readonly number[],
    path: `labor[${i}].terms`,
  }))
  const overheads = (input.overheads ?? []).map((flow, i) => ({
    source: flow.id,
    ref: { overheadId: flow.id },
    terms: flow.terms ?? AT_ONCE,
    invoiced: invoices.overheads[i] as readonly number[],
    path: `overheads[${i}].terms`,
  }))
  const amountMinor = toMinor(input.opening.payables ?? 0, scale)
  // An item that is never bought has no say in the terms of its supplier.
  const bought = goods.filter((flow) => flow.bought)
  return transferRule(context, 'paySuppliers', 'payables', 'cash', [
    ...cashBySource(bought, { source: 'suppliers', terms: ledgerTerms, amountMinor }, context),
    ...cashBySource(hours, nothing, context),
    ...cashBySource(overheads, nothing, context),
  ])
}

/** Rule `payAssets`: new assets by their own terms. */
export function payAssetsRule(context: LedgerContext): PostRule {
  const { input, assets, periods } = context
  const flows = (input.assets ?? []).map((asset, i) => ({
    source: asset.id,
    ref: { assetId: asset.id },
    terms: asset.terms ?? AT_ONCE,
    invoiced: periods.map((_, t) => (assets[i]?.acquiredIn === t ? assets[i].costMinor : 0)),
    path: `assets[${i}].terms`,
  }))
  const sources = cashBySource(flows, { source: '', terms: AT_ONCE, amountMinor: 0 }, context)
  return transferRule(context, 'payAssets', 'capitalPayables', 'cash', sources)
}

/** Rule `payWages`: the payroll of all resources as one. */
export function payWagesRule(context: LedgerContext): PostRule {
  const { input, scale, invoices, periods } = context
  const wages = sumRows([...invoices.regularWages, ...invoices.overtimeWages], periods.length)
  const terms = input.payrollTerms ?? AT_ONCE
  const amountMinor = toMinor(input.opening.wagesPayable ?? 0, scale)
  const sources = cashBySource(
    [{ source: 'payroll', ref: NO_REF, terms, invoiced: wages, path: 'payrollTerms' }],
    { source: 'payroll', terms, amountMinor },
    context,
  )
  return transferRule(context, 'payWages', 'wagesPayable', 'cash', sources)
}
