import { refKey } from '../../../core/keys/ref.js'
import { STANDARD_ACCOUNTS } from '../../../finance/chart/accounts.js'
import { RULES } from '../../../finance/ledger/rules.js'
import type { ExpectedPosting } from './expectedJournal.js'
import type { Facts } from '../facts/facts.js'

/** Postings by cell: those of one rule on one account in one period that speak of the same, on both sides. */
export interface LedgerCells {
  readonly count: number
  /** Places of the postings that are expected in a cell, and of those of the ledger. */
  expected(cell: number): number[]
  found(cell: number): number[]
  /** Postings of the ledger that are in no cell in which one is expected. */
  readonly spare: readonly number[]
  /** Keys of what the expected postings speak of. */
  readonly refs: ReadonlySet<string>
}

/**
 * Puts expected postings and those of a plan's ledger together. A cell is found by a number made of the places of its
 * rule, account and Ref: a text for each of hundreds of thousands of postings would take longer than the comparison.
 */
export function readCells({ plan, count }: Facts, postings: readonly ExpectedPosting[]): LedgerCells {
  const { ledger } = plan
  const rules = new Map<string, number>(RULES.map((id, place) => [id, place]))
  const accounts = new Map<string, number>(STANDARD_ACCOUNTS.map(({ id }, place) => [id, place]))
  const refs = new Map<string, number>()
  const known = new Map<object, number>()
  for (const { ref } of postings) {
    if (known.has(ref)) continue
    const key = refKey(ref)
    const place = refs.get(key) ?? refs.size
    refs.set(key, place)
    known.set(ref, place)
  }
  const numberOf = (t: number, rule: number, account: number, ref: number): number =>
    ((ref * (count + 1) + t + 1) * rules.size + rule) * accounts.size + account

  const cells = new Map<number, number>()
  const expectedCell = Int32Array.from(postings, ({ t, rule, account, ref }) => {
    const key = numberOf(t, rules.get(rule) as number, accounts.get(account) as number, known.get(ref) as number)
    const cell = cells.get(key) ?? cells.size
    cells.set(key, cell)
    return cell
  })

  const ruleOf = ledger.rules.map((rule) => rules.get(rule))
  const accountOf = ledger.accounts.map((account) => accounts.get(account))
  const refOf = ledger.refs.map((ref) => refs.get(refKey(ref)))
  const spare: number[] = []
  const foundCell = Int32Array.from(ledger.amountMinor, (_, n) => {
    const t = ledger.periodIndex[n] as number
    const rule = ruleOf[ledger.rule[n] as number]
    const account = accountOf[ledger.account[n] as number]
    const ref = refOf[ledger.ref[n] as number]
    const isPlaced = Number.isInteger(t) && t >= -1 && t < count
    const cell =
      !isPlaced || rule === undefined || account === undefined || ref === undefined
        ? undefined
        : cells.get(numberOf(t, rule, account, ref))
    if (cell === undefined) spare.push(n)
    return cell ?? -1
  })
  const expected = chain(expectedCell, cells.size)
  const found = chain(foundCell, cells.size)
  return { count: cells.size, expected, found, spare, refs: new Set(refs.keys()) }
}

/** The places that belong to a cell, in their order: a linked list in two arrays. */
function chain(cellOf: Int32Array, count: number): (cell: number) => number[] {
  const first = new Int32Array(count).fill(-1)
  const next = new Int32Array(cellOf.length)
  for (let n = cellOf.length - 1; n >= 0; n--) {
    const cell = cellOf[n] as number
    if (cell < 0) continue
    next[n] = first[cell] as number
    first[cell] = n
  }
  return (cell) => {
    const places: number[] = []
    for (let n = first[cell] as number; n >= 0; n = next[n] as number) places.push(n)
    return places
  }
}
