import { type Account, STANDARD_ACCOUNTS } from '../../../finance/chart/accounts.js'
import type { Facts } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'

export type Amounts = readonly number[]

/** Sums of a plan's ledger in minor units, debit positive. */
export interface Sums {
  readonly power: number
  movement(...accounts: readonly string[]): Amounts
  /** Balance at the close of each period, and before the first. */
  balance(...accounts: readonly string[]): { readonly opening: number; readonly closing: Amounts }
  /** Cash that entries book against accounts of a cash-flow class; entries that bring cash in, or take it out, or both. */
  cash(cashFlow: string, direction?: 'in' | 'out'): Amounts
}

/** Accounts of the chart for which something holds. */
export const accountsWhere = (holds: (account: Account) => boolean): string[] =>
  (STANDARD_ACCOUNTS as readonly Account[]).filter(holds).map(({ id }) => id)

export const negative = (amounts: Amounts): Amounts => amounts.map((amount) => 0 - amount)
export const add = (...rows: readonly Amounts[]): Amounts =>
  (rows[0] as Amounts).map((_, t) => rows.reduce((sum, row) => sum + (row[t] as number), 0))

/** Adds the ledger up by account, and what moved cash by the classes of the other accounts of the same entry. */
export const sumLedger: (facts: Facts) => Sums = oncePerPlan(({ plan, count }): Sums => {
  const { ledger } = plan
  const classes = new Map((STANDARD_ACCOUNTS as readonly Account[]).map(({ id, cashFlow }) => [id, cashFlow]))
  const movements = new Map<string, number[]>()
  const openings = new Map<string, number>()
  const classOf = (n: number): string =>
    classes.get(ledger.accounts[ledger.account[n] as number] as string) ?? 'operating'
  const touched = new Map<number, Map<string, number>>()
  const zeros = (): number[] => new Array<number>(count).fill(0)
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const account = ledger.accounts[ledger.account[n] as number] as string
    const t = ledger.periodIndex[n] as number
    const amount = ledger.amountMinor[n] as number
    if (t < 0) {
      openings.set(account, (openings.get(account) ?? 0) + amount)
      continue
    }
    const row = movements.get(account) ?? zeros()
    movements.set(account, row)
    row[t] = (row[t] ?? 0) + amount
    if (classes.get(account) === 'cash') touched.set(ledger.entry[n] as number, new Map())
  }
  // Most entries move no cash: only those that do are put together again.
  const periods = new Map<number, number>()
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const entry = ledger.entry[n] as number
    const t = ledger.periodIndex[n] as number
    const net = touched.get(entry)
    if (net === undefined || t < 0) continue
    if (!periods.has(entry)) periods.set(entry, t)
    const name = classOf(n)
    net.set(name, (net.get(name) ?? 0) + (ledger.amountMinor[n] as number))
  }
  const cash = { in: new Map<string, number[]>(), out: new Map<string, number[]>() }
  for (const [entry, net] of touched) {
    const t = periods.get(entry) as number
    for (const [name, amount] of net) {
      if (name === 'cash' || amount === 0) continue
      const byClass = amount < 0 ? cash.in : cash.out
      const row = byClass.get(name) ?? zeros()
      byClass.set(name, row)
      row[t] = (row[t] as number) - amount
    }
  }
  const movement = (...accounts: readonly string[]): Amounts =>
    accounts.reduce<Amounts>(
      (total, account) => total.map((amount, t) => amount + (movements.get(account)?.[t] ?? 0)),
      zeros(),
    )
  return {
    power: 10 ** ledger.decimals,
    movement,
    balance(...accounts) {
      const opening = accounts.reduce((total, account) => total + (openings.get(account) ?? 0), 0)
      let running = opening
      return { opening, closing: movement(...accounts).map((amount) => (running += amount)) }
    },
    cash(name, direction) {
      const [into, out] = [cash.in.get(name) ?? zeros(), cash.out.get(name) ?? zeros()]
      return direction === 'in' ? into : direction === 'out' ? out : add(into, out)
    },
  }
})
