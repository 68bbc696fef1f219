import { fromMinor } from '../../core/money/money.js'
import type { AccountKind } from '../chart/accounts.js'
import { createMinorAdder } from '../minorAdder.js'
import type { Ledger } from '../types.js'
import { columnOfPosting, type StatementOptions, sumLedger } from './sumLedger.js'

/** One account of a trial balance; major units. */
export interface TrialBalanceRow {
  readonly account: string
  readonly label: string
  readonly kind: AccountKind
  /** Balance before the first period, debit positive. */
  readonly opening: number
  /** Sum of the debits of each column. */
  readonly debits: readonly number[]
  /** Sum of the credits of each column, positive. */
  readonly credits: readonly number[]
  /** Balance at the end of each column, debit positive. */
  readonly closing: readonly number[]
}

/** Every account of a ledger with its balances; major units. */
export interface TrialBalance {
  readonly currency: string
  readonly periodIds: readonly string[]
  /** Accounts with a posting, in the order of the chart. */
  readonly rows: readonly TrialBalanceRow[]
  /** Sums over all accounts: debits equal credits in every column. */
  readonly totalDebits: readonly number[]
  readonly totalCredits: readonly number[]
}

/**
 * Trial balance of a ledger: opening balance, debits, credits and closing balance of every account that was posted to.
 *
 * The ledger is checked first, so that debits equal credits and balances add to zero.
 *
 * @param ledger - postings of {@link buildLedger}, {@link postJournal} or {@link readLedger}
 * @param options - columns by period (the default) or by fiscal year
 * @returns a row for each account, and the totals, major units
 * @throws SopError for a ledger that is not right, as {@link readLedger}; `OUT_OF_RANGE` for unknown columns
 * @example
 * ```ts
 * import { createCalendar, postJournal, trialBalance } from 'sop-engine'
 * const ledger = postJournal({ calendar: createCalendar({ start: '2027-01-01', months: 1 }), currency: 'USD' }, [
 *   { periodId: null, postings: [{ account: 'cash', debit: 900 }, { account: 'shareCapital', credit: 900 }] },
 *   { periodId: '2027-01', postings: [{ account: 'administrativeExpense', debit: 40 }, { account: 'cash', credit: 40 }] },
 * ])
 * const { rows, totalDebits, totalCredits } = trialBalance(ledger)
 * rows.map((row) => row.account) // => ['cash', 'shareCapital', 'administrativeExpense']
 * rows.map((row) => row.closing[0]) // => [860, -900, 40]
 * totalDebits // => [40]
 * totalCredits // => [40]
 * ```
 */
export function trialBalance(ledger: Ledger, options: StatementOptions = {}): TrialBalance {
  const sums = sumLedger(ledger, options)
  const { chart, accounts, columns, width } = sums
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  const add = createMinorAdder('ledger.amountMinor')
  const sides = new Map<string, { readonly debits: Float64Array; readonly credits: Float64Array }>()
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const id = accounts[ledger.account[n] as number]?.id as string
    const amount = ledger.amountMinor[n] as number
    const known = sides.get(id) ?? { debits: new Float64Array(width), credits: new Float64Array(width) }
    sides.set(id, known)
    const row = amount > 0 ? known.debits : known.credits
    const column = columnOfPosting(ledger, columns, n)
    row[column] = add(row[column] as number, Math.abs(amount))
  }
  const major = (amounts: ArrayLike<number>): number[] =>
    Array.from(amounts)
      .slice(1)
      .map((amount) => fromMinor(amount, scale))
  const total = (side: 'debits' | 'credits'): number[] => {
    const sum = new Float64Array(width)
    for (const row of sides.values()) {
      for (let n = 0; n < width; n++) sum[n] = add(sum[n] as number, row[side][n] as number)
    }
    return major(sum)
  }
  return {
    currency: ledger.currency,
    periodIds: columns.ids,
    rows: chart.flatMap(({ id, label, kind }): TrialBalanceRow[] => {
      const posted = sides.get(id)
      if (posted === undefined) return []
      const balances = sums.balance([id])
      return [
        {
          account: id,
          label,
          kind,
          opening: fromMinor(balances[0] as number, scale),
          debits: major(posted.debits),
          credits: major(posted.credits),
          closing: major(balances),
        },
      ]
    }),
    totalDebits: total('debits'),
    totalCredits: total('credits'),
  }
}
