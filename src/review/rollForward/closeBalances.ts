import { createNotice, type Notice } from '../../core/notices/notices.js'
import { groupBy } from '../../core/keys/keys.js'
import { decimalSum, fromMinor } from '../../core/money/money.js'
import { isDebitAccount, STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { sumLedger } from '../../finance/statements/sumLedger.js'
import type { Plan } from '../../plan/types.js'
import { balanceCalculated, balanceNotGiven } from '../../scenario/notices.js'
import type { OpeningAccount, OpeningBalance } from '../../schema/rows/financeTypes.js'
import { OPENING_ACCOUNTS } from '../../schema/tables/openingFields.js'
import { type CalculatedBalance, calculateBalances } from './calculateBalances.js'
import type { ClosedInvoices } from './closedInvoices.js'
import { actualsOfKind, type Closing, givenRows } from './closing.js'

/** Accounts whose balance the next plan begins with; retained earnings are what makes them balance. */
export const CARRIED_ACCOUNTS: readonly OpeningAccount[] = OPENING_ACCOUNTS.filter((id) => id !== 'retainedEarnings')

/** An account at the close: what was booked beside what was planned. */
export interface BalanceDifference {
  readonly account: string
  readonly planned: number
  /** What it would stand at by what the actuals tell of sales, purchases, hours and overheads; left out where they do not move it. */
  readonly calculated?: number
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

/** Balances by account, major units. */
type Amounts = ReadonlyMap<string, number>

const totalOf = (rows: readonly OpeningBalance[]): number => decimalSum(rows.map(({ amount }) => Number(amount)))

/** Balances of the actuals, by account. */
function bookedBalances(closing: Closing): Amounts {
  const booked = groupBy(actualsOfKind(closing, 'balance'), ['account'])
  return new Map(
    [...booked.values()].map((own) => [own[0]?.account ?? '', decimalSum(own.map((row) => row.amount ?? 0))]),
  )
}

/**
 * What is owed and owned when the next plan begins, account by account: open items that are handed over, else the balance of the
 * actuals, else what follows from the movements that they tell, else the balance of the plan, else that of before the closed periods.
 */
export function closeBalances(
  closing: Closing,
  of: { readonly handedOver: readonly OpeningBalance[] | undefined; readonly invoices: ClosedInvoices },
  assumptions: Notice[],
): { readonly rows: readonly OpeningBalance[]; readonly differences: readonly BalanceDifference[] } {
  const before = groupBy(givenRows(closing.open, 'openingBalances'), ['account'])
  const opening = new Map([...before.values()].map((own) => [own[0]?.account ?? '', totalOf(own)]))
  const base: Amounts = closing.balances?.(closing.closed.length) ?? opening
  const items = new Map(
    [...groupBy(of.handedOver ?? [], ['account']).values()].map((own) => [own[0]?.account ?? '', own]),
  )
  const given = new Map([
    ...bookedBalances(closing),
    ...[...items].map(([account, own]) => [account, totalOf(own)] as const),
  ])
  const calculated = calculateBalances(closing, { base, given, invoices: of.invoices }, assumptions)
  const [facility] = closing.open.normal.creditFacilities
  const rowsOf = (account: OpeningAccount, amount: number): readonly OpeningBalance[] => {
    if (amount === 0 && account !== 'cash') return []
    const owner = account === 'creditFacilities' && facility !== undefined && { creditFacilityId: facility.id }
    return [{ account, ...owner, amount }]
  }
  const taken: string[] = []
  const taking = closing.plan === undefined ? 'opening' : 'plan'
  const rows = CARRIED_ACCOUNTS.flatMap((account): readonly OpeningBalance[] => {
    const own = items.get(account)
    if (own !== undefined) return own
    const booked = given.get(account)
    if (booked !== undefined) return rowsOf(account, booked)
    const [was, found] = [base.get(account) ?? 0, calculated.get(account)]
    if (found !== undefined && found.amount !== was) {
      const value = { account, kinds: [...closing.told], taken: taking, was, is: found.amount } as const
      const amount = decimalSum([found.amount, -was])
      assumptions.push(createNotice(balanceCalculated, { path: 'openingBalances', amount, unit: 'money', value }))
    } else if (was !== 0 || opening.has(account)) taken.push(account)
    if (found !== undefined) return found.items ?? rowsOf(account, found.amount)
    if (closing.plan !== undefined) return rowsOf(account, was)
    return givenRows(closing.open, 'openingBalances').filter((row) => row.account === account)
  })
  if (taken.length > 0)
    assumptions.push(
      createNotice(balanceNotGiven, { path: 'openingBalances', value: { accounts: taken, taken: taking } }),
    )
  return { rows, differences: closing.plan === undefined ? [] : differencesOf(base, given, calculated) }
}

/** Accounts that stand otherwise than planned, or than what moved them. */
function differencesOf(
  planned: Amounts,
  given: Amounts,
  calculated: ReadonlyMap<string, CalculatedBalance>,
): readonly BalanceDifference[] {
  return STANDARD_ACCOUNTS.flatMap(({ id }): BalanceDifference[] => {
    const [was = 0, is] = [planned.get(id), given.get(id)]
    const should = calculated.get(id)?.amount ?? was
    if (is === undefined || (was === is && should === is)) return []
    const difference = decimalSum([is, -was])
    return [{ account: id, planned: was, ...(should !== was && { calculated: should }), actual: is, difference }]
  })
}
