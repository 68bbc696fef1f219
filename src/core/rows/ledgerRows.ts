import { calendar as calendarCheck } from '../time/calendarChecks.js'
import type { IssueList } from '../checking/errors.js'
import { fromMinor } from '../money/money.js'
import { REF_FIELDS } from '../keys/ref.js'
import { periodColumns } from './periods.js'
import type { LedgerColumns, LedgerRow, Row } from './shapes.js'

const BEFORE = { periodId: null, periodStart: null, periodEnd: null }
const DICTIONARIES = ['accounts', 'rules', 'refs', 'dueDates'] as const
const COLUMNS = ['periodIndex', 'account', 'rule', 'ref', 'entry', 'quantity', 'dueDate'] as const

function isLedger(ledger: LedgerColumns, issues: IssueList): boolean {
  const before = issues.issues.length
  const count = ledger.amountMinor.length
  const remedy = 'Pass a ledger as buildLedger made it.'
  for (const field of DICTIONARIES) {
    if (!Array.isArray(ledger[field]))
      issues.add('WRONG_TYPE', `records.${field}`, ledger[field], 'There is no list.', remedy)
  }
  for (const field of COLUMNS) {
    const column: unknown = ledger[field]
    if (!Array.isArray(column) || column.length !== count)
      issues.add('MISALIGNED', `records.${field}`, column, `The ledger has ${count} amounts.`, remedy)
  }
  calendarCheck(ledger.calendar, 'records.calendar', issues)
  return issues.issues.length === before
}

/** One row for each posting of a ledger, with the ids that it speaks of. */
export function ledgerRows(ledger: LedgerColumns, issues: IssueList): Row[] {
  if (!isLedger(ledger, issues)) return []
  const { calendar, currency, decimals, accounts, rules, refs, dueDates } = ledger
  const periods = periodColumns(calendar.periods)
  const scale = { decimals, rounding: 'halfEven' } as const
  // The same columns in every row: those of the ids that occur.
  const used = REF_FIELDS.filter((field) => refs.some((ref) => ref[field] !== undefined))
  const ids = refs.map((ref) => Object.fromEntries(used.map((field) => [field, ref[field] ?? null])))
  const rows: LedgerRow[] = []
  for (let i = 0; i < ledger.amountMinor.length; i++) {
    const period = ledger.periodIndex[i] as number
    const due = ledger.dueDate[i]
    rows.push({
      entry: ledger.entry[i] as number,
      ...(period < 0 ? BEFORE : (periods[period] ?? BEFORE)),
      account: accounts[ledger.account[i] as number] as string,
      amount: fromMinor(ledger.amountMinor[i] as number, scale),
      currency,
      rule: rules[ledger.rule[i] as number] as string,
      ...ids[ledger.ref[i] as number],
      quantity: ledger.quantity[i] ?? null,
      dueDate: due === null || due === undefined ? null : (dueDates[due] as string),
    })
  }
  return rows as unknown as Row[]
}
