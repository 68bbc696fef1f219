import { parseDay } from '../../core/time/calendar.js'
import { toMinor } from '../../core/money/money.js'
import { createNotice } from '../../core/notices/notices.js'
import { compareRefs, NO_REF, type Ref, refKey } from '../../core/keys/ref.js'
import { type PaymentTerms, scheduleCash } from '../../core/time/terms.js'
import { termsOfSource } from '../notices.js'
import type { LedgerOpening } from '../types.js'
import { AT_ONCE, type LedgerContext, sumRows } from './ledgerContext.js'
import type { Placed } from './readFlows.js'

/** Cash of one customer group, supplier, resource, overhead or asset by period. */
export interface CashGroup {
  readonly ref: Ref
  readonly cash: readonly number[]
}

/** Invoices under terms, in minor units by period. */
export interface InvoiceFlow {
  readonly ref: Ref
  readonly terms: PaymentTerms
  readonly invoiced: readonly number[]
  readonly at: string
  /** A flow that invoices nothing in the plan has no say in the terms of its group; default true. */
  readonly isUsed?: boolean
}

/** Flows grouped by what they speak of. */
interface GroupedTerms {
  readonly flows: readonly InvoiceFlow[]
  /** Terms of the group of a flow: those of its first. */
  termsOf(flow: number): PaymentTerms
}

function groupTerms(flows: readonly InvoiceFlow[]): GroupedTerms {
  const terms = new Map<string, PaymentTerms>()
  const keys = flows.map(({ ref }) => refKey(ref))
  flows.forEach((flow, i) => {
    if (flow.isUsed !== false && !terms.has(keys[i] as string)) terms.set(keys[i] as string, flow.terms)
  })
  return { flows, termsOf: (i) => terms.get(keys[i] as string) ?? (flows[i] as InvoiceFlow).terms }
}

/** Sales by market: what has no market is one group. */
export function customerGroups({ input, flows, invoices }: LedgerContext): GroupedTerms {
  return groupTerms(
    flows.sales.map(({ marketId, terms, at }, i) => ({
      ref: marketId === undefined ? NO_REF : { marketId },
      terms: terms ?? input.customerTerms ?? AT_ONCE,
      invoiced: invoices.sales[i] as readonly number[],
      at: `${at}.terms`,
    })),
  )
}

/** Purchases by supplier: what has no supplier is one group. */
export function supplierGroups({ input, flows, invoices }: LedgerContext): GroupedTerms {
  return groupTerms(
    flows.purchases.map(({ supplierId, terms, units, at }, i) => ({
      ref: supplierId === undefined ? NO_REF : { supplierId },
      terms: terms ?? input.supplierTerms ?? AT_ONCE,
      invoiced: invoices.purchases[i] as readonly number[],
      at: `${at}.terms`,
      isUsed: units.some((quantity) => quantity > 0),
    })),
  )
}

/**
 * Cash by group, in the order of what the groups speak of: the invoices of a group are added up and shared out as one, by
 * the terms of its first flow; each opening balance is shared out on its own and added.
 */
export function cashByGroup(
  { flows, termsOf }: GroupedTerms,
  context: LedgerContext,
  opening: {
    readonly account: 'receivables' | 'payables' | 'wagesPayable'
    readonly terms: PaymentTerms
    /** The field of an opening balance by which it belongs to a group; default none does. */
    readonly field?: 'marketId' | 'supplierId'
  },
): CashGroup[] {
  const count = context.periods.length
  const groups = new Map<string, { readonly ref: Ref; readonly places: number[]; readonly rows: number[][] }>()
  const groupOf = (ref: Ref): { readonly places: number[]; readonly rows: number[][] } => {
    const key = refKey(ref)
    const known = groups.get(key) ?? { ref, places: [], rows: [] }
    groups.set(key, known)
    return known
  }
  flows.forEach((flow, i) => {
    if (flow.isUsed !== false) groupOf(flow.ref).places.push(i)
  })
  for (const row of context.flows.openings) {
    if (row.account !== opening.account) continue
    const id = opening.field === undefined ? undefined : row[opening.field]
    const cash = openingCash(row, row.terms ?? opening.terms, context)
    groupOf(id === undefined || opening.field === undefined ? NO_REF : { [opening.field]: id }).rows.push(cash)
  }
  return [...groups.values()]
    .sort((a, b) => compareRefs(a.ref, b.ref))
    .map(({ ref, places, rows }) => {
      const first = places[0]
      if (first !== undefined) {
        const terms = termsOf(first)
        warnOfTerms(
          places.map((i) => flows[i] as InvoiceFlow),
          terms,
          opening.field === 'marketId',
          context,
        )
        const invoiced = sumRows(
          places.map((i) => (flows[i] as InvoiceFlow).invoiced),
          count,
        )
        rows.unshift(scheduleCash(invoiced, 0, context.schedule(terms)).cash)
      }
      return { ref, cash: sumRows(rows, count) }
    })
}

/** When an opening balance becomes cash: on its day, what is overdue in the first period; without one by the terms. */
export function openingCash(
  row: Placed<Pick<LedgerOpening, 'amount' | 'dueDate'>>,
  terms: PaymentTerms,
  { periods, scale, schedule }: Pick<LedgerContext, 'periods' | 'scale' | 'schedule'>,
): number[] {
  const amount = toMinor(row.amount, scale, `${row.at}.amount`)
  const none = periods.map(() => 0)
  if (row.dueDate === undefined) return scheduleCash(none, amount, schedule(terms)).cash
  const day = parseDay(row.dueDate) as number
  const due = periods.findIndex(({ end }) => day < (parseDay(end) as number))
  return none.map((_, t) => (t === due ? amount : 0))
}

function warnOfTerms(
  members: readonly InvoiceFlow[],
  terms: PaymentTerms,
  isCustomer: boolean,
  { warnings }: LedgerContext,
): void {
  const ignored = members.find((flow) => JSON.stringify(flow.terms) !== JSON.stringify(terms))
  if (ignored === undefined) return
  const of = isCustomer ? 'customers' : 'suppliers'
  warnings.push(createNotice(termsOfSource, { path: ignored.at, refs: [ignored.ref], value: { of } }))
}
