import { createIssueList } from '../core/errors.js'
import { CHART, RULE, RULES, type AccountId, ACCOUNT, type RuleId } from './accounts.js'
import type { Ledger } from './types.js'

/** The columns of a ledger while it is written. */
export type LedgerColumns = Pick<
  Ledger,
  'accounts' | 'rules' | 'sources' | 'period' | 'account' | 'amountMinor' | 'rule' | 'source' | 'entry'
>

/** Writes postings one below the other and knows the balance of every account at any moment. */
export interface PostingWriter {
  /** Starts an entry; it comes to exist with its first posting that is not zero. */
  begin(period: number, rule: RuleId, source: string): void
  /** Adds a posting to the entry, debit positive; `source` where it is not that of the entry. */
  post(account: AccountId, amountMinor: number, source?: string): void
  /** Debits one account and credits another with the same amount: a whole entry. */
  transfer(period: number, rule: RuleId, source: string, debit: AccountId, credit: AccountId, amountMinor: number): void
  /** Balance of an account, debit positive. */
  balance(account: AccountId): number
  columns(): LedgerColumns
}

/** Starts an empty ledger. */
export function createPostingWriter(): PostingWriter {
  const period: number[] = []
  const account: number[] = []
  const amountMinor: number[] = []
  const rule: number[] = []
  const source: number[] = []
  const entry: number[] = []
  const sources: string[] = []
  const sourcePlaces = new Map<string, number>()
  const balances = new Float64Array(CHART.length)
  const current = { period: -1, rule: 0, source: '', entry: -1 }
  const last = { source: '', place: -1 }
  let entries = 0

  const sourcePlace = (id: string): number => {
    // Most postings follow one of the same source.
    if (id === last.source && last.place >= 0) return last.place
    let place = sourcePlaces.get(id)
    if (place === undefined) {
      place = sources.length
      sourcePlaces.set(id, place)
      sources.push(id)
    }
    last.source = id
    last.place = place
    return place
  }
  const begin: PostingWriter['begin'] = (atPeriod, ruleId, sourceId) => {
    current.period = atPeriod
    current.rule = RULE[ruleId]
    current.source = sourceId
    current.entry = -1
  }
  const post: PostingWriter['post'] = (accountId, amount, sourceId = current.source) => {
    if (amount === 0) return
    if (current.entry < 0) current.entry = entries++
    const place = ACCOUNT[accountId]
    const balance = (balances[place] as number) + amount
    if (!Number.isSafeInteger(balance)) refuseOverflow(accountId, balance)
    balances[place] = balance
    period.push(current.period)
    account.push(place)
    amountMinor.push(amount)
    rule.push(current.rule)
    source.push(sourcePlace(sourceId))
    entry.push(current.entry)
  }
  return {
    begin,
    post,
    transfer(atPeriod, ruleId, sourceId, debit, credit, amount) {
      begin(atPeriod, ruleId, sourceId)
      post(debit, amount)
      post(credit, -amount)
    },
    balance: (accountId) => balances[ACCOUNT[accountId]] as number,
    columns: () => ({
      accounts: CHART.map(({ id }) => id),
      rules: [...RULES],
      sources,
      period,
      account,
      amountMinor,
      rule,
      source,
      entry,
    }),
  }
}

function refuseOverflow(accountId: AccountId, balance: number): never {
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
