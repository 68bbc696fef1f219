import { createNotice, type Notice } from '../../core/notices/notices.js'
import { decimalSum, fromMinor } from '../../core/money/money.js'
import { isDebitAccount, STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { sumLedger } from '../../finance/statements/sumLedger.js'
import type { Plan } from '../../plan/types.js'
import { balanceNotGiven } from '../../scenario/notices.js'
import type { OpeningAccount, OpeningBalance } from '../../schema/rows/financeTypes.js'
import { OPENING_ACCOUNTS } from '../../schema/tables/openingFields.js'
import { actualsOfKind, type Closing, givenRows } from './closing.js'

/** Accounts whose balance the next plan begins with; retained earnings are what makes them balance. */
export const CARRIED_ACCOUNTS: readonly OpeningAccount[] = OPENING_ACCOUNTS.filter((id) => id !== 'retainedEarnings')

/** An account at the close: what was booked beside what was planned. */
export interface BalanceDifference {
  readonly account: string
  readonly planned: number
  readonly actual: number
  /** `actual` less `planned`. */
  readonly difference: number
}

/** Balances of a plan's accounts after so many of its periods, positive where an account usually stands. */
export function balancesOf({ ledger }: Plan): (closedCount: number) => ReadonlyMap<string, number> {
  const sums = sumLedger(ledger, {})
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  return (closedCount) =>
    new Map(
      STANDARD_ACCOUNTS.map((account) => {
        const minor = sums.balance([account.id])[closedCount] ?? 0
        return [account.id, fromMinor(isDebitAccount(account) ? minor : -minor, scale)]
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
  const before = givenRows(closing.open, 'openingBalances')
  const given = new Map<string, number>()
  for (const { account, amount = 0 } of actualsOfKind(closing, 'balance'))
    if (account !== undefined) given.set(account, decimalSum([given.get(account) ?? 0, amount]))
  const planned = closing.balances?.(closing.closed.length)
  const [facility] = closing.open.normal.creditFacilities
  const taken: string[] = []
  const rowOf = (account: OpeningAccount, amount: number): OpeningBalance => ({
    account,
    ...(account === 'creditFacilities' && facility !== undefined && { creditFacilityId: facility.id }),
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
