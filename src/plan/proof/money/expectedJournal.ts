import type { Ref } from '../../../core/keys/ref.js'
import type { PaymentTerms } from '../../../core/time/terms.js'
import { dayNumber, dayText } from '../civilDays.js'
import type { Facts } from '../facts/facts.js'

/** One posting that a rule asks for. */
export interface ExpectedPosting {
  readonly t: number
  readonly rule: string
  readonly account: string
  readonly ref: Ref
  /** Minor units. */
  readonly amount: number
  readonly quantity: number | null
  readonly dueDate: string | null
  /** Number of its entry; only which postings share one is meant. */
  readonly entry: number
}

/** What a posting says besides its account and amount; `ref` is that of its entry where none is given. */
export interface PostingDetail {
  readonly ref?: Ref
  readonly quantity?: number
  readonly due?: PaymentTerms
  readonly dueDate?: string | undefined
}

/** Expected postings as they are written, and the balance of every account so far; minor units, debit positive. */
export interface ExpectedJournal {
  readonly postings: readonly ExpectedPosting[]
  /** Begins an entry. */
  begin(t: number, rule: string, ref?: Ref): void
  /** Adds a posting to the entry; none of nothing. */
  post(account: string, amount: bigint, detail?: PostingDetail): void
  /** An entry of two postings. */
  pay(t: number, rule: string, ref: Ref, accounts: readonly [debit: string, credit: string], amount: bigint): void
  balance(account: string): bigint
  /** One object for each item: what speaks of the same is found by it, not by a key of its own. */
  itemRef(itemId: string): Ref
}

/** Begins a journal without postings. */
export function startJournal(facts: Facts): ExpectedJournal {
  const { input, calendar } = facts.plan
  const postings: ExpectedPosting[] = []
  const balances = new Map<string, bigint>()
  const head: { t: number; rule: string; ref: Ref; entry: number } = { t: -1, rule: '', ref: {}, entry: -1 }
  const ends = calendar.periods.map(({ end }) => dayNumber(end))
  const itemRefs = new Map(input.items.map(({ id }): [string, Ref] => [id, { itemId: id }]))
  const texts = new Map<number, string>()
  const dueDay = (terms: PaymentTerms | undefined, t: number): string | null => {
    if (terms === undefined || !('netDays' in terms)) return null
    const day = (ends[t] ?? Number.NaN) - 1 + terms.netDays
    const text = texts.get(day) ?? dayText(day)
    texts.set(day, text)
    return text
  }
  const balance = (account: string): bigint => balances.get(account) ?? 0n
  const begin = (t: number, rule: string, ref: Ref = {}): void => {
    head.t = t
    head.rule = rule
    head.ref = ref
    head.entry++
  }
  const post = (
    account: string,
    amount: bigint,
    { ref = head.ref, quantity, due, dueDate }: PostingDetail = {},
  ): void => {
    if (amount === 0n) return
    balances.set(account, balance(account) + amount)
    const { t, rule, entry } = head
    postings.push({
      t,
      rule,
      account,
      ref,
      // What is no safe number is the amount of no posting: none of them is so large.
      amount: Number(amount),
      quantity: quantity ?? null,
      dueDate: dueDate ?? dueDay(due, t),
      entry,
    })
  }
  return {
    postings,
    begin,
    post,
    pay(t, rule, ref, [debit, credit], amount) {
      begin(t, rule, ref)
      post(debit, amount)
      post(credit, -amount)
    },
    balance,
    itemRef: (itemId) => itemRefs.get(itemId) ?? { itemId },
  }
}
