import { findCurrencyDecimals } from '../../core/currencies.js'
import { createIssueList } from '../../core/errors.js'
import type { Ledger } from '../types.js'
import { checkLedger } from './checkLedger.js'

/** A ledger made elsewhere: columns of postings; what is left out has a default. */
export type LedgerColumnsInput = Pick<
  Ledger,
  'calendar' | 'currency' | 'accounts' | 'periodIndex' | 'account' | 'amountMinor' | 'entry'
> &
  Partial<
    Pick<
      Ledger,
      'chart' | 'decimals' | 'rules' | 'refs' | 'dueDates' | 'rule' | 'ref' | 'quantity' | 'dueDate' | 'warnings'
    >
  >

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
  const given: Partial<LedgerColumnsInput> = typeof ledger === 'object' && ledger !== null ? ledger : {}
  const decimals = findCurrencyDecimals(given.currency as string)
  if (decimals === undefined) {
    issues.add(
      'UNKNOWN_ID',
      'ledger.currency',
      given.currency,
      'This is not a currency code of ISO 4217.',
      "Give three capital letters, as 'USD', 'EUR' or 'JPY'.",
    )
  } else if (given.decimals !== undefined && given.decimals !== decimals) {
    issues.add(
      'CONFLICT',
      'ledger.decimals',
      given.decimals,
      `Money in ${given.currency} has ${decimals} decimals.`,
      'Give amounts in its minor units, and leave decimals out.',
    )
  }
  issues.throwIfAny()
  const count = Array.isArray(given.amountMinor) ? given.amountMinor.length : 0
  const each = <T>(value: T): T[] => new Array<T>(count).fill(value)
  const { calendar, currency, chart, accounts, periodIndex, account, amountMinor, entry } = ledger
  const read: Ledger = {
    calendar,
    currency,
    decimals: decimals as number,
    ...(chart !== undefined && { chart }),
    accounts,
    rules: given.rules ?? ['journal'],
    refs: given.refs ?? [{}],
    dueDates: given.dueDates ?? [],
    periodIndex,
    account,
    amountMinor,
    rule: given.rule ?? each(0),
    ref: given.ref ?? each(0),
    entry,
    quantity: given.quantity ?? each(null),
    dueDate: given.dueDate ?? each(null),
    warnings: given.warnings ?? [],
  }
  checkLedger(read)
  return read
}
