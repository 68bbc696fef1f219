import { type Key, keyOf } from '../../core/keys/keys.js'
import { type Ref, refKey } from '../../core/keys/ref.js'
import { fromMinor, moneyScale, toMinor } from '../../core/money/money.js'
import { type PaymentTerms, scheduleCash } from '../../core/time/terms.js'
import { openingCash } from '../../finance/ledger/cashGroups.js'
import { AT_ONCE, createScheduler } from '../../finance/ledger/ledgerContext.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import type { OpeningAccount, OpeningBalance } from '../../schema/rows/financeTypes.js'
import type { Plan } from '../../plan/types.js'

/** Invoices of somebody, and when they are paid. */
interface Group {
  readonly account: OpeningAccount
  /** What of it an opening balance can say. */
  readonly owner: Pick<OpeningBalance, 'marketId' | 'supplierId'>
  readonly terms: PaymentTerms
  readonly invoiced: number[]
}

/** What is owed of whom under which terms, by the rule that a posting was made by. */
function groupOf({ input }: Plan, rule: string, ref: Ref): Omit<Group, 'invoiced'> | undefined {
  const { finance, markets, suppliers, overheads, assets, taxes } = input
  const { marketId, supplierId, overheadId, assetId } = ref
  switch (rule) {
    case 'sale':
      return {
        account: 'receivables',
        owner: marketId === undefined ? {} : { marketId },
        terms: markets.find(({ id }) => id === marketId)?.terms ?? finance.customerTerms,
      }
    case 'purchase':
    case 'outsideProcessing':
      return {
        account: 'payables',
        owner: supplierId === undefined ? {} : { supplierId },
        terms: suppliers.find(({ id }) => id === supplierId)?.terms ?? finance.supplierTerms,
      }
    case 'variableOverhead':
      return { account: 'payables', owner: {}, terms: finance.supplierTerms }
    case 'overhead':
      return { account: 'payables', owner: {}, terms: overheads.find(({ id }) => id === overheadId)?.terms ?? AT_ONCE }
    case 'acquireAsset':
      return { account: 'capitalPayables', owner: {}, terms: assets.find(({ id }) => id === assetId)?.terms ?? AT_ONCE }
    case 'payroll':
      return { account: 'wagesPayable', owner: {}, terms: finance.payrollTerms }
    case 'tax':
      return { account: 'taxPayable', owner: {}, terms: taxes[0]?.terms ?? AT_ONCE }
    default:
      return undefined
  }
}

/** Invoices of the closed periods by who is paid together: as the ledger pays them. */
function groupsOf(plan: Plan, closedCount: number): readonly Group[] {
  const { ledger, calendar } = plan
  const groups = new Map<Key, Group>()
  ledger.rule.forEach((place, n) => {
    const t = ledger.periodIndex[n] ?? 0
    if (t < 0 || t >= closedCount) return
    const rule = ledger.rules[place] as string
    const ref = ledger.refs[ledger.ref[n] ?? 0] as Ref
    const found = groupOf(plan, rule, ref)
    if (found === undefined || ledger.accounts[ledger.account[n] ?? 0] !== found.account) return
    // Hours, overheads and assets are each paid by themselves; what is bought, with all of its supplier.
    const apart = rule === 'variableOverhead' || rule === 'overhead' || rule === 'acquireAsset' ? refKey(ref) : ''
    const key = keyOf({ account: found.account, ...found.owner, apart }, ['account', 'marketId', 'supplierId', 'apart'])
    const group = groups.get(key) ?? { ...found, invoiced: calendar.periods.map(() => 0) }
    groups.set(key, group)
    const sign = found.account === 'receivables' ? 1 : -1
    group.invoiced[t] = (group.invoiced[t] ?? 0) + sign * (ledger.amountMinor[n] ?? 0)
  })
  return [...groups.values()]
}

/** What a plan leaves open after its first periods, by account, owner and the period in which it is paid; and the accounts that fall due on no day. */
export function openItems(plan: Plan, closedCount: number): readonly OpeningBalance[] {
  const { input, calendar } = plan
  const { periods } = calendar
  const scale = moneyScale(input, 'input')
  const schedule = createScheduler(calendar)
  const after = periods.at(-1)?.end ?? ''
  const sums = new Map<Key, { readonly row: Omit<OpeningBalance, 'amount'>; minor: number }>()
  const add = (row: Omit<OpeningBalance, 'amount'>, minor: number): void => {
    if (minor === 0) return
    const key = keyOf(row, ['account', 'marketId', 'supplierId', 'dueDate'])
    const known = sums.get(key) ?? { row, minor: 0 }
    known.minor += minor
    sums.set(key, known)
  }
  const spreadOut = (head: Omit<OpeningBalance, 'amount'>, cash: readonly number[], total: number): void => {
    let rest = total
    cash.forEach((minor, t) => {
      rest -= minor
      if (t >= closedCount) add({ ...head, dueDate: periods[t]?.start ?? '' }, minor)
    })
    add({ ...head, dueDate: after }, rest)
  }
  for (const { account, owner, terms, invoiced } of groupsOf(plan, closedCount)) {
    const { cash } = scheduleCash(invoiced, 0, schedule(terms))
    spreadOut(
      { account, ...owner },
      cash,
      invoiced.reduce((sum, minor) => sum + minor, 0),
    )
  }
  const withMarket = customersMarket(input)
  for (const given of input.openingBalances) {
    const row = withMarket(given)
    const group = groupOf(plan, RULE_OF[row.account] ?? '', {
      ...(row.marketId !== undefined && { marketId: row.marketId }),
      ...(row.supplierId !== undefined && { supplierId: row.supplierId }),
    })
    if (group === undefined) continue
    const minor = toMinor(row.amount, scale, 'openingBalances')
    const head = { account: row.account, ...group.owner }
    spreadOut(head, openingCash({ ...row, at: 'openingBalances' }, group.terms, { periods, scale, schedule }), minor)
  }
  return [...sums.values()].map(({ row, minor }) => ({ ...row, amount: fromMinor(minor, scale) }))
}

/** A rule under whose terms an opening balance of an account is paid. */
const RULE_OF: Readonly<Partial<Record<string, string>>> = {
  receivables: 'sale',
  payables: 'purchase',
  capitalPayables: 'acquireAsset',
  wagesPayable: 'payroll',
  taxPayable: 'tax',
}
