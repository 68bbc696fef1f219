import { type Account, cashFlowClass, isProfitAccount } from '../chart/accounts.js'
import { OPERATING_CLASSES } from '../chart/layouts.js'
import type { Ledger } from '../types.js'
import { columnOfPosting, type LedgerSums } from './sumLedger.js'

/** What cash was for, in minor units by column (place 0 is before the first), debit positive. */
export interface BookedAgainstCash {
  /** What entries that touch cash book against accounts of one cash-flow class, those on one side of each entry. */
  of(cashFlow: string, side?: 'debit' | 'credit'): number[]
  /** What entries that touch no cash book against accounts of investing and financing (IAS 7.43). */
  readonly withoutCash: readonly number[]
}

/** Whether an account belongs to operating activities. */
export function isOperating(account: Account): boolean {
  return (OPERATING_CLASSES as readonly string[]).includes(cashFlowClass(account))
}

/**
 * Classifies the movement of cash: the other postings of an entry that touches cash say what the cash was for. Postings
 * of one class in one entry are netted first, as the cost, the charges and the gain of one machine that is sold.
 */
export function bookedAgainstCash(ledger: Ledger, sums: LedgerSums): BookedAgainstCash {
  const { accounts, columns, width } = sums
  const classes: readonly string[] = accounts.map(cashFlowClass)
  const totals = new Map<string, Float64Array>()
  const withoutCash = new Float64Array(width)
  const addTo = (key: string, column: number, amount: number): void => {
    const row = totals.get(key) ?? new Float64Array(width)
    totals.set(key, row)
    row[column] = (row[column] as number) + amount
  }
  // An entry lies in one period. Few entries touch cash: only those are put together.
  const touched = new Map<number, { readonly column: number; readonly net: Map<string, number> }>()
  ledger.account.forEach((place, n) => {
    const entry = ledger.entry[n] as number
    if (classes[place] !== 'cash' || touched.has(entry)) return
    touched.set(entry, { column: columnOfPosting(ledger, columns, n), net: new Map() })
  })
  ledger.account.forEach((place, n) => {
    const amount = ledger.amountMinor[n] as number
    const entry = touched.get(ledger.entry[n] as number)
    if (entry !== undefined) {
      const name = classes[place] as string
      entry.net.set(name, (entry.net.get(name) ?? 0) + amount)
    } else if (!isOperating(accounts[place] as Account)) {
      const column = columnOfPosting(ledger, columns, n)
      withoutCash[column] = (withoutCash[column] as number) + amount
    }
  })
  for (const { column, net } of touched.values()) {
    for (const [name, amount] of net) {
      if (name !== 'cash' && amount !== 0) addTo(`${amount > 0 ? 'debit' : 'credit'} ${name}`, column, amount)
    }
  }
  const zeros = new Float64Array(width)
  return {
    of(cashFlow, side) {
      const debit = totals.get(`debit ${cashFlow}`) ?? zeros
      const credit = totals.get(`credit ${cashFlow}`) ?? zeros
      return Array.from(zeros, (_, n) => {
        if (side !== undefined) return (side === 'debit' ? debit : credit)[n] as number
        return (debit[n] as number) + (credit[n] as number)
      })
    },
    withoutCash: Array.from(withoutCash),
  }
}

/** Accounts of income and expense that are no part of operations, less those that a line names. */
export function otherNonOperatingAccounts(sums: LedgerSums, named: readonly string[]): string[] {
  return sums.accounts
    .filter((account) => isProfitAccount(account) && !isOperating(account) && !named.includes(account.id))
    .map(({ id }) => id)
}
