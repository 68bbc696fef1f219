import { type Key, keyOf } from '../../core/keys/keys.js'
import { fromMinor, moneyScale, toMinor } from '../../core/money/money.js'
import type { Calendar } from '../../core/time/calendar.js'
import { scheduleCash } from '../../core/time/terms.js'
import { openingCash } from '../../finance/ledger/cashGroups.js'
import { createScheduler } from '../../finance/ledger/ledgerContext.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { customersMarket } from '../../schema/reading/customersMarket.js'
import type { OpeningBalance } from '../../schema/rows/financeTypes.js'
import { type InvoiceGroup, invoicingOf } from './invoices.js'

/** Invoices of closed periods, and what was open before them. */
export interface Invoiced {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly closedCount: number
  readonly groups: readonly InvoiceGroup[]
}

/** What is open after the closed periods, by account, owner and the period in which it is paid under its terms. */
export function openItems({ input, calendar, closedCount, groups }: Invoiced): readonly OpeningBalance[] {
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
  for (const { account, owner, terms, invoiced } of groups) {
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
    const group = invoicingOf(input, RULE_OF[row.account] ?? '', {
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
