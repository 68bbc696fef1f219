import type { Plan } from '../../src/plan/index.js'

/** What is posted to each account in each period from one on, in minor units. */
export function postedFrom({ ledger, calendar }: Plan, first: number): Map<string, number> {
  const sums = new Map<string, number>()
  ledger.account.forEach((place, n) => {
    const period = calendar.periods[ledger.periodIndex[n] as number]
    if (period === undefined || (ledger.periodIndex[n] as number) < first) return
    const key = `${ledger.accounts[place]} ${period.id}`
    sums.set(key, (sums.get(key) ?? 0) + (ledger.amountMinor[n] as number))
  })
  return new Map([...sums].filter(([, amount]) => amount !== 0).sort())
}

/** Quantities of each item from a period on; what comes is one number, whether it is bought anew or by an order under way. */
export const quantitiesFrom = (
  { supply }: Plan,
  first: number,
): { readonly itemId: string; readonly comes: readonly number[] }[] =>
  supply.records.map((row) => ({
    itemId: row.itemId,
    comes: row.produced
      .map((units, t) => units + (row.purchased[t] ?? 0) + (row.scheduledReceipts[t] ?? 0))
      .slice(first),
    shipped: row.shipped.slice(first),
    backlog: row.backlog.slice(first),
    closing: row.closing.slice(first),
  }))

/** By how much two series are apart at most. */
export const mostApart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, t) => Math.max(most, Math.abs(value - (b[t] ?? Number.NaN))), 0)
