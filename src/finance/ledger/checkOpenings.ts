import { type Account, isProfitAccount } from '../chart/accounts.js'
import type { InputChecks } from '../inputChecks.js'
import type { LedgerOpening } from '../types.js'
import { parseDay } from '../../core/calendar.js'

/** Accounts whose opening balance becomes cash on a day, or by terms. */
const DUE_ACCOUNTS: readonly string[] = ['receivables', 'payables', 'wagesPayable', 'taxPayable']

/** Accounts whose opening balance follows from other parts of the input. */
const DERIVED_ACCOUNTS: Readonly<Record<string, string>> = {
  inventoryMerchandise: 'stock',
  inventoryMaterials: 'stock',
  inventoryWorkInProgress: 'stock',
  inventoryFinishedGoods: 'stock',
  fixedAssetsAtCost: 'assets',
  accumulatedDepreciation: 'assets',
  capitalPayables: 'payables',
}

const OWNERS = {
  marketId: 'receivables',
  customerId: 'receivables',
  supplierId: 'payables',
  creditFacilityId: 'creditFacilities',
} as const

/** Adds every mistake in the opening balances. */
export function checkOpenings(
  openings: readonly LedgerOpening[] | undefined,
  chart: readonly Account[],
  checks: InputChecks,
): void {
  if (!Array.isArray(openings)) {
    checks.issues.add(
      'MISSING_VALUE',
      'openingBalances',
      openings,
      'The opening balances are missing.',
      "Give at least [{ account: 'cash', amount: 0 }], or an empty list.",
    )
    return
  }
  const accounts = new Map(chart.map((account) => [account.id, account]))
  ;(openings as readonly LedgerOpening[]).forEach((row, i) => {
    const at = `openingBalances[${i}]`
    if (typeof row !== 'object' || row === null) {
      checks.issues.add('WRONG_TYPE', at, row, 'This is no opening balance.', "Give { account: 'cash', amount: 0 }.")
      return
    }
    checkAccount(row, accounts.get(row.account), at, checks)
    checks.money(row.amount, `${at}.amount`, { negative: row.account !== 'creditFacilities' })
    for (const [field, account] of Object.entries(OWNERS) as [keyof typeof OWNERS, string][]) {
      if (row[field] === undefined) continue
      checks.id(row[field], `${at}.${field}`)
      if (row.account !== account) {
        checks.issues.add(
          'CONFLICT',
          `${at}.${field}`,
          row[field],
          `A balance of '${row.account}' belongs to none of these.`,
          `Give ${field} with a balance of '${account}' alone.`,
        )
      }
    }
    checkDue(row, at, checks)
    checks.terms(row.terms, `${at}.terms`)
  })
}

function checkAccount(row: LedgerOpening, account: Account | undefined, at: string, checks: InputChecks): void {
  const table = Object.hasOwn(DERIVED_ACCOUNTS, row.account) ? DERIVED_ACCOUNTS[row.account] : undefined
  if (account === undefined) {
    checks.issues.add(
      'UNKNOWN_ID',
      `${at}.account`,
      row.account,
      'There is no such account in the chart.',
      'Correct the id, or add the account with chartOfAccounts({ accounts }).',
    )
  } else if (table !== undefined) {
    checks.issues.add(
      'CONFLICT',
      `${at}.account`,
      row.account,
      `The opening balance of this account follows from '${table}'.`,
      `Give it there.`,
    )
  } else if (isProfitAccount(account)) {
    checks.issues.add(
      'CONFLICT',
      `${at}.account`,
      row.account,
      'Income and expense begin with the plan.',
      "Give the profit of earlier periods as 'retainedEarnings'.",
    )
  }
}

function checkDue(row: LedgerOpening, at: string, checks: InputChecks): void {
  if (row.dueDate === undefined) return
  if (parseDay(row.dueDate) === undefined) {
    checks.issues.add(
      'INVALID_DATE',
      `${at}.dueDate`,
      row.dueDate,
      'This day does not exist.',
      "Write it as 'YYYY-MM-DD'.",
    )
  }
  if (!DUE_ACCOUNTS.includes(row.account)) {
    checks.issues.add(
      'CONFLICT',
      `${at}.dueDate`,
      row.dueDate,
      `A balance of '${row.account}' does not fall due.`,
      `Give dueDate with ${DUE_ACCOUNTS.join(', ')} alone.`,
    )
  }
}
