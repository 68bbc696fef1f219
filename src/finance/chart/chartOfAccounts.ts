import { list, optional, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { type Account, STANDARD_ACCOUNTS } from './accounts.js'
import { checkOwnIds, ownAccount } from './checkAccounts.js'

/** Options of {@link chartOfAccounts}. */
export interface ChartOptions {
  /**
   * Accounts of the user's own; default none. Each stands in the statements as a line of its own, in the part that its kind
   * and classes say: a liability among the liabilities, an expense of function `administration` above operating income.
   */
  readonly accounts?: readonly Account[]
}

/**
 * The chart of accounts as data: the accounts that the rules of the ledger post to, and the user's own after them.
 *
 * Each account is there once, with its kind, its cash-flow class (IAS 7.10), current or not (IAS 1.60), cost behavior,
 * function and nature (IAS 1.99 to 1.103). Statements are layouts over it; a chart goes to {@link postJournal},
 * {@link readLedger} and {@link buildLedger}.
 *
 * @param options - accounts of the user's own
 * @returns all accounts
 * @throws SopError `DUPLICATE_ID` for an id that is taken by an account or by a line of a statement, `MISSING_VALUE`,
 * `OUT_OF_RANGE`, `UNKNOWN_FIELD`
 * @example
 * ```ts
 * import { chartOfAccounts } from 'sop-engine'
 * const chart = chartOfAccounts({
 *   accounts: [{ id: 'bankLoan', label: 'Bank loan', kind: 'liability', isCurrent: false, cashFlow: 'financing' }],
 * })
 * chart.at(-1)?.id // => 'bankLoan'
 * chart.find(({ id }) => id === 'receivables')?.cashFlow // => 'customers'
 * ```
 */
export function chartOfAccounts(options: ChartOptions = {}): readonly Account[] {
  const issues = createIssueList()
  if (record<ChartOptions>({ accounts: optional(list(ownAccount)) })(options, 'options', issues)) {
    checkOwnIds(options.accounts ?? [], 'options.accounts', issues)
  }
  issues.throwIfAny()
  return [...STANDARD_ACCOUNTS, ...(options.accounts ?? [])]
}
