import { type Check, flag, list, oneOf, optional, record, text } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { type Account, STANDARD_ACCOUNTS } from './accounts.js'
import { LINE_IDS } from './layouts.js'

/** An account, field by field. */
export const ownAccount: Check = record<Account>({
  id: text,
  label: text,
  kind: oneOf('asset', 'liability', 'equity', 'income', 'expense'),
  cashFlow: optional(
    oneOf(
      'cash',
      'customers',
      'suppliers',
      'employees',
      'interest',
      'tax',
      'operating',
      'fixedAssets',
      'investing',
      'credit',
      'owners',
      'financing',
    ),
  ),
  isCurrent: optional(flag),
  costBehavior: optional(oneOf('variable', 'fixed')),
  function: optional(oneOf('sales', 'production', 'selling', 'administration', 'other', 'finance', 'tax')),
  nature: optional(
    oneOf('sales', 'goods', 'changeInInventories', 'labor', 'overhead', 'depreciation', 'disposal', 'interest', 'tax'),
  ),
})

/** A whole chart, which begins with the standard accounts. */
export const chart: Check = (value, path, issues) => {
  const before = issues.issues.length
  checkChart(value, path, issues)
  return issues.issues.length === before
}

/** Adds every mistake in a whole chart, which begins with the standard accounts. */
export function checkChart(chart: unknown, path: string, issues: IssueList): void {
  if (chart === STANDARD_ACCOUNTS || !list(ownAccount)(chart, path, issues)) return
  const accounts = chart as readonly Account[]
  const isStandard = STANDARD_ACCOUNTS.every((account, n) => JSON.stringify(accounts[n]) === JSON.stringify(account))
  if (isStandard) checkOwnIds(accounts, path, issues, STANDARD_ACCOUNTS.length)
  else {
    issues.add(
      'CONFLICT',
      path,
      accounts.length,
      'The chart does not begin with the standard accounts.',
      'Make it with chartOfAccounts({ accounts }).',
    )
  }
}

/** Adds a problem where an account, from a place on, has the id of another, or of a line of a statement. */
export function checkOwnIds(accounts: readonly Account[], path: string, issues: IssueList, from = 0): void {
  const taken = new Set<unknown>([...STANDARD_ACCOUNTS.map(({ id }) => id), ...LINE_IDS])
  accounts.slice(from).forEach(({ id }, n) => {
    if (taken.has(id)) {
      issues.add(
        'DUPLICATE_ID',
        `${path}[${from + n}].id`,
        id,
        'An account or a line of a statement has this id already.',
        'Give the account an id of its own.',
      )
    }
    taken.add(id)
  })
}
