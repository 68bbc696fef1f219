import { refuse } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { type Account, isProfitAccount } from '../chart/accounts.js'
import type { LedgerOpening } from '../types.js'

/** Accounts whose opening balance becomes cash on a day, or by terms. */
export const DUE_ACCOUNTS: readonly string[] = [
  'receivables',
  'payables',
  'capitalPayables',
  'wagesPayable',
  'taxPayable',
]

/** Accounts whose opening balance follows from other parts of the input. */
const DERIVED_ACCOUNTS: Readonly<Record<string, string>> = {
  inventoryMerchandise: 'stock',
  inventoryMaterials: 'stock',
  inventoryWorkInProgress: 'stock',
  inventoryFinishedGoods: 'stock',
  fixedAssetsAtCost: 'assets',
  accumulatedDepreciation: 'assets',
}

const OWNERS = {
  marketId: 'receivables',
  customerId: 'receivables',
  supplierId: 'payables',
  creditFacilityId: 'creditFacilities',
} as const

/** Adds every mistake in the opening balances that is not one of a single field. */
export function checkOpenings(openings: readonly LedgerOpening[], chart: readonly Account[], issues: IssueList): void {
  const accounts = new Map(chart.map((account) => [account.id, account]))
  openings.forEach((row, i) => {
    const at = `openingBalances[${i}]`
    checkAccount(row, accounts.get(row.account), at, issues)
    if (row.account === 'creditFacilities' && Number(row.amount) < 0) {
      refuse(issues, 'OUT_OF_RANGE', `${at}.amount`, row.amount, 'an amount from zero', 'Give zero or more.')
    }
    for (const [field, account] of Object.entries(OWNERS) as [keyof typeof OWNERS, string][]) {
      if (row[field] === undefined || row.account === account) continue
      issues.add(
        'CONFLICT',
        `${at}.${field}`,
        row[field],
        `A balance of '${row.account}' belongs to none of these.`,
        `Give ${field} with a balance of '${account}' alone.`,
      )
    }
    if (row.dueDate !== undefined && !DUE_ACCOUNTS.includes(row.account)) {
      issues.add(
        'CONFLICT',
        `${at}.dueDate`,
        row.dueDate,
        `A balance of '${row.account}' does not fall due.`,
        `Give dueDate with ${DUE_ACCOUNTS.join(', ')} alone.`,
      )
    }
  })
}

function checkAccount(row: LedgerOpening, account: Account | undefined, at: string, issues: IssueList): void {
  const table = Object.hasOwn(DERIVED_ACCOUNTS, row.account) ? DERIVED_ACCOUNTS[row.account] : undefined
  if (account === undefined) {
    issues.add(
      'UNKNOWN_ID',
      `${at}.account`,
      row.account,
      'There is no such account in the chart.',
      'Correct the id, or add the account with chartOfAccounts({ accounts }).',
    )
  } else if (table !== undefined) {
    issues.add(
      'CONFLICT',
      `${at}.account`,
      row.account,
      `The opening balance of this account follows from '${table}'.`,
      `Give it there.`,
    )
  } else if (isProfitAccount(account)) {
    issues.add(
      'CONFLICT',
      `${at}.account`,
      row.account,
      'Income and expense begin with the plan.',
      "Give the profit of earlier periods as 'retainedEarnings'.",
    )
  }
}
