import type { MoneyInput } from '../../../core/money/money.js'
import type { Facts } from './facts.js'
import { type Fraction, fraction, plus, round, times, ZERO } from '../fraction.js'

/** Minor units of each period. */
export type Amounts = readonly bigint[]

export const sum = (values: Amounts): bigint => values.reduce((a, b) => a + b, 0n)
export const add = (a: Amounts, b: Amounts): Amounts => a.map((amount, t) => amount + (b[t] as bigint))

/** Exact amounts in minor units, rounded as the plan rounds. */
export interface MinorAmounts {
  toMinor(amount: Fraction): bigint
  money(amount: MoneyInput | undefined): bigint
  /** Quantity times money per unit, rounded once. */
  product(quantity: number, unitAmount: MoneyInput): bigint
  /**
   * Posted so that the running total is rounded, not each period; with an amount for each period, the running total at
   * that of the period less the one before it at the same.
   */
  cumulative(unitAmount: number | readonly number[], quantities: readonly number[]): bigint[]
  /** One amount for each period of a price (a level) or a budget (a flow). */
  byPeriod(value: MoneyInput | readonly MoneyInput[] | undefined, flow: boolean): readonly MoneyInput[]
}

/** The money of a plan, in its currency and rounding. */
export function minorAmounts(facts: Facts): MinorAmounts {
  const { plan, days } = facts
  const minor = fraction(10 ** plan.ledger.decimals)
  const toMinor = (amount: Fraction): bigint => round(times(amount, minor), plan.input.rounding)
  const money = (amount: MoneyInput | undefined): bigint => toMinor(fraction(amount ?? 0))
  const product = (a: number, b: MoneyInput): bigint => (a === 0 ? 0n : toMinor(times(fraction(a), fraction(b))))
  const cumulative = (unit: number | readonly number[], quantities: readonly number[]): bigint[] => {
    let total = ZERO
    const atPeriod = (t: number): number => (typeof unit === 'number' ? unit : (unit[t] ?? 0))
    let unitAmount = fraction(atPeriod(0))
    let before = 0n
    return quantities.map((quantity, t) => {
      if (t > 0 && atPeriod(t) !== atPeriod(t - 1)) {
        unitAmount = fraction(atPeriod(t))
        before = toMinor(times(total, unitAmount))
      }
      if (quantity === 0) return 0n
      total = plus(total, fraction(quantity))
      const now = toMinor(times(total, unitAmount))
      const posted = now - before
      before = now
      return posted
    })
  }
  const byPeriod = (value: MoneyInput | readonly MoneyInput[] | undefined, flow: boolean): readonly MoneyInput[] => {
    if (typeof value === 'object') return value
    if (!flow) return days.map(() => value ?? 0)
    return facts.flow(Number(value ?? 0))
  }
  return { toMinor, money, product, cumulative, byPeriod }
}
