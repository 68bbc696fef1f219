import { createIssueList } from '../../core/checking/errors.js'
import { type Ref, refKey } from '../../core/keys/ref.js'
import type { Account } from '../chart/accounts.js'
import type { Ledger } from '../types.js'
import { RULES, type RuleId } from './rules.js'

/** The columns of a ledger while it is written. */
export type LedgerColumns = Pick<
  Ledger,
  | 'accounts'
  | 'rules'
  | 'refs'
  | 'dueDates'
  | 'periodIndex'
  | 'account'
  | 'amountMinor'
  | 'rule'
  | 'ref'
  | 'entry'
  | 'quantity'
  | 'dueDate'
>

/** What a posting says beside account and amount. */
export interface PostingDetail {
  /** Default: that of the entry. */
  readonly ref?: Ref
  /** Units or hours, with the sign of the amount. */
  readonly quantity?: number
  /** Day on which it is due; null for none. */
  readonly dueDate?: string | null
}

/** Writes postings one below the other and knows the balance of every account at any moment. */
export interface PostingWriter {
  /** Starts an entry; it comes to exist with its first posting that is not zero. */
  begin(periodIndex: number, rule: RuleId, ref: Ref): void
  /** Adds a posting to the entry, debit positive. */
  post(account: string, amountMinor: number, detail?: PostingDetail): void
  /** Balance of an account, debit positive. */
  balance(account: string): number
  columns(): LedgerColumns
}

/** Starts an empty ledger over a chart of accounts. */
export function createPostingWriter(chart: readonly Account[]): PostingWriter {
  const periodIndex: number[] = []
  const account: number[] = []
  const amountMinor: number[] = []
  const rule: number[] = []
  const ref: number[] = []
  const entry: number[] = []
  const quantity: (number | null)[] = []
  const dueDate: (number | null)[] = []
  const accounts = new Map(chart.map(({ id }, place) => [id, place]))
  const rulePlaces = new Map<string, number>(RULES.map((id, place) => [id, place]))
  const balances = new Float64Array(chart.length)
  const refs = createDictionary<Ref>(refKey)
  const dueDates = createDictionary<string>((day) => day)
  const current: { periodIndex: number; rule: number; ref: Ref; entry: number } = {
    periodIndex: -1,
    rule: 0,
    ref: {},
    entry: -1,
  }
  let entries = 0

  return {
    begin(atPeriod, ruleId, entryRef) {
      current.periodIndex = atPeriod
      current.rule = rulePlaces.get(ruleId) as number
      current.ref = entryRef
      current.entry = -1
    },
    post(accountId, amount, detail = {}) {
      if (amount === 0) return
      if (current.entry < 0) current.entry = entries++
      const place = accounts.get(accountId) as number
      const balance = (balances[place] as number) + amount
      if (!Number.isSafeInteger(balance)) refuseOverflow(accountId, balance)
      balances[place] = balance
      periodIndex.push(current.periodIndex)
      account.push(place)
      amountMinor.push(amount)
      rule.push(current.rule)
      ref.push(refs.placeOf(detail.ref ?? current.ref))
      entry.push(current.entry)
      quantity.push(detail.quantity === undefined ? null : detail.quantity + 0)
      dueDate.push(detail.dueDate == null ? null : dueDates.placeOf(detail.dueDate))
    },
    balance: (accountId) => balances[accounts.get(accountId) as number] as number,
    columns: () => ({
      accounts: chart.map(({ id }) => id),
      rules: [...RULES],
      refs: refs.values,
      dueDates: dueDates.values,
      periodIndex,
      account,
      amountMinor,
      rule,
      ref,
      entry,
      quantity,
      dueDate,
    }),
  }
}

interface Dictionary<T> {
  readonly values: readonly T[]
  placeOf(value: T): number
}

/** Values in the order in which they come, each once. */
function createDictionary<T>(keyOf: (value: T) => string): Dictionary<T> {
  const values: T[] = []
  const places = new Map<string, number>()
  // A key is made once for each object: the rules post with the same Refs in every period.
  const known = new Map<T, number>()
  return {
    values,
    placeOf(value) {
      const seen = known.get(value)
      if (seen !== undefined) return seen
      const key = keyOf(value)
      let place = places.get(key)
      if (place === undefined) {
        place = values.length
        places.set(key, place)
        values.push(value)
      }
      known.set(value, place)
      return place
    },
  }
}

function refuseOverflow(accountId: string, balance: number): never {
  const issues = createIssueList()
  issues.add(
    'MONEY_OVERFLOW',
    '',
    balance,
    `Account '${accountId}' passes 2^53 minor units, beyond which money cannot be kept exactly.`,
    'Plan in a larger unit, as thousands.',
  )
  issues.throwIfAny()
  throw new RangeError('unreachable')
}
