import type { PaymentTerms } from '../../../core/time/terms.js'
import type { Facts } from './facts.js'
import { type Fraction, fraction, plus, shareOut, ZERO } from '../fraction.js'

/** Terms of what is paid in its period. */
export const AT_ONCE: PaymentTerms = { netDays: 0 }

/** Cash by period out of invoices by period, and of a balance that is open before the first. */
export type Paid = (
  invoices: readonly bigint[],
  terms: PaymentTerms,
  opening?: bigint,
  openingTerms?: PaymentTerms,
) => bigint[]

/** When invoices become cash: day by day, or by the shares of a profile; the last share is still open at the end. */
export function payments({ count, starts, end, days }: Facts): Paid {
  const dayShares = (from: number, length: number): Fraction[] => {
    const shares: bigint[] = new Array<bigint>(count + 1).fill(0n)
    for (let day = from; day < from + length; day++) {
      let t = count
      if (day < end) {
        t = 0
        while (t + 1 < count && (starts[t + 1] as number) <= day) t++
      }
      shares[t] = (shares[t] as bigint) + 1n
    }
    return shares.map((share) => ({ n: share, d: BigInt(length) }))
  }
  const shareCache = new Map<string, Fraction[]>()
  const invoiceShares = (terms: PaymentTerms, s: number): Fraction[] => {
    const key = `${JSON.stringify(terms)} ${s}`
    const known = shareCache.get(key)
    if (known !== undefined) return known
    let shares: Fraction[]
    if ('netDays' in terms) shares = dayShares((starts[s] as number) + terms.netDays, days[s] as number)
    else {
      shares = new Array<Fraction>(count + 1).fill(ZERO)
      terms.profile.forEach((share, delay) => {
        const t = Math.min(count, s + delay)
        shares[t] = plus(shares[t] as Fraction, fraction(share))
      })
    }
    shareCache.set(key, shares)
    return shares
  }
  const openingShares = (terms: PaymentTerms): Fraction[] => {
    if ('netDays' in terms) return dayShares(starts[0] as number, Math.max(1, terms.netDays))
    const later = terms.profile.map((_, t) =>
      terms.profile
        .slice(t + 1)
        .map(fraction)
        .reduce(plus, ZERO),
    )
    const open = later.reduce(plus, ZERO)
    const shares = new Array<Fraction>(count + 1).fill(ZERO)
    if (open.n === 0n) shares[0] = fraction(1)
    later.forEach((share, t) => {
      const place = Math.min(count, t)
      if (open.n !== 0n) shares[place] = plus(shares[place] as Fraction, { n: share.n * open.d, d: share.d * open.n })
    })
    return shares
  }
  return (invoices, terms, opening = 0n, openingTerms = terms) => {
    const cash = new Array<bigint>(count).fill(0n)
    const add = (amount: bigint, shares: readonly Fraction[]): void => {
      if (amount === 0n) return
      shareOut(amount, shares).forEach((part, t) => {
        if (t < count) cash[t] = (cash[t] as bigint) + part
      })
    }
    invoices.forEach((amount, s) => add(amount, invoiceShares(terms, s)))
    add(opening, openingShares(openingTerms))
    return cash
  }
}
