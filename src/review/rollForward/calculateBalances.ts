import { sortByKey } from '../../core/keys/keys.js'
import { uniqueRefs } from '../../core/keys/ref.js'
import { decimalSum, fromMinor, moneyScale, sumMinor } from '../../core/money/money.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import type { ActualKind } from '../../costing/variances/varianceTypes.js'
import { DUE_ACCOUNTS } from '../../finance/ledger/checkOpenings.js'
import { overheadAsPlanned } from '../../scenario/notices.js'
import type { OpeningAccount, OpeningBalance } from '../../schema/rows/financeTypes.js'
import { OPENING_ACCOUNTS } from '../../schema/tables/openingFields.js'
import { noteSilentHours } from '../asPlanned/silentHours.js'
import type { ClosedInvoices } from './closedInvoices.js'
import type { Closing } from './closing.js'
import type { InvoiceGroup } from './invoices.js'
import { openItems } from './openItems.js'

/** What an account stands at by what was invoiced, and its open items where it falls due. */
export interface CalculatedBalance {
  readonly amount: number
  readonly items?: readonly OpeningBalance[]
}

/** Balances of accounts at the close, by account; major units. */
type Amounts = ReadonlyMap<string, number>

const DUE = OPENING_ACCOUNTS.filter((account) => DUE_ACCOUNTS.includes(account))

/** Accounts that move by cash alone. */
const BY_CASH: readonly OpeningAccount[] = ['creditFacilities', 'shareCapital']

/** Which kinds of actuals an account follows. */
const FOLLOWS: Readonly<Partial<Record<OpeningAccount, readonly ActualKind[]>>> = {
  receivables: ['sales'],
  payables: ['purchases', 'hours', 'overhead'],
  wagesPayable: ['hours'],
}

/**
 * Balances that follow from what the actuals say was sold, bought, worked and spent, by the rules and terms by which a plan posts: what
 * they are silent about is as planned, or nothing without a plan. Cash is what it was, with what of all this was paid: invoiced
 * and not open at the close, by the balances that are given where there are any.
 */
export function calculateBalances(
  closing: Closing,
  { base, given, invoices }: { readonly base: Amounts; readonly given: Amounts; readonly invoices: ClosedInvoices },
  assumptions: Notice[],
): ReadonlyMap<OpeningAccount, CalculatedBalance> {
  const { plan, open, from, closed, told } = closing
  if (plan === undefined && told.size === 0) return new Map()
  const { planned, actual: groups, silent } = invoices
  // Where nothing is told, the balances say so; where both accounts are given, nothing was taken.
  const isTaken = (account: OpeningAccount): boolean => told.size > 0 && !(given.has(account) && given.has('cash'))
  if (isTaken('wagesPayable')) noteSilentHours(assumptions, silent.hours)
  if (isTaken('payables'))
    noteRecords(assumptions, overheadAsPlanned, {
      path: 'actuals',
      refs: uniqueRefs(silent.overheads.map(({ ref }) => ref)),
    })
  const items = sortByKey(openItems({ input: open.normal, calendar: from, closedCount: closed.length, groups }), [
    'marketId',
    'supplierId',
    'dueDate',
  ])
  const known = DUE.filter((account) => plan !== undefined || FOLLOWS[account]?.some((kind) => told.has(kind)))
  const calculated = new Map(
    known.map((account): [OpeningAccount, CalculatedBalance] => {
      const own = items.filter((row) => row.account === account)
      return [account, { amount: decimalSum(own.map(({ amount }) => Number(amount))), items: own }]
    }),
  )
  const scale = moneyScale(open.normal, 'input')
  const invoiced = (account: OpeningAccount, of: readonly InvoiceGroup[]): number =>
    fromMinor(sumMinor(of.filter((group) => group.account === account).flatMap((group) => group.invoiced)), scale)
  const grown = (account: OpeningAccount): number => {
    const before = base.get(account) ?? 0
    return decimalSum([given.get(account) ?? calculated.get(account)?.amount ?? before, -before])
  }
  const paid = known
    // What was charged of tax is not told: more of it owed is not less of it paid.
    .filter((account) => account !== 'taxPayable')
    .map((account) => {
      const amount = decimalSum([invoiced(account, groups), -invoiced(account, planned), -grown(account)])
      return account === 'receivables' ? amount : -amount
    })
  const drawn = BY_CASH.filter((account) => given.has(account)).map(grown)
  calculated.set('cash', { amount: decimalSum([base.get('cash') ?? 0, ...paid, ...drawn]) })
  return calculated
}
