import { calendar } from '../../core/time/calendarChecks.js'
import {
  type Check,
  checkLength,
  type Fields,
  list,
  number,
  optional,
  record,
  refuse,
  text,
} from '../../core/checking/checks.js'
import { findCurrencyDecimals } from '../../core/money/currencies.js'
import { day } from '../../core/time/dayCheck.js'
import type { IssueList } from '../../core/checking/errors.js'
import { currency } from '../../core/money/moneyChecks.js'
import { notices, refs } from '../../core/notices/noticeChecks.js'
import { chart } from '../chart/checkAccounts.js'
import type { Ledger, LedgerColumnsInput } from '../types.js'

/** The columns of a ledger: each has a value for every posting. */
const COLUMNS = ['periodIndex', 'account', 'amountMinor', 'rule', 'ref', 'entry', 'quantity', 'dueDate'] as const

/** An array; its values are looked at together with what they point to. */
const column: Check = (value, path, issues) =>
  Array.isArray(value) ||
  refuse(issues, value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', path, value, 'an array of numbers')

const FIELDS: Fields<Ledger> = {
  calendar,
  currency,
  decimals: number({ min: 0, whole: true }),
  chart: optional(chart),
  accounts: list(text),
  rules: list(text),
  refs,
  dueDates: list(day),
  periodIndex: column,
  account: column,
  amountMinor: column,
  rule: column,
  ref: column,
  entry: column,
  quantity: column,
  dueDate: column,
  warnings: notices,
}

/** A whole ledger, but for the values in its columns. */
export const ledgerShape: Check = record<Ledger>(FIELDS)

/** A ledger that leaves out what has a default. */
export const ledgerColumnsShape: Check = record<LedgerColumnsInput>({
  ...FIELDS,
  decimals: optional(FIELDS.decimals),
  rules: optional(FIELDS.rules),
  refs: optional(FIELDS.refs),
  dueDates: optional(FIELDS.dueDates),
  rule: optional(FIELDS.rule),
  ref: optional(FIELDS.ref),
  quantity: optional(FIELDS.quantity),
  dueDate: optional(FIELDS.dueDate),
  warnings: optional(FIELDS.warnings),
})

/** Adds a problem for every column that has not one value for each amount, and for decimals that its currency has not. */
export function checkColumns(ledger: LedgerColumnsInput, issues: IssueList): void {
  const decimals = findCurrencyDecimals(ledger.currency) as number
  if (ledger.decimals !== undefined && ledger.decimals !== decimals) {
    issues.add(
      'CONFLICT',
      'ledger.decimals',
      ledger.decimals,
      `Money in ${ledger.currency} has ${decimals} decimals.`,
      'Give amounts in its minor units; the decimals are those of ISO 4217.',
    )
  }
  for (const name of COLUMNS) checkLength(ledger[name], `ledger.${name}`, ledger.amountMinor.length, 'amounts', issues)
}
