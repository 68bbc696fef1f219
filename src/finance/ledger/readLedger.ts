import { findCurrencyDecimals } from '../../core/money/currencies.js'
import { createIssueList } from '../../core/checking/errors.js'
import type { Ledger, LedgerColumnsInput } from '../types.js'
import { checkContents } from './checkLedger.js'
import { checkColumns, ledgerColumnsShape } from './ledgerShape.js'

/**
 * Reads a ledger that was made elsewhere, or went through JSON: checks it whole, and fills in what is left out.
 *
 * Every account must be in the chart, every entry lie in one period and add to zero, every place exist in its dictionary.
 *
 * @param ledger - postings as columns, amounts in minor units, debit positive; default of the chart: the standard
 * accounts; of the rule: `journal`; of Refs, quantities and due days: none
 * @returns the ledger, for statements, {@link trialBalance} and {@link postJournal}
 * @throws SopError that lists every mistake: `UNKNOWN_ID` for an account that is not in the chart or a currency that does
 * not exist, `UNBALANCED` for an entry, `CONFLICT`, `MISALIGNED`, `OUT_OF_RANGE`, `NOT_FINITE`, `MISSING_VALUE`
 * @example
 * ```ts
 * import { balanceSheet, chartOfAccounts, createCalendar, readLedger } from 'sop-engine'
 * const ledger = readLedger({
 *   calendar: createCalendar({ start: '2027-01-01', months: 1 }),
 *   currency: 'USD',
 *   chart: chartOfAccounts({ accounts: [{ id: 'bankLoan', label: 'Bank loan', kind: 'liability', cashFlow: 'financing' }] }),
 *   accounts: ['cash', 'bankLoan'],
 *   periodIndex: [0, 0],
 *   account: [0, 1],
 *   amountMinor: [500_000, -500_000],
 *   entry: [0, 0],
 * })
 * balanceSheet(ledger).lines.find((line) => line.id === 'bankLoan')?.amounts // => [5000]
 * ```
 */
export function readLedger(ledger: LedgerColumnsInput): Ledger {
  const issues = createIssueList()
  if (ledgerColumnsShape(ledger, 'ledger', issues)) checkColumns(ledger, issues)
  issues.throwIfAny()
  const decimals = findCurrencyDecimals(ledger.currency) as number
  const count = ledger.amountMinor.length
  const each = <T>(value: T): T[] => new Array<T>(count).fill(value)
  const { calendar, currency, chart, accounts, periodIndex, account, amountMinor, entry } = ledger
  const read: Ledger = {
    calendar,
    currency,
    decimals,
    ...(chart !== undefined && { chart }),
    accounts,
    rules: ledger.rules ?? ['journal'],
    refs: ledger.refs ?? [{}],
    dueDates: ledger.dueDates ?? [],
    periodIndex,
    account,
    amountMinor,
    rule: ledger.rule ?? each(0),
    ref: ledger.ref ?? each(0),
    entry,
    quantity: ledger.quantity ?? each(null),
    dueDate: ledger.dueDate ?? each(null),
    warnings: ledger.warnings ?? [],
  }
  checkContents(read, issues)
  return read
}
