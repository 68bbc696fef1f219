import { createNotice, type Notice } from '../../core/notices/notices.js'
import { decimalSum } from '../../core/money/money.js'
import { STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { balanceNotGiven } from '../../scenario/notices.js'
import type { OpeningAccount, OpeningBalance } from '../../schema/rows/financeTypes.js'
import { actualsOfKind, type Closing } from './closing.js'

/** Accounts whose balance the next plan begins with; retained earnings are what makes them balance. */
export const CARRIED_ACCOUNTS: readonly OpeningAccount[] = [
  'cash',
  'receivables',
  'payables',
  'capitalPayables',
  'wagesPayable',
  'taxPayable',
  'creditFacilities',
  'shareCapital',
]

/** An account at the close: what was booked beside what was planned. */
export interface BalanceDifference {
  readonly account: string
  readonly planned: number
  readonly actual: number
  /** `actual` less `planned`. */
  readonly difference: number
}

/** Balances of a plan's accounts after its first periods, positive where an account usually stands. */
export function balancesOf({ ledger }: NonNullable<Closing['plan']>, closedCount: number): ReadonlyMap<string, number> {
  const minor = new Map<string, number>()
  ledger.account.forEach((place, n) => {
    if ((ledger.periodIndex[n] ?? 0) >= closedCount) return
    const account = ledger.accounts[place] as string
    minor.set(account, (minor.get(account) ?? 0) + (ledger.amountMinor[n] ?? 0))
  })
  const power = 10 ** ledger.decimals
  return new Map(
    STANDARD_ACCOUNTS.map(({ id, kind }) => {
      const sign = kind === 'asset' || kind === 'expense' ? 1 : -1
      return [id, (sign * (minor.get(id) ?? 0)) / power + 0]
    }),
  )
}

/**
 * What is owed and owned when the next plan begins, account by account: open items that are handed over, else the balance of the
 * actuals, else that of the plan, else that of before the closed periods.
 */
export function closeBalances(
  closing: Closing,
  handedOver: readonly OpeningBalance[] | undefined,
  assumptions: Notice[],
): { readonly rows: readonly OpeningBalance[]; readonly differences: readonly BalanceDifference[] } {
  const before = (closing.open.tables.get('openingBalances') ?? []) as unknown as readonly OpeningBalance[]
  const given = new Map<string, number>()
  for (const { account, amount = 0 } of actualsOfKind(closing, 'balance'))
    if (account !== undefined) given.set(account, decimalSum([given.get(account) ?? 0, amount]))
  const planned = closing.plan === undefined ? undefined : balancesOf(closing.plan, closing.closed.length)
  const [facility] = closing.open.normalRows('creditFacilities').values()
  const taken: string[] = []
  const rowOf = (account: OpeningAccount, amount: number): OpeningBalance => ({
    account,
    ...(account === 'creditFacilities' && facility !== undefined && { creditFacilityId: facility['id'] as string }),
    amount,
  })
  const rows = CARRIED_ACCOUNTS.flatMap((account): readonly OpeningBalance[] => {
    const items = handedOver?.filter((row) => row.account === account) ?? []
    if (items.length > 0) return items
    const amount = given.get(account)
    if (amount !== undefined) return amount === 0 && account !== 'cash' ? [] : [rowOf(account, amount)]
    const own = before.filter((row) => row.account === account)
    const of = planned?.get(account)
    if (own.length > 0 || (of !== undefined && of !== 0)) taken.push(account)
    if (of === undefined) return own
    return of === 0 && account !== 'cash' ? [] : [rowOf(account, of)]
  })
  if (taken.length > 0) {
    const value = { accounts: taken, taken: planned === undefined ? 'opening' : 'plan' } as const
    assumptions.push(createNotice(balanceNotGiven, { path: 'openingBalances', value }))
  }
  const actual = new Map(given)
  for (const account of CARRIED_ACCOUNTS) {
    const items = handedOver?.filter((row) => row.account === account) ?? []
    if (items.length > 0) actual.set(account, decimalSum(items.map(({ amount }) => Number(amount))))
  }
  const differences = STANDARD_ACCOUNTS.flatMap(({ id }): BalanceDifference[] => {
    const [was, is] = [planned?.get(id), actual.get(id)]
    if (was === undefined || is === undefined || was === is) return []
    return [{ account: id, planned: was, actual: is, difference: decimalSum([is, -was]) }]
  })
  return { rows, differences }
}
