import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { type Account, STANDARD_ACCOUNTS } from '../chart/accounts.js'
import type { Ledger } from '../types.js'
import { checkColumns, ledgerShape } from './ledgerShape.js'

const DICTIONARIES = { account: 'accounts', rule: 'rules', ref: 'refs', dueDate: 'dueDates' } as const

/** A ledger that was found right, with the chart that its accounts belong to. */
export interface CheckedLedger {
  readonly chart: readonly Account[]
  /** The account of each place in `ledger.accounts`. */
  readonly accounts: readonly Account[]
}

/**
 * Checks a ledger that may have been made elsewhere: its columns, the places in its dictionaries, its accounts against its
 * chart, and that the postings of every entry lie in one period and add to zero.
 *
 * @throws SopError with every mistake: `UNKNOWN_ID` for an account that is not in the chart, `UNBALANCED`, `MISALIGNED`
 */
export function checkLedger(ledger: Ledger): CheckedLedger {
  const issues = createIssueList()
  if (ledgerShape(ledger, 'ledger', issues)) checkColumns(ledger, issues)
  issues.throwIfAny()
  return checkContents(ledger, issues)
}

/** Checks a ledger whose fields are of their types. */
export function checkContents(ledger: Ledger, issues: IssueList): CheckedLedger {
  // Places in columns and dictionaries that are not there would only repeat what is said above.
  issues.throwIfAny()
  const chart = ledger.chart ?? STANDARD_ACCOUNTS
  const known = new Map<string, Account>(chart.map((account) => [account.id, account]))
  ledger.accounts.forEach((id, place) => {
    if (known.has(id)) return
    issues.add(
      'UNKNOWN_ID',
      `ledger.accounts[${place}]`,
      id,
      `The chart has no account '${id}'.`,
      'Add it with chartOfAccounts({ accounts }) and give the ledger that chart.',
    )
  })
  checkPostings(ledger, issues)
  issues.throwIfAny()
  return { chart, accounts: ledger.accounts.map((id) => known.get(id) as Account) }
}

function checkPostings(ledger: Ledger, issues: IssueList): void {
  const periods = ledger.calendar.periods.length
  for (const [column, dictionary] of Object.entries(DICTIONARIES) as [
    keyof typeof DICTIONARIES,
    (typeof DICTIONARIES)[keyof typeof DICTIONARIES],
  ][]) {
    const most = ledger[dictionary].length
    ledger[column].forEach((place, n) => {
      if (Number.isInteger(place) && (place as number) >= 0 && (place as number) < most) return
      if (place === null && column === 'dueDate') return
      issues.add(
        'OUT_OF_RANGE',
        `ledger.${column}[${n}]`,
        place,
        `This is no place in ledger.${dictionary}, which has ${most}.`,
        'Give the place of its entry there.',
      )
    })
  }
  const sums = new Map<number, { sum: number; readonly period: number }>()
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const [period, amount, entry] = [ledger.periodIndex[n], ledger.amountMinor[n], ledger.entry[n]] as [
      number,
      number,
      number,
    ]
    if (!Number.isInteger(period) || period < -1 || period >= periods) {
      issues.add(
        'OUT_OF_RANGE',
        `ledger.periodIndex[${n}]`,
        period,
        `The calendar has ${periods} periods.`,
        'Give the place of a period from 0, or -1 for what was before the first.',
      )
    }
    if (!Number.isSafeInteger(amount)) {
      issues.add(
        'NOT_FINITE',
        `ledger.amountMinor[${n}]`,
        amount,
        'This is no whole number of minor units.',
        'Give cents, not major units.',
      )
    }
    const quantity = ledger.quantity[n]
    if (quantity !== null && !Number.isFinite(quantity)) {
      issues.add('NOT_FINITE', `ledger.quantity[${n}]`, quantity, 'This is no quantity.', 'Give a number, or null.')
    }
    if (!Number.isSafeInteger(entry)) {
      issues.add('NOT_FINITE', `ledger.entry[${n}]`, entry, 'This is no number of an entry.', 'Give a whole number.')
      continue
    }
    const known = sums.get(entry)
    if (known === undefined) sums.set(entry, { sum: amount, period })
    else {
      known.sum += amount
      if (known.period !== period) {
        issues.add(
          'CONFLICT',
          `ledger.periodIndex[${n}]`,
          period,
          `Entry ${entry} has postings in another period as well.`,
          'Make one entry for each period.',
        )
      }
    }
  }
  for (const [entry, { sum }] of sums) {
    if (sum === 0) continue
    issues.add(
      'UNBALANCED',
      `ledger.entry ${entry}`,
      sum,
      `The postings of entry ${entry} add to ${sum} minor units.`,
      'Make debits and credits of an entry equal.',
    )
  }
}
