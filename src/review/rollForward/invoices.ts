import { type Key, keyOf } from '../../core/keys/keys.js'
import { NO_REF, type Ref, refKey } from '../../core/keys/ref.js'
import type { Calendar } from '../../core/time/calendar.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import { AT_ONCE } from '../../finance/ledger/ledgerContext.js'
import type { Plan } from '../../plan/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { OpeningAccount, OpeningBalance } from '../../schema/rows/financeTypes.js'

/** Whose invoices they are, and under which terms they are paid. */
export interface Invoicing {
  readonly account: OpeningAccount
  /** What of it an opening balance can say. */
  readonly owner: Pick<OpeningBalance, 'marketId' | 'supplierId'>
  readonly terms: PaymentTerms
  /** The actuals that tell of such invoices; left out where none do. */
  readonly kind?: ActualKind
}

/** Invoices of somebody that are paid together. */
export interface InvoiceGroup extends Invoicing {
  /** Minor units by period, above zero where the account grows. */
  readonly invoiced: number[]
}

/** What is owed of whom under which terms, by the rule that a posting is made by. */
export function invoicingOf(input: NormalInput, rule: string, ref: Ref): Invoicing | undefined {
  const { finance, markets, suppliers, overheads, assets, taxes } = input
  const { marketId, supplierId, overheadId, assetId } = ref
  switch (rule) {
    case 'sale':
      return {
        account: 'receivables',
        owner: marketId === undefined ? {} : { marketId },
        terms: markets.find(({ id }) => id === marketId)?.terms ?? finance.customerTerms,
        kind: 'sales',
      }
    case 'purchase':
    case 'outsideProcessing':
      return {
        account: 'payables',
        owner: supplierId === undefined ? {} : { supplierId },
        terms: suppliers.find(({ id }) => id === supplierId)?.terms ?? finance.supplierTerms,
        kind: 'purchases',
      }
    case 'variableOverhead':
      return { account: 'payables', owner: {}, terms: finance.supplierTerms, kind: 'overhead' }
    case 'overhead':
      return {
        account: 'payables',
        owner: {},
        terms: overheads.find(({ id }) => id === overheadId)?.terms ?? AT_ONCE,
        kind: 'overhead',
      }
    case 'acquireAsset':
      return { account: 'capitalPayables', owner: {}, terms: assets.find(({ id }) => id === assetId)?.terms ?? AT_ONCE }
    case 'payroll':
      return { account: 'wagesPayable', owner: {}, terms: finance.payrollTerms, kind: 'hours' }
    case 'tax':
      return { account: 'taxPayable', owner: {}, terms: taxes[0]?.terms ?? AT_ONCE }
    default:
      return undefined
  }
}

/** Invoices by who is paid together, and how one is added. */
export interface InvoiceBook {
  readonly groups: ReadonlyMap<Key, InvoiceGroup>
  /** Adds to the invoices of a period what a rule posts of a thing; minor units. */
  add(posted: { readonly rule: string; readonly ref: Ref; readonly t: number; readonly minor: number }): void
}

/** An empty book. */
export function createInvoiceBook(input: NormalInput, { periods }: Calendar): InvoiceBook {
  const groups = new Map<Key, InvoiceGroup>()
  return {
    groups,
    add: ({ rule, ref, t, minor }) => {
      const found = invoicingOf(input, rule, ref)
      if (found === undefined) return
      // Overheads and assets are each paid by themselves; what is bought, with all of its supplier; wages, together.
      const apart = PAID_APART.has(rule) ? refKey(ref) : ''
      const head = { account: found.account, ...found.owner, apart }
      const key = keyOf(head, ['account', 'marketId', 'supplierId', 'apart'])
      const group = groups.get(key) ?? { ...found, invoiced: periods.map(() => 0) }
      groups.set(key, group)
      group.invoiced[t] = (group.invoiced[t] ?? 0) + minor
    },
  }
}

const PAID_APART: ReadonlySet<string> = new Set(['variableOverhead', 'overhead', 'acquireAsset'])

/** Invoices that a plan posts in its first periods. */
export function plannedInvoices({ input, ledger, calendar }: Plan, closedCount: number): readonly InvoiceGroup[] {
  const book = createInvoiceBook(input, calendar)
  ledger.rule.forEach((place, n) => {
    const t = ledger.periodIndex[n] ?? 0
    if (t < 0 || t >= closedCount) return
    const rule = ledger.rules[place] as string
    const ref = ledger.refs[ledger.ref[n] ?? 0] ?? NO_REF
    const account = invoicingOf(input, rule, ref)?.account
    if (account === undefined || ledger.accounts[ledger.account[n] ?? 0] !== account) return
    const sign = account === 'receivables' ? 1 : -1
    book.add({ rule, ref, t, minor: sign * (ledger.amountMinor[n] ?? 0) })
  })
  return [...book.groups.values()]
}
