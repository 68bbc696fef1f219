import { NO_REF, type Ref } from '../../core/keys/ref.js'
import { type PaymentTerms, scheduleCash } from '../../core/time/terms.js'
import type { AccountId } from '../chart/accounts.js'
import { type CashGroup, cashByGroup, customerGroups, openingCash, supplierGroups } from './cashGroups.js'
import { AT_ONCE, type LedgerContext, type PostRule, sumRows } from './ledgerContext.js'
import type { RuleId } from './rules.js'

interface Transfer {
  readonly rule: RuleId
  readonly debit: AccountId
  readonly credit: AccountId
}

function transferRule({ writer }: LedgerContext, transfer: Transfer, groups: readonly CashGroup[]): PostRule {
  const { rule, debit, credit } = transfer
  return (t) => {
    for (const { ref, cash } of groups) {
      writer.begin(t, rule, ref)
      writer.post(debit, cash[t] as number)
      writer.post(credit, -(cash[t] as number))
    }
  }
}

/** Cash of flows that are each a group of their own. */
function cashOf(
  rows: readonly { readonly ref: Ref; readonly terms: PaymentTerms; readonly invoiced: readonly number[] }[],
  { schedule }: LedgerContext,
): CashGroup[] {
  return rows.map(({ ref, terms, invoiced }) => ({ ref, cash: scheduleCash(invoiced, 0, schedule(terms)).cash }))
}

/** Rule `collect`: customers pay by the terms of their market. */
export function collectRule(context: LedgerContext): PostRule {
  const groups = cashByGroup(customerGroups(context), context, {
    account: 'receivables',
    terms: context.input.customerTerms ?? AT_ONCE,
    field: 'marketId',
  })
  return transferRule(context, { rule: 'collect', debit: 'cash', credit: 'receivables' }, groups)
}

/** Rule `paySuppliers`: goods by supplier, variable overhead by resource, other overheads by their own terms. */
export function paySuppliersRule(context: LedgerContext): PostRule {
  const { input, flows, invoices } = context
  const terms = input.supplierTerms ?? AT_ONCE
  const goods = cashByGroup(supplierGroups(context), context, { account: 'payables', terms, field: 'supplierId' })
  const hours = flows.labor.map(({ resourceId }, i) => ({
    ref: { resourceId },
    terms,
    invoiced: invoices.variableOverhead[i] as readonly number[],
  }))
  const overheads = flows.overheads.map((flow, i) => ({
    ref: { overheadId: flow.id },
    terms: flow.terms ?? AT_ONCE,
    invoiced: invoices.overheads[i] as readonly number[],
  }))
  return transferRule(context, { rule: 'paySuppliers', debit: 'payables', credit: 'cash' }, [
    ...goods,
    ...cashOf(hours, context),
    ...cashOf(overheads, context),
  ])
}

/** Rule `payAssets`: what is owed for assets from before, and new assets by their own terms. */
export function payAssetsRule(context: LedgerContext): PostRule {
  const { flows, assets, periods } = context
  const rows = flows.assets.map((asset, i) => ({
    ref: { assetId: asset.id },
    terms: asset.terms ?? AT_ONCE,
    invoiced: periods.map((_, t) => (assets[i]?.acquiredIn === t ? assets[i].costMinor : 0)),
  }))
  const owed = flows.openings
    .filter(({ account }) => account === 'capitalPayables')
    .map((row) => openingCash(row, row.terms ?? AT_ONCE, context))
  return transferRule(context, { rule: 'payAssets', debit: 'capitalPayables', credit: 'cash' }, [
    { ref: NO_REF, cash: sumRows(owed, periods.length) },
    ...cashOf(rows, context),
  ])
}

/** Rule `payWages`: the payroll of all resources as one. */
export function payWagesRule(context: LedgerContext): PostRule {
  const { input, flows, invoices, periods, schedule } = context
  const terms = input.payrollTerms ?? AT_ONCE
  const wages = sumRows([...invoices.regularWages, ...invoices.overtimeWages], periods.length)
  const rows = [
    scheduleCash(wages, 0, schedule(terms)).cash,
    ...flows.openings
      .filter(({ account }) => account === 'wagesPayable')
      .map((row) => openingCash(row, row.terms ?? terms, context)),
  ]
  return transferRule(context, { rule: 'payWages', debit: 'wagesPayable', credit: 'cash' }, [
    { ref: NO_REF, cash: sumRows(rows, periods.length) },
  ])
}
