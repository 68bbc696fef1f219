import type { IssueList } from '../../core/errors.js'
import { type Account, STANDARD_ACCOUNTS } from './accounts.js'
import { LINE_IDS } from './layouts.js'

const CHOICES = {
  kind: ['asset', 'liability', 'equity', 'income', 'expense'],
  cashFlow: [
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
  ],
  costBehavior: ['variable', 'fixed'],
  function: ['sales', 'production', 'selling', 'administration', 'other', 'finance', 'tax'],
  nature: ['sales', 'goods', 'labor', 'overhead', 'depreciation', 'disposal', 'interest', 'tax'],
} as const

const FIELDS: readonly string[] = ['id', 'label', 'isCurrent', ...Object.keys(CHOICES)]

/** Adds every mistake in a whole chart, which begins with the standard accounts. */
export function checkChart(chart: unknown, path: string, issues: IssueList): void {
  if (chart === STANDARD_ACCOUNTS) return
  if (!Array.isArray(chart)) {
    issues.add('WRONG_TYPE', path, chart, 'This is no chart of accounts.', 'Make one with chartOfAccounts().')
    return
  }
  const isStandard = STANDARD_ACCOUNTS.every((account, n) => JSON.stringify(chart[n]) === JSON.stringify(account))
  if (!isStandard) {
    issues.add(
      'CONFLICT',
      path,
      chart.length,
      'The chart does not begin with the standard accounts.',
      'Make it with chartOfAccounts({ accounts }).',
    )
    return
  }
  checkAccounts(chart, path, issues, STANDARD_ACCOUNTS.length)
}

/** Adds every mistake in accounts that join the standard ones, `from` a place on. */
export function checkAccounts(accounts: unknown, path: string, issues: IssueList, from = 0): void {
  if (!Array.isArray(accounts)) {
    issues.add('WRONG_TYPE', path, accounts, 'This is no list of accounts.', 'Give an array of { id, label, kind }.')
    return
  }
  const taken = new Set<unknown>([...STANDARD_ACCOUNTS.map(({ id }) => id), ...LINE_IDS])
  accounts.slice(from).forEach((account: unknown, n) => {
    const at = `${path}[${from + n}]`
    if (typeof account !== 'object' || account === null) {
      issues.add('WRONG_TYPE', at, account, 'This is no account.', 'Give { id, label, kind }.')
      return
    }
    checkAccount(account as Account, at, issues)
    const { id } = account as Account
    if (taken.has(id)) {
      issues.add(
        'DUPLICATE_ID',
        `${at}.id`,
        id,
        'An account or a line of a statement has this id already.',
        'Give the account an id of its own.',
      )
    }
    taken.add(id)
  })
}

function checkAccount(account: Account, at: string, issues: IssueList): void {
  for (const field of ['id', 'label'] as const) {
    const value: unknown = account[field]
    if (typeof value === 'string' && value !== '') continue
    issues.add('MISSING_VALUE', `${at}.${field}`, value, `The ${field} is missing.`, 'Give a text that is not empty.')
  }
  for (const [field, values] of Object.entries(CHOICES)) {
    const value: unknown = account[field as keyof Account]
    if (value === undefined && field !== 'kind') continue
    if ((values as readonly unknown[]).includes(value)) continue
    issues.add(
      'OUT_OF_RANGE',
      `${at}.${field}`,
      value,
      `There is no such ${field}.`,
      `Use one of ${values.join(', ')}.`,
    )
  }
  if (account.isCurrent !== undefined && typeof account.isCurrent !== 'boolean') {
    issues.add('WRONG_TYPE', `${at}.isCurrent`, account.isCurrent, 'This is neither true nor false.', 'Give a boolean.')
  }
  for (const field of Object.keys(account)) {
    if (FIELDS.includes(field)) continue
    issues.add(
      'UNKNOWN_FIELD',
      `${at}.${field}`,
      account[field as keyof Account],
      'An account has no such field.',
      `Its fields are ${FIELDS.join(', ')}.`,
    )
  }
}
