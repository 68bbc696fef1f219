import type { Calendar } from '../../core/time/calendar.js'
import { calendar as calendarShape } from '../../core/time/calendarChecks.js'
import { type Fields, isRecord, list, number, optional, orNull, record, text } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import { isWholeMinor, type MoneyInput, type MoneyScale, sumMinor, toMinor } from '../../core/money/money.js'
import { currency as currencyShape, money } from '../../core/money/moneyChecks.js'
import { ref as refShape } from '../../core/notices/noticeChecks.js'
import { isOnGrid } from '../../core/numbers/quantityGrid.js'
import { type Ref, refKey } from '../../core/keys/ref.js'
import { type Account, STANDARD_ACCOUNTS } from '../chart/accounts.js'
import { chart as chartShape } from '../chart/checkAccounts.js'
import type { Ledger } from '../types.js'
import { readLedger } from './readLedger.js'

/** One side of a journal entry. */
export interface JournalPosting {
  /** An account of the chart. */
  readonly account: string
  /** Major units; give this or `credit`. */
  readonly debit?: MoneyInput
  /** Major units; give this or `debit`. */
  readonly credit?: MoneyInput
  /** What it speaks of; default that of the entry. */
  readonly ref?: Ref
  /** Units or hours that it moves, positive; default none. */
  readonly quantity?: number
  /** Day on which it is due, `YYYY-MM-DD`; default none. */
  readonly dueDate?: string
}

/** One entry of a journal: postings whose debits and credits are equal. */
export interface JournalEntry {
  /** Id of its period; null for a balance before the first. */
  readonly periodId: string | null
  /** Name of what it is; default `journal`. */
  readonly rule?: string
  /** What it speaks of; default nothing. */
  readonly ref?: Ref
  readonly postings: readonly JournalPosting[]
}

/** Where journal entries begin: the calendar, the currency and the chart of a ledger that has no posting yet. */
export interface LedgerStart {
  readonly calendar: Calendar
  readonly currency: string
  /** Default the standard accounts. */
  readonly chart?: readonly Account[]
}

/**
 * Posts entries of the user's own to a ledger, or starts one with them.
 *
 * Entries are added after those that are there; nothing that was posted changes.
 *
 * @param ledger - a ledger, or the calendar, currency and chart of a new one
 * @param entries - entries with their postings, major units; debits and credits of each are equal
 * @returns the ledger with the entries
 * @throws SopError that lists every mistake: `UNKNOWN_ID` for an account or a period that does not exist, `UNBALANCED` for
 * an entry, `CONFLICT` for a posting with both sides or none, `OUT_OF_RANGE` for an amount finer than the minor unit,
 * `NOT_FINITE`, `UNKNOWN_FIELD`
 * @example
 * ```ts
 * import { balanceSheet, createCalendar, postJournal } from 'sop-engine'
 * const ledger = postJournal({ calendar: createCalendar({ start: '2027-01-01', months: 2 }), currency: 'USD' }, [
 *   { periodId: null, postings: [{ account: 'cash', debit: 900 }, { account: 'shareCapital', credit: 900 }] },
 *   { periodId: '2027-02', postings: [{ account: 'administrativeExpense', debit: 40 }, { account: 'cash', credit: 40 }] },
 * ])
 * balanceSheet(ledger).lines.find((line) => line.id === 'cash')?.amounts // => [900, 860]
 * ```
 */
export function postJournal(ledger: Ledger | LedgerStart, entries: readonly JournalEntry[]): Ledger {
  const issues = createIssueList()
  if (!isRecord(ledger, 'ledger', issues)) issues.throwIfAny()
  const before = 'amountMinor' in ledger ? readLedger(ledger) : startLedger(ledger)
  list(record<JournalEntry>(ENTRY_FIELDS))(entries, 'entries', issues)
  issues.throwIfAny()
  const scale: MoneyScale = { decimals: before.decimals, rounding: 'halfEven' }
  const accounts = createPlaces(before.accounts, (id) => id)
  const rules = createPlaces(before.rules, (name) => name)
  const refs = createPlaces(before.refs, refKey)
  const dueDates = createPlaces(before.dueDates, (date) => date)
  const known = new Set((before.chart ?? STANDARD_ACCOUNTS).map(({ id }) => id))
  const periods = new Map(before.calendar.periods.map(({ id }, t) => [id, t]))
  const rows = entries.flatMap(({ periodId, rule = 'journal', ref = {}, postings }, n) => {
    const at = `entries[${n}]`
    const periodIndex = periodId === null ? -1 : periods.get(periodId)
    if (periodIndex === undefined) {
      const first = before.calendar.periods[0]?.id
      issues.add(
        'UNKNOWN_ID',
        `${at}.periodId`,
        periodId,
        'The calendar of the ledger has no such period.',
        `Give the id of a period, as '${first}', or null for a balance before the first.`,
      )
    }
    const problems = issues.issues.length
    const amounts = postings.map((posting, k) => signedMinor(posting, `${at}.postings[${k}]`, scale, issues))
    const sum = sumMinor(amounts)
    // With an amount that is wrong nobody knows whether the entry balances.
    if (sum !== 0 && issues.issues.length === problems) {
      issues.add(
        'UNBALANCED',
        at,
        sum / 10 ** scale.decimals,
        `Debits and credits differ by ${sum / 10 ** scale.decimals}.`,
        'Make them equal.',
      )
    }
    return postings.map((posting, k) => {
      if (!known.has(posting.account)) {
        issues.add(
          'UNKNOWN_ID',
          `${at}.postings[${k}].account`,
          posting.account,
          `The chart has no account '${posting.account}'.`,
          'Add it with chartOfAccounts({ accounts }) and start the ledger with that chart.',
        )
      }
      const { quantity, dueDate } = posting
      return {
        periodIndex: periodIndex ?? -1,
        account: accounts.placeOf(posting.account),
        amountMinor: amounts[k] as number,
        rule: rules.placeOf(rule),
        ref: refs.placeOf(posting.ref ?? ref),
        entry: n,
        quantity: quantity === undefined ? null : (posting.debit === undefined ? -quantity : quantity) + 0,
        dueDate: dueDate === undefined ? null : dueDates.placeOf(dueDate),
      }
    })
  })
  issues.throwIfAny()
  const firstEntry = before.entry.reduce((most, entry) => Math.max(most, entry + 1), 0)
  return readLedger({
    ...before,
    accounts: accounts.values,
    rules: rules.values,
    refs: refs.values,
    dueDates: dueDates.values,
    periodIndex: [...before.periodIndex, ...rows.map((row) => row.periodIndex)],
    account: [...before.account, ...rows.map((row) => row.account)],
    amountMinor: [...before.amountMinor, ...rows.map((row) => row.amountMinor)],
    rule: [...before.rule, ...rows.map((row) => row.rule)],
    ref: [...before.ref, ...rows.map((row) => row.ref)],
    entry: [...before.entry, ...rows.map((row) => firstEntry + row.entry)],
    quantity: [...before.quantity, ...rows.map((row) => row.quantity)],
    dueDate: [...before.dueDate, ...rows.map((row) => row.dueDate)],
  })
}

const POSTING_FIELDS: Fields<JournalPosting> = {
  account: text,
  debit: optional(money()),
  credit: optional(money()),
  ref: optional(refShape),
  quantity: optional(number({ min: 0 })),
  dueDate: optional(day),
}

const ENTRY_FIELDS: Fields<JournalEntry> = {
  periodId: orNull(text),
  rule: optional(text),
  ref: optional(refShape),
  postings: list(record<JournalPosting>(POSTING_FIELDS), { least: 2 }),
}

const ledgerStart = record<LedgerStart>({
  calendar: calendarShape,
  currency: currencyShape,
  chart: optional(chartShape),
})

/** A ledger without a posting. */
function startLedger(start: LedgerStart): Ledger {
  const issues = createIssueList()
  ledgerStart(start, 'ledger', issues)
  issues.throwIfAny()
  const { calendar, currency, chart } = start
  return readLedger({
    calendar,
    currency,
    ...(chart !== undefined && { chart }),
    accounts: (chart ?? STANDARD_ACCOUNTS).map(({ id }) => id),
    rules: [],
    refs: [],
    periodIndex: [],
    account: [],
    amountMinor: [],
    entry: [],
  })
}

/** Minor units of a posting, debit positive. */
function signedMinor({ debit, credit }: JournalPosting, at: string, scale: MoneyScale, issues: IssueList): number {
  if ((debit === undefined) === (credit === undefined)) {
    issues.add(
      'CONFLICT',
      at,
      { debit, credit },
      debit === undefined ? 'The posting has no amount.' : 'The posting has a debit and a credit.',
      'Give debit or credit.',
    )
    return 0
  }
  const [side, amount] = debit === undefined ? ['credit', credit as MoneyInput] : ['debit', debit]
  const minor = toMinor(amount, scale, `${at}.${side}`)
  // Rounded one by one, the two sides of an entry could differ, or an amount vanish.
  const power = 10 ** scale.decimals
  const isWhole = typeof amount === 'number' ? isOnGrid(amount, power) : isWholeMinor(amount, scale)
  if (!isWhole) {
    issues.add(
      'OUT_OF_RANGE',
      `${at}.${side}`,
      amount,
      `The ledger keeps ${scale.decimals} decimals; this would be posted as ${minor / power}.`,
      'Round the amounts of the entry so that its debits and credits are equal (roundMoney, allocate).',
    )
  }
  return side === 'credit' ? 0 - minor : minor
}

/** Values each once, those of a ledger first. */
function createPlaces<T>(
  before: readonly T[],
  keyOf: (value: T) => string,
): { readonly values: T[]; placeOf(value: T): number } {
  const values = [...before]
  const places = new Map(values.map((value, place) => [keyOf(value), place]))
  return {
    values,
    placeOf(value) {
      const key = keyOf(value)
      const place = places.get(key) ?? values.length
      if (place === values.length) {
        places.set(key, place)
        values.push(value)
      }
      return place
    },
  }
}
